"""Burnup, burndown and cumulative flow, without any reading of what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from tpmlab.exam.exhibits.base import slug
from tpmlab.exam.exhibits.burn import Burndown, Burnup
from tpmlab.exam.exhibits.flow import CumulativeFlow
from tpmlab.exam_pictures.drawing import SMALLEST, Box, Drawing, box_at, points_apart
from tpmlab.flow.pictures.board import stage_bands
from tpmlab.pictures import PALETTE
from tpmlab.pictures.chart import Chart, spread

__all__ = ["draw_burn", "draw_cumulative_flow"]

_LOOKS = {
    "scope": ("vermilion", "s", "-", 2.2),
    "done": ("blue", "o", "-", 2.2),
    "left": ("blue", "o", "-", 2.2),
    "plan": ("quiet", "", "--", 1.6),
    "ideal": ("quiet", "", "--", 1.6),
}


def draw_burn(exhibit: Burnup | Burndown) -> Drawing:
    """Draw the lines of a burn chart, each named at its end."""
    series = exhibit.series
    chart = Chart(
        380, title=exhibit.title, x=exhibit.period, y=exhibit.unit, left=62, right=70, grid="both"
    )
    axes = chart.axes
    axes.set_xlim(0, exhibit.last)
    axes.set_ylim(0, 1.08 * max(max(levels) for levels in series.values()))
    ends = []
    for name, levels in series.items():
        color, marker, style, width = _LOOKS[name]
        axes.plot(
            range(len(levels)),
            levels,
            color=PALETTE[color],
            marker=marker,
            markersize=6,
            linestyle=style,
            linewidth=width,
            clip_on=False,
            zorder=4,
        )
        ends.append((name, float(len(levels) - 1), float(levels[-1]), color))
    axes.set_xticks(range(exhibit.last + 1))
    chart.numbers("y")
    for place in dict.fromkeys(x for _, x, _, _ in ends):
        chart.ends([end for end in ends if end[1] == place], gap=15, shift=9)
    columns = {
        float(n): {f"{name}-{n}": line[n] for name, line in series.items() if n < len(line)}
        for n in range(max(map(len, series.values())))
    }
    wide = min(chart.pixels[0] / exhibit.last, 44.0)
    return Drawing(chart.picture(exhibit.alt), points_apart(chart, columns, wide))


def draw_cumulative_flow(exhibit: CumulativeFlow) -> Drawing:
    """Draw a band a stage."""
    table = pd.DataFrame(exhibit.reached, index=pd.Index(exhibit.at, name="day"))
    chart = Chart(
        400,
        title=exhibit.title,
        x=exhibit.period,
        y=f"{exhibit.unit} that have reached each stage",
        right=130,
        bottom=56,
    )
    stage_bands(chart, table, dates=False)
    chart.axes.set_xticks(exhibit.at)
    return Drawing(
        chart.picture(exhibit.alt),
        _band_ends(chart, exhibit) | _ticks(chart, slug(exhibit.period), exhibit.at),
    )


def _band_ends(chart: Chart, exhibit: CumulativeFlow) -> dict[str, Box]:
    """Give a box to the right end of each band, with its name."""
    levels = [counts[-1] for counts in exhibit.reached.values()]
    middles = [(top + low) / 2 for top, low in zip(levels, [*levels[1:], 0.0], strict=True)]
    right = exhibit.at[-1]
    pixels = [chart.axes.transData.transform((right, level)) for level in middles]
    gap = SMALLEST + 2
    order = [y - 1e-6 * n for n, (_, y) in enumerate(pixels)]
    across = pixels[0][0]
    boxes = {}
    for name, y in zip(exhibit.reached, spread(order, gap, (80.0, chart.height)), strict=True):
        place = (across - 40, y - gap / 2, across + 126, y + gap / 2)
        boxes[f"band-{slug(name)}"] = box_at(chart.figure, *place)
    return boxes


def _ticks(chart: Chart, word: str, places: Sequence[int]) -> dict[str, Box]:
    """Give a box to the number of each day below the axis."""
    pixels = [chart.axes.transData.transform((place, 0)) for place in places]
    room = min(b[0] - a[0] for a, b in pairwise(pixels))
    wide = min(room, 44.0)
    return {
        f"{word}-{place}": box_at(chart.figure, x - wide / 2, y - 26, x + wide / 2, y - 1)
        for place, (x, y) in zip(places, pixels, strict=True)
    }
