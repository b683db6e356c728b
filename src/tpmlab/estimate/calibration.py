"""How good are someone's ranges? Hits, honest luck, and a score that can't be gamed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tpmlab.amounts import FloatArray, amount, amounts
from tpmlab.estimate.errors import EstimateError

__all__ = ["Calibration", "calibration"]


class Calibration(NamedTuple):
    """How a set of ranges did against what came true."""

    hits: int
    """Ranges that held the true value."""
    n: int
    """Ranges given."""
    expected: float
    """Hits that a well-calibrated person would have on average."""
    luck: float
    """Chance that a well-calibrated person has so few hits or fewer."""
    widen_by: float
    """Factor by which all ranges must widen, about their middles, to hold as promised;
    below 1 means that they were wider than needed."""
    scores: FloatArray
    """Interval score of each range in its own unit, lower is better: its width, and a
    fine for each miss that grows with the distance."""

    @property
    def hit_rate(self) -> float:
        """Share of ranges that held the true value."""
        return self.hits / self.n

    @property
    def overconfident(self) -> bool:
        """Whether so few hits are hard to put down to bad luck (less than 5 %)."""
        return self.luck < 0.05


def calibration(
    low: ArrayLike, high: ArrayLike, actual: ArrayLike, *, confidence: float = 0.9
) -> Calibration:
    """Score ranges that were meant to hold with a given confidence.

    Parameters
    ----------
    low, high : array_like
        Shape ``(n,)``: lower and upper ends, each range in its own unit; low < high.
    actual : array_like
        Shape ``(n,)``: what came true.
    confidence : float
        The chance that each range was meant to hold, above 0 and below 1.

    Returns
    -------
    Calibration
        Hits against what to expect, and the score of each range.

    Raises
    ------
    EstimateError
        If lengths differ or a range is empty.

    Notes
    -----
    The interval score is (high - low) + 2 / (1 - confidence) x the distance of a miss.
    Nobody improves it on average by giving ranges that they don't believe in.

    References
    ----------
    .. [1] Winkler, R. L. (1972), "A decision-theoretic approach to interval estimation",
       Journal of the American Statistical Association 67, pp. 187-191.
    .. [2] Gneiting, T. and Raftery, A. E. (2007), "Strictly proper scoring rules,
       prediction, and estimation", JASA 102, pp. 359-378, section 6.2.
    .. [3] Alpert, M. and Raiffa, H. (1982), "A progress report on the training of
       probability assessors", in Judgment under Uncertainty, Cambridge University Press.

    Examples
    --------
    >>> result = calibration([10, 2, 50, 1, 5], [20, 6, 80, 3, 9], [12, 9, 120, 2, 10])
    >>> result.hits, round(result.luck, 4), result.overconfident
    (2, 0.0086, True)
    >>> round(result.widen_by, 2), result.scores.round(9).tolist()
    (3.67, [10.0, 64.0, 830.0, 2.0, 24.0])
    """
    from scipy.stats import binom

    level = amount(confidence, "confidence", EstimateError, above=0, high=1 - 1e-12)
    lower = amounts(low, "low", EstimateError)
    upper = amounts(high, "high", EstimateError, length=lower.size)
    true = amounts(actual, "actual", EstimateError, length=lower.size)
    empty = np.flatnonzero(upper <= lower)
    if empty.size:
        raise EstimateError(
            f"high is not above low in place {empty[0] + 1}; give a range with some width."
        )
    miss = np.maximum(np.maximum(lower - true, true - upper), 0.0)
    hits = int((miss == 0).sum())
    reach = np.sort(np.abs(true - (lower + upper) / 2) / ((upper - lower) / 2))
    widen_by = float(reach[int(np.ceil(level * reach.size - 1e-9)) - 1])
    scores = (upper - lower) + 2 / (1 - level) * miss
    luck = float(binom.cdf(hits, lower.size, level))
    return Calibration(hits, lower.size, level * lower.size, luck, widen_by, scores)
