"""Both passes over thousands of duration vectors at once, in blocks that fit the memory.

Durations stand in rows, one a task: an array with a number a trial, or a single number
where the duration is certain. Rows are shared, never copied, so a changed task costs
one new row.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from tpmlab.amounts import FloatArray
from tpmlab.schedule.topology import Topology

__all__ = ["Row", "critical_shares", "finishes", "merges"]

Row = FloatArray | float
"""Days of one task: a number for all trials, or an array with one a trial."""

_BLOCK_BYTES = 6 * 2**20  # what a processor keeps at hand


class Wait(NamedTuple):
    """One link as the passes read it."""

    task: int  # the other end
    from_finish: bool
    to_finish: bool
    lag: float


class Steps(NamedTuple):
    """The links of a network by task, its constraints, and the tasks that may end last."""

    into: tuple[tuple[Wait, ...], ...]
    out_of: tuple[tuple[Wait, ...], ...]
    last: tuple[int, ...]
    starts_count: bool  # whether a link leaves from a start
    not_before: tuple[float, ...]  # least start of each task
    start_by: tuple[float, ...]
    finish_by: tuple[float, ...]


@lru_cache(maxsize=64)
def _steps(net: Topology) -> Steps:
    kinds = [
        (bool(own), bool(other), float(lag))
        for own, other, lag in zip(net.pred_days, net.succ_days, net.lag, strict=True)
    ]
    into = [tuple(Wait(int(net.pred[n]), *kinds[n]) for n in links) for links in net.into]
    out_of = [tuple(Wait(int(net.succ[n]), *kinds[n]) for n in links) for links in net.out_of]
    # a task whose finish another one's start awaits can't end last
    last = [
        task
        for task, waits in enumerate(out_of)
        if not any(w.from_finish and w.lag >= 0 for w in waits)
    ]
    limits = (net.earliest_start, net.latest_start, net.latest_finish)
    return Steps(
        tuple(into),
        tuple(out_of),
        tuple(last),
        not net.pred_days.all(),
        *(tuple(limit.tolist()) for limit in limits),
    )


def _bound(wait: Wait, start: Sequence[Row], finish: Sequence[Row], days: Row) -> Row:
    bound = finish[wait.task] if wait.from_finish else start[wait.task]
    if wait.lag:
        bound = bound + wait.lag
    return bound - days if wait.to_finish else bound


def finishes(net: Topology, days: Sequence[Row], n_trials: int) -> FloatArray:
    """Finish of the project in every trial.

    Parameters
    ----------
    net : Topology
        Links and calculation order.
    days : sequence of float or array, shape (n_trials,)
        Durations in working days, in the plan's order.
    n_trials : int
        Number of trials.

    Returns
    -------
    numpy.ndarray
        Shape ``(n_trials,)``, in working days.
    """
    steps, ends = _steps(net), np.empty(n_trials)
    for block, rows, space in _blocks(days, n_trials, 1 + steps.starts_count):
        _, finish = _forward(net, rows, space)
        ends[block] = _latest(steps, finish)
    return ends


def critical_shares(net: Topology, days: Sequence[Row], n_trials: int) -> FloatArray:
    """Share of the trials in which each task is critical.

    Parameters
    ----------
    net : Topology
        Links and calculation order.
    days : sequence of float or array, shape (n_trials,)
        Durations in working days, in the plan's order.
    n_trials : int
        Number of trials.

    Returns
    -------
    numpy.ndarray
        Shape ``(tasks,)``, from 0 to 1.
    """
    counts = np.zeros(len(days))
    for _, rows, space in _blocks(days, n_trials, 3):
        counts += _critical_counts(net, rows, space)
    return counts / n_trials


def merges(
    net: Topology, days: Sequence[Row], n_trials: int
) -> tuple[dict[int, tuple[float, float]], float]:
    """Mean dates where links meet: what the links ask on average, and what comes of it.

    Parameters
    ----------
    net : Topology
        Links and calculation order.
    days : sequence of float or array, shape (n_trials,)
        Durations in working days, in the plan's order.
    n_trials : int
        Number of trials.

    Returns
    -------
    tuple
        By row of each task with two links or more: the largest mean of the starts its links
        allow (not below the day set for it), and the mean of its start. Then the largest
        mean finish of a task. All in working days.
    """
    steps, size = _steps(net), len(days)
    starts, ends = np.zeros(size), np.zeros(size)
    asked = {task: np.zeros(len(waits)) for task, waits in enumerate(steps.into) if len(waits) > 1}
    for block, rows, space in _blocks(days, n_trials, 2):
        start, finish = _forward(net, rows, space)
        share = (block.stop - block.start) / n_trials
        starts += [share * float(np.mean(row)) for row in start]
        ends += [share * float(np.mean(row)) for row in finish]
        for task, sums in asked.items():
            bounds = [_bound(wait, start, finish, rows[task]) for wait in steps.into[task]]
            sums += [share * float(np.mean(bound)) for bound in bounds]
    points = {
        task: (max(steps.not_before[task], float(sums.max())), float(starts[task]))
        for task, sums in asked.items()
    }
    return points, float(ends.max())


def _forward(
    net: Topology, days: Sequence[Row], space: FloatArray
) -> tuple[list[Row], list[FloatArray]]:
    """Early starts and finishes, written into `space` (one or two layers, tasks, trials).

    With one layer a start is overwritten by its finish: enough where no link asks for it.
    """
    steps = _steps(net)
    start: list[Row] = [0.0] * len(days)
    finish, begins = list(space[0]), space[min(1, len(space) - 1)]
    for task in net.order:
        begin: Row = steps.not_before[task]
        for n, wait in enumerate(steps.into[task]):
            bound = _bound(wait, start, finish, days[task])
            if n == 0 and not begin and wait.lag >= 0 and not wait.to_finish:
                begin = bound
            else:
                begin = np.maximum(begin, bound, out=begins[task])
        start[task] = begin
        np.add(begin, days[task], out=finish[task])
    return start, finish


def _critical_counts(net: Topology, days: Sequence[Row], space: FloatArray) -> FloatArray:
    steps, counts = _steps(net), np.zeros(len(days))
    start, finish = _forward(net, days, space[:2])
    end = _latest(steps, finish)
    # rounding must not make a task non-critical
    noise = 1e-9 * np.maximum(end, 1.0)
    late = list(space[2])  # late starts
    for task in reversed(net.order):
        until: FloatArray = end
        for n, wait in enumerate(steps.out_of[task]):
            bound: FloatArray = late[wait.task]
            if wait.to_finish:
                bound = bound + days[wait.task]
            if wait.lag:
                bound = bound - wait.lag
            if not wait.from_finish:
                bound = bound + days[task]
            within = wait.lag >= 0 and wait.from_finish
            until = bound if n == 0 and within else np.minimum(until, bound, out=late[task])
        if steps.finish_by[task] < math.inf:
            until = np.minimum(until, steps.finish_by[task], out=late[task])
        np.subtract(until, days[task], out=late[task])
        if steps.start_by[task] < math.inf:
            np.minimum(late[task], steps.start_by[task], out=late[task])
        counts[task] = np.count_nonzero(late[task] - start[task] <= noise)
    return counts


def _latest(steps: Steps, finish: Sequence[FloatArray]) -> FloatArray:
    end = finish[steps.last[0]].copy()
    for task in steps.last[1:]:
        np.maximum(end, finish[task], out=end)
    return end


def _blocks(
    days: Sequence[Row], n_trials: int, layers: int
) -> Iterator[tuple[slice, list[Row], FloatArray]]:
    """Cut the trials so that a block stays small: its slice, its durations, its work space."""
    size = min(n_trials, max(512, _BLOCK_BYTES // (8 * layers * len(days))))
    space = np.empty((layers, len(days), size))
    for first in range(0, n_trials, size):
        block = slice(first, min(first + size, n_trials))
        rows = [row[block] if isinstance(row, np.ndarray) else row for row in days]
        yield block, rows, space[:, :, : block.stop - first]
