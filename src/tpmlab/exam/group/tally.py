"""Count votes: by item, by task and member, before and after the discussion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tpmlab.exam.group.choosing import Standing
from tpmlab.exam.group.record import GroupRecord, Week
from tpmlab.exam.items.bank import Bank
from tpmlab.exam.items.model import ChoiceItem
from tpmlab.exam.items.parts import Option

__all__ = ["ItemTally", "Right", "TaskRow", "item_tallies", "standings", "task_rows"]

_LETTERS = "ABCD"


class Right(NamedTuple):
    """Right votes of all votes."""

    right: int = 0
    of: int = 0

    @property
    def share(self) -> float:
        """Share right; 0 of nothing."""
        return self.right / self.of if self.of else 0.0

    def __str__(self) -> str:
        return f"{self.right}/{self.of}"


@dataclass(frozen=True)
class ItemTally:
    """Votes on one item.

    Attributes
    ----------
    number : int
        Its place in the pack, from 1.
    item : Item
    first, second : Right
        All first votes, all second votes.
    before : Right
        First votes of those who voted twice: what ``second`` compares with.
    gained, lost : int
        Members who went from wrong to right, and from right to wrong.
    favourite : str
        Letter of the wrong option with most first votes; "" if nobody was wrong.
    fans : int
        How many voted for it.
    """

    number: int
    item: ChoiceItem
    first: Right
    second: Right
    before: Right
    gained: int
    lost: int
    favourite: str
    fans: int

    @property
    def tempting(self) -> Option | None:
        """The wrong option with most first votes."""
        return self.item.options[_LETTERS.index(self.favourite)] if self.favourite else None

    @property
    def majority_wrong(self) -> bool:
        """Whether more than half of the first votes were wrong."""
        return 2 * self.first.right < self.first.of


@dataclass(frozen=True)
class TaskRow:
    """First votes in one task: in all weeks, by member, and in the last week that asked it."""

    task: str
    whole: Right
    members: tuple[Right, ...]
    last: Standing

    @property
    def weak(self) -> bool:
        """Whether the next pack aims at it: fewer than half right when it was last asked."""
        return self.last.weak


def item_tallies(week: Week, bank: Bank) -> tuple[ItemTally, ...]:
    """Count the votes of a week, item by item; items without votes are left out."""
    found = ((number, bank.by_id.get(name)) for number, name in enumerate(week.voted, start=1))
    return tuple(
        _tally(number, item, week.votes[item.id])
        for number, item in found
        if isinstance(item, ChoiceItem) and week.votes.get(item.id)
    )


def task_rows(record: GroupRecord, bank: Bank) -> tuple[TaskRow, ...]:
    """Count first votes of all weeks by task and member, the weakest task first."""
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for _, item, votes in _voted(record, bank):
        for member, (first, _) in votes.items():
            total[item.task, member] += 1
            right[item.task, member] += first == _key(item)
    rows, last = [], standings(record, bank)
    for task in {task for task, _ in total}:
        cells = tuple(Right(right[task, name], total[task, name]) for name in record.members)
        whole = Right(sum(cell.right for cell in cells), sum(cell.of for cell in cells))
        rows.append(TaskRow(task, whole, cells, last[task]))
    return tuple(sorted(rows, key=lambda row: (row.whole.share, -row.whole.of, row.task)))


def standings(record: GroupRecord, bank: Bank) -> dict[str, Standing]:
    """How the group did in each task in the last week that asked it, by first votes.

    First votes, since they are what each member knew alone. A week that discussed a task
    well is followed by another item of it, which shows what was kept.
    """
    found: dict[str, Standing] = {}
    for number, item, votes in _voted(record, bank):
        before = found.get(item.task)
        old = before if before and before.week == number else Standing(0, 0, number)
        right = sum(first == _key(item) for first, _ in votes.values())
        found[item.task] = Standing(old.right + right, old.of + len(votes), number)
    return found


def _voted(
    record: GroupRecord, bank: Bank
) -> Iterator[tuple[int, ChoiceItem, Mapping[str, tuple[str, str]]]]:
    for number, week in sorted(record.weeks.items()):
        for name, votes in week.votes.items():
            item = bank.by_id.get(name)
            if isinstance(item, ChoiceItem):
                yield number, item, votes


def _tally(number: int, item: ChoiceItem, votes: Mapping[str, tuple[str, str]]) -> ItemTally:
    key = _key(item)
    twice = [(first == key, second == key) for first, second in votes.values() if second]
    wrong = Counter(first for first, _ in votes.values() if first != key)
    favourite, fans = min(wrong.items(), key=lambda each: (-each[1], each[0]), default=("", 0))
    return ItemTally(
        number,
        item,
        Right(sum(first == key for first, _ in votes.values()), len(votes)),
        Right(sum(after for _, after in twice), len(twice)),
        Right(sum(before for before, _ in twice), len(twice)),
        sum(after and not before for before, after in twice),
        sum(before and not after for before, after in twice),
        favourite,
        fans,
    )


def _key(item: ChoiceItem) -> str:
    return _LETTERS[item.keys[0]]
