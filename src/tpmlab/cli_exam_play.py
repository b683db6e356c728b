"""``tpmlab exam practice``, ``mock``, ``resume`` and ``sessions``: the player in the terminal."""

from __future__ import annotations

import random
import sqlite3
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tpmlab.errors import TpmlabError

if TYPE_CHECKING:
    from tpmlab.exam.items.bank import Bank
    from tpmlab.exam.items.model import Item
    from tpmlab.exam.playing.session_list import SessionRow
    from tpmlab.exam.playing.sheet import Sheet

__all__ = ["OutlineId", "mock", "own_workspace", "practice", "resume", "sessions"]

Seed = Annotated[int | None, typer.Option(min=0, help="The same seed draws the same items again.")]
OutlineId = Annotated[str, typer.Option("--outline", help="Which exam, such as pmp-2026.")]


def practice(
    *,
    outline: OutlineId = "pmp-2026",
    task: Annotated[
        str | None, typer.Option(help="A task such as business.3, or a domain such as people.")
    ] = None,
    items: Annotated[int, typer.Option(min=1, help="How many items.")] = 10,
    seed: Seed = None,
    today: Annotated[
        bool, typer.Option("--today", help="What you are likely to have forgotten.")
    ] = False,
    mine: Annotated[
        bool, typer.Option("--mine", help="Items of your own, from 'tpmlab exam import'.")
    ] = False,
) -> None:
    """Practise items in the terminal, with an answer to each answer.

    You choose, say how sure you are, and read why each wrong choice tempts. Everything is
    saved as you go; 'q' leaves, 'tpmlab exam resume' goes on. '?' shows all keys.

    \b
        tpmlab exam practice
        tpmlab exam practice --task business.3 --items 5
        tpmlab exam practice --today
        tpmlab exam practice --mine
    """  # noqa: D301 - click reads \b as "keep these lines"
    if today and (task or mine):
        raise TpmlabError("'--today' chooses the items itself; leave '--task' and '--mine' out.")
    _need_a_terminal()
    from tpmlab.exam.items.bank import load_bank
    from tpmlab.exam.playing.own_practice import own_practice_sheet, with_own_items
    from tpmlab.exam.playing.practice import practice_sheet

    workspace, bank = own_workspace(), load_bank(outline)
    if today:
        sheet = _today_sheet(workspace, bank, items, _drawn(seed))
    elif mine:
        sheet = own_practice_sheet(workspace, outline, items, _drawn(seed), task=task)
    else:
        sheet = practice_sheet(bank.items, items, _drawn(seed), task=task)
    _start(workspace, sheet, with_own_items(bank, workspace, sheet).by_id)


def mock(
    form: Annotated[str, typer.Option(help="Which form: mock-60 or full-180.")] = "mock-60",
    seed: Seed = None,
) -> None:
    """Sit a mock exam in the terminal, with its time, sections and breaks.

    Answers may change until their section is closed; then there is no way back. The clock
    stands while the player is closed or paused, and ends the exam when the time is up. What
    was right is told at the end: as counts, never as a chance to pass the real exam. Items
    that you haven't answered yet come first; with a seed, the seed alone decides.

    \b
        tpmlab exam mock                   60 items, 80 minutes, one break
        tpmlab exam mock --form full-180   180 items, 240 minutes, two breaks
    """  # noqa: D301
    _need_a_terminal()
    from tpmlab.exam.items.bank import load_bank
    from tpmlab.exam.outlines.loading import load_outline
    from tpmlab.exam.playing.form_model import load_form
    from tpmlab.exam.playing.forms import assemble
    from tpmlab.exam.study.reviews import answered_items

    workspace, asked = own_workspace(), load_form(form)
    bank, outline = load_bank(asked.outline), load_outline(asked.outline)
    seen = answered_items(workspace, asked.outline) if seed is None else ()
    (sheet,) = assemble(bank, asked, outline, _drawn(seed), seen=seen)
    _start(workspace, sheet, bank.by_id)


