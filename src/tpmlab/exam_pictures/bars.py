"""Bars: velocity, load against capacity, and a Gantt chart that marks no path."""

from __future__ import annotations

from tpmlab.exam.exhibits.base import number, slug
from tpmlab.exam.exhibits.burn import Velocity
from tpmlab.exam.exhibits.plans import Gantt, ResourceHistogram
from tpmlab.exam_pictures.drawing import Box, Drawing, box_at
from tpmlab.pictures import FONT, PALETTE
from tpmlab.pictures.chart import Chart, Flag

__all__ = ["draw_gantt", "draw_histogram", "draw_velocity"]

_LEGEND = 20  # pixels from one line of a legend to the next
_FILLS = (("blue", ""), ("amber", "//"), ("sky", ".."), ("purple", "xx"), ("green", "\\\\"))


def draw_velocity(exhibit: Velocity) -> Drawing:
    """Draw completed beside planned for each sprint."""
    both = bool(exhibit.planned)
    chart = _upright(exhibit.title, exhibit.period, exhibit.unit, exhibit.names, 2 * both)
    chart.axes.set_ylim(0, 1.14 * max([*exhibit.completed, *exhibit.planned]))
    looks = [("completed", exhibit.completed, "blue", "", 0.2 if both else 0.0)]
    if both:
        looks.insert(0, ("planned", exhibit.planned, "sky", "//", -0.2))
    for name, values, color, hatch, shift in looks:
        places = [n + shift for n in range(len(values))]
        look = {"facecolor": PALETTE[color], "edgecolor": PALETTE["paper"], "hatch": hatch}
        chart.axes.bar(places, values, 0.38 if both else 0.6, label=name, zorder=3, **look)  # type: ignore[arg-type]
        for x, value in zip(places, values, strict=True):
            chart.note(number(value), x, value, dy=8)
    if both:
        _legend(chart)
    chart.numbers("y")
    return Drawing(chart.picture(exhibit.alt), _columns(chart, exhibit.period, exhibit.names))


def draw_histogram(exhibit: ResourceHistogram) -> Drawing:
    """Draw loads one upon the other and capacity as a line across."""
    parts = len(exhibit.load) + 1
    chart = _upright(exhibit.title, exhibit.period, exhibit.unit, exhibit.names, parts)
    axes = chart.axes
    axes.set_ylim(0, 1.12 * max([*exhibit.totals, *exhibit.capacity]))
    below = [0.0] * len(exhibit.names)
    for (name, hours), (color, hatch) in zip(exhibit.load.items(), _FILLS, strict=False):
        look = {"facecolor": PALETTE[color], "edgecolor": PALETTE["paper"], "hatch": hatch}
        axes.bar(range(len(hours)), hours, 0.66, bottom=below, label=name, zorder=3, **look)  # type: ignore[arg-type]
        below = [low + more for low, more in zip(below, hours, strict=True)]
    edges = [n - 0.5 for n in range(len(exhibit.capacity) + 1)]
    levels = [*exhibit.capacity, exhibit.capacity[-1]]
    axes.step(edges, levels, where="post", color=PALETTE["ink"], lw=2.4, ls="--", zorder=5,
              label="capacity")  # fmt: skip
    _legend(chart)
    chart.numbers("y")
    return Drawing(chart.picture(exhibit.alt), _columns(chart, exhibit.period, exhibit.names))


