"""Working days and dates: which dates are worked, and where a plan's days fall.

A plan counts working time from 0. A calendar maps it to dates by the pattern of its week
and its holidays. Both directions are closed formulas, so arrays of any length are cheap
and no year is too far away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tpmlab.amounts import FloatArray
from tpmlab.schedule.calendar_input import WEEKDAYS, read_date, read_holidays, read_week
from tpmlab.schedule.tasks import PlanError

__all__ = ["WEEKDAYS", "Calendar"]

_ROUNDING = 1e-6  # days: sums of durations must not reach into the next day by rounding


@dataclass(frozen=True)
class Calendar:
    """The dates on which work is done, counted from a start date.

    Parameters
    ----------
    start : datetime.date or ISO text
        Date of day 0; if it isn't worked, day 0 is the next date that is.
    week : sequence of str, or mapping from str to float
        Weekdays worked (``"Mon"`` to ``"Sun"``), or the fraction of a day worked on each,
        from 0 to 1; days not named are free. Monday to Friday unless given.
    holidays : iterable of dates, or mapping from date to its name
        Dates that aren't worked.

    Raises
    ------
    PlanError
        If a date or weekday can't be read, a fraction is out of range, or no day is worked.

    Notes
    -----
    Working time *t* is the moment when *t* full days of work have been done since the
    start. A task from *s* to *f* occupies the dates ``start_date(s)`` to ``finish_date(f)``:
    the finish is the last date worked, so a task of one day starts and ends on one date.
    Two half days count as one working day.

    Examples
    --------
    >>> calendar = Calendar("2024-03-04", holidays={"2024-03-29": "Good Friday"})
    >>> calendar.start_date(0), calendar.finish_date(5)
    (datetime.date(2024, 3, 4), datetime.date(2024, 3, 8))
    >>> calendar.start_date(5), calendar.day(dt.date(2024, 3, 11))
    (datetime.date(2024, 3, 11), 5.0)
    >>> part_time = Calendar("2024-03-04", week={"Mon": 1, "Tue": 1, "Wed": 0.5})
    >>> part_time.finish_date([2, 2.5, 3.5]).astype(str).tolist()
    ['2024-03-05', '2024-03-06', '2024-03-11']
    """

    start: dt.date
    week: Mapping[str, float] | Iterable[str] = field(default=WEEKDAYS[:5], hash=False)
    holidays: Mapping[dt.date, str] | Iterable[dt.date] = field(default=(), hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", read_date(self.start, "The calendar's start"))
        object.__setattr__(self, "week", read_week(self.week))
        object.__setattr__(self, "holidays", read_holidays(self.holidays))

    def fraction(self, date: Any) -> Any:
        """Share of a day worked on a date: 0 on free days and holidays.

        Parameters
        ----------
        date : datetime.date, or array of dates
            Any dates, before the start too.

        Returns
        -------
        float or numpy.ndarray
            From 0 to 1, in the shape of `date`.

        Raises
        ------
        PlanError
            If something isn't a date.

        Examples
        --------
        >>> Calendar("2024-03-04").fraction(dt.date(2024, 3, 9))
        0.0
        """
        offset = self._offset(date)
        share = np.where(np.isin(offset, self._holiday_offsets), 0.0, self._pattern[offset % 7])
        return float(share) if share.ndim == 0 else share

    def capacity(self, first: Any, last: Any) -> FloatArray:
        """Share of each day worked, for all dates from `first` to `last`.

        Parameters
        ----------
        first, last : datetime.date or ISO text
            First and last date, both included.

        Returns
        -------
        numpy.ndarray
            Shape ``(dates,)``, from 0 to 1: what one person of this calendar can give.

        Raises
        ------
        PlanError
            If `last` comes before `first`.

        Examples
        --------
        >>> Calendar("2024-03-04").capacity("2024-03-07", "2024-03-11").tolist()
        [1.0, 1.0, 0.0, 0.0, 1.0]
        """
        begin, end = read_date(first, "The first date"), read_date(last, "The last date")
        if end < begin:
            raise PlanError(f"The last date {end} comes before the first, {begin}: swap them.")
        days = np.arange(np.datetime64(begin, "D"), np.datetime64(end, "D") + 1)
        share: FloatArray = self.fraction(days)
        return share

    @overload
    def start_date(self, day: float) -> dt.date: ...
    @overload
    def start_date(self, day: ArrayLike) -> Any: ...
    def start_date(self, day: ArrayLike) -> Any:
        """Date on which work that starts at working time `day` starts.

        Parameters
        ----------
        day : float or array
            Working days from day 0; below 0 for the time before the start.

        Returns
        -------
        datetime.date, or numpy.ndarray of datetime64[D]
            The date on which the next piece of work after `day` is done.

        Raises
        ------
        PlanError
            If a number is missing or not finite.

        Examples
        --------
        >>> Calendar("2024-03-04").start_date([0, 4.5, 5]).astype(str).tolist()
        ['2024-03-04', '2024-03-08', '2024-03-11']
        """
        time = _times(day) + _ROUNDING
        past = np.searchsorted(self._holiday_times, time, side="right")
        time = time + self._holiday_lost[past] - self._lost_before_start
        weeks = np.floor(time / self._per_week)
        rest = time - weeks * self._per_week
        place = np.searchsorted(self._worked, rest, side="right") - 1
        return self._dates(weeks * 7 + np.clip(place, self._first, self._last))

    @overload
    def finish_date(self, day: float) -> dt.date: ...
    @overload
    def finish_date(self, day: ArrayLike) -> Any: ...
    def finish_date(self, day: ArrayLike) -> Any:
        """Last date worked by a task that ends at working time `day`.

        Parameters
        ----------
        day : float or array
            Working days from day 0. At 0 nothing has been worked yet: the date is that of
            the start.

        Returns
        -------
        datetime.date, or numpy.ndarray of datetime64[D]
            The date on which the last piece of work before `day` was done.

        Raises
        ------
        PlanError
            If a number is missing or not finite.

        Examples
        --------
        >>> Calendar("2024-03-04").finish_date([0, 1, 5, 5.5]).astype(str).tolist()
        ['2024-03-04', '2024-03-04', '2024-03-08', '2024-03-11']
        """
        exact = _times(day)
        time = exact - _ROUNDING
        past = np.searchsorted(self._holiday_times, time, side="left")
        time = time + self._holiday_lost[past] - self._lost_before_start
        weeks = np.ceil(time / self._per_week) - 1
        rest = time - weeks * self._per_week
        place = np.searchsorted(self._worked, rest, side="left") - 1
        offsets = weeks * 7 + np.clip(place, self._first, self._last)
        at_zero = np.abs(exact) <= _ROUNDING
        if at_zero.any():
            begin = (np.datetime64(self.start_date(0.0), "D") - self._origin).astype(float)
            offsets = np.where(at_zero, begin, offsets)
        return self._dates(offsets)

    def day(self, date: Any) -> Any:
        """Working time at the start of a date: how much was worked before it.

        Parameters
        ----------
        date : datetime.date, ISO text, or array of dates
            Below 0 for dates before the start.

        Returns
        -------
        float or numpy.ndarray
            Working days from day 0, in the shape of `date`. Work *through* a date ends at
            ``day(date) + fraction(date)``.

        Raises
        ------
        PlanError
            If something isn't a date.

        Examples
        --------
        >>> calendar = Calendar("2024-03-04")
        >>> calendar.day("2024-03-09"), calendar.day("2024-03-11"), calendar.day("2024-03-01")
        (5.0, 5.0, -1.0)
        """
        offset = self._offset(date)
        lost = self._holiday_lost[np.searchsorted(self._holiday_offsets, offset)]
        time = self._weekly(offset) - lost + self._lost_before_start
        return float(time) if time.ndim == 0 else time

    def _weekly(self, offset: NDArray[np.int64]) -> FloatArray:
        """Working time that the week alone would give before a date."""
        time: FloatArray = (offset // 7) * self._per_week + self._worked[offset % 7]
        return time

    def _offset(self, date: Any) -> NDArray[np.int64]:
        """Dates as days from the start, on the calendar on the wall."""
        try:
            dates = np.asarray(date, dtype="datetime64[D]")
        except (TypeError, ValueError):
            dates = np.array("NaT", dtype="datetime64[D]")
        if np.isnat(dates).any():
            raise PlanError(f"{date!r} is not a date: write it as YYYY-MM-DD.")
        return (dates - self._origin).astype(np.int64)

    def _dates(self, offsets: FloatArray) -> Any:
        dates = self._origin + offsets.astype(np.int64).astype("timedelta64[D]")
        return dates.item() if np.ndim(dates) == 0 else dates

    @property
    def _origin(self) -> np.datetime64:
        return np.datetime64(self.start, "D")

    @cached_property
    def _pattern(self) -> FloatArray:
        """Fractions worked in the seven days from the start's weekday on."""
        shares = [cast("dict[str, float]", self.week).get(name, 0.0) for name in WEEKDAYS]
        return np.roll(shares, -self.start.weekday())

    @cached_property
    def _worked(self) -> FloatArray:
        """Working time before each of these seven days, and after the last."""
        return np.concatenate(([0.0], np.cumsum(self._pattern)))

    @property
    def _per_week(self) -> float:
        return float(self._worked[-1])

    @cached_property
    def _first(self) -> int:
        return int(np.flatnonzero(self._pattern)[0])

    @cached_property
    def _last(self) -> int:
        return int(np.flatnonzero(self._pattern)[-1])

    @cached_property
    def _holiday_offsets(self) -> NDArray[np.int64]:
        return np.sort((np.array(list(self.holidays), "datetime64[D]") - self._origin).astype(int))

    @cached_property
    def _holiday_lost(self) -> FloatArray:
        """Working time that the first n holidays take away."""
        taken = self._pattern[self._holiday_offsets % 7]
        return np.concatenate(([0.0], np.cumsum(taken)))

    @cached_property
    def _lost_before_start(self) -> float:
        return float(self._holiday_lost[np.searchsorted(self._holiday_offsets, 0)])

    @cached_property
    def _holiday_times(self) -> FloatArray:
        """Working time at which each holiday is reached."""
        before = self._holiday_lost[:-1] - self._lost_before_start
        return self._weekly(self._holiday_offsets) - before


def _times(day: ArrayLike) -> FloatArray:
    try:
        times = np.asarray(day, dtype=float)
    except (TypeError, ValueError):
        times = np.array(np.nan)
    if not np.isfinite(times).all():
        raise PlanError(f"{day!r} is not a working day: give a number, counted from day 0.")
    return times
