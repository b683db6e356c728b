"""Today's items: what is most likely to be forgotten, within the minutes there are, interleaved."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tpmlab.errors import TpmlabError
from tpmlab.exam.items.bank import Bank
from tpmlab.exam.items.model import Item
from tpmlab.exam.outlines.model import Outline
from tpmlab.exam.study.memory import Memory, Seen, belief, held_on, recall

__all__ = ["SECONDS_AN_ITEM", "Queued", "daily_items", "task_needs", "task_shares"]

# 80 in the exam (240 minutes for 180 items), and half as long again to read why: our guess, for
# as long as the learner's own time isn't known.
SECONDS_AN_ITEM = 120.0
Rank = tuple[bool, int, float, int, float]  # too fresh, class, belief's need, rest, luck

_REST_DAYS = 3  # an item seen this recently is recognised, not solved


@dataclass(frozen=True)
class Queued:
    """An item for today and the reason, in words: a task or a belief that needs it."""

    item: Item
    reason: str


def task_shares(outline: Outline) -> dict[str, float]:
    """Share of the exam that each task has if tasks of a domain weigh the same; sums to 1.

    No issuer publishes weights of tasks. A domain without a published weight counts by its
    number of tasks.

    Examples
    --------
    >>> from tpmlab.exam.outlines.loading import load_outline
    >>> shares = task_shares(load_outline("pmp-2026"))
    >>> round(shares["people.1"], 4), round(sum(shares.values()), 6)
    (0.0413, 1.0)
    """
    total = sum(len(domain.tasks) for domain in outline.domains)
    weights = {
        task.id: (domain.weight_percent or 100 * len(domain.tasks) / total) / len(domain.tasks)
        for domain in outline.domains
        for task in domain.tasks
    }
    whole = sum(weights.values())
    return {task: weight / whole for task, weight in weights.items()}


def task_needs(memory: Memory, outline: Outline, day: date) -> dict[str, float]:
    """Share of the exam that each task puts at risk on a day: its share times 1 - recall."""
    return {
        task: share * (1 - recall(held_on(memory, task), day))
        for task, share in task_shares(outline).items()
    }


def daily_items(
    bank: Bank,
    outline: Outline,
    memory: Memory,
    day: date,
    minutes: float,
    *,
    seconds_an_item: float = SECONDS_AN_ITEM,
    seed: int = 0,
) -> tuple[Queued, ...]:
    """Choose today's items.

    Domains, and tasks within each, get items in proportion to :func:`task_needs`; in a task
    come items that were never asked, then those last wrong, then those not seen for
    longest, and before others those that test a belief which is fading. Neighbours are of
    different tasks, and of different domains, as far as that is possible: then each item has
    to be told apart before it is answered.

    Parameters
    ----------
    bank : Bank
        Items to choose from.
    outline : Outline
        Of the same exam.
    memory : Memory
        What the learner remembers.
    day : datetime.date
        Today.
    minutes : float
        Time there is; at least one item is chosen.
    seconds_an_item : float
        How long the learner takes for one.
    seed : int
        Decides between items that are as good.

    Raises
    ------
    TpmlabError
        If the bank is empty, or minutes or seconds aren't above 0.

    Examples
    --------
    >>> from tpmlab.exam.outlines.loading import load_outline
    >>> daily_items(Bank("pmp-2026", (), {}), load_outline("pmp-2026"), Memory(),
    ...             date(2027, 1, 4), 20)
    Traceback (most recent call last):
        ...
    tpmlab.errors.TpmlabError: There are no items of pmp-2026 to practise yet.
    """
    if not bank.items:
        raise TpmlabError(f"There are no items of {outline.id} to practise yet.")
    if minutes <= 0 or seconds_an_item <= 0:
        raise TpmlabError(
            "'minutes' and 'seconds_an_item' must be above 0; give a time to practise."
        )
    count = min(max(1, int(minutes * 60 / seconds_an_item)), len(bank.items))
    needs = {t: n for t, n in task_needs(memory, outline, day).items() if t in bank.by_task}
    luck = random.Random(seed)  # noqa: S311 - no secret
    rank = _ranking(memory, day, luck)
    chosen: list[list[Queued]] = []
    for task, number in _by_task(needs, {t: len(i) for t, i in bank.by_task.items()}, count, luck):
        best = sorted(bank.by_task[task], key=rank)[:number]
        chosen.append([Queued(item, _reason(item, memory, day)) for item in best])
    return tuple(_interleaved(chosen))


def _by_task(
    needs: Mapping[str, float], there_are: Mapping[str, int], count: int, luck: random.Random
) -> Iterator[tuple[str, int]]:
    """Give items to domains by need, and a domain's to its tasks, so that all domains turn up."""
    domains: dict[str, dict[str, float]] = {}
    for task in luck.sample(sorted(needs), len(needs)):  # tasks that need it alike take turns
        domains.setdefault(task.rpartition(".")[0], {})[task] = needs[task]
    whole = {name: sum(tasks.values()) for name, tasks in domains.items()}
    room = {name: sum(there_are[task] for task in tasks) for name, tasks in domains.items()}
    for name, number in _share_out(whole, room, count):
        yield from _share_out(domains[name], there_are, number)


