"""Time-blocking: find a place in the week for work that needs an undisturbed stretch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from tpmlab.amounts import amount
from tpmlab.schedule.calendar import Calendar
from tpmlab.schedule.tasks import PlanError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Block", "FocusPlan", "Work", "block_time"]

_NOISE = 1e-6  # hours
Span = tuple[dt.datetime, dt.datetime]


class Work(NamedTuple):
    """Something to do alone and undisturbed.

    Attributes
    ----------
    id : str
        Short name, unique.
    hours : float
        Hours it takes in all, above 0.
    due : datetime.datetime, datetime.date or ISO text
        When it has to be done; a date means the end of that day.

    Examples
    --------
    >>> Work("spec", 3, "2024-03-04").hours
    3
    """

    id: str
    hours: float
    due: Any


class Block(NamedTuple):
    """A stretch of time kept for one piece of work."""

    work: str
    start: dt.datetime
    end: dt.datetime

    @property
    def hours(self) -> float:
        """Length in hours."""
        return (self.end - self.start).total_seconds() / 3600


@dataclass(frozen=True)
class FocusPlan:
    """Blocks in order of time, and what found no place. Made by :func:`block_time`.

    Attributes
    ----------
    blocks : tuple of Block
        They never overlap, meet no meeting, and end before their work is due.
    unplaced : dict of str to float
        Hours of each work that did not fit before it is due; empty if all did.
    """

    blocks: tuple[Block, ...]
    unplaced: dict[str, float]

    def table(self) -> pd.DataFrame:
        """Show a row a block: `work`, `start`, `end` and `hours`.

        Returns
        -------
        pandas.DataFrame
            In order of time.

        Examples
        --------
        >>> plan = block_time([Work("spec", 2, "2024-03-04")], Calendar("2024-03-04"))
        >>> plan.table()["hours"].tolist()
        [2.0]
        """
        import pandas as pd

        table = pd.DataFrame(self.blocks, columns=["work", "start", "end"])
        table["hours"] = [block.hours for block in self.blocks]
        return table


def block_time(
    work: Sequence[Work],
    calendar: Calendar,
    busy: Iterable[Sequence[Any]] = (),
    *,
    day_from: float = 9.0,
    day_to: float = 17.0,
    shortest: float = 1.0,
    most_a_day: float | None = None,
) -> FocusPlan:
    """Keep blocks of time for work, what is due first going first.

    Parameters
    ----------
    work : sequence of Work
        What is to be done, in hours, each with its due time.
    calendar : Calendar
        The person's: days off are skipped; on a day worked in part, the free hours end
        that much earlier. Blocks start on its first date.
    busy : iterable of (start, end)
        Meetings, as datetimes or ISO text; they may overlap.
    day_from, day_to : float
        Working hours of a full day, by the clock (9.5 is half past nine).
    shortest : float
        Shortest useful block in hours, above 0. Only a piece of work that is shorter as a
        whole gets a shorter one.
    most_a_day : float, optional
        Most hours of blocks on one day; no limit unless given.

    Returns
    -------
    FocusPlan
        The blocks, and the hours that found no place.

    Raises
    ------
    PlanError
        If a number is out of range, a time can't be read, or an id stands twice.

    Notes
    -----
    Earliest due date first (Jackson's rule) meets every due time if any order of work does
    [1]_, as long as work may be cut at will. With a shortest block that is no longer
    certain, so read `unplaced` as "by this simple method".

    References
    ----------
    .. [1] Jackson, J. R. (1955), "Scheduling a production line to minimize maximum
       tardiness", Management Science Research Project 43, University of California, Los
       Angeles.

    Examples
    --------
    >>> plan = block_time(
    ...     [Work("spec", 3, "2024-03-04"), Work("review", 6, "2024-03-05")],
    ...     Calendar("2024-03-04"),
    ...     busy=[("2024-03-04T10:00", "2024-03-04T15:00")],
    ... )
    >>> [(block.work, block.start.isoformat(), block.hours) for block in plan.blocks][:2]
    [('spec', '2024-03-04T09:00:00', 1.0), ('spec', '2024-03-04T15:00:00', 2.0)]
    >>> plan.unplaced
    {}
    """
    begin = amount(day_from, "day_from", PlanError, low=0, high=24)
    end = amount(day_to, "day_to", PlanError, above=begin, high=24)
    least = amount(shortest, "shortest", PlanError, above=0)
    limit = 24.0 if most_a_day is None else amount(most_a_day, "most_a_day", PlanError, above=0)
    queue = _queue(work)
    meetings = sorted(_meeting(entry) for entry in busy)
    blocks: list[Block] = []
    last = max((entry.due.date() for entry in queue), default=calendar.start)
    date = calendar.start
    while date <= last:
        room = limit
        hours = (begin, begin + (end - begin) * calendar.fraction(date))
        for span in _free(date, hours, meetings):
            placed = _fill(span, queue, least, room)
            room -= sum(block.hours for block in placed)
            blocks += placed
        date += dt.timedelta(days=1)
    unplaced = {entry.id: round(entry.left, 6) for entry in queue if entry.left > _NOISE}
    return FocusPlan(tuple(blocks), unplaced)


@dataclass
class _Entry:
    """Work in the queue, with the hours that have no place yet."""

    id: str
    due: dt.datetime
    left: float


def _queue(work: Sequence[Work]) -> list[_Entry]:
    entries: dict[str, _Entry] = {}
    for item in work:
        if item.id in entries:
            raise PlanError(f"The work '{item.id}' stands twice: rename one of them.")
        hours = amount(item.hours, f"hours of '{item.id}'", PlanError, above=0)
        due = _moment(item.due, f"'{item.id}' is due", end_of_day=True)
        entries[item.id] = _Entry(item.id, due, hours)
    return sorted(entries.values(), key=lambda entry: entry.due)


def _meeting(entry: Sequence[Any]) -> Span:
    if isinstance(entry, str) or len(entry) != 2:
        raise PlanError(f"The meeting {entry!r} can't be read: write (start, end).")
    start, end = (_moment(value, "A meeting's time is") for value in entry)
    if end < start:
        raise PlanError(f"The meeting {entry!r} ends before it starts: swap the two.")
    return start, end


def _moment(value: Any, where: str, *, end_of_day: bool = False) -> dt.datetime:
    whole_day = end_of_day and not isinstance(value, dt.datetime)
    try:
        if isinstance(value, dt.datetime):
            moment = value
        elif isinstance(value, dt.date):
            moment = dt.datetime.combine(value, dt.time())
        else:
            moment = dt.datetime.fromisoformat(value)
            whole_day = whole_day and len(value) <= len("YYYY-MM-DD")
    except (TypeError, ValueError):
        raise PlanError(
            f"{where} {value!r}: write a date or time as YYYY-MM-DD or YYYY-MM-DDTHH:MM."
        ) from None
    if moment.tzinfo is not None:
        raise PlanError(f"{where} {value!r}: give the person's local time, without a time zone.")
    return moment + dt.timedelta(days=1) if whole_day else moment


def _free(date: dt.date, hours: tuple[float, float], meetings: list[Span]) -> list[Span]:
    """Stretches of a day's working hours that no meeting takes."""
    midnight = dt.datetime.combine(date, dt.time())
    start, end = (midnight + dt.timedelta(hours=hour) for hour in hours)
    free = []
    for begin, stop in meetings:
        if stop <= start or begin >= end:
            continue
        if begin > start:
            free.append((start, begin))
        start = max(start, stop)
    return [*free, (start, end)] if start < end else free


def _fill(span: Span, queue: list[_Entry], least: float, room: float) -> list[Block]:
    """Blocks of one free stretch, what is due first going first."""
    blocks = []
    start, end = span
    for entry in queue:
        until = min(end, entry.due)
        hours = min((until - start).total_seconds() / 3600, room)
        length = _length(entry.left, hours, least)
        if length <= _NOISE:
            continue
        stop = start + dt.timedelta(hours=length)
        blocks.append(Block(entry.id, start, stop))
        entry.left -= length
        room -= length
        start = stop
    return blocks


def _length(left: float, hours: float, least: float) -> float:
    """How much of `left` goes into `hours`, so that no piece gets too short."""
    if left <= hours + _NOISE:
        return left
    length = min(hours, left - least)  # what stays must be worth a block
    return length if length >= least - _NOISE else 0.0
