"""Event risks: things that may happen, what they cost in days and money, and mitigation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tpmlab.amounts import FloatArray, amount
from tpmlab.schedule.distributions import Distribution
from tpmlab.schedule.luck import Luck
from tpmlab.schedule.network import PlanError

__all__ = ["Mitigation", "RiskEvent"]


@dataclass(frozen=True)
class Mitigation:
    """What can be done about an event beforehand, and what it leaves.

    Parameters
    ----------
    cost : float
        Money spent for certain, 0 or more.
    probability : float, optional
        Of the event afterwards, 0 to 1; left out: as before.
    days : float or Distribution, optional
        Delay afterwards, in working days; left out: as before.

    Raises
    ------
    PlanError
        If a number is out of range.

    Examples
    --------
    >>> Mitigation(cost=4000, probability=0.1).cost
    4000
    """

    cost: float
    probability: float | None = None
    days: float | Distribution | None = None

    def __post_init__(self) -> None:
        amount(self.cost, "Mitigation's cost", PlanError, low=0)
        if self.probability is not None:
            amount(self.probability, "Mitigation's probability", PlanError, low=0, high=1)
        if self.days is not None and not isinstance(self.days, Distribution):
            amount(self.days, "Mitigation's days", PlanError, low=0)


@dataclass(frozen=True)
class RiskEvent:
    """Something that may happen once and then delays one task or several.

    Parameters
    ----------
    id : str
        Short name; its luck hangs on it.
    probability : float
        Chance that it happens, 0 to 1.
    days : float or Distribution
        Delay in working days if it happens: the same for each task it hits.
    tasks : sequence of str
        Ids of the tasks it delays, at least one.
    cost : float
        Money it costs if it happens, besides the longer work; 0 or more.
    mitigation : Mitigation, optional
        What could be done; counts only after :meth:`mitigated`.
    spent : float
        Money already spent on mitigation, in every trial.

    Raises
    ------
    PlanError
        If a number is out of range or no task is named.

    References
    ----------
    .. [1] Hulett, D. (2011), "Integrated Cost-Schedule Risk Analysis", Gower, on risks with
       a probability and an impact on named activities.

    Examples
    --------
    >>> outage = RiskEvent("outage", 0.3, days=5, tasks=["build", "test"],
    ...                    mitigation=Mitigation(cost=4000, probability=0.1))
    >>> outage.expected_days, outage.mitigated().expected_days, outage.mitigated().spent
    (1.5, 0.5, 4000.0)
    """

    id: str
    probability: float
    days: float | Distribution
    tasks: Sequence[str]
    cost: float = 0.0
    mitigation: Mitigation | None = None
    spent: float = 0.0

    def __post_init__(self) -> None:
        where = f"RiskEvent '{self.id}'"
        if isinstance(self.tasks, str) or not self.tasks:
            raise PlanError(f"{where} delays {self.tasks!r}; give a list of task ids.")
        object.__setattr__(self, "tasks", tuple(self.tasks))
        amount(self.probability, f"{where}: probability", PlanError, low=0, high=1)
        amount(self.cost, f"{where}: cost", PlanError, low=0)
        amount(self.spent, f"{where}: spent", PlanError, low=0)
        if not isinstance(self.days, Distribution):
            amount(self.days, f"{where}: days", PlanError, low=0)

    @property
    def expected_days(self) -> float:
        """Probability times mean delay, in working days for each task it hits."""
        mean = self.days.mean if isinstance(self.days, Distribution) else self.days
        return self.probability * mean

    def mitigated(self) -> RiskEvent:
        """Give the event as its mitigation leaves it, with the money spent.

        Returns
        -------
        RiskEvent
            Same luck; probability and days as mitigated, the price in `spent`.

        Raises
        ------
        PlanError
            If it has no mitigation.

        Examples
        --------
        >>> outage = RiskEvent("outage", 0.3, 5, ["build"], mitigation=Mitigation(4000, 0.1))
        >>> outage.mitigated().probability
        0.1
        """
        after = self.mitigation
        if after is None:
            raise PlanError(f"RiskEvent '{self.id}' has no mitigation; give it one first.")
        return replace(
            self,
            probability=self.probability if after.probability is None else after.probability,
            days=self.days if after.days is None else after.days,
            mitigation=None,
            spent=self.spent + after.cost,
        )

    def happens(self, luck: Luck) -> FloatArray:
        """Say in which trials it happens: 1 where it does, else 0.

        A lower probability keeps a part of the same trials, so mitigation is compared
        on equal luck.

        Parameters
        ----------
        luck : Luck
            Holds the event's own uniform numbers.

        Returns
        -------
        numpy.ndarray
            Shape ``(n_trials,)``.

        Examples
        --------
        >>> RiskEvent("outage", 0.3, 5, ["build"]).happens(Luck(10_000, seed=1)).mean().round(1)
        np.float64(0.3)
        """
        return (luck.event(f"{self.id}:happens") < self.probability).astype(np.float64)

    def delay(self, luck: Luck) -> FloatArray:
        """Give the delay in every trial, 0 where the event doesn't happen.

        Parameters
        ----------
        luck : Luck
            Holds the event's own uniform numbers.

        Returns
        -------
        numpy.ndarray
            Working days for each task it hits; shape ``(n_trials,)``.

        Examples
        --------
        >>> sorted(set(RiskEvent("outage", 0.3, 5, ["build"]).delay(Luck(100)).tolist()))
        [0.0, 5.0]
        """
        return self.happens(luck) * self.if_it_happens(luck)

    def if_it_happens(self, luck: Luck) -> FloatArray | float:
        """Give the delay in every trial as if the event happened in all of them.

        Parameters
        ----------
        luck : Luck
            Holds the event's own uniform numbers.

        Returns
        -------
        numpy.ndarray or float
            Working days for each task it hits; one number if it is always the same.

        Examples
        --------
        >>> RiskEvent("outage", 0.3, 5, ["build"]).if_it_happens(Luck(100))
        5.0
        """
        if isinstance(self.days, Distribution):
            return self.days.draw(luck.event(f"{self.id}:days"))
        return float(self.days)
