"""Days set for a task, deadlines, and the floats and paths that follow from them."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.schedule import Plan, PlanError, backward_pass, critical_path, forward_pass

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
def networks(draw, most=6, days=6, lags=3):
    """Sound plans whose links run from earlier to later rows."""
    rows = []
    for n in range(draw(st.integers(1, most))):
        before = st.sampled_from(range(n)) if n else st.nothing()
        link = st.tuples(
            before, st.sampled_from(["FS", "SS", "FF", "SF"]), st.integers(-lags, lags)
        )
        links = draw(st.lists(link, max_size=min(3, n), unique_by=lambda entry: entry[:2]))
        waits = [(f"t{pred}", kind, lag) for pred, kind, lag in links]
        rows.append((f"t{n}", draw(st.integers(0, days)), waits))
    return Plan.from_rows(rows)


def test_start_no_earlier_than_raises_the_early_start_of_the_task_and_of_what_follows():
    held = critical_path(RELEASE.with_task("docs", start_no_earlier_than=13))
    assert held["docs"] == (13, 16, 13, 16, 0, 0)
    assert held["ship"].early_start == 16
    assert held.critical == ("docs", "ship")
    assert held["build"].total_float == 1
    assert (
        critical_path(RELEASE.with_task("docs", start_no_earlier_than=4))["docs"]
        == (critical_path(RELEASE)["docs"])
    )


def test_finish_no_later_than_lowers_the_late_finish_and_nothing_else():
    bound = critical_path(RELEASE.with_task("docs", finish_no_later_than=10))
    assert bound["docs"] == (5, 8, 7, 10, 2, 2)
    assert bound.finish == 16
    assert bound.late == ()


def test_a_latest_day_that_can_not_be_kept_shows_as_negative_float_on_all_that_lead_to_it():
    missed = critical_path(RELEASE.with_task("build", finish_no_later_than=12))
    assert missed.total_float == {"spec": -3, "build": -3, "docs": 7, "ship": 0}
    assert missed.late == ("build",)
    assert missed["build"].free_float == 0
    assert missed["build"].interfering_float == -3
    assert missed["build"].critical
    assert missed.table().loc["spec", "late_finish"] == 2


def test_must_start_on_fixes_the_start():
    fixed = critical_path(RELEASE.with_task("docs", must_start_on=8))
    assert fixed["docs"] == (8, 11, 8, 11, 0, 0)
    assert fixed["spec"].total_float == 0
    assert set(fixed.critical) == {"spec", "build", "docs", "ship"}


def test_lost_days_pass_through_a_task_that_must_start_on_a_day():
    plan = RELEASE.with_task("build", must_start_on=6).with_task("ship", finish_no_later_than=14)
    assert critical_path(plan).total_float["spec"] == -2


def test_a_day_to_start_on_that_the_links_forbid_is_refused():
    plan = RELEASE.with_task("build", must_start_on=3)
    with pytest.raises(
        PlanError,
        match="'build' must start on day 3, but its links allow day 5 at the earliest: move",
    ):
        critical_path(plan)
    assert critical_path(plan.with_duration("spec", 3)).finish == 14


def test_a_constraint_is_taken_away_with_none():
    plan = RELEASE.with_task("docs", start_no_earlier_than=13)
    assert plan.with_task("docs", start_no_earlier_than=None) == RELEASE


def test_floats_against_a_deadline():
    plan = RELEASE.with_settings(deadline=20)
    assert critical_path(plan).deadline_float == 4
    assert critical_path(plan).total_float == critical_path(RELEASE).total_float
    against = critical_path(plan, against="deadline")
    assert against.total_float == {"spec": 4, "build": 4, "docs": 11, "ship": 4}
    assert against.finish == 16
    assert against.critical == ()
    assert against.critical_paths() == []
    assert repr(against).endswith("finish on day 16; no critical task")
    missed = critical_path(plan.with_settings(deadline=14.5), against="deadline")
    assert (missed.deadline_float, missed["spec"].total_float) == (-1.5, -1.5)
    assert missed.critical == ("spec", "build", "ship")


def test_a_deadline_must_be_there_to_measure_from():
    assert critical_path(RELEASE).deadline_float is None
    with pytest.raises(PlanError, match="no deadline to measure floats from: give it one"):
        critical_path(RELEASE, against="deadline")
    with pytest.raises(PlanError, match="against is 'today'; use one of 'finish', 'deadline'"):
        critical_path(RELEASE, against="today")


def test_each_pass_gives_the_set_day_as_its_reason():
    plan = RELEASE.with_task("docs", start_no_earlier_than=7, finish_no_later_than=12)
    plan = plan.with_task("spec", must_start_on=1)
    assert forward_pass(plan)["because"].loc[["spec", "docs"]].tolist() == [
        "to start on day 1",
        "latest of spec 6, not before day 7",
    ]
    assert backward_pass(plan)["because"].loc[["docs", "spec"]].tolist() == [
        "earliest of ship 16, to end by day 12",
        "earliest of build 6, docs 9, to start on day 1",
    ]


@pytest.mark.slow
@given(networks(), st.integers(0, 5))
def test_constraints_that_bind_nothing_change_nothing(plan, spare):
    plain = critical_path(plan)
    for task in plan:
        dates = plain[task.id]
        plan = plan.with_task(
            task.id,
            start_no_earlier_than=max(dates.early_start - spare, 0),
            finish_no_later_than=dates.late_finish + spare,
        )
    for name in plain:
        assert critical_path(plan)[name] == approx(plain[name])


@pytest.mark.slow
@given(networks(), st.integers(0, 12), st.data())
def test_an_earliest_start_is_a_milestone_with_a_lag(plan, day, data):
    name = data.draw(st.sampled_from([task.id for task in plan]))
    held = critical_path(plan.with_task(name, start_no_earlier_than=day))
    rows = [("zero", 0, []), *[(task.id, task.duration, []) for task in plan]]
    linked = Plan(Plan.from_rows(rows).tasks, plan.links).with_link("zero", name, "FS", day)
    assert [held[task.id] for task in plan] == [
        approx(critical_path(linked)[task.id]) for task in plan
    ]


@settings(max_examples=40)
@given(networks(most=3, days=3, lags=2), st.data())
def test_dates_are_the_ends_of_all_schedules_that_keep_links_and_constraints(plan, data):
    """Try every whole-day schedule: where the latest days can be kept, none is left out."""
    for task in plan:
        day = data.draw(st.integers(0, 8))
        name = data.draw(st.sampled_from(["start_no_earlier_than", "finish_no_later_than", None]))
        plan = plan.with_task(task.id, **({name: day} if name else {}))
    starts = np.array(list(product(range(17), repeat=len(plan))), dtype=float)
    days = np.array([task.duration for task in plan])
    for link in plan.links:
        pred, succ = plan.index(link.pred), plan.index(link.succ)
        first = starts[:, pred] + (days[pred] if link.type[0] == "F" else 0)
        second = starts[:, succ] + (days[succ] if link.type[1] == "F" else 0)
        starts = starts[second >= first + link.lag]
    for n, task in enumerate(plan):
        starts = starts[starts[:, n] >= (task.start_no_earlier_than or 0)]
    schedule = critical_path(plan)
    assert [row.early_start for row in schedule.rows] == starts.min(axis=0).tolist()
    kept = starts[(starts + days).max(axis=1) <= schedule.finish]
    for n, task in enumerate(plan):
        if task.finish_no_later_than is not None:
            kept = kept[kept[:, n] + days[n] <= task.finish_no_later_than]
    if kept.size:
        assert not schedule.late
        assert [row.late_start for row in schedule.rows] == kept.max(axis=0).tolist()
    else:
        assert schedule.late
        assert min(row.total_float for row in schedule.rows) < 0


@given(networks(), st.integers(0, 40))
def test_a_deadline_moves_every_late_date_by_what_is_left(plan, deadline):
    plain = critical_path(plan)
    against = critical_path(plan.with_settings(deadline=deadline), against="deadline")
    for name in plain:
        moved = against[name].late_start - plain[name].late_start
        assert moved == approx(deadline - plain.finish)


@given(networks())
def test_interfering_float_is_what_free_float_leaves(plan):
    for dates in critical_path(plan).rows:
        assert dates.interfering_float == approx(dates.total_float - dates.free_float)
        assert dates.interfering_float >= 0


@pytest.mark.slow
@given(networks(), st.integers(0, 6))
def test_near_critical_tasks_have_little_float_but_some(plan, within):
    schedule = critical_path(plan)
    near = schedule.near_critical(within)
    assert set(near) == {n for n in schedule if 0 < schedule[n].total_float <= within}
    floats = [schedule[name].total_float for name in near]
    assert floats == sorted(floats)


@given(networks())
def test_a_driving_link_is_one_whose_end_lets_the_task_start_earlier(plan):
    schedule = critical_path(plan)
    for task in plan:
        driving = schedule.driving_links[task.id]
        start = schedule[task.id].early_start
        assert bool(driving) == (start > 0)
        without = plan
        for link in driving:
            assert link.succ == task.id
            without = without.without_link(*link[:3])
        assert not driving or critical_path(without)[task.id].early_start < start
    assert set(schedule.driving) <= {
        link for link in plan.links if schedule[link.pred].critical and schedule[link.succ].critical
    }


@given(networks(most=8))
def test_critical_paths_lead_along_driving_links_from_one_end_to_the_other(plan):
    schedule = critical_path(plan)
    joints = {link[:2] for link in schedule.driving}
    paths = schedule.critical_paths(limit=1000)
    assert paths == schedule.critical_paths(limit=1000)
    assert len({tuple(path) for path in paths}) == len(paths)
    for path in paths:
        assert all(pair in joints for pair in pairwise(path))
        assert not any(succ == path[0] or pred == path[-1] for pred, succ in joints)
    assert {name for path in paths for name in path} == set(schedule.critical)


def test_at_most_so_many_paths_are_listed_of_a_plan_with_thousands():
    rows = [("start", 0, [])]
    before = ["start"]
    for n in range(60):
        rows += [(f"left{n}", 1, before), (f"right{n}", 1, before)]
        before = [f"left{n}", f"right{n}"]
    schedule = critical_path(Plan.from_rows(rows))
    assert len(schedule.critical_paths(limit=7)) == 7
    assert all(len(path) == 61 for path in schedule.critical_paths())
    with pytest.raises(PlanError, match="limit is 0"):
        schedule.critical_paths(limit=0)


def test_a_path_may_be_thousands_of_tasks_long():
    rows = [("t0", 1, []), *[(f"t{n}", 1, [f"t{n - 1}"]) for n in range(1, 3000)]]
    (path,) = critical_path(Plan.from_rows(rows)).critical_paths()
    assert path == [f"t{n}" for n in range(3000)]


def test_two_constraints_that_exclude_each_other():
    with pytest.raises(PlanError, match="must start on day 4 but no earlier than day 6: remove"):
        RELEASE.with_task("docs", must_start_on=4, start_no_earlier_than=6)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"must_start_on": -1}, "'docs' has the must start on -1: give working days from day 0"),
        ({"finish_no_later_than": "Friday"}, "finish no later than 'Friday': give working days"),
        ({"cost": -5}, "'docs' has the cost -5: give money as a number, 0 or more"),
        ({"resources": {"writer": 0}}, "'docs' needs 0 of 'writer': give a number of units above"),
        ({"resources": {"": 1}}, "'docs' needs a resource without a name"),
        ({"resources": ["writer"]}, "'docs' has the resources .*: give names with units"),
        ({"distribution": 5}, "distribution 5: give one of tpm.schedule, such as Triangular"),
        ({"dutation": 5}, "no field 'dutation' to change: did you mean 'duration'"),
        ({"id": "manual"}, "no field 'id' to change"),
    ],
)
def test_what_a_task_can_not_be(changes, words):
    with pytest.raises(PlanError, match=words):
        RELEASE.with_task("docs", **changes)


@pytest.mark.parametrize(
    ("settings_", "words"),
    [
        ({"deadline": "soon"}, "deadline is 'soon': give working days from day 0"),
        ({"capacity": 3}, "capacity is 3: give units of each resource"),
        ({"capacity": {"writer": -1}}, "capacity of 'writer' is -1: give units as a number, 0"),
        ({"calendar": "5 days"}, "calendar is '5 days': give a Calendar"),
        ({"dedline": 5}, "no setting 'dedline': did you mean 'deadline'"),
    ],
)
def test_what_a_plans_settings_can_not_be(settings_, words):
    with pytest.raises(PlanError, match=words):
        RELEASE.with_settings(**settings_)
