"""Shapes of a Gantt chart: bars, diamonds, stripes, in days and rows."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from tpmlab.pictures import PALETTE
from tpmlab.schedule.routes import Scale

__all__ = ["FILL", "HATCH", "box", "diamond", "moving", "stripes"]

FILL: dict[str, dict[str, Any]] = {
    "task": {"facecolor": PALETTE["blue"], "linewidth": 0},
    "critical": {
        "facecolor": PALETTE["vermilion"],
        "linewidth": 0,
    },
    "float": {"facecolor": PALETTE["mist"], "edgecolor": PALETTE["blue"], "linewidth": 0.8},
}


HATCH = {"hatch": "////", "edgecolor": PALETTE["maroon"]}
"""In the key only: a hatch takes 4 ms to draw, so moving bars carry :func:`stripes`."""


def moving(axes: Axes, artist: Any) -> Any:
    """Add an artist to the moving layer."""
    artist.set_animated(True)
    if isinstance(artist, Line2D):
        axes.add_line(artist)
    else:
        axes.add_collection(artist, autolim=False)
    return artist


def box(start: float, end: float, row: float, height: float) -> np.ndarray:
    """Corners of a bar; its height in rows."""
    low, high = row - height / 2, row + height / 2
    return np.array([(start, low), (end, low), (end, high), (start, high)])


def diamond(day: float, row: float, scale: Scale) -> np.ndarray:
    """Corners of a milestone, 16 pixels across."""
    across, down = 8 * scale.day, 8 * scale.row
    return np.array(
        [(day - across, row), (day, row - down), (day + across, row), (day, row + down)]
    )


def stripes(bar: np.ndarray, scale: Scale) -> list[tuple[tuple[float, float], ...]]:
    """Slanting lines across a bar, the second sign of a critical task beside its colour."""
    (left, low), (right, high) = bar.min(axis=0), bar.max(axis=0)
    if bar[0, 1] != low:  # a milestone's diamond starts at its side; it is too small for lines
        return []
    tall = (high - low) / scale.row  # in pixels; lines rise one pixel for each across
    wide = (right - left) / scale.day
    lines = []
    for start in np.arange(8 - tall, wide, 8.0).tolist():
        first, last = max(start, 0.0), min(start + tall, wide)
        if last - first > 1:
            ends = (
                (first, high - (first - start) * scale.row),
                (last, high - (last - start) * scale.row),
            )
            lines.append(tuple((left + x * scale.day, y) for x, y in ends))
    return lines
