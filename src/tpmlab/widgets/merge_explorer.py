"""Merge bias and buffers: many paths must all be done, and the last one decides."""

from __future__ import annotations

import numpy as np
from IPython.display import display

from tpmlab.amounts import amount
from tpmlab.explorer_pictures.merge import MergeFigure, MergeView, describe, headline
from tpmlab.schedule import Plan, PlanError, Triangular, monte_carlo
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn, slider, span

__all__ = ["MergeExplorer", "merge_explorer"]

_PATHS, _BUFFER, _MOST, _TRIALS, _SEED = 4, 5, 12, 4000, 1


def merge_explorer(likely: int = 20, best: int = 15, worst: int = 35) -> None:
    """Display paths that run side by side, a buffer, and the chance of the promised day.

    Parameters
    ----------
    likely : int
        Working days planned for each path, 4 to 60.
    best, worst : int
        Its best and worst case at the start; no further away than half and three times `likely`.

    Raises
    ------
    PlanError
        If the three aren't in order or out of range.

    Examples
    --------
    >>> explorer = MergeExplorer()
    >>> [round(float(chance), 2) for chance in explorer.view().chances[[0, 3, 7]]]
    [0.66, 0.2, 0.04]
    """
    first = _checked(likely, best, worst)
    frame.show(
        lambda: MergeExplorer(likely, best, worst).frame.box,
        lambda: display(
            _figure(likely).picture(_view(likely, _PATHS, first, min(_BUFFER, likely), 0.0))
        ),
        "add paths and a buffer",
    )


class MergeExplorer(HandsOn):
    """Controls and picture behind :func:`merge_explorer`.

    Attributes
    ----------
    inputs : dict of Widget by name
        ``"paths"``, ``"range"`` (best and worst case), ``"buffer"`` in working days and
        ``"shared luck"`` in per cent.
    """

    question = (
        "Four teams, each more likely than not to need a few days more than planned, deliver "
        "into one release. How much buffer gives an 80% chance, and how much for eight teams? "
        "What changes if they share their luck, such as one late vendor?"
    )

    def __init__(self, likely: int = 20, best: int = 15, worst: int = 35) -> None:
        first = _checked(likely, best, worst)
        self._likely = likely
        self._figure = _figure(likely)
        super().__init__(
            {
                "paths": slider("Parallel paths", _PATHS, 1, _MOST),
                "range": span("Best and worst case, days", first, likely // 2, 3 * likely),
                "buffer": slider("Buffer after it, days", min(_BUFFER, likely), 0, likely),
                "shared luck": slider("Luck they share, %", 0, 0, 90, 10),
            }
        )

    def view(self) -> MergeView:
        """Work out the state of the controls."""
        low, high = self.value("range")
        cases = (min(low, self._likely), max(high, self._likely))
        shared = self.value("shared luck") / 100
        return _view(self._likely, self.value("paths"), cases, self.value("buffer"), shared)

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the state of the controls."""
        view = self.view()
        self._figure.show(view)
        return self._figure.png(), describe(view), headline(view)


def _checked(likely: int, best: int, worst: int) -> tuple[int, int]:
    amount(likely, "likely", PlanError, low=4, high=60, whole=True)
    amount(best, "best", PlanError, low=likely // 2, high=likely, whole=True)
    amount(worst, "worst", PlanError, low=likely, high=3 * likely, whole=True)
    return best, worst


def _figure(likely: int) -> MergeFigure:
    return MergeFigure(likely // 2, 3 * likely, _MOST)


def _view(likely: int, paths: int, cases: tuple[int, int], buffer: int, shared: float) -> MergeView:
    names = [f"path {n}" for n in range(1, _MOST + 1)]
    plan = Plan.from_rows([(name, likely, []) for name in names])
    spread = Triangular(cases[0], likely, cases[1])
    forecast = monte_carlo(
        plan, dict.fromkeys(names, spread), correlation=shared, n_trials=_TRIALS, seed=_SEED
    )
    # the last of the first n paths, for every n: one set of futures serves all
    last = np.maximum.accumulate(np.stack(np.broadcast_arrays(*forecast.days)), axis=0)
    chances = (last <= likely + buffer + 1e-9).mean(axis=1)
    return MergeView(paths, likely, buffer, last[0], last[paths - 1], chances)
