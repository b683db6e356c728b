"""A database of invoices with more than a million rows, made on this machine in seconds."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterable
from datetime import date, timedelta
from time import perf_counter
from typing import TYPE_CHECKING, Any, Self

from tpmlab.systems.errors import SystemsError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Database", "invoice_database"]

_SCHEMA = """
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL);
CREATE TABLE invoices (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers,
  branch INTEGER NOT NULL, invoice_no TEXT NOT NULL, issued TEXT NOT NULL, paid_on TEXT,
  cents INTEGER NOT NULL);
CREATE TABLE invoice_lines (id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoices,
  article INTEGER NOT NULL, quantity INTEGER NOT NULL, cents INTEGER NOT NULL);
"""
_COUNTRIES = ("NL", "DE", "GB", "PL", "ES", "FR")
_LINES = 5  # of each invoice
_TWIN_CUSTOMER, _TWINS = 417, 12  # whose two branches used the same invoice numbers
_FIRST_DAY = date(2025, 1, 1)
_DAYS = 730


class Database:
    """One SQLite database in memory: ask it, look at its plan, time it, change it.

    Close it, or use it in a ``with`` statement; it is gone with its last name in any case.

    Examples
    --------
    >>> with Database("CREATE TABLE mills (id INTEGER PRIMARY KEY, place TEXT);") as mills:
    ...     mills.run("INSERT INTO mills (place) VALUES ('Groningen'), ('Assen')")
    ...     mills.one("SELECT count(*) FROM mills")
    ...     mills.attempt("SELECT town FROM mills")
    2
    2
    'refused: no such column: town'
    """

    def __init__(self, schema: str = "") -> None:
        # Autocommit: a transaction begins where a lesson says BEGIN, and nowhere else.
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        self._finish = weakref.finalize(self, self._connection.close)
        self._connection.executescript(schema)

    def ask(self, sql: str) -> pd.DataFrame:
        """Give the rows that a query selects.

        Raises
        ------
        SystemsError
            With SQLite's own words, if it refuses.
        """
        import pandas as pd

        cursor = self._execute(sql)
        return pd.DataFrame(cursor.fetchall(), columns=[c[0] for c in cursor.description or []])

    def one(self, sql: str) -> Any:
        """Give the first cell of the first row."""
        row = self._execute(sql).fetchone()
        if row is None:
            raise SystemsError("The query found no row, so there is no first one to give.")
        return row[0]

    def run(self, sql: str) -> int:
        """Change something with one statement; gives the number of rows changed."""
        return max(self._execute(sql).rowcount, 0)

    def attempt(self, sql: str) -> str:
        """Run one statement and say what became of it, in words, where it may be refused."""
        try:
            changed = self.run(sql)
        except SystemsError as error:
            return f"refused: {error.__cause__}"
        return f"done: {changed:,} rows changed"

    def plan(self, sql: str) -> list[str]:
        """Say how SQLite would find the rows: its EXPLAIN QUERY PLAN, line by line."""
        return [row[3] for row in self._execute(f"EXPLAIN QUERY PLAN {sql}")]

    def milliseconds(self, sql: str, times: int = 3) -> float:
        """Time a query: milliseconds of the fastest of several runs."""
        took = []
        for _ in range(times):
            began = perf_counter()
            self._execute(sql).fetchall()
            took.append(1000 * (perf_counter() - began))
        return min(took)

    def fill(self, table: str, rows: Iterable[tuple[Any, ...]], columns: int) -> None:
        """Insert many rows at a time, in one transaction."""
        marks = ", ".join("?" * columns)
        self._connection.execute("BEGIN")
        self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Forget everything."""
        self._finish()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _execute(self, sql: str) -> sqlite3.Cursor:
        try:
            return self._connection.execute(sql)
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise SystemsError(
                f"SQLite says '{error}': read the statement again at the words it names."
            ) from error


def invoice_database(invoices: int = 240_000, seed: int = 7) -> Database:
    """Make a billing database: 900 customers, invoices of two years, five lines each.

    The two branches of customer 417 have used the same invoice number twelve times, as two
    branches of one customer will.

    Parameters
    ----------
    invoices : int
        2,000 to 500,000; each has five lines, so the default makes 1.44 million rows.
    seed : int
        The same seed gives the same rows.

    Returns
    -------
    Database
        Tables ``customers``, ``invoices`` and ``invoice_lines``, foreign keys checked; money
        in cents, days as text.

    Examples
    --------
    >>> with invoice_database(2_000) as database:
    ...     database.one("SELECT count(*) FROM invoice_lines")
    ...     database.one("SELECT count(DISTINCT customer_id || '/' || invoice_no) FROM invoices")
    10000
    1988
    """
    import numpy as np

    if not 2_000 <= invoices <= 500_000:
        raise SystemsError(f"{invoices} invoices: give a number from 2,000 to 500,000.")
    chance = np.random.default_rng(seed)
    database = Database(_SCHEMA)
    customers = range(1, 901)
    database.fill(
        "customers",
        [(n, f"Customer {n}", _COUNTRIES[n % len(_COUNTRIES)]) for n in customers],
        3,
    )
    cents = chance.integers(150, 40_000, size=(invoices, _LINES))
    quantity = chance.integers(1, 12, size=cents.size)
    article = chance.integers(1, 3_000, size=cents.size)
    database.fill("invoices", _invoice_rows(chance, cents.sum(axis=1)), 7)
    lines = np.repeat(np.arange(1, invoices + 1), _LINES)
    columns = (range(1, lines.size + 1), lines, article, quantity, cents.ravel())
    database.fill(
        "invoice_lines",
        zip(columns[0], *(column.tolist() for column in columns[1:]), strict=True),
        5,
    )
    database.run("PRAGMA foreign_keys = ON")  # SQLite leaves them unchecked unless asked
    return database


def _invoice_rows(chance: Any, totals: Any) -> Iterable[tuple[Any, ...]]:
    """Invoices in the order of their days; each customer has one branch, some have two."""
    n = totals.size
    day = (chance.random(n) * _DAYS).astype(int)
    day.sort()
    owner = chance.integers(1, 901, size=n)
    late = chance.integers(5, 75, size=n)
    for place, twin in enumerate(range(0, 2 * _TWINS, 2)):
        owner[twin] = owner[twin + 1] = _TWIN_CUSTOMER
        day[twin] = day[twin + 1] = place * 2
    texts = [(_FIRST_DAY + timedelta(days=d)).isoformat() for d in range(_DAYS + 80)]
    last = texts[_DAYS]
    for i, (d, who, wait, total) in enumerate(
        zip(day.tolist(), owner.tolist(), late.tolist(), totals.tolist(), strict=True)
    ):
        twin = i < 2 * _TWINS
        paid = texts[d + wait]
        yield (
            i + 1,
            who,
            1 + i % 2 if twin else 1,
            f"{texts[d][:4]}-{i // 2 if twin else i:06d}",
            texts[d],
            paid if paid < last else None,
            total,
        )
