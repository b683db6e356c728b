"""Money against the finish: your cuts beside the cheapest, and the plan they give."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from tpmlab.explorer_pictures.panels import Sheet
from tpmlab.pictures import PALETTE, Label, Picture, shorten
from tpmlab.pictures.numbers import counted, listed, plain
from tpmlab.schedule.crash_model import CrashedPlan
from tpmlab.schedule.critical_path import Schedule
from tpmlab.schedule.fast_tracking import FastTrack

__all__ = ["CrashFigure", "CrashView", "describe", "headline"]

_ROW = 22  # pixels a task
_LEFT, _WIDTH = 112, 560


class CrashView(NamedTuple):
    """One state of the explorer; days are working days, money is in dollars."""

    start: Schedule
    """The plan before any change."""
    now: Schedule
    """With the cuts and the overlap, if no rework is needed."""
    cost: float
    """Money for the cuts."""
    overhead: float
    """Money for each day of the project."""
    target: float
    """The day wished for."""
    best: tuple[CrashedPlan, ...]
    """The cheapest plan for each day, from the latest finish to the earliest."""
    paths: tuple[int, ...]
    """How many critical paths each of these plans has."""
    steps: tuple[tuple[float, float], ...]
    """Finish and cost when each day is bought where that day is cheapest."""
    bet: FastTrack | None = None
    """What may come of the overlap, if there is one."""

    @property
    def mean_finish(self) -> float:
        """Expected finish, rework included."""
        return self.now.finish if self.bet is None else self.bet.mean

    @property
    def change(self) -> float:
        """Cuts less the overhead saved: money against the plan before any change."""
        return self.cost - self.overhead * (self.start.finish - self.mean_finish)

    def cheapest(self, day: float) -> tuple[float, float]:
        """Cost of a day's cheapest cuts, and when each day is bought where it is cheapest."""
        best = next(plan.cost for plan in self.best if plan.finish <= day + 1e-6)
        step = next(cost for finish, cost in self.steps if finish <= day + 1e-6)
        return best, step


def headline(view: CrashView) -> str:
    """Say the state in one line of HTML."""
    best, step = view.cheapest(view.target)
    late = view.now.finish - view.target
    made = "the target is met" if late <= 1e-6 else f"{counted(late, 'day')} after the target"
    return (
        f"<b>Yours: day {plain(view.now.finish)} for {plain(view.cost)}</b> dollars of cuts, "
        f"{made}. For day {plain(view.target)}, the cheapest day each time costs {plain(step)}, "
        f"the cheapest plan {plain(best)}."
    )


def describe(view: CrashView) -> str:
    """Say what the picture shows, in words."""
    best, step = view.cheapest(view.target)
    change = view.change
    money = f"{plain(abs(change))} dollars {'more' if change > 0 else 'less'} than"
    parts = [
        f"Your cuts cost {plain(view.cost)} dollars and end the plan on day "
        f"{plain(view.now.finish)}; with {plain(view.overhead)} of overhead a day that is "
        f"{money if abs(change) >= 0.5 else 'the same money as'} the plan as it was",
        f"day {plain(view.target)} costs {plain(best)} at least, and {plain(step)} if the "
        "cheapest day is bought each time",
        view.now.critical_text,
        f"along the cheapest plans, {_regimes_text(view)}",
    ]
    if view.bet is not None:
        parts.insert(
            1,
            f"with the overlap there is a chance of {view.bet.chance(view.target):.0%} to end by "
            f"day {plain(view.target)}, and the expected finish is day {plain(view.bet.mean)}",
        )
    return "; ".join(parts) + "."


def _regimes(view: CrashView) -> list[tuple[int, float, float]]:
    """Give each number of critical paths with the latest and earliest day it holds for."""
    found: list[tuple[int, float, float]] = []
    for plan, count in zip(view.best, view.paths, strict=True):
        if found and found[-1][0] == count:
            found[-1] = (count, found[-1][1], plan.finish)
        else:
            found.append((count, plan.finish, plan.finish))
    return found


def _regimes_text(view: CrashView) -> str:
    words = [
        f"{counted(count, 'path is', 'paths are')} critical from day {plain(late)}"
        for count, late, _ in _regimes(view)
    ]
    return listed(words)


