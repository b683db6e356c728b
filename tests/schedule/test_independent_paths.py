"""500 random networks with all four links: dates, floats, trials and crashing found another way.

The other ways share no line with the engine. Dates: shortest paths of networkx (Bellman-Ford)
on a graph with two nodes a task, its start and its finish, and linear programs of SciPy.
Small networks: every schedule tried. Crashing: the dual, a flow of greatest weight found by the
network simplex method (Fulkerson 1961; Kelley 1961), whose value is the least cost.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from tpmlab.schedule import Link, Plan, PlanError, Task, critical_path
from tpmlab.schedule.compress import crash_for, crash_to, time_cost_curve
from tpmlab.schedule.crash_model import CrashOption
from tpmlab.schedule.distributions import Uniform
from tpmlab.schedule.listed import Discrete
from tpmlab.schedule.risk import monte_carlo

NETWORKS = 500
KINDS = ("FS", "SS", "FF", "SF")
near = pytest.approx


@cache
def random_plan(seed, *, most=14, unit=0.25, days=12, lags=4, constraints=True):
    """Links run from earlier to later names; tasks stand in any order; lags of either sign."""
    rng = np.random.default_rng(seed)

    def some(low, high, share=1.0):
        number = unit * float(rng.integers(low / unit, high / unit + 1))
        return number if rng.random() < share else None

    tasks, links = [], {}
    for n in range(int(rng.integers(2, most + 1))):
        for _ in range(int(rng.integers(0, 4)) if n else 0):
            pred, kind = f"t{rng.integers(max(0, n - 6), n)}", KINDS[rng.integers(4)]
            links[pred, f"t{n}", kind] = some(-lags, lags)
        wait, by = some(0, days, 0.15 * constraints), some(days, 3 * days, 0.15 * constraints)
        length = some(0, days, 0.9) or 0.0
        tasks.append(Task(f"t{n}", length, start_no_earlier_than=wait, finish_no_later_than=by))
    order = rng.permutation(len(tasks))
    arrows = tuple(Link(*ends, lag) for ends, lag in links.items())
    return Plan(tuple(tasks[n] for n in order), arrows)


def events(plan, days=None):
    """Least distances between starts and finishes; a task's two events are tied both ways."""
    days = days or {task.id: task.duration for task in plan}
    arcs = [("day 0", (task.id, "S"), task.start_no_earlier_than or 0.0) for task in plan]
    arcs += [((name, "S"), (name, "F"), length) for name, length in days.items()]
    arcs += [((name, "F"), (name, "S"), -length) for name, length in days.items()]
    arcs += [((k.pred, k.type[0]), (k.succ, k.type[1]), k.lag) for k in plan.links]
    return arcs


def latest(task, finish):
    """Day by which a task has to end if the project ends on time and its constraint holds."""
    by = task.finish_no_later_than
    return finish if by is None else min(finish, by)


def longest(arcs, source):
    """Longest distance from one event to every other, through networkx."""
    graph = nx.DiGraph()
    for tail, head, length in arcs:
        known = graph.get_edge_data(tail, head, {"weight": np.inf})["weight"]
        graph.add_edge(tail, head, weight=min(known, -length))
    return {
        node: -d for node, d in nx.single_source_bellman_ford_path_length(graph, source).items()
    }


@pytest.mark.slow
def test_networkx_finds_the_same_dates_and_total_floats():
    for seed in range(NETWORKS):
        plan = random_plan(seed)
        schedule, arcs = critical_path(plan), events(plan)
        early = longest(arcs, "day 0")
        finish = max(early[task.id, "F"] for task in plan)
        ends = [((task.id, "F"), "end", finish - latest(task, finish)) for task in plan]
        to_end = longest([(head, tail, length) for tail, head, length in arcs + ends], "end")
        assert schedule.finish == near(finish), seed
        for task in plan:
            row, late = schedule[task.id], finish - to_end[task.id, "S"]
            assert row[:4] == near(
                (early[task.id, "S"], early[task.id, "F"], late, finish - to_end[task.id, "F"]),
                abs=1e-9,
            ), (seed, task.id)
            assert row.total_float == near(late - early[task.id, "S"], abs=1e-9), (seed, task.id)


