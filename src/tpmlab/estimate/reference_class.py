"""Reference-class forecasting: correct an estimate by how such estimates turned out."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tpmlab.amounts import FloatArray, amount, amounts
from tpmlab.estimate.errors import EstimateError

__all__ = ["ReferenceForecast", "SlipForecast", "reference_class", "reference_class_slip"]


class ReferenceForecast(NamedTuple):
    """An estimate seen from outside, in the estimate's own unit."""

    value: float
    """What to plan for at the confidence asked for."""
    uplift: float
    """Fraction to add to the estimate; below 0 if such estimates were too high."""
    low: float
    """Lower end of the 90 % range of `value` that the length of the history leaves open."""
    high: float
    """Upper end of that range; infinite if the history is too short to tell."""
    chance_as_estimated: float
    """Share of past projects that took no more than estimated."""
    n: int
    """Past projects."""


class SlipForecast(NamedTuple):
    """A planned date seen from outside, in the slips' own unit."""

    value: float
    """What to promise at the confidence asked for."""
    slip: float
    """How much later than planned that is; below 0 if such plans were too late."""
    low: float
    """Lower end of the 90 % range of `value` that the length of the history leaves open;
    minus infinity if the history is too short to tell."""
    high: float
    """Upper end of that range; infinite if the history is too short to tell."""
    chance_on_time: float
    """Share of past plans that slipped by nothing or less."""
    n: int
    """Past plans."""


class _Quantile(NamedTuple):
    """The smallest past value that a share of all kept to, and what may be true of it."""

    value: float
    low: float
    high: float


def reference_class(
    ratios: ArrayLike, estimate: float, *, confidence: float = 0.8
) -> ReferenceForecast:
    """Correct an estimate by the overruns of past projects of its kind.

    Parameters
    ----------
    ratios : array_like
        Shape ``(n,)``: actual / estimated cost or duration of past projects, above 0;
        1.3 is an overrun of 30 %.
    estimate : float
        The new project's own estimate, above 0, in money or time.
    confidence : float
        Chance of not overrunning that is wanted, above 0 and below 1.

    Returns
    -------
    ReferenceForecast
        The value to plan for, and how sure the history makes it.

    Raises
    ------
    EstimateError
        If there is no ratio or a figure is out of range.

    Notes
    -----
    The uplift is the smallest observed ratio that at least the share `confidence` of past
    projects kept to. Its range is free of any distribution: between two of the ordered
    ratios, by the binomial distribution, each end with 5 % beyond it.

    References
    ----------
    .. [1] Kahneman, D. and Tversky, A. (1979), "Intuitive prediction: biases and
       corrective procedures", TIMS Studies in Management Science 12, pp. 313-327.
    .. [2] Flyvbjerg, B. (2006), "From Nobel Prize to project management: getting risks
       right", Project Management Journal 37(3), pp. 5-15.
    .. [3] Hahn, G. J. and Meeker, W. Q. (1991), "Statistical Intervals", Wiley, on
       distribution-free intervals for quantiles.

    Examples
    --------
    >>> past = [0.9, 1.0, 1.05, 1.1, 1.1, 1.2, 1.3, 1.5, 1.8, 2.6]
    >>> outside = reference_class(past, estimate=100, confidence=0.8)
    >>> outside.value, round(outside.uplift, 2), outside.chance_as_estimated
    (150.0, 0.5, 0.2)
    >>> outside.low, outside.high
    (120.0, inf)
    """
    ordered = np.sort(amounts(ratios, "ratios", EstimateError, above=0))
    own = amount(estimate, "estimate", EstimateError, above=0)
    ratio, low, high = _quantile(ordered, confidence, floor=0.0)
    share = float((ordered <= 1).mean())
    return ReferenceForecast(own * ratio, ratio - 1, own * low, own * high, share, ordered.size)


def reference_class_slip(
    slips: ArrayLike, planned: float = 0.0, *, confidence: float = 0.8
) -> SlipForecast:
    """Correct a planned date by how far past dates of its kind slipped.

    The form for dates: where plans differ in length but slip by alike amounts, or where the
    planned duration of the past ones isn't known, differences say more than ratios.

    Parameters
    ----------
    slips : array_like
        Shape ``(n,)``: actual - planned date of past plans, in days or another unit of
        time; above 0 is late.
    planned : float
        The new plan's own date or duration in that unit, counted from any day; 0 gives
        the slip itself.
    confidence : float
        Chance of being done by then that is wanted, above 0 and below 1.

    Returns
    -------
    SlipForecast
        What to promise, and how sure the history makes it.

    Raises
    ------
    EstimateError
        If there is no slip or a figure is out of range.

    Notes
    -----
    Quantile and range as in :func:`reference_class`, with differences for ratios.

    References
    ----------
    .. [1] Kahneman, D. and Tversky, A. (1979), "Intuitive prediction: biases and
       corrective procedures", TIMS Studies in Management Science 12, pp. 313-327.
    .. [2] Hahn, G. J. and Meeker, W. Q. (1991), "Statistical Intervals", Wiley, on
       distribution-free intervals for quantiles.

    Examples
    --------
    >>> past = [-2, 0, 0, 0, 1, 3, 6, 7, 14, 30]
    >>> promise = reference_class_slip(past, planned=90, confidence=0.8)
    >>> promise.value, promise.slip, promise.chance_on_time
    (97.0, 7.0, 0.4)
    """
    ordered = np.sort(amounts(slips, "slips", EstimateError))
    day = amount(planned, "planned", EstimateError)
    slip, low, high = _quantile(ordered, confidence, floor=-math.inf)
    share = float((ordered <= 0).mean())
    return SlipForecast(day + slip, slip, day + low, day + high, share, ordered.size)


def _quantile(ordered: FloatArray, confidence: float, floor: float) -> _Quantile:
    """Quantile of sorted values with its range; `floor` where the range has no lower end."""
    from scipy.stats import binom

    level = amount(confidence, "confidence", EstimateError, above=0, high=1 - 1e-12)
    n = ordered.size
    # the true quantile lies below the k-th value if fewer than k of n kept to it
    first = int(binom.ppf(0.05, n, level))
    last = int(binom.ppf(0.95, n, level)) + 1
    return _Quantile(
        float(ordered[math.ceil(level * n - 1e-9) - 1]),
        float(ordered[first - 1]) if first >= 1 else floor,
        float(ordered[last - 1]) if last <= n else math.inf,
    )
