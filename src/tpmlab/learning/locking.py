"""One writer at a time, on every platform, with a lock that dies with its process."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tpmlab.errors import TpmlabError

__all__ = ["LockedError", "exclusive"]


class LockedError(TpmlabError, RuntimeError):
    """Another process holds the lock; the message says what to do."""


@contextmanager
def exclusive(lock_file: Path, what: str, patience: float = 10.0) -> Iterator[None]:
    """Hold ``lock_file`` while the block runs.

    SQLite's own file lock is borrowed: it works on every platform we support, and
    the operating system releases it when a process dies, so nothing goes stale.

    Parameters
    ----------
    lock_file : pathlib.Path
        An SQLite file used for nothing else; created if it is missing.
    what : str
        What the lock protects, for the message ("this workspace").
    patience : float
        Seconds to wait for another process.

    Raises
    ------
    LockedError
        If another process still holds the lock after that time.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with exclusive(Path(folder) / "lock.sqlite3", "this folder"):
    ...         print("alone")
    alone
    """
    # A lock may be let go in another thread than it was taken: widgets are closed so.
    with closing(
        sqlite3.connect(lock_file, timeout=patience, isolation_level=None, check_same_thread=False)
    ) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise OSError(f"{lock_file}: {error}") from error
            raise LockedError(
                f"Another tpmlab is busy with {what}: wait until it has finished, then try again."
            ) from None
        try:
            yield
        finally:
            connection.execute("ROLLBACK")
