"""Scope that grows against work done and the agreed date, and what each request took."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tpmlab.explorer_pictures.panels import Panel, Sheet, axis_end
from tpmlab.pictures import PALETTE, Label, Picture, shorten
from tpmlab.pictures.numbers import plain, signed
from tpmlab.simulator.creep import Answer, Course

__all__ = ["CreepFigure", "CreepView", "describe", "headline"]

_ROW, _LEFT, _WIDE = 26, 222, 372
_DASHES = (0, (4, 2))
_SAID = {"yes": "yes", "time": "date moves", "scope": "scope leaves", "no": "no"}


class CreepView(NamedTuple):
    """One state of the explorer; weeks from the start, money in thousands."""

    course: Course
    costs: tuple[float, ...]
    """What each answer's wish takes, all in: money that it would cost the project."""
    weeks: tuple[float, ...]
    """Weeks by which each wish alone moves the finish."""
    untouched: float
    """Finish without any wish or addition."""
    currency: str = "USD"

    @property
    def late(self) -> float:
        """Weeks after the agreed date, as it stands at the end; below 0 if early."""
        return self.course.finish - self.course.agreed[-1]

    @property
    def hidden(self) -> float:
        """Person-days that nobody recorded."""
        return self.course.scope[-1] - self.course.recorded[-1]

    @property
    def taken(self) -> tuple[Answer, ...]:
        """Answers that were a yes."""
        return tuple(answer for answer in self.course.answers if answer.said != "no")


def headline(view: CreepView) -> str:
    """Say the state in one line of HTML."""
    late = view.late
    word = f"{abs(late):.1f} weeks {'late' if late > 0 else 'early'}"
    return (
        f"<b>Ready after {view.course.finish:.1f} weeks, "
        f"{'on the day' if abs(late) < 0.05 else word}</b> (agreed: week "
        f"{view.course.agreed[-1]:.1f}). Value less pay: {plain(view.course.net)} k{view.currency}."
    )


def describe(view: CreepView) -> str:
    """Say what the picture shows, in words."""
    course = view.course
    each = "; ".join(
        f"{answer.wish.title} in week {answer.wish.week}: {_SAID[answer.said]}, "
        f"{answer.effort:.0f} person-days, {weeks:.1f} weeks, worth {plain(answer.wish.value)}, "
        f"costs {plain(cost)} k"
        for answer, weeks, cost in zip(course.answers, view.weeks, view.costs, strict=True)
    )
    return (
        f"Agreed were {course.recorded[0]:.0f} person-days. On record are "
        f"{course.recorded[-1]:.0f} at the end, in truth {course.scope[-1]:.0f}: "
        f"{view.hidden:.0f} came unrecorded. The work meets the scope in week {course.finish:.1f}, "
        f"agreed is {course.agreed[-1]:.1f}; untouched it would be {view.untouched:.1f}. {each}."
    )


