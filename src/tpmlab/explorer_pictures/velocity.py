"""A burnup with its fan of forecasts, and the chance to be done sprint by sprint."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from tpmlab.amounts import FloatArray
from tpmlab.explorer_pictures.panels import Sheet, axis_end
from tpmlab.flow.forecast import Forecast
from tpmlab.pictures import PALETTE, Label, Picture
from tpmlab.pictures.numbers import counted, plain

__all__ = ["VelocityFigure", "VelocityView", "describe", "headline"]


class VelocityView(NamedTuple):
    """One state of the explorer; work is in points."""

    history: FloatArray
    """Points done in each past sprint."""
    backlog: float
    """Points still to do."""
    growth: float
    """Points added in each coming sprint."""
    target: int
    """Sprints until the promised date."""
    fan: pd.DataFrame
    """Points done after 0, 1, ... coming sprints, a column a quantile (five of them)."""
    forecast: Forecast
    """In how many sprints the backlog is done."""

    @property
    def chance(self) -> float:
        """Chance to be done by the target."""
        return self.forecast.confidence(self.target)


def headline(view: VelocityView) -> str:
    """Say the state in one line of HTML."""
    half, most = (_sprints(view, level) for level in (0.5, 0.85))
    return (
        f"<b>Chance to be done in {counted(view.target, 'sprint')}: {view.chance:.0%}</b>. "
        f"Half of the futures take {half}, 85% take {most}. "
        f"Mean velocity {plain(float(view.history.mean()))} points, "
        f"from {plain(float(view.history.min()))} to {plain(float(view.history.max()))}."
    )


def describe(view: VelocityView) -> str:
    """Say what the picture shows, in words."""
    done = ", ".join(plain(points) for points in view.history)
    so_far = float(view.history.sum())
    end = view.fan.iloc[view.target]
    low, high = float(end.iloc[0]), float(end.iloc[-1])
    grown = f" growing by {plain(view.growth)} a sprint" if view.growth else ""
    return (
        f"Burnup of {counted(len(view.history), 'past sprint')} ({done} points) with "
        f"{plain(view.backlog)} points to do{grown}. After {counted(view.target, 'more sprint')}, "
        f"9 of 10 futures have done {plain(low - so_far)} to {plain(high - so_far)} points more. "
        f"Chance to be done by then: {view.chance:.0%}; half of the futures take "
        f"{_sprints(view, 0.5)}, 85% take {_sprints(view, 0.85)}."
    )


def _sprints(view: VelocityView, level: float) -> str:
    count = view.forecast.at(level)
    if np.isinf(count):
        return "longer than can be said"
    return f"{counted(count, 'sprint')} or fewer"


class VelocityFigure:
    """Burnup above, chance by sprint below.

    Parameters
    ----------
    ahead : int
        Coming sprints shown.
    """

    def __init__(self, ahead: int) -> None:
        self._ahead = ahead
        self._sheet = Sheet(452)
        self._burnup = self._sheet.panel(
            (58, 218, 622, 190), x="sprint (0 is today)", y="points done since the first sprint"
        )
        self._burnup.numbers("y", 5)
        self._burnup.numbers("x", 12, whole=True)
        self._burnup.axes.axvline(0, color=PALETTE["quiet"], linewidth=0.8)
        self._bottom = self._sheet.panel(
            (58, 44, 622, 96), x="sprints from today", y="chance to be done by the end of a sprint"
        )
        self._bottom.shares()
        self._bottom.numbers("x", 12, whole=True)
        self._wide = self._burnup.bars("mist")
        self._narrow = self._burnup.bars("sky", zorder=3.1)
        self._middle = self._burnup.line("blue", width=2)
        self._past = self._burnup.line("ink", width=2, marker="o", markersize=5)
        self._scope = self._burnup.line("maroon", linestyle=(0, (6, 2)), zorder=5)
        self._date = self._burnup.upright("ink", above=0.04)
        self._early = self._bottom.bars("amber")
        self._kept = self._bottom.bars("blue")
        self._here = self._bottom.upright("ink")

    def show(self, view: VelocityView) -> None:
        """Move everything to a state."""
        past = np.concatenate(([0.0], np.cumsum(view.history)))
        behind, ahead = np.arange(-len(view.history), 1), view.fan.index.to_numpy(dtype=float)
        lines = view.fan.to_numpy().T
        scope = past[-1] + view.backlog + view.growth * ahead
        self._fit(view, max(float(scope[-1]), float(scope[0]) * 1.1))
        self._past.set_data(behind, past)
        self._wide.area(ahead, lines[0], lines[-1])
        self._narrow.area(ahead, lines[1], lines[-2])
        self._middle.set_data(ahead, lines[2])
        self._scope.set_data([behind[0], *ahead], [scope[0], *scope])
        self._date.set_xdata([view.target] * 2)
        numbers = np.arange(1, self._ahead + 1)
        chances = np.array([view.forecast.confidence(float(n)) for n in numbers])
        for bars, mine in (
            (self._early, numbers < view.target),
            (self._kept, numbers >= view.target),
        ):
            at = numbers[mine].astype(float)
            bars.show(at - 0.38, at + 0.38, 0, chances[mine])
        self._here.set_xdata([view.target] * 2)
        self._write(view, scope, lines)

    def png(self) -> bytes:
        """Draw the sheet as it stands."""
        return self._sheet.png()

    def picture(self, view: VelocityView) -> Picture:
        """Finish the sheet for print."""
        self.show(view)
        return self._sheet.picture(describe(view))

    def _fit(self, view: VelocityView, most: float) -> None:
        """Make room for the history, what is to come, and all of the work."""
        self._burnup.limits(y=(0.0, axis_end(1.3 * most)))
        ends = (-len(view.history) - 0.3, self._ahead + 0.6)
        self._burnup.limits(x=ends)
        self._bottom.limits(x=ends)

    def _write(self, view: VelocityView, scope: FloatArray, lines: FloatArray) -> None:
        panel, top = self._burnup, self._burnup.axes.get_ylim()[1]
        left = panel.axes.get_xlim()[0] + panel.pixels(8, "x")
        right = view.target < self._ahead * 0.75
        gap = panel.pixels(5 if right else -5, "x")
        date = Label(f"promised: {counted(view.target, 'sprint')}", view.target + gap,
                     top + panel.pixels(10), anchor=0 if right else 1, bold=True)  # fmt: skip
        room = panel.pixels(10)
        words = Label("all of the work", left, float(scope[0]) + room, "maroon", 0)
        panel.write([date, words])
        y = min(view.chance + self._bottom.pixels(8), 1 - self._bottom.pixels(8))
        x = view.target - 0.38 - self._bottom.pixels(4, "x")
        self._bottom.write([Label(f"{view.chance:.0%}", x, y, anchor=1, bold=True)])
