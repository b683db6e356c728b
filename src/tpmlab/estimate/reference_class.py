"""Reference-class forecasting: correct an estimate by how such estimates turned out."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tpmlab.amounts import amount, amounts
from tpmlab.estimate.errors import EstimateError

__all__ = ["ReferenceForecast", "reference_class"]


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
    .. [3] Hahn, G. J. and Meeker, W. Q. (1991), "Statistical Intervals", Wiley,
       chapter 5, on ranges for quantiles.

    Examples
    --------
    >>> past = [0.9, 1.0, 1.05, 1.1, 1.1, 1.2, 1.3, 1.5, 1.8, 2.6]
    >>> outside = reference_class(past, estimate=100, confidence=0.8)
    >>> outside.value, round(outside.uplift, 2), outside.chance_as_estimated
    (150.0, 0.5, 0.2)
    >>> outside.low, outside.high
    (120.0, inf)
    """
    from scipy.stats import binom

    ordered = np.sort(amounts(ratios, "ratios", EstimateError, above=0))
    own = amount(estimate, "estimate", EstimateError, above=0)
    level = amount(confidence, "confidence", EstimateError, above=0, high=1 - 1e-12)
    n = ordered.size
    ratio = float(ordered[math.ceil(level * n - 1e-9) - 1])
    # the true quantile lies below the k-th ratio if fewer than k projects kept to it
    first = int(binom.ppf(0.05, n, level))
    last = int(binom.ppf(0.95, n, level)) + 1
    low = float(ordered[first - 1]) if first >= 1 else 0.0
    high = float(ordered[last - 1]) if last <= n else math.inf
    share = float((ordered <= 1).mean())
    return ReferenceForecast(own * ratio, ratio - 1, own * low, own * high, share, n)
