"""Demand against capacity with dates: part-time people, leave, half days, and what helps."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.schedule import (
    Calendar,
    Plan,
    PlanError,
    capacity_analysis,
    early_schedule,
    serial_schedule,
)

ROWS = [
    {"task": "api", "days": 4, "resources": {"dev": 1}},
    {"task": "docs", "days": 2, "resources": {"dev": 1}},
    {"task": "ship", "days": 3, "waits_for": "api", "resources": {"ops": 1}},
]
MARCH = Calendar("2024-03-07")  # a Thursday
PLAN = Plan.from_rows(ROWS, capacity={"dev": 1, "ops": 1}, calendar=MARCH)


def test_two_tasks_at_once_are_a_day_over_on_each_of_their_days():
    analysis = capacity_analysis(early_schedule(PLAN))
    over = analysis.over_allocated
    assert [(str(date.date()), name) for date, name in over.index] == [
        ("2024-03-07", "dev"),
        ("2024-03-08", "dev"),
    ]
    assert over["utilisation"].tolist() == [2, 2]
    assert analysis.advice() == [
        "dev lacks 2 days of work in the week of 2024-03-04: move docs (5 days of float)."
    ]


def test_levelled_work_fits_and_needs_no_advice():
    analysis = capacity_analysis(serial_schedule(PLAN))
    assert analysis.over_allocated.empty
    assert analysis.advice() == []


def test_a_week_adds_up_its_days_and_free_days_do_not_heal_full_ones():
    week = capacity_analysis(early_schedule(PLAN)).table("week").xs("dev", level="resource")
    assert week.loc["2024-03-04"].tolist() == [4, 2, 2, 2]
    assert week.loc["2024-03-11"].tolist() == [2, 5, 0, 0.4]


def test_part_time_and_leave_lower_the_capacity():
    ann = Calendar("2024-03-07", week={"Mon": 1, "Tue": 0.5, "Thu": 1, "Fri": 1})
    ben = Calendar("2024-03-07", holidays={"2024-03-08": "leave"})
    capacity = capacity_analysis(early_schedule(PLAN), {"dev": [ann, ben]}).capacity["dev"]
    assert capacity["2024-03-07":"2024-03-13"].tolist() == [2, 1, 2, 1.5, 1]


def test_a_task_without_float_cannot_be_the_remedy():
    rows = [{"task": name, "days": 2, "resources": {"dev": 1}} for name in ("a", "b")]
    plan = Plan.from_rows(rows, capacity={"dev": 1}, calendar=MARCH)
    (advice,) = capacity_analysis(early_schedule(plan)).advice()
    assert advice.endswith("no task on those days has float, so add capacity or level the plan.")


def test_the_plan_needs_a_calendar_and_people_a_resource():
    with pytest.raises(PlanError, match=r"no calendar.*plan\.with_settings"):
        capacity_analysis(early_schedule(PLAN.with_settings(calendar=None)))
    with pytest.raises(
        PlanError, match="people names 'qa', which no task needs; the plan has dev, ops"
    ):
        capacity_analysis(early_schedule(PLAN), {"qa": [MARCH]})
    with pytest.raises(PlanError, match="by is 'month'; use one of 'day', 'week'"):
        capacity_analysis(early_schedule(PLAN)).table("month")


@pytest.mark.slow
@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6)), min_size=1, max_size=5),
    st.lists(st.sampled_from([0, 0.25, 0.5, 1]), min_size=7, max_size=7).filter(any),
)
@settings(deadline=None, max_examples=50)
def test_all_work_has_a_date_whatever_the_week(tasks, week):
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    rows = [
        {
            "task": f"t{n}",
            "days": quarters / 4,
            "start_no_earlier_than": first / 4,
            "resources": {"dev": 2},
        }
        for n, (first, quarters) in enumerate(tasks)
    ]
    calendar = Calendar("2024-03-07", week=dict(zip(names, week, strict=True)))
    analysis = capacity_analysis(early_schedule(Plan.from_rows(rows, calendar=calendar)))
    assert analysis.demand["dev"].sum() == pytest.approx(sum(quarters for _, quarters in tasks) / 2)
    weekly = analysis.table("week")
    assert weekly["demand"].sum() == pytest.approx(analysis.demand.to_numpy().sum())
    assert np.isinf(analysis.capacity["dev"]).all()
