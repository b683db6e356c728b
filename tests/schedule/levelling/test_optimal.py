"""The shortest schedule: against brute force, deadlines that can't be met, and the grid."""

import sys
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.schedule import (
    Plan,
    PlanError,
    best_of_rules,
    critical_path,
    optimal_schedule,
    parallel_schedule,
    priority_rules,
    serial_schedule,
)
from tpmlab.schedule.levelling.solver import MissingORToolsError

CREW = [
    {"task": "a", "days": 3, "resources": {"crew": 1}},
    {"task": "b", "days": 2, "resources": {"crew": 1}},
    {"task": "c", "days": 4, "waits_for": "b", "resources": {"crew": 1}},
    {"task": "d", "days": 5, "waits_for": "b"},
]


def feasible(plan, starts):
    """Whether links, releases and capacity hold, for whole days; shares no code with ours."""
    start = dict(zip((task.id for task in plan), starts, strict=True))
    for link in plan.links:
        begin = start[link.pred] + (plan[link.pred].duration if link.type[0] == "F" else 0)
        end = start[link.succ] + (plan[link.succ].duration if link.type[1] == "F" else 0)
        if end < begin + link.lag:
            return False
    for name, units in plan.capacity.items():
        for day in starts:
            running = [t for t in plan if start[t.id] <= day < start[t.id] + t.duration]
            if sum(task.resources.get(name, 0) for task in running) > units:
                return False
    return True


@given(data=st.data())
@settings(deadline=None, max_examples=30)
def test_brute_force_finds_nothing_shorter(resource_plans, assert_sound, data):
    plan = data.draw(resource_plans(most=4))
    best = optimal_schedule(plan, seconds=5, workers=1)
    assert best.status == "optimal"
    assert best.bound == best.finish
    assert_sound(best)
    latest = [int(best.finish - 1 - task.duration) for task in plan]
    days = [range(last + 1) for last in latest]
    assert not any(feasible(plan, starts) for starts in product(*days))


@pytest.mark.slow
@given(data=st.data())
@settings(deadline=None, max_examples=30)
def test_a_latest_finish_is_kept_wherever_brute_force_can(resource_plans, data):
    plan = data.draw(resource_plans(most=3))
    name = data.draw(st.sampled_from([task.id for task in plan]))
    plan = plan.with_task(name, finish_no_later_than=data.draw(st.integers(0, 9)))
    ends = [21 if task.finish_no_later_than is None else task.finish_no_later_than for task in plan]
    days = [range(int(end - task.duration) + 1) for task, end in zip(plan, ends, strict=True)]
    found = [
        max(start + task.duration for start, task in zip(starts, plan, strict=True))
        for starts in product(*days)
        if feasible(plan, starts)
    ]
    if found:
        assert optimal_schedule(plan, workers=1).finish == min(found)
    else:
        with pytest.raises(PlanError, match=f"late at '{name}' by"):
            optimal_schedule(plan, workers=1)


@given(data=st.data())
@settings(deadline=None, max_examples=15)
def test_no_rule_is_better(resource_plans, assert_sound, data):
    plan = data.draw(resource_plans(step=0.5, constraints=True))
    best = optimal_schedule(plan, seconds=5, workers=1)
    assert_sound(best)
    assert critical_path(plan).finish <= best.finish + 1e-6
    for rule in priority_rules().index:
        assert best.finish <= serial_schedule(plan, rule).finish + 1e-6
        assert best.finish <= parallel_schedule(plan, rule).finish + 1e-6


def test_the_deadline_that_cannot_be_met_names_the_earliest_finish():
    plan = Plan.from_rows(CREW, capacity={"crew": 1}, deadline=8)
    with pytest.raises(PlanError, match=r"No schedule ends by day 8.* finish known is day 9;"):
        optimal_schedule(plan)
    assert optimal_schedule(plan.with_settings(deadline=9)).finish == 9


def test_days_set_for_tasks_are_kept_at_the_price_of_a_later_finish():
    free = Plan.from_rows(CREW, capacity={"crew": 1})
    held = free.with_task("a", finish_no_later_than=3)
    schedule = optimal_schedule(held)
    assert not schedule.missed
    assert schedule.start["a"] == 0
    assert (optimal_schedule(free).finish, schedule.finish) == (9, 10)
    begun = optimal_schedule(free.with_task("c", must_start_on=4))
    assert begun.start["c"] == 4


def test_days_that_cannot_be_kept_are_named():
    plan = Plan.from_rows(CREW, capacity={"crew": 1})
    held = plan.with_task("a", finish_no_later_than=3).with_task("b", finish_no_later_than=3)
    with pytest.raises(PlanError, match=r"late at '[ab]' by 2 days; move those days"):
        optimal_schedule(held)


def test_one_seed_one_schedule():
    plan = Plan.from_rows(CREW * 1, capacity={"crew": 1})
    runs = [optimal_schedule(plan, 2, seed=3, reproducible=True).starts for _ in range(2)]
    assert runs[0] == runs[1]
    assert best_of_rules(plan, seed=3).starts == best_of_rules(plan, seed=3).starts


def test_thirds_and_quarters_share_a_grid_and_irrational_days_do_not():
    rows = [
        {"task": "a", "days": 1 / 3, "resources": {"crew": 0.5}},
        {"task": "b", "days": 0.25, "resources": {"crew": 0.75}},
    ]
    plan = Plan.from_rows(rows, capacity={"crew": 1})
    assert optimal_schedule(plan).finish == pytest.approx(1 / 3 + 0.25)
    with pytest.raises(PlanError, match=r"Task 'a' takes 1\.4142.* fits no grid"):
        optimal_schedule(plan.with_duration("a", 2**0.5))
    with pytest.raises(PlanError, match="units of 'crew' share no grid"):
        optimal_schedule(
            Plan.from_rows(
                [*rows, {"task": "c", "days": 1, "resources": {"crew": 2**-0.5}}],
                capacity={"crew": 1},
            )
        )


def test_without_ortools_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
    with pytest.raises(MissingORToolsError, match=r'pip install "tpmlab\[plan\]"'):
        optimal_schedule(Plan.from_rows(CREW, capacity={"crew": 1}))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"seconds": 0}, "seconds is 0"),
        ({"workers": 0}, "workers is 0"),
        ({"seed": 0.5}, "seed is 0.5"),
    ],
)
def test_numbers_out_of_range_are_named(words, message):
    with pytest.raises(PlanError, match=message):
        optimal_schedule(Plan.from_rows(CREW), **words)
