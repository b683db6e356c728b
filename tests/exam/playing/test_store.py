"""Sittings in the progress file: what a kill, a second player, a bad file and a reset leave."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tpmlab.exam.playing.session import Section, Sheet
from tpmlab.exam.playing.session_list import find_session, list_sessions
from tpmlab.exam.playing.store import SessionOpenError, open_session, start_session
from tpmlab.exam.study.reviews import load_reviews
from tpmlab.learning.progress import Progress
from tpmlab.learning.schema import MIGRATIONS
from tpmlab.learning.store import ProgressError
from tpmlab.learning.transfer import reset


class One:
    """A question whose right answer is option 1."""

    def problem(self, answer):
        return None if len(answer) == 1 else "Choose one."

    def is_right(self, answer):
        return tuple(answer) == (1,)


ITEMS = {f"item-{n}": One() for n in range(180)}
EXAM = Sheet("demo", "exam", (Section(tuple(ITEMS)[:90], 10), Section(tuple(ITEMS)[90:])), 240)
STUDY = Sheet("demo", "study", (Section(("item-0", "item-1")),))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / ".tpmlab").mkdir()
    (tmp_path / ".tpmlab/manifest.json").write_text("{}")
    return tmp_path


def file_of(workspace: Path) -> Path:
    return workspace / ".tpmlab/progress.sqlite3"


def practise(workspace: Path) -> int:
    """Answer the first of two items, right and sure, in 9 seconds."""
    with start_session(workspace, STUDY, ITEMS) as sitting:
        sitting.session.open(0)
        sitting.session.choose((1,), 4)
        sitting.session.rate("sure", 5)
        sitting.session.commit(9)
        sitting.session.go(1, 10)
        sitting.session.choose((0,), 11)
    return sitting.id


def test_a_session_goes_on_where_it_was(workspace):
    number = practise(workspace)
    row = find_session(workspace)
    assert (row.id, row.answered, row.ended, row.sheet) == (number, 2, None, STUDY)
    with open_session(workspace, number, ITEMS) as sitting:
        assert sitting.session.state.position == 1
        assert sitting.session.state.answers == {"item-0": (1,), "item-1": (0,)}
        assert sitting.session.outcome("item-0").seconds == 9
        sitting.session.open(500)
        sitting.session.finish_section(501)
    assert [row.ended for row in list_sessions(workspace)] == ["submitted"]
    assert not list(workspace.glob(".tpmlab/*.lock")), "an ended session needs no lock"
    with pytest.raises(ProgressError, match="No session is open"):
        find_session(workspace)
    with pytest.raises(ProgressError, match="no session 7"):
        find_session(workspace, 7)


def test_answers_of_practice_exams_and_lessons_come_through_one_door(workspace):
    Progress(workspace).answer("status-report", "read-float", [0, 2], correct=False)
    practise(workspace)
    with start_session(workspace, EXAM, ITEMS) as sitting:
        sitting.session.open(0)
        sitting.session.choose((0,), 30)
        assert len(load_reviews(workspace)) == 2, "an exam is judged when it ends"
        sitting.session.stop(31)
    lesson, study, exam = load_reviews(workspace)
    assert (lesson.outline, lesson.item, lesson.answer) == ("", "status-report:read-float", (0, 2))
    assert (lesson.right, lesson.mode, lesson.seconds) == (False, "lesson", None)
    assert (study.item, study.answer, study.right) == ("item-0", (1,), True)
    assert (study.confidence, study.seconds, study.mode) == ("sure", 9, "study")
    assert (exam.item, exam.right, exam.confidence, exam.seconds) == ("item-0", False, None, 31)
    assert exam.session == sitting.id
    assert load_reviews(workspace, after=lesson.id) == [study, exam]
    assert load_reviews(workspace, outline="") == [lesson]
    assert load_reviews(workspace, outline="demo") == [study, exam]


def test_a_file_of_the_first_version_keeps_its_answers_and_gives_them_as_reviews(workspace):
    connection = sqlite3.connect(file_of(workspace))
    connection.executescript(MIGRATIONS[0] + "PRAGMA user_version = 1;")
    row = ("2026-03-01T10:00:00", "answer", "float", "q1", '{"chosen": [2], "correct": true}')
    statement = "INSERT INTO events (at, kind, subject, item, data) VALUES (?, ?, ?, ?, ?)"
    connection.execute(statement, row)
    connection.execute(
        statement, ("2026-03-01T10:01:00", "guess", "float", "q2", '{"chosen": [1]}')
    )
    connection.commit()
    connection.close()
    (review,) = load_reviews(workspace)
    assert (review.item, review.answer, review.right, review.at) == ("float:q1", (2,), True, row[0])
    assert Progress(workspace).summary().lessons["float"].guesses == {"q2": [1]}


ENDLESS = """
    import itertools, sys
    from pathlib import Path
    sys.path.insert(0, {tests!r})
    from test_store import EXAM, ITEMS, start_session
    sitting = start_session(Path({workspace!r}), EXAM, ITEMS)
    sitting.session.open(0)
    for number in itertools.count():
        sitting.session.go(number % 90, 2 * number + 1)
        sitting.session.choose((number % 4,), 2 * number + 2)
        print(number, flush=True)
