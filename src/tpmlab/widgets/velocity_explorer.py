"""Velocity forecast: a team's own sprints, what is left, and the chance of a date."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from IPython.display import display

from tpmlab.amounts import FloatArray, amount, amounts
from tpmlab.explorer_pictures.velocity import VelocityFigure, VelocityView, describe, headline
from tpmlab.flow import FlowError, when_done
from tpmlab.flow.sprints import burnup_fan
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn, slider, text

__all__ = ["VelocityExplorer", "velocity_explorer"]

_HISTORY = (31, 24, 38, 9, 33, 27)  # example numbers: the fourth sprint met an incident
_BACKLOG, _GROWTH, _TARGET = 240, 3, 10
_AHEAD, _TRIALS, _SEED = 20, 4000, 1
_FEWEST, _MOST = 3, 30  # sprints of history
_LEVELS = (0.05, 0.15, 0.5, 0.85, 0.95)


def velocity_explorer(
    history: Sequence[float] = _HISTORY,
    backlog: int = _BACKLOG,
    growth: int = _GROWTH,
    target: int = _TARGET,
) -> None:
    """Display a forecast from a team's velocities; paste your own to replace the example.

    Parameters
    ----------
    history : sequence of float
        Points accepted in each past sprint, 3 to 30 of them.
    backlog : int
        Points still to do at the start.
    growth : int
        Points added to the scope in each coming sprint, 0 to 30.
    target : int
        Sprints until the date to promise, 1 to 20.

    Raises
    ------
    FlowError
        If a figure is out of range.

    Examples
    --------
    >>> explorer = VelocityExplorer()
    >>> explorer.inputs["history"].value = "28 30 29 31"
    >>> explorer.view().forecast.at(0.85)
    10.0
    """
    view = _view(_checked(history), *_starts(backlog, growth, target))
    frame.show(
        lambda: VelocityExplorer(history, backlog, growth, target).frame.box,
        lambda: display(VelocityFigure(_AHEAD).picture(view)),
        "put in your own sprints",
    )


class VelocityExplorer(HandsOn):
    """Controls and picture behind :func:`velocity_explorer`.

    Attributes
    ----------
    inputs : dict of Widget by name
        ``"history"`` (numbers as text), ``"backlog"``, ``"growth"`` and ``"target"``.
    """

    question = (
        "Which number of sprints would you promise with 85% confidence? What helps more: "
        "30 points less to do, no growth, or a team without its bad sprint?"
    )

    def __init__(
        self,
        history: Sequence[float] = _HISTORY,
        backlog: int = _BACKLOG,
        growth: int = _GROWTH,
        target: int = _TARGET,
    ) -> None:
        shown = ", ".join(f"{points:g}" for points in _checked(history))
        backlog, growth, target = _starts(backlog, growth, target)
        self._figure = VelocityFigure(_AHEAD)
        super().__init__(
            {
                "history": text("Points done in each sprint", shown),
                "backlog": slider("Points still to do", backlog, 0, max(400, 2 * backlog), 5),
                "growth": slider("Points added each sprint", growth, 0, 30),
                "target": slider("Promised: sprints to come", target, 1, _AHEAD),
            }
        )

    def view(self) -> VelocityView:
        """Work out the state of the controls.

        Raises
        ------
        FlowError
            If the history can't be read.
        """
        numbers = [self.value(name) for name in ("backlog", "growth", "target")]
        return _view(_parsed(self.value("history")), *numbers)

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the state of the controls."""
        view = self.view()
        self._figure.show(view)
        return self._figure.png(), describe(view), headline(view)


def _parsed(text: str) -> FloatArray:
    """Read numbers parted by commas, semicolons, spaces or lines: as a spreadsheet gives them."""
    parts = [part for part in re.split(r"[\s,;]+", text.strip()) if part]
    try:
        return _checked([float(part) for part in parts])
    except ValueError as problem:
        if isinstance(problem, FlowError):
            raise
        raise FlowError(
            "The sprints hold something that is no number; write the points of each sprint, "
            "such as 28, 32, 19."
        ) from None


def _checked(history: Sequence[float]) -> FloatArray:
    if not _FEWEST <= len(history) <= _MOST:
        raise FlowError(
            f"The sprints hold {len(history)} numbers; give {_FEWEST} to {_MOST}: the last "
            "sprints that resemble those to come."
        )
    points = amounts(history, "The sprints", FlowError, low=0, high=100_000)
    if not points.any():
        raise FlowError("The sprints are 0 throughout; give one in which something was done.")
    return points


def _starts(backlog: int, growth: int, target: int) -> tuple[int, int, int]:
    return (
        int(amount(backlog, "backlog", FlowError, low=0, whole=True)),
        int(amount(growth, "growth", FlowError, low=0, high=30, whole=True)),
        int(amount(target, "target", FlowError, low=1, high=_AHEAD, whole=True)),
    )


def _view(history: FloatArray, backlog: int, growth: int, target: int) -> VelocityView:
    done = float(np.sum(history))
    fan = burnup_fan(history, _AHEAD, done=done, levels=_LEVELS, n_trials=_TRIALS, seed=_SEED)
    forecast = when_done(history, backlog, new_items=growth, n_trials=_TRIALS, seed=_SEED)
    return VelocityView(history, backlog, growth, target, fan, forecast)
