"""Estimates from size: COCOMO, and a power law fitted to one's own projects."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tpmlab.amounts import amount, amounts, one_of
from tpmlab.estimate.errors import EstimateError

__all__ = ["COCOMO_MODES", "Cocomo", "PowerLaw", "cocomo", "fit_power_law"]


class _Mode(NamedTuple):
    basic_a: float
    intermediate_a: float
    b: float
    d: float


COCOMO_MODES: Mapping[str, _Mode] = {
    "organic": _Mode(2.4, 3.2, 1.05, 0.38),
    "semi-detached": _Mode(3.0, 3.0, 1.12, 0.35),
    "embedded": _Mode(3.6, 2.8, 1.20, 0.32),
}
"""Boehm's coefficients for a small familiar team, a mixed one, and tight constraints."""


class Cocomo(NamedTuple):
    """What the model says; a person-month is 152 hours. Made by :func:`cocomo`."""

    person_months: float
    """Effort."""
    months: float
    """Schedule."""

    @property
    def people(self) -> float:
        """Average team size, effort / schedule."""
        return self.person_months / self.months


def cocomo(kloc: float, mode: str = "organic", multipliers: ArrayLike | None = None) -> Cocomo:
    """Estimate effort and schedule of software from its lines of code (COCOMO 81).

    Parameters
    ----------
    kloc : float
        Size in thousands of delivered lines of code, above 0.
    mode : str
        "organic", "semi-detached" or "embedded".
    multipliers : array_like, optional
        Effort multipliers of the cost drivers, above 0 (1 is nominal): then the
        intermediate model is used, else the basic one.

    Returns
    -------
    Cocomo
        Effort a kloc^b (times the multipliers) in person-months, schedule
        2.5 effort^d in months.

    Raises
    ------
    EstimateError
        If the mode is unknown or a figure is out of range.

    Notes
    -----
    Fitted to 63 projects before 1981. Use it to see that effort grows faster than size;
    for a promise, calibrate your own with :func:`fit_power_law`.

    References
    ----------
    .. [1] Boehm, B. W. (1981), "Software Engineering Economics", Prentice-Hall,
       on the basic and the intermediate COCOMO.

    Examples
    --------
    >>> small = cocomo(32)
    >>> round(small.person_months, 1), round(small.months, 1), round(small.people, 1)
    (91.3, 13.9, 6.6)
    """
    size = amount(kloc, "kloc", EstimateError, above=0)
    row = COCOMO_MODES[one_of(mode, "mode", list(COCOMO_MODES), EstimateError)]
    effort = row.basic_a * size**row.b
    if multipliers is not None:
        factor = float(amounts(multipliers, "multipliers", EstimateError, above=0).prod())
        effort = row.intermediate_a * size**row.b * factor
    return Cocomo(effort, 2.5 * effort**row.d)


@dataclass(frozen=True)
class PowerLaw:
    """Effort = a size^b, with the spread around it. Made by :func:`fit_power_law`."""

    a: float
    """Effort for a project of size 1."""
    b: float
    """Exponent: above 1, large projects cost more for each unit of size."""
    log_sd: float
    """Standard deviation of the natural logarithm of effort around the line."""
    n: int
    """Past projects."""
    mean_log_size: float
    """Mean of the logarithms of their sizes."""
    spread_log_size: float
    """Sum of squared deviations of the logarithms of their sizes."""

    def predict(self, size: float) -> float:
        """Give the middle estimate for a size: as likely too low as too high.

        Parameters
        ----------
        size : float
            Above 0, in the unit of the fit.

        Returns
        -------
        float
            Effort, in the unit of the fit.

        Raises
        ------
        EstimateError
            If the size is out of range.

        Examples
        --------
        >>> round(fit_power_law([10, 20, 40], [30, 66, 145.2]).predict(80), 2)
        319.44
        """
        return float(self.a * amount(size, "size", EstimateError, above=0) ** self.b)

    def interval(self, size: float, confidence: float = 0.8) -> tuple[float, float]:
        """Give the range for one new project of a size.

        Parameters
        ----------
        size : float
            Above 0, in the unit of the fit.
        confidence : float
            Chance that the range should hold, above 0 and below 1.

        Returns
        -------
        tuple of float
            Low and high effort: wider for few past projects, and for sizes unlike theirs.

        Raises
        ------
        EstimateError
            If a figure is out of range.

        References
        ----------
        .. [1] Montgomery, D. C., Peck, E. A. and Vining, G. G., "Introduction to Linear
           Regression Analysis", Wiley, on prediction of new observations.

        Examples
        --------
        >>> law = fit_power_law([5, 10, 20, 40], [14, 30, 75, 130])
        >>> [round(end) for end in law.interval(30)]
        [79, 133]
        """
        from scipy.stats import t

        level = amount(confidence, "confidence", EstimateError, above=0, high=1 - 1e-12)
        middle = self.predict(size)
        off = math.log(size) - self.mean_log_size
        error = self.log_sd * math.sqrt(1 + 1 / self.n + off**2 / self.spread_log_size)
        factor = math.exp(float(t.ppf(0.5 + level / 2, self.n - 2)) * error)
        return middle / factor, middle * factor


def fit_power_law(size: ArrayLike, effort: ArrayLike) -> PowerLaw:
    """Fit effort = a size^b to past projects, by least squares on logarithms.

    Parameters
    ----------
    size : array_like
        Shape ``(n,)``, above 0, at least three projects and two different sizes.
    effort : array_like
        Shape ``(n,)``, above 0: what they took.

    Returns
    -------
    PowerLaw
        Coefficients, and the spread that its ranges are made from.

    Raises
    ------
    EstimateError
        If there are fewer than three projects, all of one size, or a figure is 0 or less.

    References
    ----------
    .. [1] Boehm, B. W. (1981), "Software Engineering Economics", Prentice-Hall,
       on calibrating the model to one's own projects.

    Examples
    --------
    >>> law = fit_power_law([10, 20, 40], [30, 66, 145.2])
    >>> round(law.b, 4)
    1.1375
    """
    x = np.log(amounts(size, "size", EstimateError, above=0))
    y = np.log(amounts(effort, "effort", EstimateError, above=0, length=x.size))
    spread = float(((x - x.mean()) ** 2).sum())
    if x.size < 3 or spread == 0:
        raise EstimateError("size holds too little to fit; give three projects of different sizes.")
    b = float(((x - x.mean()) * (y - y.mean())).sum()) / spread
    rest = y - y.mean() - b * (x - x.mean())
    log_sd = math.sqrt(float((rest**2).sum()) / (x.size - 2))
    a = math.exp(float(y.mean()) - b * float(x.mean()))
    return PowerLaw(a, b, log_sd, x.size, float(x.mean()), spread)
