"""The linear program behind crashing: which tasks to shorten, and by how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from tpmlab.amounts import FloatArray, amount
from tpmlab.schedule.critical_path import critical_path
from tpmlab.schedule.network import Plan, PlanError, days_text

__all__ = ["CrashOption", "CrashedPlan", "Program"]


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
        days, crash_days : float
            Working days at normal pressure and at full pressure.
        cost, crash_cost : float
            What the task costs then.

        Returns
        -------
        CrashOption
            Cost rises in a straight line between the two points.

        Raises
        ------
        PlanError
            If the crash point is longer or cheaper than the normal one.
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
    """A plan with some tasks shortened.

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
        If a task is unknown or an option is longer than the task's duration.
    """

    def __init__(self, plan: Plan, options: Mapping[str, CrashOption]) -> None:
        self.plan, self.options = plan, dict(options)
        for name, option in self.options.items():
            if option.shortest > plan[name].duration + 1e-9:
                raise PlanError(
                    f"Task '{name}' takes {days_text(plan[name].duration)} days but its shortest "
                    f"is {days_text(option.shortest)}; give a shortest of at most its duration."
                )
        self.normal = np.array([task.duration for task in plan])
        kept = [options.get(task.id, CrashOption(task.duration, 0.0)) for task in plan]
        self.rates = np.array([option.cost_per_day for option in kept])
        self.floor = np.minimum([option.shortest for option in kept], self.normal)

    def solve(
        self,
        finish_weight: float,
        *,
        by: float | None = None,
        budget: float | None = None,
        free: bool = False,
    ) -> CrashedPlan | None:
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
        CrashedPlan or None
            None if no cuts meet the finish or the budget.
        """
        count = len(self.plan)
        # variables: starts, cuts, finish
        rates = np.zeros(count) if free else self.rates
        price = np.concatenate((np.zeros(count), rates, [finish_weight]))
        limits = np.zeros((2 * count + 1, 2))
        limits[:count, 1] = np.inf
        limits[count:-1, 1] = self.normal - self.floor
        limits[-1, 1] = np.inf if by is None else by
        rows, bounds = self._constraints
        if budget is not None:
            spent = np.concatenate((np.zeros(count), self.rates, [0.0]))
            rows = csr_array(np.vstack((rows.toarray(), spent)))
            bounds = np.append(bounds, budget)
        answer = linprog(price, A_ub=rows, b_ub=bounds, bounds=limits, method="highs")
        return self.with_cuts(answer.x[count:-1]) if answer.status == 0 else None

    def with_cuts(self, cuts: FloatArray) -> CrashedPlan:
        """Give the plan with these working days taken off; shape ``(tasks,)``."""
        tidy = np.where(np.abs(cuts - np.round(cuts)) < 1e-7, np.round(cuts), cuts)
        tidy = np.clip(tidy, 0, self.normal - self.floor)
        days = (self.normal - tidy).tolist()
        tasks = [t._replace(duration=d) for t, d in zip(self.plan, days, strict=True)]
        plan = replace(self.plan, tasks=tuple(tasks))
        named = {task.id: float(cut) for task, cut in zip(plan, tidy, strict=True) if cut}
        return CrashedPlan(plan, named, float(self.rates @ tidy), critical_path(plan).finish)

    @cached_property
    def _constraints(self) -> tuple[csr_array, FloatArray]:
        """Left and right side of ``rows @ variables <= bounds``."""
        net, count = self.plan.topology, len(self.plan)
        links, tasks = np.arange(len(net.pred)), np.arange(count)
        ends = len(links) + tasks
        # a link: start(pred) + gap - start(succ) <= 0, where a cut shortens the gap;
        # a task: start + normal - cut - finish <= 0
        entries = [
            (links, net.pred, np.ones(len(links))),
            (links, net.succ, -np.ones(len(links))),
            (links, count + net.pred, -net.pred_days),
            (links, count + net.succ, net.succ_days),
            (ends, tasks, np.ones(count)),
            (ends, count + tasks, -np.ones(count)),
            (ends, np.full(count, 2 * count), -np.ones(count)),
        ]
        row, column, value = (np.concatenate(parts) for parts in zip(*entries, strict=True))
        shape = (len(links) + count, 2 * count + 1)
        bounds = np.concatenate((-net.gaps(self.normal), -self.normal))
        return csr_array((value, (row, column)), shape=shape), bounds
