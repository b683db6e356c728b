"""How short can it get at best? A bound from the links and the work there is to do."""

from __future__ import annotations

import numpy as np

from tpmlab.amounts import FloatArray
from tpmlab.schedule.levelling.problem import Problem

__all__ = ["heads", "lower_bound", "tails"]

_MOST_SETS = 500  # first days tried; any choice of them gives a bound


def heads(prepared: Problem, order: tuple[int, ...]) -> FloatArray:
    """Earliest start of each row by links and constraints alone, in working days."""
    starts = [0.0] * len(prepared)
    for row in order:
        starts[row] = prepared.soonest(row, starts)
    return np.array(starts)


def tails(prepared: Problem, order: tuple[int, ...]) -> FloatArray:
    """Least time from each row's finish to the end of all work, in working days."""
    days, after = prepared.days, [0.0] * len(prepared)
    for row in reversed(order):
        for succ, gap in prepared.after[row]:
            after[row] = max(after[row], gap + days[succ] - days[row] + after[succ])
    return np.array(after)


def lower_bound(prepared: Problem, order: tuple[int, ...]) -> float:
    """Earliest finish that links and the total of work allow.

    For every set of tasks that can't start before day *h* and are followed by at least *q*
    days, the finish is at least *h* + work / capacity + *q*, for each resource.
    """
    days = np.array(prepared.days)
    head, tail = heads(prepared, order), tails(prepared, order)
    best = float((head + days + tail).max())
    work = np.zeros((len(prepared.resources), len(prepared)))
    for row, needs in enumerate(prepared.needs):
        for resource, units in needs:
            work[resource, row] = units * days[row] / prepared.capacity[resource]
    by_tail = np.argsort(-tail, kind="stable")
    head, tail, work = head[by_tail], tail[by_tail], work[:, by_tail]
    for resource_work in work:
        users = resource_work > 0
        if not users.any():
            continue
        own_head, own_tail = head[users], tail[users]
        since = np.unique(own_head)
        since = since[:: max(1, len(since) // _MOST_SETS), None]
        in_set = own_head >= since
        energy = np.cumsum(np.where(in_set, resource_work[users], 0.0), axis=1)
        best = max(best, float(np.where(in_set, since + energy + own_tail, 0.0).max()))
    return round(best, 9)
