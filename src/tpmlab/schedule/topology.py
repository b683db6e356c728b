"""The arrays behind a plan: made once per network, used for any durations.

Every link becomes one start-to-start distance, ``start(succ) >= start(pred) + gap``,
where the gap depends on the durations alone. Both passes then run over arrays whose
first axis is the task; a second axis may hold many draws of the durations at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["Dates", "Topology", "topology"]

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Dates:
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
    pred, succ : arrays of int, one entry a link
        Rows that a link joins.
    lag, pred_days, succ_days : arrays of float, one entry a link
        ``gap = lag + pred_days * duration(pred) - succ_days * duration(succ)``.
    circle : tuple of str
        Ids that wait for each other, first one repeated; empty in a sound plan.
    """

    row: dict[str, int]
    order: tuple[int, ...]
    pred: Rows
    succ: Rows
    lag: Floats
    pred_days: Floats
    succ_days: Floats
    into: tuple[Rows, ...]
    out_of: tuple[Rows, ...]
    circle: tuple[str, ...] = ()

    def gaps(self, durations: Floats) -> Floats:
        """Least distance between the starts that each link joins, in working days."""
        shape = (-1,) + (1,) * (durations.ndim - 1)
        own = self.pred_days.reshape(shape) * durations[self.pred]
        other = self.succ_days.reshape(shape) * durations[self.succ]
        return self.lag.reshape(shape) + own - other

    def dates(self, durations: Floats) -> Dates:
        """Run both passes.

        Parameters
        ----------
        durations : array, shape (tasks,) or (tasks, draws)
            Working days, 0 or more.

        Returns
        -------
        Dates
            Same shape; `finish` has shape () or (draws,).
        """
        gaps = self.gaps(durations)
        early = np.zeros_like(durations)
        for task in self.order:
            links = self.into[task]
            if links.size:
                bound = (early[self.pred[links]] + gaps[links]).max(axis=0)
                early[task] = np.maximum(bound, 0.0)
        finish = (early + durations).max(axis=0)
        late = finish - durations
        free = finish - (early + durations)
        for task in reversed(self.order):
            links = self.out_of[task]
            if links.size:
                after = self.succ[links]
                late[task] = np.minimum(late[task], (late[after] - gaps[links]).min(axis=0))
                slack = (early[after] - gaps[links]).min(axis=0) - early[task]
                free[task] = np.minimum(free[task], slack)
        noise = 1e-9 * np.maximum(finish, 1.0)  # rounding must not make a task non-critical
        total = np.where(late - early > noise, late - early, 0.0)
        free = np.where(free > noise, np.minimum(free, total), 0.0)
        return Dates(early, early + total, total, free, finish)


@lru_cache(maxsize=256)
def topology(ids: tuple[str, ...], links: tuple[tuple[str, str, str, float], ...]) -> Topology:
    """Prepare a network; the answer is kept, so plans that differ in durations share it."""
    row = {task_id: n for n, task_id in enumerate(ids)}
    pred = np.array([row[link[0]] for link in links], dtype=np.intp)
    succ = np.array([row[link[1]] for link in links], dtype=np.intp)
    kinds = [link[2] for link in links]
    order = _order(len(ids), pred, succ)
    stuck = sorted(set(range(len(ids))) - set(order))
    return Topology(
        row=row,
        order=order,
        pred=pred,
        succ=succ,
        lag=np.array([link[3] for link in links], dtype=float),
        pred_days=np.array([kind[0] == "F" for kind in kinds], dtype=float),
        succ_days=np.array([kind[1] == "F" for kind in kinds], dtype=float),
        into=tuple(np.flatnonzero(succ == n) for n in range(len(ids))),
        out_of=tuple(np.flatnonzero(pred == n) for n in range(len(ids))),
        circle=tuple(ids[n] for n in _circle(stuck, pred, succ)),
    )


def _order(count: int, pred: Rows, succ: Rows) -> tuple[int, ...]:
    """Rows with predecessors first, ties in plan order; shorter than `count` if in a circle."""
    waiting = np.bincount(succ, minlength=count).tolist()
    ready = [n for n in range(count) if not waiting[n]]
    order: list[int] = []
    while ready:
        task = min(ready)
        ready.remove(task)
        order.append(task)
        for after in succ[pred == task].tolist():
            waiting[after] -= 1
            if not waiting[after]:
                ready.append(after)
    return tuple(order)


def _circle(stuck: Sequence[int], pred: Rows, succ: Rows) -> list[int]:
    """One circle among the rows that never became ready, from its first row in plan order."""
    if not stuck:
        return []
    among = set(stuck)
    before = {n: min(p for p in pred[succ == n].tolist() if p in among) for n in stuck}
    walk = [stuck[0]]
    while before[walk[-1]] not in walk:
        walk.append(before[walk[-1]])
    loop = walk[walk.index(before[walk[-1]]) :][::-1]  # walked backwards along the links
    start = loop.index(min(loop))
    loop = loop[start:] + loop[:start]
    return [*loop, loop[0]]
