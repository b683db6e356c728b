"""Working days and dates: a case worked twice, numpy's business days, and a day-by-day walk."""

import datetime as dt
import pickle

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tpmlab.schedule import Calendar, Plan, PlanError, critical_path

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
date = dt.date.fromisoformat
dates = st.dates(dt.date(2019, 1, 1), dt.date(2031, 1, 1))


@st.composite
def calendars(draw, part_time=True):
    start = draw(dates)
    shares = st.sampled_from([0.0, 0.25, 0.5, 1.0] if part_time else [0.0, 1.0])
    week = {name: draw(shares) for name in DAYS}
    assume(any(week.values()))
    near = st.integers(-60, 120).map(lambda n: start + dt.timedelta(days=n))
    return Calendar(start, week, draw(st.lists(near, max_size=25)))


def walk(calendar, days=400):
    """Date, working time at its start and at its end, day by day from the start."""
    time, steps = 0.0, []
    for n in range(days):
        day = calendar.start + dt.timedelta(days=n)
        worked = 0.0 if day in calendar.holidays else calendar.week.get(DAYS[day.weekday()], 0.0)
        steps.append((day, time, time + worked))
        time += worked
    return steps


def test_five_day_week_with_two_holidays():
    """Own construction on a seven-task network, checked with numpy and by a day-by-day walk."""
    rows = [
        ("A", 7, []),
        ("B", 9, []),
        ("C", 12, ["A"]),
        ("D", 8, ["A", "B"]),
        ("E", 9, ["D"]),
        ("F", 6, ["C", "E"]),
        ("G", 5, ["E"]),
    ]
    calendar = Calendar("2024-03-04", DAYS[:5], ["2024-03-29", "2024-04-01"])
    schedule = critical_path(Plan.from_rows(rows, calendar=calendar))
    table = schedule.table(dates=True)
    expected = {
        "A": ("2024-03-04", "2024-03-12"),
        "B": ("2024-03-04", "2024-03-14"),
        "C": ("2024-03-13", "2024-03-28"),
        "D": ("2024-03-15", "2024-03-26"),
        "E": ("2024-03-27", "2024-04-10"),
        "F": ("2024-04-11", "2024-04-18"),
        "G": ("2024-04-11", "2024-04-17"),
    }
    for name, (first, last) in expected.items():
        assert table.loc[name, "early_start"].date() == date(first)
        assert table.loc[name, "early_finish"].date() == date(last)
    assert calendar.finish_date(schedule.finish) == date("2024-04-18")
    assert table.loc["G", ["total_float", "late_finish"]].tolist()[0] == 1
    assert table.loc["G", "late_finish"].date() == date("2024-04-18")


@given(calendars(part_time=False), st.integers(0, 300))
def test_whole_days_agree_with_numpy(calendar, days):
    mask = [calendar.week.get(name, 0.0) for name in DAYS]
    rule = {"weekmask": mask, "holidays": np.array(list(calendar.holidays), "datetime64[D]")}
    first = np.busday_offset(calendar.start, 0, roll="forward", **rule)
    assert calendar.start_date(days) == np.busday_offset(first, days, **rule)
    if days:
        assert calendar.finish_date(days) == np.busday_offset(first, days - 1, **rule)
    end = calendar.start + dt.timedelta(days=days)
    assert calendar.day(end) == np.busday_count(calendar.start, end, **rule)
    before = calendar.start - dt.timedelta(days=days)
    assert calendar.day(before) == -np.busday_count(before, calendar.start, **rule)


@given(calendars(), st.integers(0, 120))
def test_part_time_agrees_with_a_walk_from_day_to_day(calendar, quarters):
    time = quarters / 4
    steps = walk(calendar)
    assume(steps[-1][2] > time)
    begins = next(day for day, start, end in steps if start <= time < end)
    assert calendar.start_date(time) == begins
    if time:
        ends = next(day for day, start, end in steps if start < time <= end)
        assert calendar.finish_date(time) == ends
    for day, start, end in steps[:40]:
        assert calendar.day(day) == pytest.approx(start)
        assert calendar.day(day) + calendar.fraction(day) == pytest.approx(end)


@given(calendars(), st.integers(-200, 400))
def test_a_worked_date_is_the_start_of_its_own_time(calendar, offset):
    day = calendar.start + dt.timedelta(days=offset)
    assume(calendar.fraction(day) > 0)
    assert calendar.start_date(calendar.day(day)) == day
    end = calendar.day(day) + calendar.fraction(day)
    assume(abs(end) > 1e-6)
    assert calendar.finish_date(end) == day


