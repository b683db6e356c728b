"""Monte Carlo: exact answers within sampling error, kept luck, and rules that hold always."""

import math
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

from tpmlab.schedule import Plan, PlanError, critical_path
from tpmlab.schedule.distributions import LogNormal, Triangular, Uniform
from tpmlab.schedule.listed import Discrete, Empirical
from tpmlab.schedule.pert_beta import PertBeta
from tpmlab.schedule.risk import Costs, monte_carlo
from tpmlab.schedule.risk_events import Mitigation, RiskEvent
from tpmlab.schedule.risk_measures import merge_bias, sensitivity

KNOWN = yaml.safe_load(Path(__file__).with_name("known_risk_answers.yaml").read_text("utf-8"))
SPREADS = {"app": Triangular(8, 10, 20), "data": PertBeta(6, 9, 18), "docs": LogNormal(5, 9)}
RELEASE = Plan.from_rows(
    [("app", 10, []), ("data", 9, []), ("docs", 5, []), ("ship", 1, ["app", "data", "docs"])]
)


def side_by_side(count):
    return Plan.from_rows([(f"t{n}", 1, []) for n in range(count)])


def in_a_row(count):
    return Plan.from_rows([(f"t{n}", 1, [f"t{n - 1}"] if n else []) for n in range(count)])


def same_for_all(plan, spread):
    return {task.id: spread for task in plan}


def assert_agrees(forecast, pmf):
    """Mean within five standard errors, each quantile between those at p ± 5 s."""
    days = sorted(pmf)
    below = np.cumsum([float(pmf[day]) for day in days])
    mean = sum(day * float(pmf[day]) for day in days)
    variance = sum((day - mean) ** 2 * float(pmf[day]) for day in days)
    n = forecast.n_trials
    assert abs(forecast.mean.value - mean) < 5 * math.sqrt(variance / n) + 1e-12

    def exact(level):
        return days[min(int(np.searchsorted(below, level - 1e-12)), len(days) - 1)]

    for level in (0.1, 0.5, 0.8, 0.9, 0.95):
        error = 5 * math.sqrt(level * (1 - level) / n)
        assert exact(level - error) <= forecast.quantile(level) <= exact(level + error)
    for day, chance in zip(days, below, strict=True):
        error = 5 * math.sqrt(max(chance * (1 - chance), 1e-9) / n)
        assert abs(forecast.chance(day) - chance) <= error + 1e-9


@pytest.mark.parametrize("sampling", ["random", "latin", "antithetic"])
@pytest.mark.parametrize("name", ["mc-two-parallel-discrete", "mc-six-activity-discrete"])
def test_the_exact_distribution_of_small_plans(name, sampling):
    tasks, expected = KNOWN[name]["given"]["tasks"], KNOWN[name]["expected"]
    plan = Plan.from_rows([(row["task"], row["days"], row["after"]) for row in tasks])
    spreads = {
        row["task"]: Discrete(
            tuple(row["cases"][0]), tuple(float(Fraction(p)) for p in row["cases"][1])
        )
        for row in tasks
    }
    pmf = {int(day): Fraction(chance) for day, chance in expected["pmf"].items()}
    assert_agrees(monte_carlo(plan, spreads, n_trials=40_000, sampling=sampling), pmf)


def test_three_dice_in_a_row():
    expected = KNOWN["convolution-three-dice"]["expected"]
    die = Discrete(tuple(range(1, 7)), (1 / 6,) * 6)
    pmf = {int(day): Fraction(chance) for day, chance in expected["pmf"].items()}
    assert_agrees(monte_carlo(in_a_row(3), same_for_all(in_a_row(3), die), n_trials=40_000), pmf)


@pytest.mark.parametrize("paths", [2, 3, 5, 10])
@pytest.mark.parametrize("single", ["0.5", "0.8", "0.9", "0.95"])
def test_all_paths_on_time(single, paths):
    exact = KNOWN["merge-two-equal-paths"]["expected"]["p_all"][single][str(paths)]
    plan, late = side_by_side(paths), Discrete((1, 2), (float(single), 1 - float(single)))
    forecast = monte_carlo(plan, same_for_all(plan, late), n_trials=20_000)
    assert abs(forecast.chance(1) - exact) < 5 * math.sqrt(exact * (1 - exact) / 20_000)


@pytest.mark.parametrize("case", KNOWN["merge-max-exponential"]["expected"]["cases"])
def test_the_last_of_several_exponential_tasks(case):
    even = (np.arange(20_000) + 0.5) / 20_000
    spread = Empirical(tuple(-np.log1p(-even) / case["rate"]))
    plan = side_by_side(case["n"])
    forecast = monte_carlo(plan, same_for_all(plan, spread), n_trials=40_000)
    error = math.sqrt(case["variance"] / 40_000)
    assert abs(forecast.mean.value - case["mean"]) < 5 * error + 1e-3 * case["mean"]
    assert forecast.quantile(0.5) == pytest.approx(case["median"], rel=0.03)


