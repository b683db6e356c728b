"""What thousands of futures say: quantiles, chances of dates, and how sure they are."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tpmlab.amounts import FloatArray, amount
from tpmlab.schedule.luck import Luck
from tpmlab.schedule.network import PlanError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Estimate", "Outcomes"]

_SUMMARY = (0.1, 0.5, 0.8, 0.9)


class Estimate(NamedTuple):
    """A figure from trials, and the range that would hold it in 19 of 20 repetitions."""

    value: float
    low: float
    high: float


class Outcomes(ABC):
    """Finish and cost of many futures, and the questions asked of them."""

    luck: Luck

    @property
    @abstractmethod
    def finish(self) -> FloatArray:
        """Working day on which the project ends; shape ``(n_trials,)``."""

    @property
    @abstractmethod
    def cost(self) -> FloatArray:
        """Money spent by the end; shape ``(n_trials,)``."""

    @property
    def seed(self) -> int:
        """Seed of all luck."""
        return self.luck.seed

    @property
    def n_trials(self) -> int:
        """Number of trials."""
        return self.luck.n_trials

    @cached_property
    def _sorted(self) -> FloatArray:
        return np.sort(self.finish)

    @property
    def mean(self) -> Estimate:
        """Mean finish in working days, with its sampling error."""
        numbers, pairs = self.finish, self.n_trials
        if self.luck.sampling == "antithetic":  # mirrored trials aren't independent; pairs are
            pairs = self.n_trials // 2
            numbers = (numbers[:pairs] + numbers[pairs:]) / 2
        error = 1.96 * float(numbers.std(ddof=1)) / math.sqrt(pairs) if pairs > 1 else 0.0
        value = float(numbers.mean())
        return Estimate(value, value - error, value + error)

    def quantile(self, confidence: float) -> float:
        """Give the working day by which this share of the futures is done.

        Parameters
        ----------
        confidence : float
            From 0 to 1.

        Returns
        -------
        float
            The smallest finish that at least this share of the trials doesn't pass.

        Raises
        ------
        PlanError
            If the confidence is out of range.

        Examples
        --------
        >>> from tpmlab.schedule import Discrete, Plan, monte_carlo
        >>> plan = Plan.from_rows([("build", 10, [])])
        >>> forecast = monte_carlo(plan, {"build": Discrete((8, 12), (0.7, 0.3))})
        >>> forecast.quantile(0.5), forecast.quantile(0.8)
        (8.0, 12.0)
        """
        return self.quantile_estimate(confidence).value

    def quantile_estimate(self, confidence: float) -> Estimate:
        """Give that day with its sampling error.

        Parameters
        ----------
        confidence : float
            From 0 to 1.

        Returns
        -------
        Estimate
            Day and 95 % range, from the binomial spread of the rank; with Latin or
            antithetic sampling the true range is mostly narrower.

        Raises
        ------
        PlanError
            If the confidence is out of range.

        References
        ----------
        .. [1] Hahn, G. J. and Meeker, W. Q. (1991), "Statistical Intervals", Wiley, on
           distribution-free intervals for a quantile.

        Examples
        --------
        >>> from tpmlab.schedule import Discrete, Plan, monte_carlo
        >>> plan = Plan.from_rows([("build", 10, [])])
        >>> forecast = monte_carlo(plan, {"build": Discrete((8, 12), (0.7, 0.3))})
        >>> forecast.quantile_estimate(0.8)
        Estimate(value=12.0, low=12.0, high=12.0)
        """
        level = amount(confidence, "confidence", PlanError, low=0, high=1)
        count = self.n_trials
        rank = count * level
        spread = 1.96 * math.sqrt(count * level * (1 - level))
        places = (rank, rank - spread, rank + spread)
        low_to_high = [min(max(math.ceil(place - 1e-9) - 1, 0), count - 1) for place in places]
        return Estimate(*(float(self._sorted[place]) for place in low_to_high))

    def chance(self, day: float) -> float:
        """Give the share of futures that are done by the end of a working day.

        Parameters
        ----------
        day : float
            Working days from day 0.

        Returns
        -------
        float
            From 0 to 1; its sampling error is at most ``1 / sqrt(n_trials)``.

        Raises
        ------
        PlanError
            If the day is no number.

        Examples
        --------
        >>> from tpmlab.schedule import Discrete, Plan, monte_carlo
        >>> plan = Plan.from_rows([("build", 10, [])])
        >>> forecast = monte_carlo(plan, {"build": Discrete((8, 12), (0.7, 0.3))})
        >>> round(forecast.chance(10), 1)
        0.7
        """
        limit = amount(day, "day", PlanError)
        return float(np.searchsorted(self._sorted, limit + 1e-9, "right") / self.n_trials)

    def joint_chance(self, day: float, budget: float) -> float:
        """Give the share of futures that keep both the date and the budget.

        Parameters
        ----------
        day : float
            Working days from day 0.
        budget : float
            In the currency of `costs`.

        Returns
        -------
        float
            From 0 to 1; never above the chance of either alone.

        Raises
        ------
        PlanError
            If one of the two is no number.

        References
        ----------
        .. [1] NASA (2015), Cost Estimating Handbook, version 4.0, appendix J (joint cost
           and schedule confidence level).

        Examples
        --------
        >>> from tpmlab.schedule import Costs, Discrete, Plan, monte_carlo
        >>> plan = Plan.from_rows([("build", 10, [])])
        >>> spread = {"build": Discrete((8, 12), (0.7, 0.3))}
        >>> forecast = monte_carlo(plan, spread, costs=Costs(per_day={"build": 100}))
        >>> round(forecast.joint_chance(day=12, budget=1000), 1)
        0.7
        """
        date = amount(day, "day", PlanError) + 1e-9
        money = amount(budget, "budget", PlanError) * (1 + 1e-12)
        return float(np.mean((self.finish <= date) & (self.cost <= money)))

    def table(self) -> pd.DataFrame:
        """Give the probability of each date: every whole day on which the end may fall.

        Returns
        -------
        pandas.DataFrame
            A row a working day: `chance` to be done by then, and its 95 % range.

        Examples
        --------
        >>> from tpmlab.schedule import Discrete, Plan, monte_carlo
        >>> plan = Plan.from_rows([("build", 10, [])])
        >>> forecast = monte_carlo(plan, {"build": Discrete((8, 12), (0.7, 0.3))})
        >>> forecast.table()["chance"].round(1).to_dict()
        {8: 0.7, 9: 0.7, 10: 0.7, 11: 0.7, 12: 1.0}
        """
        import pandas as pd

        first, last = math.floor(self._sorted[0]), math.ceil(self._sorted[-1])
        days = np.arange(first, last + 1)
        chance = np.searchsorted(self._sorted, days + 1e-9, "right") / self.n_trials
        error = 1.96 * np.sqrt(chance * (1 - chance) / self.n_trials)
        limits = {"low": np.maximum(chance - error, 0), "high": np.minimum(chance + error, 1)}
        return pd.DataFrame({"chance": chance, **limits}, index=pd.Index(days, name="day"))

    def summary(self, confidences: Iterable[float] = _SUMMARY) -> pd.DataFrame:
        """Give the days of some confidences with their sampling error.

        Parameters
        ----------
        confidences : iterable of float
            From 0 to 1.

        Returns
        -------
        pandas.DataFrame
            A row a confidence: `day`, and its 95 % range `low` to `high`.

        Raises
        ------
        PlanError
            If a confidence is out of range.

        Examples
        --------
        >>> from tpmlab.schedule import Discrete, Plan, monte_carlo
        >>> plan = Plan.from_rows([("build", 10, [])])
        >>> forecast = monte_carlo(plan, {"build": Discrete((8, 12), (0.7, 0.3))})
        >>> forecast.summary([0.5, 0.8])["day"].to_dict()
        {0.5: 8.0, 0.8: 12.0}
        """
        import pandas as pd

        levels = list(confidences)
        rows = [self.quantile_estimate(level) for level in levels]
        index = pd.Index(levels, name="confidence")
        return pd.DataFrame(rows, index=index).rename(columns={"value": "day"})
