"""The Gantt chart as a sheet whose bars can move; printed and live charts are both made of it."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from tpmlab.pictures import (
    FONT,
    PALETTE,
    WIDTH,
    Canvas,
    Label,
    Labels,
    new_figure,
    shorten,
    style_axes,
)
from tpmlab.pictures.chart import plant
from tpmlab.schedule.critical_path import Schedule
from tpmlab.schedule.network import Plan
from tpmlab.schedule.pictures.days import DayAxis
from tpmlab.schedule.pictures.gantt_shapes import FILL, HATCH, box, diamond, moving, stripes
from tpmlab.schedule.routes import Scale, link_routes
from tpmlab.schedule.tasks import days_text

__all__ = ["GanttFigure"]

_BAR = 0.56  # height of a bar, in rows
_TOP, _BOTTOM, _RIGHT = 58, 44, 14  # margins in pixels
_LABELS = 220  # widest column of task names, in pixels
_FLAG = 16  # height of a flag's row above the chart, in pixels


class GanttFigure:
    """A Gantt chart whose bars can move; printed and live charts are both made of it.

    Names, grid and axis form the static layer. All bars are two collections, all arrows
    two more: drawing time grows little with the number of tasks.

    Parameters
    ----------
    schedule : Schedule
        Drawn at once; sets rows and names for good.
    baseline : Schedule, optional
        Drawn in grey under the tasks that it shares.
    room : float
        Length of the day axis as a multiple of the finish; an explorer leaves room to grow.
    status_day : float, optional
        Working day to mark as today.
    """

    def __init__(
        self,
        schedule: Schedule,
        baseline: Schedule | None = None,
        room: float = 1.0,
        status_day: float | None = None,
    ) -> None:
        count = len(schedule)
        pitch = 30 if count <= 12 else 22
        self._days = DayAxis(schedule.plan.calendar)
        self._poles = self._limits(schedule.plan, status_day)
        top = _TOP + _FLAG * len(self._poles)
        height = top + _BOTTOM + pitch * count
        self.figure = new_figure(height)
        self.canvas = Canvas(self.figure)
        self._baseline, self._room, self._ids = baseline, room, tuple(schedule)
        names, widest = self._names(schedule)
        left = widest + 18
        self._width = WIDTH - left - _RIGHT
        self._pitch, self._limit = pitch, 0.0
        self.axes = self.figure.add_axes(
            (left / WIDTH, _BOTTOM / height, self._width / WIDTH, pitch * count / height)
        )
        self._flags: list[Any] = []
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
        need = max(*ends, *(day for day, _, _ in self._poles)) or 1.0
        if self._limit * 0.45 < need <= self._limit * 0.96:
            return
        self._limit = need * max(self._room, 1.04)
        self.axes.set_xlim(-0.02 * self._limit, self._limit * 0.98)
        self._days.mark(self.axes, self._width)
        self._plant_flags()
        self.canvas.redraw_all()

    def _limits(self, plan: Plan, status_day: float | None) -> list[tuple[float, str, str]]:
        """Days to mark with a flag: the deadline and today."""
        marks = []
        if plan.deadline is not None:
            words = f"deadline: {self._days.words(plan.deadline)}"
            marks.append((plan.deadline, words, "maroon"))
        if status_day is not None:
            marks.append((float(status_day), f"today: {self._days.words(status_day)}", "quiet"))
        return marks

    def _plant_flags(self) -> None:
        """Put the flags above the row in which the finish is written."""
        for text in self._flags:
            text.remove()
        self._flags = []
        poles, widths = [], []
        for day, words, color in self._poles:
            poles.append(self.axes.transData.transform((day, 0))[0])
            text = self.axes.annotate(
                words,
                (day, -0.5),
                xytext=(0, 0),
                textcoords="offset pixels",
                color=PALETTE[color],
                fontsize=FONT["small"],
                fontweight="bold",
                annotation_clip=False,
            )
            widths.append(text.get_window_extent(self.canvas.renderer()).width)
            self._flags.append(text)
        for text, (row, side) in zip(
            self._flags, plant(poles, widths, (4.0, WIDTH - 4.0)), strict=True
        ):
            text.set_horizontalalignment("left" if side > 0 else "right")
            text.xyann = (4 * side, 23 + _FLAG * row)

    def _static_layer(self, names: list[str]) -> None:
        axes = self.axes
        style_axes(axes)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.set_yticks(range(len(names)), names)
        axes.tick_params(axis="y", labelsize=FONT["label"], pad=6)
        axes.set_xlabel(self._days.label, labelpad=3)
        for day, _, color in self._poles:
            high = 1 + (18 + _FLAG * len(self._poles)) / (self._pitch * len(names))
            line = axes.axvline(day, ymax=high, color=PALETTE[color], clip_on=False, zorder=1.6)
            line.set(linewidth=2.0, linestyle="-" if color == "maroon" else (0, (4, 2)))
        for row in range(1, len(names), 2):
            axes.axhspan(row - 0.5, row + 0.5, color=PALETTE["grid"], alpha=0.28, lw=0, zorder=0)
        handles: list[Any] = [
            Patch(**FILL["critical"] | HATCH, label="critical"),
            Patch(**FILL["task"], label="may wait"),
            Patch(**FILL["float"], label="float"),
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
            kind: moving(axes, PolyCollection([], zorder=zorder, **fill))
            for kind, zorder, fill in (
                ("float", 2.0, FILL["float"]),
                ("task", 4.0, FILL["task"]),
                ("critical", 4.0, FILL["critical"]),
            )
        }
        self._stripes = moving(axes, LineCollection([], zorder=4.1, linewidths=0.9))
        self._stripes.set_color(PALETTE["maroon"])
        if self._baseline is not None:
            known = dict(zip(self._baseline, self._baseline.rows, strict=True))
            strips = [
                box(known[name].early_start, known[name].early_finish, row + _BAR / 2 + 0.09, 0.1)
                for row, name in enumerate(self._ids)
                if name in known
            ]
            fill: dict[str, Any] = {"facecolors": PALETTE["quiet"], "alpha": 0.6, "linewidths": 0}
            axes.add_collection(PolyCollection(strips, zorder=1.5, **fill), autolim=False)
            line = axes.axvline(self._baseline.finish, color=PALETTE["quiet"], lw=1.2, zorder=1.4)
            line.set_linestyle((0, (2, 2)))
        self._lines = moving(axes, LineCollection([], zorder=3, joinstyle="miter"))
        self._heads = moving(axes, PolyCollection([], zorder=5, linewidths=0))
        self._finish = moving(axes, Line2D([0, 0], [-0.5, count - 0.5], color=PALETTE["ink"]))
        self._finish.set(linewidth=1.4, zorder=3.5)
        self._ground = moving(axes, PolyCollection([], zorder=5.5, linewidths=0))
        self._ground.set_clip_on(False)
        self._labels = Labels(axes)

    def _show_bars(self, schedule: Schedule, scale: Scale) -> None:
        bars: dict[str, list[np.ndarray]] = {"float": [], "task": [], "critical": []}
        for row, dates in enumerate(schedule.rows):
            kind = "critical" if dates.critical else "task"
            if dates.early_finish > dates.early_start:
                bars[kind].append(box(dates.early_start, dates.early_finish, row, _BAR))
            else:
                bars[kind].append(diamond(dates.early_start, row, scale))
            if dates.late_finish > dates.early_finish:
                bars["float"].append(box(dates.early_finish, dates.late_finish, row, _BAR))
        for kind, shapes in bars.items():
            self._bars[kind].set_verts(shapes)
        self._stripes.set_segments(
            [line for bar in bars["critical"] for line in stripes(bar, scale)]
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
            patches.append(box(label.x - half, label.x + half, label.y, _BAR - 2 * scale.row))
        finish = self._finish_label(schedule, scale)
        if self._poles:  # one of them may stand behind the words
            wide = 8.4 * len(finish.text) * scale.day
            left = finish.x - finish.anchor * wide
            patches.append(box(left, left + wide, finish.y, 14 * scale.row))
            grounds.append("paper")
        self._ground.set_verts(patches)
        self._ground.set_facecolor([PALETTE[name] for name in grounds])
        self._labels.labels = [*labels, finish]

    def _finish_label(self, schedule: Schedule, scale: Scale) -> Label:
        words = f"finish: day {days_text(schedule.finish)}"
        if schedule.plan.calendar is not None:
            words = f"finish: {self._days.words(schedule.finish)}"
        if self._baseline is not None:
            change = schedule.finish - self._baseline.finish
            size = days_text(abs(change))
            words += "" if size == "0" else f" ({'+' if change > 0 else '−'}{size})"
        room = (0.98 * self._limit - schedule.finish) / scale.day
        anchor = 1 - min(room / (8.4 * len(words)), 0.5)  # never beyond the sheet
        for day, _, _ in self._poles:  # nor across a pole
            if abs(day - schedule.finish) / scale.day < 4.4 * len(words):
                anchor = 1.0 if day >= schedule.finish else 1 - min(room / (8.4 * len(words)), 1.0)
        return Label(words, schedule.finish, -0.5 - 11 * scale.row, anchor=anchor, bold=True)
