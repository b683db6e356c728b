"""The file beneath a learner's progress: append-only tables in SQLite (``schema``).

What was done is never changed or removed; a reset starts a new file. A file
that can't be read is set aside, never deleted.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from tpmlab.errors import TpmlabError
from tpmlab.learning.locking import exclusive
from tpmlab.learning.places import stamp
from tpmlab.learning.schema import MIGRATIONS

__all__ = ["Event", "ProgressError", "Store"]

Found = TypeVar("Found")

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_SIDECARS = ("-journal", "-wal", "-shm")


class ProgressError(TpmlabError, RuntimeError):
    """The progress file can't be used as it stands; the message says what to do."""


class _DamagedError(Exception):
    """The file is no progress file any more (internal: leads to setting it aside)."""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@dataclass(frozen=True)
class Event:
    """One thing a learner did."""

    kind: str
    subject: str
    item: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    at: str = field(default_factory=_now)


class Store:
    """Append and read the events of one progress file."""

    def __init__(self, path: Path, patience: float = 5.0) -> None:
        self.path = path
        self._patience = patience
        self._checked = False
        self.notice: str | None = None  # one sentence, set when a damaged file was set aside

    def append(self, events: Sequence[Event]) -> None:
        """Write events in one transaction: all of them or none.

        Raises
        ------
        ProgressError
            If the file was written by a newer tpmlab.
        sqlite3.Error, OSError
            If the file can't be written (read-only folder, full disk, busy for too long).
        """
        rows = [
            (e.at, e.kind, e.subject, e.item, json.dumps(e.data, sort_keys=True)) for e in events
        ]
        statement = "INSERT INTO events (at, kind, subject, item, data) VALUES (?, ?, ?, ?, ?)"

        self.run(lambda connection: connection.executemany(statement, rows))

    def events(self) -> list[Event]:
        """All events, oldest first; none if there is no file. Raises as :meth:`append` does."""
        if not self.path.exists():
            return []
        query = "SELECT kind, subject, item, data, at FROM events ORDER BY id"
        rows = self.run(lambda connection: connection.execute(query).fetchall(), writes=False)
        return [
            Event(kind, subject, item, json.loads(data), at)
            for kind, subject, item, data, at in rows
        ]

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Read what a query finds; nothing if there is no file.

        Raises
        ------
        ProgressError
            If the file can't be read, was written by a newer tpmlab, or was damaged and has
            just been set aside.
        """
        if not self.path.exists():
            return []
        try:
            found = self.run(lambda c: c.execute(query, tuple(values)).fetchall(), writes=False)
        except (sqlite3.Error, OSError) as error:
            raise ProgressError(
                f"{self.path} can't be read ({error}): close what else uses it, or correct its "
                "permissions."
            ) from None
        if self.notice:
            raise ProgressError(self.notice)
        return found

    def set_aside(self, word: str) -> Path | None:
        """Rename the file, and what lies beside it, to ``progress.<word>-<time>.sqlite3``."""
        aside = self.path.with_name(f"{self.path.stem}.{word}-{stamp()}{self.path.suffix}")
        try:
            self.path.replace(aside)
        except FileNotFoundError:
            return None
        # A journal left behind would be rolled back into the new file.
        for ending in _SIDECARS:
            sidecar = self.path.with_name(self.path.name + ending)
            if sidecar.exists():
                sidecar.replace(aside.with_name(aside.name + ending))
        self._checked = False
        return aside

    def run(self, action: Callable[[sqlite3.Connection], Found], *, writes: bool = True) -> Found:
        """Do something with the file in one transaction, all of it or nothing; pass on its result.

        ``writes=False`` serves a folder that may only be read, too. A damaged file is set
        aside first and the action done with a new one.
        Raises as :meth:`append` does; what the action raises undoes what it wrote.
        """
        for attempt in (1, 2):
            try:
                with self._open() as connection:
                    connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
                    found = action(connection)
                    connection.execute("COMMIT")
                    return found
            except _DamagedError:
                if attempt == 2:
                    raise ProgressError(
                        f"{self.path} is damaged again: check the disk it is on."
                    ) from None
                self._replace_damaged()
        raise AssertionError("unreachable")

    def _replace_damaged(self) -> None:
        # Two kernels may meet the damaged file at once: the second finds a sound one.
        with exclusive(self.path.with_name("progress-repair.sqlite3"), "the progress file"):
            try:
                self._checked = False
                with self._open():
                    return
            except _DamagedError:
                aside = self.set_aside("corrupt")
        if aside is not None:
            self.notice = (
                f"The progress file was damaged; it is kept as {aside.name} "
                "and a new one is started."
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open a connection to a file whose schema is ours; nothing stays open between calls."""
        self.path.parent.mkdir(exist_ok=True)
        with closing(
            sqlite3.connect(self.path, timeout=self._patience, isolation_level=None)
        ) as connection:
            try:
                if not self._checked and self._version(connection):
                    self._check(connection)  # a migration would stumble over another's tables
                self._migrate(connection)
                yield connection
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode in _DAMAGED:
                    raise _DamagedError from error
                raise

    def _migrate(self, connection: sqlite3.Connection) -> None:
        if self._version(connection) == len(MIGRATIONS):
            return
        connection.execute("BEGIN IMMEDIATE")  # two kernels at once: the second sees the work done
        for number, script in enumerate(
            MIGRATIONS[self._version(connection) :], self._version(connection) + 1
        ):
            # executescript would commit first; statements one by one stay in the transaction.
            for statement in _statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")

    def _version(self, connection: sqlite3.Connection) -> int:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > len(MIGRATIONS):
            raise ProgressError(
                f"{self.path} was written by a newer tpmlab (version {version}, known here up to "
                f"{len(MIGRATIONS)}): upgrade tpmlab; the file is untouched."
            )
        return version

    def _check(self, connection: sqlite3.Connection) -> None:
        sound = connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        columns = {row[1] for row in connection.execute("PRAGMA table_info(events)")}
        if not sound or not {"at", "kind", "subject", "item", "data"} <= columns:
            raise _DamagedError
        self._checked = True


def _statements(script: str) -> Iterator[str]:
    """Split a script where SQLite itself says that a statement is complete."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
