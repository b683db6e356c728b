"""People added to a project that runs: ready when, by week of joining, and the team's output."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tpmlab.amounts import FloatArray
from tpmlab.explorer_pictures.panels import Sheet
from tpmlab.pictures import PALETTE, Label, Picture
from tpmlab.pictures.numbers import counted, plain
from tpmlab.simulator.joining import Joining

__all__ = ["BrooksFigure", "BrooksView", "describe", "headline"]

_DASHES = (0, (4, 2))
_SAME = 0.05
"""Weeks below which two finishes are said to be the same: the picture can't show less."""


class BrooksView(NamedTuple):
    """One state of the explorer; weeks count from the start of the project."""

    joined: Joining
    people: int
    team: int
    """People without the newcomers."""
    week: int
    """Week of joining that was chosen; one of ``joined.weeks``."""
    agreed: float

    @property
    def alone(self) -> float:
        """Mean finish if nobody joins."""
        return float(self.joined.alone.mean())

    @property
    def finish(self) -> float:
        """Mean finish if they join in the chosen week."""
        return float(self.joined.finish[self.week].mean())

    @property
    def dearer(self) -> float:
        """Cost against nobody joining, as a share of it."""
        return float(self.joined.cost[self.week].mean() / self.joined.alone_cost.mean() - 1)

    @property
    def change(self) -> FloatArray:
        """Pd a week that reach the work, against nobody joining."""
        change: FloatArray = self.joined.output[self.week] - self.joined.alone_output
        return change

    @property
    def dip(self) -> int:
        """Weeks in which the larger team does less than the smaller one."""
        return int((self.change[: int(np.ceil(self.finish))] < -1e-6).sum())


def headline(view: BrooksView) -> str:
    """Say the state in one line of HTML."""
    later = view.finish - view.alone
    if abs(later) < _SAME:
        moved = "as soon as without them"
    else:
        moved = f"{abs(later):.1f} weeks {'later' if later > 0 else 'sooner'} than alone"
    return (
        f"<b>{counted(view.people, 'person', 'people')} joining in week {view.week}: ready after "
        f"{view.finish:.1f} weeks, {moved}</b>, and {view.dearer:+.0%} in cost. "
        f"{_break_even(view)}"
    )


