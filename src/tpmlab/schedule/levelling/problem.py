"""A plan as rows and numbers, ready for levelling."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tpmlab.schedule.network import Plan
from tpmlab.schedule.tasks import PlanError, days_text

__all__ = ["EPS", "Problem", "Starts", "problem"]

EPS = 1e-9
"""Days (or units) below which two numbers are the same."""

Starts = tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Problem:
    """Rows of a plan with what levelling needs to know, in plain lists for speed.

    Attributes
    ----------
    days : list of float
        Duration of each row in working days.
    before, after : list of list of (int, float)
        Linked rows with the least distance between both starts, in working days.
    needs : list of tuple of (int, float)
        Resource number and units; empty for milestones.
    resources : tuple of str
        Names by resource number.
    capacity : list of float
        Units by resource number; infinity where the plan sets no limit.
    release, due : list of float
        Earliest start and latest finish that a row's own constraints allow.
    fixed : list of float or None
        The day on which a row must start.
    """

    days: list[float]
    before: list[list[tuple[int, float]]]
    after: list[list[tuple[int, float]]]
    needs: list[tuple[tuple[int, float], ...]]
    resources: tuple[str, ...]
    capacity: list[float]
    release: list[float]
    due: list[float]
    fixed: list[float | None]

    def __len__(self) -> int:
        return len(self.days)

    def finish(self, starts: Starts) -> float:
        """Day on which the last row ends."""
        return max(start + days for start, days in zip(starts, self.days, strict=True))

    def soonest(self, row: int, starts: list[float] | Starts) -> float:
        """Earliest start that links and the row's own constraint allow."""
        bound = self.release[row]
        for pred, gap in self.before[row]:
            bound = max(bound, starts[pred] + gap)
        return bound

    def latest(self, row: int, starts: list[float] | Starts, finish: float) -> float:
        """Latest start that links, the finish and the row's own constraints allow."""
        bound = min(finish, self.due[row]) - self.days[row]
        for succ, gap in self.after[row]:
            bound = min(bound, starts[succ] - gap)
        fixed = self.fixed[row]
        return bound if fixed is None else min(bound, fixed)

    def late(self, starts: Starts) -> float:
        """Days by which rows miss their own constraints, added up."""
        return sum(days for _, days in self.misses(starts))

    def misses(self, starts: Starts) -> list[tuple[int, float]]:
        """Rows that miss their latest finish or their fixed start, with the days."""
        found = []
        for row, start in enumerate(starts):
            fixed = self.fixed[row]
            after = start - fixed if fixed is not None else 0.0
            by = max(start + self.days[row] - self.due[row], after)
            if by > EPS:
                found.append((row, by))
        return found

    def mirrored(self, finish: float) -> Problem:
        """Give the same problem with time running backwards from `finish`."""
        days = self.days
        return Problem(
            days=days,
            before=[
                [(succ, gap + days[succ] - days[row]) for succ, gap in links]
                for row, links in enumerate(self.after)
            ],
            after=[
                [(pred, gap + days[row] - days[pred]) for pred, gap in links]
                for row, links in enumerate(self.before)
            ],
            needs=self.needs,
            resources=self.resources,
            capacity=self.capacity,
            release=[max(0.0, finish - due) for due in self.due],
            due=[finish - release for release in self.release],
            fixed=[
                None if day is None else max(0.0, finish - day - days[row])
                for row, day in enumerate(self.fixed)
            ],
        )


def problem(plan: Plan) -> Problem:
    """Read a plan's links, needs and constraints.

    Raises
    ------
    PlanError
        If a task needs more of a resource than the plan has.
    """
    durations = np.array([task.duration for task in plan])
    net = plan.topology
    before: list[list[tuple[int, float]]] = [[] for _ in plan]
    after: list[list[tuple[int, float]]] = [[] for _ in plan]
    gaps = net.gaps(durations).tolist()
    for pred, succ, gap in zip(net.pred.tolist(), net.succ.tolist(), gaps, strict=True):
        before[succ].append((pred, gap))
        after[pred].append((succ, gap))
    names = tuple(
        dict.fromkeys([*plan.capacity, *(name for task in plan for name in task.resources)])
    )
    number = {name: place for place, name in enumerate(names)}
    for task in plan:
        _check_needs(task.id, task.resources, plan.capacity)
    return Problem(
        days=durations.tolist(),
        before=before,
        after=after,
        needs=[
            tuple((number[name], float(units)) for name, units in task.resources.items() if units)
            if task.duration > 0
            else ()
            for task in plan
        ],
        resources=names,
        capacity=[plan.capacity.get(name, math.inf) for name in names],
        release=net.earliest_start.tolist(),
        due=net.latest_finish.tolist(),
        fixed=[task.must_start_on for task in plan],
    )


def _check_needs(task_id: str, needs: Mapping[str, float], capacity: Mapping[str, float]) -> None:
    for name, units in needs.items():
        there = capacity.get(name, math.inf)
        if units > there + EPS:
            raise PlanError(
                f"Task '{task_id}' needs {days_text(units)} of '{name}', but the plan's capacity "
                f"is {days_text(there)}: ask for less, or add to the capacity."
            )
