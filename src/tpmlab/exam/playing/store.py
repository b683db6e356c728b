"""Sittings of the exam player, kept in the workspace's progress file.

Each event is a transaction of its own, so a player that is killed loses no answer. A lock
that dies with its process keeps two players off one session.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tpmlab.errors import TpmlabError
from tpmlab.exam.playing.session import Question, Session
from tpmlab.exam.playing.session_list import find_session
from tpmlab.exam.playing.session_state import Event, Judged
from tpmlab.exam.playing.sheet import Sheet
from tpmlab.learning.locking import LockedError, exclusive
from tpmlab.learning.places import own_folder, progress_file
from tpmlab.learning.store import ProgressError, Store

__all__ = [
    "SessionOpenError",
    "Sitting",
    "open_session",
    "start_session",
]


class SessionOpenError(TpmlabError, RuntimeError):
    """Another player has this session; the message says what to do."""


class Sitting:
    """A session that is open in this player: ``session``, saved with every event.

    Get one from :func:`start_session` or :func:`open_session`, and close it, best as a
    ``with`` block. ``dropped`` names items that the bank no longer has. ``trouble`` is None, or
    one sentence that says why the latest events aren't saved yet; they are kept and tried
    again with the next event.
    """

    def __init__(self, workspace: Path, number: int | None) -> None:
        self.session: Session
        self.id = number
        self.dropped: tuple[str, ...] = ()
        self.trouble: str | None = None
        self._workspace = workspace
        self._store = Store(progress_file(workspace))
        self._started = _now()
        self._events: list[tuple[str, Event]] = []  # with the time of day; ticks left out
        self._judged: list[tuple[str, Judged]] = []
        self._saved = (0, 0)  # how many of each are in the file
        self._clock = 0.0
        self._ended: str | None = None
        self._answered: set[str] = set()
        self._held = ExitStack()

    def take_notice(self) -> str:
        """One sentence, told once, if the progress file was damaged and set aside; else empty."""
        notice, self._store.notice = self._store.notice or "", None
        return notice

    def close(self) -> None:
        """Let the session go, so that another player may open it."""
        self._held.close()
        if self._ended:
            self._lock_file.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def begin(self, sheet: Sheet, items: Mapping[str, Question]) -> None:
        """Write a new session into the file. Used by :func:`start_session`."""
        self._sheet = sheet
        self.session = Session(sheet, items, self._save)
        self._store.run(self._write)
        self._lock()

    def carry_on(self, items: Mapping[str, Question]) -> None:
        """Read the session from the file. Used by :func:`open_session`."""
        self._lock()
        row = find_session(self._workspace, self.id)
        events = self._store.run(self._read, writes=False)
        self._sheet, self._started = row.sheet, row.started
        self._clock, self._ended = row.clock, row.ended
        self.dropped = tuple(name for name in row.sheet.items if name not in items)
        sheet = row.sheet.only(items.__contains__)
        past = [event for _, event in events]
        if row.clock > (past[-1].clock if past else 0.0):
            past.append(Event("tick", row.clock))
        self.session = Session(sheet, items, self._save, past)
        self._events, self._answered = events, set(self.session.state.answers)
        # Answers judged before stay where they are; only a lost file needs them again.
        self._judged = [
            (at, judged)
            for at, event in events
            if event.kind == "committed" and (judged := self.session.outcome(event.item))
        ]
        self._saved = (len(self._events), len(self._judged))

    @property
    def _lock_file(self) -> Path:
        return own_folder(self._workspace) / f"exam-session-{self.id}.lock"

    def _lock(self) -> None:
        try:
            held = exclusive(self._lock_file, "this session", patience=0.0)
            self._held.enter_context(held)
        except LockedError:
            raise SessionOpenError(
                f"Session {self.id} is open in another player, here or in JupyterLab: go on there, "
                f"or close it there and run 'tpmlab exam resume {self.id}' again."
            ) from None

    def _save(self, events: Sequence[Event], judged: Sequence[Judged]) -> None:
        """Save events; what can't be written now is kept for the next time."""
        at = _now()
        for event in events:
            self._clock = event.clock
            if event.kind == "ended":
                self._ended = event.value
            elif event.kind == "chose":
                (self._answered.add if event.value else self._answered.discard)(event.item)
        self._events += [(at, event) for event in events if event.kind != "tick"]
        self._judged += [(at, each) for each in judged]
        try:
            self._store.run(self._write)
        except sqlite3.IntegrityError:
            raise SessionOpenError(
                f"Session {self.id} was carried on in another player: close this one and run "
                f"'tpmlab exam resume {self.id}'."
            ) from None
        except (sqlite3.Error, OSError, ProgressError) as error:
            self.trouble = (
                f"Not saved yet ({error}); your answers are kept in memory and saved with the next "
                "one, once the folder can be written."
            )
        else:
            self._saved = (len(self._events), len(self._judged))
            self.trouble = None

    def _write(self, connection: sqlite3.Connection) -> None:
        answered = len(self._answered)
        found = connection.execute(
            "UPDATE exam_sessions SET at = ?, clock = ?, answered = ?, ended = ? "
            "WHERE id = ? AND started = ?",
            (_now(), self._clock, answered, self._ended, self.id, self._started),
        )
        events, judged = self._saved
        if found.rowcount == 0:  # a new session, or the file was reset or set aside under us
            self.id = self._insert(connection, answered)
            events = judged = 0
        connection.executemany(
            "INSERT INTO exam_events VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (self.id, number, at, e.kind, e.clock, e.item, json.dumps(e.value))
                for number, (at, e) in enumerate(self._events[events:], events)
            ],
        )
        connection.executemany(
            "INSERT INTO reviews (session, outline, item, answer, correct, confidence, seconds, at,"
            " mode) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [self._review(at, each) for at, each in self._judged[judged:]],
        )

    def _insert(self, connection: sqlite3.Connection, answered: int) -> int | None:
        sheet = json.dumps(self._sheet.plain())
        return connection.execute(
            "INSERT INTO exam_sessions (started, sheet, at, clock, answered, ended) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (self._started, sheet, _now(), self._clock, answered, self._ended),
        ).lastrowid

    def _review(self, at: str, judged: Judged) -> tuple[object, ...]:
        return (
            self.id,
            self._sheet.outline,
            judged.item,
            json.dumps(judged.answer),
            int(judged.right),
            judged.confidence,
            round(judged.seconds, 3),
            at,
            self._sheet.mode,
        )

    def _read(self, connection: sqlite3.Connection) -> list[tuple[str, Event]]:
        rows = connection.execute(
            "SELECT at, kind, clock, item, value FROM exam_events WHERE session = ? "
            "ORDER BY number",
            (self.id,),
        )
        return [
            (at, Event(kind, clock, item, json.loads(value)))
            for at, kind, clock, item, value in rows
        ]


