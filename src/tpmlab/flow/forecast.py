"""When will it be done, and how many by then: forecasts from a team's own throughput."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from tpmlab.amounts import FloatArray, amount, amounts
from tpmlab.flow.errors import FlowError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["Forecast", "how_many", "when_done"]

Range = float | tuple[float, float]


@dataclass(frozen=True, eq=False)
class Forecast:
    """The outcomes of many trials, and what may be promised on them.

    Made by :func:`when_done` (periods: fewer is better) and :func:`how_many` (items: more
    is better). Every answer counts trials; nothing is interpolated.
    """

    outcomes: FloatArray
    """Shape ``(n_trials,)``, sorted: periods or items; infinite if never done."""
    unit: str
    """"periods" or "items"."""
    seed: int
    """Seed of the trials; the same seed gives the same forecast."""

    def at(self, confidence: float) -> float:
        """Give the outcome one can promise with a given confidence.

        Parameters
        ----------
        confidence : float
            Above 0 and at most 1, for instance 0.85.

        Returns
        -------
        float
            Periods: the smallest number in which at least that share of trials was done
            (infinite if too few ever were). Items: the largest number that at least that
            share of trials reached.

        Raises
        ------
        FlowError
            If the confidence is out of range.

        Examples
        --------
        >>> Forecast(np.array([7.0, 8, 9, 9, 12]), "periods", seed=1).at(0.8)
        9.0
        >>> Forecast(np.array([7.0, 8, 9, 9, 12]), "items", seed=1).at(0.8)
        8.0
        """
        level = amount(confidence, "confidence", FlowError, above=0, high=1)
        return self._at_count(math.ceil(level * self.outcomes.size - 1e-9))

    def confidence(self, outcome: float) -> float:
        """Share of trials that were done in time, or that reached so many items.

        Parameters
        ----------
        outcome : float
            Periods or items to promise.

        Returns
        -------
        float
            From 0 to 1.

        Examples
        --------
        >>> Forecast(np.array([7.0, 8, 9, 9, 12]), "periods", seed=1).confidence(9)
        0.8
        """
        kept = self.outcomes <= outcome if self.unit == "periods" else self.outcomes >= outcome
        return float(kept.mean())

    def sampling_range(self, confidence: float) -> tuple[float, float]:
        """Range in which :meth:`at` would fall in most repeats with other seeds.

        Parameters
        ----------
        confidence : float
            Above 0 and at most 1.

        Returns
        -------
        tuple of float
            Low and high: the answers at `confidence` minus and plus two standard errors.
            It shows the error of having few trials, not of having a short history.

        Raises
        ------
        FlowError
            If the confidence is out of range.

        Examples
        --------
        >>> Forecast(np.arange(1.0, 10_001), "periods", seed=1).sampling_range(0.5)
        (4900.0, 5100.0)
        """
        level = amount(confidence, "confidence", FlowError, above=0, high=1)
        n = self.outcomes.size
        error = 2 * math.sqrt(level * (1 - level) * n)
        counts = [math.ceil(level * n + side * error - 1e-9) for side in (-1, 1)]
        low, high = sorted(self._at_count(min(max(count, 1), n)) for count in counts)
        return low, high

    def table(self, confidences: Sequence[float] = (0.5, 0.7, 0.85, 0.95)) -> pd.DataFrame:
        """List what may be promised at several confidences.

        Parameters
        ----------
        confidences : sequence of float
            Each above 0 and at most 1.

        Returns
        -------
        pandas.DataFrame
            Index `confidence`; the outcome (column named after the unit), and the low and
            high of its sampling range.

        Raises
        ------
        FlowError
            If a confidence is out of range.

        Examples
        --------
        >>> when_done([3, 5, 2, 4, 6, 0, 3, 5], backlog=30, seed=7).table()["periods"].to_dict()
        {0.5: 9.0, 0.7: 10.0, 0.85: 11.0, 0.95: 12.0}
        """
        import pandas as pd

        rows = [(self.at(level), *self.sampling_range(level)) for level in confidences]
        index = pd.Index(confidences, name="confidence")
        return pd.DataFrame(rows, index=index, columns=[self.unit, "low", "high"])

    def _at_count(self, count: int) -> float:
        place = count - 1 if self.unit == "periods" else self.outcomes.size - count
        return float(self.outcomes[place])


def when_done(
    throughputs: ArrayLike,
    backlog: Range,
    *,
    new_items: ArrayLike = 0,
    split_rate: Range = 1.0,
    n_trials: int = 10_000,
    seed: int = 0,
    horizon: int = 520,
) -> Forecast:
    """Forecast in how many periods a backlog will be done.

    Parameters
    ----------
    throughputs : array_like
        Shape ``(n_history,)``: items finished in each past period, 0 or more; periods in
        which nothing was finished belong to it.
    backlog : float or (float, float)
        Items to do, 0 or more; a pair is a range, each number in it equally likely.
    new_items : array_like
        Items added in each past period, 0 or more; a single number is added every time.
    split_rate : float or (float, float)
        Items that one item of the backlog turns into once understood, 1 or more; a pair
        is a range.
    n_trials : int
        Number of trials, 1 or more.
    seed : int
        Seed of the trials. With the same seed a larger backlog is never done sooner.
    horizon : int
        Periods after which a trial counts as never done.

    Returns
    -------
    Forecast
        In whole periods: the first in which the running total reaches the backlog.

    Raises
    ------
    FlowError
        If the history holds no finished item or a figure is out of range.

    Notes
    -----
    Each trial draws one past period for each period to come, so it takes for granted that
    the future resembles the history and that periods don't hang together.

    References
    ----------
    .. [1] Vacanti, D. S. (2020), "When Will It Be Done?", ActionableAgile Press.
    .. [2] Magennis, T. (2011), "Forecasting and Simulating Software Development
       Projects", Focused Objective, on split rates and growth.

    Examples
    --------
    >>> forecast = when_done([3, 5, 2, 4, 6, 0, 3, 5], backlog=30, seed=7)
    >>> forecast.at(0.5), forecast.at(0.85)
    (9.0, 11.0)
    >>> when_done([3, 5, 2, 4, 6, 0, 3, 5], 30, new_items=1, split_rate=(1, 1.4), seed=7).at(0.85)
    18.0
    """
    history = _history(throughputs)
    added = amounts(new_items, "new_items", FlowError, low=0)
    trials = _whole(n_trials, "n_trials")
    sizes, work, growth = (np.random.default_rng(part) for part in _streams(seed, 3))
    count = _drawn(backlog, "backlog", sizes.random(trials), low=0)
    left = np.ceil(count * _drawn(split_rate, "split_rate", sizes.random(trials), low=1) - 1e-9)
    periods = np.where(left <= 0, 0.0, math.inf)
    for period in range(1, _whole(horizon, "horizon") + 1):
        if not (open_trials := left > 0).any():
            break
        left += added[growth.integers(added.size, size=trials)]
        left -= history[work.integers(history.size, size=trials)]
        left[~open_trials] = 0.0  # a trial that is done stays done
        periods[open_trials & (left <= 0)] = period
    return Forecast(np.sort(periods), "periods", seed)


def how_many(
    throughputs: ArrayLike, periods: int, *, n_trials: int = 10_000, seed: int = 0
) -> Forecast:
    """Forecast how many items will be done in a number of periods.

    Parameters
    ----------
    throughputs : array_like
        Shape ``(n_history,)``: items finished in each past period, 0 or more.
    periods : int
        Periods to come, 1 or more.
    n_trials : int
        Number of trials, 1 or more.
    seed : int
        Seed of the trials.

    Returns
    -------
    Forecast
        In items; a higher confidence promises fewer.

    Raises
    ------
    FlowError
        If the history holds no finished item or a figure is out of range.

    References
    ----------
    .. [1] Vacanti, D. S. (2020), "When Will It Be Done?", ActionableAgile Press.

    Examples
    --------
    >>> forecast = how_many([3, 5, 2, 4, 6, 0, 3, 5], periods=10, seed=7)
    >>> forecast.at(0.5), forecast.at(0.85)
    (35.0, 29.0)
    """
    history = _history(throughputs)
    ahead, trials = _whole(periods, "periods"), _whole(n_trials, "n_trials")
    rng = np.random.default_rng(_streams(seed, 1)[0])
    total = np.zeros(trials)
    for _ in range(ahead):
        total += history[rng.integers(history.size, size=trials)]
    return Forecast(np.sort(total), "items", seed)


def _history(throughputs: ArrayLike) -> FloatArray:
    history = amounts(throughputs, "throughputs", FlowError, low=0)
    if not history.any():
        raise FlowError("throughputs is 0 throughout; give a period in which an item was finished.")
    return history


def _whole(value: int, field: str) -> int:
    return int(amount(value, field, FlowError, low=1, whole=True))


def _streams(seed: int, n: int) -> list[np.random.SeedSequence]:
    number = int(amount(seed, "seed", FlowError, low=0, whole=True))
    return np.random.SeedSequence(number).spawn(n)


def _drawn(value: Range, field: str, uniform: FloatArray, low: float) -> FloatArray:
    ends = amounts(value, field, FlowError, low=low)
    if ends.size > 2 or ends[0] > ends[-1]:
        raise FlowError(f"{field} is {value!r}; give one number, or a low and a high one.")
    low_end, high_end = float(ends[0]), float(ends[-1])
    return low_end + (high_end - low_end) * uniform
