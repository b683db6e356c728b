"""The week's Gantt chart: the plan at the start, and where its packages stand now."""

from __future__ import annotations

from typing import NamedTuple

from matplotlib.patches import Patch

from tpmlab.explorer_pictures.cockpit.bars import Bar
from tpmlab.explorer_pictures.panels import Sheet, axis_end
from tpmlab.pictures import PALETTE, Label, Picture, shorten

__all__ = ["GanttFigure", "Plan", "describe_gantt"]

_ROW, _FOOT = 22, 40
_RIGHT, _LEAST_LEFT = 680, 196  # where the bars end, and where they begin at the earliest
_LETTER, _MOST_LETTERS = 7.5, 34  # of a package's title: width, and how many are shown
_WORDS = {
    "done": "done",
    "blocked": "blocked",
    "waiting": "waits",
    "ready": "ready",
    "cut": "cut",
    "deferred": "set aside",
}


class Plan(NamedTuple):
    """What the chart shows; equal plans have the same picture."""

    bars: tuple[Bar, ...]
    week: int
    agreed: float
    forecast: float


def describe_gantt(plan: Plan) -> str:
    """Say what the chart shows."""
    names = {status: [b.title for b in plan.bars if b.status == status] for status in _WORDS}
    begun = [f"{b.title} {b.share:.0%}" for b in plan.bars if b.status == "open"]
    parts = [f"{len(names['done'])} of {len(plan.bars)} packages done"]
    if begun:
        parts.append(f"begun: {', '.join(begun)}")
    parts += [
        f"{word}: {', '.join(names[status])}"
        for status, word in (("blocked", "blocked"), ("cut", "cut"), ("deferred", "set aside"))
        if names[status]
    ]
    return (
        f"Gantt chart after week {plan.week}: {'; '.join(parts)}. Agreed date: end of week "
        f"{plan.agreed:.1f}; forecast: {plan.forecast:.1f}."
    )


class GanttFigure:
    """A row a package, the plan at the start as a thin bar below.

    Parameters
    ----------
    plan : Plan
        Sets the rows and the first scale.
    """

    def __init__(self, plan: Plan) -> None:
        rows = len(plan.bars)
        names = [shorten(bar.title, _MOST_LETTERS) for bar in plan.bars]
        left = max(_LEAST_LEFT, 16 + _LETTER * max(map(len, names)))
        self._sheet = Sheet(_FOOT + _ROW * rows + 44)
        self._panel = self._sheet.panel(
            (left, _FOOT, _RIGHT - left, _ROW * rows), x="week", grid="x"
        )
        self._panel.limits(y=(0.0, float(rows)))
        self._panel.axes.set_yticks([])
        self._panel.numbers("x", 10, whole=True)
        for n, name in enumerate(names):
            self._sheet.note(name, 8, _FOOT + _ROW * (rows - n - 0.5))
        self._was = self._panel.bars("sky", zorder=2)
        self._to_do = self._panel.bars("mist", edgecolors=PALETTE["blue"], linewidths=1)
        self._done = self._panel.bars("blue", zorder=4)
        self._stuck = self._panel.bars(
            "amber", zorder=3.5, edgecolors=PALETTE["maroon"], linewidths=0.5, hatch="////"
        )
        self._now = self._panel.upright("ink", zorder=5, width=1.4)
        self._agreed = self._panel.upright(
            "vermilion", zorder=5, width=1.4, linestyle=(0, (4, 2)), above=0.02
        )
        self._key()

    def show(self, plan: Plan) -> None:
        """Move everything to a plan."""
        rows, bars = len(plan.bars), plan.bars
        latest = max([plan.agreed, plan.forecast, *(b.planned[1] for b in bars)])
        # room from the start: an axis that moves is drawn anew
        planned = max(b.planned[1] for b in bars)
        self._panel.limits(x=(0.0, axis_end(max(1.5 * planned, 1.12 * latest))))
        tops = [rows - n for n in range(rows)]
        low, high = [t - 0.62 for t in tops], [t - 0.12 for t in tops]
        self._was.show(
            [b.planned[0] for b in bars],
            [b.planned[1] for b in bars],
            [t - 0.88 for t in tops],
            [t - 0.70 for t in tops],
        )
        shown = [0.0 if b.status in {"cut", "deferred"} else 1.0 for b in bars]
        starts = [b.now[0] for b in bars]
        ends = [s + keep * (b.now[1] - s) for s, b, keep in zip(starts, bars, shown, strict=True)]
        self._to_do.show(starts, ends, low, high)
        built = [
            _until_now(bar, s, e, plan.week) for s, e, bar in zip(starts, ends, bars, strict=True)
        ]
        self._done.show(starts, built, low, high)
        stuck = [n for n, b in enumerate(bars) if b.status == "blocked"]
        self._stuck.show(*([edge[n] for n in stuck] for edge in (built, ends, low, high)))
        self._now.set_xdata([plan.week] * 2)
        self._agreed.set_xdata([plan.agreed] * 2)
        gap = self._panel.pixels(5, "x")
        self._panel.write(
            [
                Label(_WORDS.get(b.status, f"{b.share:.0%}"), e + gap, t - 0.4, anchor=0)
                for b, e, t in zip(bars, ends, tops, strict=True)
            ]
        )

    def png(self) -> bytes:
        """Draw the chart as it stands."""
        return self._sheet.png()

    def picture(self, plan: Plan) -> Picture:
        """Finish the chart for print."""
        self.show(plan)
        return self._sheet.picture(describe_gantt(plan))

    def _key(self) -> None:
        blocked = Patch(facecolor=PALETTE["amber"], edgecolor=PALETTE["maroon"], hatch="////")
        self._sheet.key(
            [
                self._done.shapes,
                self._to_do.shapes,
                blocked,
                self._was.shapes,
                self._now,
                self._agreed,
            ],
            ["done", "to do", "blocked", "plan at the start", "today", "agreed date"],
        )


def _until_now(bar: Bar, start: float, end: float, week: float) -> float:
    """Where the worked part of a bar ends: a bar in progress was worked on until today."""
    if bar.status == "done":
        return end
    return min(max(start, week), end) if bar.share > 0 else start
