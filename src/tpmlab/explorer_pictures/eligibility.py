"""Months of leading projects, each counted once, against several readings of one rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tpmlab.exam.outlines.eligibility import Eligibility, Month, ProjectLed, months_led
from tpmlab.explorer_pictures.panels import Sheet
from tpmlab.pictures import Label, Picture

__all__ = ["EligibilityFigure", "EligibilityView", "describe", "headline"]

_ONCE = "each month once"
_ROW, _BAR = 24, 0.3  # pixels a row, half a bar's height in rows


class EligibilityView(NamedTuple):
    """One state of the explorer."""

    projects: tuple[ProjectLed, ...]
    """All that could be counted, in the order shown."""
    left_out: str | None
    """Name of the project that is not counted, for it was not led."""
    applying: Month
    """Month of the application."""
    windows: dict[str, int | None]
    """Reading → years back that it counts."""
    found: dict[str, Eligibility]
    """Reading → what the projects come to."""

    @property
    def counted(self) -> tuple[ProjectLed, ...]:
        """Projects that count as led."""
        return tuple(each for each in self.projects if each.name != self.left_out)


def headline(view: EligibilityView) -> str:
    """Say the state in one line of HTML."""
    yes = [name for name, found in view.found.items() if found.enough]
    verdict = (
        "enough under every reading"
        if len(yes) == len(view.found)
        else f"enough under {', '.join(yes)} only"
        if yes
        else "not enough under any reading"
    )
    return f"<b>Applying in {view.applying}: {verdict}.</b> The issuer decides, and may audit."


def describe(view: EligibilityView) -> str:
    """Say what the picture shows, in words."""
    lengths = [len(months_led([each], view.applying)) for each in view.counted]
    begun, added = sum(length > 0 for length in lengths), sum(lengths)
    once = len(months_led(view.counted, view.applying))
    said = "; ".join(f"{name}: {_words(found)}" for name, found in view.found.items())
    out = f" '{view.left_out}' is left out." if view.left_out else ""
    return (
        f"{begun} projects before {view.applying}, {added} months added up and {once} "
        f"different ones.{out} {said}."
    )


def _words(found: Eligibility) -> str:
    words = f"{found.months} of {found.needed} months"
    if found.too_old:
        words += f", {found.too_old} too old"
    if found.missing:
        words += f", enough from {found.enough_from}" if found.enough_from else ", never enough"
    if found.training_missing:
        words += f", {found.training_missing:g} h of training missing"
    return words


class EligibilityFigure:
    """Above a row a project and one for each month once; below a bar a reading.

    Parameters
    ----------
    names : sequence of str
        Projects, in the order shown.
    first : Month
        Where the axis of time begins.
    last : Month
        Where it ends.
    readings : sequence of str
        Readings, in the order shown.
    """

    def __init__(
        self, names: Sequence[str], first: Month, last: Month, readings: Sequence[str]
    ) -> None:
        self._names, self._readings = list(names), list(readings)
        tall, short = _ROW * (len(names) + 1), 40 * len(readings)
        self._sheet = Sheet(tall + short + 150)
        self._top = self._sheet.panel(
            (170, short + 94, 500, tall),
            title="Months in which you led a project; dashed: where eight and ten years begin",
            grid="x",
        )
        self._top.limits((_year(first), _year(last)), (len(names) + 0.5, -0.5))
        self._top.axes.set_yticks(range(len(names) + 1), [*names, _ONCE])
        years = range(first.year + 1, last.year)
        self._top.axes.set_xticks(years, [str(year) for year in years])
        self._low = self._sheet.panel(
            (170, 34, 500, short),
            title="Months that count, and how many are needed, by reading of the rule",
            grid="x",
        )
        self._low.limits((0, 84), (len(readings) - 0.5, -0.5))
        self._low.axes.set_yticks(range(len(readings)), self._readings)
        self._low.axes.set_xticks(range(0, 85, 12))
        self._led = self._top.bars("blue")
        self._out = self._top.bars("mist")
        self._once = self._top.bars("ink")
        self._apply = self._top.upright("vermilion", width=2)
        self._starts = [self._top.upright("quiet", linestyle="--") for _ in range(2)]
        self._months = self._low.bars("sky")
        self._needed = self._low.line("vermilion", linestyle="", marker="|", markersize=15,
                                      markeredgewidth=2.4)  # fmt: skip

    def show(self, view: EligibilityView) -> None:
        """Move everything to a state."""
        self._show_time(view)
        found = [view.found[name] for name in self._readings]
        rows = np.arange(len(found))
        months = [each.months for each in found]
        self._months.show(np.zeros(len(found)), months, rows - 0.36, rows - 0.06)
        self._needed.set_data([each.needed for each in found], rows - 0.21)
        self._low.write(
            [Label(_words(each), 0.6, row + 0.18, anchor=0) for row, each in enumerate(found)]
        )

    def png(self) -> bytes:
        """Draw the sheet as it stands."""
        return self._sheet.png()

    def picture(self, view: EligibilityView) -> Picture:
        """Finish the sheet for print."""
        self.show(view)
        return self._sheet.picture(describe(view))

    def _show_time(self, view: EligibilityView) -> None:
        shapes: dict[bool, list[tuple[float, float, int]]] = {True: [], False: []}
        for row, project in enumerate(view.projects):
            months = sorted(months_led([project], view.applying))
            if months:
                span = (_year(months[0]), _year(months[-1].plus(1)), row)
                shapes[project.name != view.left_out].append(span)
        for bars, rows in ((self._led, shapes[True]), (self._out, shapes[False])):
            left, right, level = np.array(rows, dtype=float).reshape(-1, 3).T
            bars.show(left, right, level - _BAR, level + _BAR)
        once = sorted(months_led(view.counted, view.applying))
        left = np.array([_year(month) for month in once])
        last = len(view.projects)
        self._once.show(left, left + 1 / 12, last - _BAR, last + _BAR)
        self._apply.set_xdata([_year(view.applying)] * 2)
        years = sorted({each for each in view.windows.values() if each})
        for line, back in zip(self._starts, years, strict=False):
            line.set_xdata([_year(view.applying.plus(-12 * back))] * 2)


def _year(month: Month) -> float:
    return month.number / 12
