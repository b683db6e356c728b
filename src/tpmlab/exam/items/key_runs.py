"""Keys that stand in the same place one after another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

__all__ = ["LONGEST_RUN", "longest_run"]

LONGEST_RUN = 4
"""Most keys in one place in a row that a reader takes for chance."""


def longest_run(places: Sequence[int]) -> tuple[int, int]:
    """Give length and start of the longest run of equal numbers.

    Examples
    --------
    >>> longest_run([0, 2, 2, 2, 1])
    (3, 1)
    """
    best, start = (0, 0), 0
    for _, run in groupby(places):
        length = len(list(run))
        best, start = max(best, (length, start), key=lambda pair: pair[0]), start + length
    return best
