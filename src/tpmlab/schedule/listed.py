"""Durations taken from a list: a few cases with chances, or what was seen before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tpmlab.amounts import FloatArray, amounts
from tpmlab.schedule.distributions import Distribution
from tpmlab.schedule.network import PlanError

__all__ = ["Discrete", "Empirical"]


@dataclass(frozen=True)
class Discrete(Distribution):
    """A few possible durations, each with its probability.

    Parameters
    ----------
    days : sequence of float
        Working days, 0 or more.
    chances : sequence of float
        A probability for each; together 1.

    Raises
    ------
    PlanError
        If a number is out of range or the chances don't add up to 1.

    Examples
    --------
    >>> Discrete((3, 8), (0.9, 0.1)).mean
    3.5
    """

    days: tuple[float, ...]
    chances: tuple[float, ...]

    def __post_init__(self) -> None:
        days = amounts(self.days, "Discrete's days", PlanError, low=0)
        chances = amounts(
            self.chances, "Discrete's chances", PlanError, low=0, high=1, length=days.size
        )
        if abs(chances.sum() - 1) > 1e-9:
            raise PlanError(
                f"Discrete's chances add up to {chances.sum():.10g}; make them add up to 1."
            )
        order = np.argsort(days, kind="stable")
        object.__setattr__(self, "days", tuple(days[order].tolist()))
        object.__setattr__(self, "chances", tuple(chances[order].tolist()))

    @property
    def mean(self) -> float:
        """Durations weighed by their chances."""
        return float(np.dot(self.days, self.chances))

    @property
    def variance(self) -> float:
        """Squared distances from the mean, weighed by their chances."""
        return float(np.dot((np.array(self.days) - self.mean) ** 2, self.chances))

    def chance(self, days: float) -> float:
        """Give the probability of at most this many working days."""
        return float(sum(p for d, p in zip(self.days, self.chances, strict=True) if d <= days))

    def draw(self, uniforms: FloatArray) -> FloatArray:
        """Turn uniform numbers into working days."""
        edges = np.cumsum(self.chances)[:-1] + 1e-12  # 0.3 must not pass 0.1 + 0.2
        drawn: FloatArray = np.array(self.days)[np.searchsorted(edges, uniforms, side="left")]
        return drawn


@dataclass(frozen=True)
class Empirical(Distribution):
    """Durations seen before, each as likely as the others.

    Parameters
    ----------
    seen : sequence of float
        Working days of past tasks of this kind, 0 or more; five are few, thirty are good.

    Raises
    ------
    PlanError
        If there is none or one is out of range.

    Notes
    -----
    Nothing worse than the worst case seen can be drawn: with a short history that is hope.

    Examples
    --------
    >>> Empirical((3, 4, 4, 5, 9)).quantile(0.8)
    5.0
    """

    seen: tuple[float, ...]

    def __post_init__(self) -> None:
        seen = amounts(self.seen, "Empirical's durations", PlanError, low=0)
        object.__setattr__(self, "seen", tuple(np.sort(seen).tolist()))

    @property
    def mean(self) -> float:
        """Average of the durations seen."""
        return float(np.mean(self.seen))

    @property
    def variance(self) -> float:
        """Average squared distance from the mean: history is all there is, so n, not n - 1."""
        return float(np.var(self.seen))

    def chance(self, days: float) -> float:
        """Give the share of durations seen of at most this many working days."""
        return float(np.mean(np.array(self.seen) <= days))

    def draw(self, uniforms: FloatArray) -> FloatArray:
        """Turn uniform numbers into working days."""
        places = np.ceil(uniforms * len(self.seen) - 1e-9).astype(np.intp) - 1
        drawn: FloatArray = np.array(self.seen)[np.clip(places, 0, len(self.seen) - 1)]
        return drawn
