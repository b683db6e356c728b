"""Where the link arrows of a Gantt chart run: plain geometry, in days and rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tpmlab.schedule.critical_path import Schedule, TaskDates
from tpmlab.schedule.network import Link

__all__ = ["Route", "Scale", "link_routes"]

Point = tuple[float, float]


@dataclass(frozen=True)
class Scale:
    """Size of one pixel in days (across) and in rows (down)."""

    day: float
    row: float


@dataclass(frozen=True)
class Route:
    """One arrow: corners from predecessor to successor, its head, and where a label fits."""

    link: Link
    corners: tuple[Point, ...]
    head: np.ndarray
    label: Point


def link_routes(schedule: Schedule, scale: Scale, bar_height: float) -> list[Route]:
    """Route every link with right angles, around the bars it joins.

    Parameters
    ----------
    schedule : Schedule
        Dates of the plan; row n of the chart is task n.
    scale : Scale
        So that gaps and heads keep their size in pixels.
    bar_height : float
        In rows.
    """
    routes = []
    for link in schedule.plan.links:
        rows = (schedule.plan.index(link.pred), schedule.plan.index(link.succ))
        ends = (schedule[link.pred], schedule[link.succ])
        corners = _corners(link, ends, rows, scale, bar_height)
        routes.append(Route(link, corners, _head(corners, scale), _label(corners)))
    return routes


def _corners(
    link: Link, ends: tuple[TaskDates, TaskDates], rows: tuple[int, int], scale: Scale, high: float
) -> tuple[Point, ...]:
    pred, succ = ends
    start, end = rows
    gap = 9 * scale.day
    x0 = pred.early_finish if link.type[0] == "F" else pred.early_start
    x1 = succ.early_finish if link.type[1] == "F" else succ.early_start
    if link.type == "SS":
        side = min(x0, x1) - gap
        return (x0, start), (side, start), (side, end), (x1, end)
    if link.type == "FF":
        side = max(x0, x1) + gap
        return (x0, start), (side, start), (side, end), (x1, end)
    if link.type == "FS" and x1 - x0 >= 2 * gap:
        return (x0, start), (x0 + gap, start), (x0 + gap, end), (x1, end)
    down = 1 if end > start else -1
    if link.type == "FS" and x1 >= x0 - 1e-9:  # touching: drop onto the bar from above or below
        x = x1 + min(0.6 * gap, (succ.early_finish - succ.early_start) / 2)
        return (x0, start), (x, start), (x, end - down * high / 2)
    out, back = (gap, -gap) if link.type == "FS" else (-gap, gap)
    lane = end - down * 0.5  # between the rows
    return (
        (x0, start),
        (x0 + out, start),
        (x0 + out, lane),
        (x1 + back, lane),
        (x1 + back, end),
        (x1, end),
    )


def _head(corners: tuple[Point, ...], scale: Scale) -> np.ndarray:
    """Triangle at the last corner, pointing along the last stretch."""
    (x0, y0), (x1, y1) = corners[-2:]
    if abs(y1 - y0) * scale.day > abs(x1 - x0) * scale.row:
        back, side = 6 * scale.row * (1 if y1 > y0 else -1), 3.5 * scale.day
        return np.array([(x1, y1), (x1 - side, y1 - back), (x1 + side, y1 - back)])
    back, side = 6 * scale.day * (1 if x1 > x0 else -1), 3.5 * scale.row
    return np.array([(x1, y1), (x1 - back, y1 - side), (x1 - back, y1 + side)])


def _label(corners: tuple[Point, ...]) -> Point:
    """Between two rows, where no bar is: in the lane, or on the upright stretch near the head."""
    if len(corners) == 6:
        return (corners[2][0] + corners[3][0]) / 2, corners[2][1]
    (x, y0), (_, y1) = corners[1], corners[2]
    return x, y1 - (0.5 if y1 > y0 else -0.5)
