"""Earned schedule: how late a project is in time, not in money."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import ArrayLike

from tpmlab.amounts import FloatArray, amount, amounts
from tpmlab.earned_value.status import EarnedValueError

__all__ = ["EarnedSchedule", "baseline", "earned_schedule"]


@dataclass(frozen=True)
class EarnedSchedule:
    """The time at which the work done by now should have been done.

    Made by :func:`earned_schedule`; all times are in periods of the baseline.
    """

    es: float
    """Earned schedule: the time the plan gave to the work that is done."""
    actual_time: float
    """Time that has passed."""
    planned_duration: float
    """Time the plan gives to all of the work."""

    @property
    def sv_t(self) -> float:
        """Schedule variance in time, ES - AT; negative means late."""
        return self.es - self.actual_time

    @property
    def spi_t(self) -> float:
        """Schedule performance index in time, ES / AT; below 1 means late."""
        return self.es / self.actual_time

    @property
    def ieac_t(self) -> float:
        """Forecast duration if the pace goes on: planned duration / SPI(t)."""
        return self.forecast(self.spi_t) if self.spi_t > 0 else math.inf

    @property
    def tspi(self) -> float:
        """Pace needed to end on plan, (PD - ES) / (PD - AT).

        Infinite if the planned time is over and work remains; 0 if none remains.
        """
        work, left = self.planned_duration - self.es, self.planned_duration - self.actual_time
        if work == 0:
            return 0.0
        return work / left if left > 0 else math.inf

    def forecast(self, pace: float = 1.0) -> float:
        """Forecast the duration for a pace of the remaining work.

        Parameters
        ----------
        pace : float
            Planned periods earned in each period from now on, above 0; 1 is the plan's pace.

        Returns
        -------
        float
            AT + (PD - ES) / pace, in periods from the start.

        Raises
        ------
        EarnedValueError
            If the pace is 0 or less.

        References
        ----------
        .. [1] Lipke, W. (2012), "Earned schedule contribution to project
           management", PM World Journal 1(2).

        Examples
        --------
        >>> late = EarnedSchedule(es=3.5, actual_time=4, planned_duration=8)
        >>> late.forecast(1.0)
        8.5
        """
        pace = amount(pace, "pace", EarnedValueError, above=0)
        return self.actual_time + (self.planned_duration - self.es) / pace

    def finish_date(self, start: date, days_per_period: float) -> date:
        """Put the forecast duration on the calendar.

        Parameters
        ----------
        start : datetime.date
            First day of the project.
        days_per_period : float
            Calendar days in one period of the baseline, for instance 7.

        Returns
        -------
        datetime.date
            `start` plus the forecast duration :attr:`ieac_t`, rounded up to a day.

        Raises
        ------
        EarnedValueError
            If nothing is earned yet: then there is no pace to go by.

        Examples
        --------
        >>> late = EarnedSchedule(es=3.5, actual_time=4, planned_duration=7)
        >>> late.finish_date(date(2026, 3, 2), days_per_period=7)
        datetime.date(2026, 4, 27)
        """
        days = amount(days_per_period, "days_per_period", EarnedValueError, above=0)
        if math.isinf(self.ieac_t):
            raise EarnedValueError(
                "es is 0, so there is no pace to date the end by; ask again later."
            )
        return start + timedelta(days=math.ceil(self.ieac_t * days - 1e-9))


def earned_schedule(pv_cumulative: ArrayLike, ev: float, actual_time: float) -> EarnedSchedule:
    """Find when the plan would have earned what is earned by now.

    Parameters
    ----------
    pv_cumulative : array_like
        Shape ``(n_periods,)``: planned value to date at the end of periods 1, 2, ...,
        in currency; never falling, and the last one is the budget at completion.
    ev : float
        Earned value to date, in currency; at most the last planned value.
    actual_time : float
        Time that has passed, in periods, above 0.

    Returns
    -------
    EarnedSchedule
        ES, SV(t), SPI(t) and forecasts, in periods.

    Raises
    ------
    EarnedValueError
        If the baseline falls or is 0 throughout, or more is earned than it holds.

    Notes
    -----
    ES = C + (EV - PV_C) / (PV_{C+1} - PV_C), where C counts the whole periods whose
    planned value is earned: linear inside a period, and never above the planned
    duration. A period without planned work counts as earned with the one before.
    The value-based SPI ends at 1 on every finished project, however late; SPI(t) does not.

    References
    ----------
    .. [1] Lipke, W. (2003), "Schedule is different", The Measurable News, March.

    Examples
    --------
    >>> plan = [40, 100, 160, 240, 320, 400, 460, 500]
    >>> now = earned_schedule(plan, ev=200, actual_time=4)
    >>> now.es, now.sv_t, now.spi_t, round(now.ieac_t, 2)
    (3.5, -0.5, 0.875, 9.14)
    """
    planned = baseline(pv_cumulative)
    earned = amount(ev, "ev", EarnedValueError, low=0)
    passed = amount(actual_time, "actual_time", EarnedValueError, above=0)
    if earned > planned[-1] * (1 + 1e-9):
        raise EarnedValueError(
            f"ev is {earned:.10g}, more than the last planned value {planned[-1]:.10g}; "
            "correct one of them."
        )
    duration = int(np.searchsorted(planned, planned[-1]))  # the first period that holds it all
    whole = min(int(np.searchsorted(planned, earned, side="right")) - 1, duration)
    part = 0.0
    if whole < duration:
        part = float((earned - planned[whole]) / (planned[whole + 1] - planned[whole]))
    return EarnedSchedule(whole + part, passed, float(duration))


def baseline(pv_cumulative: ArrayLike) -> FloatArray:
    """Check a planned value curve and put the zero of the start before it.

    Parameters
    ----------
    pv_cumulative : array_like
        Shape ``(n_periods,)``: planned value at the end of each period, in currency.

    Returns
    -------
    numpy.ndarray
        Shape ``(n_periods + 1,)``, from 0 at the start.

    Raises
    ------
    EarnedValueError
        If the curve falls, is negative or stays at 0.

    Examples
    --------
    >>> baseline([20, 50])
    array([ 0., 20., 50.])
    """
    curve = amounts(pv_cumulative, "pv_cumulative", EarnedValueError, low=0)
    falls = np.flatnonzero(np.diff(curve) < 0)
    if falls.size:
        raise EarnedValueError(
            f"pv_cumulative falls after place {falls[0] + 1}; give the value planned to date, "
            "not the value of each period."
        )
    if curve[-1] == 0:
        raise EarnedValueError("pv_cumulative is 0 throughout; give the planned value to date.")
    return np.concatenate(([0.0], curve))
