"""Focus blocks: around meetings, before they are due, never too short."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.schedule import Calendar, PlanError, Work, block_time

MONDAY = Calendar("2024-03-04")


def shown(plan):
    return [(b.work, b.start.strftime("%a %H:%M"), b.end.strftime("%a %H:%M")) for b in plan.blocks]


def test_what_is_due_first_goes_first_around_the_meetings():
    plan = block_time(
        [Work("review", 4, "2024-03-05T12:00"), Work("spec", 5, "2024-03-04")],
        MONDAY,
        busy=[("2024-03-04T11:00", "2024-03-04T12:00"), ("2024-03-04T11:30", "2024-03-04T13:00")],
    )
    assert shown(plan) == [
        ("spec", "Mon 09:00", "Mon 11:00"),
        ("spec", "Mon 13:00", "Mon 16:00"),
        ("review", "Mon 16:00", "Mon 17:00"),
        ("review", "Tue 09:00", "Tue 12:00"),
    ]
    assert plan.unplaced == {}
    assert plan.table()["hours"].sum() == 9


def test_what_finds_no_place_is_named_with_its_hours():
    plan = block_time([Work("spec", 12, "2024-03-04"), Work("mail", 1, "2024-03-05")], MONDAY)
    assert plan.unplaced == {"spec": 4.0}


def test_a_piece_too_short_to_be_useful_waits_for_a_longer_gap():
    busy = [("2024-03-04T10:00", "2024-03-04T16:00")]
    plan = block_time([Work("spec", 3, "2024-03-05")], MONDAY, busy, shortest=2)
    assert shown(plan) == [("spec", "Tue 09:00", "Tue 12:00")]
    short = block_time([Work("mail", 0.5, "2024-03-05")], MONDAY, busy, shortest=2)
    assert shown(short) == [("mail", "Mon 09:00", "Mon 09:30")]


def test_days_off_half_days_and_a_limit_a_day():
    calendar = Calendar(
        "2024-03-01", week={"Fri": 0.5, "Mon": 1, "Tue": 1}, holidays=["2024-03-04"]
    )
    plan = block_time([Work("spec", 6, "2024-03-31")], calendar, most_a_day=3)
    assert shown(plan) == [("spec", "Fri 09:00", "Fri 12:00"), ("spec", "Tue 09:00", "Tue 12:00")]
    half = block_time([Work("spec", 6, "2024-03-05")], calendar)
    assert shown(half)[0] == ("spec", "Fri 09:00", "Fri 13:00")


@pytest.mark.parametrize(
    ("work", "busy", "message"),
    [
        ([Work("spec", 0, "2024-03-04")], [], "hours of 'spec' is 0"),
        ([Work("spec", 1, "next week")], [], "'spec' is due 'next week': write a date"),
        ([Work("spec", 1, "2024-03-04T12:00+01:00")], [], "without a time zone"),
        ([Work("spec", 1, "2024-03-04")] * 2, [], "'spec' stands twice"),
        ([], [("2024-03-04T12:00", "2024-03-04T11:00")], "ends before it starts"),
        ([], ["2024-03-04"], r"write \(start, end\)"),
    ],
)
def test_what_cannot_be_read_is_named(work, busy, message):
    with pytest.raises(PlanError, match=message):
        block_time(work, MONDAY, busy)


@given(
    st.lists(st.tuples(st.integers(1, 40), st.integers(0, 9)), max_size=6),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 23), st.integers(0, 8)), max_size=12),
    st.sampled_from([0.25, 0.5, 1, 2]),
)
@settings(deadline=None)
def test_blocks_never_overlap_meet_no_meeting_and_end_in_time(tasks, meetings, shortest):
    first = dt.datetime(2024, 3, 4)
    work = [
        Work(f"w{n}", quarters / 4, first.date() + dt.timedelta(days=day))
        for n, (quarters, day) in enumerate(tasks)
    ]
    busy = [
        (
            first + dt.timedelta(days=day, hours=hour),
            first + dt.timedelta(days=day, hours=hour + length / 2),
        )
        for day, hour, length in meetings
    ]
    plan = block_time(work, MONDAY, busy, shortest=shortest)
    for before, after in zip(plan.blocks, plan.blocks[1:], strict=False):
        assert before.end <= after.start
    for block in plan.blocks:
        item = next(item for item in work if item.id == block.work)
        assert block.end <= dt.datetime.combine(item.due, dt.time()) + dt.timedelta(days=1)
        assert block.hours >= min(shortest, item.hours) - 1e-6
        assert block.start.hour >= 9
        assert (block.end.hour, block.end.minute) <= (17, 0)
        assert all(block.end <= start or block.start >= end for start, end in busy)
    for item in work:
        placed = sum(block.hours for block in plan.blocks if block.work == item.id)
        assert placed + plan.unplaced.get(item.id, 0) == pytest.approx(item.hours)


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(0, 6)), max_size=6))
@settings(deadline=None)
def test_without_a_shortest_block_nothing_is_left_over_if_any_order_would_do(tasks):
    first = dt.date(2024, 3, 4)
    everyday = Calendar(first, week=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
    work = [
        Work(f"w{n}", hours, first + dt.timedelta(days=day)) for n, (hours, day) in enumerate(tasks)
    ]
    plan = block_time(work, everyday, shortest=0.01)
    fits = all(
        sum(item.hours for item in work if item.due <= item_due)
        <= 8 * ((item_due - first).days + 1)
        for item_due in {item.due for item in work}
    )
    assert (plan.unplaced == {}) == fits
