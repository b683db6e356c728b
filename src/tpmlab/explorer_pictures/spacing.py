"""One task, practised at intervals or in one block: what a forgetting curve expects."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from tpmlab.explorer_pictures.panels import Sheet
from tpmlab.pictures import Label, Picture

__all__ = ["AFTER_DAYS", "SpacingFigure", "SpacingView", "describe", "headline"]

AFTER_DAYS = 60  # shown after the exam, for the work goes on


class SpacingView(NamedTuple):
    """One state of the explorer."""

    curves: pd.DataFrame
    """Per cent expected by day: columns `apart` and `block`."""
    exam: date
    """Day of the exam."""
    sessions: int
    """How many, in both."""
    gap: int
    """Days between those apart."""
    rest: int
    """Days from the last session to the exam, in both."""

    def expected(self, name: str, days_later: int = 0) -> float:
        """Per cent on a day counted from the exam."""
        return float(self.curves[name].iloc[self._place + days_later])

    @property
    def _place(self) -> int:
        return len(self.curves) - 1 - AFTER_DAYS


def headline(view: SpacingView) -> str:
    """Say the state in one line of HTML."""
    apart, block = (view.expected(name) for name in ("apart", "block"))
    late, gone = (view.expected(name, AFTER_DAYS) for name in ("apart", "block"))
    return (
        f"<b>Exam day: {apart:.0f} % expected with {view.gap} days between sessions, "
        f"{block:.0f} % with one a day.</b> {AFTER_DAYS} days later: {late:.0f} and {gone:.0f} %."
    )


def describe(view: SpacingView) -> str:
    """Say what the picture shows, in words."""
    said = ", ".join(
        f"{name} {view.expected(column):.0f} per cent on exam day and "
        f"{view.expected(column, AFTER_DAYS):.0f} per cent {AFTER_DAYS} days later"
        for name, column in (("sessions apart", "apart"), ("one block", "block"))
    )
    return (
        f"{view.sessions} sessions on one task, {view.gap} days apart or on days in a row, the "
        f"last {view.rest} days before the exam on {view.exam}. Expected by the model: {said}."
    )


class SpacingFigure:
    """Two curves over days before and after the exam."""

    def __init__(self) -> None:
        self._sheet = Sheet(318)
        self._panel = self._sheet.panel(
            (46, 74, 620, 176),
            title="Chance of remembering one task, by FSRS's forgetting curve",
            x="days before (−) and after the exam",
            y="per cent; dots are sessions",
        )
        self._panel.limits((-190, AFTER_DAYS), (0, 104))
        self._panel.numbers("x", 8)
        self._exam = self._panel.upright("ink", linestyle=":")
        self._exam.set_xdata([0, 0])
        self._lines = {
            "apart": self._panel.line("blue", width=2.2),
            "block": self._panel.line("vermilion", width=2, linestyle="--"),
        }
        self._dots = {
            "apart": self._panel.line("blue", linestyle="", marker="o", markersize=6, zorder=6),
            "block": self._panel.line(
                "vermilion", linestyle="", marker="s", markersize=5, zorder=6
            ),
        }
        self._sheet.key(list(self._lines.values()), ["days between", "one a day"], above=4)

    def show(self, view: SpacingView) -> None:
        """Move everything to a state."""
        days = np.arange(len(view.curves)) - (len(view.curves) - 1 - AFTER_DAYS)
        for name, line in self._lines.items():
            values = view.curves[name].to_numpy(dtype=float)
            begun = np.flatnonzero(values > 0)
            start = max(int(begun[0]) - 1, 0) if begun.size else 0
            line.set_data(days[start:], values[start:])
            step = view.gap if name == "apart" else 1
            sessions = -view.rest - step * np.arange(view.sessions)
            self._dots[name].set_data(sessions, values[sessions - days[0]])
        self._panel.write([Label("exam", 1.5, 8, anchor=0)])

    def png(self) -> bytes:
        """Draw the sheet as it stands."""
        return self._sheet.png()

    def picture(self, view: SpacingView) -> Picture:
        """Finish the sheet for print."""
        self.show(view)
        return self._sheet.picture(describe(view))
