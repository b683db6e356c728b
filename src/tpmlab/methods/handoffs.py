"""Work that needs pieces from other busy teams: its own days, its queues, its hand-overs."""

from __future__ import annotations

import heapq

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tpmlab.amounts import FloatArray, amount
from tpmlab.methods.errors import MethodError

__all__ = ["simulate_handoffs"]

_WARM_UP = 0.2  # share of items left out: the first find empty queues


def simulate_handoffs(
    needs: int = 2,
    busy: float = 0.75,
    *,
    work: float = 3.0,
    piece: float = 0.5,
    handover: float = 1.0,
    together: bool = False,
    teams: int = 6,
    n_items: int = 10_000,
    seed: int = 1,
) -> pd.DataFrame:
    """Simulate items that need a small piece from other teams before their own can build them.

    Each team does one thing at a time, its own items and others' pieces alike, first come
    first served. Items arrive at random and are asked of teams at random. However many pieces
    an item needs, every team is equally busy, so what differs is waiting alone.

    Parameters
    ----------
    needs : int
        Other teams that an item needs a piece from, 0 to `teams` - 1.
    busy : float
        Share of its days that a team works, 0.1 to 0.95.
    work, piece : float
        Mean working days of an item in its own team, and of a piece in another.
    handover : float
        Days that each piece loses on its way, 0 to 20: a question, a meeting, a time zone.
    together : bool
        Whether all pieces are asked for on the first day, rather than one after the other.
    teams : int
        Teams there are, 2 to 20.
    n_items : int
        Items, 200 to 20,000; the first fifth is left out.
    seed : int
        Seed of the draws.

    Returns
    -------
    pandas.DataFrame
        One row an item, in working days: `work` of its own, `pieces` (work in other teams),
        `lead` from the day it was asked for to the day it is done, and `waiting`: the rest.

    Raises
    ------
    MethodError
        If a figure is out of range.

    References
    ----------
    .. [1] Jackson, J. R. (1957), "Networks of waiting lines", Operations Research 5(4),
       pp. 518-521: without pieces, each team is an M/M/1 queue.

    Examples
    --------
    >>> alone, needy = simulate_handoffs(0), simulate_handoffs(3)
    >>> bool(needy["lead"].median() > 2 * alone["lead"].median())
    True
    """
    crew = int(amount(teams, "teams", MethodError, low=2, high=20, whole=True))
    others = int(amount(needs, "needs", MethodError, low=0, high=crew - 1, whole=True))
    load = amount(busy, "busy", MethodError, low=0.1, high=0.95)
    days = amount(work, "work", MethodError, above=0, high=100)
    part = amount(piece, "piece", MethodError, above=0, high=100)
    gap = amount(handover, "handover", MethodError, low=0, high=20)
    count = int(amount(n_items, "n_items", MethodError, low=200, high=20_000, whole=True))
    random = np.random.default_rng(seed)
    arrivals = np.cumsum(random.exponential((days + others * part) / (load * crew), count))
    own = random.exponential(days, count)
    routes = random.permuted(np.tile(np.arange(crew), (count, 1)), axis=1)[:, : others + 1]
    parts = random.exponential(part, (count, others))
    efforts = np.column_stack([parts, own])
    left = _run(arrivals, efforts, routes, gap, together=together)
    table = pd.DataFrame({"work": own, "pieces": parts.sum(axis=1), "lead": left - arrivals})
    critical = table["pieces"] if not together or not others else parts.max(axis=1)
    table["waiting"] = (table["lead"] - own - critical).clip(lower=0)
    return table.iloc[int(_WARM_UP * count) :].reset_index(drop=True)


def _run(
    arrivals: FloatArray,
    efforts: FloatArray,
    routes: NDArray[np.int64],
    gap: float,
    *,
    together: bool,
) -> FloatArray:
    """Day on which each item is done; its last step is its own team's.

    A job is one step of one item, numbered item by item. The queue holds only what is under
    way, and the earliest to come to a team is always next, so that each team works in order.
    """
    steps = routes.shape[1]
    last = steps - 1
    took, team, asked = efforts.ravel().tolist(), routes.ravel().tolist(), arrivals.tolist()
    at_first = last if together and last else 1
    free, left = [0.0] * (1 + int(routes.max())), [0.0] * len(asked)
    missing, ready = [at_first] * len(asked), asked.copy()
    queue: list[tuple[float, int]] = []
    for new, day in enumerate([*asked, np.inf]):
        while queue and queue[0][0] <= day:
            came, job = queue[0]
            free[team[job]] = done = max(came, free[team[job]]) + took[job]
            item, step = divmod(job, steps)
            if step == last:
                left[item] = done
                heapq.heappop(queue)
                continue
            if not together:
                heapq.heapreplace(queue, (done + gap, job + 1))
                continue
            ready[item] = max(ready[item], done + gap)
            missing[item] -= 1
            if missing[item]:
                heapq.heappop(queue)
            else:
                heapq.heapreplace(queue, (ready[item], item * steps + last))
        if new < len(asked):
            for step in range(at_first):
                heapq.heappush(queue, (day, new * steps + step))
    return np.array(left)
