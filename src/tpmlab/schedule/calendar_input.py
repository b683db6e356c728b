"""What a calendar is made from: dates, weekdays and holidays as people write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np

from tpmlab.schedule.tasks import PlanError, checked_number

__all__ = ["WEEKDAYS", "read_date", "read_holidays", "read_week"]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""Names of the weekdays, as a calendar's week uses them."""


def read_date(value: Any, where: str) -> dt.date:
    """Return a date, or one written as ISO text or by numpy; else raise PlanError with `where`."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, np.datetime64) and not np.isnat(value):
        date: dt.date = value.astype("datetime64[D]").item()
        return date
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise PlanError(f"{where} is {value!r}: write a date as YYYY-MM-DD.") from None


def read_week(week: Any) -> dict[str, float]:
    """Return the fraction worked on each weekday that is worked, Monday first."""
    if isinstance(week, str):
        raise PlanError(f"The calendar's week is {week!r}: give a list, such as ['Mon', 'Tue'].")
    named = dict(week) if isinstance(week, Mapping) else dict.fromkeys(week, 1.0)
    for name, share in named.items():
        if name not in WEEKDAYS:
            raise PlanError(f"The calendar's week holds {name!r}: use {', '.join(WEEKDAYS)}.")
        problem = f"The calendar's {name} is worked to {share!r}: give a fraction from 0 to 1."
        if checked_number(share, problem, low=0) > 1:
            raise PlanError(problem)
    worked = {name: float(named[name]) for name in WEEKDAYS if named.get(name)}
    if not worked:
        raise PlanError("The calendar's week has no working day: name at least one.")
    return worked


def read_holidays(holidays: Any) -> dict[dt.date, str]:
    """Return holidays with their names (empty if not given), in the order of their dates."""
    if isinstance(holidays, str):
        raise PlanError(f"The calendar's holidays are {holidays!r}: give a list of dates.")
    named = dict(holidays) if isinstance(holidays, Mapping) else dict.fromkeys(holidays, "")
    read = {read_date(date, "A holiday"): str(name) for date, name in named.items()}
    return dict(sorted(read.items()))
