"""One pass over a network's links: every task's time is pushed as far as its links ask.

Forwards the times are early starts; backwards they are late starts with their sign turned,
so that both passes only ever take the larger of two numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Block", "Sweep", "sweep"]

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

_FEW_DRAWS = 64
_LINKS_A_STEP = 60  # links that plain Python follows in the time of a few array operations


class Block(NamedTuple):
    """Neighbouring links that date the neighbouring tasks of one layer."""

    links: slice
    tasks: slice
    heads: Rows  # first link of each task, counted from the block's first


@dataclass(frozen=True, eq=False)
class Sweep:
    """Links in the order of one pass; tasks are numbered by their place in the layers.

    Attributes
    ----------
    links : array of int
        The network's links, those that date a task after those that date what it waits for.
    tasks, other : arrays of int, one entry a link
        Place of the task that the link dates, and of the one at its other end.
    blocks : tuple of Block
        The links cut where a layer ends.
    """

    links: Rows
    tasks: Rows
    other: Rows
    blocks: tuple[Block, ...]

    def push(self, times: Floats, gaps: Floats) -> None:
        """Move each task's time as far as its links ask, in place.

        Parameters
        ----------
        times : array, shape (tasks,) or (tasks, draws)
            By place; where the tasks would stand without links.
        gaps : array, shape (links,) or (links, draws)
            Least distance between the two ends of each link, in this sweep's order.
        """
        if _wide(times):  # long rows: a link at a time
            rows, bound = list(times), np.empty_like(times[0])
            for (task, other), gap in zip(self._pairs, gaps, strict=True):
                np.maximum(rows[task], np.add(rows[other], gap, out=bound), out=rows[task])
        elif times.ndim == 1 and len(self.links) < _LINKS_A_STEP * len(self.blocks):
            days = times.tolist()  # few tasks a layer: arrays would be too short to pay
            for (task, other), gap in zip(self._pairs, gaps.tolist(), strict=True):
                asked = days[other] + gap
                if asked > days[task]:  # noqa: PLR1730 - max() takes twice as long
                    days[task] = asked
            times[:] = days
        else:
            for links, tasks, heads in self.blocks:
                asked = np.maximum.reduceat(times[self.other[links]] + gaps[links], heads)
                np.maximum(times[tasks], asked, out=times[tasks])

    def hold(self, values: Floats, bounds: Floats) -> None:
        """Lower each task's value to the least bound of its links, in place.

        Parameters
        ----------
        values : array, shape (tasks,) or (tasks, draws)
            By place.
        bounds : array, shape (links,) or (links, draws)
            In this sweep's order.
        """
        if _wide(values):
            for task, bound in zip(self.tasks.tolist(), bounds, strict=True):
                np.minimum(values[task], bound, out=values[task])
        elif self.links.size:
            heads = np.concatenate([block.heads + block.links.start for block in self.blocks])
            rows = self.tasks[heads]
            values[rows] = np.minimum(values[rows], np.minimum.reduceat(bounds, heads))

    @cached_property
    def _pairs(self) -> list[tuple[int, int]]:
        return list(zip(self.tasks.tolist(), self.other.tolist(), strict=True))


def sweep(dated: Rows, other: Rows, layer: Rows) -> Sweep:
    """Sort the links of a network into the order of one pass.

    Parameters
    ----------
    dated, other : arrays of int, one entry a link
        Places of the task that each link dates and of the task at its other end.
    layer : array of int, one entry a task
        By place; a link dates a task of a later layer than its other end's, and the tasks
        of a layer that have links stand side by side.

    Returns
    -------
    Sweep
        The order and its blocks.

    Examples
    --------
    >>> pass_ = sweep(np.array([2, 1]), np.array([1, 0]), np.array([0, 1, 2]))
    >>> days = np.zeros(3)
    >>> pass_.push(days, np.array([4.0, 3.0]))
    >>> days.tolist()
    [0.0, 4.0, 7.0]
    """
    links = np.lexsort((dated, layer[dated]))
    tasks = dated[links]
    heads = np.flatnonzero(np.diff(tasks, prepend=-1))
    turn = np.flatnonzero(np.diff(layer[tasks[heads]], prepend=layer.min(initial=0) - 1))
    ends = np.append(heads, len(links)).tolist()
    blocks = []
    for first, last in pairwise([*turn.tolist(), len(heads)]):
        begin, row = ends[first], int(tasks[heads[first]])
        rows = slice(row, row + last - first)
        blocks.append(Block(slice(begin, ends[last]), rows, heads[first:last] - begin))
    return Sweep(links, tasks, other[links], tuple(blocks))


def _wide(values: Floats) -> bool:
    return values.ndim > 1 and values.shape[1] > _FEW_DRAWS
