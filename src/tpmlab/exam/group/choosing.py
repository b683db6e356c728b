"""Choose a week's items: three parts without a common item, aimed at what the group needs.

A task's need is its share of the exam times how weak the group is in it. Tasks in which
fewer than half of the first votes were right come first, each once; then slots go to domains
and in a domain to tasks by D'Hondt's rule, so that none takes all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from tpmlab.exam.group.record import GroupError
from tpmlab.exam.items.bank import Bank
from tpmlab.exam.items.key_runs import longest_run
from tpmlab.exam.items.model import ChoiceItem, Item, MultipleItem
from tpmlab.exam.outlines.model import Outline
from tpmlab.exam.study.daily import task_shares

__all__ = ["Choice", "Sizes", "Standing", "choose", "sizes_for", "task_need", "votable"]

OPENING, WARM_UP_EACH, MAIN_EACH, CLOSING = 3, 2, 8, 5  # minutes
_UNKNOWN = 0.5  # weakness of a task that was never asked
_FEWEST = 2  # first votes from which a task may be called weak
_SHUFFLES = 50


class Standing(NamedTuple):
    """How the group did in a task when it was last asked: first votes right, of how many."""

    right: int
    of: int
    week: int

    @property
    def weakness(self) -> float:
        """Share wrong, drawn towards one half as far as there are few votes."""
        return 1 - (self.right + 1) / (self.of + 2)

    @property
    def weak(self) -> bool:
        """Whether fewer than half were right, of two votes or more."""
        return self.of >= _FEWEST and 2 * self.right < self.of


class Sizes(NamedTuple):
    """How many items each part of a pack has."""

    warm_up: int
    main: int
    take_home: int


def sizes_for(minutes: int) -> Sizes:
    """Fit a pack into a meeting: short questions, long ones, some for home.

    Examples
    --------
    >>> sizes_for(60), sizes_for(25)
    (Sizes(warm_up=3, main=5, take_home=5), Sizes(warm_up=2, main=1, take_home=5))
    """
    if not 25 <= minutes <= 180:
        raise GroupError(f"A meeting lasts 25 to 180 minutes, not {minutes}; change --minutes.")
    warm_up = 3 if minutes >= 45 else 2
    main = (minutes - OPENING - warm_up * WARM_UP_EACH - CLOSING) // MAIN_EACH
    return Sizes(warm_up, main, 5)


@dataclass(frozen=True)
class Choice:
    """A week's items by part, and for each the reason that its task is there.

    ``unmet`` are weak tasks that no item is left for.
    """

    warm_up: tuple[Item, ...]
    main: tuple[Item, ...]
    take_home: tuple[Item, ...]
    reasons: Mapping[str, str]
    unmet: tuple[str, ...]


def votable(item: Item) -> bool:
    """Tell whether a card A to D answers an item."""
    return (
        isinstance(item, ChoiceItem)
        and not isinstance(item, MultipleItem)
        and len(item.options) <= len("ABCD")
    )


def task_need(outline: Outline, standings: Mapping[str, Standing]) -> dict[str, float]:
    """Give each task's share of the exam times the group's weakness in it."""
    return {
        task: share * (standings[task].weakness if task in standings else _UNKNOWN)
        for task, share in task_shares(outline).items()
    }


def choose(
    bank: Bank,
    outline: Outline,
    standings: Mapping[str, Standing],
    *,
    used: Collection[str],
    sizes: Sizes,
    seed: str,
) -> Choice:
    """Choose the items of a week.

    Parameters
    ----------
    bank, outline : Bank, Outline
        Of the same exam.
    standings : mapping
        Task → how the group did in it; tasks without an entry were never asked.
    used : collection of str
        Ids of the items of earlier weeks: none of them comes again.
    sizes : Sizes
        How many items each part has. The warm-up prefers tasks that were asked before.
    seed : str
        Decides between items of a task that are as good.

    Raises
    ------
    GroupError
        If the bank has too few items left.
    """
    chance = Random(seed)  # noqa: S311 - a mixture, not a secret
    weak = frozenset(task for task, held in standings.items() if held.weak)
    draft = _Draft(bank, task_need(outline, standings), weak, used, chance)
    main = draft.take(sizes.main, vote=True)
    warm_up = draft.take(sizes.warm_up, vote=True, first=standings)
    take_home = draft.take(sizes.take_home, vote=False)
    items = (*warm_up, *main, *take_home)
    reasons = {item.id: _reason(standings.get(item.task)) for item in items}
    unmet = tuple(sorted(weak - {item.task for item in items}))
    return Choice(tuple(warm_up), _mixed(main, weak, chance), tuple(take_home), reasons, unmet)


@dataclass
class _Draft:
    """A pack on its way: what each task was given, and what may not come any more."""

    bank: Bank
    needs: Mapping[str, float]
    weak: Collection[str]
    used: Collection[str]
    chance: Random
    given: Counter[str] = field(default_factory=Counter)
    barred: set[str] = field(default_factory=set)

    def take(self, count: int, *, vote: bool, first: Collection[str] = ()) -> list[Item]:
        left: dict[str, list[Item]] = {}
        for item in self.bank.items:
            if item.id not in self.used and (votable(item) or not vote):
                left.setdefault(item.task, []).append(item)
        for items in left.values():
            self.chance.shuffle(items)
        tasks = sorted(left)
        self.chance.shuffle(tasks)  # decides between tasks of equal need
        left = {task: left[task] for task in tasks}
        return [self._next(left, first, f"{n} of {count}") for n in range(1, count + 1)]

    def _next(self, left: Mapping[str, list[Item]], first: Collection[str], which: str) -> Item:
        domains: dict[str, float] = {}
        given: Counter[str] = Counter()
        for task, need in self.needs.items():
            domains[_domain(task)] = domains.get(_domain(task), 0.0) + need
            given[_domain(task)] += self.given[task]

        def order(task: str) -> tuple[bool, bool, float, float]:
            new = not self.given[task]
            return (
                not (new and task in self.weak),
                not (new and task in first),
                -domains.get(_domain(task), 0.0) / (given[_domain(task)] + 1),
                -self.needs.get(task, 0.0) / (self.given[task] + 1),
            )

        for task in sorted(left, key=order):
            for item in left[task]:
                if self.barred.isdisjoint(_ties(item)):
                    self.given[task] += 1
                    self.barred.update(_ties(item), [item.id])
                    return item
        raise GroupError(
            f"The bank has no item left for place {which} that earlier weeks haven't had; "
            "shorten --minutes, or begin a new round with another --out folder."
        )


def _domain(task: str) -> str:
    return task.rpartition(".")[0]


def _ties(item: Item) -> set[str]:
    """Names that no other item of the pack may have: its own, its twin's, its case's."""
    return {item.id, *(name for name in (item.twin, item.case) if name)}


def _mixed(items: list[Item], weak: Collection[str], chance: Random) -> tuple[Item, ...]:
    """Shuffle, weak tasks first, until no place holds the key more than twice in a row."""
    mixed = sorted(items, key=lambda item: item.task not in weak)
    for _ in range(_SHUFFLES):
        places = [item.keys[0] for item in mixed if isinstance(item, ChoiceItem)]
        if longest_run(places)[0] <= 2:
            break
        chance.shuffle(mixed)
        mixed.sort(key=lambda item: item.task not in weak)
    return tuple(mixed)


def _reason(standing: Standing | None) -> str:
    if standing is None:
        return "not asked yet"
    weak = "weak: " if standing.weak else ""
    return f"{weak}{standing.right} of {standing.of} first votes right in week {standing.week}"
