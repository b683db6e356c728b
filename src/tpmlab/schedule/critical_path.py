"""Early and late dates, floats and the critical path of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tpmlab.schedule.network import Link, Plan, days_text, whole_numbers
from tpmlab.schedule.topology import Dates

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Schedule", "TaskDates", "critical_path"]


class TaskDates(NamedTuple):
    """One task's dates and floats, in working days from day 0."""

    early_start: float
    early_finish: float
    late_start: float
    late_finish: float
    total_float: float
    free_float: float

    @property
    def critical(self) -> bool:
        """Whether any delay of the task delays the project."""
        return self.total_float == 0


@dataclass(frozen=True, eq=False)
class Schedule:
    """The dates of a plan: ``schedule["docs"].total_float``, ``schedule.finish``.

    Made by :func:`critical_path`; iterating gives the task ids.
    """

    plan: Plan
    dates: Dates

    def __getitem__(self, task_id: str) -> TaskDates:
        return self.rows[self.plan.index(task_id)]

    def __iter__(self) -> Iterator[str]:
        return (task.id for task in self.plan)

    def __len__(self) -> int:
        return len(self.plan)

    def __repr__(self) -> str:
        finish = f"finish on day {days_text(self.finish)}"
        return f"Schedule of {len(self)} tasks: {finish}; {self.critical_text}"

    @cached_property
    def rows(self) -> tuple[TaskDates, ...]:
        """Dates of every task, in the plan's order."""
        days = np.array([task.duration for task in self.plan])
        early, late = self.dates.early_start, self.dates.late_start
        columns = (early, early + days, late, late + days)
        floats = (self.dates.total_float, self.dates.free_float)
        return tuple(TaskDates(*row) for row in np.stack((*columns, *floats), axis=1).tolist())

    @property
    def finish(self) -> float:
        """Day on which the last task ends."""
        return float(self.dates.finish)

    @cached_property
    def critical(self) -> tuple[str, ...]:
        """Ids of the tasks without total float, in order of their start."""
        place = {row: n for n, row in enumerate(self.plan.topology.order)}
        rows = [n for n, dates in enumerate(self.rows) if dates.critical]
        rows.sort(key=lambda n: (self.rows[n].early_start, place[n]))
        return tuple(self.plan.tasks[n].id for n in rows)

    @cached_property
    def driving(self) -> tuple[Link, ...]:
        """Links without slack between critical tasks: the joints of the critical path."""
        net, early = self.plan.topology, self.dates.early_start
        durations = np.array([task.duration for task in self.plan])
        slack = early[net.succ] - early[net.pred] - net.gaps(durations)
        tight = slack <= 1e-9 * max(self.finish, 1.0)
        critical = np.array([dates.critical for dates in self.rows])
        joints = tight & critical[net.pred] & critical[net.succ]
        return tuple(self.plan.links[n] for n in np.flatnonzero(joints))

    @property
    def critical_text(self) -> str:
        """The critical path in words: with arrows if it is one chain, else as a list.

        Examples
        --------
        >>> critical_path(Plan.from_rows([("spec", 5, []), ("build", 9, ["spec"])])).critical_text
        'critical path spec → build'
        """
        joined = {(link.pred, link.succ) for link in self.driving}
        if all(pair in joined for pair in pairwise(self.critical)):
            return f"critical path {' → '.join(self.critical)}"
        return f"critical tasks {', '.join(self.critical)}"

    @property
    def total_float(self) -> dict[str, float]:
        """Working days each task may slip before the project does."""
        return {task.id: dates.total_float for task, dates in self._pairs()}

    @property
    def free_float(self) -> dict[str, float]:
        """Working days each task may slip before any other task, or the end, notices."""
        return {task.id: dates.free_float for task, dates in self._pairs()}

    def _pairs(self) -> Iterator[tuple]:  # type: ignore[type-arg]
        return zip(self.plan.tasks, self.rows, strict=True)

    def table(self) -> pd.DataFrame:
        """Show all dates and floats, one row a task, in working days.

        Examples
        --------
        >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"]), ("docs", 3, ["spec"])])
        >>> critical_path(plan).table()["total_float"].to_dict()
        {'spec': 0, 'build': 0, 'docs': 7}
        """
        import pandas as pd

        index = pd.Index([task.id for task in self.plan], name="task")
        table = pd.DataFrame(list(self.rows), columns=list(TaskDates._fields), index=index)
        table.insert(0, "days", [task.duration for task in self.plan])
        table["critical"] = [dates.critical for dates in self.rows]
        return whole_numbers(table)


def critical_path(plan: Plan) -> Schedule:
    """Date every task of a plan and find how far each may slip.

    Parameters
    ----------
    plan : Plan
        n tasks; durations in working days (0 or more).

    Returns
    -------
    Schedule
        n rows in the plan's order: early and late start and finish in working
        days from day 0; `total_float` and `free_float` in working days.

    Notes
    -----
    No task starts before 0. The project's finish is the largest early finish of *all*
    tasks: with other links than finish to start, the last task to end may have
    successors. Free float is the least slack over the outgoing links, and never more
    than what is left between the task's early finish and the project's.

    References
    ----------
    .. [1] Kelley, J. E. and Walker, M. R. (1959), "Critical-path planning
       and scheduling", Eastern Joint Computer Conference, pp. 160-173.

    Examples
    --------
    >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"]),
    ...                        ("docs", 3, ["spec"]), ("ship", 1, ["build", "docs"])])
    >>> critical_path(plan)["docs"].total_float
    7.0
    >>> critical_path(plan).critical
    ('spec', 'build', 'ship')
    """
    durations = np.array([task.duration for task in plan])
    return Schedule(plan, plan.topology.dates(durations))
