"""A day worked by hand, and what holds for any answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab import cases
from tpmlab.role import RoleError, Workday, play

DAY = cases.workday()
WELL = {
    "amounts": "connect",
    "standup": "close",
    "refunds": "price",
    "order": "legal",
    "clerk": "ask",
    "audit": "log",
    "logo": "price",
}


def small(**changes):
    event = {
        "id": "ask",
        "at": "10:00",
        "by": "10:30",
        "late": {"Mei": 2},
        "sender": "Mei",
        "text": "Which?",
        "choices": [
            {"id": "ring", "text": "Ring", "minutes": 20, "others": 30, "says": "Done."},
            {"id": "wait", "text": "Wait", "minutes": 0, "lost": {"Mei": 8}, "says": "Gone."},
        ],
    }
    return Workday.model_validate(
        {
            "title": "A morning", "start": "09:00", "end": "12:00", "focus": "plan", "focus_minutes": 120,
            "shortest": 30, "rate_of_others": 60, "rates": {"Mei": 100},
            "fixed": [{"title": "call", "at": "11:00", "minutes": 15}], "events": [event | changes],
        }
    )  # fmt: skip


def test_a_morning_by_hand():
    result = play(small(), {"ask": "ring"}, settle=10)
    # 9:00-10:00, 10:20-11:00 and 11:15-12:00, less ten minutes each
    assert result.focus_minutes == 50 + 30 + 35
    assert not result.focus_done
    assert (result.lost_usd, result.others_usd, result.own_minutes) == (0, 30, 20)


def test_a_batch_after_the_limit_costs_what_late_says():
    assert play(small(), {"ask": "ring"}, batches=("11:30",)).lost_hours == {"Mei": 2}
    assert play(small(now=True), {"ask": "ring"}, batches=("11:30",)).lost_hours == {}


def test_what_comes_during_a_meeting_waits_for_its_end():
    result = play(small(at="11:05"), {"ask": "ring"})
    assert [(p.start, p.end) for p in result.pieces if p.kind == "event"] == [(675, 695)]


def test_stretches_shorter_than_the_shortest_are_left_out():
    result = play(small(at="11:20"), {"ask": "ring"}, settle=0)
    assert [(p.start, p.end) for p in result.pieces if p.kind == "focus"] == [(540, 660)]


def test_the_lesson_says_130_minutes_and_200_in_three_batches():
    assert play(DAY, WELL, settle=20).focus_minutes == 130
    batched = play(DAY, WELL, settle=20, batches=("10:00", "13:15", "16:00"))
    assert (batched.focus_minutes, batched.lost_hours) == (200, {"Mei Tan": 8, "Callum Fraser": 2})


@given(
    st.fixed_dictionaries(
        {event.id: st.sampled_from([c.id for c in event.choices]) for event in DAY.events}
    ),
    st.integers(0, 59),
)
def test_nothing_overlaps_and_more_settling_never_helps(choices, settle):
    result = play(DAY, choices, settle=settle)
    busy = [piece for piece in result.pieces if piece.kind != "focus"]
    for first, second in zip(result.pieces, result.pieces[1:], strict=False):
        assert first.end <= second.start
    assert sum(piece.end - piece.start for piece in busy) == result.own_minutes + 75
    assert play(DAY, choices, settle=settle + 1).focus_minutes <= result.focus_minutes


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (({"asks": "ring"},), "no event 'asks'"),
        (({"ask": "shout"},), "no choice 'shout'; choose from ring, wait"),
    ],
)
def test_unknown_names_are_named(arguments, message):
    with pytest.raises(RoleError, match=message):
        play(small(), *arguments)


def test_times_and_minutes_are_checked():
    with pytest.raises(RoleError, match="from 0 to 60"):
        play(small(), {}, settle=90)
    with pytest.raises(RoleError, match="'noon' is no time of day"):
        play(small(), {}, batches=("noon",))
    with pytest.raises(ValueError, match="Jonas has no rate"):
        small(late={"Jonas": 1})
