"""The real program in a real terminal: typed at, killed, resumed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
from own_rows import ROW, sheet
from synthetic_bank import write_bank

from tpmlab.content import root
from tpmlab.exam.items.bank import read_bank
from tpmlab.exam.outlines.loading import NOTICE
from tpmlab.exam.playing.session_list import find_session
from tpmlab.exam.playing.session_state import Event, fold
from tpmlab.exam.playing.store import open_session
from tpmlab.exam.study.reviews import load_reviews

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pty"),
]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Root of a content tree with a bank of 300 items."""
    folder = tmp_path_factory.mktemp("base")
    write_bank(folder, 300)
    shutil.copytree(root() / "content/exam/forms", folder / "content/exam/forms")
    (folder / "pyproject.toml").write_text("")
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / ".tpmlab").mkdir()
    (tmp_path / ".tpmlab/manifest.json").write_text("{}")
    return tmp_path


class Terminal:
    """`tpmlab exam ...` in an 80 × 24 terminal."""

    def __init__(self, base: Path, workspace: Path) -> None:
        self._base, self._workspace = base, workspace
        self.open: list[pexpect.spawn] = []

    def run(self, *arguments: str) -> pexpect.spawn:
        child = pexpect.spawn(
            sys.executable,
            ["-m", "tpmlab", "exam", *arguments],
            cwd=str(self._workspace),
            env={
                **os.environ,
                "TPMLAB_ROOT": str(self._base),
                "XDG_CACHE_HOME": str(self._base / "cache"),
                "TERM": "xterm-256color",
            },
            dimensions=(24, 80),
            timeout=60,
            encoding="utf-8",
        )
        self.open.append(child)
        return child


@pytest.fixture
def terminal(base: Path, workspace: Path) -> Iterator[Terminal]:
    it = Terminal(base, workspace)
    yield it
    for child in it.open:
        child.close(force=True)


def kept(workspace: Path) -> list[tuple[str, str, str]]:
    """Events in the file: kind, item, value."""
    connection = sqlite3.connect(workspace / ".tpmlab/progress.sqlite3")
    rows = connection.execute(
        "SELECT kind, item, value FROM exam_events ORDER BY number"
    ).fetchall()
    connection.close()
    return rows


def wait_for(workspace: Path, kind: str, count: int) -> None:
    """Wait until the file has so many events of a kind: then the learner has seen them taken."""
    for _ in range(600):
        if sum(row[0] == kind for row in kept(workspace)) >= count:
            return
        time.sleep(0.1)
    pytest.fail(f"fewer than {count} events '{kind}' were saved")


@pytest.mark.parametrize(
    ("command", "items"), [(["practice", "--items", "6"], 6), (["mock"], 60)], ids=["study", "exam"]
)
def test_a_player_killed_in_the_middle_goes_on_without_a_loss(
    terminal, workspace, base, command, items
):
    child = terminal.run(*command, "--seed", "3")
    child.expect(f"item 1 of {items}")
    for number in range(3):
        child.send("1")
        wait_for(workspace, "chose", number + 1)
        child.send("n")
        wait_for(workspace, "went", number + 1)
    child.send("f")
    wait_for(workspace, "flagged", 1)
    child.kill(signal.SIGKILL)
    child.wait()
    row = find_session(workspace)
    events = [Event(kind, 0.0, item, json.loads(value)) for kind, item, value in kept(workspace)]
    before = fold(row.sheet, events)

    second = terminal.run("resume")
    second.expect(f"item 4 of {items}")
    second.expect("FLAGGED")
    third = terminal.run("resume")
    third.expect("open in another player")
    third.expect(pexpect.EOF)
    second.send("q")
    second.expect(f"tpmlab exam resume {row.id}")
    second.expect(NOTICE[:40])
    second.expect(pexpect.EOF)

    bank, _ = read_bank("pmp-2026", base)
    with open_session(workspace, row.id, bank.by_id) as sitting:
        state = sitting.session.state
        assert state.answers == before.answers
        assert len(state.answers) == 3
        assert state.flags == before.flags
        assert state.position == 3


def test_a_practice_played_to_its_end_leaves_its_score_in_the_terminal(terminal, workspace):
    child = terminal.run("practice", "--task", "people", "--items", "1", "--seed", "1")
    child.expect("item 1 of 1")
    for key in ("1", "2", "3"):  # enough for any type but ordering, where it puts steps in places
        child.send(key)
    child.send("s")
    wait_for(workspace, "rated", 1)
    child.send("\r")
    child.expect("right")
    child.send("r")
    wait_for(workspace, "reviewing", 1)
    child.send("e")
    child.expect("End this practice")
    child.send("y")
    wait_for(workspace, "ended", 1)
    child.send("q")
    child.expect("of 1 right")
    child.expect(NOTICE[:40])
    child.expect(pexpect.EOF)
    assert len(load_reviews(workspace)) == 1
    again = terminal.run("sessions")
    again.expect("done")
    again.expect(pexpect.EOF)


def test_own_items_are_taken_in_practised_left_and_gone_on_with(terminal, workspace):
    (workspace / "own.csv").write_text(sheet(ROW, ROW | {"id": "my-second"}))
    terminal.run("import", "own.csv").expect("2 items are in")
    child = terminal.run("practice", "--mine")
    child.expect("item 1 of 2")
    child.expect("one more field by Friday")
    child.send("2")
    wait_for(workspace, "chose", 1)
    child.send("q")
    child.expect(pexpect.EOF)
    again = terminal.run("resume")
    again.expect("item 1 of 2")
    again.expect("one more field by Friday")
