"""The player in a notebook: practice, a small exam, a break, leaving and coming back."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from own_rows import ROW, sheet
from synthetic_bank import first_of_each_type, synthetic_bank

from tpmlab.errors import TpmlabError
from tpmlab.exam.export.own_items import import_items
from tpmlab.exam.items.bank import load_bank
from tpmlab.exam.outlines.loading import load_outline
from tpmlab.exam.playing.form_model import load_form
from tpmlab.exam.playing.forms import assemble
from tpmlab.exam.playing.own_practice import own_practice_sheet, with_own_items
from tpmlab.exam.playing.practice import practice_sheet
from tpmlab.exam.playing.session import Session
from tpmlab.exam.playing.session_list import list_sessions
from tpmlab.exam.playing.sheet import Section, Sheet
from tpmlab.exam.playing.store import open_session, start_session
from tpmlab.exam.study.reviews import answered_items
from tpmlab.widgets.exam_cells import ExamCell, close_open, exam_words, mock, practice
from tpmlab.widgets.exam_player import ExamPlayer

BANK = synthetic_bank(60)
NAMES = tuple(first_of_each_type(BANK).values())
STUDY = Sheet("pmp-2026", "study", (Section(NAMES[:3]),), title="Practice")
EXAM = Sheet(
    "pmp-2026",
    "exam",
    (Section(NAMES[:3], 10.0), Section(NAMES[3:5])),
    minutes=20.0,
    title="Small mock",
)


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture(autouse=True)
def players_are_put_away():
    yield
    close_open()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def make(clock):
    made = []

    def make(sheet, sitting=None, reopen=None):
        session = Session(sheet, BANK.by_id) if sitting is None else sitting.session
        made.append(ExamPlayer(session, BANK.by_id, sitting, reopen, clock))
        return made[-1]

    yield make
    for player in made:
        player.close()


def walk(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


def shown(player):
    """All words on the page."""
    found = []
    for each in walk(player.box):
        found.append(str(getattr(each, "description", "") or ""))
        found.append(str(each.value) if type(each).__name__ == "HTML" else "")
    return " ".join(found)


def press(player, words):
    buttons = [
        each
        for each in walk(player.box)
        if type(each).__name__ == "Button" and each.description.startswith(words)
    ]
    assert len(buttons) == 1, f"{words}: {[b.description for b in buttons]}"
    assert not buttons[0].disabled, f"{words} is disabled"
    buttons[0].click()


def rate(player, how="sure"):
    (sure,) = [each for each in walk(player.box) if type(each).__name__ == "ToggleButtons"]
    sure.value = how


def answer(player, right=True):
    item = player.session.item
    given = item.right_answer() if right else _wrong(item)
    assert player.page.question.choose(given)


def _wrong(item):
    right = item.right_answer()
    for n in range(len(item.options)):
        if len(right) == 1 and n not in right:
            return (n,)
    raise AssertionError(item.type)


def test_practice_judges_each_answer_and_ends_with_counts(make):
    player = make(STUDY)
    assert "Item 1 of 3" in shown(player)
    press(player, "Check my answer")
    assert "Choose an option first." in player.message
    answer(player, right=False)
    press(player, "Check my answer")
    assert "Say first how sure you are" in player.message
    rate(player, "guess")
    press(player, "Check my answer")
    assert "Not right." in player.page.question.feedback
    assert "The idea behind it" in player.page.question.feedback
    for _ in range(2):
        press(player, "Next item")
        answer(player)
        rate(player)
        press(player, "Check my answer")
        assert "Right." in player.page.question.feedback
    press(player, "To all items")
    assert "Item 2: judged" in shown(player)
    press(player, "End the practice")
    assert "End this practice? 3 of 3 items are judged; they count." in shown(player)
    press(player, "Yes, end it")
    assert "2 of 3 right" in shown(player)
    assert "Item 1: not right" in shown(player)
    assert "By domain" in shown(player)
    assert "PMI" in shown(player), "the notice stays with the items"


def test_an_exam_tells_nothing_before_its_end_and_a_break_is_final(make, clock):
    player = make(EXAM)
    assert "20:00 left" in shown(player)
    answer(player)
    press(player, "Flag this item")
    assert "flagged" in shown(player)
    assert player.page.question.feedback == ""
    press(player, "Next item")
    press(player, "All items")
    words = shown(player)
    assert "Item 1: answered, flagged" in words
    assert "Item 2: not answered" in words
    press(player, "Item 1:")
    press(player, "All items")
    press(player, "End this section")
    assert "2 not answered, 0 answered in part, 1 flagged. There is no way back" in shown(player)
    press(player, "Go back to the items")
    assert player.session.state.section == 0
    press(player, "End this section")
    press(player, "Yes, end it")
    assert "Break." in shown(player)
    clock.now += 60
    player.tick()
    assert "9:00 of the break left" in shown(player)
    press(player, "End the break now")
    assert "Item 4 of 5" in shown(player)
    assert "section 2 of 2" in shown(player)
    assert not player.act("go", 0)
    assert "Item 1 is not in the open section" in player.message
    press(player, "All items")
    press(player, "Submit the exam")
    press(player, "Yes, end it")
    assert "1 of 5 right" in shown(player)
    assert "Item 2: not answered" in shown(player)
    assert not player.act("choose", (0,)) or player.session.state.phase == "done"


def test_time_that_is_over_ends_the_exam_and_is_said_before(make, clock):
    player = make(EXAM)
    answer(player)
    clock.now += 601
    player.tick()
    assert "10 minutes are left." in player.message
    clock.now += 480
    player.tick()
    assert "2 minutes are left." in player.message
    clock.now += 600
    player.tick()
    assert "The time is up. 1 of 5 right" in shown(player)


def test_a_pause_hides_the_item_and_stops_the_clock(make, clock):
    player = make(EXAM)
    stem = player.session.item.stem
    assert stem in shown(player)
    press(player, "Pause")
    assert stem not in shown(player)
    clock.now += 500
    player.tick()
    press(player, "Go on")
    assert "20:00 left" in shown(player)
    assert stem in shown(player)


def test_strikes_answers_and_flags_come_back_with_the_item(make):
    player = make(EXAM)
    press(player, "Strike out B")
    answer(player)
    rate(player, "think-so")
    press(player, "Flag this item")
    press(player, "Next item")
    press(player, "Previous item")
    question = player.page.question
    assert question.strikes == {1}
    assert question.answer == question.item.right_answer()
    assert "Remove the flag" in shown(player)
    rated = [each.value for each in walk(player.box) if type(each).__name__ == "ToggleButtons"]
    assert rated == ["think-so"]


def test_a_cell_run_again_offers_the_open_session(workspace):
    first = ExamCell(STUDY, BANK, "3 items.", workspace)
    answer(first.player)
    press(first.player, "Flag this item")
    again = ExamCell(STUDY, BANK, "3 items.", workspace)
    assert "This player is closed" in first.player.message
    assert again.player is None
    press(again, "Go on with Practice")
    assert again.player.session.state.answers == first.player.session.state.answers
    assert "Remove the flag" in shown(again.player)
    assert len(list_sessions(workspace)) == 1


def test_a_new_one_may_be_begun_beside_an_open_one(workspace):
    ExamCell(STUDY, BANK, "3 items.", workspace)
    again = ExamCell(STUDY, BANK, "3 items.", workspace)
    press(again, "Begin a new one")
    assert len(list_sessions(workspace)) == 2


def test_own_items_are_gone_on_with_from_any_practice(workspace, monkeypatch):
    (workspace / "own.csv").write_text(sheet(ROW))
    import_items(workspace / "own.csv", workspace)
    mine = own_practice_sheet(workspace, "pmp-2026", 5, 1)
    ExamCell(mine, with_own_items(BANK, workspace, mine), "1 item.", workspace)
    again = ExamCell(STUDY, BANK, "3 items.", workspace)
    press(again, "Go on with My items")
    assert "one more field by Friday" in shown(again)


def test_an_exam_waits_until_it_is_begun(workspace):
    cell = ExamCell(EXAM, BANK, exam_words(EXAM), workspace)
    assert "5 items, 20 minutes, 1 break. The clock starts when you begin" in shown(cell)
    assert list_sessions(workspace) == []
    press(cell, "Begin")
    assert "0 of 5 answered" in shown(cell)
    assert len(list_sessions(workspace)) == 1


def test_a_mock_is_of_new_items_first_and_says_what_is_not_new(workspace, monkeypatch):
    monkeypatch.chdir(workspace)
    bank = load_bank("pmp-2026")
    old = practice_sheet(bank.items, 40, 1)
    with start_session(workspace, old, bank.by_id) as sitting:
        sitting.session.open(0)
        for number in range(40):
            sitting.session.go(number, number)
            sitting.session.choose(sitting.session.item.right_answer(), number)
            sitting.session.rate("sure", number)
            sitting.session.commit(number)
    answered = answered_items(workspace, "pmp-2026")
    assert answered == set(old.items)
    form, outline = load_form("mock-60"), load_outline("pmp-2026")
    shared = [
        sum(name in answered for name in assemble(bank, form, outline, 1, seen=seen)[0].items)
        for seen in ((), answered)
    ]
    assert shared[1] < shared[0] / 2
    (sheet,) = assemble(bank, form, outline, 1)
    assert exam_words(sheet, answered).startswith(f"60 items ({shared[0]} answered before), 80")


def test_a_session_open_elsewhere_is_told(workspace):
    with start_session(workspace, STUDY, BANK.by_id):
        cell = ExamCell(STUDY, BANK, "3 items.", workspace)
        press(cell, "Go on with Practice")
        assert "is open in another player" in shown(cell)


def test_a_judged_practice_is_kept_for_the_record(workspace, clock, make):
    with start_session(workspace, STUDY, BANK.by_id) as sitting:
        player = make(STUDY, sitting)
        answer(player)
        rate(player)
        clock.now += 30
        press(player, "Check my answer")
        player.close()
    with closing(sqlite3.connect(workspace / ".tpmlab" / "progress.sqlite3")) as store:
        rows = store.execute("SELECT item, correct, confidence, seconds FROM reviews").fetchall()
    assert rows == [(NAMES[0], 1, "sure", 30.0)]


def test_an_item_that_left_the_bank_is_told(workspace, clock):
    with start_session(workspace, STUDY, BANK.by_id) as sitting:
        number = sitting.id
    fewer = {name: item for name, item in BANK.by_id.items() if name != NAMES[1]}
    sitting = open_session(workspace, number, fewer)
    player = ExamPlayer(sitting.session, fewer, sitting, now=clock)
    assert f"Left out, as the bank no longer has them: {NAMES[1]}." in player.message
    player.close()


def test_without_a_workspace_it_plays_and_keeps_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cell = ExamCell(STUDY, BANK, "3 items.", None)
    answer(cell.player)
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_goes_silent_stops_the_clock_and_lets_the_session_go(workspace, make, clock):
    sitting = start_session(workspace, EXAM, BANK.by_id)

    def reopen():
        return open_session(workspace, sitting.id, BANK.by_id)

    player = make(EXAM, sitting, reopen)
    answer(player)
    player._presence.widget.value += 1  # what the page does when it is asked
    clock.now += 100
    player._presence.widget.value += 1
    player.tick()
    assert "18:20 left" in shown(player)
    clock.now += 3600
    player.tick()
    assert "This page was closed or asleep." in shown(player)
    with reopen() as other:  # the session is free: another player may have it
        assert other.session.state.used == pytest.approx(100)
        press(player, "Go on")
        assert "is open in another player" in player.message
    press(player, "Go on")
    assert "18:20 left" in shown(player)
    assert player.session.state.answers == {NAMES[0]: BANK.item(NAMES[0]).right_answer()}
    press(player, "Flag this item")
    assert player.session.state.flags == {NAMES[0]}


def test_a_page_that_never_answered_is_not_held_to_it(make, clock):
    player = make(EXAM)
    clock.now += 100
    player.tick()
    assert "18:20 left" in shown(player)


def test_a_session_whose_items_all_left_the_bank_can_be_ended(make):
    player = make(Sheet("pmp-2026", "exam", (Section(()),), minutes=5.0))
    press(player, "Submit the exam")
    press(player, "Yes, end it")
    assert "Nothing was judged." in shown(player)


def test_what_can_not_be_played_is_told_in_a_sentence():
    with pytest.raises(TpmlabError, match="A practice of 0 items asks nothing"):
        practice(items=0)
    with pytest.raises(TpmlabError, match="'mock-60' is one of 'pmp-2026', not of 'capm'"):
        mock("capm")