def describe(view: BrooksView) -> str:
    """Say what the picture shows, in words."""
    gain = view.joined.gain
    shown = [week for week in (0, len(gain) // 3, 2 * len(gain) // 3) if week != view.week]
    points = ", ".join(f"{view.alone - gain[week]:.1f} if week {week}" for week in shown)
    return (
        f"A team of {view.team} alone is ready after {view.alone:.1f} weeks on average, agreed "
        f"were {plain(view.agreed)}. With {view.people} more from week {view.week} it is ready "
        f"after {view.finish:.1f} ({points}). {_break_even(view)} In the week of joining the "
        f"team's output changes by {_signed(view.change[view.week])} person-days, and it is below "
        f"the old team's for {counted(view.dip, 'week')}."
    )


class BrooksFigure:
    """Finish by week of joining above, the team's output week by week below.

    Parameters
    ----------
    view : BrooksView
        The first state: it sets the scales.
    """

    def __init__(self, view: BrooksView) -> None:
        self._sheet = Sheet(456)
        self._end = float(np.ceil(view.alone) + 5)
        self._top = self._sheet.panel(
            (58, 262, 500, 140),
            title="Ready after how many weeks? By the week in which they join",
            x="week of joining",
            grid="y",
        )
        self._bottom = self._sheet.panel(
            (58, 44, 500, 120),
            title="Person-days a week that reach the work",
            x="week of the project",
        )
        for panel in (self._top, self._bottom):
            panel.limits(x=(0.0, self._end))
            panel.numbers("x", 12, whole=True)
            panel.numbers("y", 5)
        self._alone = self._top.line("ink", width=1.4, linestyle=_DASHES)
        self._agreed = self._top.line("vermilion", width=1.4, linestyle=(0, (1, 1.5)))
        self._curve = self._top.line("blue", width=2, marker="o", markersize=3)
        self._here = self._top.line("vermilion", marker="D", markersize=9, zorder=6)
        self._even = self._top.upright("green", width=1.4, linestyle=_DASHES)
        look = {"edgecolors": PALETTE["paper"], "linewidths": 0.5}
        self._more = self._bottom.bars("sky", **look)
        self._less = self._bottom.bars("amber", **look)
        self._before = self._bottom.line("ink", width=1.4, linestyle=_DASHES)
        self._after = self._bottom.line("blue", width=2)
        self._came = self._bottom.upright("vermilion", width=1.4)

    def show(self, view: BrooksView) -> None:
        """Move everything to a state."""
        joined = view.joined
        ready = joined.finish.mean(axis=1)
        low, high = min(ready.min(), view.agreed) - 1, max(ready.max(), view.alone) + 1
        self._top.limits(y=(float(2 * np.floor(low / 2)), float(2 * np.ceil(high / 2))))
        self._alone.set_data([0, self._end], [view.alone] * 2)
        self._agreed.set_data([0, self._end], [view.agreed] * 2)
        self._curve.set_data(joined.weeks, ready)
        self._here.set_data([view.week], [view.finish])
        even = joined.break_even
        shown = 0 < even < self._end
        self._even.set_data([even] * 2 if shown else [], [0, 1] if shown else [])
        self._show_output(view)
        self._write(view, shown)

    def png(self) -> bytes:
        """Draw the sheet as it stands."""
        return self._sheet.png()

    def picture(self, view: BrooksView) -> Picture:
        """Finish the sheet for print."""
        self.show(view)
        return self._sheet.picture(describe(view))

    def _show_output(self, view: BrooksView) -> None:
        """Move the lower panel: what the newcomers bring week by week, and what they take."""
        before, after = view.joined.alone_output, view.joined.output[view.week]
        last = int(np.ceil(view.finish))
        weeks = np.arange(last)
        top = 1.15 * max(after[:last].max(), before[0])
        self._bottom.limits(y=(0.0, float(5 * np.ceil(top / 5))))
        for bars, mine in ((self._more, after > before), (self._less, after < before)):
            at = weeks[mine[:last]]
            bars.show(at, at + 1, before[at], after[at])
        stairs = np.arange(last + 1)
        self._before.set_data(stairs, before[[*range(last), last - 1]])
        self._before.set_drawstyle("steps-post")
        self._after.set_data(stairs, after[[*range(last), last - 1]])
        self._after.set_drawstyle("steps-post")
        self._came.set_xdata([view.week] * 2)

    def _write(self, view: BrooksView, even_shown: bool) -> None:
        at = self._end + self._top.pixels(6, "x")
        apart = self._top.pixels(16)
        agreed = view.agreed
        if abs(agreed - view.alone) < apart:
            agreed = view.alone - apart if agreed <= view.alone else view.alone + apart
        words = [
            Label(f"alone: {view.alone:.1f}", at, view.alone, anchor=0),
            Label(f"agreed: {plain(view.agreed)}", at, agreed, "vermilion", anchor=0),
        ]
        high = self._top.axes.get_ylim()[1]
        if even_shown:
            even = view.joined.break_even
            words.append(
                Label(f"break-even: week {even:.0f}", even, high + self._top.pixels(10), "green",
                      bold=True)
            )  # fmt: skip
        side = -1 if view.finish > view.alone else 1
        y = view.finish - side * self._top.pixels(16)
        words.append(Label(f"{view.finish:.1f}", view.week, y, bold=True))
        self._top.write(words)
        right = self._end + self._bottom.pixels(6, "x")
        middle = self._bottom.axes.get_ylim()[1] / 2
        gap = self._bottom.pixels(18)
        self._bottom.write(
            [
                Label("more than alone", right, middle + gap, "blue", anchor=0),
                Label("less than alone", right, middle, "maroon", anchor=0),
                Label(f"they join: {view.week}", right, middle - gap, "vermilion", anchor=0),
            ]
        )


def _break_even(view: BrooksView) -> str:
    even = view.joined.break_even
    if even <= 0:
        return "They never bring the finish nearer."
    if np.isinf(even):
        return "Whenever they join, the finish comes no later."
    return f"Break-even is week {even:.0f}, {even / view.alone:.0%} of the time."


def _signed(number: float) -> str:
    return f"{number:+.1f}".replace("-", "−")
