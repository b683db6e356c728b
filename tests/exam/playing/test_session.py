"""The player's state machine: what it allows, what it counts, and that its events are all of it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.exam.playing.session import Section, Session, SessionError, Sheet
from tpmlab.exam.playing.session_state import Event, fold


class Two:
    """A question whose right answer is (1, 0): two fields of two options."""

    def problem(self, answer):
        whole = len(answer) == 2 and all(number in (0, 1) for number in answer)
        return None if whole else "Choose for both lines first."

    def is_right(self, answer):
        return tuple(answer) == (1, 0)


ITEMS = {name: Two() for name in "abcdef"}
EXAM = Sheet(
    "demo", "exam", (Section(("a", "b"), 10), Section(("c", "d")), Section(("e", "f"))), 6.0
)
STUDY = Sheet("demo", "study", (Section(("a", "b", "c")),))


def player(sheet=EXAM):
    """An open session at 1000 s of the steady clock, and the list that its events land in."""
    kept = []
    session = Session(
        sheet, ITEMS, lambda events, judged: kept.append((list(events), list(judged)))
    )
    session.open(1000)
    return session, kept


def test_a_practice_answer_is_judged_at_once_and_then_stays():
    session, kept = player(STUDY)
    session.choose((1, 0), 1004)
    assert session.outcome("a") is None
    session.rate("guess", 1005)
    session.commit(1009)
    judged = session.outcome("a")
    assert (judged.right, judged.confidence, judged.seconds) == (True, "guess", 9)
    assert kept[-1][1] == [judged], "the judgement is saved with its event"
    with pytest.raises(SessionError, match="is judged"):
        session.choose((0, 0), 1010)


def test_confidence_is_asked_before_the_judgement():
    session, _ = player(STUDY)
    session.choose((1, -1), 1001)
    with pytest.raises(SessionError, match="Choose for both lines first"):
        session.commit(1002)
    session.choose((1, 1), 1003)
    with pytest.raises(SessionError, match="how sure"):
        session.commit(1004)
    assert session.outcome("a") is None


def test_an_exam_answer_may_change_until_its_section_is_closed():
    session, _ = player()
    session.choose((0, 0), 1001)
    session.go(1, 1002)
    session.go(0, 1003)
    session.choose((1, 0), 1004)
    with pytest.raises(SessionError, match="judged at the end"):
        session.commit(1005)
    session.finish_section(1006)
    assert session.state.phase == "break"
    session.end_break(1007)
    for position in (0, 1):
        with pytest.raises(SessionError, match="stays closed"):
            session.go(position, 1008)
    with pytest.raises(SessionError, match="is not in the open section"):
        session.go(4, 1008)
    with pytest.raises(SessionError, match="goes on"):
        session.results()


def test_the_break_has_its_own_minutes_and_ends_by_itself():
    session, _ = player()
    session.finish_section(1060)
    assert session.left(1060) == 600
    session.tick(1060 + 599)
    assert session.state.phase == "break"
    session.tick(1060 + 630)
    assert session.state.phase == "item"
    assert session.state.break_used == 600
    assert session.left(1060 + 630) == 360 - 60 - 30, "the exam's time goes on after the break"


def test_a_section_without_break_minutes_leads_straight_to_the_next():
    session, _ = player()
    session.finish_section(1001)
    session.end_break(1002)
    session.finish_section(1003)
    assert (session.state.phase, session.item, session.state.section) == ("item", ITEMS["e"], 2)


def test_time_up_ends_the_exam_with_what_was_answered():
    session, kept = player()
    session.choose((1, 0), 1100)
    session.go(1, 1200)
    session.choose((0, -1), 1201)
    session.choose((1, 0), 1000 + 361)  # a second too late
    assert (session.state.phase, session.state.ended, session.state.used) == ("done", "time", 360)
    assert [(r.answer, r.right) for r in session.results()] == [((1, 0), True)] + [((), False)] * 5
    assert [judged.item for judged in kept[-1][1]] == ["a"], "an answer in part is no review"
    assert sum(r.seconds for r in session.results()) == 360


def test_the_clock_stands_while_the_player_is_closed_or_paused():
    session, _ = player()
    session.pause(1010)
    assert session.left(5000) == 350
    with pytest.raises(SessionError, match="paused"):
        session.choose((1, 0), 5000)
    session.resume(5000)
    session.close(5005)
    with pytest.raises(SessionError, match="closed"):
        session.choose((1, 0), 5006)
    session.open(9000)
    assert session.left(9001) == 344
    assert session.state.pauses == 1


def test_a_kill_costs_no_more_than_the_time_since_the_last_tick():
    session, kept = player()
    session.choose((1, 0), 1003)
    for now in range(1004, 1060):
        session.tick(now)
    events = [event for batch, _ in kept for event in batch]
    gaps = [late.clock - early.clock for early, late in pairwise(events)]
    assert max(gaps) <= 5
    after = Session(EXAM, ITEMS, events=events)
    after.open(3)  # another process, another reading of the steady clock
    assert after.state.answers == {"a": (1, 0)}
    assert 360 - 59 <= after.left(3) <= 360 - 54


def test_flags_and_struck_options_change_no_answer():
    session, _ = player()
    session.choose((1, 0), 1001)
    session.flag(1002)
    session.strike(2, 1003)
    session.strike(3, 1004)
    session.strike(2, 1005)
    session.go(1, 1006)
    session.choose((0, -1), 1007)
    session.review(1008)
    assert session.state.struck["a"] == {3}
    assert [(row.state, row.flagged) for row in session.review_rows()] == [
        ("answered", True),
        ("incomplete", False),
    ]
    with pytest.raises(SessionError, match="No item is shown"):
        session.choose((1, 0), 1009)
    assert session.state.seconds == {"a": 6, "b": 2}, "the review page's time is nobody's"


def test_a_command_that_cannot_be_saved_has_not_happened():
    def full(events, judged):
        raise OSError("disk full")

    session = Session(STUDY, ITEMS, full)
    with pytest.raises(OSError, match="disk full"):
        session.open(0)
    assert not session.state.running


def test_an_item_that_left_the_bank_leaves_the_rest_as_it_was():
    session, kept = player()
    session.choose((1, 0), 1001)
    session.go(1, 1010)
    session.choose((0, 0), 1011)
    events = [event for batch, _ in kept for event in batch]
    left = {name: item for name, item in ITEMS.items() if name != "a"}
    after = Session(EXAM.only(left.__contains__), left, events=events)
    after.open(0)
    after.stop(1)
    found = after.results()
    assert (found[0].item, found[0].answer, len(found)) == ("b", (0, 0), 5)


def test_a_practice_stopped_early_judges_only_what_was_committed():
    session, _ = player(STUDY)
    session.choose((1, 0), 1001)
    session.rate("sure", 1002)
    session.commit(1003)
    session.go(1, 1004)
    session.choose((1, 0), 1005)
    session.stop(1006)
    assert [bool(r.answer) for r in session.results()] == [True, False, False]


COMMANDS = st.one_of(
    st.tuples(st.just("go"), st.integers(0, 6)),
    st.tuples(st.just("choose"), st.lists(st.integers(-1, 1), max_size=2)),
    st.tuples(st.just("rate"), st.sampled_from(["sure", "think-so", "guess"])),
    st.tuples(st.just("strike"), st.integers(0, 3)),
    st.tuples(st.sampled_from(["commit", "flag", "review", "finish_section", "end_break"])),
    st.tuples(st.sampled_from(["pause", "resume", "close", "open", "tick"])),
)


@given(
    st.sampled_from([EXAM, STUDY]),
    st.lists(st.tuples(COMMANDS, st.integers(0, 40)), max_size=60),
)
def test_the_events_alone_give_the_state_and_the_time_adds_up(sheet, steps):
    session, kept = player(sheet)
    now, open_time, closed_sections = 1000, 0, {}
    for (name, *arguments), seconds in steps:
        runs = session.state.running and not session.state.paused
        now += seconds
        open_time += seconds if runs else 0
        try:
            getattr(session, name)(*arguments, now)
        except SessionError:
            continue
        section = session.state.section
        for done in range(section):
            answers = {i: session.state.answers.get(i) for i in sheet.sections[done].items}
            assert closed_sections.setdefault(done, answers) == answers, "a closed section changed"
    state = session.state
    events = [event for batch, _ in kept for event in batch]
    assert fold(sheet, events) == state
    ticks = [Event("tick", e.clock) if e.kind == "tick" else e for e in events]
    assert fold(sheet, [e for e in ticks if e.kind != "tick"] + ticks[-1:]).answers == state.answers
    assert state.clock <= open_time
    assert sum(state.seconds.values()) <= state.used <= state.clock
    if sheet.minutes is not None:
        assert state.used <= 60 * sheet.minutes


def test_a_sheet_survives_json():
    assert Sheet.of_plain(EXAM.plain()) == EXAM