@pytest.mark.slow
def test_linear_programs_find_the_same_dates_and_floats():
    for seed in range(NETWORKS):
        plan = random_plan(seed)
        schedule, rows = critical_path(plan), {task.id: n for n, task in enumerate(plan)}
        days = np.array([task.duration for task in plan])
        left = np.zeros((len(plan.links), len(plan)))
        right = np.zeros(len(plan.links))
        for n, link in enumerate(plan.links):
            pred, succ = rows[link.pred], rows[link.succ]
            left[n, pred], left[n, succ] = 1, -1
            right[n] = -link.lag - (days[pred] if link.type[0] == "F" else 0)
            right[n] += days[succ] if link.type[1] == "F" else 0
        limits = {"A_ub": left, "b_ub": right} if plan.links else {}
        ones = np.ones(len(plan))
        waits = [(task.start_no_earlier_than or 0, None) for task in plan]
        early = linprog(ones, **limits, bounds=waits).x
        finish = (early + days).max()
        before = [(None, latest(task, finish) - task.duration) for task in plan]
        late = linprog(-ones, **limits, bounds=before).x
        # each task alone as late as it may be while every successor keeps its early start
        stay = {"A_ub": np.maximum(left, 0), "b_ub": right + np.maximum(-left, 0) @ early}
        alone = linprog(-ones, **(stay if plan.links else {}), bounds=before).x
        assert schedule.finish == near(finish), seed
        for n, task in enumerate(plan):
            dates = schedule[task.id]
            figures = (dates.early_start, dates.late_start, dates.total_float, dates.free_float)
            total = late[n] - early[n]
            # where constraints can't be met: free float stays within 0 and total float
            free = max(0.0, min(alone[n] - early[n], total))
            expected = (early[n], late[n], total, free)
            assert figures == near(expected, abs=1e-6), (seed, task.id)


def test_every_schedule_tried_on_small_networks():
    """The earliest and the latest start among all whole-day schedules that keep the links."""
    for seed in range(60):
        plan = random_plan(seed, most=4, unit=1, days=3, lags=2, constraints=False)
        days = np.array([task.duration for task in plan])
        starts = np.array(list(product(range(12), repeat=len(plan))), dtype=float)
        kept = np.ones(len(starts), dtype=bool)
        for link in plan.links:
            pred, succ = plan.index(link.pred), plan.index(link.succ)
            first = starts[:, pred] + (days[pred] if link.type[0] == "F" else 0)
            kept &= starts[:, succ] + (days[succ] if link.type[1] == "F" else 0) >= first + link.lag
        ends = (starts + days).max(axis=1)
        finish = ends[kept].min()
        schedule = critical_path(plan)
        assert schedule.finish == finish
        assert [r.early_start for r in schedule.rows] == starts[kept].min(axis=0).tolist()
        in_time = starts[kept & (ends == finish)]
        assert [r.late_start for r in schedule.rows] == in_time.max(axis=0).tolist()


def test_networkx_finds_the_finish_of_every_trial():
    for seed in range(NETWORKS):
        plan = random_plan(seed)
        # sums of eighths are exact, so the two ties of a task never seem to gain a day
        spreads = {t.id: Discrete((t.duration / 2, 2 * t.duration), (0.5, 0.5)) for t in plan}
        forecast = monte_carlo(plan, spreads, n_trials=2, seed=seed)
        for trial in range(2):
            drawn = zip(plan, forecast.days, strict=True)
            days = {task.id: float(row[trial]) for task, row in drawn}
            dates = longest(events(plan, days), "day 0")
            assert forecast.finish[trial] == near(max(dates[name, "F"] for name in days)), seed


def whole_case(seed):
    """A plan in whole days, and what each task may be shortened to at what whole price."""
    plan = random_plan(seed, most=10, unit=1, days=9, lags=3)
    rng = np.random.default_rng(10_000 + seed)
    options = {
        task.id: CrashOption(int(rng.integers(0, task.duration + 1)), int(rng.integers(0, 20)))
        for task in plan
        if rng.random() < 0.7
    }
    return plan, options


def dual_cost(plan, options, finish):
    """Value of the heaviest flow: the least cost of that finish, by linear duality."""
    graph = nx.MultiDiGraph()
    for task in plan:
        begin, end, normal = (task.id, "S"), (task.id, "F"), int(task.duration)
        option = options.get(task.id, CrashOption(task.duration, 0))
        graph.add_edge("day 0", begin, weight=-int(task.start_no_earlier_than or 0))
        graph.add_edge(end, "day 0", weight=finish)
        graph.add_edge(end, begin, weight=normal)  # never slower than at normal pressure
        graph.add_edge(begin, end, weight=-normal, capacity=int(option.cost_per_day))
        graph.add_edge(begin, end, weight=-int(option.shortest))
    for link in plan.links:
        tail, head = (link.pred, link.type[0]), (link.succ, link.type[1])
        graph.add_edge(tail, head, weight=-int(link.lag))
    return -nx.network_simplex(graph)[0]


