"""Ranges and answers on one scale: where each number fell against the range given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tpmlab.amounts import FloatArray
from tpmlab.estimate.calibration import Calibration
from tpmlab.explorer_pictures.panels import Sheet
from tpmlab.pictures import PALETTE, Label, Picture
from tpmlab.pictures.numbers import counted, listed, plain

__all__ = ["CalibrationFigure", "CalibrationView", "describe", "headline"]

_ROW = 26  # pixels a question
_REACH = 3.4  # half widths shown on each side of a range's middle


class CalibrationView(NamedTuple):
    """One state of the game."""

    given: tuple[bool, ...]
    """Which questions have a range."""
    confidence: float
    """Chance that each range was meant to hold."""
    places: FloatArray | None = None
    """Answers against the ranges, -1 at the low end and 1 at the high one; None before scoring."""
    answers: Sequence[str] = ()
    """Answers with their units."""
    result: Calibration | None = None
    """The score."""


def headline(view: CalibrationView) -> str:
    """Say the state in one line of HTML."""
    if view.result is None:
        count = sum(view.given)
        rest = len(view.given) - count
        return f"<b>{counted(count, 'range')} given</b>, {rest} to go." if rest else (
            "<b>All ranges given.</b> Score them."
        )  # fmt: skip
    found = view.result
    return (
        f"<b>{found.hits} of {found.n} ranges hold the answer</b>; "
        f"{plain(found.expected)} would be expected. {_verdict(found)}"
    )


def _verdict(found: Calibration) -> str:
    if found.overconfident:
        return (
            f"A well-calibrated person has so few in {found.luck:.1%} of such games only: the "
            f"ranges are too narrow. {plain(found.widen_by)} times as wide, they would have held."
        )
    if found.hits == found.n:
        spare = (
            "" if found.widen_by >= 1 else f" {plain(found.widen_by)} times the width was enough."
        )
        return f"All of them hold; ten questions can't tell good ranges from too wide ones.{spare}"
    return "That is within the luck of a well-calibrated person. Play again: ten say little."


def describe(view: CalibrationView) -> str:
    """Say what the picture shows, in words."""
    count = len(view.given)
    if view.result is None or view.places is None:
        return (
            f"{counted(count, 'question')}, {sum(view.given)} with a range meant to hold the "
            f"answer with a chance of {view.confidence:.0%}. No answer is shown yet."
        )
    missed = [
        f"{n} ({answer}, {'below' if place < 0 else 'above'})"
        for n, (answer, place) in enumerate(zip(view.answers, view.places, strict=True), start=1)
        if abs(place) > 1
    ]
    words = f"missed: question {listed(missed, 10)}" if missed else "none missed"
    return (
        f"{view.result.hits} of {count} ranges hold the answer, {plain(view.result.expected)} "
        f"expected at {view.confidence:.0%}; {words}. The ranges had to be "
        f"{plain(view.result.widen_by)} times as wide to hold as promised."
    )


class CalibrationFigure:
    """A row a question: the range as a bar, the answer as a mark on its scale.

    Parameters
    ----------
    count : int
        Questions.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._sheet = Sheet(_ROW * count + 78)
        self._panel = self._sheet.panel(
            (96, 26, 454, _ROW * count),
            title="Where the answer fell: the bar is your range, the line its middle",
            grid=None,
        )
        axes = self._panel.axes
        self._panel.limits((-_REACH, _REACH), (count - 0.5, -0.5))
        axes.set_xticks([])
        axes.set_yticks(range(count), [f"question {n}" for n in range(1, count + 1)])
        axes.axvline(0, color=PALETTE["grid"], linewidth=1, zorder=1)
        rim = {"edgecolors": PALETTE["blue"], "linewidths": 1.0}
        self._ranges = self._panel.bars("mist", **rim)
        self._held = self._panel.line("blue", marker="o", markersize=9, linestyle="", zorder=6)
        self._missed = self._panel.line(
            "vermilion", marker="X", markersize=10, linestyle="", zorder=6
        )

    def show(self, view: CalibrationView) -> None:
        """Move everything to a state."""
        rows = np.flatnonzero(view.given)
        self._ranges.show(np.full(rows.size, -1.0), 1.0, rows - 0.3, rows + 0.3)
        labels = [
            Label("?", 0, float(n), "quiet") for n in range(self._count) if view.places is None
        ]
        if view.places is None:
            self._held.set_data([], [])
            self._missed.set_data([], [])
        else:
            places = np.clip(view.places, -_REACH + 0.15, _REACH - 0.15)
            inside = np.abs(view.places) <= 1
            every = np.arange(self._count)
            self._held.set_data(places[inside], every[inside])
            self._missed.set_data(places[~inside], every[~inside])
            gap = _REACH + self._panel.pixels(8, "x")
            labels += [
                Label(answer, gap, float(n), anchor=0) for n, answer in enumerate(view.answers)
            ]
        self._panel.write(labels)

    def png(self) -> bytes:
        """Draw the sheet as it stands."""
        return self._sheet.png()

    def picture(self, view: CalibrationView) -> Picture:
        """Finish the sheet for print."""
        self.show(view)
        return self._sheet.picture(describe(view))
