"""Parallel paths that must all be done: one path's luck, the last one's, and the promise."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tpmlab.amounts import FloatArray
from tpmlab.explorer_pictures.panels import Sheet
from tpmlab.pictures import PALETTE, Label, Picture
from tpmlab.pictures.numbers import counted, plain

__all__ = ["MergeFigure", "MergeView", "describe", "headline"]


class MergeView(NamedTuple):
    """One state of the explorer; days are working days."""

    paths: int
    """Paths that run side by side."""
    likely: float
    """Planned length of each."""
    buffer: float
    """Days between the planned end and the promise."""
    one: FloatArray
    """Length of a single path in each future; shape ``(trials,)``."""
    finish: FloatArray
    """Day on which the last path ends in each future; shape ``(trials,)``."""
    chances: FloatArray
    """Chance of the promise with 1, 2, ... paths; shape ``(most_paths,)``."""

    @property
    def promise(self) -> float:
        """Day promised."""
        return self.likely + self.buffer

    @property
    def chance(self) -> float:
        """Share of futures in which the promise is kept."""
        return float(self.chances[self.paths - 1])

    def buffer_for(self, confidence: float) -> float:
        """Days of buffer that this confidence takes."""
        day = float(np.quantile(self.finish, confidence, method="inverted_cdf"))
        return max(0.0, day - self.likely)


def headline(view: MergeView) -> str:
    """Say the state in one line of HTML."""
    return (
        f"<b>Chance to be done by day {plain(view.promise)}: {view.chance:.0%}</b>. One path alone "
        f"has {view.chances[0]:.0%}. An 80% chance takes a buffer of "
        f"{counted(float(np.ceil(view.buffer_for(0.8) - 1e-9)), 'day')}."
    )


def describe(view: MergeView) -> str:
    """Say what the picture shows, in words."""
    later = float(view.finish.mean() - view.one.mean())
    return (
        f"{counted(view.paths, 'path')} of {plain(view.likely)} planned days, all needed: the last "
        f"one ends by day {plain(view.promise)} ({plain(view.likely)} + {plain(view.buffer)} of "
        f"buffer) in {view.chance:.0%} of {len(view.finish):,} futures, a single path in "
        f"{view.chances[0]:.0%}. The mean finish is day {plain(float(view.finish.mean()))}, "
        f"{counted(later, 'day')} later than for one path: the merge bias. With 1, 4, 8 and "
        f"{len(view.chances)} paths the chance is "
        + ", ".join(f"{view.chances[n - 1]:.0%}" for n in (1, 4, 8, len(view.chances)))
        + "."
    )


class MergeFigure:
    """Finish of one path and of all above, chance by number of paths below.

    Parameters
    ----------
    first, last : float
        Ends of the day axis.
    most : int
        Most paths.
    """

    def __init__(self, first: float, last: float, most: int) -> None:
        self._sheet = Sheet(420)
        self._edges = np.arange(first, last + 1.5) - 0.5
        self._top = self._sheet.panel(
            (24, 226, 656, 130),
            title="When is the last path done? A bar a day: the higher, the more futures",
            x="working day",
            grid="x",
        )
        # heights are relative to the highest: an axis that jumps would hide what moves
        self._top.limits((first - 0.5, last + 0.5), (0.0, 1.12))
        self._top.axes.set_yticks([])
        self._top.numbers("x", 12, whole=True)
        self._bottom = self._sheet.panel(
            (58, 44, 622, 104), x="parallel paths", y="chance to keep the promise"
        )
        self._bottom.shares()
        self._bottom.limits(x=(0.4, most + 0.6))
        self._bottom.axes.set_xticks(range(1, most + 1))
        self._bottom.axes.axhline(0.8, color=PALETTE["quiet"], linewidth=1, linestyle=(0, (4, 2)))
        self._in_time = self._top.bars("blue", edgecolors=PALETTE["paper"], linewidths=0.6)
        self._late = self._top.bars("amber", edgecolors=PALETTE["paper"], linewidths=0.6)
        self._one = self._top.line("ink", width=1.3, linestyle=(0, (4, 2)), drawstyle="steps-mid")
        self._plan = self._top.upright("quiet", linestyle=(0, (2, 2)), above=0.04)
        self._promise = self._top.upright("ink", width=2, above=0.04)
        self._dots = self._bottom.line("blue", marker="o", markersize=6)
        self._here = self._bottom.line("vermilion", marker="D", markersize=11, zorder=6)

    def show(self, view: MergeView) -> None:
        """Move everything to a state."""
        days = (self._edges[:-1] + self._edges[1:]) / 2
        one, shares = (self._counts(values) for values in (view.one, view.finish))
        highest = max(one.max(), shares.max())
        one, shares = one / highest, shares / highest
        kept = days <= view.promise
        for bars, mine in ((self._in_time, kept), (self._late, ~kept)):
            bars.show(days[mine] - 0.5, days[mine] + 0.5, 0, shares[mine])
        self._one.set_data(days, one)
        self._plan.set_xdata([view.likely + 0.5] * 2)
        self._promise.set_xdata([view.promise + 0.5] * 2)
        numbers = np.arange(1, len(view.chances) + 1)
        self._dots.set_data(numbers, view.chances)
        self._here.set_data([view.paths], [view.chance])
        self._top.write(self._words(view, days, one))
        above = 1 if view.chance < 0.7 else -1
        y = view.chance + above * self._bottom.pixels(16)
        shares_80 = Label("80%", numbers[-1] + 0.35, 0.8 + self._bottom.pixels(9), "quiet")
        self._bottom.write([shares_80, Label(f"{view.chance:.0%}", view.paths, y, bold=True)])

    def png(self) -> bytes:
        """Draw the sheet as it stands."""
        return self._sheet.png()

    def picture(self, view: MergeView) -> Picture:
        """Finish the sheet for print."""
        self.show(view)
        return self._sheet.picture(describe(view))

    def _words(self, view: MergeView, days: FloatArray, one: FloatArray) -> list[Label]:
        pixel, top = self._top.pixels(1, "x"), self._top.axes.get_ylim()[1]
        level = top + self._top.pixels(12)
        peak = int(one.argmax())
        words = [
            Label(f"promise: day {plain(view.promise)}", view.promise + 0.5 + 5 * pixel, level,
                  anchor=0, bold=True),
            Label(f"{view.chance:.0%} in time", days[-1], top - self._top.pixels(10), "blue",
                  anchor=1, bold=True),
            Label(f"{1 - view.chance:.0%} late", days[-1], top - self._top.pixels(28), anchor=1),
            Label("one path alone", days[peak] - 14 * pixel, one[peak] - self._top.pixels(4),
                  anchor=1),
        ]  # fmt: skip
        if view.buffer:
            words.append(
                Label(
                    f"plan: day {plain(view.likely)}",
                    view.likely + 0.5 - 5 * pixel,
                    level,
                    "quiet",
                    1,
                )
            )
        return words

    def _counts(self, values: FloatArray) -> FloatArray:
        # a bar holds what ends within its day: after the day before, up to the day itself
        inside = np.clip(np.ceil(values - 1e-9), self._edges[0] + 0.5, self._edges[-1] - 0.5)
        counts = np.bincount((inside - self._edges[0]).astype(int), minlength=len(self._edges) - 1)
        return np.asarray(counts, dtype=np.float64)
