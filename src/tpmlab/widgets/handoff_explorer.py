"""Hand-overs between teams: how many an item needs, how busy they are, and when it is done."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from IPython.display import display

from tpmlab.amounts import amount
from tpmlab.explorer_pictures.handoff import HandoffFigure, HandoffView, describe, headline
from tpmlab.methods import MethodError, simulate_handoffs
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn, choice, slider

__all__ = ["HandoffExplorer", "handoff_explorer"]

_NEEDS, _BUSY, _HANDOVER, _INCREMENT, _MOST, _ITEMS = 2, 75, 1.0, 50, 5, 10_000
_ASKING = [("one after the other", False), ("all on the first day", True)]


def handoff_explorer(needs: int = _NEEDS, busy: int = _BUSY, increment: int = _INCREMENT) -> None:
    """Display how long items take that need pieces from other teams.

    Parameters
    ----------
    needs : int
        Other teams that an item needs at the start, 0 to 5.
    busy : int
        Per cent of its days that a team works, 40 to 95.
    increment : int
        Working days until the date that all plan for, 5 to 100.

    Raises
    ------
    MethodError
        If a figure is out of range.

    Examples
    --------
    >>> explorer = HandoffExplorer()
    >>> before = explorer.view().chance
    >>> explorer.inputs["busy"].value = 60
    >>> explorer.view().chance > before
    True
    """
    needs, busy, increment = _starts(needs, busy, increment)
    view = _view(needs, busy, _HANDOVER, False, increment)
    frame.show(
        lambda: HandoffExplorer(needs, busy, increment).frame.box,
        lambda: display(HandoffFigure().picture(view)),
        "move teams and days",
    )


class HandoffExplorer(HandsOn):
    """Controls and picture behind :func:`handoff_explorer`.

    Attributes
    ----------
    inputs : dict of Widget by name
        ``"needs"``, ``"busy"`` in per cent, ``"handover"`` in days, ``"asking"`` and
        ``"increment"`` in days.
    """

    question = (
        "Each item is three days of work in its own team. Which brings more items home within "
        "the increment: one team fewer to ask, ten points less busy, or asking "
        "everybody on the first day?"
    )

    def __init__(self, needs: int = _NEEDS, busy: int = _BUSY, increment: int = _INCREMENT) -> None:
        needs, busy, increment = _starts(needs, busy, increment)
        self._figure = HandoffFigure()
        super().__init__(
            {
                "needs": slider("Other teams needed", needs, 0, _MOST),
                "busy": slider("How busy each team is, %", busy, 40, 95, 5),
                "handover": slider("Days lost a hand-over", _HANDOVER, 0.0, 5.0, 0.5),
                "asking": choice("Pieces are asked for", _ASKING, False),
                "increment": slider("Increment, working days", increment, 5, 100, 5),
            }
        )

    def view(self) -> HandoffView:
        """Work out the state of the controls."""
        names = ("needs", "busy", "handover", "asking", "increment")
        return _view(*(self.value(name) for name in names))

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the state of the controls."""
        view = self.view()
        self._figure.show(view)
        return self._figure.png(), describe(view), headline(view)


def _starts(needs: int, busy: int, increment: int) -> tuple[int, int, int]:
    return (
        int(amount(needs, "needs", MethodError, low=0, high=_MOST, whole=True)),
        int(amount(busy, "busy", MethodError, low=40, high=95, whole=True)),
        int(amount(increment, "increment", MethodError, low=5, high=100, whole=True)),
    )


@lru_cache(maxsize=64)  # moving one lever back and forth, and the increment, costs nothing
def _all(busy: int, handover: float, together: bool) -> tuple[pd.DataFrame, ...]:
    return tuple(
        simulate_handoffs(n, busy / 100, handover=handover, together=together, n_items=_ITEMS)
        for n in range(_MOST + 1)
    )


def _view(needs: int, busy: int, handover: float, together: bool, increment: int) -> HandoffView:
    tables = _all(busy, handover, together)
    medians = np.array([float(table["lead"].median()) for table in tables])
    return HandoffView(needs, increment, tables[needs], medians)
