"""A project's earned value on one day: variances, indices and forecasts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tpmlab.amounts import amount, column, one_of
from tpmlab.errors import TpmlabError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["FORECAST_METHODS", "EarnedValueError", "Forecast", "Status"]

FORECAST_METHODS: Mapping[str, str] = {
    "cpi": "the cost efficiency so far goes on",
    "budget": "what went wrong was a one-off; the rest costs its budget",
    "cpi_spi": "cost and schedule pressure both drive the rest",
    "weighted": "a weighted mean of cost and schedule efficiency drives the rest",
    "bottom_up": "the team has estimated the remaining work anew",
}
"""The estimates at completion by name, each with what it takes for granted."""

_SLACK = 1e-9  # budgets of tasks add up to the total only within rounding


class EarnedValueError(TpmlabError, ValueError):
    """Figures that no project can have, or a question they can't answer yet."""


class Forecast(NamedTuple):
    """Where the cost will end, in the status's currency. Made by :func:`Status.forecast`."""

    method: str
    """One of :data:`FORECAST_METHODS`."""
    eac: float
    """Estimate at completion: what the whole project will have cost."""
    etc: float
    """Estimate to complete: what is still to be spent, EAC - AC."""
    vac: float
    """Variance at completion, BAC - EAC; negative means over budget."""
    tcpi: float
    """Cost efficiency the remaining work needs to end at this EAC."""


