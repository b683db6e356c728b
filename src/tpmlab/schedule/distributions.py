"""How long a task may take: what every distribution can do, and three smooth ones.

Each distribution gives its mean, its variance, the days that a share of cases stays
within (`quantile`), and turns uniform numbers into days (`draw`). Drawing by the inverse
distribution keeps a task's luck apart from its estimate: change the estimate and the
same luck gives the new days.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from tpmlab.amounts import FloatArray, amount
from tpmlab.schedule.network import PlanError
from tpmlab.schedule.normal import quantiles

__all__ = ["Distribution", "LogNormal", "Triangular", "Uniform", "in_order", "share_below"]

_Z90 = 1.2815515655446004


class Distribution(ABC):
    """Days a task may take, and how likely they are; never below 0."""

    @property
    @abstractmethod
    def mean(self) -> float:
        """Expected duration in working days."""

    @property
    @abstractmethod
    def variance(self) -> float:
        """Variance in squared working days."""

    @property
    def sd(self) -> float:
        """Standard deviation in working days."""
        return math.sqrt(self.variance)

    def quantile(self, confidence: float) -> float:
        """Give the days that this share of cases stays within.

        Parameters
        ----------
        confidence : float
            From 0 to 1.

        Returns
        -------
        float
            The smallest duration x, in working days, with P(duration <= x) at least `confidence`.

        Raises
        ------
        PlanError
            If the confidence is out of range.

        Examples
        --------
        >>> Uniform(4, 8).quantile(0.25)
        5.0
        """
        return self._inverse(amount(confidence, "confidence", PlanError, low=0, high=1))

    @abstractmethod
    def chance(self, days: float) -> float:
        """Give the probability that the task takes at most this many working days.

        Parameters
        ----------
        days : float
            Working days.

        Returns
        -------
        float
            P(duration <= days), from 0 to 1.

        Examples
        --------
        >>> Uniform(4, 8).chance(5)
        0.25
        """

    @abstractmethod
    def draw(self, uniforms: FloatArray) -> FloatArray:
        """Turn uniform numbers into working days, one each; a larger one is never shorter.

        Parameters
        ----------
        uniforms : numpy.ndarray
            Any shape, from 0 to 1: the luck.

        Returns
        -------
        numpy.ndarray
            Working days, same shape.

        Examples
        --------
        >>> Uniform(4, 8).draw(np.array([0.0, 0.25, 1.0])).tolist()
        [4.0, 5.0, 8.0]
        """

    def _inverse(self, confidence: float) -> float:
        return float(self.draw(np.array([confidence]))[0])


@dataclass(frozen=True)
class Uniform(Distribution):
    """Any duration between two limits, all equally likely.

    Parameters
    ----------
    low, high : float
        Working days, 0 or more, in rising order.

    Raises
    ------
    PlanError
        If the two are negative or not in order.

    Examples
    --------
    >>> Uniform(4, 8).mean
    6.0
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        in_order(self, "low", "high")

    @property
    def mean(self) -> float:
        """Middle of the two limits."""
        return (self.low + self.high) / 2

    @property
    def variance(self) -> float:
        """Squared width over twelve."""
        return (self.high - self.low) ** 2 / 12

    def chance(self, days: float) -> float:
        """Give the probability of at most this many working days."""
        return share_below(days, self.low, self.high, lambda share: share)

    def draw(self, uniforms: FloatArray) -> FloatArray:
        """Turn uniform numbers into working days."""
        return self.low + (self.high - self.low) * uniforms


