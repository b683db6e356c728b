"""What drawing an exhibit gives: the picture, and a box for each place to point at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from matplotlib.figure import Figure

from tpmlab.pictures import WIDTH, Picture
from tpmlab.pictures.chart import Chart, spread

__all__ = ["SMALLEST", "Box", "Drawing", "box_at", "points_apart"]

SMALLEST = 24.0
"""Least width and height of a place to point at, in pixels (WCAG 2.2, target size)."""


class Box(NamedTuple):
    """A place of a picture, in pixels from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    def crosses(self, other: Box) -> bool:
        """Tell whether two boxes share more than an edge."""
        apart = 0.01  # of a pixel: neighbours' edges may differ by rounding
        return (
            self.left + apart < other.left + other.width
            and other.left + apart < self.left + self.width
            and self.top + apart < other.top + other.height
            and other.top + apart < self.top + self.height
        )


@dataclass(frozen=True)
class Drawing:
    """A drawn exhibit.

    Attributes
    ----------
    picture : Picture
        The figure with its words.
    boxes : mapping from str to Box
        Where each region of the exhibit stands; boxes don't overlap.
    """

    picture: Picture
    boxes: Mapping[str, Box]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture in pixels."""
        wide, high = (self.picture.figure.get_size_inches() * self.picture.figure.dpi).round()
        return int(wide), int(high)

    def png(self) -> bytes:
        """Return the picture as PNG bytes, the same on every run."""
        return self.picture.png()

    def shares(self, region: str) -> tuple[float, float, float, float]:
        """Give a region's left, top, width and height as shares of the picture's size."""
        box, (wide, high) = self.boxes[region], self.size
        return box.left / wide, box.top / high, box.width / wide, box.height / high

    def crossing(self, names: Iterable[str] | None = None) -> list[tuple[str, str]]:
        """List the pairs of regions that overlap; empty for every drawing made here."""
        chosen = list(self.boxes if names is None else names)
        return [(a, b) for a, b in combinations(chosen, 2) if self.boxes[a].crosses(self.boxes[b])]


def box_at(figure: Figure, left: float, bottom: float, right: float, top: float) -> Box:
    """Turn figure pixels, counted from below, into a box of at least the smallest size."""
    high = figure.get_size_inches()[1] * figure.dpi
    wide = max(right - left, SMALLEST)
    tall = max(top - bottom, SMALLEST)
    x = min(max((left + right - wide) / 2, 0.0), WIDTH - wide)
    y = min(max(high - (top + bottom + tall) / 2, 0.0), high - tall)
    return Box(float(x), float(y), float(wide), float(tall))


def points_apart(
    chart: Chart, columns: Mapping[float, Mapping[str, float]], wide: float
) -> dict[str, Box]:
    """Give a box to each point of a chart; points of one column get boxes one above the other.

    Parameters
    ----------
    chart : Chart
        Its limits stand.
    columns : mapping from float to mapping from str to float
        Place along the x axis → name of the region → level.
    wide : float
        Width of the boxes in pixels.
    """
    gap = SMALLEST + 2
    boxes: dict[str, Box] = {}
    for x, points in columns.items():
        names = sorted(points, key=lambda name: points[name])
        pixels = [chart.axes.transData.transform((x, points[name])) for name in names]
        limits = (gap / 2, chart.height - gap / 2)
        levels = spread([y for _, y in pixels], gap, limits)
        for name, (across, _), y in zip(names, pixels, levels, strict=True):
            boxes[name] = box_at(
                chart.figure, across - wide / 2, y - gap / 2, across + wide / 2, y + gap / 2
            )
    return boxes
