"""What a group has been asked and how it voted: one JSON file in the group's folder.

Nothing is sent anywhere. The file holds the members' names as given (initials will do), the
items of each week and the letters that were voted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from tpmlab.content import StrictModel
from tpmlab.errors import TpmlabError
from tpmlab.exam.items.parts import Slug
from tpmlab.files import write_atomically

__all__ = ["FILE", "GroupError", "GroupRecord", "Week", "checked_members", "read_record",
           "write_record"]  # fmt: skip

FILE = "group.json"
LONGEST_NAME, MOST_MEMBERS = 24, 12
_FORMULA = ("=", "+", "-", "@")  # a spreadsheet would run a cell that begins so
Votes = dict[str, dict[str, tuple[str, str]]]
"""Item → member → letter of the first and of the second vote; "" where there was none."""


class GroupError(TpmlabError, ValueError):
    """A group's folder, members or week that can't be used."""


class Week(StrictModel):
    """The pack of one week, and its votes once they are tallied.

    ``unmet`` are tasks found weak before that the bank had no further item for.
    """

    made: date
    minutes: Annotated[int, Field(ge=25, le=180)]
    warm_up: tuple[Slug, ...]
    main: tuple[Slug, ...]
    take_home: tuple[Slug, ...]
    reasons: dict[Slug, str] = Field(default_factory=dict)
    unmet: tuple[str, ...] = ()
    votes: Votes = Field(default_factory=dict)

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of all its items, in the pack's order: item 1 is the first."""
        return (*self.warm_up, *self.main, *self.take_home)

    @property
    def voted(self) -> tuple[str, ...]:
        """Ids of the items that the group votes on."""
        return (*self.warm_up, *self.main)


class GroupRecord(StrictModel):
    """A group's memory: its exam, its members, its weeks by number."""

    version: Literal[1] = 1
    outline: Slug
    members: tuple[str, ...]
    weeks: dict[int, Week] = Field(default_factory=dict)

    def used(self) -> frozenset[str]:
        """Ids of the items of all weeks."""
        return frozenset(name for week in self.weeks.values() for name in week.items)

    def with_week(self, number: int, week: Week) -> GroupRecord:
        """Return a record with this week added or replaced."""
        weeks = dict(sorted({**self.weeks, number: week}.items()))
        return self.model_copy(update={"weeks": weeks})


def checked_members(names: Sequence[str]) -> tuple[str, ...]:
    """Trim members' names, and refuse what a page or a spreadsheet couldn't hold.

    Raises
    ------
    GroupError
        For fewer than 2 or more than 12, equal, empty or long names, and those that a
        spreadsheet would take for a formula.

    Examples
    --------
    >>> checked_members(["NB ", "CC", "CF"])
    ('NB', 'CC', 'CF')
    >>> checked_members(["NB", "=1+1"])
    Traceback (most recent call last):
        ...
    tpmlab.exam.group.record.GroupError: The name '=1+1' would be a formula in a spreadsheet; begin it with a letter.
    """  # noqa: E501 - a doctest compares one line
    members = tuple(" ".join(name.split()) for name in names)
    if not 2 <= len(members) <= MOST_MEMBERS:
        raise GroupError(
            f"A group has 2 to {MOST_MEMBERS} members, not {len(members)}; split a larger one."
        )
    for name in members:
        if not name:
            raise GroupError("A member has no name; write initials, as in --members NB,CC,CF.")
        if len(name) > LONGEST_NAME or not name.isprintable():
            raise GroupError(
                f"The name '{name[:LONGEST_NAME]!s}' is too long or can't be printed; use at most "
                f"{LONGEST_NAME} characters, or initials."
            )
        if name.startswith(_FORMULA):
            raise GroupError(
                f"The name '{name}' would be a formula in a spreadsheet; begin it with a letter."
            )
    folded = [name.casefold() for name in members]
    for name in members:
        if folded.count(name.casefold()) > 1:
            raise GroupError(f"Two members are called '{name}'; tell them apart.")
    return members


def read_record(folder: Path) -> GroupRecord | None:
    """Read a group's file; None where there is none yet.

    Raises
    ------
    GroupError
        If the file isn't a group's record.
    """
    path = folder / FILE
    if not path.exists():
        return None
    try:
        return GroupRecord.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise GroupError(
            f"{path}: {place} can't be read ({_plain(first['msg'])}); put a copy of the file back, "
            "or begin anew in another folder."
        ) from None


def write_record(folder: Path, record: GroupRecord) -> None:
    """Write a group's file, whole or not at all."""
    data = record.model_dump_json(indent=1).encode()
    write_atomically(folder / FILE, data + b"\n")


def _plain(message: str) -> str:
    return re.sub(r"\s+", " ", message)[:120]
