"""A plan with dates that respect its resources, and what they cost."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tpmlab.schedule.critical_path import critical_path
from tpmlab.schedule.levelling.bounds import lower_bound
from tpmlab.schedule.levelling.chain import chain_floats
from tpmlab.schedule.levelling.problem import EPS, Problem, Starts, problem
from tpmlab.schedule.levelling.steps import ParallelTrace, SerialTrace, Step
from tpmlab.schedule.levelling.waits import Conflict, booked, conflicts
from tpmlab.schedule.network import Plan, whole_numbers
from tpmlab.schedule.tasks import days_text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LevelledSchedule", "Missed"]


class Missed(NamedTuple):
    """A constraint that a schedule doesn't meet."""

    what: str
    """A task's id, or ``plan deadline``."""
    days: float
    """Working days too late."""


@dataclass(frozen=True, eq=False)
class LevelledSchedule:
    """Starts of all tasks, found with an eye on resources.

    Made by :func:`serial_schedule`, :func:`parallel_schedule`, :func:`best_of_rules`,
    :func:`optimal_schedule` and :func:`smooth`; iterating gives the task ids.

    Parameters
    ----------
    plan : Plan
        The plan, with `resources` of its tasks and its `capacity`.
    starts : tuple of float
        Start of each task in the plan's order, in working days from day 0.
    method : str
        How the starts were found.
    status : str
        ``heuristic``, ``feasible`` (a solver ran out of time) or ``optimal`` (proven).
    proven_bound : float
        Earliest finish that a solver could not rule out, in working days.
    trace : SerialTrace, ParallelTrace or None
        Source of `steps`.
    before : LevelledSchedule, optional
        The schedule that was smoothed.
    """

    plan: Plan
    starts: Starts
    method: str
    status: str = "heuristic"
    proven_bound: float = 0.0
    trace: SerialTrace | ParallelTrace | None = None
    before: LevelledSchedule | None = None

    def __getitem__(self, task_id: str) -> tuple[float, float]:
        """Start and finish of a task, in working days from day 0."""
        row = self.plan.index(task_id)
        return self.starts[row], self.starts[row] + self.plan.tasks[row].duration

    def __iter__(self) -> Iterator[str]:
        return (task.id for task in self.plan)

    def __len__(self) -> int:
        return len(self.plan)

    def __repr__(self) -> str:
        told = f"Levelled schedule of {len(self)} tasks ({self.method})"
        return f"{told}: finish on day {days_text(self.finish)}, {self.delay_text}"

    @property
    def start(self) -> dict[str, float]:
        """Start of each task, in working days from day 0."""
        return dict(zip(self, self.starts, strict=True))

    @property
    def finish(self) -> float:
        """Day on which the last task ends."""
        return self._problem.finish(self.starts)

    @property
    def capacity(self) -> dict[str, float]:
        """Units of each resource, as the plan has them."""
        return dict(self.plan.capacity)

    @cached_property
    def bound(self) -> float:
        """Day before which no schedule of this plan can end, as far as is known."""
        known = lower_bound(self._problem, self.plan.topology.order)
        return min(self.finish, max(known, self.proven_bound))

    @property
    def gap(self) -> float:
        """How much longer than the bound the schedule is at most: 0.05 means 5 %."""
        return (self.finish - self.bound) / self.bound if self.bound > 0 else 0.0

    @cached_property
    def delays(self) -> dict[str, float]:
        """Days each task starts later than without resource limits (early start)."""
        early = [dates.early_start for dates in critical_path(self.plan).rows]
        late = np.round(np.array(self.starts) - np.array(early), 9)
        return dict(zip(self, late.tolist(), strict=True))

    @property
    def delay_text(self) -> str:
        """What levelling costs, in words: ``3 days later than the critical path alone``."""
        later = self.finish - critical_path(self.plan).finish
        if later <= EPS:
            return "as early as the critical path alone"
        noun = "day" if days_text(later) == "1" else "days"
        return f"{days_text(later)} {noun} later than the critical path alone"

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Every wait for a resource: who, for what, how long, and who has it."""
        return conflicts(self.plan, self._problem, self.starts)

    @cached_property
    def missed(self) -> tuple[Missed, ...]:
        """Constraints of tasks, and the plan's deadline, that are not met."""
        found = [
            Missed(self.plan.tasks[row].id, days) for row, days in self._problem.misses(self.starts)
        ]
        deadline = self.plan.deadline
        if deadline is not None and self.finish > deadline + EPS:
            found.append(Missed("plan deadline", self.finish - deadline))
        return tuple(found)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Decisions that led to the schedule; empty where it wasn't built step by step."""
        if self.trace is None:
            return ()
        return self.trace.steps(tuple(self), self._problem.resources)

    @cached_property
    def chain_float(self) -> dict[str, float]:
        """Days each task may slip before the finish moves, while resources change hands as now.

        What one task's slip leaves to the others is theirs to lose: floats don't add up.
        """
        slack = chain_floats(self._problem, self.starts, self.finish)
        return dict(zip(self, slack.tolist(), strict=True))

    @property
    def critical_chain(self) -> tuple[str, ...]:
        """Tasks without float, in order of their start: through links *and* resources."""
        place = {row: n for n, row in enumerate(self.plan.topology.order)}
        rows = [row for row, name in enumerate(self) if self.chain_float[name] == 0]
        rows.sort(key=lambda row: (self.starts[row], place[row]))
        return tuple(self.plan.tasks[row].id for row in rows)

    @cached_property
    def overloaded(self) -> dict[str, float]:
        """Working days on which a resource is used above its capacity; without zeros."""
        limits = zip(self._problem.resources, self._problem.capacity, strict=True)
        spans = self._spans()
        over = {
            name: sum(days for days, used in spans if used[number] > units + EPS)
            for number, (name, units) in enumerate(limits)
        }
        return {name: days for name, days in over.items() if days > 0}

    @cached_property
    def sum_of_squares(self) -> float:
        """Squared units in use, summed over days and resources: less means flatter."""
        return sum(days * units**2 for days, used in self._spans() for units in used)

    def load(self) -> pd.DataFrame:
        """Show the units in use: a row a working day, a column a resource.

        Returns
        -------
        pandas.DataFrame
            Mean units in use on each day, from day 0 to the finish.

        Examples
        --------
        >>> from tpmlab.schedule import Task
        >>> plan = Plan((Task("api", 2, resources={"dev": 2}), Task("web", 1)), capacity={"dev": 3})
        >>> LevelledSchedule(plan, (1.0, 0.0), "by hand").load()["dev"].tolist()
        [0.0, 2.0, 2.0]
        """
        import pandas as pd

        days = np.arange(math.ceil(self.finish - EPS), dtype=float)[:, None]
        starts, needs = np.array(self.starts), self._needs()
        ends = starts + np.array(self._problem.days)
        share = np.clip(np.minimum(ends, days + 1) - np.maximum(starts, days), 0.0, 1.0)
        index = pd.RangeIndex(len(days), name="day")
        columns = pd.Index(self._problem.resources, name="resource")
        return pd.DataFrame(np.round(share @ needs, 9), index=index, columns=columns)

    def table(self) -> pd.DataFrame:
        """Show a row a task: dates in working days, delay, float, and what it waits for.

        Returns
        -------
        pandas.DataFrame
            Index `task`; working days, and in the last column who waits for which resource.

        Raises
        ------
        PlanError
            If a task must start on a day that its links don't allow.

        Examples
        --------
        >>> from tpmlab.schedule import Task
        >>> rows = (Task("api", 2, resources={"dev": 2}), Task("web", 1, resources={"dev": 2}))
        >>> plan = Plan(rows, capacity={"dev": 3})
        >>> LevelledSchedule(plan, (0.0, 2.0), "by hand").table().loc["web", "waits_for"]
        'dev 2 days'
        """
        import pandas as pd

        held: dict[str, list[str]] = {name: [] for name in self}
        for wait in self.conflicts:
            noun = "day" if wait.days == 1 else "days"
            held[wait.task].append(f"{wait.resource} {days_text(wait.days)} {noun}")
        days, starts = np.array(self._problem.days), np.array(self.starts)
        columns = {
            "days": days,
            "start": starts,
            "finish": starts + days,
            "delay": list(self.delays.values()),
            "chain_float": list(self.chain_float.values()),
            "waits_for": [", ".join(entries) for entries in held.values()],
        }
        return whole_numbers(pd.DataFrame(columns, index=pd.Index(list(self), name="task")))

    @cached_property
    def _problem(self) -> Problem:
        return problem(self.plan)

    def _needs(self) -> np.ndarray:
        needs = np.zeros((len(self), len(self._problem.resources)))
        for row, entries in enumerate(self._problem.needs):
            for resource, units in entries:
                needs[row, resource] = units
        return needs

    def _spans(self) -> list[tuple[float, list[float]]]:
        """Length and units in use of every span in which nothing changes."""
        profile = booked(self._problem, self.starts)
        spans = [end - begin for begin, end in pairwise(profile.times)]
        return list(zip(spans, profile.used, strict=False))