def draw_gantt(exhibit: Gantt) -> Drawing:
    """Draw a bar a row, the done part filled, the baseline below it, a flag at today."""
    names = [bar.name for bar in exhibit.bars]
    chart = Chart.of_rows(
        names, title=exhibit.title, x=f"end of {exhibit.period}", height=128 + 32 * len(names),
        top=26,
    )  # fmt: skip
    axes, last = chart.axes, max(exhibit.end, exhibit.today or 0.0)
    axes.set_xlim(0, last * 1.02)
    chart.numbers("x", 12, whole=True)
    if exhibit.today is not None:
        chart.flags([Flag(exhibit.today, "today", "vermilion", (4, 2))])
    for row, bar in enumerate(exhibit.bars):
        if bar.baseline is not None:
            start, finish = bar.baseline
            look = {"color": PALETTE["quiet"], "alpha": 0.6}
            if start == finish:
                axes.plot([start], [row], "D", color=PALETTE["quiet"], mfc="none", markersize=9)
            axes.barh(row + 0.36, finish - start, 0.14, left=start, **look)  # type: ignore[arg-type]
        if bar.start == bar.finish:
            axes.plot([bar.start], [row], "D", color=PALETTE["ink"], markersize=10, clip_on=False)
            continue
        long = bar.finish - bar.start
        axes.barh(row, long, 0.5, left=bar.start, facecolor=PALETTE["mist"],
                  edgecolor=PALETTE["blue"], linewidth=1.2)  # fmt: skip
        if bar.done is not None:
            axes.barh(row, long * bar.done, 0.5, left=bar.start, color=PALETTE["blue"])
            chart.note(f"{bar.done:.0%}", bar.finish, row, dx=5, ha="left")
    _gantt_key(chart, exhibit)
    return Drawing(chart.picture(exhibit.alt), _gantt_boxes(chart, exhibit))


def _gantt_key(chart: Chart, exhibit: Gantt) -> None:
    """Say below the title what fills and lines stand for."""
    parts = []
    if any(bar.done is not None for bar in exhibit.bars):
        parts.append("Filled: share done.")
    if any(bar.baseline for bar in exhibit.bars):
        parts.append("Grey: baseline.")
    if any(bar.start == bar.finish for bar in exhibit.bars):
        parts.append("Diamond: milestone.")
    chart.figure.text(
        10 / 700, 1 - 39 / chart.height, "  ".join(parts), va="center", fontsize=FONT["small"],
        color=PALETTE["quiet"],
    )  # fmt: skip


def _gantt_boxes(chart: Chart, exhibit: Gantt) -> dict[str, Box]:
    boxes = {}
    for row, bar in enumerate(exhibit.bars):
        low, high = chart.axes.transData.transform(
            [(bar.start, row + 0.5), (bar.finish, row - 0.5)]
        )
        boxes[f"bar-{bar.id}"] = box_at(chart.figure, low[0], low[1] + 1, high[0], high[1] - 1)
    if exhibit.today is not None:
        (words,) = chart.flag_texts
        extent = words.get_window_extent(chart.renderer)
        top = chart.axes.transData.transform((0, -0.6))[1]
        boxes["today"] = box_at(chart.figure, extent.x0 - 6, top, extent.x1 + 4, top + 25)
    return boxes


def _upright(title: str, period: str, unit: str, names: list[str], legend: int = 0) -> Chart:
    """Open a chart with a place a name and room for the lines of a legend."""
    top = 14 + _LEGEND * -(-legend // 3)
    chart = Chart(330 + top, title=title, x=period, y=unit, left=72, right=16, top=top, grid="y")
    chart.axes.set_xlim(-0.5, len(names) - 0.5)
    chart.axes.set_xticks(range(len(names)), names)
    return chart


def _legend(chart: Chart) -> None:
    chart.figure.legend(
        loc="upper left",
        bbox_to_anchor=(0.0, 1 - 30 / chart.height),
        ncols=3,
        frameon=False,
        fontsize=FONT["small"],
        labelcolor=PALETTE["ink"],
        handlelength=1.8,
        columnspacing=1.4,
        borderaxespad=0.2,
    )


def _columns(chart: Chart, period: str, names: list[str]) -> dict[str, Box]:
    """Give a box to each upright bar, from the axis up with the number below it."""
    boxes = {}
    top = chart.axes.get_ylim()[1]
    for n, name in enumerate(names):
        low, high = chart.axes.transData.transform([(n - 0.48, 0), (n + 0.48, top)])
        place = (low[0], low[1] - 20, high[0], high[1])
        boxes[f"{slug(period)}-{name}"] = box_at(chart.figure, *place)
    return boxes