@dataclass(frozen=True)
class Status:
    """Planned value, earned value and actual cost to date against the budget.

    Parameters
    ----------
    pv : float
        Planned value: budget of the work that should be done by now, in currency.
    ev : float
        Earned value: budget of the work that is done, in currency.
    ac : float
        Actual cost of the work that is done, in currency.
    bac : float
        Budget at completion, in currency; above 0, and no less than `pv` and `ev`.

    Raises
    ------
    EarnedValueError
        If a figure is negative or more than the whole budget was planned or earned.

    References
    ----------
    .. [1] Fleming, Q. W. and Koppelman, J. M. (2010), "Earned Value Project
       Management", 4th ed., Project Management Institute.
    .. [2] Defense Acquisition University, "Earned Value Management Gold Card",
       https://www.dau.edu/tools/evm-general-reference-gold-card

    Examples
    --------
    >>> status = Status(pv=240_000, ev=200_000, ac=250_000, bac=500_000)
    >>> status.cv, status.cpi, round(status.spi, 4)
    (-50000.0, 0.8, 0.8333)
    >>> status.forecast("cpi").eac
    625000.0
    """

    pv: float
    ev: float
    ac: float
    bac: float

    def __post_init__(self) -> None:
        amount(self.bac, "bac", EarnedValueError, above=0)
        for field in ("pv", "ev", "ac"):
            amount(getattr(self, field), field, EarnedValueError, low=0)
        for field in ("pv", "ev"):
            if getattr(self, field) > self.bac * (1 + _SLACK):
                raise EarnedValueError(
                    f"{field} is {getattr(self, field):.10g}, more than the whole budget "
                    f"bac {self.bac:.10g}; correct one of them."
                )

    @classmethod
    def from_table(cls, values: pd.DataFrame) -> Status:
        """Add up the values of tasks to the project's status.

        Parameters
        ----------
        values : pandas.DataFrame
            Columns pv, ev, ac and bac in currency, one row a task.

        Returns
        -------
        Status
            The sums; indices and forecasts follow from them, never from means of indices.

        Raises
        ------
        EarnedValueError
            If a column is missing or a sum is out of range.

        Examples
        --------
        >>> import pandas as pd
        >>> tasks = pd.DataFrame({"pv": [10, 20], "ev": [10, 5], "ac": [8, 12], "bac": [10, 40]})
        >>> Status.from_table(tasks).cpi
        0.75
        """
        names = ("pv", "ev", "ac", "bac")
        return cls(*(float(column(values, name, EarnedValueError).sum()) for name in names))

    @property
    def cv(self) -> float:
        """Cost variance EV - AC in currency; negative means over cost."""
        return float(self.ev - self.ac)

    @property
    def sv(self) -> float:
        """Schedule variance EV - PV in currency (not in time); negative means behind."""
        return float(self.ev - self.pv)

    @property
    def cpi(self) -> float:
        """Cost performance index EV / AC; below 1 means over cost."""
        return _quotient(self.ev, self.ac, "cpi", "ac")

    @property
    def spi(self) -> float:
        """Schedule performance index EV / PV; below 1 means behind plan."""
        return _quotient(self.ev, self.pv, "spi", "pv")

    @property
    def cv_pct(self) -> float:
        """Cost variance as a fraction of the earned value."""
        return _quotient(self.cv, self.ev, "cv_pct", "ev")

    @property
    def sv_pct(self) -> float:
        """Schedule variance as a fraction of the planned value."""
        return _quotient(self.sv, self.pv, "sv_pct", "pv")

    @property
    def percent_complete(self) -> float:
        """Fraction of the budgeted work that is done, EV / BAC."""
        return self.ev / self.bac

    @property
    def percent_planned(self) -> float:
        """Fraction of the budgeted work that should be done, PV / BAC."""
        return self.pv / self.bac

    @property
    def percent_spent(self) -> float:
        """Fraction of the budget that is gone, AC / BAC: says nothing about progress."""
        return self.ac / self.bac

    def tcpi(self, target: float | None = None) -> float:
        """To-complete performance index: the efficiency the rest needs to meet a cost.

        Parameters
        ----------
        target : float, optional
            Total cost to end at, in currency: the budget (default) or a new EAC.

        Returns
        -------
        float
            (BAC - EV) / (target - AC). Above 1 is harder than planned; infinite if
            the target is spent and work remains; 0 if no work remains.

        Raises
        ------
        EarnedValueError
            If `target` is negative or no number.

        References
        ----------
        .. [1] Defense Acquisition University, "Earned Value Management Gold Card".

        Examples
        --------
        >>> status = Status(pv=240_000, ev=200_000, ac=250_000, bac=500_000)
        >>> status.tcpi()
        1.2
        >>> round(status.tcpi(560_000), 4)
        0.9677
        """
        money = amount(self.bac if target is None else target, "target", EarnedValueError, low=0)
        work, left = self.bac - self.ev, money - self.ac
        if work <= self.bac * _SLACK:
            return 0.0
        return work / left if left > 0 else math.inf

    def forecast(
        self, method: str = "cpi", *, etc: float | None = None, cpi_weight: float = 0.8
    ) -> Forecast:
        """Forecast the final cost under an assumption about the remaining work.

        Parameters
        ----------
        method : str
            "cpi" (typical: BAC / CPI), "budget" (atypical: AC + BAC - EV), "cpi_spi"
            (AC + (BAC - EV) / (CPI x SPI)), "weighted" (AC + (BAC - EV) divided by
            the weighted mean of CPI and SPI) or "bottom_up" (AC + `etc`).
        etc : float, optional
            The team's new estimate of the remaining cost, for "bottom_up".
        cpi_weight : float
            Weight of CPI from 0 to 1, for "weighted"; SPI weighs the rest.

        Returns
        -------
        Forecast
            EAC, ETC, VAC in currency, and the TCPI that ends there.

        Raises
        ------
        EarnedValueError
            If the method is unknown or an index it needs is 0 or undefined.

        References
        ----------
        .. [1] Christensen, D. S. (1993), "The estimate at completion problem: a
           review of three studies", Project Management Journal 24(1), pp. 37-42.

        Examples
        --------
        >>> status = Status(pv=240_000, ev=200_000, ac=250_000, bac=500_000)
        >>> status.forecast("budget").eac
        550000.0
        >>> round(status.forecast("cpi_spi").eac)
        700000
        >>> status.forecast("bottom_up", etc=330_000).vac
        -80000.0
        """
        one_of(method, "method", list(FORECAST_METHODS), EarnedValueError)
        if method == "bottom_up":
            if etc is None:
                raise EarnedValueError("etc is missing; give the team's new estimate of the rest.")
            rest = amount(etc, "etc", EarnedValueError, low=0)
        else:
            pace = self._pace(method, cpi_weight)
            if pace <= 0:
                raise EarnedValueError(
                    f"ev is 0, so '{method}' has no efficiency to go by; use 'budget' or "
                    "'bottom_up' until work is earned."
                )
            rest = (self.bac - self.ev) / pace
        eac = float(self.ac + rest)
        return Forecast(method, eac, rest, self.bac - eac, self.tcpi(eac))

    def forecasts(self, *, etc: float | None = None, cpi_weight: float = 0.8) -> pd.DataFrame:
        """Set all forecasts side by side.

        Parameters
        ----------
        etc : float, optional
            The team's new estimate of the remaining cost; without it no "bottom_up".
        cpi_weight : float
            Weight of CPI from 0 to 1, for "weighted".

        Returns
        -------
        pandas.DataFrame
            One row a method that can be computed: eac, etc, vac in currency, tcpi, and
            what the method assumes.

        Raises
        ------
        EarnedValueError
            If `etc` or `cpi_weight` is out of range.

        Examples
        --------
        >>> status = Status(pv=240_000, ev=200_000, ac=250_000, bac=500_000)
        >>> status.forecasts()["eac"].round().astype(int).to_dict()
        {'cpi': 625000, 'budget': 550000, 'cpi_spi': 700000, 'weighted': 621901}
        """
        import pandas as pd

        indices = self.ev > 0 and self.ac > 0 and self.pv > 0
        methods = ["cpi", "budget", "cpi_spi", "weighted"] if indices else ["budget"]
        rows = [self.forecast(name, cpi_weight=cpi_weight) for name in methods]
        if etc is not None:
            rows.append(self.forecast("bottom_up", etc=etc))
        table = pd.DataFrame(rows).set_index("method")
        table["assumes"] = [FORECAST_METHODS[name] for name in table.index]
        return table

    def _pace(self, method: str, cpi_weight: float) -> float:
        """Value the remaining work earns for each unit of money."""
        weight = amount(cpi_weight, "cpi_weight", EarnedValueError, low=0, high=1)
        if method == "budget":
            return 1.0
        if method == "cpi":
            return self.cpi
        if method == "cpi_spi":
            return self.cpi * self.spi
        return weight * self.cpi + (1 - weight) * self.spi


def _quotient(top: float, bottom: float, name: str, field: str) -> float:
    if bottom == 0:
        raise EarnedValueError(f"{field} is 0, so {name} has no value yet; wait for the first one.")
    return float(top / bottom)
