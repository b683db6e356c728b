"""Which sessions of the exam player a workspace holds, open and ended."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tpmlab.exam.playing.sheet import Sheet
from tpmlab.learning.places import progress_file
from tpmlab.learning.store import ProgressError, Store

__all__ = ["SessionRow", "find_session", "list_sessions"]

_ROWS = "SELECT id, started, at, sheet, clock, answered, ended FROM exam_sessions"


@dataclass(frozen=True)
class SessionRow:
    """One session in the list; ``ended`` is None while it can be resumed."""

    id: int
    started: str
    at: str
    sheet: Sheet
    clock: float
    answered: int
    ended: str | None


def list_sessions(workspace: Path) -> list[SessionRow]:
    """List every session, the latest first. Raises as :func:`find_session` does.

    Examples
    --------
    >>> list_sessions(Path("no-such-workspace"))
    []
    """
    rows = Store(progress_file(workspace)).rows(f"{_ROWS} ORDER BY at DESC, id DESC")
    return [_row(row) for row in rows]


def find_session(workspace: Path, number: int | None = None) -> SessionRow:
    """Find a session by its id, or the one to resume: the latest that hasn't ended.

    Raises
    ------
    ProgressError
        If there is none, or the progress file can't be read.

    Examples
    --------
    >>> find_session(Path("no-such-workspace"), 3)
    Traceback (most recent call last):
        ...
    tpmlab.learning.store.ProgressError: There is no session 3; 'tpmlab exam sessions' lists them.
    """
    rows = list_sessions(workspace)
    if number is None:
        rows = [row for row in rows if row.ended is None]
        if not rows:
            raise ProgressError(
                "No session is open: begin one with 'tpmlab exam practice' or 'tpmlab exam mock'."
            )
        return rows[0]
    found = [row for row in rows if row.id == number]
    if not found:
        raise _unknown(number)
    return found[0]


def _unknown(number: int | None) -> ProgressError:
    return ProgressError(f"There is no session {number}; 'tpmlab exam sessions' lists them.")


def _row(row: Sequence[object]) -> SessionRow:
    number, started, at, sheet, clock, answered, ended = row
    return SessionRow(
        int(str(number)),
        str(started),
        str(at),
        Sheet.of_plain(json.loads(str(sheet))),
        float(str(clock)),
        int(str(answered)),
        None if ended is None else str(ended),
    )
