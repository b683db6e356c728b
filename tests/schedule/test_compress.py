"""Crashing: textbook answers, brute force on small plans, and rules that hold always."""

from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.schedule import Plan, PlanError, critical_path
from tpmlab.schedule.compress import crash_for, crash_step_by_step, crash_to, time_cost_curve
from tpmlab.schedule.crash_model import CrashOption

KNOWN = yaml.safe_load(Path(__file__).with_name("known_risk_answers.yaml").read_text("utf-8"))
TEXTBOOKS = ["crash-reliable-construction", "crash-taylor-house", "crash-milwaukee-paper"]
RELEASE = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"]), ("docs", 12, [])])
OPTIONS = {"spec": CrashOption(4, 900), "build": CrashOption(7, 400), "docs": CrashOption(10, 100)}

# Three paths, A-C, B-D and A-X-D. X is the cheapest first cut; once all three are critical,
# cutting A and D wins two days on A-X-D, so a day of X can be given back.
BRIDGE = Plan.from_rows(
    [("A", 4, []), ("B", 6, []), ("C", 6, ["A"]), ("X", 4, ["A"]), ("D", 4, ["B", "X"])]
)


def read(name):
    tasks = KNOWN[name]["given"]["tasks"]
    plan = Plan.from_rows([(row["task"], row["days"], row["after"]) for row in tasks])
    options = {
        row["task"]: CrashOption.between(
            row["days"], row["crash"][0], row["crash"][1], row["crash"][2]
        )
        for row in tasks
    }
    return plan, options, KNOWN[name]["expected"]


def assert_sound(plan, options, crashed):
    cost = 0.0
    for task in plan:
        cut = task.duration - crashed.plan[task.id].duration
        assert cut == pytest.approx(crashed.cuts.get(task.id, 0.0))
        assert -1e-9 <= cut <= task.duration - (options[task.id].shortest if cut else 0) + 1e-9
        cost += cut * options[task.id].cost_per_day if cut else 0
    assert crashed.cost == pytest.approx(cost)
    assert crashed.finish == pytest.approx(critical_path(crashed.plan).finish)


@pytest.mark.parametrize("name", TEXTBOOKS)
def test_every_date_of_the_textbooks(name):
    plan, options, expected = read(name)
    curve = time_cost_curve(plan, options)
    assert curve.corners[0].finish == expected["normal_duration"]
    assert curve.corners[-1].finish == pytest.approx(expected["shortest_duration"])
    greedy = {round(step.finish): step.cost for step in crash_step_by_step(plan, options)}
    for target, cost in expected["extra_cost_by_target"].items():
        crashed = crash_to(plan, options, float(target))
        assert_sound(plan, options, crashed)
        assert crashed.cost == pytest.approx(cost, abs=1e-4)
        assert crashed.finish <= float(target) + 1e-6
        assert curve.cost(float(target)) == pytest.approx(cost, abs=1e-3)
        assert crash_for(plan, options, cost).finish == pytest.approx(float(target), abs=1e-6)
        assert greedy[int(target)] >= cost - 1e-4


def test_the_optimum_printed_for_reliable_construction_is_among_ours():
    plan, options, expected = read("crash-reliable-construction")
    crashed = crash_to(plan, options, 40)
    printed = sum(
        (plan[name].duration - days) * options[name].cost_per_day
        for name, days in expected["one_optimum_at_40"].items()
    )
    assert crashed.cost == pytest.approx(printed)
    whole = sum(row["crash"][0] for row in KNOWN["crash-reliable-construction"]["given"]["tasks"])
    assert whole + crashed.cost == pytest.approx(expected["total_cost_at_40"])


@st.composite
def crash_cases(draw, kinds=("FS",)):
    count = draw(st.integers(1, 5))
    rows, options = [], {}
    for n in range(count):
        before = st.sampled_from(range(n)) if n else st.nothing()
        link = st.tuples(before, st.sampled_from(kinds), st.integers(-1, 2))
        links = draw(st.lists(link, max_size=min(2, n), unique_by=lambda entry: entry[:2]))
        days = draw(st.integers(0, 5))
        rows.append((f"t{n}", days, [(f"t{p}", kind, lag) for p, kind, lag in links]))
        if draw(st.booleans()):
            least = draw(st.integers(max(0, days - 2), days))
            options[f"t{n}"] = CrashOption(least, draw(st.integers(0, 9)))
    return Plan.from_rows(rows), options


