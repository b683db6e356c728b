"""Many quick schedules, bred from one another and pushed together; the best one is kept."""

from __future__ import annotations

import random
from collections.abc import Callable

from tpmlab.amounts import amount
from tpmlab.schedule.levelling.levelled import LevelledSchedule
from tpmlab.schedule.levelling.parallel import build_in_parallel
from tpmlab.schedule.levelling.priority import PRIORITY_RULES, priorities
from tpmlab.schedule.levelling.problem import Problem, Starts, problem
from tpmlab.schedule.levelling.serial import build_serially
from tpmlab.schedule.network import Plan
from tpmlab.schedule.tasks import PlanError

__all__ = ["Population", "best_of_rules", "justified"]

_FROM_RULES, _AT_RANDOM = 6, 24  # first parents
_SPREAD = 0.06  # random tilt of the latest finishes, as a share of the project's length
_SWAPS = 0.05  # chance that neighbours in a child's order change places


def best_of_rules(plan: Plan, children: int = 100, seed: int = 0) -> LevelledSchedule:
    """Level a plan with every priority rule and both schemes, then breed from the best.

    Each schedule is pushed together by double justification: all tasks as late as the
    finish allows, then as early as possible again. Children take the
    order of their tasks from two parents; the worst schedule makes place for a better one.

    Parameters
    ----------
    plan : Plan
        n tasks with `resources`, and the plan's `capacity`; durations in working days.
    children : int
        Schedules bred, 0 or more; each takes about 4 ms for 120 tasks. 0: rules only.
    seed : int
        Seed of all random choices, 0 or more: the same seed, the same schedule.

    Returns
    -------
    LevelledSchedule
        First the one that misses its tasks' constraints least, then the one that ends first.

    Raises
    ------
    PlanError
        If a task needs more than the capacity, or `children` or `seed` is no whole number.

    References
    ----------
    .. [1] Hartmann, S. (1998), "A competitive genetic algorithm for resource-constrained
       project scheduling", Naval Research Logistics 45(7), pp. 733-750.
    .. [2] Valls, V., Ballestín, F. and Quintanilla, S. (2005), "Justification and RCPSP: a
       technique that pays", European Journal of Operational Research 165(2), pp. 375-386.

    Examples
    --------
    >>> rows = [{"task": "api", "days": 3, "resources": {"dev": 1}},
    ...         {"task": "web", "days": 5, "resources": {"dev": 1}},
    ...         {"task": "test", "days": 4, "waits_for": "web"}]
    >>> best_of_rules(Plan.from_rows(rows, capacity={"dev": 1})).finish
    9.0
    """
    count = int(amount(children, "children", PlanError, low=0, whole=True))
    number = int(amount(seed, "seed", PlanError, low=0, whole=True))
    population = Population(plan, problem(plan), number)
    if count:
        population.breed(count)
    return LevelledSchedule(plan, population.best, f"best of all rules and {count} children")


class Population:
    """Schedules of one plan that compete; the first ones come from the priority rules."""

    def __init__(self, plan: Plan, prepared: Problem, seed: int) -> None:
        self.prepared = prepared
        self.random = random.Random(seed)  # noqa: S311 - chance, not secrecy
        self.late = priorities(plan, prepared, "LFT").keys
        found: dict[Starts, None] = {}
        for rule in PRIORITY_RULES:
            keys = priorities(plan, prepared, rule).keys
            found[build_serially(prepared, keys)[0]] = None
            found[build_in_parallel(prepared, keys)[0]] = None
        best = sorted(found, key=self.merit)[:_FROM_RULES]
        self.ranked: list[tuple[tuple[float, float], Starts]] = []
        for starts in best:
            self.join(min(starts, justified(prepared, starts), key=self.merit))

    @property
    def best(self) -> Starts:
        """Starts of the best schedule."""
        return min(self.ranked)[1]

    def merit(self, starts: Starts) -> tuple[float, float]:
        """Give what to compare: days by which constraints are missed, then the finish."""
        return round(self.prepared.late(starts), 6), round(self.prepared.finish(starts), 6)

    def join(self, starts: Starts) -> None:
        """Add a schedule, unless there is the same one already."""
        if all(starts != known for _, known in self.ranked):
            self.ranked.append((self.merit(starts), starts))

    def breed(self, children: int, target: float = 0.0, stop: Callable[[], bool] = bool) -> None:
        """Breed children, until one of them reaches the target or `stop` says so."""
        for number in range(_AT_RANDOM):
            if len(self.ranked) < _FROM_RULES + _AT_RANDOM and not stop():
                build = build_in_parallel if number % 2 else build_serially
                self.join(justified(self.prepared, build(self.prepared, self._tilted())[0]))
        for _ in range(children):
            if stop() or min(self.ranked)[0] <= (0.0, target):
                return
            child = build_serially(self.prepared, self._crossed(self._parent(), self._parent()))[0]
            size = len(self.ranked)
            self.join(justified(self.prepared, child))
            if len(self.ranked) > size:
                self.ranked.remove(max(self.ranked))

    def _tilted(self) -> list[float]:
        """Keys of the latest-finish rule, a little off."""
        spread = _SPREAD * max(1.0, self.ranked[0][0][1])
        return [key + self.random.gauss(0.0, spread) for key in self.late]

    def _parent(self) -> Starts:
        """Take two at random and give the better one."""
        return min(self.random.choices(self.ranked, k=2))[1]

    def _crossed(self, mother: Starts, father: Starts) -> list[float]:
        """Keys of a child: its mother's order, then a stretch by its father's, then hers."""
        rows = range(len(mother))
        first, last = sorted(self.random.choices(range(len(mother) + 1), k=2))
        own = sorted(rows, key=mother.__getitem__)
        order = own[:first]
        placed = set(order)
        left = [row for row in sorted(rows, key=father.__getitem__) if row not in placed]
        order += left[: last - first]
        placed.update(order)
        order += [row for row in own if row not in placed]
        for place in range(len(order) - 1):
            if self.random.random() < _SWAPS:
                order[place], order[place + 1] = order[place + 1], order[place]
        keys = [0.0] * len(order)
        for place, row in enumerate(order):
            keys[row] = float(place)
        return keys


def justified(prepared: Problem, starts: Starts) -> Starts:
    """Push a schedule to its right and back to its left."""
    finish = prepared.finish(starts)
    backwards = prepared.mirrored(finish)
    ends = [-(start + days) for start, days in zip(starts, prepared.days, strict=True)]
    turned, _ = build_serially(backwards, ends)
    late = [finish - start - days for start, days in zip(turned, prepared.days, strict=True)]
    return build_serially(prepared, late)[0]
