"""`tpmlab exam today`, `plan` and `report` on a learner's real answers to the real bank."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tpmlab.cli import app
from tpmlab.exam.items.bank import load_bank
from tpmlab.exam.playing.practice import practice_sheet
from tpmlab.exam.playing.store import start_session


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".tpmlab").mkdir()
    (tmp_path / ".tpmlab/manifest.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    return tmp_path


def say(*arguments: str, fails: bool = False) -> str:
    done = CliRunner().invoke(app, ["exam", *arguments])
    assert bool(done.exit_code) == fails, done.output
    return str(done.exception) if fails else done.output


def practise(workspace: Path, task: str, *, right: bool) -> None:
    bank = load_bank("pmp-2026")
    items = [item for item in bank.by_task[task] if item.type == "single"]
    sheet = practice_sheet(items, 9, 1)
    with start_session(workspace, sheet, bank.by_id) as sitting:
        session = sitting.session
        session.open(0)
        for place, name in enumerate(sheet.items):
            (key,) = bank.by_id[name].right_answer()
            session.go(place, place * 10)
            session.choose((key,) if right else ((key + 1) % 3,), place * 10 + 5)
            session.rate("sure", place * 10 + 6)
            session.commit(place * 10 + 7)


def test_what_was_just_practised_rests_and_the_plan_comes_back_to_it(workspace: Path) -> None:
    assert "process.2 Define" in say("today", "--minutes", "90")
    practise(workspace, "process.2", right=False)
    assert "process.2 Define" not in say("today", "--minutes", "90")
    plan = say("plan", "2099-03-01", "--start", "2099-02-01", "--week", "mon=30 sat=90")
    assert "PMP on Sun 01 Mar 2099" in plan
    assert "process.2" in plan
    assert "a mock exam, then its wrong answers" in plan
    assert "contact hours" in plan, "the notice"


def test_the_report_gives_ranges_beliefs_and_no_promise(workspace: Path) -> None:
    assert "begin with 'tpmlab exam practice'" in say("report")
    practise(workspace, "people.2", right=True)
    practise(workspace, "process.2", right=False)
    said = say("report")
    assert "too few to say" in said
    assert re.search(r"^People +\d of \d", said, re.MULTILINE), (
        "counts stand even where it is narrow"
    )
    assert "not how an exam ends" in said
    assert "In truth:" in said
    assert re.search(r"'sure': \d+ of \d+ right", said)
    assert not re.search(r"(?i)probability|you (will|would) pass|chance of passing", said)
    assert "process.10" not in said
    assert "process.10" in say("report", "--all")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["plan", "soon"], "'soon' is no date; write it as 2027-03-20."),
        (["plan", "2020-01-01"], "The exam on 2020-01-01 isn't after"),
        (["plan", "2099-01-01", "--week", "mon:30"], "'mon:30' in --week can't be read"),
        (["practice", "--today", "--task", "people.1"], "chooses the items itself"),
    ],
)
def test_what_cannot_be_read_is_answered_in_a_sentence(
    workspace: Path, words: list[str], sentence: str
) -> None:
    assert sentence in say(*words, fails=True)


def test_outside_a_workspace_it_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "is not in a tpmlab workspace" in say("report", fails=True)
