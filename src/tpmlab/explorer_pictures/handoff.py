"""Lead times of items that need other teams, and where their days go."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from tpmlab.amounts import FloatArray
from tpmlab.explorer_pictures.panels import Sheet, axis_end
from tpmlab.pictures import PALETTE, Label, Picture
from tpmlab.pictures.numbers import counted, plain

__all__ = ["HandoffFigure", "HandoffView", "describe", "headline"]

_MOST = 5  # other teams that an item may need


class HandoffView(NamedTuple):
    """One state of the explorer; days are working days."""

    needs: int
    """Other teams that an item needs."""
    increment: float
    """Days until the date that all of them plan for."""
    items: pd.DataFrame
    """One row an item: `work`, `pieces`, `lead`, `waiting`."""
    medians: FloatArray
    """Median lead time with 0, 1, ... other teams; shape ``(6,)``."""

    @property
    def chance(self) -> float:
        """Share of items, begun on the first day, that are done within the increment."""
        return float((self.items["lead"] <= self.increment + 1e-9).mean())

    @property
    def idle(self) -> float:
        """Share of all days in which an item waits."""
        return float(self.items["waiting"].sum() / self.items["lead"].sum())


def headline(view: HandoffView) -> str:
    """Say the state in one line of HTML."""
    median, late = view.items["lead"].quantile([0.5, 0.85])
    return (
        f"<b>Half of the items take {counted(median, 'day')} or less</b>, 85% take "
        f"{counted(late, 'day')} or less; {view.idle:.0%} of that is waiting. Done within "
        f"{counted(view.increment, 'day')}: {view.chance:.0%}."
    )


def describe(view: HandoffView) -> str:
    """Say what the picture shows, in words."""
    median, late = view.items["lead"].quantile([0.5, 0.85])
    return (
        f"{len(view.items):,} items that need a piece from {counted(view.needs, 'other team')}: "
        f"median lead time {counted(median, 'day')}, 85% are done in {counted(late, 'day')}, "
        f"{view.chance:.0%} within {plain(view.increment)} days. Of an item's days {view.idle:.0%} "
        "are waiting. Medians for 0 to 5 other teams: "
        + ", ".join(plain(float(median)) for median in view.medians)
        + " days."
    )


class HandoffFigure:
    """Lead times above, median by number of other teams below."""

    def __init__(self) -> None:
        self._sheet = Sheet(420)
        self._top = self._sheet.panel(
            (24, 226, 656, 130),
            title="From asked to done: a bar five days wide, the higher, the more items",
            x="working days",
            grid="x",
        )
        self._top.axes.set_yticks([])
        self._top.numbers("x", 10)
        self._bottom = self._sheet.panel(
            (58, 44, 622, 104), x="other teams that an item needs", y="median working days"
        )
        self._bottom.numbers("y", 4)
        self._bottom.limits(x=(-0.5, _MOST + 0.5))
        self._bottom.axes.set_xticks(range(_MOST + 1))
        look = {"edgecolors": PALETTE["paper"], "linewidths": 0.6}
        self._kept = self._top.bars("blue", **look)
        self._late = self._top.bars("amber", **look)
        self._date = self._top.upright("ink", width=2, above=0.04)
        self._dots = self._bottom.line("blue", marker="o", markersize=6)
        self._here = self._bottom.line("vermilion", marker="D", markersize=11, zorder=6)

    def show(self, view: HandoffView) -> None:
        """Move everything to a state."""
        lead = view.items["lead"].to_numpy()
        end = axis_end(max(1.2 * view.increment, float(np.quantile(lead, 0.98))))
        edges = np.arange(0, end + 5, 5.0)
        counts = np.histogram(np.minimum(lead, end - 1e-6), edges)[0] / len(lead)
        highest = max(float(counts.max()), 1e-9)
        self._top.limits((0.0, end), (0.0, 1.12))
        kept = edges[1:] <= view.increment + 1e-9
        for bars, mine in ((self._kept, kept), (self._late, ~kept)):
            left = edges[:-1][mine]
            bars.show(left, np.minimum(left + 5, end), 0, counts[mine] / highest)
        self._date.set_xdata([view.increment] * 2)
        self._bottom.limits(y=(0.0, axis_end(1.2 * float(view.medians.max()))))
        self._dots.set_data(np.arange(len(view.medians)), view.medians)
        here = float(view.medians[view.needs])
        self._here.set_data([view.needs], [here])
        pixel, level = self._top.pixels(1, "x"), 1.12 + self._top.pixels(12)
        right = view.increment > 0.7 * end
        words = Label(f"end of the increment: day {plain(view.increment)}",
                      view.increment + (-5 if right else 5) * pixel, level,
                      anchor=1 if right else 0, bold=True)  # fmt: skip
        share = Label(f"{view.chance:.0%} done by then", end, 1.12 - self._top.pixels(10), "blue",
                      anchor=1, bold=True)  # fmt: skip
        self._top.write([words, share])
        y = here + (1 if here < 0.6 * self._bottom.axes.get_ylim()[1] else -1.2) * (
            self._bottom.pixels(16)
        )
        self._bottom.write([Label(f"{plain(here)} days", view.needs, y, bold=True)])

    def png(self) -> bytes:
        """Draw the sheet as it stands."""
        return self._sheet.png()

    def picture(self, view: HandoffView) -> Picture:
        """Finish the sheet for print."""
        self.show(view)
        return self._sheet.picture(describe(view))
