"""Facts of a project against the limits of three experts, and what each of them recommends."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from tpmlab.explorer_pictures.panels import Sheet
from tpmlab.methods import EXPERTS, Advice, Facts, Limits
from tpmlab.pictures import PALETTE, Label, Picture
from tpmlab.pictures.numbers import listed

__all__ = ["MethodFigure", "MethodView", "describe", "headline"]

_ROWS = {
    "outside": "dates set outside",
    "undo": "days to take back",
    "harm": "harm, 1 to 4",
    "change": "change a month, %",
    "feedback": "days to an answer",
    "unplanned": "unplanned work, %",
}
_REACH = 3.0  # doublings shown on either side of the limit
_MARKS = {"planner": ("s", "green"), "middle": ("|", "ink"), "experimenter": ("^", "purple")}


class MethodView(NamedTuple):
    """One state of the explorer."""

    facts: Facts
    """What is known of the project."""
    advice: Advice
    """The middle expert's recommendation."""
    said: pd.DataFrame
    """What each expert says: index name; `method`, `inside`, `parts over`."""
    turns: list[str]
    """Factors of which each alone would change the middle expert's answer."""


def headline(view: MethodView) -> str:
    """Say the state in one line of HTML."""
    said = ", ".join(f"{name}: {_answer(view, name)}" for name in view.said.index)
    return f"<b>{_answer(view, 'middle')}</b>, with middle limits. {said[0].upper()}{said[1:]}."


def describe(view: MethodView) -> str:
    """Say what the picture shows, in words."""
    facts = ", ".join(f"{words} {getattr(view.facts, name):g}" for name, words in _ROWS.items())
    said = "; ".join(f"the {name} says {_answer(view, name)}" for name in view.said.index)
    turns = [_ROWS[name].split(",")[0] for name in view.turns]
    alone = f"One step across its limit would change the middle answer: {listed(turns)}."
    cautions = " ".join(view.advice.cautions)
    return (
        f"Facts against limits: {facts}. With their limits {said}. "
        f"{alone if turns else 'No single fact would change the middle answer.'} {cautions}"
    ).strip()


def _answer(view: MethodView, name: str) -> str:
    method, inside = view.said.loc[name, ["method", "inside"]]
    return f"{method} ({inside} inside gates)" if method == "hybrid" else str(method)


class MethodFigure:
    """One row a fact, on a scale of doublings around the middle limit; verdicts below."""

    def __init__(self) -> None:
        self._sheet = Sheet(356)
        self._panel = self._sheet.panel(
            (150, 110, 530, 200),
            title="How far each fact is from where it begins to count",
            grid="x",
        )
        axes = self._panel.axes
        self._panel.limits((-_REACH - 0.2, _REACH + 0.2), (len(_ROWS) - 0.5, -0.5))
        axes.set_yticks(range(len(_ROWS)), list(_ROWS.values()))
        axes.set_xticks([-3, -2, -1, 0, 1, 2, 3], ["⅛", "¼", "½", "limit", "× 2", "× 4", "× 8"])
        axes.axvline(0, color=PALETTE["quiet"], linewidth=1.2)
        middle = EXPERTS["middle"]
        handles = []
        for name, (marker, color) in _MARKS.items():
            places = [_place(getattr(EXPERTS[name], row), row, middle) for row in _ROWS]
            handles += axes.plot(
                places, range(len(_ROWS)), marker, color=PALETTE[color], markersize=9, zorder=3,
                fillstyle="none", markeredgewidth=1.6,
            )  # fmt: skip
        self._facts = self._panel.line("blue", linestyle="", marker="o", markersize=11, zorder=5)
        names = [f"limit of the {name}" for name in _MARKS]
        self._sheet.key([*handles, self._facts], [*names, "this project"], above=66)

    def show(self, view: MethodView) -> None:
        """Move everything to a state."""
        middle = EXPERTS["middle"]
        places = [_place(getattr(view.facts, row), row, middle) for row in _ROWS]
        self._facts.set_data(places, np.arange(len(_ROWS)))
        left = self._panel.axes.get_xlim()[0] - self._panel.pixels(136, "x")
        bottom = len(_ROWS) - 0.5
        labels = []
        for n, name in enumerate(view.said.index):
            level = bottom + self._panel.pixels(-66 - 17 * n) * -1
            over = view.said.loc[name, "parts over"]
            apart = f", parting over {over}" if over != "-" else ""
            words = f"{name}: {_answer(view, name)}{apart}"
            labels.append(Label(words, left, bottom + abs(level - bottom), anchor=0,
                                bold=name == "middle"))  # fmt: skip
        self._panel.write(labels)

    def png(self) -> bytes:
        """Draw the sheet as it stands."""
        return self._sheet.png()

    def picture(self, view: MethodView) -> Picture:
        """Finish the sheet for print."""
        self.show(view)
        return self._sheet.picture(describe(view))


def _place(value: float, name: str, middle: Limits) -> float:
    """Doublings from the middle limit, cut off at the ends of the axis."""
    ratio = max(float(value), 1e-9) / float(getattr(middle, name))
    return float(np.clip(np.log2(ratio), -_REACH, _REACH))
