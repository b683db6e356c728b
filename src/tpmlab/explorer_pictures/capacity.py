"""How many instances: answers in time, minutes of downtime and money, side by side."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from tpmlab.explorer_pictures.panels import Bars, Panel, Sheet, axis_end
from tpmlab.flow.capacity import MINUTES_A_MONTH
from tpmlab.pictures import PALETTE, Label, Picture
from tpmlab.pictures.numbers import counted, plain

__all__ = ["CapacityFigure", "CapacityView", "describe", "headline"]

_LEAST = 0.05  # minutes: the foot of the downtime axis


class CapacityView(NamedTuple):
    """One state of the explorer."""

    table: pd.DataFrame
    """As :func:`tpmlab.flow.capacity.capacity_table` gives it."""
    instances: int
    """The number chosen."""
    needed: int
    """Working instances that answer enough requests in time."""
    milliseconds: int
    """Time within which 95 of 100 requests should be answered."""
    downtime: float
    """Minutes a month that are allowed."""
    floor: float
    """Minutes a month that the shared part alone is down."""

    @property
    def chosen(self) -> pd.Series:
        """The row chosen."""
        return self.table.iloc[self.instances - 1]


def headline(view: CapacityView) -> str:
    """Say the state in one line of HTML."""
    row = view.chosen
    if row["utilisation"] >= 1:
        work = "overloaded: the queue never ends"
    else:
        work = f"{row['in_time']:.1%} answered within {view.milliseconds} ms"
    kept = "yes" if row["downtime"] <= view.downtime else "no"
    return (
        f"<b>{counted(view.instances, 'instance')}: {plain(row['cost'])} a month, {work}, down "
        f"{plain(row['downtime'])} minutes a month</b> "
        f"({_per_cent(row['availability'])} available; within {plain(view.downtime)} minutes: "
        f"{kept}). {view.needed} must be up."
    )


def describe(view: CapacityView) -> str:
    """Say what the picture shows, in words."""
    row, good = view.chosen, view.table.index[view.table["downtime"] <= view.downtime]
    fewest = f"at least {good[0]} instances" if len(good) else "more instances than shown, or none"
    load = row["utilisation"]
    busy = f"{load:.0%} busy" if load < 1 else "overloaded"
    return (
        f"With {counted(view.instances, 'instance')}, {busy}, {row['in_time']:.1%} of requests are "
        f"answered within {view.milliseconds} ms; the month costs {plain(row['cost'])}. To answer "
        f"95% in time {view.needed} must be up, which they are {_per_cent(row['availability'])} of "
        f"the time: {plain(row['downtime'])} minutes of downtime a month, of which "
        f"{plain(view.floor)} come from what all instances share. At most {plain(view.downtime)} "
        f"minutes take {fewest}."
    )


class CapacityFigure:
    """Three panels over the number of instances.

    Parameters
    ----------
    most : int
        Most instances.
    """

    def __init__(self, most: int) -> None:
        self._numbers = np.arange(1, most + 1)
        self._sheet = Sheet(500)
        self._in_time = self._panel(
            372, "Answers: share of requests in time, all instances up (dashed: 95%)"
        )
        self._in_time.panel.shares()
        wanted = self._in_time.panel.axes.axhline(0.95, color=PALETTE["ink"], linewidth=1.2)
        wanted.set(linestyle=(0, (4, 2)), zorder=5)
        self._down = self._panel(
            206, "Downtime: minutes a month (dashed: allowed; dotted: what all share)"
        )
        axes = self._down.panel.axes
        axes.set_yscale("log")
        self._down.panel.limits(y=(_LEAST, MINUTES_A_MONTH))
        axes.set_yticks(
            [0.1, 1, 10, 100, 1000, 10_000], ["0.1", "1", "10", "100", "1,000", "10,000"]
        )
        axes.minorticks_off()
        self._allowed = self._down.panel.line("ink", width=1.2, linestyle=(0, (4, 2)), zorder=5)
        self._floor = self._down.panel.line("maroon", width=1.6, linestyle=":", zorder=5)
        self._cost = self._panel(40, "Cost: money a month, at your price", x="instances")
        self._cost.panel.numbers("y", 4)

    def show(self, view: CapacityView) -> None:
        """Move everything to a state."""
        table, here = view.table, view.instances
        self._in_time.show(self._numbers, table["in_time"], 0.0, table["in_time"] >= 0.95, here)
        down = table["downtime"].clip(lower=_LEAST)
        self._down.show(self._numbers, down, _LEAST, table["downtime"] <= view.downtime, here)
        ends = [0.3, len(self._numbers) + 0.7]
        self._allowed.set_data(ends, [view.downtime] * 2)
        self._floor.set_data(ends, [max(view.floor, _LEAST)] * 2)
        self._cost.panel.limits(y=(0.0, axis_end(float(table["cost"].iloc[-1]))))
        self._cost.show(self._numbers, table["cost"], 0.0, table["cost"] >= 0, here)
        row = view.chosen
        self._in_time.say(f"{row['in_time']:.1%}", here)
        self._down.say(f"{plain(row['downtime'])} minutes", here)
        self._cost.say(plain(row["cost"]), here)

    def png(self) -> bytes:
        """Draw the sheet as it stands."""
        return self._sheet.png()

    def picture(self, view: CapacityView) -> Picture:
        """Finish the sheet for print."""
        self.show(view)
        return self._sheet.picture(describe(view))

    def _panel(self, bottom: int, title: str, x: str = "") -> _NumberPanel:
        panel = self._sheet.panel((62, bottom, 618, 84), title=title, x=x)
        panel.limits(x=(0.3, len(self._numbers) + 0.7))
        panel.axes.set_xticks(self._numbers)
        return _NumberPanel(panel)


class _NumberPanel:
    """A bar for each number of instances: good or not, and the chosen one framed."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self._good: Bars = panel.bars("blue")
        self._bad: Bars = panel.bars("amber")
        self._frame = panel.line("ink", marker="v", markersize=9, linestyle="", clip_on=False)

    def show(
        self, x: np.ndarray, heights: pd.Series, foot: float, good: pd.Series, here: int
    ) -> None:
        """Move the bars."""
        values, fine = np.asarray(heights, dtype=float), np.asarray(good, dtype=bool)
        for bars, mine in ((self._good, fine), (self._bad, ~fine)):
            wide = np.where(x[mine] == here, 0.46, 0.34)
            bars.show(x[mine] - wide, x[mine] + wide, foot, values[mine])
        self._frame.set_transform(self.panel.axes.get_xaxis_transform())
        self._frame.set_data([here], [1.06])

    def say(self, words: str, here: int) -> None:
        """Write the chosen number's value above the panel."""
        axes = self.panel.axes
        low, high = axes.get_ylim()
        share = 1.06
        log = axes.get_yscale() == "log"
        y = low * (high / low) ** share if log else low + (high - low) * share
        left = here > axes.get_xlim()[1] * 0.75
        gap = self.panel.pixels(-10 if left else 10, "x")
        self.panel.write([Label(words, here + gap, y, anchor=float(left), bold=True)])


def _per_cent(share: float) -> str:
    """Write an availability with as many digits as it has nines, and two."""
    if share >= 1:
        return "100%"
    digits = int(min(max(np.ceil(-np.log10(1 - share)), 1), 7))
    return f"{100 * np.floor(share * 10 ** (digits + 2)) / 10 ** (digits + 2):.{digits}f}%"