def test_three_uniform_subprojects_in_series_and_in_parallel():
    expected = KNOWN["uniform-sum-and-max"]["expected"]
    for plan, exact in ((in_a_row(3), expected["series"]), (side_by_side(3), expected["parallel"])):
        forecast = monte_carlo(plan, same_for_all(plan, Uniform(0, 1)), n_trials=40_000)
        assert abs(forecast.mean.value - exact["mean"]) < 5 * math.sqrt(exact["variance"] / 40_000)
        assert forecast.finish.var() == pytest.approx(exact["variance"], rel=0.05)
        for limit, chance in ((1, "p_at_most_1"), (1.5, "p_at_most_1_5"), (0.9, "p_at_most_0_9")):
            if chance in exact:
                assert forecast.chance(limit) == pytest.approx(exact[chance], abs=0.0125)


NORMAL = Empirical(tuple(20 + 4 * ndtri((np.arange(20_000) + 0.5) / 20_000)))


@pytest.mark.parametrize("case", KNOWN["correlated-sum-variance"]["expected"]["cases"])
def test_correlation_widens_a_total(case):
    plan = in_a_row(case["n"])
    forecast = monte_carlo(
        plan, same_for_all(plan, NORMAL), correlation=case["rho"], n_trials=10_000
    )
    # the spread of a standard deviation is 1 / sqrt(2 n) of it
    assert forecast.finish.std() / 4 == pytest.approx(case["total_sd"], rel=5 / math.sqrt(20_000))
    assert 1 - case["independent_sd"] / case["total_sd"] == pytest.approx(case["sd_understated_by"])


def test_correlated_pairs_keep_their_own_spread_and_others_their_luck():
    pairs = {("app", "data"): 0.8, ("data", "docs"): -0.3}
    plan = Plan.from_rows([*[(name, 1, []) for name in SPREADS], ("test", 3, [])])
    spreads = {**SPREADS, "test": Uniform(2, 4)}
    loose, tied = (monte_carlo(plan, spreads, correlation=c, n_trials=20_000) for c in (0, pairs))
    assert (loose.estimates[3] == tied.estimates[3]).all()
    ranks = [np.argsort(np.argsort(row)) for row in tied.estimates]
    for (one, other), rho in {(0, 1): 0.8, (1, 2): -0.3, (0, 2): 0.0}.items():
        exact = 6 / math.pi * math.asin(rho / 2)
        assert np.corrcoef(ranks[one], ranks[other])[0, 1] == pytest.approx(exact, abs=0.03)
    for row, name in enumerate(SPREADS):
        assert tied.estimates[row].mean() == pytest.approx(SPREADS[name].mean, rel=0.02)


def test_latin_slices_stay_even_under_correlation():
    plan, n = side_by_side(2), 500
    for rho in (0, 0.6):
        forecast = monte_carlo(
            plan, same_for_all(plan, Uniform(0, n)), correlation=rho, n_trials=n, sampling="latin"
        )
        for row in forecast.estimates:
            assert sorted(np.floor(row).astype(int)) == list(range(n))


def test_better_sampling_is_nearer_the_mean():
    plan = in_a_row(10)
    spreads = same_for_all(plan, Uniform(0, 2))
    errors = {
        way: [
            monte_carlo(plan, spreads, n_trials=200, seed=seed, sampling=way).mean.value - 10
            for seed in range(40)
        ]
        for way in ("random", "latin", "antithetic")
    }
    assert np.std(errors["latin"]) < np.std(errors["random"]) / 5
    assert np.std(errors["antithetic"]) < np.std(errors["random"]) / 5


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_certain_durations_give_the_critical_path(data):
    count = data.draw(st.integers(1, 8))
    rows = []
    for n in range(count):
        before = st.sampled_from(range(n)) if n else st.nothing()
        kinds = st.sampled_from(["FS", "SS", "FF", "SF"])
        link = st.tuples(before, kinds, st.integers(-4, 4))
        links = data.draw(st.lists(link, max_size=min(3, n), unique_by=lambda entry: entry[:2]))
        rows.append(
            (f"t{n}", data.draw(st.integers(0, 9)), [(f"t{p}", k, lag) for p, k, lag in links])
        )
    plan = Plan.from_rows(rows)
    forecast = monte_carlo(
        plan, {t.id: Triangular(*[t.duration] * 3) for t in plan}, n_trials=10, correlation=0.5
    )
    schedule = critical_path(plan)
    assert forecast.finish == pytest.approx(schedule.finish)
    critical = sensitivity(forecast)["criticality"]
    assert {name for name in critical.index if critical[name] == 1} == set(schedule.critical)
    assert set(critical) <= {0.0, 1.0}
    # and drawn durations give, trial by trial, what both passes give
    drawn = monte_carlo(plan, {t.id: Uniform(0, t.duration + 1) for t in plan}, n_trials=50)
    dates = plan.topology.dates(np.stack(drawn.days))
    assert drawn.finish == pytest.approx(dates.finish)
    share = (dates.total_float == 0).mean(axis=1)
    assert sensitivity(drawn)["criticality"].to_numpy() == pytest.approx(share)
    assert merge_bias(drawn)["merging"] > -1e-9


