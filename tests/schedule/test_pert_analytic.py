"""PERT on paper: textbook answers, and the merge it overlooks."""

from pathlib import Path

import numpy as np
import pytest
import yaml
from scipy import stats

from tpmlab.estimate import EstimateError, ThreePoint
from tpmlab.estimate.three_point import Total, add_up
from tpmlab.schedule import Plan, PlanError
from tpmlab.schedule.distributions import Triangular
from tpmlab.schedule.pert_analytic import later_of, pert
from tpmlab.schedule.pert_beta import PertBeta
from tpmlab.schedule.risk import monte_carlo

KNOWN = yaml.safe_load(Path(__file__).with_name("known_risk_answers.yaml").read_text("utf-8"))


def read(name):
    tasks = KNOWN[name]["given"]["tasks"]
    plan = Plan.from_rows([(row["task"], row["days"], row["after"]) for row in tasks])
    return plan, {row["task"]: tuple(row["three"]) for row in tasks}


def test_reliable_construction():
    plan, estimates = read("pert-reliable-construction")
    expected = KNOWN["pert-reliable-construction"]["expected"]
    answer = pert(plan, estimates)
    assert answer.path == ("A", "B", "C", "E", "F", "J", "L", "N")
    assert (answer.total.mean, answer.total.sd**2) == pytest.approx((44, 9))
    assert answer.total.probability(47) == pytest.approx(expected["p_by_deadline"], abs=1e-9)
    for name, points in estimates.items():
        own = ThreePoint(*points)
        assert own.mean == pytest.approx(expected["activity_mean"][name])
        assert own.variance == pytest.approx(expected["activity_variance"][name])


def test_milwaukee_paper():
    plan, estimates = read("pert-milwaukee-paper")
    expected = KNOWN["pert-milwaukee-paper"]["expected"]
    total = pert(plan, estimates).total
    assert (total.mean, total.sd**2) == pytest.approx((15, expected["path_variance"]))
    for day, chance in expected["p_by_deadline"].items():
        assert total.probability(float(day)) == pytest.approx(chance, abs=1e-9)


def test_a_path_of_four():
    case = KNOWN["pert-taylor-path"]
    points = [tuple(task.values()) for task in case["given"]["path"]]
    plan = Plan.from_rows([(f"t{n}", 1, [f"t{n - 1}"] if n else []) for n in range(len(points))])
    total = pert(plan, {f"t{n}": point for n, point in enumerate(points)}).total
    assert (total.mean, total.sd**2) == pytest.approx((24, 5))
    assert total.probability(28) == pytest.approx(case["expected"]["p_by_deadline"], abs=1e-9)
    assert add_up([ThreePoint(*point) for point in points]).sd == pytest.approx(total.sd)


@pytest.mark.parametrize("case", KNOWN["merge-normal-clark"]["expected"]["cases"])
def test_the_later_of_two_normal_paths(case):
    first, second = Total(case["mean1"], case["sd1"]), Total(case["mean2"], case["sd2"])
    later = later_of(first, second, case["rho"])
    assert (later.mean, later.sd**2) == pytest.approx((case["mean_max"], case["var_max"]), abs=1e-6)


def test_the_later_of_two_that_move_as_one():
    assert later_of(Total(20, 4), Total(18, 4), correlation=1) == (20, 4)
    grid = stats.norm.ppf((np.arange(100_000) + 0.5) / 100_000)
    apart = np.maximum(20 + 4 * grid, 18 - 3 * grid)
    assert later_of(Total(20, 4), Total(18, 3), correlation=-1).mean == pytest.approx(
        apart.mean(), abs=1e-3
    )


def test_of_two_longest_paths_the_more_uncertain_counts():
    plan = Plan.from_rows([("a", 1, []), ("b", 1, []), ("end", 2, ["a", "b"])])
    answer = pert(plan, {"a": (4, 5, 6), "b": PertBeta(2, 5, 8)})
    assert answer.path == ("b", "end")
    assert answer.total == pytest.approx((7, 1))


def test_paper_is_too_hopeful_where_paths_merge():
    plan = Plan.from_rows([("a", 9, []), ("b", 9, []), ("c", 9, [])])
    spreads = dict.fromkeys("abc", Triangular(5, 9, 13))
    on_paper, drawn = pert(plan, spreads).total, monte_carlo(plan, spreads)
    assert on_paper.probability(9) == 0.5
    assert drawn.chance(9) == pytest.approx(0.125, abs=0.02)


def test_lags_and_certain_tasks_count_in_the_mean():
    plan = Plan.from_rows([("a", 5, []), ("b", 4, [("a", "FS", 2)])])
    assert pert(plan, {}).total == (11, 0)


def test_other_links_and_disordered_estimates_are_refused():
    plan = Plan.from_rows([("a", 5, []), ("b", 4, [("a", "SS", 2)])])
    with pytest.raises(PlanError, match="is not finish to start"):
        pert(plan, {})
    with pytest.raises(EstimateError, match="not in order"):
        pert(Plan.from_rows([("a", 5, [])]), {"a": (5, 3, 8)})
    with pytest.raises(PlanError, match="no task 'x'"):
        pert(Plan.from_rows([("a", 5, [])]), {"x": (1, 3, 8)})
    with pytest.raises(PlanError, match="correlation is 2"):
        later_of(Total(1, 1), Total(1, 1), correlation=2)
