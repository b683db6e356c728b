"""OR-Tools at hand, and working days as the whole numbers that it needs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tpmlab.errors import TpmlabError
from tpmlab.schedule.levelling.problem import Problem, Starts
from tpmlab.schedule.network import Plan
from tpmlab.schedule.tasks import PlanError

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

__all__ = ["Grid", "MissingORToolsError", "Search", "day_grid", "whole_units"]

_FINEST = 1000  # steps in a day (or in a unit): finer grids make models that can't be solved

_SECONDS_A_UNIT = 4  # roughly, of OR-Tools' own measure of work on models such as these


class MissingORToolsError(TpmlabError, ImportError):
    """OR-Tools is not installed; the message says how to get it."""


@dataclass(frozen=True)
class Grid:
    """Whole steps of a day, fine enough for every duration and lag of a plan."""

    steps_a_day: int

    @property
    def step(self) -> float:
        """Length of a step in working days."""
        return 1 / self.steps_a_day

    def whole(self, days: float) -> int:
        """Round days to steps."""
        return round(days * self.steps_a_day)

    def up(self, days: float) -> int:
        """First step at or after a day."""
        return math.ceil(days * self.steps_a_day - 1e-6)

    def down(self, days: float) -> int:
        """Last step at or before a day."""
        return math.floor(days * self.steps_a_day + 1e-6)

    def days(self, steps: float) -> float:
        """Working days in some steps."""
        return steps / self.steps_a_day


def day_grid(plan: Plan, prepared: Problem) -> Grid:
    """Find the coarsest grid on which all durations, lags and fixed days lie.

    Raises
    ------
    PlanError
        If a thousand steps a day are not enough; the message names a task or link.
    """
    named = [(f"Task '{task.id}' takes", task.duration) for task in plan]
    named += [(f"The link {link} has the lag", link.lag) for link in plan.links]
    named += [
        (f"Task '{plan.tasks[row].id}' is held to day", day)
        for days in (prepared.release, prepared.due, prepared.fixed)
        for row, day in enumerate(days)
        if day is not None and math.isfinite(day)
    ]
    steps = 1
    for what, days in sorted(named, key=lambda entry: not _off_grid(entry[1], _FINEST)):
        steps = math.lcm(steps, _denominator(days))
        if steps > _FINEST or _off_grid(days, steps):
            raise PlanError(
                f"{what} {days!r} days, which with the others fits no grid of up to {_FINEST} "
                "steps a day; round it, say to quarters of a day, or use best_of_rules."
            )
    return Grid(steps)


def whole_units(units: Sequence[float], where: str) -> list[int]:
    """Scale units of one resource to whole numbers without a common divisor.

    Raises
    ------
    PlanError
        If they have no common unit of a thousandth or more.
    """
    scale = math.lcm(*(_denominator(value) for value in units))
    whole = [round(value * scale) for value in units]
    if scale > _FINEST or any(_off_grid(value, scale) for value in units):
        raise PlanError(
            f"The units of '{where}' share no grid of up to {_FINEST} parts; round them, say to "
            "quarters."
        )
    divisor = max(1, math.gcd(*whole))
    return [number // divisor for number in whole]


def _denominator(value: float) -> int:
    return Fraction(value).limit_denominator(_FINEST).denominator


def _off_grid(value: float, steps: int) -> bool:
    """Whether a value is no multiple of one part in `steps`, or in fewer steps."""
    nearest = Fraction(value).limit_denominator(steps)
    return abs(value - float(nearest)) > 1e-6 / steps


class Search:
    """A model of starts under links and constraints, and the search for good ones.

    Parameters
    ----------
    plan, prepared : Plan, Problem
        What is scheduled.
    horizon : float
        Working day by which everything ends.
    keep_constraints : bool
        Whether tasks' latest finishes and fixed starts bind, or only links and releases.
    """

    def __init__(
        self, plan: Plan, prepared: Problem, horizon: float, *, keep_constraints: bool = True
    ) -> None:
        self.cp = _cp_model()
        self.prepared = prepared
        self.grid = day_grid(plan, prepared)
        self.model: cp_model.CpModel = self.cp.CpModel()
        self.durations = [self.grid.whole(days) for days in prepared.days]
        self.end = end = self.grid.up(horizon)
        self.starts = [
            self.model.new_int_var(*self._window(row, end, keep_constraints), f"start {row}")
            for row in range(len(prepared))
        ]
        for row, links in enumerate(prepared.after):
            for succ, gap in links:
                self.model.add(self.starts[succ] >= self.starts[row] + self.grid.whole(gap))
        self.intervals = [
            self.model.new_fixed_size_interval_var(start, size, f"task {row}")
            for row, (start, size) in enumerate(zip(self.starts, self.durations, strict=True))
        ]

    def _window(self, row: int, end: int, keep: bool) -> tuple[int, int]:
        first = self.grid.whole(self.prepared.release[row])
        last = end - self.durations[row]
        if keep:
            fixed, due = self.prepared.fixed[row], self.prepared.due[row]
            if math.isfinite(due):
                last = min(last, self.grid.whole(due) - self.durations[row])
            if fixed is not None:
                last = min(last, self.grid.whole(fixed))
        if last < first:
            self.model.add_bool_or([])  # no start will do: the model has no solution
        return first, max(first, last)

    def limit_resources(self, finish: Any = None) -> None:
        """Keep every limited resource within its capacity.

        With a variable for the finish, an interval that takes everything from there on
        tells the search how the work that is left bounds the finish.
        """
        beyond = []
        if finish is not None:
            length = self.model.new_int_var(1, self.end + 1, "after the finish")
            beyond = [self.model.new_interval_var(finish, length, self.end + 1, "afterwards")]
        for resource, capacity in enumerate(self.prepared.capacity):
            if math.isinf(capacity):
                continue
            users = self.users(resource)
            name = self.prepared.resources[resource]
            *needs, most = whole_units([*(units for _, units in users), capacity], name)
            if sum(needs) > most:
                intervals = [*(self.intervals[row] for row, _ in users), *beyond]
                self.model.add_cumulative(intervals, [*needs, *(most for _ in beyond)], most)

    def users(self, resource: int) -> list[tuple[int, float]]:
        """Rows that need a resource, with their units."""
        return [
            (row, units)
            for row, needs in enumerate(self.prepared.needs)
            for number, units in needs
            if number == resource
        ]

    def hint(self, starts: Starts) -> None:
        """Let the search begin at a schedule already known."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for variable, start in zip(self.starts, starts, strict=True):
            self.model.add_hint(variable, self.grid.whole(start))

    def run(self, seconds: float, seed: int, workers: int, reproducible: bool) -> tuple[Any, str]:
        """Search; returns the solver and its status as a word."""
        solver = self.cp.CpSolver()
        options = solver.parameters
        options.random_seed = seed
        if reproducible:  # several workers would have to wait for one another, for minutes
            options.num_workers = 1
            options.max_deterministic_time = seconds / _SECONDS_A_UNIT
        else:
            options.num_workers = workers
            options.max_time_in_seconds = seconds
        status = solver.status_name(solver.solve(self.model)).lower()
        return solver, status

    def found(self, solver: Any) -> Starts:
        """Read the starts of the solution, in working days."""
        return tuple(self.grid.days(solver.value(variable)) for variable in self.starts)


def _cp_model() -> Any:
    try:
        from ortools.sat.python import cp_model
    except ImportError:
        raise MissingORToolsError(
            "The search for the best schedule needs OR-Tools; install it with: "
            'pip install "tpmlab[plan]".'
        ) from None
    return cp_model