def test_blocks_of_trials_change_nothing(monkeypatch):
    whole = monte_carlo(RELEASE, SPREADS, n_trials=3000)
    finish, shares = whole.finish, sensitivity(whole)
    monkeypatch.setattr("tpmlab.schedule.trials._BLOCK_BYTES", 1)
    again = monte_carlo(RELEASE, SPREADS, n_trials=3000)
    assert (again.finish == finish).all()
    assert sensitivity(again).to_numpy() == pytest.approx(shares.to_numpy())


def test_the_same_seed_gives_the_same_futures_and_another_others():
    one, same, other = (monte_carlo(RELEASE, SPREADS, seed=seed) for seed in (3, 3, 4))
    assert (one.finish == same.finish).all()
    assert not (one.finish == other.finish).any()
    assert (one.seed, one.n_trials) == (3, 10_000)


def test_a_changed_task_changes_only_its_own_days():
    before = monte_carlo(RELEASE, SPREADS, correlation=0.3)
    after = before.with_duration("app", Triangular(9, 11, 21))
    assert after.estimates[0] - before.estimates[0] == pytest.approx(1)
    assert all(after.estimates[n] is before.estimates[n] for n in (1, 2))
    assert (after.finish >= before.finish).all()
    sure = before.with_duration("app", 30)
    assert (sure.finish >= 31).all()
    assert sure.with_duration("app", SPREADS["app"]).finish == pytest.approx(before.finish)


def test_a_plan_brings_its_own_distributions_and_costs():
    plan = RELEASE
    for name, spread in SPREADS.items():
        plan = plan.with_task(name, distribution=spread, cost=1000)
    own = monte_carlo(plan)
    assert (own.finish == monte_carlo(RELEASE, SPREADS).finish).all()
    assert own.cost == pytest.approx(3000)
    assert (own.with_duration("app", 30).days[0], own.with_duration("app", 30).n_trials) == (
        30,
        own.n_trials,
    )
    other = monte_carlo(plan, {"app": Uniform(29, 31)})
    assert (other.days[0] >= 29).all()
    assert (other.days[1] == own.days[1]).all()
    assert monte_carlo(own.with_duration("app", 30).plan).days[0] == 30


def test_set_days_hold_in_every_trial():
    """No trial starts a task before its day; a task with no room before its day is critical."""
    plan = RELEASE.with_task("docs", start_no_earlier_than=8).with_task("ship", must_start_on=30)
    plan = plan.with_task("data", finish_no_later_than=9)
    forecast = monte_carlo(plan, SPREADS, n_trials=2000)
    rows = [np.broadcast_to(row, 2000) for row in forecast.days]
    dates = plan.topology.dates(np.stack(rows))
    assert forecast.finish == pytest.approx(dates.finish)
    assert (forecast.finish >= 31).all()
    share = (dates.total_float <= 0).mean(axis=1)
    assert sensitivity(forecast)["criticality"].to_numpy() == pytest.approx(share)
    assert 0.1 < share[1] < 1


def test_quantiles_rise_and_hold_the_truth_between_their_limits():
    forecast = monte_carlo(RELEASE, SPREADS)
    levels = np.linspace(0, 1, 101)
    assert (np.diff([forecast.quantile(level) for level in levels]) >= 0).all()
    for level in (0.1, 0.5, 0.9):
        assert forecast.chance(forecast.quantile(level)) == pytest.approx(level, abs=1e-4)
    caught = 0
    for seed in range(200):
        value, low, high = monte_carlo(
            side_by_side(1), {"t0": Uniform(0, 1)}, n_trials=400, seed=seed
        ).quantile_estimate(0.8)
        assert low <= value <= high
        caught += low <= 0.8 <= high
    assert 180 <= caught <= 199


def test_tables_show_each_date_and_each_confidence():
    forecast = monte_carlo(RELEASE, SPREADS)
    table = forecast.table()
    assert table["chance"].is_monotonic_increasing
    assert (table["low"] <= table["chance"]).all()
    assert table["chance"].iloc[-1] == 1
    assert forecast.summary([0.5, 0.8])["day"].tolist() == [
        forecast.quantile(0.5),
        forecast.quantile(0.8),
    ]


