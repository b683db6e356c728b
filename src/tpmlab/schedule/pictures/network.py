"""The network diagram: a box a task, with early and late dates, an arrow a link."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path

from tpmlab.pictures import FONT, PALETTE, WIDTH, Picture, new_figure, shorten
from tpmlab.schedule.critical_path import Schedule, critical_path
from tpmlab.schedule.layers import Layout, layers
from tpmlab.schedule.network import Plan, days_text

__all__ = ["NetworkFigure", "network_diagram"]

_NARROW = 76  # pixels; in a narrower box neither names nor dates can be read
_COLUMNS, _LINE = 3, 16  # of the list that explains numbers, in columns and pixels


def network_diagram(plan: Plan) -> Picture:
    """Draw a plan as a network: a box a task with its dates, an arrow a link.

    Parameters
    ----------
    plan : Plan
        Up to about 25 tasks stay readable; where boxes find no room for their words, they
        show numbers and a list below says what they stand for.

    Returns
    -------
    Picture
        700 pixels wide. It flows to the right, or down where there are too many layers.

    Raises
    ------
    PlanError
        If a task must start on a day that its links don't allow.

    References
    ----------
    .. [1] Sugiyama, K., Tagawa, S. and Toda, M. (1981), "Methods for visual understanding of
       hierarchical system structures", IEEE Transactions on Systems, Man, and Cybernetics
       11(2), pp. 109-125.

    Examples
    --------
    >>> network_diagram(Plan.from_rows([("spec", 5, []), ("build", 9, ["spec"])]))
    Picture: Network of 2 tasks and 1 link: spec → build; finish on day 14; critical path spec → build.
    """  # noqa: E501 - a doctest compares one line
    schedule = critical_path(plan)
    return Picture(NetworkFigure(schedule, layers(plan)).figure, _describe_network(schedule))


def _describe_network(schedule: Schedule) -> str:
    plan = schedule.plan
    tasks, links = (
        f"{n} {word}{'' if n == 1 else 's'}"
        for n, word in ((len(plan), "task"), (len(plan.links), "link"))
    )
    shown = ", ".join(
        f"{link.pred} → {link.succ}" + ("" if link.kind == "FS" else f" ({link.kind})")
        for link in plan.links[:12]
    )
    shown += f" and {len(plan.links) - 12} more" if len(plan.links) > 12 else ""
    finish = f"finish on day {days_text(schedule.finish)}"
    between = f": {shown}" if shown else ""
    return f"Network of {tasks} and {links}{between}; {finish}; {schedule.critical_text}."


class NetworkFigure:
    """Boxes and arrows on one sheet; coordinates are pixels from the upper left corner.

    Parameters
    ----------
    schedule : Schedule
        The dated plan.
    layout : Layout
        Where its boxes stand.
    title : str
        Shown above; a diagram with a title breaks long names into lines.
    dates : bool
        Write early and late dates and floats into the boxes, or durations alone.
    critical : bool
        Whether the critical path stands out.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
    places : dict of str to (float, float, float, float)
        Left, top, width and height of each task's box.
    """

    def __init__(
        self,
        schedule: Schedule,
        layout: Layout,
        *,
        title: str = "",
        dates: bool = True,
        critical: bool = True,
    ) -> None:
        self.schedule = schedule
        self.dates, self.critical, self.wraps = dates, critical, bool(title)
        self.places: dict[str, tuple[float, float, float, float]] = {}
        self.top = 24 if title else 0
        self._measure(layout)
        slots = layout.breadth if self.down else layout.depth
        high = (layout.depth if self.down else layout.breadth) * self.step[1]
        self.left = 10 + (WIDTH - 20 - slots * self.step[0]) / 2
        rows = -(-len(schedule) // _COLUMNS) if self.numbered else 0
        height = int(high) + 40 + self.top + (_LINE * rows + 12 if rows else 0)
        self.figure = new_figure(height)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, WIDTH), ylim=(height, 0))
        self.axes.set_axis_off()
        if title:
            head: dict[str, Any] = {"fontsize": FONT["title"], "color": PALETTE["ink"]}
            self.axes.text(10, 18, title, fontweight="bold", va="center", **head)
        self._key()
        if self.numbered:
            self._list(high + 52 + self.top, rows)
        driving = set(schedule.driving) if critical else set()
        for link, corners in zip(schedule.plan.links, layout.arrows, strict=True):
            self._arrow(corners, "" if link.kind == "FS" else link.kind, strong=link in driving)
        for name, place in zip(schedule, layout.boxes, strict=True):
            self._task(name, *self._point(*place))

    def _measure(self, layout: Layout) -> None:
        """Choose the direction of the flow and the size of boxes and steps."""
        labelled = any(link.kind != "FS" for link in self.schedule.plan.links)
        self.down = layout.depth > max(layout.breadth, 5 if labelled else 6)
        slot = (WIDTH - 20) / (layout.breadth if self.down else layout.depth)
        gap = 14 if self.down else (46 if labelled else 30)
        wanted = 8.2 * max(len(name) for name in self.schedule) + 14
        wide = min(max(wanted, 96.0), 160.0, slot - gap)
        lines = max(len(self._lines(name, wide)) for name in self.schedule)
        self.box = (wide, (64.0 if self.dates else 42.0) + 14 * (lines - 1))
        if self.down:
            self.step = (min(slot, self.box[0] + 40), self.box[1] + 32)
        else:
            self.step = (min(slot, self.box[0] + 70), self.box[1] + 16)
        self.numbered = self.box[0] < _NARROW
        if self.numbered:
            self.box = (min(34.0, slot - 10), 22.0)
            self.step = (min(slot, 90.0), 52.0 if self.down else 30.0)

    def _point(self, layer: int, position: float) -> tuple[float, float]:
        x, y = (position, layer + 0.5) if self.down else (layer + 0.5, position)
        return self.left + x * self.step[0], 32 + self.top + y * self.step[1]

    def _key(self) -> None:
        words = "Top: early start, days, early finish.  Bottom: late start, float, late finish."
        if not self.dates:
            words = "Below: number, task, days." if self.numbered else "Below each name: days."
        elif self.numbered:
            words = "Below: number, task, early start to early finish, float."
        words += "  Thick frame: critical." if self.critical else ""
        look: dict[str, Any] = {"fontsize": FONT["small"], "color": PALETTE["quiet"]}
        self.axes.text(10, 15 + self.top, words, va="center", **look)

    def _list(self, top: float, rows: int) -> None:
        """Say what the numbers stand for, in columns."""
        for n, name in enumerate(self.schedule):
            dates = self.schedule[name]
            spell = f"{days_text(dates.early_start)}–{days_text(dates.early_finish)}"
            told = f"{spell}, {days_text(dates.total_float)}"
            if not self.dates:
                told = days_text(self.schedule.plan[name].duration)
            words = f"{n + 1}  {shorten(name, 18)}  {told}"
            x = 10 + (n // rows) * (WIDTH - 20) / _COLUMNS
            color = PALETTE["vermilion" if self.critical and dates.critical else "ink"]
            look: dict[str, Any] = {"fontsize": FONT["small"], "color": color, "va": "center"}
            self.axes.text(x, top + _LINE * (n % rows), words, **look)

    def _task(self, name: str, x: float, y: float) -> None:
        dates = self.schedule[name]
        stands_out = self.critical and dates.critical
        wide, high = self.box
        self.places[name] = (x - wide / 2, y - high / 2, wide, high)
        frame = FancyBboxPatch(
            (x - wide / 2, y - high / 2),
            wide,
            high,
            boxstyle="round,pad=0,rounding_size=4",
            facecolor=PALETTE["paper"],
            edgecolor=PALETTE["vermilion" if stands_out else "blue"],
            linewidth=3.0 if stands_out else 1.2,
            zorder=3,
        )
        self.axes.add_patch(frame)
        if self.numbered:
            self._words(x, y, str(self.schedule.plan.index(name) + 1), weight="bold")
            return
        days = days_text(self.schedule.plan[name].duration)
        lines = self._lines(name, wide)
        if not self.dates:
            self._words(x, y + high / 2 - 12, days)
            self._name(x, y - 10, lines)
            return
        middle = 32 / 3 + 7 * (len(lines) - 1)  # half the height of the row of the name
        for side in (-1, 1):
            level = y + side * middle * 1.05
            line = Line2D([x - wide / 2, x + wide / 2], [level, level], zorder=4)
            line.set(color=PALETTE["grid"], linewidth=0.8)
            self.axes.add_line(line)
        top = (dates.early_start, self.schedule.plan[name].duration, dates.early_finish)
        bottom = (dates.late_start, dates.total_float, dates.late_finish)
        reach = (high / 2 + middle) / 2
        for values, level in ((top, y - reach), (bottom, y + reach)):
            for value, shift in zip(values, (-0.34, 0, 0.34), strict=True):
                self._words(x + shift * wide, level, days_text(value))
        self._name(x, y, lines)

    def _lines(self, name: str, wide: float) -> list[str]:
        """Break a name to the width of its box, or cut it to one line."""
        letters = max(int((wide - 8) / 7.6), 4)
        return (wrap(name, letters) if self.wraps else []) or [shorten(name, letters)]

    def _name(self, x: float, y: float, lines: list[str]) -> None:
        for n, line in enumerate(lines):
            self._words(x, y + 14 * (n - (len(lines) - 1) / 2), line, weight="bold")

    def _words(self, x: float, y: float, words: str, **look: Any) -> None:
        look = {"fontsize": FONT["small"], "color": PALETTE["ink"], "zorder": 5, **look}
        self.axes.text(x, y, words, ha="center", va="center_baseline", **look)

    def _arrow(self, corners: list[tuple[int, float]], label: str, *, strong: bool) -> None:
        along = np.array((0.0, 1.0) if self.down else (1.0, 0.0))
        half = along * self.box / 2
        middles = [np.array(self._point(*corner)) for corner in corners]
        lanes = [(point - half, point + half) for point in middles[1:-1]]  # straight past boxes
        starts = [middles[0] + half, *(leave for _, leave in lanes)]
        ends = [*(enter for enter, _ in lanes), middles[-1] - half - 6 * along]
        path, codes = [starts[0]], [Path.MOVETO]
        for start, end in zip(starts, ends, strict=True):
            bend = along * abs((end - start) @ along) * 0.6
            path += [start, start + bend, end - bend, end]
            codes += [Path.LINETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
        color = PALETTE["ink" if strong else "quiet"]
        curve = PathPatch(Path(path, codes), facecolor="none", edgecolor=color, zorder=2)
        curve.set_linewidth(2.0 if strong else 1.1)
        self.axes.add_patch(curve)
        tip, side = ends[-1] + 7 * along, 4 * along[::-1]
        head = PolyCollection([np.array([tip, tip - 8 * along + side, tip - 8 * along - side])])
        head.set(facecolor=color, linewidth=0, zorder=2.5)
        self.axes.add_collection(head, autolim=False)
        if label:
            middle = (starts[-1] + ends[-1]) / 2
            paper = {"facecolor": PALETTE["paper"], "edgecolor": "none", "pad": 1.0}
            self._words(middle[0], middle[1], label, bbox=paper)
