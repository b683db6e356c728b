"""The Gantt chart, printed and live: bars, float, links and the finish line."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from tpmlab.pictures import (
    FONT,
    PALETTE,
    WIDTH,
    Canvas,
    Label,
    Labels,
    Picture,
    new_figure,
    shorten,
    style_axes,
)
from tpmlab.schedule.critical_path import Schedule, critical_path
from tpmlab.schedule.network import Plan, days_text
from tpmlab.schedule.routes import Scale, link_routes

__all__ = ["GanttFigure", "describe", "gantt"]

_BAR = 0.56  # height of a bar, in rows
_TOP, _BOTTOM, _RIGHT = 58, 44, 14  # margins in pixels
_LABELS = 220  # widest column of task names, in pixels


def gantt(plan: Plan, baseline: Plan | None = None) -> Picture:
    """Draw a plan as a Gantt chart: bars, links, float and the critical path.

    Parameters
    ----------
    plan : Plan
        Up to about 25 tasks stay readable.
    baseline : Plan, optional
        An earlier version; its bars are shown as thin grey lines below today's.

    Returns
    -------
    Picture
        700 pixels wide; its words give finish, critical path and floats.

    Examples
    --------
    >>> gantt(Plan.from_rows([("spec", 5, []), ("build", 9, ["spec"]), ("docs", 3, ["spec"])]))
    Picture: Gantt chart of 3 tasks: finish on day 14; critical path spec → build; float: docs 6.
    """
    schedule = critical_path(plan)
    before = critical_path(baseline) if baseline is not None else None
    sheet = GanttFigure(schedule, before)
    return Picture(sheet.figure, describe(schedule, before))


def describe(schedule: Schedule, baseline: Schedule | None = None) -> str:
    """Say what the Gantt chart of a schedule shows, in one sentence."""
    count = len(schedule)
    parts = [
        f"Gantt chart of {count} task{'s' if count > 1 else ''}: "
        f"finish on day {days_text(schedule.finish)}"
    ]
    if baseline is not None:
        change = schedule.finish - baseline.finish
        word = "later" if change > 0 else "earlier"
        size = days_text(abs(change))
        moved = f"{size} day{'' if size == '1' else 's'} {word} than" if size != "0" else "as in"
        parts[0] += f", {moved} the baseline"
    parts.append(schedule.critical_text)
    spare = [f"{name} {days_text(days)}" for name, days in schedule.total_float.items() if days]
    if spare:
        more = f" and {len(spare) - 8} more" if len(spare) > 8 else ""
        parts.append(f"float: {', '.join(spare[:8])}{more}")
    return "; ".join(parts) + "."


class GanttFigure:
    """A Gantt chart whose bars can move; printed and live charts are both made of it.

    Names, grid and axis form the static layer. All bars are two collections, all arrows
    two more: drawing time grows little with the number of tasks.

    Parameters
    ----------
    schedule : Schedule
        Drawn at once; sets rows and names for good.
    baseline : Schedule, optional
        Same tasks, drawn in grey.
    room : float
        Length of the day axis as a multiple of the finish; an explorer leaves room to grow.
    """

    def __init__(
        self, schedule: Schedule, baseline: Schedule | None = None, room: float = 1.0
    ) -> None:
        count = len(schedule)
        pitch = 30 if count <= 12 else 22
        height = _TOP + _BOTTOM + pitch * count
        self.figure = new_figure(height)
        self.canvas = Canvas(self.figure)
        self._baseline, self._room = baseline, room
        names, widest = self._names(schedule)
        left = widest + 18
        self._width = WIDTH - left - _RIGHT
        self._pitch, self._limit = pitch, 0.0
        self.axes = self.figure.add_axes(
            (left / WIDTH, _BOTTOM / height, self._width / WIDTH, pitch * count / height)
        )
        self._static_layer(names)
        self._moving_layer(count)
        self.show(schedule)

    def show(self, schedule: Schedule) -> None:
        """Move bars, arrows and labels to another schedule of the same tasks."""
        self._fit(schedule)
        scale = Scale(day=self._limit / self._width, row=1 / self._pitch)
        self._show_bars(schedule, scale)
        self._show_links(schedule, scale)
        self._show_labels(schedule, scale)
        self._finish.set_xdata([schedule.finish, schedule.finish])

    def png(self) -> bytes:
        """Draw the chart as it stands."""
        return self.canvas.png()

    def _names(self, schedule: Schedule) -> tuple[list[str], int]:
        """Task names, cut where they are too wide, and the width of the widest in pixels."""
        probe = Text(0, 0, "", fontsize=FONT["label"], figure=self.figure)
        names, widest = [], 0.0
        for name in schedule:
            for longest in range(30, 0, -2):
                probe.set_text(shorten(name, longest))
                width = probe.get_window_extent(self.canvas.renderer()).width
                if width <= _LABELS:
                    break
            names.append(probe.get_text())
            widest = max(widest, width)
        return names, int(widest)

    def _fit(self, schedule: Schedule) -> None:
        """Keep the day axis while the plan fits it well; else set a new one."""
        ends = [schedule.finish, self._baseline.finish if self._baseline else 0.0]
        need = max(*ends, 1e-6)
        if self._limit * 0.45 < need <= self._limit * 0.96:
            return
        self._limit = need * max(self._room, 1.04)
        self.axes.set_xlim(-0.02 * self._limit, self._limit * 0.98)
        self.canvas.redraw_all()

    def _static_layer(self, names: list[str]) -> None:
        axes = self.axes
        style_axes(axes)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.set_yticks(range(len(names)), names)
        axes.tick_params(axis="y", labelsize=FONT["label"], pad=6)
        axes.xaxis.set_major_locator(MaxNLocator(10, integer=True, min_n_ticks=1))
        axes.set_xlabel("working days from the start", labelpad=3)
        for row in range(1, len(names), 2):
            axes.axhspan(row - 0.5, row + 0.5, color=PALETTE["grid"], alpha=0.28, lw=0, zorder=0)
        handles: list[Any] = [
            Patch(**_FILL["critical"] | _HATCH, label="critical"),
            Patch(**_FILL["task"], label="may wait"),
            Patch(**_FILL["float"], label="float"),
        ]
        if self._baseline is not None:
            handles.append(
                Line2D([], [], color=PALETTE["quiet"], lw=3, alpha=0.6, label="baseline")
            )
        self.figure.legend(
            handles=handles,
            loc="upper left",
            bbox_to_anchor=(0.0, 1.0),
            ncols=4,
            frameon=False,
            fontsize=FONT["small"],
            labelcolor=PALETTE["ink"],
            handlelength=1.8,
            borderaxespad=0.4,
        )

    def _moving_layer(self, count: int) -> None:
        axes = self.axes
        self._bars = {
            kind: _moving(axes, PolyCollection([], zorder=zorder, **fill))
            for kind, zorder, fill in (
                ("float", 2.0, _FILL["float"]),
                ("task", 4.0, _FILL["task"]),
                ("critical", 4.0, _FILL["critical"]),
            )
        }
        self._stripes = _moving(axes, LineCollection([], zorder=4.1, linewidths=0.9))
        self._stripes.set_color(PALETTE["maroon"])
        if self._baseline is not None:
            under = [(row.early_start, row.early_finish) for row in self._baseline.rows]
            strips = [
                _box(start, end, row + _BAR / 2 + 0.09, 0.1)
                for row, (start, end) in enumerate(under)
            ]
            fill: dict[str, Any] = {"facecolors": PALETTE["quiet"], "alpha": 0.6, "linewidths": 0}
            axes.add_collection(PolyCollection(strips, zorder=1.5, **fill), autolim=False)
            line = axes.axvline(self._baseline.finish, color=PALETTE["quiet"], lw=1.2, zorder=1.4)
            line.set_linestyle((0, (2, 2)))
        self._lines = _moving(axes, LineCollection([], zorder=3, joinstyle="miter"))
        self._heads = _moving(axes, PolyCollection([], zorder=5, linewidths=0))
        self._finish = _moving(axes, Line2D([0, 0], [-0.5, count - 0.5], color=PALETTE["ink"]))
        self._finish.set(linewidth=1.4, zorder=3.5)
        self._ground = _moving(axes, PolyCollection([], zorder=5.5, linewidths=0))
        self._labels = Labels(axes)

    def _show_bars(self, schedule: Schedule, scale: Scale) -> None:
        bars: dict[str, list[np.ndarray]] = {"float": [], "task": [], "critical": []}
        for row, dates in enumerate(schedule.rows):
            kind = "critical" if dates.critical else "task"
            if dates.early_finish > dates.early_start:
                bars[kind].append(_box(dates.early_start, dates.early_finish, row, _BAR))
            else:
                bars[kind].append(_diamond(dates.early_start, row, scale))
            if not dates.critical:
                bars["float"].append(_box(dates.early_finish, dates.late_finish, row, _BAR))
        for kind, shapes in bars.items():
            self._bars[kind].set_verts(shapes)
        self._stripes.set_segments(
            [line for bar in bars["critical"] for line in _stripes(bar, scale)]
        )

    def _show_links(self, schedule: Schedule, scale: Scale) -> None:
        self._routes = routes = link_routes(schedule, scale, _BAR)
        driving = set(schedule.driving)
        colors = [PALETTE["ink" if route.link in driving else "quiet"] for route in routes]
        self._lines.set_segments([route.corners for route in routes])
        self._lines.set(colors=colors)
        self._lines.set_linewidths([1.6 if route.link in driving else 1.0 for route in routes])
        self._heads.set_verts([route.head for route in routes])
        self._heads.set_facecolor(colors)

    def _show_labels(self, schedule: Schedule, scale: Scale) -> None:
        """Write into bars, on arrows and above the finish; a patch of ground clears each place."""
        labels, grounds = [], []
        for row, dates in enumerate(schedule.rows):
            days = days_text(schedule.plan.tasks[row].duration)
            if (dates.early_finish - dates.early_start) / scale.day > 9 * len(days) + 6:
                middle = (dates.early_start + dates.early_finish) / 2
                labels.append(Label(days, middle, row, "paper"))
                grounds.append("vermilion" if dates.critical else "blue")
            words = f"float {days_text(dates.total_float)}"
            wide = 7.6 * len(words) + 4
            if dates.total_float / scale.day > wide + 16:
                x = dates.early_finish + (12 + wide / 2) * scale.day
                labels.append(Label(words, x, row))
                grounds.append("mist")
        for route in self._routes:
            if route.link.kind != "FS":
                labels.append(Label(route.link.kind, *route.label))
                grounds.append("paper")
        patches = []
        for label in labels:
            half = (3.8 * len(label.text) + 2) * scale.day
            patches.append(_box(label.x - half, label.x + half, label.y, _BAR - 2 * scale.row))
        self._ground.set_verts(patches)
        self._ground.set_facecolor([PALETTE[name] for name in grounds])
        self._labels.labels = [*labels, self._finish_label(schedule, scale)]

    def _finish_label(self, schedule: Schedule, scale: Scale) -> Label:
        words = f"finish: day {days_text(schedule.finish)}"
        if self._baseline is not None:
            change = schedule.finish - self._baseline.finish
            size = days_text(abs(change))
            words += "" if size == "0" else f" ({'+' if change > 0 else '−'}{size})"
        room = (0.98 * self._limit - schedule.finish) / scale.day
        anchor = 1 - min(room / (8.4 * len(words)), 0.5)  # never beyond the sheet
        return Label(words, schedule.finish, -0.5 - 11 * scale.row, anchor=anchor, bold=True)


_FILL: dict[str, dict[str, Any]] = {
    "task": {"facecolor": PALETTE["blue"], "linewidth": 0},
    "critical": {
        "facecolor": PALETTE["vermilion"],
        "linewidth": 0,
    },
    "float": {"facecolor": PALETTE["mist"], "edgecolor": PALETTE["blue"], "linewidth": 0.8},
}


_HATCH = {"hatch": "////", "edgecolor": PALETTE["maroon"]}
"""In the key only: a hatch takes 4 ms to draw, so moving bars carry :func:`_stripes`."""


def _moving(axes: Axes, artist: Any) -> Any:
    """Add an artist to the moving layer."""
    artist.set_animated(True)
    if isinstance(artist, Line2D):
        axes.add_line(artist)
    else:
        axes.add_collection(artist, autolim=False)
    return artist


def _box(start: float, end: float, row: float, height: float) -> np.ndarray:
    low, high = row - height / 2, row + height / 2
    return np.array([(start, low), (end, low), (end, high), (start, high)])


def _diamond(day: float, row: float, scale: Scale) -> np.ndarray:
    across, down = 8 * scale.day, 8 * scale.row
    return np.array(
        [(day - across, row), (day, row - down), (day + across, row), (day, row + down)]
    )


def _stripes(bar: np.ndarray, scale: Scale) -> list[tuple[tuple[float, float], ...]]:
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
