"""Questions as rows of a spreadsheet: the columns, and cells that no spreadsheet runs."""

from __future__ import annotations

import re

__all__ = ["COLUMNS", "LETTERS", "guarded", "unguarded"]

LETTERS = "abcdef"
_BEFORE = ("id", "outline", "task", "also", "approach", "type", "level", "stem", "lead")
_AFTER = ("key", "principle", "sources", "twin", "exhibit")
_OPTIONS = tuple(f"{part}_{n}" for n in LETTERS for part in ("option", "why", "misconception"))

COLUMNS = (*_BEFORE, *_OPTIONS, *_AFTER)
"""Names of the columns; ``key`` holds letters of options, ``exhibit`` its data as JSON."""

# A spreadsheet takes a cell that begins so for a formula and runs it (OWASP, CSV injection).
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def guarded(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded("EUR 5"), guarded("'=1")
    ("'=1+1", 'EUR 5', "''=1")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Take the apostrophe away again; other cells stay as they are.

    Examples
    --------
    >>> [unguarded(guarded(text)) for text in ("=1+1", "'=1", "'tis")]
    ['=1+1', "'=1", "'tis"]
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
