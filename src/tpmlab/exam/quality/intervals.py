"""Rates with their 95 % intervals, and the verdict that a band gives them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal, NamedTuple

__all__ = ["ENOUGH", "Interval", "Verdict", "judge_band", "percent", "wilson", "worst"]

Verdict = Literal["pass", "warn", "fail"]

ENOUGH = 300  # from this many items on a rate is taken at its face value
_Z = 1.959963984540054  # two-sided 95 %


class Interval(NamedTuple):
    """A 95 % interval."""

    low: float
    high: float


def wilson(right: float, n: int) -> Interval:
    """Give the 95 % score interval of a rate.

    Parameters
    ----------
    right : float
        How many of ``n``; may be a fraction where ties were shared out.
    n : int
        How many were looked at; 0 gives the whole range.

    References
    ----------
    .. [1] Wilson, E. B. (1927), "Probable inference, the law of succession, and
       statistical inference", Journal of the American Statistical Association 22.

    Examples
    --------
    >>> low, high = wilson(30, 100)
    >>> round(low, 3), round(high, 3)
    (0.219, 0.396)
    >>> wilson(0, 0)
    Interval(low=0.0, high=1.0)
    """
    if n == 0:
        return Interval(0.0, 1.0)
    rate, square = right / n, _Z * _Z
    middle = (rate + square / (2 * n)) / (1 + square / n)
    half = _Z / (1 + square / n) * math.sqrt(rate * (1 - rate) / n + square / (4 * n * n))
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def judge_band(
    value: float,
    interval: Interval,
    n: int,
    good: tuple[float, float],
    fair: tuple[float, float] | None = None,
) -> Verdict:
    """Hold a measure against the band that passes and the one beyond which it fails.

    With fewer than 300 items only an interval that lies wholly beyond the band fails, and
    the value itself warns.

    Parameters
    ----------
    value, interval, n
        The measure, its 95 % interval and the number of items behind it.
    good : tuple of float
        Lowest and highest value that passes.
    fair : tuple of float, optional
        Lowest and highest value that does not yet fail (default: as ``good``).

    Examples
    --------
    >>> judge_band(0.36, wilson(36, 100), 100, (0, 0.35), (0, 0.40))
    'warn'
    >>> judge_band(0.55, wilson(55, 100), 100, (0, 0.35), (0, 0.40))
    'fail'
    >>> judge_band(0.41, wilson(410, 1000), 1000, (0, 0.35), (0, 0.40))
    'fail'
    """
    low, high = fair or good
    if n >= ENOUGH:
        beyond = value < low or value > high
    else:
        beyond = interval.high < low or interval.low > high
    if beyond:
        return "fail"
    return "pass" if good[0] <= value <= good[1] else "warn"


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Give the worst of several verdicts; none is a pass.

    Examples
    --------
    >>> worst(["pass", "warn", "pass"])
    'warn'
    """
    order: tuple[Verdict, ...] = ("pass", "warn", "fail")
    return max(verdicts, key=order.index, default="pass")


def percent(value: float) -> str:
    """Write a share as percent.

    Examples
    --------
    >>> percent(0.8512)
    '85.1 %'
    """
    return f"{100 * value:.1f} %"
