"""Burnup and cost side by side: how far, for how much, and where both lead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tpmlab.explorer_pictures.panels import Panel, Sheet, axis_end
from tpmlab.pictures import Picture
from tpmlab.simulator.view import View

__all__ = ["Curves", "CurvesFigure", "curves_of", "describe_curves"]


class Curves(NamedTuple):
    """Points by week, from week 0 to now; effort in person-days, money in thousands."""

    scope: tuple[float, ...]
    done: tuple[float, ...]
    spent: tuple[float, ...]
    budget: tuple[float, ...]
    forecast: float
    """Week of launch."""
    forecast_cost: float
    agreed: float


def curves_of(views: Sequence[View]) -> Curves:
    """Read the curves off a run's views, one a week.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator.start import new_game
    >>> from tpmlab.simulator.view import view_of
    >>> tutorial = load("tutorial")
    >>> curves = curves_of([view_of(tutorial, new_game(tutorial, seed=1))])
    >>> curves.done, curves.budget
    ((0.0,), (125.0,))
    """
    scope, done = [], []
    for view in views:
        kept = [p for p in view.packages.values() if p.status not in {"cut", "deferred"}]
        scope.append(sum(p.built + p.left for p in kept))
        done.append(sum(p.built - p.known for p in kept))
    last = views[-1]
    return Curves(
        tuple(scope),
        tuple(done),
        tuple(view.spent for view in views),
        tuple(view.budget for view in views),
        last.forecast,
        last.forecast_cost,
        last.agreed,
    )


def describe_curves(curves: Curves) -> str:
    """Say what both panels show."""
    week = len(curves.scope) - 1
    return (
        f"Burnup after week {week}: {curves.done[-1]:.0f} of {curves.scope[-1]:.0f} person-days "
        f"of scope done (scope at the start {curves.scope[0]:.0f}), forecast week "
        f"{curves.forecast:.1f}. Cost: {curves.spent[-1]:,.0f} spent of {curves.budget[-1]:,.0f} "
        f"thousand, {curves.forecast_cost:,.0f} forecast at the end."
    )


class CurvesFigure:
    """Work on the left, money on the right, on one scale of weeks.

    Parameters
    ----------
    curves : Curves
        Sets the first scales.
    """

    def __init__(self, curves: Curves) -> None:
        self._sheet = Sheet(252)
        self._work = _Half(self._sheet, 52, "Burnup, person-days")
        self._money = _Half(self._sheet, 402, "Cost, thousands")
        ceiling, so_far, dashed, agreed = self._work.lines
        self._sheet.key(
            [ceiling, so_far, dashed, agreed],
            ["scope, budget", "done, spent", "forecast", "agreed date"],
        )

    def show(self, curves: Curves) -> None:
        """Move everything to these curves."""
        latest = max(curves.agreed, curves.forecast, len(curves.scope) - 1)
        # room from the start: axes that move are drawn anew
        end = axis_end(max(1.05 * latest, 1.5 * curves.agreed))
        launch = curves.forecast
        self._work.show(curves.scope, curves.done, (launch, curves.scope[-1]), curves.agreed, end)
        self._money.show(
            curves.budget, curves.spent, (launch, curves.forecast_cost), curves.agreed, end
        )

    def png(self) -> bytes:
        """Draw the panels as they stand."""
        return self._sheet.png()

    def picture(self, curves: Curves) -> Picture:
        """Finish the panels for print."""
        self.show(curves)
        return self._sheet.picture(describe_curves(curves))


class _Half:
    """One panel: a ceiling, what was reached, where it leads, and the agreed date."""

    def __init__(self, sheet: Sheet, left: int, title: str) -> None:
        self.panel: Panel = sheet.panel((left, 42, 278, 158), x="week", grid="y")
        sheet.note(title, left, 212, fontweight="bold")
        self.panel.numbers("x", 7, whole=True)
        self.panel.numbers("y", 4)
        self.lines = (
            self.panel.line("ink", width=1.6),
            self.panel.line("blue", width=2.6, marker="o", markersize=3),
            self.panel.line("blue", width=1.4, linestyle=(0, (3, 2))),
            self.panel.upright("vermilion", width=1.4, linestyle=(0, (4, 2))),
        )

    def show(
        self,
        ceiling: tuple[float, ...],
        reached: tuple[float, ...],
        goal: tuple[float, float],
        agreed: float,
        end: float,
    ) -> None:
        """Move the lines."""
        now = len(reached) - 1
        self.panel.limits(
            (0.0, end), (0.0, axis_end(1.05 * max(1.2 * ceiling[0], *ceiling, *reached, goal[1])))
        )
        top, done, lead, mark = self.lines
        weeks = list(range(len(reached)))
        top.set_data([*weeks, max(end, now)], [*ceiling, ceiling[-1]])
        done.set_data(weeks, reached)
        lead.set_data([now, goal[0]], [reached[-1], goal[1]])
        mark.set_xdata([agreed] * 2)