@given(calendars(), st.lists(st.integers(-200, 400), min_size=1, max_size=30))
def test_arrays_give_what_single_numbers_give(calendar, quarters):
    times = np.array(quarters) / 4
    for method in (calendar.start_date, calendar.finish_date):
        many = method(times)
        assert many.dtype == "datetime64[D]"
        assert many.tolist() == [method(time) for time in times]
    found = calendar.start_date(times)
    assert calendar.day(found).tolist() == [calendar.day(day) for day in found.tolist()]
    assert calendar.fraction(found).tolist() == [calendar.fraction(day) for day in found.tolist()]


@given(calendars(), st.integers(-50, 50), st.integers(0, 100))
def test_capacity_is_the_time_between_two_dates(calendar, offset, length):
    first = calendar.start + dt.timedelta(days=offset)
    last = first + dt.timedelta(days=length)
    capacity = calendar.capacity(first, last)
    assert capacity.shape == (length + 1,)
    assert capacity.sum() == pytest.approx(
        calendar.day(last + dt.timedelta(days=1)) - calendar.day(first)
    )


def test_rounding_does_not_reach_into_the_next_day():
    calendar = Calendar("2026-03-02")
    assert calendar.finish_date(0.1 + 0.2 + 0.7) == date("2026-03-02")
    assert calendar.start_date(0.7 + 0.2 + 0.1 - 1e-12) == date("2026-03-03")


def test_a_start_on_a_free_day_waits_for_the_next_one_that_is_worked():
    calendar = Calendar("2026-03-07", holidays={"2026-03-09": "Founders' day"})
    assert calendar.start_date(0) == calendar.finish_date(0) == date("2026-03-10")
    assert calendar.holidays == {date("2026-03-09"): "Founders' day"}


def test_a_calendar_can_be_compared_kept_and_sent():
    calendar = Calendar("2026-03-02", {"Mon": 1, "Fri": 0.5}, ["2026-03-09"])
    same = Calendar(dt.date(2026, 3, 2), {"Fri": 0.5, "Mon": 1.0}, [dt.date(2026, 3, 9)])
    assert calendar == same
    assert hash(calendar) == hash(same)
    assert pickle.loads(pickle.dumps(calendar)) == calendar
    assert calendar != Calendar("2026-03-02")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Calendar("02/03/2026"), "start is '02/03/2026': write a date as YYYY-MM-DD"),
        (lambda: Calendar("2026-03-02", "Mon"), r"week is 'Mon': give a list"),
        (lambda: Calendar("2026-03-02", ["Monday"]), "holds 'Monday': use Mon, Tue"),
        (lambda: Calendar("2026-03-02", {"Mon": 8}), "Mon is worked to 8: give a fraction from 0"),
        (lambda: Calendar("2026-03-02", []), "no working day: name at least one"),
        (lambda: Calendar("2026-03-02", holidays="2026-04-03"), "give a list of dates"),
        (lambda: Calendar("2026-03-02", holidays=[20260403]), "holiday is 20260403"),
        (lambda: Calendar("2026-03-02").start_date(float("nan")), "nan is not a working day"),
        (lambda: Calendar("2026-03-02").day("soon"), "'soon' is not a date"),
        (
            lambda: Calendar("2026-03-02").capacity("2026-04-01", "2026-03-01"),
            "2026-03-01 comes before the first, 2026-04-01: swap",
        ),
    ],
)
def test_what_can_not_be_says_what_to_do(make, words):
    with pytest.raises(PlanError, match=words):
        make()


def test_a_milestone_stands_where_the_work_before_it_ends():
    rows = [
        ("build", 5, []),
        ("done", 0, ["build"]),
        {"task": "launch", "days": 0, "waits_for": "done", "must_start_on": 10},
        {"task": "kick-off", "days": 0},
    ]
    schedule = critical_path(Plan.from_rows(rows, calendar=Calendar("2026-03-02")))
    shown = schedule.table(dates=True)["early_start"].dt.date.to_dict()
    assert shown == {
        "build": date("2026-03-02"),
        "done": date("2026-03-06"),  # Friday evening
        "launch": date("2026-03-16"),  # the Monday asked for
        "kick-off": date("2026-03-02"),
    }
    with pytest.raises(PlanError, match="no calendar to show dates of: give it one"):
        critical_path(Plan.from_rows(rows)).table(dates=True)
