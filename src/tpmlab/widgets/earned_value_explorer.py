"""What if: move the date, the progress and the cost, and see the indices and forecasts follow."""

from __future__ import annotations

import numpy as np
from IPython.display import display
from numpy.typing import ArrayLike

from tpmlab.amounts import FloatArray, amount
from tpmlab.earned_value import EarnedValueError, Status, earned_schedule
from tpmlab.earned_value.earned_schedule import baseline
from tpmlab.explorer_pictures.earned_value import (
    EarnedValueFigure,
    EarnedValueView,
    describe,
    headline,
)
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn, slider

__all__ = ["EarnedValueExplorer", "earned_value_explorer"]

_PLAN = (30, 80, 150, 230, 310, 380, 440, 480, 500)  # example numbers, in thousands of dollars
_PERIOD, _PROGRESS, _COST = 4, 38, 240


def earned_value_explorer(
    plan: ArrayLike = _PLAN,
    period: int = _PERIOD,
    progress: float = _PROGRESS,
    cost: float = _COST,
    unit: str = "kUSD",
) -> None:
    """Display a plan's S-curve with a status whose date, progress and cost can be moved.

    Parameters
    ----------
    plan : array_like
        Planned value to date at the end of periods 1, 2, ...; the last is the budget.
    period : int
        Periods passed at the start, at most 1.5 times as many as planned.
    progress : float
        Share of the budgeted work that is done at the start, in per cent.
    cost : float
        Actual cost at the start, above 0, at most twice the budget.
    unit : str
        Of the money.

    Raises
    ------
    EarnedValueError
        If the plan falls, starts with nothing or a figure is out of range.

    Examples
    --------
    >>> explorer = EarnedValueExplorer()
    >>> explorer.inputs["cost"].value = 190
    >>> round(explorer.view().status.cpi, 2), round(explorer.view().status.spi, 2)
    (1.0, 0.83)
    """
    curve = _checked(plan)
    view = _view(curve, _starts(curve, period, progress, cost), None, unit)
    frame.show(
        lambda: EarnedValueExplorer(plan, period, progress, cost, unit).frame.box,
        lambda: display(EarnedValueFigure(curve, unit).picture(view)),
        "move the status",
    )


class EarnedValueExplorer(HandsOn):
    """Controls and picture behind :func:`earned_value_explorer`.

    Attributes
    ----------
    inputs : dict of Widget by name
        ``"period"``, ``"progress"`` in per cent, ``"cost"``, and ``"rest"``, the team's new
        estimate of the remaining cost (0: none was made).
    """

    question = (
        "After period 4 the work is late and over cost. Which estimate at completion would you "
        "report if one bad delivery was the cause? Then set the work to 100% after period 13: "
        "which index stops telling the truth?"
    )

    def __init__(
        self,
        plan: ArrayLike = _PLAN,
        period: int = _PERIOD,
        progress: float = _PROGRESS,
        cost: float = _COST,
        unit: str = "kUSD",
    ) -> None:
        self._plan, self._unit = _checked(plan), unit
        start, done, spent = _starts(self._plan, period, progress, cost)
        self._figure = EarnedValueFigure(self._plan, unit)
        bac = float(self._plan[-1])
        step = 10.0 ** np.floor(np.log10(bac / 100))
        step = int(step) if step >= 1 and bac.is_integer() and spent % step == 0 else step
        money: type[int] | type[float] = int if isinstance(step, int) else float
        super().__init__(
            {
                "period": slider("Periods passed", start, 1, _most_periods(self._plan)),
                "progress": slider("Work done, % of budget", done, 0, 100),
                "cost": slider(f"Actual cost, {unit}", money(spent), step, money(2 * bac), step),
                "rest": slider(f"New ETC (0: none), {unit}", money(0), money(0), money(bac), step),
            }
        )

    def view(self) -> EarnedValueView:
        """Work out the state of the controls."""
        status = (self.value("period"), self.value("progress"), self.value("cost"))
        return _view(self._plan, status, self.value("rest") or None, self._unit)

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the state of the controls."""
        view = self.view()
        self._figure.show(view)
        return self._figure.png(), describe(view), headline(view)


def _checked(plan: ArrayLike) -> FloatArray:
    curve = baseline(plan)[1:]
    if curve[0] == 0:
        raise EarnedValueError(
            "The plan starts with a period of 0; leave it out and count from the first work."
        )
    return curve


def _most_periods(plan: FloatArray) -> int:
    return int(np.ceil(1.5 * len(plan)))


def _starts(plan: FloatArray, period: int, progress: float, cost: float) -> tuple[int, int, float]:
    bac = float(plan[-1])
    most = _most_periods(plan)
    return (
        int(amount(period, "period", EarnedValueError, low=1, high=most, whole=True)),
        int(amount(progress, "progress", EarnedValueError, low=0, high=100, whole=True)),
        amount(cost, "cost", EarnedValueError, above=0, high=2 * bac),
    )


def _view(
    plan: FloatArray, now: tuple[int, int, float], rest: float | None, unit: str
) -> EarnedValueView:
    (period, progress, cost), bac = now, float(plan[-1])
    planned = float(plan[min(period, len(plan)) - 1])
    status = Status(pv=planned, ev=bac * progress / 100, ac=cost, bac=bac)
    time = earned_schedule(plan, status.ev, period)
    return EarnedValueView(status, time, status.forecasts(etc=rest), unit)
