"""A plan of study up to an exam's date: weak tasks first, each again before it is forgotten."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tpmlab.errors import TpmlabError
from tpmlab.exam.outlines.model import Outline
from tpmlab.exam.study.daily import SECONDS_AN_ITEM, task_shares
from tpmlab.exam.study.memory import Held, Memory, held_on, practised, recall

__all__ = ["StudyDay", "StudyPlan", "study_plan"]

TASKS_A_DAY = 3  # enough to mix, few enough to get into each
_SAME_DOMAIN = 2 / 3  # a second task of one domain has to need it this much more: mixing helps
_LIGHT_DAYS = 2  # before the exam: nothing new
_MOCKS_BEFORE = (28, 7)  # days before the exam, at least: one to learn from, one to rehearse
MOCK_ITEMS = 60
MOCK_MINUTES = 80  # the short mock; its break, and the look at what went wrong, come on top


@dataclass(frozen=True)
class StudyDay:
    """One day: what to do, its tasks, how many items, how many minutes."""

    day: date
    kind: Literal["practice", "mock", "light"]
    tasks: tuple[str, ...]
    items: int
    minutes: int


@dataclass(frozen=True)
class StudyPlan:
    """A plan, and what it comes to.

    Attributes
    ----------
    days : tuple of StudyDay
        In order; days without study are left out.
    exam_day : datetime.date
        When the exam is.
    minutes : int
        Sum over all days.
    left_out : tuple of str
        Tasks for which there are too few days: say so, or find more.
    """

    days: tuple[StudyDay, ...]
    exam_day: date
    minutes: int
    left_out: tuple[str, ...]


def study_plan(
    outline: Outline,
    memory: Memory,
    start: date,
    exam_day: date,
    minutes: Sequence[int],
    *,
    seconds_an_item: float = SECONDS_AN_ITEM,
) -> StudyPlan:
    """Lay out the days from now to an exam.

    Each day takes the three tasks that put most of the exam at risk (their share of it times
    the chance of having forgotten), by what FSRS expects to be left of the days before, and
    rather of different domains than of one. So weak and heavy tasks come first, strong ones
    when they fade. Two days are short mocks, where there is time enough: the last such day
    at least four weeks before the exam, to learn from, and the last at least a week before,
    to rehearse it. The last two days are light.

    Parameters
    ----------
    outline : Outline
        What the exam asks.
    memory : Memory
        What the learner remembers now.
    start, exam_day : datetime.date
        First day of study, and the day of the exam, on which nothing is planned.
    minutes : sequence of int
        Minutes there are on Monday to Sunday: seven numbers, 0 for a day off.
    seconds_an_item : float
        How long the learner takes for an item, feedback included.

    Raises
    ------
    TpmlabError
        If the exam isn't after the start, there are not seven numbers of 0 or more, or no day
        has any minutes.

    Examples
    --------
    >>> from tpmlab.exam.outlines.loading import load_outline
    >>> plan = study_plan(load_outline("pmp-2026"), Memory(), date(2027, 1, 4),
    ...                   date(2027, 1, 18), [30, 0, 30, 0, 30, 0, 0])
    >>> [(each.day.isoformat(), each.kind, each.tasks[0]) for each in plan.days[:2]]
    [('2027-01-04', 'practice', 'people.1'), ('2027-01-06', 'practice', 'people.2')]
    >>> len(plan.days), plan.minutes, len(plan.left_out)
    (6, 180, 8)
    """
    days = _days(start, exam_day, minutes)
    mocks = _mocks(days, exam_day)
    shares = task_shares(outline)
    held = {task: held_on(memory, task) for task in shares}
    planned = []
    for day, there_are in days:
        items = max(1, int(there_are * 60 / seconds_an_item))
        if day in mocks:  # it touches every task a little: too little to plan with
            planned.append(StudyDay(day, "mock", (), MOCK_ITEMS, there_are))
            continue
        light = (exam_day - day).days <= _LIGHT_DAYS
        tasks = _tasks(shares, held, day, only_known=light)
        held |= {task: practised(held[task], day) for task in tasks}
        planned.append(StudyDay(day, "light" if light else "practice", tasks, items, there_are))
    left_out = tuple(task for task in shares if held[task] is None)
    return StudyPlan(tuple(planned), exam_day, sum(day.minutes for day in planned), left_out)


def _days(start: date, exam_day: date, minutes: Sequence[int]) -> list[tuple[date, int]]:
    """Days with any minutes, from the start to the eve of the exam."""
    if exam_day <= start:
        raise TpmlabError(f"The exam on {exam_day} isn't after {start}; give a later day.")
    if len(minutes) != len(calendar.day_name) or min(minutes) < 0:
        raise TpmlabError("'minutes' needs seven numbers of 0 or more, Monday to Sunday.")
    each = (start + timedelta(days=n) for n in range((exam_day - start).days))
    days = [(day, minutes[day.weekday()]) for day in each if minutes[day.weekday()]]
    if not days:
        raise TpmlabError(f"No day from {start} to {exam_day} has any minutes; give some.")
    return days


def _mocks(days: Sequence[tuple[date, int]], exam_day: date) -> set[date]:
    """Last long enough day at least so many days before the exam, for each of the mocks."""
    long_enough = [day for day, there_are in days if there_are >= MOCK_MINUTES]
    early = ([day for day in long_enough if (exam_day - day).days >= n] for n in _MOCKS_BEFORE)
    return {found[-1] for found in early if found}


def _tasks(
    shares: Mapping[str, float], held: Mapping[str, Held | None], day: date, *, only_known: bool
) -> tuple[str, ...]:
    """Tasks that put most of the exam at risk on a day; on a light day, none that is new."""
    pool = [task for task in shares if held[task] is not None] if only_known else []
    needs = {task: shares[task] * (1 - recall(held[task], day)) for task in pool or shares}
    chosen: list[str] = []
    while needs and len(chosen) < TASKS_A_DAY:
        domains = {_domain(task) for task in chosen}
        best = max(needs, key=lambda t: needs[t] * (_SAME_DOMAIN if _domain(t) in domains else 1))
        needs.pop(best)
        chosen.append(best)
    return tuple(chosen)


def _domain(task: str) -> str:
    return task.partition(".")[0]
