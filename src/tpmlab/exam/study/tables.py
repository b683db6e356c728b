"""What memory, study plans and reports come to, as tables for a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from tpmlab.errors import TpmlabError
from tpmlab.exam.outlines.loading import load_outline
from tpmlab.exam.study.daily import Queued
from tpmlab.exam.study.memory import Held, Memory, practised, recall
from tpmlab.exam.study.plan import study_plan

if TYPE_CHECKING:  # reports load SciPy, which the other tables don't need
    from tpmlab.exam.outlines.model import Outline
    from tpmlab.exam.study.report import Report, ScoreRange

__all__ = ["recall_table", "report_table", "study_table", "today_table"]


def recall_table(schedules: Mapping[str, Iterable[date]], until: date) -> pd.DataFrame:
    """Follow what the forgetting curve expects of one task under several ways to practise it.

    Parameters
    ----------
    schedules : mapping
        Name → days on which the task is practised, a session each.
    until : datetime.date
        Last day wanted.

    Returns
    -------
    pandas.DataFrame
        One row a day from the first session on, one column a schedule: chance in per cent of
        remembering, before that day's session; 0 until the first.

    Raises
    ------
    TpmlabError
        If a schedule has no day, or none lies before `until`.

    Examples
    --------
    >>> week = [date(2027, 1, 4), date(2027, 1, 11)]
    >>> recall_table({"weekly": week}, date(2027, 1, 18)).round().iloc[[1, 7, 14], 0].tolist()
    [92.0, 75.0, 90.0]
    """
    days = {name: sorted(set(chosen)) for name, chosen in schedules.items()}
    for name, chosen in days.items():
        if not chosen or chosen[0] >= until:
            raise TpmlabError(f"'{name}' has no session before {until}; give it a day.")
    first = min(chosen[0] for chosen in days.values())
    span = [first + timedelta(n) for n in range((until - first).days + 1)]
    columns = {name: _recalled(chosen, span) for name, chosen in days.items()}
    return pd.DataFrame(columns, index=pd.to_datetime(span))


def today_table(queued: Sequence[Queued]) -> pd.DataFrame:
    """Lay out what :func:`tpmlab.exam.study.daily.daily_items` chose: task, reason, item.

    Examples
    --------
    >>> today_table(()).columns.tolist()
    ['task', 'why today', 'item']
    """
    rows = [(each.item.task, each.reason.split(": ", 1)[1], each.item.id) for each in queued]
    return pd.DataFrame(rows, columns=["task", "why today", "item"])


def study_table(
    exam: str, start: date, exam_day: date, minutes: Sequence[int], memory: Memory | None = None
) -> pd.DataFrame:
    """Lay out the days from now to an exam, by :func:`tpmlab.exam.study.plan.study_plan`.

    Parameters
    ----------
    exam : str
        Id of an outline.
    start, exam_day : datetime.date
        First day of study, and the day of the exam.
    minutes : sequence of int
        Minutes there are on Monday to Sunday.
    memory : Memory, optional
        What is remembered now (default: nothing).

    Returns
    -------
    pandas.DataFrame
        One row a day of study: kind, minutes, items, tasks. `attrs["left out"]` holds the tasks
        for which there are too few days.

    Examples
    --------
    >>> table = study_table("pmp-2026", date(2027, 1, 4), date(2027, 2, 15), [30, 0, 0, 30, 0, 0, 0])
    >>> len(table), int(table["minutes"].sum()), table["kind"].iloc[0]
    (12, 360, 'practice')
    """  # noqa: E501 - a doctest reads better in one line
    plan = study_plan(load_outline(exam), memory or Memory(), start, exam_day, minutes)
    rows = [
        (each.kind, each.minutes, each.items, ", ".join(each.tasks) or "all") for each in plan.days
    ]
    table = pd.DataFrame(
        rows,
        columns=["kind", "minutes", "items", "tasks"],
        index=pd.Index([f"{each.day:%a %d %b %Y}" for each in plan.days], name="day"),
    )
    table.attrs["left out"] = plan.left_out
    return table


def report_table(report: Report, outline: Outline) -> pd.DataFrame:
    """Lay out the ranges of a report: all items together, then each domain.

    Examples
    --------
    >>> from tpmlab.exam.items.bank import load_bank
    >>> from tpmlab.exam.study.report import make_report
    >>> outline = load_outline("pmp-2026")
    >>> empty = make_report([], load_bank("pmp-2026"), outline)
    >>> report_table(empty, outline).columns.tolist()
    ['right', 'of', 'from %', 'to %']
    """
    names = ["all, by weight", *(domain.name for domain in outline.domains)]
    rows = [_row(found) for found in (report.whole, *report.domains)]
    return pd.DataFrame(rows, index=names, columns=["right", "of", "from %", "to %"])


def _row(found: ScoreRange) -> tuple[int, int, float | None, float | None]:
    low, high = (None if end is None else round(100 * end) for end in (found.low, found.high))
    return found.right, found.of, low, high


def _recalled(sessions: Sequence[date], span: Sequence[date]) -> list[float]:
    held: Held | None = None
    found = []
    for day in span:
        found.append(100 * recall(held, day))
        if day in sessions:
            held = practised(held, day)
    return found
