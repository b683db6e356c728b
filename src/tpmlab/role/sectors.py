"""One plan under the constraints of a sector: added work, frozen weeks, days for a release.

The plan's mathematics is that of :mod:`tpmlab.schedule`. A release is moved to the next
day on which all of it fits outside every frozen window.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from tpmlab.role.model import RoleError, RoleModel
from tpmlab.schedule import Calendar, Plan, Schedule, critical_path
from tpmlab.schedule.calendar import WEEKDAYS
from tpmlab.schedule.calendar_input import read_date

__all__ = ["Extra", "Freeze", "Sector", "SectorPlan", "under"]

_LONGEST = 750  # working days to look ahead for a free slot: three years


class Freeze(RoleModel):
    """Dates between which nothing is released, both included."""

    title: str
    first: dt.date
    last: dt.date


class Extra(RoleModel):
    """A task that the sector adds: what it waits for, and what waits for it."""

    id: str
    days: Annotated[float, Field(gt=0)]
    after: list[str] = Field(default_factory=list)
    before: list[str] = Field(default_factory=list)


class Sector(RoleModel):
    """What a sector asks of a plan."""

    id: str
    title: str
    note: str
    freezes: list[Freeze] = Field(default_factory=list)
    release_days: list[str] = Field(default_factory=lambda: list(WEEKDAYS[:5]))
    extra: list[Extra] = Field(default_factory=list)


@dataclass(frozen=True)
class SectorPlan:
    """A plan as it runs under a sector.

    Attributes
    ----------
    sector : Sector
    schedule : Schedule
        With the added tasks, and releases moved.
    calendar : Calendar
        Monday to Friday from the start.
    finish : datetime.date
        The last date worked.
    waiting : float
        Working days that finished work lies still before a release.
    added : tuple of str
        Ids of the tasks that the sector brought.
    """

    sector: Sector
    schedule: Schedule
    calendar: Calendar
    finish: dt.date
    waiting: float
    added: tuple[str, ...]


def under(plan: Plan, sector: Sector, start: dt.date | str, releases: Iterable[str]) -> SectorPlan:
    """Run a plan under a sector's constraints.

    Parameters
    ----------
    plan : Plan
        Durations in working days.
    sector : Sector
        Added tasks, frozen windows, weekdays on which a release may begin.
    start : datetime.date or ISO text
        Date of day 0.
    releases : iterable of str
        Tasks that touch production.

    Returns
    -------
    SectorPlan

    Raises
    ------
    RoleError
        If a release isn't a task of the plan, or finds no free days within three years.
    PlanError
        If an added task names one that doesn't exist.

    Examples
    --------
    >>> plan = Plan.from_rows([("build", 5, []), ("release", 1, ["build"])])
    >>> shop = Sector(id="shop", title="Shop", note="", freezes=[
    ...     Freeze(title="peak", first="2026-11-09", last="2026-11-27")])
    >>> run = under(plan, shop, "2026-11-02", ["release"])
    >>> run.finish, run.waiting
    (datetime.date(2026, 11, 30), 15.0)
    """
    names = list(releases)
    if unknown := [name for name in names if name not in {task.id for task in plan}]:
        raise RoleError(f"'{unknown[0]}' is no task of the plan; name one that releases.")
    known = {day.casefold() for day in WEEKDAYS}
    if strange := [day for day in sector.release_days if day.casefold() not in known]:
        raise RoleError(f"'{strange[0]}' is no weekday; use {', '.join(WEEKDAYS)}.")
    calendar = Calendar(read_date(start, "The start"))
    with_extra = _with_extra(plan, sector)
    schedule, waiting = critical_path(with_extra), 0.0
    for name in sorted(names, key=lambda one: schedule[one].early_start):
        wished = schedule[name].early_start
        day = _next_slot(wished, with_extra[name].duration, sector, calendar)
        if day is None:
            raise RoleError(f"'{name}' finds no free days in three years: shorten a freeze.")
        if day > wished:
            waiting += day - wished
            with_extra = with_extra.with_task(name, start_no_earlier_than=day)
            schedule = critical_path(with_extra)
    added = tuple(extra.id for extra in sector.extra)
    finish = calendar.finish_date(schedule.finish)
    return SectorPlan(sector, schedule, calendar, finish, waiting, added)


def _with_extra(plan: Plan, sector: Sector) -> Plan:
    rows: list[tuple[str, float, list[str]]] = [(task.id, task.duration, []) for task in plan]
    rows += [(extra.id, extra.days, []) for extra in sector.extra]
    made = Plan.from_rows(rows)
    for link in plan.links:
        made = made.with_link(link.pred, link.succ, link.type, link.lag)
    for extra in sector.extra:
        for pred in extra.after:
            made = made.with_link(pred, extra.id)
        for succ in extra.before:
            made = made.with_link(extra.id, succ)
    return made


def _next_slot(wished: float, days: float, sector: Sector, calendar: Calendar) -> float | None:
    """Find the first working day from `wished` on which a release of `days` may begin."""
    allowed = {day.casefold()[:3] for day in sector.release_days}
    for later in range(_LONGEST):
        day = wished if later == 0 else float(int(wished) + later)
        first, last = calendar.start_date(day), calendar.finish_date(day + days)
        frozen = any(freeze.first <= last and first <= freeze.last for freeze in sector.freezes)
        if not frozen and WEEKDAYS[first.weekday()].casefold()[:3] in allowed:
            return day
    return None