def start_session(workspace: Path, sheet: Sheet, items: Mapping[str, Question]) -> Sitting:
    """Begin a session and keep it in the workspace.

    Parameters
    ----------
    workspace : pathlib.Path
        The learner's folder.
    sheet : Sheet
        What is asked.
    items : mapping
        Item by id, for every id of the sheet.

    Raises
    ------
    ProgressError
        If the progress file was written by a newer tpmlab.
    sqlite3.Error, OSError
        If it can't be written.

    Examples
    --------
    >>> import tempfile
    >>> from tpmlab.exam.playing.sheet import Section
    >>> class Sum:
    ...     def problem(self, answer): return None
    ...     def is_right(self, answer): return answer == (1,)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     sheet = Sheet("demo", "study", (Section(("sum",)),))
    ...     with start_session(Path(folder), sheet, {"sum": Sum()}) as sitting:
    ...         sitting.session.open(now=0.0)
    ...         sitting.session.choose((1,), now=4.0)
    ...     with open_session(Path(folder), sitting.id, {"sum": Sum()}) as sitting:
    ...         sitting.session.state.answers
    {'sum': (1,)}
    """
    sitting = Sitting(workspace, None)
    sitting.begin(sheet, items)
    return sitting


def open_session(workspace: Path, number: int, items: Mapping[str, Question]) -> Sitting:
    """Carry on with a session; its state is as it was left, its clock stands.

    Parameters
    ----------
    workspace : pathlib.Path
        The learner's folder.
    number : int
        The session's id.
    items : mapping
        Item by id. Items of the session that it doesn't hold are left out (``dropped``).

    Raises
    ------
    SessionOpenError
        If another player has it.
    ProgressError
        If there is no such session, or a newer tpmlab wrote the file.
    """
    sitting = Sitting(workspace, number)
    try:
        sitting.carry_on(items)
    except BaseException:
        sitting.close()
        raise
    return sitting


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
