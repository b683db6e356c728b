"""The arrays of a network: order, circles, and dates by layers against dates task by task."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.schedule import Plan, PlanError, critical_path


def random_plan(seed, count, most=3, kinds=("FS", "FS", "SS", "FF", "SF")):
    """Links run from earlier to later numbers; rows stand in any order."""
    draw = random.Random(seed)
    rows = []
    for n in range(count):
        links = {
            (f"t{draw.randrange(n)}", draw.choice(kinds)) for _ in range(draw.randint(0, most)) if n
        }
        waits = [(*link, draw.randint(-4, 4)) for link in sorted(links)]
        earliest = draw.choice([None, None, None, draw.randint(0, 40)])
        days = draw.choice([0, 1, 2.5, 7])
        row = {"task": f"t{n}", "days": days, "waits_for": waits, "start_no_earlier_than": earliest}
        rows.append(row)
    draw.shuffle(rows)
    return Plan.from_rows(rows)


def one_by_one(plan, days):
    """Early and late starts and free floats, a task at a time: the textbook's way."""
    net = plan.topology
    early, late, free = net.earliest_start.copy(), np.zeros(len(plan)), np.zeros(len(plan))
    gap = net.lag + net.pred_days * days[net.pred] - net.succ_days * days[net.succ]
    for task in net.order:
        for n in np.flatnonzero(net.succ == task):
            early[task] = max(early[task], early[net.pred[n]] + gap[n])
    finish = max(early + days)
    for task in reversed(net.order):
        late[task], free[task] = finish - days[task], finish - early[task] - days[task]
        for n in np.flatnonzero(net.pred == task):
            late[task] = min(late[task], late[net.succ[n]] - gap[n])
            free[task] = min(free[task], early[net.succ[n]] - gap[n] - early[task])
    return early, late, free, finish


@pytest.mark.parametrize(("seed", "count"), [(1, 1), (2, 12), (3, 60), (4, 300), (5, 300)])
def test_dates_by_layers_are_those_of_the_textbook(seed, count):
    plan = random_plan(seed, count)
    early, late, free, finish = one_by_one(plan, plan.durations)
    dates = plan.topology.dates(plan.durations)
    assert dates.finish == pytest.approx(finish)
    np.testing.assert_allclose(dates.early_start, early, atol=1e-9)
    np.testing.assert_allclose(dates.late_start, late, atol=1e-9)
    np.testing.assert_allclose(dates.free_float, free, atol=1e-9)


@pytest.mark.parametrize("draws", [1, 5, 80, 700, 3000])
def test_few_draws_and_many_give_what_each_gives_alone(draws):
    net = random_plan(6, 90).topology
    days = np.random.default_rng(draws).uniform(0, 9, (90, draws))
    together = net.dates(days)
    assert together.finish.shape == (draws,)
    for n in {0, draws // 2, draws - 1}:
        alone = net.dates(days[:, n])
        for ours, own in zip(together, alone, strict=True):
            np.testing.assert_allclose(ours[..., n], own, atol=1e-9)


@given(st.integers(0, 10_000), st.integers(1, 40))
def test_calculation_order_has_predecessors_first_and_else_the_plans_order(seed, count):
    plan = random_plan(seed, count)
    net = plan.topology
    assert sorted(net.order) == list(range(count))
    ready, done = [], set()
    for task in net.order:
        ready = [
            n
            for n in range(count)
            if n not in done and done.issuperset(net.pred[net.succ == n].tolist())
        ]
        assert task == min(ready)
        done.add(task)
    for first, second in zip(net.pred, net.succ, strict=True):
        assert net.layer[first] < net.layer[second]


def test_links_are_found_by_task():
    plan = random_plan(8, 30)
    net = plan.topology
    for n, task in enumerate(plan):
        assert [plan.links[k].succ for k in net.into[n]] == [task.id] * len(net.into[n])
        assert [plan.links[k].pred for k in net.out_of[n]] == [task.id] * len(net.out_of[n])
    assert sum(map(len, net.into)) == sum(map(len, net.out_of)) == len(plan.links)


def test_a_circle_of_thousands_is_found_and_named_in_order():
    rows = [(f"t{n}", 1, [f"t{n - 1}"]) for n in range(1, 5000)]
    with pytest.raises(PlanError) as caught:
        Plan.from_rows([("t0", 1, ["t4999"]), *rows])
    words = str(caught.value)
    assert words.startswith("These tasks wait for each other in a circle: t0 → t1 → t2 → ")
    assert " → t4999 → t0; remove one" in words


@pytest.mark.slow
def test_a_plan_of_ten_thousand_tasks_is_dated():
    rows = [
        (f"t{n}", 1 + n % 7, [f"t{n - 100 + k}" for k in (0, 3)] if n >= 103 else [])
        for n in range(10_000)
    ]
    schedule = critical_path(Plan.from_rows(rows))
    first = np.array([row.early_start for row in schedule.rows])
    assert first.max() > 0
    assert schedule.critical[0] in {f"t{n}" for n in range(103)}
    assert (schedule.dates.total_float >= schedule.dates.free_float).all()


def test_plans_with_other_constraints_have_arrays_of_their_own():
    plan = Plan.from_rows([("one", 1, []), ("two", 2, ["one"])])
    held = plan.with_task("one", start_no_earlier_than=3)
    assert held.topology is not plan.topology
    assert held.with_duration("two", 5).topology is held.topology
    assert plan.topology.earliest_start.tolist() == [0, 0]
