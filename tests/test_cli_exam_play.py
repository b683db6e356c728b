"""`tpmlab exam practice`, `resume`, `sessions` where no terminal is needed, and progress with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from synthetic_bank import synthetic_bank
from typer.testing import CliRunner

from tpmlab.cli import app
from tpmlab.exam.playing.practice import practice_sheet
from tpmlab.exam.playing.store import start_session
from tpmlab.learning.progress import Progress

BANK = synthetic_bank(20)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".tpmlab").mkdir()
    (tmp_path / ".tpmlab/manifest.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def say(*arguments: str, fails: bool = False) -> str:
    done = CliRunner().invoke(app, list(arguments))
    assert bool(done.exit_code) == fails, done.output
    return str(done.exception) if fails else done.output


def practise(workspace: Path) -> None:
    with start_session(workspace, practice_sheet(BANK.items, 3, 1), BANK.by_id) as sitting:
        session = sitting.session
        session.open(0)
        session.choose(session.item.right_answer(), 4)
        session.rate("sure", 5)
        session.commit(9)


def test_sessions_are_listed_with_what_is_left_to_do(workspace):
    assert "begin one with 'tpmlab exam practice'" in say("exam", "sessions")
    practise(workspace)
    said = say("exam", "sessions")
    assert "1 of 3" in said
    assert "open" in said


def test_practice_without_a_terminal_is_one_sentence(workspace):
    for command in (["practice"], ["resume"]):
        assert "needs a terminal of its own" in say("exam", *command, fails=True)


def test_sessions_outside_a_workspace_are_one_sentence(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "not in a tpmlab workspace" in say("exam", "sessions", fails=True)


def test_help_teaches_with_an_example():
    assert "tpmlab exam practice --task business.3 --items 5" in say("exam", "practice", "--help")
    assert "tpmlab exam resume 3" in say("exam", "resume", "--help")


def test_progress_is_exported_with_the_exam_answers_and_reset_with_them(workspace):
    Progress(workspace).answer("float", "q1", [1], correct=True)
    practise(workspace)
    say("progress", "export", "all.json")
    rows = json.loads(Path("all.json").read_text())
    assert [(row["kind"], row["subject"]) for row in rows] == [
        ("answer", "float"),
        ("review", "pmp-2026"),
    ]
    assert rows[1]["data"]["right"] is True
    say("progress", "reset", "--yes")
    assert "No sessions yet" in say("exam", "sessions")
    assert len(list(workspace.glob(".tpmlab/progress.before-reset-*.sqlite3"))) == 1
