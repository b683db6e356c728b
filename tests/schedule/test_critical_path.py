"""Critical path: worked by hand, rules that hold for any plan, and two independent ways."""

from itertools import product

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tpmlab.schedule import Plan, PlanError, critical_path

approx = pytest.approx
RELEASE = Plan.from_rows(
    [
        ("spec", 5, []),
        ("build", 10, ["spec"]),
        ("docs", 3, ["spec"]),
        ("ship", 1, ["build", "docs"]),
    ]
)


@st.composite
def plans(draw, most=8, kinds=("FS", "SS", "FF", "SF"), days=12, lags=4):
    """Sound plans: links run from earlier to later names, rows stand in any order."""
    count = draw(st.integers(1, most))
    rows = []
    for n in range(count):
        before = st.sampled_from(range(n)) if n else st.nothing()
        link = st.tuples(before, st.sampled_from(kinds), st.integers(-lags, lags))
        links = draw(st.lists(link, max_size=min(3, n), unique_by=lambda entry: entry[:2]))
        waits = [(f"t{pred}", kind, lag) for pred, kind, lag in links]
        rows.append((f"t{n}", draw(st.integers(0, days)), waits))
    return Plan.from_rows(draw(st.permutations(rows)))


def test_only_the_docs_may_wait():
    schedule = critical_path(RELEASE)
    assert dict(schedule.total_float) == {"spec": 0, "build": 0, "docs": 7, "ship": 0}
    assert schedule.critical == ("spec", "build", "ship")
    assert schedule["docs"] == (5, 8, 12, 15, 7, 7)
    assert repr(schedule) == (
        "Schedule of 4 tasks: finish on day 16; critical path spec → build → ship"
    )


def test_two_critical_paths_are_a_list_not_a_chain():
    schedule = critical_path(RELEASE.with_duration("docs", 10))
    assert schedule.critical_text == "critical tasks spec, build, docs, ship"


def test_an_unknown_task_is_named_with_the_closest():
    with pytest.raises(PlanError, match="no task 'dcos': did you mean 'docs'"):
        critical_path(RELEASE)["dcos"]


def test_rounding_does_not_hide_a_critical_task():
    rows = [("a", 0.1, []), ("b", 0.2, ["a"]), ("c", 0.3, []), ("d", 1.1, ["b", "c"])]
    assert set(critical_path(Plan.from_rows(rows)).critical) == {"a", "b", "c", "d"}


def test_the_table_has_a_row_a_task_in_whole_days():
    table = critical_path(RELEASE).table()
    assert table.loc["docs"].tolist() == [3, 5, 8, 12, 15, 7, 7, False]
    assert str(table["total_float"].dtype).startswith("int")


def test_many_draws_give_the_same_dates_as_one_by_one():
    draws = np.array([[5.0, 4, 9], [10, 2, 3], [3, 8, 3], [1, 1, 6]])
    together = RELEASE.topology.dates(draws)
    for n in range(3):
        alone = RELEASE.topology.dates(draws[:, n])
        assert together.finish[n] == alone.finish
        for name in ("early_start", "late_start", "total_float", "free_float"):
            assert getattr(together, name)[:, n] == approx(getattr(alone, name))


@given(plans())
def test_dates_are_in_order_and_floats_too(plan):
    schedule = critical_path(plan)
    assert schedule.critical
    for dates in schedule.rows:
        assert 0 <= dates.early_start <= dates.late_start
        assert dates.late_finish <= schedule.finish
        assert 0 <= dates.free_float <= dates.total_float


@pytest.mark.slow
@given(plans(), st.data())
def test_adding_a_link_never_shortens(plan, data):
    ids = [task.id for task in plan]
    pred, succ = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
    assume(int(pred[1:]) < int(succ[1:]))
    kind = data.draw(st.sampled_from(["FS", "SS", "FF", "SF"]))
    assume((pred, succ, kind) not in [link[:3] for link in plan.links])
    linked = plan.with_link(pred, succ, kind, data.draw(st.integers(-4, 4)))
    assert critical_path(linked).finish >= critical_path(plan).finish


@given(plans())
def test_using_up_total_float_never_moves_the_end(plan):
    dates = critical_path(plan)
    for task in plan:
        slower = plan.with_duration(task.id, task.duration + dates[task.id].total_float)
        assert critical_path(slower).finish == approx(dates.finish)


@given(plans(kinds=("FS",)))
def test_a_day_beyond_total_float_moves_the_end_by_a_day(plan):
    dates = critical_path(plan)
    for task in plan:
        slower = plan.with_duration(task.id, task.duration + dates[task.id].total_float + 1)
        assert critical_path(slower).finish == approx(dates.finish + 1)


@pytest.mark.slow
@given(plans(), st.sampled_from([0.5, 5.0, 8.0]))
def test_the_unit_of_time_does_not_matter(plan, unit):
    rows = [
        (
            task.id,
            task.duration * unit,
            [
                (link.pred, link.type, link.lag * unit)
                for link in plan.links
                if link.succ == task.id
            ],
        )
        for task in plan
    ]
    scaled, dates = critical_path(Plan.from_rows(rows)), critical_path(plan)
    assert scaled.critical == dates.critical
    for name in dates:
        assert scaled[name] == approx([unit * value for value in dates[name]])


@given(plans(kinds=("FS",)))
def test_finish_is_the_longest_path_of_networkx(plan):
    graph = nx.DiGraph()
    for task in plan:
        graph.add_edge("start", task.id, weight=0)
        graph.add_edge(task.id, "end", weight=task.duration)
    for link in plan.links:
        graph.add_edge(link.pred, link.succ, weight=plan[link.pred].duration + link.lag)
    assert critical_path(plan).finish == nx.dag_longest_path_length(graph)


@settings(max_examples=40, deadline=None)
@given(plans(most=3, days=3, lags=2))
def test_dates_are_the_ends_of_all_schedules_that_keep_the_links(plan):
    """Try every whole-day schedule: none starts earlier, none later without moving the end."""
    days = np.array([task.duration for task in plan])
    starts = np.array(list(product(range(14), repeat=len(plan))), dtype=float)
    kept = starts[
        np.all([_keeps(starts, days, plan, link) for link in plan.links] or [True], axis=0)
    ]
    kept = kept.reshape(-1, len(plan))
    finish = (kept + days).max(axis=1).min()
    in_time = kept[(kept + days).max(axis=1) <= finish]
    schedule = critical_path(plan)
    assert schedule.finish == finish
    assert [row.early_start for row in schedule.rows] == kept.min(axis=0).tolist()
    assert [row.late_start for row in schedule.rows] == in_time.max(axis=0).tolist()


def _keeps(starts, days, plan, link):
    pred, succ = plan.index(link.pred), plan.index(link.succ)
    first = starts[:, pred] + (days[pred] if link.type[0] == "F" else 0)
    second = starts[:, succ] + (days[succ] if link.type[1] == "F" else 0)
    return second >= first + link.lag