class CrashFigure:
    """Time-cost curve above, bars of the tasks below.

    Parameters
    ----------
    start : Schedule
        Sets the rows.
    earliest : float
        Left end of the day axis of the curve.
    dearest : float
        Most money that can be spent on cuts.
    """

    def __init__(self, start: Schedule, earliest: float, dearest: float) -> None:
        rows = _ROW * len(start)
        height = rows + 356
        self._sheet = Sheet(height)
        self._curve = self._sheet.panel(
            (70, rows + 96, 602, 190),
            x="finish, working day",
            y="dollars, against the plan as it was",
        )
        margin = max(0.04 * (start.finish - earliest), 0.3)
        self._curve.limits(
            (earliest - margin, start.finish + 2 * margin), (-0.25 * dearest, 1.2 * dearest)
        )
        self._curve.numbers("x", 12, whole=True)
        self._curve.numbers("y", 6)
        self._rows = self._sheet.panel(
            (_LEFT, 40, _WIDTH, rows), x="working days from the start", grid="x"
        )
        self._rows.limits((0, start.finish * 1.04), (len(start) - 0.5, -0.5))
        self._rows.axes.set_yticks(range(len(start)), [shorten(name, 17) for name in start])
        self._rows.numbers("x", 10, whole=True)
        self._make_curve()
        self._make_rows()
        self._key()

    def show(self, view: CrashView) -> None:
        """Move everything to a state."""
        self._show_curve(view)
        self._show_rows(view)

    def png(self) -> bytes:
        """Draw the sheet as it stands."""
        return self._sheet.png()

    def picture(self, view: CrashView) -> Picture:
        """Finish the sheet for print."""
        self.show(view)
        return self._sheet.picture(describe(view))

    def _make_curve(self) -> None:
        panel = self._curve
        panel.axes.axhline(0, color=PALETTE["quiet"], linewidth=0.8, zorder=1)
        self._bands = panel.bars("mist", zorder=1, alpha=0.7)
        self._edges = panel.bars("quiet", zorder=1.5)
        self._best = panel.line("blue", width=2, marker="o", markersize=4)
        self._total = panel.line("green", linestyle=(0, (5, 2)))
        self._steps = panel.line("amber", width=1, marker="s", markersize=5, zorder=3.5)
        self._target = panel.upright("ink", linestyle=(0, (2, 2)))
        self._mine = panel.line("vermilion", marker="D", markersize=10, zorder=6, linestyle="")
        self._late = panel.line("vermilion", marker="D", markersize=10, zorder=5, linestyle=":")
        self._late.set_markerfacecolor(PALETTE["paper"])

    def _make_rows(self) -> None:
        panel = self._rows
        self._before = panel.bars("grid", zorder=2)
        self._tasks = panel.bars("blue")
        self._critical = panel.bars("vermilion")
        self._edge = panel.bars("maroon", zorder=4)
        self._goal = panel.upright("ink", linestyle=(0, (2, 2)))

    def _key(self) -> None:
        marks = [self._best, self._steps, self._total, self._mine]
        names = ["cheapest cuts", "cheapest day each time", "less the overhead it saves", "yours"]
        self._sheet.key(marks, names)
        bars = [self._critical.shapes, self._tasks.shapes, self._before.shapes]
        rows = _ROW * len(self._rows.axes.get_yticks())
        self._sheet.key(bars, ["critical", "may wait", "as it was"], above=rows + 42)

    def _show_curve(self, view: CrashView) -> None:
        panel = self._curve
        days = np.array([plan.finish for plan in view.best])
        cost = np.array([plan.cost for plan in view.best])
        self._best.set_data(days, cost)
        self._total.set_data(days, cost - view.overhead * (view.start.finish - days))
        self._steps.set_data(*zip(*view.steps, strict=True))
        self._target.set_xdata([view.target] * 2)
        self._mine.set_data([view.now.finish], [view.cost])
        late = view.now.finish if view.bet is None else float(view.bet.finishes[-1])
        self._late.set_data([view.now.finish, late], [view.cost] * 2)
        regimes = _regimes(view)
        low, high = panel.axes.get_ylim()
        left, right = panel.axes.get_xlim()
        cuts = [right, *((a[2] + b[1]) / 2 for a, b in pairwise(regimes)), left]
        spans = list(pairwise(cuts))
        shaded = spans[1::2] or [(left, left)]
        self._bands.show([b for _, b in shaded], [a for a, _ in shaded], low, high)
        labels = [
            Label(_short(count, a - b, panel.pixels(1, "x")), (a + b) / 2,
                  high - panel.pixels(11), "quiet")
            for (count, _, _), (a, b) in zip(regimes, spans, strict=True)
        ]  # fmt: skip
        labels.append(Label("target", view.target, high + panel.pixels(11), bold=True))
        share = 0.0 if view.bet is None else 1 - view.bet.chance(view.now.finish)
        if share > 1e-9:
            labels.append(Label(f"{share:.0%} rework", late, view.cost - panel.pixels(16)))
        panel.write(labels)

    def _show_rows(self, view: CrashView) -> None:
        start, now, rows = view.start.rows, view.now.rows, np.arange(len(view.now))
        self._before.show(
            [r.early_start for r in start], [r.early_finish for r in start], rows + 0.24, rows + 0.4
        )
        for bars, critical in ((self._tasks, False), (self._critical, True)):
            mine = [n for n in range(len(now)) if now[n].critical is critical]
            left = [now[n].early_start for n in mine]
            ends = [now[n].early_finish for n in mine]
            at = np.array(mine, dtype=float)
            bars.show(left, ends, at - 0.34, at + 0.18)
            if critical:  # a dark rim besides the colour
                self._edge.show(left, ends, at + 0.12, at + 0.18)
        self._goal.set_xdata([view.target] * 2)
        labels = []
        for n, (old, new) in enumerate(zip(view.start.plan, view.now.plan, strict=True)):
            cut = old.duration - new.duration
            words = counted(new.duration, "day") + (f", {plain(cut)} cut" if cut > 1e-9 else "")
            end = max(now[n].early_finish, start[n].early_finish)
            room = self._rows.axes.get_xlim()[1] - self._rows.pixels(105, "x")
            right = bool(end < room)
            x = end if right else min(now[n].early_start, start[n].early_start)
            labels.append(
                Label(words, x + self._rows.pixels(6 if right else -6, "x"), n, anchor=1.0 - right)
            )
        self._rows.write(labels)


def _short(count: int, width: float, pixel: float) -> str:
    words = f"{count} critical path" + ("s" if count > 1 else "")
    return words if width > 7 * len(words) * pixel else f"{count}"
