"""Crashing: buy days where they are cheapest, to a date, for a budget, or all the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tpmlab.amounts import amount
from tpmlab.schedule.crash_model import TOLERANCE, CrashedPlan, CrashOption, Cuts, Program
from tpmlab.schedule.network import Plan, PlanError, days_text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TimeCostCurve", "crash_for", "crash_step_by_step", "crash_to", "time_cost_curve"]


def crash_to(plan: Plan, options: Mapping[str, CrashOption], finish: float) -> CrashedPlan:
    """Find the cheapest cuts that bring a plan to a date.

    Parameters
    ----------
    plan : Plan
        Durations at normal pressure, in working days.
    options : mapping from str to CrashOption
        What can be shortened, and at what price.
    finish : float
        Latest working day for the end.

    Returns
    -------
    CrashedPlan
        Cuts, their cost, and the new plan. Several sets of cuts may cost the same.

    Raises
    ------
    PlanError
        If a task is unknown, or no cuts reach the date: the message says what they reach.

    References
    ----------
    .. [1] Kelley, J. E. (1961), "Critical-path planning and scheduling: mathematical
       basis", Operations Research 9(3), pp. 296-320.
    .. [2] Hillier, F. S. and Lieberman, G. J., Introduction to Operations Research, chapter
       on project management (crashing by linear programming).

    Examples
    --------
    >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"])])
    >>> options = {"spec": CrashOption(4, 900), "build": CrashOption(7, 400)}
    >>> crashed = crash_to(plan, options, finish=12)
    >>> dict(crashed.cuts), crashed.cost
    ({'build': 3.0}, 1200.0)
    """
    program = Program(plan, options)
    return program.crashed(program.cheapest_by(amount(finish, "finish", PlanError)))


def crash_for(plan: Plan, options: Mapping[str, CrashOption], budget: float) -> CrashedPlan:
    """Find the earliest finish that a budget buys.

    Parameters
    ----------
    plan : Plan
        Durations at normal pressure, in working days.
    options : mapping from str to CrashOption
        What can be shortened, and at what price.
    budget : float
        Most money for the cuts, 0 or more.

    Returns
    -------
    CrashedPlan
        The earliest finish, and the cheapest cuts that reach it.

    Raises
    ------
    PlanError
        If a task is unknown or the budget is below 0.

    References
    ----------
    .. [1] Kelley, J. E. (1961), "Critical-path planning and scheduling: mathematical
       basis", Operations Research 9(3), pp. 296-320.

    Examples
    --------
    >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"])])
    >>> options = {"spec": CrashOption(4, 900), "build": CrashOption(7, 400)}
    >>> crash_for(plan, options, budget=1000).finish
    12.5
    """
    money = amount(budget, "budget", PlanError, low=0)
    program = Program(plan, options)
    return program.crashed(program.earliest_for(money))


@dataclass(frozen=True)
class TimeCostCurve:
    """Least extra cost of every finish a plan can reach: straight between the corners.

    Made by :func:`time_cost_curve`.

    Attributes
    ----------
    corners : tuple of CrashedPlan
        From the normal finish to the earliest one; the optimum at each change of price.
    overhead_per_day : float
        Money that each day of the project costs besides.
    """

    corners: tuple[CrashedPlan, ...]
    overhead_per_day: float = 0.0

    def cost(self, finish: float) -> float:
        """Give the least extra cost for a finish, without overhead.

        Parameters
        ----------
        finish : float
            Working days; later than the normal finish costs nothing.

        Returns
        -------
        float
            Money for the cuts.

        Raises
        ------
        PlanError
            If the plan can't end that early.

        Examples
        --------
        >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"])])
        >>> options = {"spec": CrashOption(4, 900), "build": CrashOption(7, 400)}
        >>> time_cost_curve(plan, options).cost(13.5)
        600.0
        """
        days = [corner.finish for corner in self.corners]
        day = amount(finish, "finish", PlanError)
        if day < days[-1] - TOLERANCE:
            raise PlanError(
                f"The plan can't end by day {days_text(day)}; ask for day "
                f"{days_text(days[-1])} or later."
            )
        return float(np.interp(day, days[::-1], [corner.cost for corner in self.corners][::-1]))

    @property
    def best(self) -> CrashedPlan:
        """Corner with the least total of cuts and overhead; the later one of equals."""
        totals = [corner.cost + self.overhead_per_day * corner.finish for corner in self.corners]
        least = min(totals)
        near = TOLERANCE * max(1.0, abs(least))
        return self.corners[next(n for n, total in enumerate(totals) if total <= least + near)]

    def table(self) -> pd.DataFrame:
        """Show a row a corner, from the normal finish to the earliest.

        Returns
        -------
        pandas.DataFrame
            By `finish`: `crash_cost`, `overhead`, their `total`, `next_day`, the price of
            one more day from here (NaN at the end), and `cuts` in words.

        Examples
        --------
        >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"])])
        >>> options = {"spec": CrashOption(4, 900), "build": CrashOption(7, 400)}
        >>> time_cost_curve(plan, options).table()["next_day"].tolist()
        [400.0, 900.0, nan]
        """
        import pandas as pd

        finish = np.array([corner.finish for corner in self.corners])
        cost = np.array([corner.cost for corner in self.corners])
        price = np.append(np.diff(cost) / -np.diff(finish), np.nan)
        cuts = [
            ", ".join(f"{name} −{days_text(cut)}" for name, cut in corner.cuts.items())
            for corner in self.corners
        ]
        overhead = self.overhead_per_day * finish
        columns = {"crash_cost": cost, "overhead": overhead, "total": cost + overhead}
        index = pd.Index(finish, name="finish")
        return pd.DataFrame({**columns, "next_day": price, "cuts": cuts}, index=index)


def time_cost_curve(
    plan: Plan, options: Mapping[str, CrashOption], overhead_per_day: float = 0.0
) -> TimeCostCurve:
    """Trace the least cost of every finish, with its exact corners.

    Parameters
    ----------
    plan : Plan
        Durations at normal pressure, in working days.
    options : mapping from str to CrashOption
        What can be shortened, and at what price.
    overhead_per_day : float
        Money that each day of the project costs besides, 0 or more.

    Returns
    -------
    TimeCostCurve
        Corners from the normal to the earliest finish; each day costs at least as much as
        the one before (the curve is convex).

    Raises
    ------
    PlanError
        If a task is unknown or the overhead is below 0.

    Notes
    -----
    Between two known corners, a finish priced at the slope of the line through them either
    stays on the line, which is then an edge, or falls below it at a new corner.

    References
    ----------
    .. [1] Fulkerson, D. R. (1961), "A network flow computation for project cost curves",
       Management Science 7(2), pp. 167-178.
    .. [2] Aneja, Y. P. and Nair, K. P. K. (1979), "Bicriteria transportation problem",
       Management Science 25(1), pp. 73-78 (the search between corners).

    Examples
    --------
    >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"])])
    >>> options = {"spec": CrashOption(4, 900), "build": CrashOption(7, 400)}
    >>> curve = time_cost_curve(plan, options, overhead_per_day=500)
    >>> [(corner.finish, corner.cost) for corner in curve.corners]
    [(15.0, 0.0), (12.0, 1200.0), (11.0, 2100.0)]
    >>> curve.best.finish
    12.0
    """
    overhead = amount(overhead_per_day, "overhead_per_day", PlanError, low=0)
    program = Program(plan, options)
    free = program.earliest_for(0.0)  # cuts without a price may come first
    fastest = program.fastest()
    corners = [free]
    if fastest.finish < free.finish - TOLERANCE:
        corners = _without_straight([free, *_between(program, free, fastest), fastest])
    return TimeCostCurve(tuple(program.crashed(cuts) for cuts in corners), overhead)


def crash_step_by_step(
    plan: Plan,
    options: Mapping[str, CrashOption],
    finish: float | None = None,
    step: float = 1.0,
) -> tuple[CrashedPlan, ...]:
    """Crash as textbooks do by hand: one day at a time, the cheapest way each time.

    Parameters
    ----------
    plan : Plan
        Durations at normal pressure, in working days.
    options : mapping from str to CrashOption
        What can be shortened, and at what price.
    finish : float, optional
        Working day to stop at; left out: as far as it goes.
    step : float
        Working days bought at a time, above 0.

    Returns
    -------
    tuple of CrashedPlan
        The plan at the start and after each step; cuts and cost add up. A step shortens
        every critical path, and what is cut stays cut.

    Raises
    ------
    PlanError
        If a task is unknown, or no cuts reach the date.

    Notes
    -----
    Never cheaper than :func:`crash_to`, and sometimes dearer: where two paths have grown
    together, it can pay to give back a day bought before, and this method never does.

    References
    ----------
    .. [1] Heizer, J. and Render, B., Operations Management, chapter on project management
       (project crashing).

    Examples
    --------
    >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"])])
    >>> options = {"spec": CrashOption(4, 900), "build": CrashOption(7, 400)}
    >>> [crashed.cost for crashed in crash_step_by_step(plan, options, finish=11)]
    [0.0, 400.0, 800.0, 1200.0, 2100.0]
    """
    stride = amount(step, "step", PlanError, above=0)
    whole = Program(plan, options)
    goal = whole.fastest().finish
    if finish is not None:
        goal = max(goal, whole.cheapest_by(amount(finish, "finish", PlanError)).finish, finish)
    steps = [whole.crashed(whole.cuts(np.zeros(len(plan))))]
    while steps[-1].finish > goal + TOLERANCE:
        now = steps[-1].plan
        after = crash_to(now, options, max(goal, steps[-1].finish - stride))
        days = np.array([task.duration for task in after.plan])
        steps.append(whole.crashed(whole.cuts(whole.normal - days)))
    return tuple(steps)


def _between(program: Program, late: Cuts, early: Cuts) -> list[Cuts]:
    """Corners strictly between two, from the later to the earlier."""
    slope = (early.cost - late.cost) / (late.finish - early.finish)
    found = program.solved(slope)
    line = late.cost + slope * late.finish
    near = TOLERANCE * max(1.0, abs(line))
    inside = early.finish + TOLERANCE < found.finish < late.finish - TOLERANCE
    if not inside or found.cost + slope * found.finish >= line - near:
        return []
    return [*_between(program, late, found), found, *_between(program, found, early)]


def _without_straight(corners: list[Cuts]) -> list[Cuts]:
    """Leave out corners on the line between their neighbours."""
    kept = corners[:1]
    for here, after in zip(corners[1:], [*corners[2:], None], strict=True):
        if after is not None:
            before = kept[-1]
            left = (here.cost - before.cost) * (here.finish - after.finish)
            right = (after.cost - here.cost) * (before.finish - here.finish)
            if abs(left - right) <= 1e-6 * max(1.0, abs(left), abs(right)):
                continue
        kept.append(here)
    return kept