def test_date_and_budget_together_are_harder_than_either():
    costs = Costs({"app": 1000, "data": 800}, overhead_per_day=300, fixed=5000)
    forecast = monte_carlo(RELEASE, SPREADS, costs=costs)
    trial = 5000 + 300 * forecast.finish + 1000 * forecast.days[0] + 800 * forecast.days[1]
    assert forecast.cost == pytest.approx(trial)
    day, money = forecast.quantile(0.8), float(np.quantile(forecast.cost, 0.8))
    both = forecast.joint_chance(day, money)
    assert 0.6 < both < 0.8
    assert forecast.joint_chance(day, 1e9) == forecast.chance(day)


EVENT = RiskEvent(
    "outage",
    0.3,
    Uniform(2, 6),
    ("app", "data"),
    cost=5000,
    mitigation=Mitigation(900, probability=0.1),
)


def test_an_event_delays_its_tasks_by_the_same_days_where_it_happens():
    forecast = monte_carlo(RELEASE, SPREADS, events=[EVENT], n_trials=20_000)
    delays = [forecast.days[n] - forecast.estimates[n] for n in (0, 1)]
    assert delays[0] == pytest.approx(delays[1])
    hit = delays[0] > 1
    assert hit.mean() == pytest.approx(0.3, abs=5 * math.sqrt(0.21 / 20_000))
    assert 2 <= delays[0][hit].min() <= delays[0][hit].max() <= 6
    assert forecast.cost.mean() == pytest.approx(5000 * hit.mean())
    assert forecast.days[2] is forecast.estimates[2]


def test_mitigation_is_compared_on_equal_luck():
    before = monte_carlo(RELEASE, SPREADS, events=[EVENT])
    after = before.with_events([EVENT.mitigated()])
    assert (after.finish <= before.finish).all()
    assert after.finish.mean() < before.finish.mean()
    assert after.cost.min() == 900
    without = before.with_events([])
    assert (without.finish <= after.finish).all()


def test_enumeration_of_events_agrees():
    events = [
        RiskEvent("a", 0.2, 4, ["app"]),
        RiskEvent("b", 0.5, 3, ["data"]),
        RiskEvent("c", 0.1, 9, ["docs"]),
    ]
    pmf = {}
    for happens in product((0, 1), repeat=3):
        chance = math.prod(
            e.probability if h else 1 - e.probability for e, h in zip(events, happens, strict=True)
        )
        end = 1 + max(10 + 4 * happens[0], 9 + 3 * happens[1], 5 + 9 * happens[2])
        pmf[end] = pmf.get(end, 0) + chance
    assert_agrees(monte_carlo(RELEASE, {}, events=events, n_trials=40_000), pmf)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: monte_carlo(RELEASE, {"ap": Uniform(1, 2)}), "no task 'ap': did you mean 'app'"),
        (lambda: monte_carlo(RELEASE, {"app": 3}), "'app' has the duration 3; give a distribution"),
        (lambda: monte_carlo(RELEASE, {}, n_trials=1), "n_trials is 1"),
        (lambda: monte_carlo(RELEASE, {}, n_trials=5, sampling="antithetic"), "come in pairs"),
        (lambda: monte_carlo(RELEASE, {}, sampling="luck"), "use one of 'random', 'latin'"),
        (lambda: monte_carlo(RELEASE, {}, correlation=-0.2), "correlation is -0.2"),
        (lambda: monte_carlo(RELEASE, {}, costs=Costs({"x": 1})), "no task 'x'"),
        (lambda: monte_carlo(RELEASE, {}, events=[EVENT, EVENT]), "Two events share an id"),
        (lambda: monte_carlo(RELEASE, {}, correlation={("app", "dcos"): 0.3}), "no task 'dcos'"),
        (lambda: RiskEvent("x", 1.2, 3, ["app"]), "RiskEvent 'x': probability is 1.2"),
        (lambda: RiskEvent("x", 0.2, 3, "app"), "give a list of task ids"),
        (lambda: RiskEvent("x", 0.2, 3, ["app"]).mitigated(), "has no mitigation"),
    ],
)
def test_what_cannot_be_is_refused_with_the_remedy(make, words):
    with pytest.raises(PlanError, match=words):
        make()


def test_correlations_that_contradict_one_another_are_refused():
    pairs = {("app", "data"): 0.9, ("data", "docs"): 0.9, ("app", "docs"): -0.9}
    with pytest.raises(PlanError, match="can't hold together"):
        _ = monte_carlo(RELEASE, SPREADS, correlation=pairs).finish
