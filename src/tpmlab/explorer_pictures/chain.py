"""One chain planned twice: what each plan promises, and when its futures end."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tpmlab.amounts import FloatArray
from tpmlab.explorer_pictures.panels import Panel, Sheet, axis_end
from tpmlab.pictures import FONT, PALETTE, Label, Picture
from tpmlab.pictures.numbers import counted, plain
from tpmlab.schedule.critical_chain import ChainPlans, Habits, PromisedRun

__all__ = ["ChainFigure", "ChainView", "describe", "headline"]

_BINS = 64
_HIGH = 1.5  # top of a panel: bars up to 1, the plan's strip above


class ChainView(NamedTuple):
    """One state of the explorer; days are working days."""

    tasks: int
    """Tasks in the chain, all alike."""
    plans: ChainPlans
    """Both plans with their futures."""
    habits: Habits
    """What people do with an estimate: the model's assumptions."""


def headline(view: ChainView) -> str:
    """Say the state in one line of HTML."""
    one, other = view.plans.padded, view.plans.buffered
    mean, other_mean = (float(run.finish.mean()) for run in (one, other))
    ends = (
        f"On average both end on day {plain(mean)}: with these habits only the promises differ."
        if abs(mean - other_mean) < 0.05
        else f"The average end moves from day {plain(mean)} to {plain(other_mean)}: by habits "
        "alone, for the work and the luck are the same."
    )
    return (
        f"<b>Padding: day {plain(one.promise)}, kept in {one.chance:.0%} of futures. One buffer: "
        f"day {plain(other.promise)}, kept in {other.chance:.0%}.</b> {ends}"
    )


def describe(view: ChainView) -> str:
    """Say what the picture shows, in words."""
    h = view.habits
    parts = [
        f"A chain of {counted(view.tasks, 'task')}, {plain(view.plans.padded.work)} days at median "
        f"durations. Assumed: {h.late_start:.0%} of the padding passes before work begins, "
        f"{h.filling:.0%} of the time left is filled, {h.kept_with_buffer:.0%} of that habit stays "
        "with a buffer"
    ]
    for name, run in (("padding", view.plans.padded), ("one buffer", view.plans.buffered)):
        parts.append(
            f"with {plain(run.safety)} days of {name}, day {plain(run.promise)} is promised and "
            f"kept in {run.chance:.0%} of futures; half end by day {_quantile(run, 0.5)}, 90% by "
            f"day {_quantile(run, 0.9)}"
        )
    return ". ".join(part[0].upper() + part[1:] for part in parts) + "."


def _quantile(run: PromisedRun, level: float) -> str:
    return plain(float(np.quantile(run.finish, level, method="inverted_cdf")))


class ChainFigure:
    """Two panels over one day axis: the padded plan above, the buffered one below."""

    def __init__(self) -> None:
        self._sheet = Sheet(460)
        titles = ("Padding in every task", "One buffer after the last task")
        self._plans = [
            _PlanPanel(self._sheet, (24, bottom, 656, 152), title, color)
            for bottom, title, color in zip((256, 44), titles, ("mist", "green"), strict=True)
        ]
        self._sheet.note("working days; below each plan, the futures that end there", 24, 14)

    def show(self, view: ChainView) -> None:
        """Move everything to a state."""
        runs = (view.plans.padded, view.plans.buffered)
        most = max(max(float(np.quantile(r.finish, 0.995)), 1.06 * r.promise) for r in runs)
        end = axis_end(1.05 * most)
        # each plan's bars begin at its promise, so that none is half in time
        width = end / _BINS
        edges = [np.arange(r.promise % width - width, end + 2 * width, width) for r in runs]
        counts = [
            np.histogram(np.clip(run.finish, steps[0], steps[-1]), steps)[0]
            for run, steps in zip(runs, edges, strict=True)
        ]
        highest = max(int(count.max()) for count in counts)
        for panel, run, steps, count in zip(self._plans, runs, edges, counts, strict=True):
            panel.show(run, view.tasks, end, steps, count / highest)

    def png(self) -> bytes:
        """Draw the sheet as it stands."""
        return self._sheet.png()

    def picture(self, view: ChainView) -> Picture:
        """Finish the sheet for print."""
        self.show(view)
        return self._sheet.picture(describe(view))


class _PlanPanel:
    """A plan as a strip of tasks and safety, over the ends of its futures."""

    def __init__(
        self, sheet: Sheet, box: tuple[float, float, float, float], title: str, color: str
    ) -> None:
        self._panel: Panel = sheet.panel(box, grid="x")
        self._panel.axes.set_yticks([])
        self._panel.numbers("x", 12)
        sheet.note(title, 12, box[1] + box[3] + 28, fontsize=FONT["label"], fontweight="bold")
        rim = {"edgecolors": PALETTE["ink"], "linewidths": 0.8}
        self._work = self._panel.bars("sky", **rim)
        self._safety = self._panel.bars(color, **rim)
        self._kept, self._late = self._panel.bars("blue"), self._panel.bars("amber")
        self._promise = self._panel.upright("ink", width=2, above=0.05)
        self._padded = color == "mist"

    def show(
        self, run: PromisedRun, tasks: int, end: float, edges: FloatArray, heights: FloatArray
    ) -> None:
        """Move everything to a run."""
        self._panel.limits((0.0, end), (0.0, _HIGH))
        work, safety = run.work / tasks, run.safety / tasks
        places = np.arange(tasks)
        if self._padded:
            starts = places * (work + safety)
            self._work.show(starts, starts + work, 1.14, 1.4)
            self._safety.show(starts + work, starts + work + safety, 1.14, 1.4)
        else:
            self._work.show(places * work, (places + 1) * work, 1.14, 1.4)
            self._safety.show(run.work, run.promise, 1.14, 1.4)
        middles = (edges[:-1] + edges[1:]) / 2
        for bars, mine in (
            (self._kept, middles <= run.promise),
            (self._late, middles > run.promise),
        ):
            bars.show(edges[:-1][mine], edges[1:][mine], 0, heights[mine])
        self._promise.set_xdata([run.promise] * 2)
        gap, level = self._panel.pixels(6, "x"), _HIGH + self._panel.pixels(10)
        words = f"promised: day {plain(run.promise)}"
        left = Label(f"{run.chance:.0%} in time", gap, 0.8, "blue", 0, bold=True)
        late = Label(f"{1 - run.chance:.0%} late", gap, 0.62, anchor=0)
        right = run.promise < 0.7 * end
        label = Label(words, run.promise + (gap if right else -gap), level, "ink", 1 - right, True)
        self._panel.write([left, late, label])