@dataclass(frozen=True)
class Triangular(Distribution):
    """Optimistic, most likely and pessimistic duration, joined by straight lines.

    Parameters
    ----------
    low, likely, high : float
        Working days, 0 or more, in rising order; none shorter than `low` or longer than `high`.

    Raises
    ------
    PlanError
        If the three are negative or not in order.

    References
    ----------
    .. [1] Williams, T. M. (1992), "Practical use of distributions in network analysis",
       Journal of the Operational Research Society 43(3), pp. 265-270.

    Examples
    --------
    >>> build = Triangular(4, 6, 14)
    >>> build.mean, round(build.chance(6), 2), build.quantile(0.8)
    (8.0, 0.2, 10.0)
    """

    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        in_order(self, "low", "likely", "high")

    @property
    def mean(self) -> float:
        """Average of the three."""
        return (self.low + self.likely + self.high) / 3

    @property
    def variance(self) -> float:
        """Squared width, less the product of both sides, over 18."""
        sides = (self.likely - self.low) * (self.high - self.likely)
        return ((self.high - self.low) ** 2 - sides) / 18

    def chance(self, days: float) -> float:
        """Give the probability of at most this many working days."""
        mode = self._mode

        def below(share: float) -> float:
            return share**2 / mode if share < mode else 1 - (1 - share) ** 2 / (1 - mode)

        if self._mode == 1:
            return share_below(days, self.low, self.high, lambda share: share**2)
        return share_below(days, self.low, self.high, below)

    def draw(self, uniforms: FloatArray) -> FloatArray:
        """Turn uniform numbers into working days."""
        width, mode = self.high - self.low, self._mode
        # two ends at once: each root stands still beyond the mode, on the other's side;
        # in place, for new arrays cost more than the arithmetic
        days = np.minimum(uniforms, mode)
        days *= mode
        np.sqrt(days, out=days)
        falling = np.maximum(uniforms, mode)
        np.subtract(1, falling, out=falling)
        falling *= 1 - mode
        days -= np.sqrt(falling, out=falling)
        days *= width
        days += self.low + width * (1 - mode)
        return days

    @property
    def _mode(self) -> float:
        """Place of the most likely duration, as a share of the width."""
        return (self.likely - self.low) / (self.high - self.low) if self.high > self.low else 0.0


@dataclass(frozen=True)
class LogNormal(Distribution):
    """A median, a bad case, and no upper limit: the long tail of work never done before.

    Parameters
    ----------
    p50 : float
        Working days that half of the cases stay within; above 0.
    p90 : float
        Working days that nine of ten cases stay within; at least `p50`.

    Raises
    ------
    PlanError
        If the two are not above 0 and in order.

    Notes
    -----
    `draw` reads the normal distribution from a table: the logarithm of a draw is off by less
    than 0.000003 of its standard deviation. `quantile` is exact.

    References
    ----------
    .. [1] Aitchison, J. and Brown, J. A. C. (1957), "The Lognormal Distribution",
       Cambridge University Press.

    Examples
    --------
    >>> build = LogNormal(p50=10, p90=20)
    >>> round(build.mean, 2), round(build.quantile(0.8), 1)
    (11.58, 15.8)
    """

    p50: float
    p90: float

    def __post_init__(self) -> None:
        amount(self.p50, "LogNormal's p50", PlanError, above=0)
        in_order(self, "p50", "p90")

    @property
    def sigma(self) -> float:
        """Standard deviation of the logarithm."""
        return math.log(self.p90 / self.p50) / _Z90

    @property
    def mean(self) -> float:
        """Expected duration: above the median, for the tail is long."""
        return self.p50 * math.exp(self.sigma**2 / 2)

    @property
    def variance(self) -> float:
        """Squared mean times (exp(sigma squared) - 1)."""
        return self.mean**2 * math.expm1(self.sigma**2)

    def chance(self, days: float) -> float:
        """Give the probability of at most this many working days."""
        if days <= 0 or self.sigma == 0:
            return float(days >= self.p50)
        return float(ndtr(math.log(days / self.p50) / self.sigma))

    def draw(self, uniforms: FloatArray) -> FloatArray:
        """Turn uniform numbers into working days."""
        if self.sigma == 0:
            return np.full_like(uniforms, self.p50)
        days = quantiles(uniforms)
        days *= self.sigma
        np.exp(days, out=days)
        days *= self.p50
        return days

    def _inverse(self, confidence: float) -> float:
        return self.p50 * math.exp(self.sigma * ndtri(confidence)) if self.sigma else self.p50


def in_order(distribution: Distribution, *fields: str) -> None:
    """Refuse durations that are below 0 or not in rising order.

    Raises
    ------
    PlanError
        Names the distribution and the field.
    """
    kind = type(distribution).__name__
    values = [
        amount(getattr(distribution, name), f"{kind}'s {name}", PlanError, low=0) for name in fields
    ]
    if values != sorted(values):
        shown = ", ".join(f"{value:g}" for value in values)
        raise PlanError(
            f"{kind}({shown}) is not in order; give {', '.join(fields)} in rising order."
        )


def share_below(days: float, low: float, high: float, inside: Callable[[float], float]) -> float:
    """Give the probability of at most `days`: 0 below the range, 1 above, else `inside`.

    `inside` takes the place of `days` between `low` and `high`, from 0 to 1.
    """
    if days >= high:
        return 1.0
    if days <= low:
        return 0.0
    return inside((days - low) / (high - low))
