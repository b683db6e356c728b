"""Both schemes: a small plan worked by hand, and rules that hold for any plan."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.schedule import (
    LevelledSchedule,
    Plan,
    PlanError,
    best_of_rules,
    critical_path,
    parallel_schedule,
    priority_rules,
    serial_schedule,
)
from tpmlab.schedule.levelling.chain import resource_links
from tpmlab.schedule.levelling.problem import problem

RULES = list(priority_rules().index)

# Two developers. The api holds up the app; docs and tests can wait.
RELEASE = Plan.from_rows(
    [
        {"task": "docs", "days": 3, "resources": {"dev": 1}},
        {"task": "api", "days": 4, "resources": {"dev": 1}},
        {"task": "app", "days": 5, "waits_for": "api", "resources": {"dev": 2}},
        {"task": "tests", "days": 2, "waits_for": "docs", "resources": {"dev": 1}},
    ],
    capacity={"dev": 2},
)


def test_latest_finish_first_by_hand():
    schedule = serial_schedule(RELEASE)
    assert schedule.start == {"docs": 0, "api": 0, "app": 4, "tests": 9}
    assert schedule.finish == 11
    assert schedule.delays == {"docs": 0, "api": 0, "app": 0, "tests": 6}
    assert [str(wait) for wait in schedule.conflicts] == ["tests waits 6 days for dev, held by app"]
    assert schedule.load()["dev"].tolist() == [2, 2, 2, 1, 2, 2, 2, 2, 2, 1, 1]


def test_parallel_starts_whatever_can_start():
    schedule = parallel_schedule(RELEASE)
    assert schedule.start == {"docs": 0, "api": 0, "tests": 3, "app": 5}
    assert schedule.finish == 10
    assert repr(schedule) == (
        "Levelled schedule of 4 tasks (parallel, LFT): finish on day 10, "
        "1 day later than the critical path alone"
    )


def test_steps_say_who_was_picked_and_why_the_others_waited():
    assert [str(step) for step in serial_schedule(RELEASE).steps] == [
        "day 0: api starts; docs waits (latest finish 7)",
        "day 0: docs starts; app waits (latest finish 9)",
        "day 4: app starts; tests waits (latest finish 9 too, later in the plan)",
        "day 9: tests starts",
    ]
    assert [str(step) for step in parallel_schedule(RELEASE).steps] == [
        "day 0: api, docs start",
        "day 3: tests starts",
        "day 4: nothing starts; app waits (needs 2 dev, 1 free)",
        "day 5: app starts",
    ]


def test_the_table_shows_delay_float_and_wait():
    table = serial_schedule(RELEASE).table()
    assert table.loc["tests"].to_dict() == {
        "days": 2, "start": 9, "finish": 11, "delay": 6, "chain_float": 0, "waits_for": "dev 6 days",
    }  # fmt: skip


def test_the_critical_chain_runs_through_links_and_resources():
    schedule = serial_schedule(RELEASE)
    assert schedule.critical_chain == ("api", "app", "tests")
    assert schedule.chain_float["docs"] == 1
    assert critical_path(RELEASE).critical == ("api", "app")


def test_a_task_that_must_start_on_a_day_has_its_place_kept():
    plan = RELEASE.with_task("tests", must_start_on=4)
    for scheme in (serial_schedule, parallel_schedule):
        schedule = scheme(plan)
        assert schedule.start["tests"] == 4
        assert schedule.start["app"] == 6
        assert not schedule.missed


def test_what_is_missed_is_said_in_days():
    plan = RELEASE.with_task("tests", finish_no_later_than=9).with_settings(deadline=10)
    assert serial_schedule(plan, "SPT").missed == ()
    assert serial_schedule(plan, "LPT").missed == (("tests", 2.0), ("plan deadline", 1.0))


def test_two_tasks_that_must_start_on_one_day_and_do_not_fit():
    rows = [
        {"task": name, "days": 2, "resources": {"dev": 1}, "must_start_on": 3}
        for name in ("a", "b")
    ]
    for scheme in (serial_schedule, parallel_schedule):
        schedule = scheme(Plan.from_rows(rows, capacity={"dev": 1}))
        assert schedule.start == {"a": 3, "b": 5}
        assert schedule.missed == (("b", 2.0),)


def test_half_days_and_half_people():
    rows = [
        {"task": name, "days": days, "resources": {"dev": units}}
        for name, days, units in (("a", 0.1, 0.5), ("b", 0.2, 0.5), ("c", 0.3, 1.0))
    ]
    schedule = serial_schedule(Plan.from_rows(rows, capacity={"dev": 1}), "FIFO")
    assert list(schedule.start.values()) == pytest.approx([0, 0, 0.2])
    assert schedule.load()["dev"].tolist() == pytest.approx([0.05 + 0.1 + 0.3])


def test_more_than_there_is_and_an_unknown_rule_are_named():
    plan = RELEASE.with_settings(capacity={"dev": 1})
    with pytest.raises(PlanError, match="'app' needs 2 of 'dev', but the plan's capacity is 1"):
        serial_schedule(plan)
    with pytest.raises(PlanError, match="rule is 'EDD'; use one of 'LFT'"):
        parallel_schedule(RELEASE, rule="EDD")


def test_a_resource_without_capacity_is_not_limited_but_counted():
    plan = RELEASE.with_settings(capacity={})
    schedule = serial_schedule(plan)
    assert schedule.finish == critical_path(plan).finish
    assert schedule.load()["dev"].max() == 3


@given(data=st.data())
@settings(deadline=None)
def test_any_rule_gives_a_sound_schedule_not_before_the_critical_path(
    resource_plans, assert_sound, data
):
    plan = data.draw(resource_plans(constraints=True))
    rule = data.draw(st.sampled_from(RULES))
    for scheme in (serial_schedule, parallel_schedule):
        schedule = scheme(plan, rule)
        assert_sound(schedule)
        assert critical_path(plan).finish <= schedule.bound + 1e-6 <= schedule.finish + 2e-6
        assert schedule.start == scheme(plan, rule).start


@given(data=st.data())
@settings(deadline=None)
def test_tenths_of_days_and_units_are_as_good_as_whole_ones(resource_plans, assert_sound, data):
    plan = data.draw(resource_plans(step=0.1, constraints=True))
    rule = data.draw(st.sampled_from(RULES))
    for scheme in (serial_schedule, parallel_schedule):
        assert_sound(scheme(plan, rule))


@given(data=st.data())
@settings(deadline=None)
def test_with_plenty_of_everything_levelling_changes_nothing(resource_plans, assert_sound, data):
    plan = data.draw(resource_plans())
    rule = data.draw(st.sampled_from(RULES))
    plenty = plan.with_settings(capacity={"dev": 99, "lab": 99})
    early = [dates.early_start for dates in critical_path(plenty).rows]
    for scheme in (serial_schedule, parallel_schedule):
        assert list(scheme(plenty, rule).starts) == pytest.approx(early)


@given(data=st.data())
@settings(deadline=None)
def test_waits_add_up_to_the_time_between_what_links_allow_and_the_start(
    resource_plans, assert_sound, data
):
    plan = data.draw(resource_plans())
    rule = data.draw(st.sampled_from(RULES))
    schedule = serial_schedule(plan, rule)
    waited = dict.fromkeys(schedule, 0.0)
    for wait in schedule.conflicts:
        waited[wait.task] += wait.days
        assert wait.held_by
    for task in plan:
        allowed = [0.0]
        for link in plan.links:
            if link.succ == task.id:
                begin, end = schedule[link.pred]
                own = task.duration if link.type[1] == "F" else 0.0
                allowed.append((end if link.type[0] == "F" else begin) + link.lag - own)
        wait = schedule[task.id][0] - max(allowed)
        assert waited[task.id] == pytest.approx(wait if task.resources else 0.0)


@given(data=st.data())
@settings(deadline=None)
def test_a_task_may_slip_by_its_chain_float(resource_plans, assert_sound, data):
    """Push one task, and those behind it along links and resources: the finish stays."""
    schedule = serial_schedule(data.draw(resource_plans()))
    plan, days = schedule.plan, [task.duration for task in schedule.plan]
    name = data.draw(st.sampled_from(list(schedule)))
    distances = [
        (plan.index(link.pred), plan.index(link.succ), gap)
        for link, gap in zip(plan.links, plan.topology.gaps(np.array(days)), strict=True)
    ]
    handed = resource_links(problem(plan), schedule.starts)
    distances += [(giver, taker, days[giver]) for giver, taker in handed]
    starts = list(schedule.starts)
    starts[plan.index(name)] += schedule.chain_float[name]
    for _ in starts:
        for pred, succ, gap in distances:
            starts[succ] = max(starts[succ], starts[pred] + gap)
    slipped = LevelledSchedule(plan, tuple(starts), "by hand")
    assert_sound(slipped)
    assert slipped.finish == pytest.approx(schedule.finish)


@given(data=st.data())
@settings(deadline=None, max_examples=40)
def test_the_best_of_rules_is_no_worse_than_any_of_them(resource_plans, assert_sound, data):
    plan = data.draw(resource_plans(most=6))
    best = best_of_rules(plan, children=10)
    assert_sound(best)
    for rule in RULES:
        assert best.finish <= serial_schedule(plan, rule).finish
        assert best.finish <= parallel_schedule(plan, rule).finish
    assert best.starts == best_of_rules(plan, children=10).starts
