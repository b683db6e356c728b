"""Three-point estimates, and their sum along a path."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from tpmlab.amounts import amount
from tpmlab.estimate.errors import EstimateError

__all__ = ["ThreePoint", "Total", "add_up"]


@dataclass(frozen=True)
class ThreePoint:
    """An optimistic, a most likely and a pessimistic value, in one unit.

    Parameters
    ----------
    optimistic, likely, pessimistic : float
        In rising order, in days, hours, money or any other unit.

    Raises
    ------
    EstimateError
        If the three are not in order.

    Notes
    -----
    `mean`, `sd` and `variance` follow the PERT convention, which weighs the most likely
    value by four and takes the range as six standard deviations. It is a convention, not
    the moments of a distribution; those of the triangular one stand beside it.

    References
    ----------
    .. [1] Malcolm, D. G., Roseboom, J. H., Clark, C. E. and Fazar, W. (1959),
       "Application of a technique for research and development program evaluation",
       Operations Research 7(5), pp. 646-669.

    Examples
    --------
    >>> build = ThreePoint(6, 9, 18)
    >>> build.mean, build.sd, build.triangular_mean
    (10.0, 2.0, 11.0)
    """

    optimistic: float
    likely: float
    pessimistic: float

    def __post_init__(self) -> None:
        for field in ("optimistic", "likely", "pessimistic"):
            amount(getattr(self, field), field, EstimateError)
        if not self.optimistic <= self.likely <= self.pessimistic:
            raise EstimateError(
                f"The estimate {self.optimistic:g}, {self.likely:g}, {self.pessimistic:g} is not "
                "in order; give optimistic, most likely, pessimistic."
            )

    @property
    def mean(self) -> float:
        """PERT mean, (O + 4M + P) / 6."""
        return (self.optimistic + 4 * self.likely + self.pessimistic) / 6

    @property
    def sd(self) -> float:
        """PERT standard deviation, (P - O) / 6."""
        return (self.pessimistic - self.optimistic) / 6

    @property
    def variance(self) -> float:
        """PERT variance, the standard deviation squared."""
        return self.sd**2

    @property
    def triangular_mean(self) -> float:
        """Mean of the triangular distribution, (O + M + P) / 3."""
        return (self.optimistic + self.likely + self.pessimistic) / 3

    @property
    def triangular_sd(self) -> float:
        """Standard deviation of the triangular distribution."""
        low, mode, high = astuple(self)
        return math.sqrt(((high - low) ** 2 - (mode - low) * (high - mode)) / 18)


class Total(NamedTuple):
    """A sum of uncertain parts, taken as normal (central limit theorem)."""

    mean: float
    """Expected sum, in the unit of the estimates."""
    sd: float
    """Standard deviation of the sum."""

    def probability(self, limit: float) -> float:
        """Give the chance that the sum stays at or below a limit.

        Parameters
        ----------
        limit : float
            In the unit of the estimates.

        Returns
        -------
        float
            From 0 to 1.

        Raises
        ------
        EstimateError
            If the limit is no number.

        Examples
        --------
        >>> round(Total(mean=22, sd=2.6).probability(25), 2)
        0.88
        """
        value = amount(limit, "limit", EstimateError)
        if self.sd == 0:
            return float(value >= self.mean)
        return NormalDist(self.mean, self.sd).cdf(value)

    def quantile(self, confidence: float) -> float:
        """Give the value that the sum stays below with a given chance.

        Parameters
        ----------
        confidence : float
            Above 0 and below 1.

        Returns
        -------
        float
            In the unit of the estimates.

        Raises
        ------
        EstimateError
            If the confidence is out of range.

        Examples
        --------
        >>> round(Total(mean=22, sd=2.6).quantile(0.9), 1)
        25.3
        """
        level = amount(confidence, "confidence", EstimateError, above=0, high=1 - 1e-12)
        if self.sd == 0:
            return self.mean
        return NormalDist(self.mean, self.sd).inv_cdf(level)


def add_up(estimates: Iterable[ThreePoint], correlation: float = 0.0) -> Total:
    """Add three-point estimates of parts that follow one another.

    Parameters
    ----------
    estimates : iterable of ThreePoint
        The parts, at least one, in one unit.
    correlation : float
        Correlation of each pair, 0 to 1. Parts of one project share their weather:
        0.2 is a cautious guess where nothing is known.

    Returns
    -------
    Total
        Means add up; variances add up, plus what the correlation adds.

    Raises
    ------
    EstimateError
        If there is no part or the correlation is out of range.

    Notes
    -----
    The sum holds for one path. Where paths meet, the later one decides, and the sum along
    any one of them is too hopeful.

    References
    ----------
    .. [1] Malcolm, D. G. et al. (1959), "Application of a technique for research and
       development program evaluation", Operations Research 7(5), pp. 646-669.
    .. [2] Book, S. A. (1999), "Why correlation matters in cost estimating", Department
       of Defense Cost Analysis Symposium.

    Examples
    --------
    >>> path = [ThreePoint(6, 9, 18), ThreePoint(4, 5, 12), ThreePoint(3, 6, 9)]
    >>> total = add_up(path)
    >>> total.mean, round(total.sd, 2), round(add_up(path, correlation=0.5).sd, 2)
    (22.0, 2.6, 3.57)
    """
    parts = list(estimates)
    if not parts:
        raise EstimateError("estimates is empty; give at least one part.")
    rho = amount(correlation, "correlation", EstimateError, low=0, high=1)
    sds = np.array([part.sd for part in parts])
    variance = (1 - rho) * float((sds**2).sum()) + rho * float(sds.sum()) ** 2
    return Total(sum(part.mean for part in parts), math.sqrt(variance))
