"""A schedule's working days as dates of its plan's calendar."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tpmlab.schedule.network import Plan, PlanError
from tpmlab.schedule.topology import Dates

__all__ = ["dated"]


def dated(plan: Plan, dates: Dates) -> dict[str, NDArray[np.datetime64]]:
    """Give the first and the last date worked of every task.

    Parameters
    ----------
    plan : Plan
        With a calendar.
    dates : Dates
        Early and late starts in working days, shape ``(tasks,)``.

    Returns
    -------
    dict of str to numpy.ndarray
        `early_start`, `early_finish`, `late_start` and `late_finish`, in the plan's order.
        A milestone stands on the date on which the work before it ends; one that no link
        holds, on the date of its own day.

    Raises
    ------
    PlanError
        If the plan has no calendar.

    Examples
    --------
    >>> from tpmlab.schedule import Calendar, critical_path
    >>> plan = Plan.from_rows([("build", 5, []), ("done", 0, ["build"])])
    >>> plan = plan.with_settings(calendar=Calendar("2026-03-02"))
    >>> dated(plan, critical_path(plan).dates)["early_finish"].astype("datetime64[D]").tolist()
    [datetime.date(2026, 3, 6), datetime.date(2026, 3, 6)]
    """
    calendar = plan.calendar
    if calendar is None:
        raise PlanError(
            "The plan has no calendar to show dates of: give it one, such as "
            "plan.with_settings(calendar=Calendar('2026-03-02'))."
        )
    noise = 1e-9 * max(float(dates.finish), 1.0)
    days, ends_work = plan.durations, dates.early_start > plan.topology.earliest_start + noise
    shown: dict[str, NDArray[np.datetime64]] = {}
    for kind, start in (("early", dates.early_start), ("late", dates.late_start)):
        first, last = calendar.start_date(start), calendar.finish_date(start + days)
        columns = {
            "start": np.where((days == 0) & ends_work, last, first),
            "finish": np.where((days == 0) & ~ends_work, first, last),
        }
        # pandas knows no dates by the day
        shown |= {
            f"{kind}_{end}": column.astype("datetime64[s]") for end, column in columns.items()
        }
    return shown
