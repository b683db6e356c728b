"""The linear program behind crashing: which tasks to shorten, and by how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from tpmlab.amounts import FloatArray, amount
from tpmlab.schedule.critical_path import critical_path
from tpmlab.schedule.network import Plan, PlanError, days_text

__all__ = ["TOLERANCE", "CrashOption", "CrashedPlan", "Cuts", "Program"]

TOLERANCE = 1e-7
"""Working days that the solver may be off."""


@dataclass(frozen=True)
class CrashOption:
    """How far a task can be shortened, and what each day bought costs.

    Parameters
    ----------
    shortest : float
        Working days it takes at least, at full pressure; 0 or more.
    cost_per_day : float
        Money for each day saved, 0 or more.

    Raises
    ------
    PlanError
        If a number is below 0.

    Examples
    --------
    >>> CrashOption.between(days=12, cost=3000, crash_days=7, crash_cost=5000)
    CrashOption(shortest=7, cost_per_day=400.0)
    """

    shortest: float
    cost_per_day: float

    def __post_init__(self) -> None:
        amount(self.shortest, "CrashOption's shortest", PlanError, low=0)
        amount(self.cost_per_day, "CrashOption's cost_per_day", PlanError, low=0)

    @classmethod
    def between(cls, days: float, cost: float, crash_days: float, crash_cost: float) -> CrashOption:
        """Read the option from a task's normal and crash point, as textbooks give them.

        Parameters
        ----------
        days, cost : float
            Working days at normal pressure, and what the task costs then.
        crash_days, crash_cost : float
            Working days at full pressure, and what the task costs then.

        Returns
        -------
        CrashOption
            Cost rises in a straight line between the two points.

        Raises
        ------
        PlanError
            If the crash point is longer or cheaper than the normal one.

        Examples
        --------
        >>> CrashOption.between(days=12, cost=3000, crash_days=7, crash_cost=5000).cost_per_day
        400.0
        """
        saved = amount(days, "days", PlanError) - amount(crash_days, "crash_days", PlanError, low=0)
        extra = amount(crash_cost, "crash_cost", PlanError) - amount(cost, "cost", PlanError)
        if saved < 0 or extra < 0:
            raise PlanError(
                f"The crash point ({crash_days:g} days for {crash_cost:g}) is longer or cheaper "
                f"than the normal point ({days:g} days for {cost:g}); swap them."
            )
        return cls(crash_days, extra / saved if saved else 0.0)


@dataclass(frozen=True)
class CrashedPlan:
    """A plan with some tasks shortened. Made by :func:`tpmlab.schedule.crash_to`.

    Attributes
    ----------
    plan : Plan
        With the new durations.
    cuts : mapping from str to float
        Working days taken off each task that is shortened.
    cost : float
        Extra money for the cuts.
    finish : float
        Working day on which the project now ends.
    """

    plan: Plan
    cuts: Mapping[str, float]
    cost: float
    finish: float


class Cuts(NamedTuple):
    """Working days taken off each task, what they cost, and when the plan then ends."""

    days: FloatArray
    cost: float
    finish: float


class Program:
    """One plan and its options as a linear program: starts, durations and the finish.

    Parameters
    ----------
    plan : Plan
        Durations at normal pressure.
    options : mapping from str to CrashOption
        Tasks not named can't be shortened.

    Raises
    ------
    PlanError
        If a task is unknown, an option is longer than the task's duration, or the links keep
        a task from the day on which it must start.
    """

    def __init__(self, plan: Plan, options: Mapping[str, CrashOption]) -> None:
        self.plan, self.normal_finish = plan, critical_path(plan).finish
        for name, option in options.items():
            if option.shortest > plan[name].duration + 1e-9:
                raise PlanError(
                    f"Task '{name}' takes {days_text(plan[name].duration)} days but its shortest "
                    f"is {days_text(option.shortest)}; give a shortest of at most its duration."
                )
        self.normal = np.array([task.duration for task in plan])
        self.rates, self.floor = np.zeros(len(plan)), self.normal.copy()
        for name, option in options.items():
            row = plan.index(name)
            self.rates[row] = option.cost_per_day
            self.floor[row] = min(option.shortest, self.normal[row])

    def solve(
        self,
        finish_weight: float,
        *,
        by: float | None = None,
        budget: float | None = None,
        free: bool = False,
    ) -> Cuts | None:
        """Find the cheapest cuts, with the finish priced by the day.

        Parameters
        ----------
        finish_weight : float
            Money a day of the project's finish counts for.
        by : float, optional
            Latest finish allowed, in working days.
        budget : float, optional
            Most money that the cuts may cost.
        free : bool
            Whether the price of the cuts is left out of account.

        Returns
        -------
        Cuts or None
            None if no cuts meet the finish or the budget.
        """
        net, count = self.plan.topology, len(self.plan)
        # variables: starts, cuts, finish
        rates = np.zeros(count) if free else self.rates
        price = np.concatenate((np.zeros(count), rates, [finish_weight]))
        least = np.concatenate((net.earliest_start, np.zeros(count + 1)))
        last = np.inf if by is None else by
        most = np.concatenate((net.latest_start, self.normal - self.floor, [last]))
        rows, bounds = self._constraints
        if budget is not None:
            spent = np.concatenate((np.zeros(count), self.rates, [0.0]))
            rows = csr_array(np.vstack((rows.toarray(), spent)))
            bounds = np.append(bounds, budget)
        limits = np.stack((least, most), axis=1)
        answer = linprog(price, A_ub=rows, b_ub=bounds, bounds=limits, method="highs")
        return self.cuts(answer.x[count:-1]) if answer.status == 0 else None

    def solved(self, finish_weight: float, **limits: Any) -> Cuts:
        """Solve where there is an answer; PlanError if the solver can't see it."""
        cuts = self.solve(finish_weight, **limits)
        if cuts is None:  # every plan has a schedule, so only the solver's limits lead here
            raise PlanError("The plan's numbers are too far apart to solve; scale days or costs.")
        return cuts

    def cheapest_by(self, day: float) -> Cuts:
        """Find the cheapest cuts for a date; PlanError with the best date if none reach it."""
        if self.normal_finish <= day + TOLERANCE:
            return self.cuts(np.zeros_like(self.normal))
        cuts = self.solve(0.0, by=day) if day >= 0 else None
        if cuts is None:
            best = days_text(self.fastest().finish)
            raise PlanError(
                f"No cuts end the plan by day {days_text(day)}: all of them together bring day "
                f"{best}; ask for day {best} or later, or change the links."
            )
        return cuts

    def earliest_for(self, budget: float) -> Cuts:
        """Find the earliest finish for a budget, and the cheapest cuts that reach it."""
        return self._cheapest_at(self.solved(1.0, budget=budget, free=True).finish)

    def fastest(self) -> Cuts:
        """Find the earliest finish of all, and the cheapest cuts that reach it."""
        return self._cheapest_at(self.solved(1.0, free=True).finish)

    def _cheapest_at(self, finish: float) -> Cuts:
        """Cheapest cuts for a finish known to be within reach, give or take rounding."""
        cuts = self.solve(0.0, by=finish)
        return cuts or self.solved(0.0, by=finish + 1e-9 * max(1.0, finish))

    def cuts(self, days: FloatArray) -> Cuts:
        """Give these cuts with their cost and finish; shape ``(tasks,)``, in working days."""
        tidy = np.where(np.abs(days - np.round(days)) < 1e-7, np.round(days), days)
        tidy = np.clip(tidy, 0, self.normal - self.floor)
        finish = self.plan.topology.dates(self.normal - tidy).finish
        return Cuts(tidy, float(self.rates @ tidy), float(finish))

    def crashed(self, cuts: Cuts) -> CrashedPlan:
        """Give the plan with these cuts."""
        days = (self.normal - cuts.days).tolist()
        tasks = [replace(t, duration=d) for t, d in zip(self.plan, days, strict=True)]
        taken = zip(self.plan, cuts.days.tolist(), strict=True)
        named = {task.id: cut for task, cut in taken if cut}
        return CrashedPlan(replace(self.plan, tasks=tuple(tasks)), named, cuts.cost, cuts.finish)

    @cached_property
    def _constraints(self) -> tuple[csr_array, FloatArray]:
        """Left and right side of ``rows @ variables <= bounds``."""
        net, count = self.plan.topology, len(self.plan)
        # a task whose finish another one's start awaits can't end last
        awaited = (net.pred_days > net.succ_days) & (net.lag >= 0)
        links, tasks = np.arange(len(net.pred)), np.setdiff1d(range(count), net.pred[awaited])
        ends = len(links) + np.arange(len(tasks))
        # a link: start(pred) + gap - start(succ) <= 0, where a cut shortens the gap;
        # a last task: start + normal - cut - finish <= 0
        entries = [
            (links, net.pred, np.ones(len(links))),
            (links, net.succ, -np.ones(len(links))),
            (links, count + net.pred, -net.pred_days),
            (links, count + net.succ, net.succ_days),
            (ends, tasks, np.ones(len(tasks))),
            (ends, count + tasks, -np.ones(len(tasks))),
            (ends, np.full(len(tasks), 2 * count), -np.ones(len(tasks))),
        ]
        row, column, value = (np.concatenate(parts) for parts in zip(*entries, strict=True))
        shape = (len(links) + len(tasks), 2 * count + 1)
        bounds = np.concatenate((-net.gaps(self.normal), -self.normal[tasks]))
        return csr_array((value, (row, column)), shape=shape), bounds