def brute_force(plan, options):
    """Least cost of every whole finish, by trying all whole cuts."""
    reach = [
        range(int(t.duration - options[t.id].shortest) + 1 if t.id in options else 1) for t in plan
    ]
    best = {}
    for cuts in product(*reach):
        days = np.array([task.duration - cut for task, cut in zip(plan, cuts, strict=True)])
        end = float(plan.topology.dates(days).finish)
        cost = sum(
            cut * options[t.id].cost_per_day for t, cut in zip(plan, cuts, strict=True) if cut
        )
        best[end] = min(cost, best.get(end, np.inf))
    return {day: min(cost for end, cost in best.items() if end <= day) for day in best}


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(crash_cases())
def test_brute_force_agrees_on_small_plans(case):
    plan, options = case
    exact = brute_force(plan, options)
    curve = time_cost_curve(plan, options)
    assert curve.corners[-1].finish == pytest.approx(min(exact))
    for day, cost in exact.items():
        assert crash_to(plan, options, day).cost == pytest.approx(cost, abs=1e-6)
        assert curve.cost(day) == pytest.approx(cost, abs=1e-6)


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(crash_cases(kinds=("FS", "SS", "FF", "SF")))
def test_curves_are_convex_and_no_step_beats_the_optimum(case):
    plan, options = case
    curve = time_cost_curve(plan, options)
    for corner in curve.corners:
        assert_sound(plan, options, corner)
    prices = [
        (after.cost - before.cost) / (before.finish - after.finish)
        for before, after in pairwise(curve.corners)
    ]
    assert prices == sorted(prices)
    assert all(price > 0 for price in prices)
    steps = crash_step_by_step(plan, options)
    assert steps[-1].finish == pytest.approx(curve.corners[-1].finish, abs=1e-6)
    for step in steps:
        assert_sound(plan, options, step)
        assert step.cost >= curve.cost(step.finish + 1e-6) - 1e-4
    # between two corners the optimum lies on the line
    for before, after in pairwise(curve.corners):
        middle = (before.finish + after.finish) / 2
        assert crash_to(plan, options, middle).cost == pytest.approx(
            (before.cost + after.cost) / 2, abs=1e-4
        )


def test_giving_a_day_back_can_beat_the_step_by_step_method():
    prices = {"A": 4, "B": 10, "C": 10, "X": 3, "D": 4}
    options = {name: CrashOption(2, price) for name, price in prices.items()}
    by_hand = [step.cost for step in crash_step_by_step(BRIDGE, options, finish=9)]
    assert by_hand == pytest.approx([0, 3, 6, 14])
    optimum = crash_to(BRIDGE, options, 9)
    assert optimum.cost == pytest.approx(11)
    assert dict(optimum.cuts) == pytest.approx({"A": 1, "D": 1, "X": 1})


def test_a_budget_buys_the_earliest_finish_and_not_more():
    assert crash_for(RELEASE, OPTIONS, 0).finish == 15
    assert dict(crash_for(RELEASE, OPTIONS, 1000).cuts) == pytest.approx({"build": 2.5})
    rich = crash_for(RELEASE, OPTIONS, 1e6)
    assert (rich.finish, rich.cost) == pytest.approx((11, 2200))


def test_overhead_decides_how_far_to_go():
    curve = time_cost_curve(RELEASE, OPTIONS, overhead_per_day=500)
    assert curve.best.finish == 12
    table = curve.table()
    assert table["total"].tolist() == pytest.approx([7500, 7200, 7700])
    assert table["next_day"].tolist()[:2] == pytest.approx([400, 1000])
    assert table["cuts"].tolist()[:2] == ["", "build −3"]
    assert time_cost_curve(RELEASE, OPTIONS, overhead_per_day=5000).best.finish == 11
    assert curve.cost(99) == 0


def test_cutting_a_day_may_need_half_steps():
    steps = crash_step_by_step(RELEASE, OPTIONS, finish=12.5, step=2)
    assert [step.finish for step in steps] == pytest.approx([15, 13, 12.5])


def test_a_plan_already_in_time_costs_nothing():
    crashed = crash_to(RELEASE, OPTIONS, 20)
    assert (crashed.cost, dict(crashed.cuts), crashed.plan) == (0, {}, RELEASE)
    assert len(time_cost_curve(RELEASE, {}).corners) == 1


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (
            lambda: crash_to(RELEASE, OPTIONS, 9),
            "all of them together bring day 11; ask for day 11",
        ),
        (lambda: crash_to(RELEASE, OPTIONS, -1), "No cuts end the plan by day -1"),
        (lambda: crash_to(RELEASE, {"spek": CrashOption(1, 1)}, 9), "did you mean 'spec'"),
        (
            lambda: crash_to(RELEASE, {"spec": CrashOption(6, 1)}, 9),
            "takes 5 days but its shortest is 6",
        ),
        (lambda: crash_for(RELEASE, OPTIONS, -5), "budget is -5"),
        (lambda: time_cost_curve(RELEASE, OPTIONS, -1), "overhead_per_day is -1"),
        (lambda: time_cost_curve(RELEASE, OPTIONS).cost(3), "can't end by day 3"),
        (lambda: crash_step_by_step(RELEASE, OPTIONS, step=0), "step is 0"),
        (lambda: CrashOption(-1, 3), "CrashOption's shortest is -1"),
        (lambda: CrashOption.between(5, 100, 7, 200), "longer or cheaper than the normal point"),
    ],
)
def test_what_cannot_be_is_refused_with_the_remedy(make, words):
    with pytest.raises(PlanError, match=words):
        make()