@pytest.mark.slow
def test_the_heaviest_flow_costs_as_much_as_the_cheapest_cuts():
    priced = 0
    for seed in range(NETWORKS):
        plan, options = whole_case(seed)
        shortest = {name: option.shortest for name, option in options.items()}
        hurried = Plan(
            tuple(replace(task, duration=shortest.get(task.id, task.duration)) for task in plan),
            plan.links,
        )
        ends = critical_path(plan).finish, critical_path(hurried).finish
        finish = int(np.ceil(sum(ends) / 2))
        cost = dual_cost(plan, options, finish)
        assert crash_to(plan, options, finish).cost == near(cost, abs=1e-5), seed
        priced += cost > 0
    assert priced > NETWORKS / 3


@pytest.mark.slow
def test_the_heaviest_flows_lie_on_the_time_cost_curve():
    for seed in range(0, NETWORKS, 10):
        plan, options = whole_case(seed)
        curve = time_cost_curve(plan, options)
        first, last = curve.corners[-1].finish, curve.corners[0].finish
        for finish in range(int(np.ceil(first - 1e-6)), int(last) + 1):
            cost = dual_cost(plan, options, finish)
            assert curve.cost(finish) == near(cost, abs=1e-5), (seed, finish)
            assert crash_for(plan, options, cost).finish <= finish + 1e-6
        if first > 1:  # no flow is heaviest where no cuts reach the date
            with pytest.raises(PlanError, match="No cuts end the plan"):
                crash_to(plan, options, first - 1)
            with pytest.raises(nx.NetworkXUnbounded):
                dual_cost(plan, options, int(np.ceil(first)) - 1)


seeds = st.integers(0, 10_000)


def never_entered_by_finish_and_left_by_start(plan):
    entered = {link.succ for link in plan.links if link.type[1] == "F"}
    return not entered & {link.pred for link in plan.links if link.type[0] == "S"}


@settings(deadline=None)
@given(seeds, st.data())
def test_lengthening_a_task_never_shortens_unless_it_hangs_by_its_finish_and_is_left_by_its_start(
    seed, data
):
    """The one way to the anomaly of Wiest (1981), J. of Operations Management 1(3), 121-130."""
    plan = random_plan(seed)
    task = data.draw(st.sampled_from(plan.tasks))
    more = data.draw(st.floats(0, 20))
    before = critical_path(plan).finish
    after = critical_path(plan.with_duration(task.id, task.duration + more)).finish
    assert abs(after - before) <= more + 1e-9
    if never_entered_by_finish_and_left_by_start(plan):
        assert before - 1e-9 <= after <= before + more + 1e-9


@settings(deadline=None)
@given(seeds, st.data())
def test_a_link_more_shortens_no_trial(seed, data):
    """True for links of every type: durations are what they are, and a link only forbids."""
    plan = random_plan(seed)
    names = sorted((task.id for task in plan), key=lambda name: int(name[1:]))
    late = data.draw(st.integers(1, len(names) - 1))
    early = data.draw(st.integers(0, late - 1))
    kind = data.draw(st.sampled_from(KINDS))
    if any(link[:3] == (names[early], names[late], kind) for link in plan.links):
        return  # it would change the lag of a link that is there
    linked = plan.with_link(names[early], names[late], kind, data.draw(st.floats(-4, 4)))
    spreads = {task.id: Uniform(0.5 * task.duration, 2 * task.duration) for task in plan}
    loose, tight = (monte_carlo(p, spreads, n_trials=20).finish for p in (plan, linked))
    assert (tight >= loose - 1e-9).all()


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(seeds, st.sampled_from([0.5, 8.0]))
def test_days_or_hours_and_cents_or_euros_are_one_forecast_and_one_curve(seed, unit):
    plan, options = whole_case(seed)

    def scaled(days):
        return None if days is None else days * unit

    hours = Plan(
        tuple(
            Task(
                task.id,
                scaled(task.duration),
                start_no_earlier_than=scaled(task.start_no_earlier_than),
                finish_no_later_than=scaled(task.finish_no_later_than),
            )
            for task in plan
        ),
        tuple(link._replace(lag=scaled(link.lag)) for link in plan.links),
    )
    spreads = {task.id: (task.duration, 2 * task.duration) for task in plan}
    ours = monte_carlo(plan, {n: Uniform(*ends) for n, ends in spreads.items()}, n_trials=50)
    theirs = monte_carlo(
        hours, {n: Uniform(*map(scaled, ends)) for n, ends in spreads.items()}, n_trials=50
    )
    assert theirs.finish == near(scaled(ours.finish))
    cents = {
        name: CrashOption(scaled(option.shortest), 100 * option.cost_per_day)
        for name, option in options.items()
    }
    curve, other = time_cost_curve(plan, options), time_cost_curve(hours, cents)
    middle = (curve.corners[0].finish + curve.corners[-1].finish) / 2
    assert other.corners[-1].finish == near(scaled(curve.corners[-1].finish), abs=1e-6)
    assert other.cost(scaled(middle)) == near(100 * unit * curve.cost(middle), rel=1e-5, abs=1e-3)
