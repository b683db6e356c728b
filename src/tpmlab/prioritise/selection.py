"""Which set of items gives the most value for the effort: exact, never greedy."""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tpmlab.amounts import FloatArray, amount, column
from tpmlab.prioritise.errors import PrioritiseError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Selection", "best_selection", "frontier"]

_MAX_SETS = 2_000_000


class Selection(NamedTuple):
    """A set of items with its value and effort."""

    items: tuple[Hashable, ...]
    """Names, in the table's order."""
    value: float
    """Total value."""
    effort: float
    """Total effort."""


def best_selection(items: pd.DataFrame, capacity: float) -> Selection:
    """Pick the items of most value whose effort fits a capacity (the knapsack problem).

    Parameters
    ----------
    items : pandas.DataFrame
        One row an item, index = its name: `value` and `effort` (0 or more, any unit).
    capacity : float
        Effort that can be spent, in the unit of the efforts, 0 or more.

    Returns
    -------
    Selection
        The best set; of several, one with the least effort.

    Raises
    ------
    PrioritiseError
        If a column is missing, a figure is out of range, or there are too many sets to
        compare (some hundred items with finely different efforts).

    References
    ----------
    .. [1] Nemhauser, G. L. and Ullmann, Z. (1969), "Discrete dynamic programming and
       capital allocation", Management Science 15(9), pp. 494-505.
    .. [2] Kellerer, H., Pferschy, U. and Pisinger, D. (2004), "Knapsack Problems",
       Springer, on dynamic programming with lists.

    Examples
    --------
    >>> import pandas as pd
    >>> items = pd.DataFrame({"value": [60, 100, 120], "effort": [10, 20, 30]}, index=[*"abc"])
    >>> best_selection(items, capacity=50)
    Selection(items=('b', 'c'), value=220.0, effort=50.0)
    """
    room = amount(capacity, "capacity", PrioritiseError, low=0)
    levels = _levels(items, room)
    return _traced(items, levels, levels[-1].value.size - 1)


def frontier(items: pd.DataFrame) -> pd.DataFrame:
    """Find every set of items that no other set beats on both value and effort.

    Parameters
    ----------
    items : pandas.DataFrame
        One row an item, index = its name: `value` and `effort` (0 or more, any unit).

    Returns
    -------
    pandas.DataFrame
        One row a set, from the least effort up: `effort`, `value` and `items` (a tuple of
        names). The last row with effort <= c answers the knapsack problem of capacity c.

    Raises
    ------
    PrioritiseError
        If a column is missing, a figure is out of range, or there are too many sets to
        compare.

    References
    ----------
    .. [1] Nemhauser, G. L. and Ullmann, Z. (1969), "Discrete dynamic programming and
       capital allocation", Management Science 15(9), pp. 494-505.

    Examples
    --------
    >>> import pandas as pd
    >>> items = pd.DataFrame({"value": [6, 10, 9], "effort": [1, 2, 3]}, index=[*"abc"])
    >>> frontier(items)[["effort", "value"]].to_numpy().tolist()
    [[0.0, 0.0], [1.0, 6.0], [2.0, 10.0], [3.0, 16.0], [5.0, 19.0], [6.0, 25.0]]
    """
    import pandas as pd

    levels = _levels(items, math.inf)
    sets = [_traced(items, levels, place) for place in range(levels[-1].value.size)]
    return pd.DataFrame(sets, columns=list(Selection._fields))[["effort", "value", "items"]]


class _Level(NamedTuple):
    """The undominated sets of the first items, from the least effort up."""

    effort: FloatArray
    value: FloatArray
    parent: NDArray[np.int64]  # its place in the level before
    taken: NDArray[np.bool_]  # whether it holds the newest item


def _levels(items: pd.DataFrame, room: float) -> list[_Level]:
    value = column(items, "value", PrioritiseError, low=0)
    effort = column(items, "effort", PrioritiseError, low=0)
    zero = np.zeros(1)
    levels = [_Level(zero, zero, np.zeros(1, np.int64), np.zeros(1, np.bool_))]
    for gain, cost in zip(value, effort, strict=True):
        levels.append(_grown(levels[-1], float(gain), float(cost), room))
        if levels[-1].value.size > _MAX_SETS:
            raise PrioritiseError(
                f"effort gives over {_MAX_SETS} sets to compare; round the efforts or "
                "choose among fewer items."
            )
    return levels


def _grown(last: _Level, gain: float, cost: float, room: float) -> _Level:
    """Add one item to every set, then drop the sets that another one beats."""
    places = np.arange(last.value.size)
    effort = np.concatenate((last.effort, last.effort + cost))
    value = np.concatenate((last.value, last.value + gain))
    fits = np.flatnonzero(effort <= room * (1 + 1e-12))
    order = fits[np.lexsort((-value[fits], effort[fits]))]
    best_before = np.maximum.accumulate(np.concatenate(([-1.0], value[order][:-1])))
    kept = order[value[order] > best_before]
    parent = np.concatenate((places, places))
    return _Level(effort[kept], value[kept], parent[kept], kept >= last.value.size)


def _traced(items: pd.DataFrame, levels: list[_Level], place: int) -> Selection:
    """Read back which items make up a set of the last level."""
    total = float(levels[-1].value[place]), float(levels[-1].effort[place])
    names: list[Hashable] = []
    for row in range(len(items) - 1, -1, -1):
        level = levels[row + 1]
        if level.taken[place]:
            names.append(items.index[row])
        place = int(level.parent[place])
    return Selection(tuple(reversed(names)), *total)
