"""Plans: tasks and links that are always sound.

A :class:`Plan` checks itself when it is made, so whatever takes a plan may rely on
known ids, sensible durations and no circle.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tpmlab.schedule.calendar import Calendar
from tpmlab.schedule.plan_checks import (
    check_links,
    check_tasks,
    checked_capacity,
    unknown,
)
from tpmlab.schedule.plan_rows import plan_table, read_link, read_rows, read_table, whole_numbers
from tpmlab.schedule.tasks import (
    LINK_TYPES,
    Link,
    PlanError,
    Task,
    checked_number,
    days_text,
)
from tpmlab.schedule.topology import Limit, Topology, topology

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LINK_TYPES", "Link", "Plan", "PlanError", "Task", "days_text", "whole_numbers"]


@dataclass(frozen=True)
class Plan:
    """Tasks and the links between them.

    Parameters
    ----------
    tasks : tuple of Task
        Ids are unique; durations are in working days, 0 or more.
    links : tuple of Link
        At most one of each type between two tasks; no circle.
    capacity : mapping from str to float
        Units of each resource at work on a working day; a resource that tasks need but
        that isn't named is not limited.
    deadline : float, optional
        Working day by which the whole plan has to end; dates and floats are against the
        plan's own finish unless :func:`critical_path` is asked otherwise.
    calendar : Calendar, optional
        Maps working days to dates.

    Raises
    ------
    PlanError
        For the first problem met; the message names the task or the circle.

    Examples
    --------
    >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"]),
    ...                        ("docs", 3, [("spec", "SS", 2)])])
    >>> plan["docs"].duration
    3.0
    >>> [str(link) for link in plan.links]
    ['spec → build (FS)', 'spec → docs (SS+2)']
    """

    tasks: tuple[Task, ...]
    links: tuple[Link, ...] = ()
    capacity: Mapping[str, float] = field(default_factory=dict, hash=False)
    deadline: float | None = None
    calendar: Calendar | None = None

    def __post_init__(self) -> None:
        check_tasks(self.tasks)
        check_links(self.links, {task.id for task in self.tasks})
        object.__setattr__(self, "capacity", checked_capacity(self.capacity))
        if self.deadline is not None:
            problem = f"The plan's deadline is {self.deadline!r}: give working days from day 0."
            object.__setattr__(self, "deadline", checked_number(self.deadline, problem, low=0))
        if not isinstance(self.calendar, Calendar | None):
            raise PlanError(f"The plan's calendar is {self.calendar!r}: give a Calendar.")
        circle = self.topology.circle
        if circle:
            raise PlanError(
                f"These tasks wait for each other in a circle: {' → '.join(circle)}; "
                "remove one of the links."
            )

    @classmethod
    def from_rows(cls, rows: Iterable[Any], **settings: Any) -> Plan:
        """Read a plan from rows of (task, days, what it waits for).

        Parameters
        ----------
        rows : iterable of tuples or mappings
            Task id, duration in working days, and a list of predecessors: an id
            (finish to start, no lag) or a tuple (id, link type, lag in working days). Or a
            mapping with the fields `task`, `days`, `waits_for` (a list, or text such as
            ``"spec SS+2, api"``) and those of :class:`Task`, such as `cost` and `resources`.
        **settings
            `capacity`, `deadline` and `calendar` of the plan.

        Returns
        -------
        Plan
            Tasks in the order of the rows, which need not be the order of work.

        Raises
        ------
        PlanError
            If a row can't be read or the plan isn't sound.

        Examples
        --------
        >>> plan = Plan.from_rows([("spec", 5), {"task": "api", "days": 8, "waits_for": "spec",
        ...                                      "resources": {"developer": 2}}])
        >>> plan["api"]
        Task('api', 8.0, resources={'developer': 2.0})
        >>> Plan.from_rows([("a", 1, ["b"]), ("b", 1, ["a"])])
        Traceback (most recent call last):
            ...
        tpmlab.schedule.tasks.PlanError: These tasks wait for each other in a circle: a → b → a; remove one of the links.
        """  # noqa: E501 - a doctest compares one line
        return cls(*read_rows(rows), **settings)

    @classmethod
    def from_table(cls, table: pd.DataFrame, **settings: Any) -> Plan:
        """Read a plan from a table such as :meth:`table` gives, or a spreadsheet.

        Parameters
        ----------
        table : pandas.DataFrame
            A row a task. The id stands in the index or in a column `task`; `days` in working
            days; `waits_for` as text such as ``"spec SS+2, api"`` (an id with a comma in
            double quotes). Further columns are fields of :class:`Task`; `resources` may be
            text such as ``"developer 2, tester"``. Empty cells are left out.
        **settings
            `capacity`, `deadline` and `calendar` of the plan.

        Returns
        -------
        Plan
            Tasks in the order of the rows.

        Raises
        ------
        PlanError
            If a cell can't be read or the plan isn't sound.

        Examples
        --------
        >>> import pandas as pd
        >>> sheet = pd.DataFrame({"task": ["spec", "docs"], "days": [5, 3],
        ...                       "waits_for": [None, "spec SS+2"]})
        >>> [str(link) for link in Plan.from_table(sheet).links]
        ['spec → docs (SS+2)']
        """
        return cls(*read_table(table), **settings)

    def __len__(self) -> int:
        return len(self.tasks)

    def __iter__(self) -> Iterator[Task]:
        return iter(self.tasks)

    def __getitem__(self, task_id: str) -> Task:
        return self.tasks[self.index(task_id)]

    @cached_property
    def topology(self) -> Topology:
        """Arrays of the network, shared by all plans with the same tasks, links and constraints."""
        limits = tuple(_limit(n, task) for n, task in enumerate(self.tasks) if task.constrained)
        return topology(tuple([task.id for task in self.tasks]), self.links, limits)

    @cached_property
    def durations(self) -> NDArray[np.float64]:
        """Working days of each task, in the plan's order; shape ``(tasks,)``."""
        days = np.array([task.duration for task in self.tasks])
        days.flags.writeable = False
        return days

    def index(self, task_id: str) -> int:
        """Give the row of a task in the plan's order.

        Parameters
        ----------
        task_id : str
            One of the plan's tasks.

        Returns
        -------
        int
            From 0.

        Raises
        ------
        PlanError
            If there is no such task; the message names the closest id.

        Examples
        --------
        >>> Plan.from_rows([("spec", 5, []), ("docs", 3, ["spec"])]).index("docs")
        1
        """
        try:
            return self.topology.row[task_id]
        except KeyError:
            raise unknown(f"There is no task '{task_id}'", task_id, self.topology.row) from None

    def with_duration(self, task_id: str, days: float) -> Plan:
        """Return the same plan with one task made longer or shorter.

        Parameters
        ----------
        task_id : str
            One of the plan's tasks.
        days : float
            Its new duration in working days, 0 or more.

        Returns
        -------
        Plan
            The other tasks and all links are the same.

        Raises
        ------
        PlanError
            If there is no such task or the days are below 0.

        Examples
        --------
        >>> plan = Plan.from_rows([("spec", 5, [])])
        >>> plan.with_duration("spec", 7)["spec"].duration, plan["spec"].duration
        (7.0, 5.0)
        """
        return self.with_task(task_id, duration=days)

    def with_task(self, task_id: str, **changes: Any) -> Plan:
        """Return the plan with some fields of one task changed.

        Parameters
        ----------
        task_id : str
            One of the plan's tasks.
        **changes
            Fields of :class:`Task` other than its id; None takes a constraint away.

        Returns
        -------
        Plan
            The other tasks and all links are the same.

        Raises
        ------
        PlanError
            If there is no such task or field, or a value won't do.

        Examples
        --------
        >>> plan = Plan.from_rows([("spec", 5, []), ("build", 9, ["spec"])])
        >>> plan.with_task("build", start_no_earlier_than=7, cost=4000)["build"]
        Task('build', 9.0, cost=4000.0, start_no_earlier_than=7.0)
        """
        row = self.index(task_id)
        known = [spec.name for spec in fields(Task)[1:]]
        for name in changes:
            if name not in known:
                raise unknown(f"A task has no field '{name}' to change", name, known)
        task = replace(self.tasks[row], **changes)
        return replace(self, tasks=(*self.tasks[:row], task, *self.tasks[row + 1 :]))

    def with_settings(self, **changes: Any) -> Plan:
        """Return the plan with another `capacity`, `deadline` or `calendar`.

        Parameters
        ----------
        **changes
            New settings by name; None takes a deadline or a calendar away.

        Returns
        -------
        Plan
            The tasks and links are the same.

        Raises
        ------
        PlanError
            If there is no such setting or its value won't do.

        Examples
        --------
        >>> plan = Plan.from_rows([("spec", 5, [])])
        >>> plan.with_settings(deadline=8).deadline
        8.0
        """
        known = ("capacity", "deadline", "calendar")
        for name in changes:
            if name not in known:
                raise unknown(f"A plan has no setting '{name}'", name, known)
        return replace(self, **changes)

    def with_link(self, pred: str, succ: str, type: str = "FS", lag: float = 0.0) -> Plan:  # noqa: A002 - the subject's word
        """Return the plan with a link added, or its lag changed if it is there already.

        Parameters
        ----------
        pred, succ : str
            Two of the plan's tasks.
        type : {'FS', 'SS', 'FF', 'SF'}
            Which ends the link joins.
        lag : float
            Working days; below 0 for a lead.

        Returns
        -------
        Plan
            The tasks and all other links are the same.

        Raises
        ------
        PlanError
            If a task is unknown, the type is none of the four, the lag is no number or the
            link closes a circle.

        Examples
        --------
        >>> plan = Plan.from_rows([("spec", 5, []), ("docs", 3, [])])
        >>> str(plan.with_link("spec", "docs", "SS", 2).links[0])
        'spec → docs (SS+2)'
        """
        link = read_link((pred, type, lag), succ)
        if link[:3] in [known[:3] for known in self.links]:
            links = tuple(link if known[:3] == link[:3] else known for known in self.links)
            return replace(self, links=links)
        return replace(self, links=(*self.links, link))

    def without_link(self, pred: str, succ: str, type: str | None = None) -> Plan:  # noqa: A002
        """Return the plan without the links from `pred` to `succ` (of one type, if given).

        Parameters
        ----------
        pred, succ : str
            Two of the plan's tasks.
        type : {'FS', 'SS', 'FF', 'SF'}, optional
            Only links of this type; all between the two if left out.

        Returns
        -------
        Plan
            The tasks and all other links are the same.

        Raises
        ------
        PlanError
            If there is no such link.

        Examples
        --------
        >>> plan = Plan.from_rows([("spec", 5, []), ("docs", 3, ["spec"])])
        >>> plan.without_link("spec", "docs").links
        ()
        """
        kept = tuple(
            link
            for link in self.links
            if (link.pred, link.succ) != (pred, succ) or type not in (None, link.type)
        )
        if len(kept) == len(self.links):
            kind = f"{type} link" if type else "link"
            raise PlanError(f"There is no {kind} {pred} → {succ}; see plan.table().")
        return replace(self, links=kept)

    def table(self) -> pd.DataFrame:
        """Show the plan as a table: task, days, what it waits for.

        Cost, resources, constraints and distributions have a column if any task has one.
        :meth:`from_table` reads the table back.

        Returns
        -------
        pandas.DataFrame
            A row a task, index `task`: `days` in working days, `waits_for` as text.

        Examples
        --------
        >>> plan = Plan.from_rows([("spec", 5, []), ("docs", 3, [("spec", "SS", 2)])])
        >>> plan.table().to_dict("index")
        {'spec': {'days': 5, 'waits_for': ''}, 'docs': {'days': 3, 'waits_for': 'spec SS+2'}}
        """
        return plan_table(self)


def _limit(row: int, task: Task) -> Limit:
    by, must = task.finish_no_later_than, task.must_start_on
    latest_finish = math.inf if by is None else by
    if must is not None:
        return Limit(row, must, must, latest_finish)
    return Limit(row, task.start_no_earlier_than or 0.0, latest_finish=latest_finish)