def resume(
    number: Annotated[
        int | None, typer.Argument(metavar="[SESSION]", help="Its number; default: the latest.")
    ] = None,
) -> None:
    """Go on with a session that was left or cut off; see the results of one that has ended.

    No answer is lost, whatever ended the program. The clock of an exam stood meanwhile.

    \b
        tpmlab exam resume
        tpmlab exam resume 3
    """  # noqa: D301
    from tpmlab.exam.items.bank import load_bank
    from tpmlab.exam.playing.own_practice import with_own_items
    from tpmlab.exam.playing.session_list import find_session
    from tpmlab.exam.playing.store import open_session
    from tpmlab.terminal.app import play

    _need_a_terminal()
    workspace = own_workspace()
    row = find_session(workspace, number)
    bank = with_own_items(load_bank(row.sheet.outline), workspace, row.sheet)
    with open_session(workspace, row.id, bank.by_id) as sitting:
        play(sitting, bank.by_id)


def sessions() -> None:
    """List your sessions, the latest first.

    \b
        tpmlab exam sessions
    """  # noqa: D301
    from rich.console import Console
    from rich.table import Table

    from tpmlab.exam.playing.session_list import list_sessions

    rows = list_sessions(own_workspace())
    console = Console(highlight=False)
    if not rows:
        console.print("No sessions yet: begin one with 'tpmlab exam practice'.")
        return
    table = Table()
    for heading in ("Session", "What", "Exam", "Begun", "Answered", "State"):
        table.add_column(heading)
    for row in rows:
        answered = f"{row.answered} of {len(row.sheet.items)}"
        begun = datetime.fromisoformat(row.started).astimezone().strftime("%Y-%m-%d %H:%M")
        table.add_row(str(row.id), row.sheet.title, row.sheet.outline, begun, answered, _state(row))
    console.print(table)
    console.print("'tpmlab exam resume SESSION' goes on with one, or shows its results.")


def _state(row: SessionRow) -> str:
    ended = {"submitted": "done", "time": "done, time was up", "stopped": "stopped"}
    return "open" if row.ended is None else ended[row.ended]


def _drawn(seed: int | None) -> int:
    return random.randrange(1_000_000) if seed is None else seed  # noqa: S311 - no secret


def _start(workspace: Path, sheet: Sheet, items: Mapping[str, Item]) -> None:
    from tpmlab.exam.playing.store import start_session
    from tpmlab.terminal.app import play

    try:
        sitting = start_session(workspace, sheet, items)
    except (sqlite3.Error, OSError) as error:
        raise TpmlabError(
            f"The session can't be saved in {workspace} ({error}): make room there or correct its "
            "permissions, then try again."
        ) from None
    with sitting:
        play(sitting, items)


def _need_a_terminal() -> None:
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise TpmlabError(
            "The player needs a terminal of its own: run it there, without '|' or '>'."
        )


def _today_sheet(workspace: Path, bank: Bank, items: int, seed: int) -> Sheet:
    from tpmlab.exam.outlines.loading import load_outline
    from tpmlab.exam.playing.sheet import Section, Sheet
    from tpmlab.exam.study.daily import SECONDS_AN_ITEM, daily_items
    from tpmlab.exam.study.memory_file import load_memory

    day, minutes = datetime.now().astimezone().date(), items * SECONDS_AN_ITEM / 60
    memory = load_memory(workspace, bank)
    queue = daily_items(bank, load_outline(bank.outline), memory, day, minutes, seed=seed)
    section = Section(tuple(queued.item.id for queued in queue))
    return Sheet(bank.outline, "study", (section,), title="Practice: today", seed=seed)


def own_workspace() -> Path:
    """Find the folder that keeps the learner's answers, or say how to make one."""
    from tpmlab.learning.places import find_workspace

    workspace = find_workspace()
    if workspace is None:
        raise TpmlabError(
            f"{Path.cwd()} is not in a tpmlab workspace, where answers are kept: change to the "
            "folder that 'tpmlab lab' made, or run 'tpmlab lab' here to make one."
        )
    return workspace
