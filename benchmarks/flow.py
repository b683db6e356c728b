"""Throughput forecast: when 30 and 300 items are done, resampled from past weeks, 10,000 futures.

Beside it stands the loop that most teams paste from a blog: draw a week until nothing is left.
"""

from __future__ import annotations

import random

from benchmarks.rows import Row, alternate
from tpmlab.flow import when_done

__all__ = ["TASKS", "run"]

WEEKS = [3, 5, 2, 4, 6, 0, 3, 5]
BACKLOGS = (30, 300)
TRIALS = 10_000
TASKS = tuple(f"weeks for {backlog} items" for backlog in BACKLOGS)


def run() -> list[Row]:
    """Measure both backlogs beside plain Python."""
    rows = []
    for task, backlog in zip(TASKS, BACKLOGS, strict=True):
        times = alternate(
            lambda backlog=backlog: when_done(WEEKS, backlog, n_trials=TRIALS).at(0.85),
            lambda backlog=backlog: _loop(backlog),
            repeats=25,
        )
        rows.append(Row(task, *times, peer="plain Python loop"))
    return rows


def _loop(backlog: int) -> int:
    """Weeks that 85 % of the futures stay within."""
    ends = []
    for _ in range(TRIALS):
        left, weeks = backlog, 0
        while left > 0:
            left -= random.choice(WEEKS)
            weeks += 1
        ends.append(weeks)
    return sorted(ends)[int(0.85 * TRIALS)]
