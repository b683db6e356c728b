"""The Gantt chart and its words: bars, float, links, baseline, deadline and the finish line."""

from __future__ import annotations

import numpy as np

from tpmlab.pictures import Picture
from tpmlab.schedule.critical_path import Schedule, critical_path
from tpmlab.schedule.levelling.levelled import LevelledSchedule
from tpmlab.schedule.network import Plan
from tpmlab.schedule.pictures.days import DayAxis
from tpmlab.schedule.pictures.gantt_figure import GanttFigure
from tpmlab.schedule.tasks import days_text
from tpmlab.schedule.topology import Dates

__all__ = ["describe", "gantt"]


def gantt(
    plan: Plan | Schedule | LevelledSchedule,
    baseline: Plan | Schedule | LevelledSchedule | None = None,
    *,
    status_day: float | None = None,
) -> Picture:
    """Draw a plan as a Gantt chart: bars, links, float and the critical path.

    Parameters
    ----------
    plan : Plan, Schedule or LevelledSchedule
        Up to about 60 tasks stay readable. If the plan has a calendar, the axis shows dates;
        if it has a deadline, a line marks it.
    baseline : Plan, Schedule or LevelledSchedule, optional
        An earlier version; its bars are shown as thin grey lines below today's, for the
        tasks that both have.
    status_day : float, optional
        Working day to mark as today.

    Returns
    -------
    Picture
        700 pixels wide; its words give finish, critical path and floats.

    Raises
    ------
    PlanError
        If a task must start on a day that its links don't allow.

    References
    ----------
    .. [1] Clark, W. (1922), The Gantt Chart, Ronald Press.

    Examples
    --------
    >>> gantt(Plan.from_rows([("spec", 5, []), ("build", 9, ["spec"]), ("docs", 3, ["spec"])]))
    Picture: Gantt chart of 3 tasks: finish on day 14; critical path spec → build; float: docs 6.
    """
    schedule = _schedule(plan)
    before = None if baseline is None else _schedule(baseline)
    sheet = GanttFigure(schedule, before, status_day=status_day)
    return Picture(sheet.figure, describe(schedule, before))


def _schedule(source: Plan | Schedule | LevelledSchedule) -> Schedule:
    """Date a plan; give a levelled one the float that its resources leave."""
    if isinstance(source, Plan):
        return critical_path(source)
    if isinstance(source, Schedule):
        return source
    starts = np.array(source.starts)
    slack = np.array(list(source.chain_float.values()))
    end = np.asarray(source.finish)
    return Schedule(source.plan, Dates(starts, starts + slack, slack, slack, end))


def describe(schedule: Schedule, baseline: Schedule | None = None) -> str:
    """Say what the Gantt chart of a schedule shows, in one sentence."""
    count, plan = len(schedule), schedule.plan
    days = DayAxis(plan.calendar)
    date = "" if plan.calendar is None else f" ({days.words(schedule.finish)})"
    parts = [
        f"Gantt chart of {count} task{'s' if count > 1 else ''}: "
        f"finish on day {days_text(schedule.finish)}{date}"
    ]
    if baseline is not None:
        change = schedule.finish - baseline.finish
        word = "later" if change > 0 else "earlier"
        size = days_text(abs(change))
        moved = f"{size} day{'' if size == '1' else 's'} {word} than" if size != "0" else "as in"
        parts[0] += f", {moved} the baseline"
    if plan.deadline is not None:
        left = plan.deadline - schedule.finish
        size = days_text(abs(left))
        gap = f"{size} day{'' if size == '1' else 's'} {'to spare' if left > 0 else 'too late'}"
        parts.append(f"deadline {days.words(plan.deadline)}: {gap if size != '0' else 'just met'}")
    parts.append(schedule.critical_text)
    spare = [f"{name} {days_text(days)}" for name, days in schedule.total_float.items() if days]
    if spare:
        more = f" and {len(spare) - 8} more" if len(spare) > 8 else ""
        parts.append(f"float: {', '.join(spare[:8])}{more}")
    return "; ".join(parts) + "."