def _share_out(
    needs: Mapping[str, float], there_are: Mapping[str, int], count: int
) -> list[tuple[str, int]]:
    """Share items out by need, largest quotient first (D'Hondt's rule), as far as there are."""
    given: Counter[str] = Counter()
    while sum(given.values()) < count:
        open_ = [name for name in needs if given[name] < there_are[name]]
        if not open_:
            break
        # where nothing is needed, as after a day that practised it all, they take turns
        given[max(open_, key=lambda name: (needs[name] / (given[name] + 1), -given[name]))] += 1
    return given.most_common()


def _ranking(memory: Memory, day: date, luck: random.Random) -> Callable[[Item], Rank]:
    fading: dict[str, float] = {}

    def belief_need(name: str) -> float:
        if name not in fading:
            held = held_on(memory, belief(name))
            fading[name] = 1 - recall(held, day) if held else 0.0
        return fading[name]

    def rank(item: Item) -> Rank:
        seen = memory.items.get(item.id)
        need = max(map(belief_need, item.misconceptions), default=0.0)
        rested = -(day - seen.last).days if seen else 0
        return (_too_fresh(seen, day), _class(seen), -need, rested, luck.random())

    return rank


def _too_fresh(seen: Seen | None, day: date) -> bool:
    return seen is not None and (day - seen.last).days < _REST_DAYS


def _class(seen: Seen | None) -> int:
    """0 never asked, 1 more often wrong than right, 2 the rest."""
    if seen is None:
        return 0
    return 1 if seen.wrong >= seen.right else 2


def _reason(item: Item, memory: Memory, day: date) -> str:
    held = held_on(memory, item.task)
    if held is None:
        return f"{item.task}: not practised yet"
    return f"{item.task}: last {held.last:%d %b}, remembered about {recall(held, day):.0%}"


def _interleaved(groups: Sequence[Sequence[Queued]]) -> Iterator[Queued]:
    """Order items, a group a task: no task twice running, then short stretches of a domain."""
    left = [list(group) for group in groups if group]
    in_domain = Counter(queued.item.domain for group in left for queued in group)
    most = max(in_domain.values(), default=0)
    longest = math.ceil(most / (in_domain.total() - most + 1))  # the others part the fullest
    task, domain, stretch = "", "", 0

    def claim(group: Sequence[Queued]) -> tuple[bool, bool, bool, int, int]:
        item = group[0].item
        return (
            item.task != task,
            2 * len(group) > in_domain.total(),  # later its items would have to be neighbours
            item.domain != domain or stretch < longest,
            in_domain[item.domain],
            len(group),
        )

    while left:
        group = max(left, key=claim)
        queued = group.pop(0)
        left = [each for each in left if each]
        stretch = stretch + 1 if queued.item.domain == domain else 1
        task, domain = queued.item.task, queued.item.domain
        in_domain[domain] -= 1
        yield queued
