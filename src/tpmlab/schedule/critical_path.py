"""Early and late dates, floats and the critical path of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tpmlab.amounts import amount, one_of
from tpmlab.schedule.chains import chains
from tpmlab.schedule.dated import dated
from tpmlab.schedule.network import Link, Plan, PlanError, days_text, whole_numbers
from tpmlab.schedule.plan_checks import check_set_days
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
        """Whether any delay of the task delays the project: no total float, or less."""
        return self.total_float <= 0

    @property
    def interfering_float(self) -> float:
        """Part of the total float that later tasks lose if this one uses it."""
        return self.total_float - self.free_float


@dataclass(frozen=True, eq=False)
class Schedule:
    """The dates of a plan: ``schedule["docs"].total_float``, ``schedule.finish``.

    Made by :func:`critical_path`; iterating gives the task ids.

    Attributes
    ----------
    plan : Plan
        The plan dated.
    dates : Dates
        Arrays behind the rows, in the plan's order.
    against : {'finish', 'deadline'}
        What late dates and floats are measured from.
    """

    plan: Plan
    dates: Dates
    against: str = "finish"

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
        days = self.plan.durations
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
        net = self.plan.topology
        critical = self.dates.total_float <= 0
        joints = self._tight & critical[net.pred] & critical[net.succ]
        return tuple(self.plan.links[n] for n in np.flatnonzero(joints))

    @cached_property
    def driving_links(self) -> dict[str, tuple[Link, ...]]:
        """Links that hold each task's early start: without all of them it could start earlier.

        None for a task that starts on day 0, or on a day that its own constraint sets.

        Examples
        --------
        >>> plan = Plan.from_rows([("api", 8, []), ("copy", 3, []), ("ship", 1, ["api", "copy"])])
        >>> [str(link) for link in critical_path(plan).driving_links["ship"]]
        ['api → ship (FS)']
        """
        net, early = self.plan.topology, self.dates.early_start
        held: dict[str, tuple[Link, ...]] = {task.id: () for task in self.plan}
        later = early > net.earliest_start + self._noise
        for n in np.flatnonzero(self._tight & later[net.succ]):
            link = self.plan.links[n]
            held[link.succ] += (link,)
        return held

    @property
    def _noise(self) -> float:
        return 1e-9 * max(self.finish, 1.0)

    @cached_property
    def _tight(self) -> np.ndarray:
        """Which links have no slack between early dates."""
        net, early = self.plan.topology, self.dates.early_start
        slack = early[net.succ] - early[net.pred] - net.gaps(self.plan.durations)
        tight: np.ndarray = slack <= self._noise
        return tight

    def critical_paths(self, limit: int = 20) -> list[list[str]]:
        """List the critical paths: chains of critical tasks joined by driving links.

        Parameters
        ----------
        limit : int
            Most paths to give; a plan may have more than anyone can count.

        Returns
        -------
        list of list of str
            Task ids from start to end of each path, in the order of the plan.

        Raises
        ------
        PlanError
            If the limit isn't a whole number of at least 1.

        Examples
        --------
        >>> plan = Plan.from_rows([("a", 2, []), ("b", 4, ["a"]), ("c", 4, ["a"])])
        >>> critical_path(plan).critical_paths()
        [['a', 'b'], ['a', 'c']]
        """
        most = int(amount(limit, "limit", PlanError, low=1, whole=True))
        names = [task.id for task in self.plan if self[task.id].critical]
        return chains(names, [(link.pred, link.succ) for link in self.driving], most)

    def near_critical(self, within: float) -> tuple[str, ...]:
        """Ids of tasks that are not critical but have at most this total float.

        Parameters
        ----------
        within : float
            Working days, 0 or more.

        Returns
        -------
        tuple of str
            The least float first, else in order of early start.

        Raises
        ------
        PlanError
            If `within` is below 0.

        Examples
        --------
        >>> plan = Plan.from_rows([("api", 8, []), ("copy", 7, []), ("logo", 2, [])])
        >>> critical_path(plan).near_critical(within=2)
        ('copy',)
        """
        most = amount(within, "within", PlanError, low=0)
        near = [
            (dates.total_float, dates.early_start, n)
            for n, dates in enumerate(self.rows)
            if 0 < dates.total_float <= most + self._noise
        ]
        return tuple(self.plan.tasks[n].id for _, _, n in sorted(near))

    @property
    def deadline_float(self) -> float | None:
        """Working days between the finish and the plan's deadline; below 0 if it is missed.

        None for a plan without a deadline.
        """
        return None if self.plan.deadline is None else self.plan.deadline - self.finish

    @cached_property
    def late(self) -> tuple[str, ...]:
        """Ids of tasks whose early finish is after their own `finish_no_later_than`."""
        ends = self.dates.early_start + self.plan.durations
        missed = ends > self.plan.topology.latest_finish + self._noise
        return tuple(self.plan.tasks[n].id for n in np.flatnonzero(missed))

    @property
    def critical_text(self) -> str:
        """The critical path in words: with arrows if it is one chain, else as a list.

        Examples
        --------
        >>> critical_path(Plan.from_rows([("spec", 5, []), ("build", 9, ["spec"])])).critical_text
        'critical path spec → build'
        """
        if not self.critical:
            return "no critical task"
        joined = {(link.pred, link.succ) for link in self.driving}
        if all(pair in joined for pair in pairwise(self.critical)):
            return f"critical path {' → '.join(self.critical)}"
        return f"critical tasks {', '.join(self.critical)}"

    @property
    def total_float(self) -> dict[str, float]:
        """Working days each task may slip before the project does."""
        return dict(zip(self, self.dates.total_float.tolist(), strict=True))

    @property
    def free_float(self) -> dict[str, float]:
        """Working days each task may slip before any other task, or the end, notices."""
        return dict(zip(self, self.dates.free_float.tolist(), strict=True))

    def table(self, dates: bool = False) -> pd.DataFrame:
        """Show all dates and floats, one row a task.

        Parameters
        ----------
        dates : bool
            Whether starts and finishes are shown as dates of the plan's calendar (the first
            and the last date worked) instead of working days. A milestone is shown on the
            date on which the work before it ends.

        Returns
        -------
        pandas.DataFrame
            `days`, early and late starts and finishes, both floats in working days, `critical`.

        Raises
        ------
        PlanError
            If dates are asked for and the plan has no calendar.

        Examples
        --------
        >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"]), ("docs", 3, ["spec"])])
        >>> critical_path(plan).table()["total_float"].to_dict()
        {'spec': 0, 'build': 0, 'docs': 7}
        >>> from tpmlab.schedule import Calendar
        >>> dated = plan.with_settings(calendar=Calendar("2026-03-02"))
        >>> critical_path(dated).table(dates=True).loc["docs", "early_finish"]
        Timestamp('2026-03-11 00:00:00')
        """
        import pandas as pd

        index = pd.Index([task.id for task in self.plan], name="task")
        table = pd.DataFrame(list(self.rows), columns=list(TaskDates._fields), index=index)
        if dates:
            for name, column in dated(self.plan, self.dates).items():
                table[name] = column
        table.insert(0, "days", [task.duration for task in self.plan])
        table["critical"] = [dates.critical for dates in self.rows]
        return whole_numbers(table)


def critical_path(plan: Plan, against: str = "finish") -> Schedule:
    """Date every task of a plan and find how far each may slip.

    Parameters
    ----------
    plan : Plan
        n tasks; durations in working days (0 or more).
    against : {'finish', 'deadline'}
        Whether late dates and floats are measured from the plan's own finish or from its
        deadline. Against a deadline that can't be met, floats are below 0: the days to gain.

    Returns
    -------
    Schedule
        n rows in the plan's order: early and late start and finish in working
        days from day 0; `total_float` and `free_float` in working days.

    Raises
    ------
    PlanError
        If the links keep a task from starting on its `must_start_on`, or floats against a
        deadline are asked for and the plan has none.

    Notes
    -----
    No task starts before 0. The project's finish is the largest early finish of *all*
    tasks: with other links than finish to start, the last task to end may have
    successors. Free float is the least slack over the outgoing links, and never more
    than what is left between the task's early finish and the project's.

    Constraints: `start_no_earlier_than` raises the early start, `finish_no_later_than`
    lowers the late finish [2]_, `must_start_on` does both to the start. Total float is below
    0 where a latest day can't be kept, on the task and on all that lead to it. It passes
    through a `must_start_on`: a late start that is fixed whatever follows would hide lost
    days from the tasks before [3]_.

    References
    ----------
    .. [1] Kelley, J. E. and Walker, M. R. (1959), "Critical-path planning
       and scheduling", Eastern Joint Computer Conference, pp. 160-173.
    .. [2] Oracle, Primavera P6 help, "Finish on or before constraint".
    .. [3] Boyle, T. (December 2016), Tom's Blog, boyleprojectconsulting.com, on hard
       constraints and total float in Microsoft Project and Primavera P6.

    Examples
    --------
    >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"]),
    ...                        ("docs", 3, ["spec"]), ("ship", 1, ["build", "docs"])])
    >>> critical_path(plan)["docs"].total_float
    7.0
    >>> critical_path(plan).critical
    ('spec', 'build', 'ship')
    >>> tight = plan.with_settings(deadline=14)
    >>> critical_path(tight).deadline_float, critical_path(tight, against="deadline").total_float
    (-2.0, {'spec': -2.0, 'build': -2.0, 'docs': 5.0, 'ship': -2.0})
    """
    one_of(against, "against", ("finish", "deadline"), PlanError)
    if against == "deadline" and plan.deadline is None:
        raise PlanError(
            "The plan has no deadline to measure floats from: give it one, such as "
            "plan.with_settings(deadline=60)."
        )
    until = plan.deadline if against == "deadline" else None
    dates = plan.topology.dates(plan.durations, until)
    check_set_days(plan.tasks, dates.early_start, plan.topology.latest_start)
    return Schedule(plan, dates, against)
