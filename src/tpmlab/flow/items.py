"""What a board's items tell: cycle times, percentiles, throughput and the age of open work.

Items are the rows of a table with the columns `started` and `finished`, as dates or as
numbers of days; what has not happened yet is empty (nan or NaT). Times come out in days.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from tpmlab.amounts import FloatArray, amount, amounts
from tpmlab.flow.errors import FlowError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["ageing", "cycle_times", "days_of", "percentiles", "throughput"]


def days_of(items: pd.DataFrame, name: str) -> FloatArray:
    """Read a column of times as days.

    Parameters
    ----------
    items : pandas.DataFrame
        One row an item.
    name : str
        A column of dates or of numbers of days; nan or NaT where nothing happened yet.

    Returns
    -------
    numpy.ndarray
        Shape ``(n_items,)``: days, from 1970-01-01 if the column holds dates.

    Raises
    ------
    FlowError
        If the column is missing or holds neither dates nor numbers.

    Examples
    --------
    >>> import pandas as pd
    >>> days_of(pd.DataFrame({"started": pd.to_datetime(["1970-01-03 12:00", None])}), "started")
    array([2.5, nan])
    """
    if name not in items.columns:
        raise FlowError(f"The table has no column '{name}'; add it, as dates or numbers of days.")
    return _days(items[name], f"Column '{name}'")


def cycle_times(items: pd.DataFrame, *, inclusive: bool = False) -> pd.DataFrame:
    """List how long each finished item took: the points of the cycle-time scatter plot.

    Parameters
    ----------
    items : pandas.DataFrame
        One row an item: `started` and `finished`, as dates or days.
    inclusive : bool
        Whether to count both the first and the last day, for dates without a time of day:
        what is started and finished today then took one day, not none.

    Returns
    -------
    pandas.DataFrame
        The finished items by date of finishing, with the column `cycle_time` in days.

    Raises
    ------
    FlowError
        If a column is missing or an item is finished before it is started.

    References
    ----------
    .. [1] Vacanti, D. S. (2015), "Actionable Agile Metrics for Predictability",
       ActionableAgile Press, on cycle time and its scatter plot.

    Examples
    --------
    >>> import pandas as pd
    >>> items = pd.DataFrame({"started": [0, 1, 4], "finished": [6, 3, None]}, index=[*"abc"])
    >>> cycle_times(items)["cycle_time"].to_dict()
    {'b': 2.0, 'a': 6.0}
    """
    started, finished = days_of(items, "started"), days_of(items, "finished")
    never = np.flatnonzero(np.isnan(started) & ~np.isnan(finished))
    early = np.flatnonzero(finished < started)
    for rows, what in ((never, "was never started"), (early, "is finished before it is started")):
        if rows.size:
            raise FlowError(f"Item '{items.index[rows[0]]}' {what}; correct its dates.")
    table = items.assign(cycle_time=finished - started + (1.0 if inclusive else 0.0))
    done = np.flatnonzero(~np.isnan(finished))
    return table.iloc[done[np.argsort(finished[done], kind="stable")]]


def percentiles(
    times: ArrayLike, levels: Sequence[float] = (0.5, 0.7, 0.85, 0.95)
) -> dict[float, float]:
    """Read service levels off past cycle times: "85 % are done within 9 days".

    Parameters
    ----------
    times : array_like
        Shape ``(n,)``: cycle times in days, 0 or more.
    levels : sequence of float
        Each above 0 and at most 1.

    Returns
    -------
    dict
        Level to the shortest observed time within which at least that share was done.

    Raises
    ------
    FlowError
        If a time is negative or a level out of range.

    References
    ----------
    .. [1] Vacanti, D. S. (2015), "Actionable Agile Metrics for Predictability",
       ActionableAgile Press, on service level expectations.

    Examples
    --------
    >>> percentiles([2, 3, 3, 5, 9], levels=(0.5, 0.85))
    {0.5: 3.0, 0.85: 9.0}
    """
    ordered = np.sort(amounts(times, "times", FlowError, low=0))
    checked = [amount(level, "levels", FlowError, above=0, high=1) for level in levels]
    return {level: float(ordered[math.ceil(level * ordered.size - 1e-9) - 1]) for level in checked}


def throughput(
    finished: ArrayLike | pd.Series[Any],
    period: float = 7,
    *,
    start: float | pd.Timestamp | None = None,
    end: float | pd.Timestamp | None = None,
) -> FloatArray:
    """Count finished items in each period: the history that forecasts draw from.

    Parameters
    ----------
    finished : array_like or pandas.Series
        Date or day on which each item was finished; empty ones are left out.
    period : float
        Days in a period, above 0.
    start, end : float or pandas.Timestamp, optional
        Where the first period starts and the last may end; the first and the last date
        if left out. Give them: quiet weeks at either edge are part of the history.

    Returns
    -------
    numpy.ndarray
        Shape ``(n_periods,)``: items in each whole period from start (included) to its end
        (excluded). A last period that isn't over is left out, unless it is the only one.

    Raises
    ------
    FlowError
        If nothing is finished or the period is 0 or less.

    References
    ----------
    .. [1] Vacanti, D. S. (2015), "Actionable Agile Metrics for Predictability",
       ActionableAgile Press, on throughput.

    Examples
    --------
    >>> throughput([1, 2, 2, 9, 24, 30], period=7, start=0, end=28)
    array([3., 1., 0., 1.])
    """
    length = amount(period, "period", FlowError, above=0)
    days = _days(finished, "finished")
    days = days[~np.isnan(days)]
    if days.size == 0:
        raise FlowError("finished holds no date; give at least one item that is done.")
    first = float(days.min()) if start is None else float(_days([start], "start")[0])
    last = float(days.max()) if end is None else float(_days([end], "end")[0])
    periods = max(math.floor((last - first) / length + 1e-9), 1)
    place = np.floor((days - first) / length)
    counted = place[(place >= 0) & (place < periods)].astype(np.int64)
    return np.bincount(counted, minlength=periods).astype(np.float64)


def ageing(
    items: pd.DataFrame, today: float | pd.Timestamp, *, level: float = 0.85
) -> pd.DataFrame:
    """Compare the age of open items with how long finished ones took.

    Parameters
    ----------
    items : pandas.DataFrame
        One row an item, finished ones too: `started` and `finished`, as dates or days.
    today : float or pandas.Timestamp
        The day to look at, in the same terms.
    level : float
        The service level to warn for, above 0 and at most 1.

    Returns
    -------
    pandas.DataFrame
        Open items, oldest first: `age` in days; `older_than`, the share of finished items
        that took less time; `late`, whether the age is past the service level; `risk`,
        the share that ended past it among the finished items that once were this old
        (nan if none was).

    Raises
    ------
    FlowError
        If nothing is finished yet: then there is nothing to compare with.

    References
    ----------
    .. [1] Vacanti, D. S. (2020), "When Will It Be Done?", ActionableAgile Press, on the
       age of work in progress.

    Examples
    --------
    >>> import pandas as pd
    >>> items = pd.DataFrame(
    ...     {"started": [0, 0, 1, 2, 3, 10], "finished": [2, 3, 6, 12, None, None]})
    >>> ageing(items, today=12, level=0.75)[["age", "late", "risk"]].to_numpy().tolist()
    [[9.0, True, 1.0], [2.0, False, 0.25]]
    """
    import pandas as pd

    now = float(_days([today], "today")[0])
    started, finished = days_of(items, "started"), days_of(items, "finished")
    done = finished <= now
    if not done.any():
        raise FlowError("finished holds no item done by today; ageing needs some to compare with.")
    took = (finished - started)[done]
    limit = percentiles(took, [level])[level]
    still_open = ~done & (started <= now)
    age = now - started[still_open]
    once_as_old = took >= age[:, None]
    with np.errstate(invalid="ignore"):
        risk = (once_as_old & (took > limit)).sum(axis=1) / once_as_old.sum(axis=1)
    table = pd.DataFrame(
        {
            "age": age,
            "older_than": (took < age[:, None]).mean(axis=1),
            "late": age > limit,
            "risk": np.where(age > limit, 1.0, risk),
        },
        index=items.index[still_open],
    )
    return table.sort_values("age", ascending=False, kind="stable")


def _days(values: Any, field: str) -> FloatArray:
    import pandas as pd

    series = pd.Series(values)
    try:
        if not pd.api.types.is_datetime64_any_dtype(series):
            return pd.to_numeric(series).to_numpy(dtype=np.float64, na_value=np.nan)
    except (TypeError, ValueError):
        pass  # no numbers: then dates
    try:  # only one reading of a date is safe: 3/4 is in March or in April
        dates = pd.to_datetime(series, format="ISO8601").dt.tz_localize(None)
    except (TypeError, ValueError, AttributeError):
        raise FlowError(
            f"{field} holds neither numbers nor dates; write dates as 2026-03-31."
        ) from None
    days = (dates - pd.Timestamp(0)) / pd.Timedelta(days=1)
    return np.asarray(days, dtype=np.float64)
