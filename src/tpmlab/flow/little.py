"""Little's law: work in progress = throughput x time in the system."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tpmlab.amounts import amount, amounts
from tpmlab.flow.errors import FlowError

__all__ = ["FlowAverages", "littles_law", "measured"]


class FlowAverages(NamedTuple):
    """The three averages that Little's law ties together.

    Made by :func:`littles_law` and :func:`measured`.
    """

    wip: float
    """Items in progress, on average."""
    throughput: float
    """Items that come (and, over a long time, go) in one unit of time."""
    cycle_time: float
    """Time an item spends in progress, on average."""

    @property
    def gap(self) -> float:
        """Items by which the law fails, WIP - throughput x cycle time: 0 where it holds."""
        return self.wip - self.throughput * self.cycle_time


def littles_law(
    *, wip: float | None = None, throughput: float | None = None, cycle_time: float | None = None
) -> FlowAverages:
    """Find the third average from the other two.

    Parameters
    ----------
    wip : float, optional
        Average items in progress, 0 or more.
    throughput : float, optional
        Average items finished in one unit of time, above 0.
    cycle_time : float, optional
        Average time an item is in progress, above 0, in the same unit of time.

    Returns
    -------
    FlowAverages
        All three.

    Raises
    ------
    FlowError
        Unless exactly two are given, in range.

    Notes
    -----
    It holds for long-run averages of any system that neither fills up nor empties for
    good, whatever the distributions. It is not a forecast for one item.

    References
    ----------
    .. [1] Little, J. D. C. (1961), "A proof for the queuing formula L = lambda W",
       Operations Research 9(3), pp. 383-387.
    .. [2] Little, J. D. C. and Graves, S. C. (2008), "Little's law", in Building
       Intuition, Springer, chapter 5.

    Examples
    --------
    >>> littles_law(wip=160, throughput=8).cycle_time
    20.0
    """
    given = {"wip": wip, "throughput": throughput, "cycle_time": cycle_time}
    known = {
        name: amount(value, name, FlowError, low=0 if name == "wip" else -np.inf, above=floor)
        for name, value, floor in zip(given, given.values(), (-np.inf, 0.0, 0.0), strict=True)
        if value is not None
    }
    if len(known) != 2:
        raise FlowError(f"Little's law got {len(known)} of its three averages; give it two.")
    if wip is None:
        known["wip"] = known["throughput"] * known["cycle_time"]
    elif throughput is None:
        known["throughput"] = known["wip"] / known["cycle_time"]
    else:
        known["cycle_time"] = known["wip"] / known["throughput"]
    return FlowAverages(**known)


def measured(
    arrivals: ArrayLike, departures: ArrayLike, window: tuple[float, float] | None = None
) -> FlowAverages:
    """Measure the three averages of Little's law over a window of time.

    Parameters
    ----------
    arrivals : array_like
        Shape ``(n,)``: time at which each item came.
    departures : array_like
        Shape ``(n,)``: time at which it left, no earlier; nan while it is still there.
    window : (float, float), optional
        Start and end; from the first arrival to the last departure if left out.

    Returns
    -------
    FlowAverages
        Average WIP over the window, items that came within it per unit of time, and their
        mean time in the system (of those that have left).

    Raises
    ------
    FlowError
        If an item leaves before it comes, nothing comes in the window or it has no length.

    Notes
    -----
    On a window that starts and ends empty the law holds exactly: `gap` is 0. Items that
    straddle an edge open the gap, and it closes as the window grows.

    References
    ----------
    .. [1] Stidham, S. (1974), "A last word on L = lambda W", Operations Research 22(2),
       pp. 417-421.
    .. [2] Little, J. D. C. (2011), "Little's law as viewed on its 50th anniversary",
       Operations Research 59(3), pp. 536-549, https://doi.org/10.1287/opre.1110.0940

    Examples
    --------
    >>> averages = measured([0, 1, 2], [2, 4, 5])
    >>> averages.wip, averages.throughput, round(averages.gap, 9)
    (1.6, 0.6, 0.0)
    """
    came = amounts(arrivals, "arrivals", FlowError)
    gone = np.asarray(departures, dtype=np.float64)
    if gone.shape != came.shape:
        raise FlowError(f"departures holds {gone.size} times for {came.size} items; give one each.")
    early = np.flatnonzero(gone < came)
    if early.size:
        raise FlowError(f"departures holds a time before the arrival in place {early[0] + 1}.")
    there = np.isnan(gone)
    if window is None and there.all():
        raise FlowError("departures holds no time at all; give the window to measure.")
    start, end = window or (float(came.min()), float(np.nanmax(gone)))
    if not end > start:
        raise FlowError(f"window runs from {start:g} to {end:g}; give it an end after its start.")
    inside = (came >= start) & (came <= end)
    finished = inside & ~there
    if not finished.any():
        raise FlowError("window holds no item that came within it and left; choose a longer one.")
    stay = np.clip(np.where(there, end, gone), start, end) - np.clip(came, start, end)
    length = end - start
    mean_time = float((gone - came)[finished].mean())
    return FlowAverages(float(stay.sum() / length), float(inside.sum() / length), mean_time)
