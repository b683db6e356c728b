"""The critical chain: floats that know who hands which resource to whom."""

from __future__ import annotations

import math

import numpy as np

from tpmlab.amounts import FloatArray
from tpmlab.schedule.levelling.problem import EPS, Problem, Starts
from tpmlab.schedule.levelling.waits import booked

__all__ = ["chain_floats", "resource_links"]


def resource_links(prepared: Problem, starts: Starts) -> list[tuple[int, int]]:
    """Pairs of rows where the first hands units of a resource on to the second.

    Units go to a task from those of its predecessors that have them, then from the tasks
    that ended first: so each link leaves as much slack as it can.
    """
    in_use = booked(prepared, starts).used
    order = sorted(range(len(prepared)), key=lambda row: starts[row])
    ends = [start + days for start, days in zip(starts, prepared.days, strict=True)]
    links: list[tuple[int, int]] = []
    for resource, capacity in enumerate(prepared.capacity):
        if math.isinf(capacity):
            continue
        peak = max(used[resource] for used in in_use)
        spare = max(capacity, peak)  # units that nobody has used yet
        held: dict[int, float] = {}
        for row in order:
            need = dict(prepared.needs[row]).get(resource, 0.0)
            if not need:
                continue
            preds = {pred for pred, _ in prepared.before[row]}
            givers = [giver for giver in held if ends[giver] <= starts[row] + EPS]
            givers.sort(key=lambda giver: (giver not in preds, ends[giver]))
            held[row] = need
            near = [giver for giver in givers if giver in preds]
            need -= _take(near, held, need, links, row)
            taken = min(spare, need)
            spare -= taken
            _take(givers[len(near) :], held, need - taken, links, row)
    return links


def _take(
    givers: list[int], held: dict[int, float], need: float, links: list[tuple[int, int]], row: int
) -> float:
    """Move units from givers to a row; returns how many."""
    moved = 0.0
    for giver in givers:
        if need - moved <= EPS:
            break
        units = min(held[giver], need - moved)
        moved += units
        held[giver] -= units
        links.append((giver, row))
        if held[giver] <= EPS:
            del held[giver]
    return moved


def chain_floats(prepared: Problem, starts: Starts, finish: float) -> FloatArray:
    """Days each row may slip before the finish moves, while resources change hands as now."""
    after = [list(links) for links in prepared.after]
    for giver, taker in resource_links(prepared, starts):
        after[giver].append((taker, prepared.days[giver]))
    late = [0.0] * len(prepared)
    for row, days in enumerate(prepared.days):
        fixed = prepared.fixed[row]
        last = min(finish, prepared.due[row]) - days
        late[row] = max(starts[row], last if fixed is None else min(last, fixed))
    order = sorted(range(len(prepared)), key=lambda row: -starts[row])
    moved = True
    while moved:  # a lead can point back in time, so that one sweep may not do
        moved = False
        for row in order:
            bound = min((late[succ] - gap for succ, gap in after[row]), default=late[row])
            bound = max(bound, starts[row])
            if bound < late[row] - EPS:
                late[row], moved = bound, True
    noise = EPS * max(finish, 1.0)
    slack = np.array(late) - np.array(starts)
    return np.where(slack > noise, slack, 0.0)
