"""The file of votes: a CSV template that goes with the pack, and reading it back, cell by cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tpmlab.exam.group.record import GroupError, Votes, Week
from tpmlab.exam.items.bank import Bank
from tpmlab.exam.items.model import ChoiceItem

__all__ = ["COLUMNS", "BadCell", "item_code", "read_votes", "vote_template"]

COLUMNS = ("member", "item", "first vote", "second vote")
_LETTERS = "ABCD"
_NONE = {"", "-", "–", "—"}


class BadCell(NamedTuple):
    """A cell that can't be used: its row as a spreadsheet counts, its column, what to do."""

    row: int
    column: str
    remedy: str

    def sentence(self, where: str) -> str:
        """Say it with the file's name."""
        return f"{where}, row {self.row}, column '{self.column}': {self.remedy}."


def item_code(week: int, number: int) -> str:
    """Name of an item on pages and in the file.

    Examples
    --------
    >>> item_code(3, 4)
    'W3-4'
    """
    return f"W{week}-{number}"


def vote_template(number: int, week: Week, members: Sequence[str]) -> str:
    """Write the file to fill in: a row for each item and member, items in the pack's order."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for place, _ in enumerate(week.voted, start=1):
        writer.writerows((member, item_code(number, place), "", "") for member in members)
    return file.getvalue()


def read_votes(
    path: Path, weeks: Mapping[int, Week], members: Sequence[str], bank: Bank
) -> tuple[int, Votes, list[BadCell]]:
    """Read a filled file.

    Parameters
    ----------
    path : pathlib.Path
        Comma or semicolon between cells, as spreadsheets of different countries write it.
    weeks : mapping
        The group's weeks: the items' codes say which one the file is of.
    members : sequence of str
        Names that may stand in it.
    bank : Bank
        For the letters that an item has.

    Returns
    -------
    tuple
        Number of the week, the votes, and the cells that can't be used. Empty votes are
        none; a member who was away has no votes.

    Raises
    ------
    GroupError
        If the file isn't a table with the four columns.
    """
    reader = _Reader(_table(path), weeks, {name.casefold(): name for name in members}, bank)
    votes = reader.votes(path)
    return reader.week, votes, reader.bad


class _Reader:
    def __init__(
        self,
        rows: list[dict[str, str]],
        weeks: Mapping[int, Week],
        members: Mapping[str, str],
        bank: Bank,
    ) -> None:
        self.rows, self.members, self.bank = rows, members, bank
        self.bad: list[BadCell] = []
        self.week = 0
        self.codes = {
            item_code(number, place).casefold(): (number, name)
            for number, week in weeks.items()
            for place, name in enumerate(week.voted, start=1)
        }

    def votes(self, path: Path) -> Votes:
        found: Votes = {}
        for number, row in enumerate(self.rows, start=2):
            if not any(row.values()):
                continue
            member, item = self._member(number, row["member"]), self._item(number, row["item"])
            if member is None or item is None:
                continue
            cells = tuple(self._letter(number, name, row[name], item) for name in COLUMNS[2:])
            if member in found.get(item, {}):
                self._note(number, "item", f"'{member}' has this item twice; keep one row")
            elif cells[1] and not cells[0]:
                remedy = "a second vote stands without a first one; add it or remove the second"
                self._note(number, "first vote", remedy)
            elif cells[0]:
                found.setdefault(item, {})[member] = (cells[0], cells[1])
        if not found and not self.bad:
            raise GroupError(f"{path} holds no votes yet; write letters under 'first vote'.")
        return found

    def _member(self, row: int, text: str) -> str | None:
        if text.casefold() not in self.members:
            known = ", ".join(self.members.values())
            self._note(row, "member", f"'{text}' is no member of the group; write one of {known}")
            return None
        return self.members[text.casefold()]

    def _item(self, row: int, text: str) -> str | None:
        if text.casefold() not in self.codes:
            self._note(row, "item", f"no pack of this group asks '{text}' for votes; write "
                       "its code as the pack shows it, such as W3-4")  # fmt: skip
            return None
        week, name = self.codes[text.casefold()]
        if self.week not in (0, week):
            self._note(row, "item", f"'{text}' is of week {week} and the rows above of week "
                       f"{self.week}; keep one file a week")  # fmt: skip
            return None
        if name not in self.bank.by_id:
            self._note(row, "item", f"'{text}' is no longer in the bank; remove its rows")
            return None
        self.week = week
        return name

    def _letter(self, row: int, column: str, text: str, name: str) -> str:
        if text in _NONE:
            return ""
        item = self.bank.by_id[name]
        letters = _LETTERS[: len(item.options)] if isinstance(item, ChoiceItem) else ""
        if len(text) != 1 or text.upper() not in letters:
            self._note(row, column, f"'{text}' is none of {', '.join(letters)}; write one letter, "
                       "or nothing for no vote")  # fmt: skip
            return ""
        return text.upper()

    def _note(self, row: int, column: str, remedy: str) -> None:
        self.bad.append(BadCell(row, column, remedy))


def _table(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise GroupError(f"{path} is not UTF-8 text: save it again as CSV in UTF-8.") from None
    except FileNotFoundError:
        raise GroupError(f"There is no file {path}: give the votes.csv of a week's pack.") from None
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    try:
        cells = list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error as error:
        raise GroupError(f"{path} is no CSV file ({error}): save it again as CSV.") from None
    columns = [name.strip().casefold() for name in cells[0]] if cells else []
    for name in COLUMNS:
        if name not in columns:
            raise GroupError(
                f"{path}, row 1: the column '{name}' is missing; begin with the votes.csv that "
                "'tpmlab exam pack' wrote."
            )
    return [dict(_named(columns, row)) for row in cells[1:]]


def _named(columns: Sequence[str], row: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pair the four columns with a row's cells; a short row ends in empty ones."""
    for name in COLUMNS:
        place = columns.index(name)
        yield name, " ".join(row[place].split()) if place < len(row) else ""