class CreepFigure:
    """Scope, work and dates above; value and cost of each request below.

    Parameters
    ----------
    view : CreepView
        The first state: it gives the rows.
    """

    def __init__(self, view: CreepView) -> None:
        self._rows = max(len(view.course.answers), 1)
        low = _ROW * self._rows
        self._sheet = Sheet(low + 44 + 290)
        self._top = self._sheet.panel(
            (58, low + 134, 512, 134), title="Person-days of scope and of work done", x="week"
        )
        self._top.numbers("x", 12, whole=True)
        self._top.numbers("y", 5)
        self._bottom = self._sheet.panel(
            (_LEFT, 44, _WIDE, low),
            title="Each request: what it is worth, and what it costs all in",
            x=f"thousand {view.currency}",
            grid="x",
        )
        self._bottom.limits(y=(0.0, float(self._rows)))
        self._bottom.axes.set_yticks([])
        self._bottom.numbers("x", 7)
        # both areas stand on the agreed scope, so that what was added can be seen
        self._hidden = self._top.bars("amber", zorder=2)
        self._recorded = self._top.bars("sky", zorder=2)
        self._scope = self._top.line("ink", width=1.8)
        self._done = self._top.line("blue", width=2.4)
        self._agreed = self._top.upright("vermilion", width=1.6, linestyle=_DASHES, above=0.04)
        self._finish = self._top.upright("ink", width=1.6, above=0.04)
        self._worth = self._bottom.bars("blue")
        self._worth_refused = self._bottom.bars("paper", edgecolors=PALETTE["blue"], linewidths=1.0)
        self._cost = self._bottom.bars("amber")
        self._cost_spared = self._bottom.bars("paper", edgecolors=PALETTE["maroon"], linewidths=1.0)

    def show(self, view: CreepView) -> None:
        """Move everything to a state."""
        course = view.course
        self._show_scope(view)
        refused = np.array([answer.said == "no" for answer in course.answers], dtype=bool)
        values = np.array([answer.wish.value for answer in course.answers])
        costs = np.maximum(view.costs, 0.0)
        tops = self._rows - np.arange(len(values), dtype=float)
        most = max([1.0, *values, *costs])
        self._bottom.limits(x=(0.0, axis_end(1.4 * most)))
        for bars, mine in ((self._worth, ~refused), (self._worth_refused, refused)):
            bars.show(0.0, values[mine], tops[mine] - 0.46, tops[mine] - 0.16)
        for bars, mine in ((self._cost, ~refused), (self._cost_spared, refused)):
            bars.show(0.0, costs[mine], tops[mine] - 0.80, tops[mine] - 0.50)
        self._write(view, tops, costs)

    def png(self) -> bytes:
        """Draw the sheet as it stands."""
        return self._sheet.png()

    def picture(self, view: CreepView) -> Picture:
        """Finish the sheet for print."""
        self.show(view)
        return self._sheet.picture(describe(view))

    def _show_scope(self, view: CreepView) -> None:
        course = view.course
        last = len(course.scope) - 1
        weeks = np.array([*range(last), course.finish])
        scope, recorded = np.array(course.scope), np.array(course.recorded)
        end = axis_end(max(1.03 * course.finish, 1.1 * course.agreed[-1]))
        self._top.limits((0.0, end), (0.0, axis_end(1.05 * scope[-1])))
        self._recorded.area(weeks, course.recorded[0], recorded)
        self._hidden.area(weeks, recorded, scope)
        self._scope.set_data(weeks, scope)
        self._done.set_data(weeks, course.done)
        self._agreed.set_xdata([course.agreed[-1]] * 2)
        self._finish.set_xdata([course.finish] * 2)
        high = self._top.axes.get_ylim()[1] + self._top.pixels(12)
        gap = self._top.pixels(5, "x")
        first = course.agreed[-1] <= course.finish
        right = end + gap
        self._top.write(
            [
                Label(f"agreed: {course.agreed[-1]:.1f}", course.agreed[-1] - gap * (1 if first else
                      -1), high, "vermilion", 1.0 if first else 0.0, bold=True),
                Label(f"ready: {course.finish:.1f}", course.finish + gap * (1 if first else -1),
                      high, "ink", 0.0 if first else 1.0, bold=True),
                *_at_the_end(self._top, right, view),
            ]
        )  # fmt: skip

    def _write(self, view: CreepView, tops: np.ndarray, costs: np.ndarray) -> None:
        gap = self._bottom.pixels(6, "x")
        begin = -self._bottom.pixels(_LEFT - 10, "x")
        labels = []
        for n, (answer, cost, top) in enumerate(zip(view.course.answers, costs, tops, strict=True)):
            name = f"wk {answer.wish.week} {shorten(answer.wish.title, 20)}"
            end = max(answer.wish.value, cost)
            labels += [
                Label(name, begin, top - 0.48, anchor=0),
                Label(
                    f"{_SAID[answer.said]}: {answer.effort:.0f} pd, {view.weeks[n]:.1f} wk",
                    end + gap, top - 0.48, "quiet" if answer.said == "no" else "ink", anchor=0,
                ),
            ]  # fmt: skip
        high = self._rows + self._bottom.pixels(10)
        labels += [
            Label("worth", 0, high, "blue", 0, bold=True),
            Label("costs", self._bottom.pixels(52, "x"), high, "maroon", 0, bold=True),
            Label("outlined: what a yes would be", self._bottom.pixels(100, "x"), high, "quiet", 0),
        ]
        self._bottom.write(labels)


def _at_the_end(panel: Panel, right: float, view: CreepView) -> list[Label]:
    """Name the parts of the scope at the right edge, apart enough to be read."""
    course = view.course
    first, known = course.recorded[0], course.recorded[-1]
    parts = [
        (f"{plain(first)} agreed", first, "ink"),
        (f"{signed(round(known - first))} on record", known, "blue"),
        (f"{signed(round(view.hidden))} unrecorded", course.scope[-1], "maroon"),
    ]
    room, labels, last = panel.pixels(16), [], -np.inf
    for words, y, color in parts:
        last = max(y, last + room)
        labels.append(Label(words, right, last, color, 0.0))
    return labels
