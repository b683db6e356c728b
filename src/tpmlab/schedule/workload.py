"""Demand against capacity, date by date: who has too much to do, when, and what helps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tpmlab.amounts import FloatArray, one_of
from tpmlab.schedule.calendar import Calendar
from tpmlab.schedule.critical_path import critical_path
from tpmlab.schedule.levelling.levelled import LevelledSchedule
from tpmlab.schedule.network import Plan
from tpmlab.schedule.tasks import PlanError, days_text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CapacityAnalysis", "capacity_analysis"]

_NOISE = 1e-6


@dataclass(frozen=True, eq=False)
class CapacityAnalysis:
    """What a schedule asks of each resource and what there is, in days of work.

    Made by :func:`capacity_analysis`.

    Parameters
    ----------
    schedule : LevelledSchedule
        The schedule that was analysed.
    demand, capacity : pandas.DataFrame
        A row a date on which anyone works, a column a resource: days of work asked for,
        and days of work there are.
    """

    schedule: LevelledSchedule
    demand: pd.DataFrame
    capacity: pd.DataFrame

    def table(self, by: str = "day") -> pd.DataFrame:
        """Show demand against capacity.

        Parameters
        ----------
        by : str
            ``day`` or ``week`` (from Monday on; the index holds the Mondays).

        Returns
        -------
        pandas.DataFrame
            A row a period and resource: `demand`, `capacity` and `over` in days of work,
            `utilisation` as a share (infinite where there is demand and no capacity). In
            a week, `over` adds up the days: free Fridays don't heal full Mondays.

        Raises
        ------
        PlanError
            If `by` is another word.

        Examples
        --------
        >>> from tpmlab.schedule import Task, early_schedule
        >>> tasks = (Task("api", 3, resources={"dev": 1}), Task("web", 2, resources={"dev": 1}))
        >>> plan = Plan(tasks, capacity={"dev": 1}, calendar=Calendar("2024-03-04"))
        >>> capacity_analysis(early_schedule(plan)).table("week").to_dict("records")
        [{'demand': 5.0, 'capacity': 3.0, 'over': 2.0, 'utilisation': 1.6666666666666667}]
        """
        import pandas as pd

        one_of(by, "by", ("day", "week"), PlanError)
        over = (self.demand - self.capacity).clip(lower=0.0)
        parts = {"demand": self.demand, "capacity": self.capacity, "over": over}
        if by == "week":
            dates = self.demand.index.to_numpy().astype("datetime64[D]")
            mondays = pd.DatetimeIndex(np.busday_offset(dates, 0, roll="backward", weekmask="Mon"))
            parts = {name: part.groupby(mondays).sum() for name, part in parts.items()}
        table = pd.DataFrame({name: part.stack() for name, part in parts.items()})
        table.index.names = [by, "resource"]
        asked, there = table["demand"].to_numpy(), table["capacity"].to_numpy()
        shares = np.full(len(table), np.inf)
        np.divide(asked, there, out=shares, where=there > 0)
        table["utilisation"] = np.where(asked > 0, shares, 0.0)
        return table

    @property
    def over_allocated(self) -> pd.DataFrame:
        """Rows of ``table("day")`` where more is asked than there is."""
        table = self.table("day")
        return table[table["over"] > _NOISE]

    def advice(self) -> list[str]:
        """Say for each week and resource with too much work what would help.

        Returns
        -------
        list of str
            One sentence a week and resource, in order of time; empty if all fits. Tasks
            that may move are those at work on the days in question that have total float.

        Raises
        ------
        PlanError
            If a task must start on a day that its links don't allow.

        Examples
        --------
        >>> from tpmlab.schedule import Task, early_schedule
        >>> tasks = (Task("api", 3, resources={"dev": 1}), Task("web", 2, resources={"dev": 1}))
        >>> plan = Plan(tasks, capacity={"dev": 1}, calendar=Calendar("2024-03-04"))
        >>> capacity_analysis(early_schedule(plan)).advice()
        ['dev lacks 2 days of work in the week of 2024-03-04: move web (1 day of float).']
        """
        weeks: dict[tuple[dt.date, str], list[tuple[dt.date, float]]] = {}
        for stamp, name, short in self.over_allocated["over"].reset_index().to_numpy():
            date = stamp.date()
            monday = date - dt.timedelta(days=date.weekday())
            weeks.setdefault((monday, name), []).append((date, short))
        return [self._remedy(monday, name, days) for (monday, name), days in weeks.items()]

    def _remedy(self, monday: dt.date, name: str, days: list[tuple[dt.date, float]]) -> str:
        short = sum(amount for _, amount in days)
        noun = "day" if days_text(short) == "1" else "days"
        told = f"{name} lacks {days_text(short)} {noun} of work in the week of {monday}"
        movable = self._movable(name, [date for date, _ in days])
        if movable:
            return f"{told}: move {' or '.join(movable)}."
        return f"{told}: no task on those days has float, so add capacity or level the plan."

    def _movable(self, name: str, dates: list[dt.date]) -> list[str]:
        plan, calendar = self.schedule.plan, _calendar(self.schedule.plan)
        dated = critical_path(plan)
        found = []
        for task in plan:
            spare = dated[task.id].late_start - self.schedule[task.id][0]
            if name not in task.resources or spare <= _NOISE:
                continue
            first, last = self.schedule[task.id]
            begin, end = calendar.start_date(first), calendar.finish_date(last)
            if any(begin <= date <= end for date in dates):
                noun = "day" if days_text(spare) == "1" else "days"
                found.append((-spare, f"{task.id} ({days_text(spare)} {noun} of float)"))
        return [text for _, text in sorted(found)]


def capacity_analysis(
    schedule: LevelledSchedule, people: Mapping[str, Sequence[Calendar]] | None = None
) -> CapacityAnalysis:
    """Set what a schedule asks of each resource against what its people can give.

    Parameters
    ----------
    schedule : LevelledSchedule
        Any, such as :func:`early_schedule` or :func:`serial_schedule` of a plan with a
        calendar.
    people : mapping from str to list of Calendar, optional
        The calendar of each person behind a resource: part-time as fractions of a day,
        leave as holidays. Resources not named have the plan's capacity on the days of the
        plan's calendar.

    Returns
    -------
    CapacityAnalysis
        Demand and capacity in days of work, from the plan's first date to its last.

    Raises
    ------
    PlanError
        If the plan has no calendar, or `people` names a resource that no task needs.

    Notes
    -----
    A working day of the plan that needs two units of a resource asks for two days of work
    on its date. Where the plan's calendar works half a day on a date, half of that.

    References
    ----------
    .. [1] Project Management Institute (2017), A Guide to the Project Management Body of
       Knowledge, 6th ed., section 6.5.2.3 (resource optimization).

    Examples
    --------
    >>> from tpmlab.schedule import Task, early_schedule
    >>> plan = Plan((Task("api", 3, resources={"dev": 1}),), calendar=Calendar("2024-03-04"))
    >>> part_time = Calendar("2024-03-04", week={"Mon": 1, "Tue": 0.5, "Wed": 0.5})
    >>> analysis = capacity_analysis(early_schedule(plan), {"dev": [part_time]})
    >>> analysis.over_allocated["over"].tolist()
    [0.5, 0.5]
    """
    import pandas as pd

    calendar = _calendar(schedule.plan)
    load = schedule.load()
    people = people or {}
    for name in people:
        if name not in load.columns:
            known = ", ".join(load.columns) or "none"
            raise PlanError(f"people names '{name}', which no task needs; the plan has {known}.")
    first, last = calendar.start_date(0.0), calendar.finish_date(schedule.finish)
    dates = np.arange(np.datetime64(first), np.datetime64(last) + 1)
    shares = calendar.capacity(first, last)
    begins = calendar.day(dates)
    index = pd.DatetimeIndex(dates, name="date")
    demand = pd.DataFrame(_demand(schedule, begins, shares), index=index, columns=load.columns)
    limits = schedule.capacity
    columns = {
        name: sum((person.capacity(first, last) for person in people[name]), np.zeros(len(dates)))
        if name in people
        else limits.get(name, np.inf) * np.where(shares > 0, shares, 0.0 if name in limits else 1.0)
        for name in load.columns
    }
    capacity = pd.DataFrame(columns, index=index, columns=load.columns)
    worked = (demand > 0).any(axis=1) | (capacity > 0).any(axis=1)
    return CapacityAnalysis(schedule, demand[worked], capacity[worked])


def _demand(schedule: LevelledSchedule, begins: FloatArray, shares: FloatArray) -> FloatArray:
    """Days of work asked for on each date, shape (dates, resources)."""
    names = list(schedule.load().columns)
    demand = np.zeros((len(begins), len(names)))
    for task in schedule.plan:
        start, finish = schedule[task.id]
        overlap = np.minimum(finish, begins + shares) - np.maximum(start, begins)
        for name, units in task.resources.items():
            demand[:, names.index(name)] += units * np.clip(overlap, 0.0, None)
    return np.round(demand, 9)


def _calendar(plan: Plan) -> Calendar:
    if plan.calendar is None:
        raise PlanError(
            "The plan has no calendar, so its days have no dates; give it one with "
            "plan.with_settings(calendar=Calendar(...))."
        )
    return plan.calendar