"""


@pytest.mark.slow
def test_a_player_killed_while_it_writes_loses_no_answer(workspace):
    code = textwrap.dedent(ENDLESS).format(
        tests=str(Path(__file__).parent), workspace=str(workspace)
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as player:
        for _ in range(120):
            player.stdout.readline()
        with pytest.raises(SessionOpenError, match="open in another player"):
            open_session(workspace, find_session(workspace).id, ITEMS)
        player.send_signal(signal.SIGKILL)
        told = 119 + len(player.stdout.read().splitlines())  # answers it could still tell of
    with open_session(workspace, find_session(workspace).id, ITEMS) as sitting:
        answers = sitting.session.state.answers
        sitting.session.open(0)
        assert sitting.session.state.used >= 2 * told
    for number in range(max(0, told - 89), told + 1):
        if number + 90 > told + 1:  # the one after the last told may have been written too
            assert answers[f"item-{number % 90}"] == (number % 4,)


def test_a_second_player_is_told_and_may_come_when_the_first_is_closed(workspace):
    number = practise(workspace)
    with open_session(workspace, number, ITEMS):
        with pytest.raises(SessionOpenError, match=f"resume {number}"):
            open_session(workspace, number, ITEMS)
        with start_session(workspace, STUDY, ITEMS) as other:
            assert other.id != number, "another session may be open beside it"
    open_session(workspace, number, ITEMS).close()


def test_a_session_carried_on_behind_our_back_is_never_mixed(workspace):
    number = practise(workspace)
    with open_session(workspace, number, ITEMS) as sitting:
        sitting.session.open(0)
        (workspace / f".tpmlab/exam-session-{number}.lock").unlink()  # a file sync may do that
        with open_session(workspace, number, ITEMS) as other:
            other.session.open(0)
            other.session.choose((3,), 1)
        with pytest.raises(SessionOpenError, match="carried on in another player"):
            sitting.session.choose((2,), 1)
    with open_session(workspace, number, ITEMS) as sitting:
        assert sitting.session.state.answers["item-1"] == (3,)


def test_a_newer_file_is_left_alone(workspace):
    practise(workspace)
    connection = sqlite3.connect(file_of(workspace))
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = file_of(workspace).read_bytes()
    for action in (list_sessions, load_reviews, lambda w: start_session(w, STUDY, ITEMS)):
        with pytest.raises(
            ProgressError, match=r"newer tpmlab.*upgrade tpmlab; the file is untouch"
        ):
            action(workspace)
    assert file_of(workspace).read_bytes() == before


def test_a_damaged_file_is_kept_and_told_of_once(workspace):
    practise(workspace)
    file_of(workspace).write_bytes(b"no database " * 1000)
    with pytest.raises(ProgressError, match=r"was damaged; it is kept as progress\.corrupt-"):
        list_sessions(workspace)
    assert list_sessions(workspace) == []
    (aside,) = workspace.glob(".tpmlab/progress.corrupt-*.sqlite3")
    assert aside.read_bytes() == b"no database " * 1000


@pytest.mark.parametrize("how", ["damaged", "reset"])
def test_a_file_lost_under_an_open_session_is_written_anew_from_memory(workspace, how):
    number = practise(workspace)
    with open_session(workspace, number, ITEMS) as sitting:
        sitting.session.open(0)
        if how == "damaged":
            file_of(workspace).write_bytes(b"no database " * 1000)
        else:
            reset(workspace)
        sitting.session.choose((3,), 1)
        number = sitting.id
        if how == "damaged":
            assert "it is kept as progress.corrupt-" in sitting.take_notice()
            assert sitting.take_notice() == ""
    assert len(list(workspace.glob(".tpmlab/progress.*-*.sqlite3"))) == 1, "the old file is kept"
    with open_session(workspace, number, ITEMS) as sitting:
        assert sitting.session.state.answers == {"item-0": (1,), "item-1": (3,)}
    assert [review.item for review in load_reviews(workspace)] == ["item-0"]


def test_a_file_that_cannot_be_written_keeps_the_answers_in_memory(workspace):
    number = practise(workspace)
    with open_session(workspace, number, ITEMS) as sitting:
        sitting.session.open(0)
        file = file_of(workspace)
        away = file.rename(file.with_suffix(".away"))
        file.mkdir()  # whoever runs this: a folder can't be written as a file
        sitting.session.choose((2,), 1)
        assert "Not saved yet" in sitting.trouble
        assert sitting.session.state.answers["item-1"] == (2,)
        file.rmdir()
        away.rename(file)
        sitting.session.flag(2)
        assert sitting.trouble is None
    with open_session(workspace, number, ITEMS) as sitting:
        assert sitting.session.state.answers["item-1"] == (2,)


def test_a_withdrawn_item_is_named_and_left_out(workspace):
    number = practise(workspace)
    left = {name: item for name, item in ITEMS.items() if name != "item-0"}
    with open_session(workspace, number, left) as sitting:
        assert sitting.dropped == ("item-0",)
        assert sitting.session.sheet.items == ("item-1",)
        assert sitting.session.state.answers == {"item-1": (0,)}


def test_history_is_never_changed(workspace):
    practise(workspace)
    connection = sqlite3.connect(file_of(workspace))
    for table in ("exam_events", "reviews"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET at = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)
    answer = connection.execute("SELECT value FROM exam_events WHERE kind = 'chose'").fetchone()
    assert json.loads(answer[0]) == [1]
    connection.close()
