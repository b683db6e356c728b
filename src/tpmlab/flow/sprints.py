"""Velocity with its honest spread, burndown, and burnup with a fan of forecasts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tpmlab.amounts import amount, amounts
from tpmlab.flow.errors import FlowError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Velocity", "burndown", "burnup_fan", "sprints_left", "velocity"]


class Velocity(NamedTuple):
    """What past sprints say about the next one, in points. Made by :func:`velocity`."""

    mean: float
    """Mean points a sprint."""
    sd: float
    """Standard deviation between sprints (with n - 1)."""
    low: float
    """Lower end of the range for the sprints asked about, as a mean a sprint."""
    high: float
    """Upper end of that range."""
    confidence: float
    """Chance that the range holds, if sprints go on as they were."""


def velocity(points: ArrayLike, *, confidence: float = 0.8, ahead: int = 1) -> Velocity:
    """Average the velocity and give the range in which the next sprints will fall.

    Parameters
    ----------
    points : array_like
        Shape ``(n,)``: points accepted in each past sprint, 0 or more; at least two.
    confidence : float
        Chance that the range should hold, above 0 and below 1.
    ahead : int
        How many coming sprints to average over; 1 is the next sprint alone.

    Returns
    -------
    Velocity
        Mean, standard deviation and range, in points a sprint. The low end is never
        below 0.

    Raises
    ------
    FlowError
        If there are fewer than two sprints or a figure is out of range.

    Notes
    -----
    Mean ± t sd sqrt(1/ahead + 1/n), a prediction interval: it holds both the spread of the
    coming sprints and the error of a mean from few past ones.

    References
    ----------
    .. [1] Cohn, M. (2005), "Agile Estimating and Planning", Prentice Hall, on estimating
       velocity.
    .. [2] Hahn, G. J. and Meeker, W. Q. (1991), "Statistical Intervals", Wiley, on
       prediction intervals for a normal distribution.

    Examples
    --------
    >>> speed = velocity([28, 32, 30, 26])
    >>> speed.mean, round(speed.low, 1), round(speed.high, 1)
    (29.0, 24.3, 33.7)
    """
    from scipy.stats import t

    past = amounts(points, "points", FlowError, low=0)
    if past.size < 2:
        raise FlowError("points holds one sprint; give at least two, or there is no spread.")
    level = amount(confidence, "confidence", FlowError, above=0, high=1 - 1e-12)
    coming = int(amount(ahead, "ahead", FlowError, low=1, whole=True))
    mean, sd = float(past.mean()), float(past.std(ddof=1))
    reach = float(t.ppf(0.5 + level / 2, past.size - 1)) * sd
    reach *= math.sqrt(1 / coming + 1 / past.size)
    return Velocity(mean, sd, max(mean - reach, 0.0), mean + reach, level)


def sprints_left(remaining: float, velocity: float, growth: float = 0.0) -> int:
    """Divide what is left by the velocity, and round up.

    Parameters
    ----------
    remaining : float
        Points still to do, 0 or more.
    velocity : float
        Points done a sprint, above `growth`.
    growth : float
        Points added to the scope a sprint, 0 or more.

    Returns
    -------
    int
        Whole sprints.

    Raises
    ------
    FlowError
        If the scope grows as fast as it is done: then there is no end.

    References
    ----------
    .. [1] Cohn, M. (2005), "Agile Estimating and Planning", Prentice Hall, on velocity and
       the length of a release.

    Examples
    --------
    >>> sprints_left(240, 29), sprints_left(240, 29, growth=5)
    (9, 10)
    """
    work = amount(remaining, "remaining", FlowError, low=0)
    added = amount(growth, "growth", FlowError, low=0)
    net = amount(velocity, "velocity", FlowError, above=0) - added
    if net <= 0:
        raise FlowError(
            f"velocity is {velocity:g} and growth {growth:g}, so the work never ends; "
            "slow the growth or cut scope."
        )
    return math.ceil(work / net - 1e-9)


def burndown(total: float, sprints: int, remaining: ArrayLike) -> pd.DataFrame:
    """Set the remaining work beside the ideal line.

    Parameters
    ----------
    total : float
        Points at the start, above 0.
    sprints : int
        Sprints planned, 1 or more.
    remaining : array_like
        Shape ``(n_done,)``: points left after sprints 1, 2, ..., 0 or more.

    Returns
    -------
    pandas.DataFrame
        Index `sprint` from 0: `ideal`, `remaining` (nan if still to come) and `behind`,
        the points by which the work is behind the line (negative: ahead).

    Raises
    ------
    FlowError
        If a figure is out of range.

    References
    ----------
    .. [1] Schwaber, K. and Beedle, M. (2001), "Agile Software Development with Scrum",
       Prentice Hall, on backlog graphs.

    Examples
    --------
    >>> burndown(40, 10, [36, 33, 31, 30]).loc[4].tolist()
    [24.0, 30.0, 6.0]
    """
    import pandas as pd

    start = amount(total, "total", FlowError, above=0)
    planned = int(amount(sprints, "sprints", FlowError, low=1, whole=True))
    left = np.concatenate(([start], amounts(remaining, "remaining", FlowError, low=0)))
    index = pd.RangeIndex(max(planned + 1, left.size), name="sprint")
    ideal = np.clip(start * (1 - np.arange(index.size) / planned), 0.0, None)
    table = pd.DataFrame({"ideal": ideal}, index=index)
    table["remaining"] = pd.Series(left).reindex(index)
    table["behind"] = table["remaining"] - table["ideal"]
    return table


def burnup_fan(
    points: ArrayLike,
    ahead: int,
    *,
    done: float = 0.0,
    levels: Sequence[float] = (0.05, 0.15, 0.5, 0.85, 0.95),
    n_trials: int = 10_000,
    seed: int = 0,
) -> pd.DataFrame:
    """Forecast the burnup line as a fan, by drawing past sprints again.

    Parameters
    ----------
    points : array_like
        Shape ``(n,)``: points accepted in each past sprint, 0 or more.
    ahead : int
        Sprints to come, 1 or more.
    done : float
        Points done so far, where the fan starts; 0 or more.
    levels : sequence of float
        Quantiles to draw, each above 0 and at most 1.
    n_trials : int
        Number of trials, 1 or more.
    seed : int
        Seed of the trials.

    Returns
    -------
    pandas.DataFrame
        Index `sprint` from 0 (today) to `ahead`, one column a level: points done to date
        that a share `level` of the trials did not exceed.

    Raises
    ------
    FlowError
        If a figure is out of range.

    References
    ----------
    .. [1] Cockburn, A. (2005), "Crystal Clear", Addison-Wesley, on burn-up charts.
    .. [2] Efron, B. and Tibshirani, R. J. (1993), "An Introduction to the Bootstrap",
       Chapman & Hall.

    Examples
    --------
    >>> fan = burnup_fan([28, 32, 30, 26], ahead=4, done=100, levels=(0.15, 0.5, 0.85), seed=1)
    >>> fan.loc[[0, 4]].to_numpy().tolist()
    [[100.0, 100.0, 100.0], [212.0, 216.0, 220.0]]
    """
    import pandas as pd

    past = amounts(points, "points", FlowError, low=0)
    coming = int(amount(ahead, "ahead", FlowError, low=1, whole=True))
    trials = int(amount(n_trials, "n_trials", FlowError, low=1, whole=True))
    number = int(amount(seed, "seed", FlowError, low=0, whole=True))
    checked = [amount(level, "levels", FlowError, above=0, high=1) for level in levels]
    draws = np.random.default_rng(number).integers(past.size, size=(coming, trials))
    total = amount(done, "done", FlowError, low=0) + np.cumsum(past[draws], axis=0)
    total = np.vstack((np.full(trials, float(done)), total))
    lines = np.quantile(total, checked, axis=1, method="inverted_cdf").T
    return pd.DataFrame(lines, index=pd.RangeIndex(coming + 1, name="sprint"), columns=checked)
