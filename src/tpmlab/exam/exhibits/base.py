"""What every exhibit has: a title, words for those who can't see it, a table, named places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from tpmlab.content import StrictModel

__all__ = [
    "Amount",
    "DataTable",
    "Exhibit",
    "Id",
    "Label",
    "Words",
    "listed",
    "number",
    "same_length",
    "slug",
    "unique",
]

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=30)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=28)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Amount = Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)]


@dataclass(frozen=True)
class DataTable:
    """An exhibit's data as text, for a screen reader, a terminal and a plain export.

    Attributes
    ----------
    columns : tuple of str
        Heads, the first over the names of the rows.
    rows : tuple of tuple of str
        One cell a column; an empty cell is "".
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Exhibit(StrictModel):
    """Data that an item shows as a picture or a table.

    Attributes
    ----------
    tabular : bool
        Whether it is a table by nature: shown as one where nobody points at it.
    """

    tabular: ClassVar[bool] = False

    kind: str
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]

    @property
    def regions(self) -> dict[str, str]:
        """Places of the drawing that a hotspot may name → the words for each place."""
        raise NotImplementedError

    @property
    def alt(self) -> str:
        """One or two sentences with what is drawn, and nothing that it means."""
        raise NotImplementedError

    @property
    def table(self) -> DataTable:
        """The data as rows of text."""
        raise NotImplementedError


def number(value: float) -> str:
    """Write a number in full, with thousands separators and no needless zeros.

    Examples
    --------
    >>> number(1234567.0), number(0.85), number(-3)
    ('1,234,567', '0.85', '−3')
    """
    return f"{round(value, 6):,.12g}".replace("-", "−")


def slug(words: str) -> str:
    """Turn a name into the part that it gives to a region's name.

    Examples
    --------
    >>> slug("In test (QA)")
    'in-test-qa'
    """
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-") or "x"


def listed(words: Iterable[str]) -> str:
    """Join words with commas and a last "and".

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    *head, last = words
    return f"{', '.join(head)} and {last}" if head else last


def unique(names: Iterable[str], what: str) -> None:
    """Refuse two names that are one, or that give one region.

    Raises
    ------
    ValueError
        With the name that stands twice.
    """
    kept = list(names)
    for name, times in Counter(slug(name) for name in kept).items():
        if times > 1:
            raise ValueError(f"{what} '{name}' stands {times} times; give each a name of its own")


def same_length(what: str, found: int, wanted: int, against: str) -> None:
    """Refuse a list that has not one entry for each of another.

    Raises
    ------
    ValueError
        With both numbers.
    """
    if found != wanted:
        raise ValueError(f"{what} has {found} entries where {against} has {wanted}; make them one")
