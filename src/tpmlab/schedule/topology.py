"""The arrays behind a plan: made once per network, used for any durations.

Every link becomes one start-to-start distance, ``start(succ) >= start(pred) + gap``,
where the gap depends on the durations alone. Both passes then run layer by layer: a
task's layer is the longest chain of links that leads to it, so all tasks of a layer can
be dated at once. The first axis is the task; a second may hold many draws at once.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tpmlab.schedule.sweep import Sweep, sweep

__all__ = ["Dates", "Limit", "Topology", "topology"]

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

_BLOCK_BYTES = 2**21  # what a processor keeps at hand


class Limit(NamedTuple):
    """Days set for one task besides what its links ask; in working days from day 0."""

    row: int
    earliest_start: float = 0.0
    latest_start: float = math.inf
    latest_finish: float = math.inf


class Dates(NamedTuple):
    """Early and late starts and both floats; shape of the durations they came from."""

    early_start: Floats
    late_start: Floats
    total_float: Floats
    free_float: Floats
    finish: Floats  # without the task axis


@dataclass(frozen=True, eq=False)
class Topology:
    """Rows, calculation order and link arrays of one network.

    Attributes
    ----------
    row : dict
        Row of each task id, in the plan's order.
    order : tuple of int
        Rows in calculation order: predecessors first, else the plan's order.
    layer : array of int, one entry a task
        Number of links in the longest chain that leads to the task.
    pred, succ : arrays of int, one entry a link
        Rows that a link joins.
    lag, pred_days, succ_days : arrays of float, one entry a link
        ``gap = lag + pred_days * duration(pred) - succ_days * duration(succ)``.
    earliest_start, latest_start, latest_finish : arrays of float, one entry a task
        What constraints set, in working days; 0 and infinity where there are none.
    circle : tuple of str
        Ids that wait for each other, first one repeated; empty in a sound plan.
    """

    row: dict[str, int]
    order: tuple[int, ...]
    layer: Rows
    pred: Rows
    succ: Rows
    lag: Floats
    pred_days: Floats
    succ_days: Floats
    earliest_start: Floats
    latest_start: Floats
    latest_finish: Floats
    circle: tuple[str, ...] = ()

    @cached_property
    def into(self) -> tuple[Rows, ...]:
        """Links that lead to each task."""
        return _by_task(self.succ, len(self.row))

    @cached_property
    def out_of(self) -> tuple[Rows, ...]:
        """Links that leave each task."""
        return _by_task(self.pred, len(self.row))

    def gaps(self, durations: Floats) -> Floats:
        """Least distance between the starts that each link joins, in working days."""
        column = (slice(None), *[np.newaxis] * (durations.ndim - 1))
        gaps = durations[self.pred]
        gaps *= self.pred_days[column]
        gaps += self.lag[column]
        if self.succ_days.any():
            gaps -= self.succ_days[column] * durations[self.succ]
        return gaps

    def dates(self, durations: Floats, until: float | None = None) -> Dates:
        """Run both passes.

        Parameters
        ----------
        durations : array, shape (tasks,) or (tasks, draws)
            Working days, 0 or more.
        until : float, optional
            Working day that late dates are measured from; the network's finish unless given.

        Returns
        -------
        Dates
            Same shape; `finish` has shape () or (draws,). Total float is below 0 only where
            a constraint or `until` can't be met.
        """
        if durations.ndim > 1 and durations.shape[1] > (most := self._block):
            starts = range(0, durations.shape[1], most)
            parts = [self.dates(durations[:, n : n + most], until) for n in starts]
            return Dates(*(np.concatenate(ends, axis=-1) for ends in zip(*parts, strict=True)))
        place, by_place = self._places
        spread = (slice(None), *[np.newaxis] * (durations.ndim - 1))
        days, gaps = durations[by_place], self.gaps(durations)
        early = np.empty_like(days)
        early[:] = self.earliest_start[by_place][spread]
        forth, back = self._sweeps
        forth.push(early, gaps[forth.links])
        ends = early + days
        finish = ends.max(axis=0)
        end = finish if until is None else np.full_like(finish, until)
        late = np.minimum(end, self.latest_finish[by_place][spread]) - days
        np.minimum(late, self.latest_start[by_place][spread], out=late)
        gap = gaps[back.links]
        np.negative(late, out=late)
        back.push(late, gap)
        np.negative(late, out=late)
        free = end - ends
        gap += early[back.tasks]
        back.hold(free, np.subtract(early[back.other], gap, out=gap))
        noise = 1e-9 * np.maximum(finish, 1.0)  # rounding must not make a task non-critical
        total = late - early
        total[np.abs(total) <= noise] = 0.0
        free = np.where(free > noise, np.clip(total, 0.0, free), 0.0)
        early, total, free = early[place], total[place], free[place]
        return Dates(early, early + total, total, free, finish)

    @cached_property
    def _block(self) -> int:
        """Draws to date at once, so that the arrays stay small."""
        return max(256, _BLOCK_BYTES // (8 * (len(self.row) + len(self.pred))))

    @cached_property
    def _places(self) -> tuple[Rows, Rows]:
        """Place of each row by layer, and the row at each place; those with successors first."""
        last = np.ones(len(self.row), dtype=bool)
        last[self.pred] = False
        by_place = np.lexsort((last, self.layer))
        place = np.empty_like(by_place)
        place[by_place] = np.arange(len(by_place))
        return place, by_place

    @cached_property
    def _sweeps(self) -> tuple[Sweep, Sweep]:
        """Links in the order of the forward pass, and in that of the backward pass."""
        place, by_place = self._places
        pred, succ, layer = place[self.pred], place[self.succ], self.layer[by_place]
        return sweep(succ, pred, layer), sweep(pred, succ, -layer)


@lru_cache(maxsize=256)
def topology(
    ids: tuple[str, ...],
    links: tuple[tuple[str, str, str, float], ...],
    limits: tuple[Limit, ...] = (),
) -> Topology:
    """Prepare a network; the answer is kept, so plans that differ in durations share it."""
    row = {task_id: n for n, task_id in enumerate(ids)}
    pred = np.array([row[link[0]] for link in links], dtype=np.intp)
    succ = np.array([row[link[1]] for link in links], dtype=np.intp)
    kinds = [link[2] for link in links]
    order, layer = _order(len(ids), pred, succ)
    earliest = np.zeros(len(ids))
    latest_start, latest_finish = np.full((2, len(ids)), np.inf)
    for limit in limits:
        earliest[limit.row] = limit.earliest_start
        latest_start[limit.row] = limit.latest_start
        latest_finish[limit.row] = limit.latest_finish
    return Topology(
        row=row,
        order=order,
        layer=layer,
        pred=pred,
        succ=succ,
        lag=np.array([link[3] for link in links], dtype=float),
        pred_days=np.array([kind[0] == "F" for kind in kinds], dtype=float),
        succ_days=np.array([kind[1] == "F" for kind in kinds], dtype=float),
        earliest_start=earliest,
        latest_start=latest_start,
        latest_finish=latest_finish,
        circle=tuple(ids[n] for n in _circle(order, pred, succ, len(ids))),
    )


def _by_task(ends: Rows, count: int) -> tuple[Rows, ...]:
    links = np.argsort(ends, kind="stable")
    return tuple(np.split(links, np.cumsum(np.bincount(ends, minlength=count))[:-1]))


def _order(count: int, pred: Rows, succ: Rows) -> tuple[tuple[int, ...], Rows]:
    """Rows with predecessors first, ties in plan order, and each row's layer.

    The order is shorter than `count` if some wait in a circle.
    """
    waiting = np.bincount(succ, minlength=count).tolist()
    after: list[list[int]] = [[] for _ in range(count)]
    for first, second in zip(pred.tolist(), succ.tolist(), strict=True):
        after[first].append(second)
    layer = [0] * count
    ready = [n for n in range(count) if not waiting[n]]  # sorted, so a heap already
    order: list[int] = []
    while ready:
        task = heapq.heappop(ready)
        order.append(task)
        below = layer[task] + 1
        for other in after[task]:
            layer[other] = max(layer[other], below)
            waiting[other] -= 1
            if not waiting[other]:
                heapq.heappush(ready, other)
    return tuple(order), np.array(layer, dtype=np.intp)


def _circle(order: tuple[int, ...], pred: Rows, succ: Rows, count: int) -> list[int]:
    """One circle among the rows that never became ready, from its first row in plan order."""
    stuck = set(range(count)) - set(order)
    if not stuck:
        return []
    before: dict[int, int] = {}
    for first, second in zip(pred.tolist(), succ.tolist(), strict=True):
        if first in stuck and second in stuck:
            before[second] = min(first, before.get(second, first))
    walk: dict[int, None] = {}  # a set that keeps its order
    row = min(stuck)
    while row not in walk:
        walk[row] = None
        row = before[row]
    steps = list(walk)
    loop = steps[steps.index(row) :][::-1]  # walked backwards along the links
    start = loop.index(min(loop))
    loop = loop[start:] + loop[:start]
    return [*loop, loop[0]]
