"""Smoothing keeps the finish: by hand, by brute force, and for any plan."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.schedule import (
    LevelledSchedule,
    Plan,
    PlanError,
    critical_path,
    early_schedule,
    serial_schedule,
    smooth,
    smooth_exactly,
)

# Six days of build, and two tasks that may slide beside it.
BUILD = Plan.from_rows(
    [
        {"task": "build", "days": 6, "resources": {"dev": 1}},
        {"task": "docs", "days": 3, "resources": {"dev": 2}},
        {"task": "demo", "days": 3, "resources": {"dev": 2}},
    ]
)


def test_two_tasks_side_by_side_end_up_one_after_the_other():
    before, flat = early_schedule(BUILD), smooth(BUILD)
    assert before.load()["dev"].tolist() == [5, 5, 5, 1, 1, 1]
    assert flat.load()["dev"].tolist() == [3] * 6
    assert (flat.before.sum_of_squares, flat.sum_of_squares) == (78, 54)
    assert flat.finish == before.finish


def test_smoothing_a_levelled_schedule_keeps_within_capacity():
    levelled = serial_schedule(BUILD.with_settings(capacity={"dev": 3}))
    assert not smooth(levelled.plan, levelled).overloaded
    assert early_schedule(levelled.plan).overloaded == {"dev": 3.0}


def test_a_schedule_of_another_plan_is_refused():
    with pytest.raises(PlanError, match=r"not one of this plan; give smooth\(schedule\.plan"):
        smooth(BUILD, early_schedule(BUILD.with_duration("docs", 2)))


def test_half_days_move_to_where_the_load_changes():
    rows = [
        {"task": "a", "days": 1.5, "resources": {"dev": 1}},
        {"task": "b", "days": 1.25, "resources": {"dev": 1}},
        {"task": "c", "days": 3, "waits_for": []},
    ]
    flat = smooth(Plan.from_rows(rows))
    assert flat.sum_of_squares == pytest.approx(2.75)


@given(data=st.data())
@settings(deadline=None)
def test_finish_links_and_releases_stay_and_the_sum_never_grows(resource_plans, assert_sound, data):
    plan = data.draw(resource_plans(constraints=True))
    flat = smooth(plan)
    assert_sound(flat, limited=False)
    assert flat.finish == pytest.approx(critical_path(plan).finish)
    assert flat.sum_of_squares <= flat.before.sum_of_squares + 1e-6
    held = smooth(plan, serial_schedule(plan))
    assert_sound(held)
    assert held.sum_of_squares <= held.before.sum_of_squares + 1e-6


@given(data=st.data())
@settings(deadline=None, max_examples=20)
def test_brute_force_finds_nothing_flatter(resource_plans, assert_sound, data):
    plan = data.draw(resource_plans(most=3))
    exact = smooth_exactly(plan, seconds=5, workers=1)
    assert exact.status == "optimal"
    assert_sound(exact, limited=False)
    assert exact.finish == critical_path(plan).finish
    days = [range(int(exact.finish - task.duration) + 1) for task in plan]
    for starts in product(*days):
        other = LevelledSchedule(plan, tuple(map(float, starts)), "by hand")
        if all_links_hold(other):
            assert other.sum_of_squares >= exact.sum_of_squares - 1e-6
    assert exact.sum_of_squares <= smooth(plan).sum_of_squares + 1e-6


def all_links_hold(schedule):
    for link in schedule.plan.links:
        begin = schedule[link.pred][0 if link.type[0] == "S" else 1]
        end = schedule[link.succ][0 if link.type[1] == "S" else 1]
        if end < begin + link.lag:
            return False
    return True
