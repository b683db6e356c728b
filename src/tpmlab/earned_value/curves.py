"""The S-curve: planned value, earned value and actual cost over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from tpmlab.amounts import FloatArray, amounts, column
from tpmlab.earned_value.earned_schedule import baseline, earned_schedule
from tpmlab.earned_value.status import EarnedValueError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["planned_fraction", "planned_value", "s_curve"]


def planned_fraction(work: pd.DataFrame, times: FloatArray) -> FloatArray:
    """Fraction of each task that the plan has done by each time.

    Parameters
    ----------
    work : pandas.DataFrame
        One row a task: `start` and `finish` in periods from 0.
    times : numpy.ndarray
        Shape ``(n_times,)``, in periods from 0.

    Returns
    -------
    numpy.ndarray
        Shape ``(n_times, n_tasks)``, from 0 to 1: even from start to finish; a task
        without duration is done from its date on.

    Raises
    ------
    EarnedValueError
        If a task's finish lies before its start.

    Examples
    --------
    >>> import pandas as pd
    >>> planned_fraction(pd.DataFrame({"start": [0, 3], "finish": [4, 3]}), np.array([1.0, 3.0]))
    array([[0.25, 0.  ],
           [0.75, 1.  ]])
    """
    start = column(work, "start", EarnedValueError)
    finish = column(work, "finish", EarnedValueError)
    wrong = np.flatnonzero(finish < start)
    if wrong.size:
        raise EarnedValueError(
            f"Task '{work.index[wrong[0]]}' has a finish before its start; correct one of them."
        )
    length = finish - start
    passed = times[:, None] - start
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        fraction = np.clip(passed / length, 0.0, 1.0)
    return np.where(length == 0, (passed >= 0).astype(np.float64), fraction)


def planned_value(work: pd.DataFrame, times: ArrayLike) -> FloatArray:
    """Planned value of a plan over time, spread evenly over each task.

    Parameters
    ----------
    work : pandas.DataFrame
        One row a task: `start` and `finish` in periods from 0, `budget` in currency.
    times : array_like
        Shape ``(n,)``, in periods from 0.

    Returns
    -------
    numpy.ndarray
        Shape ``(n,)``: planned value to date in currency.

    Raises
    ------
    EarnedValueError
        If a column is missing, a budget is negative or a finish lies before its start.

    References
    ----------
    .. [1] Fleming, Q. W. and Koppelman, J. M. (2010), "Earned Value Project
       Management", 4th ed., on the performance measurement baseline.

    Examples
    --------
    >>> from tpmlab.schedule import Plan, critical_path
    >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"]), ("docs", 3, ["spec"])])
    >>> dates = critical_path(plan).table()
    >>> work = dates.rename(columns={"early_start": "start", "early_finish": "finish"})
    >>> planned_value(work.assign(budget=[1000, 4000, 600]), [5, 10, 15]).tolist()
    [1000.0, 3600.0, 5600.0]
    """
    when = amounts(times, "times", EarnedValueError)
    budget = column(work, "budget", EarnedValueError, low=0)
    return planned_fraction(work, when) @ budget


def s_curve(pv: ArrayLike, ev: ArrayLike, ac: ArrayLike) -> pd.DataFrame:
    """Lay the three curves side by side, with the indices of each period.

    Parameters
    ----------
    pv : array_like
        Shape ``(n_periods,)``: planned value to date at the end of each period, in
        currency; the last one is the budget at completion.
    ev, ac : array_like
        Shape ``(n_done,)``, n_done <= n_periods or later than the plan: earned value and
        actual cost to date in currency.

    Returns
    -------
    pandas.DataFrame
        Index `period` from 0 (all zero) to the later of the plan's end and today; pv,
        ev, ac in currency, cpi, spi, spi_t. What is not known yet is nan.

    Raises
    ------
    EarnedValueError
        If `pv` falls, `ev` and `ac` differ in length or a figure is negative.

    References
    ----------
    .. [1] Fleming, Q. W. and Koppelman, J. M. (2010), "Earned Value Project
       Management", 4th ed.
    .. [2] Lipke, W. (2003), "Schedule is different", The Measurable News, March.

    Examples
    --------
    >>> curve = s_curve(pv=[40, 100, 160, 240], ev=[30, 80], ac=[40, 100])
    >>> curve.loc[2, ["pv", "ev", "ac", "cpi", "spi"]].tolist()
    [100.0, 80.0, 100.0, 0.8, 0.8]
    """
    import pandas as pd

    planned = baseline(pv)
    earned = np.concatenate(([0.0], amounts(ev, "ev", EarnedValueError, low=0)))
    spent = amounts(ac, "ac", EarnedValueError, low=0, length=earned.size - 1)
    spent = np.concatenate(([0.0], spent))
    periods = pd.RangeIndex(max(planned.size, earned.size), name="period")
    table = pd.DataFrame(index=periods)
    table["pv"] = pd.Series(planned).reindex(periods).ffill()
    table["ev"] = pd.Series(earned).reindex(periods)
    table["ac"] = pd.Series(spent).reindex(periods)
    table["cpi"] = table["ev"] / table["ac"].where(table["ac"] > 0)
    table["spi"] = table["ev"] / table["pv"].where(table["pv"] > 0)
    times = [
        earned_schedule(pv, value, period).spi_t for period, value in enumerate(earned[1:], start=1)
    ]
    table["spi_t"] = pd.Series(times, index=range(1, earned.size)).reindex(periods)
    return table
