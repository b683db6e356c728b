"""Reference classes: how past projects of a kind turned out against their plans.

Each class is a table of ``datasets/`` after filters that are written down and counted,
because every overrun statistic stands or falls with what was left out of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Self

import numpy as np

from tpmlab.amounts import FloatArray

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CLASSES", "Definition", "ReferenceClass", "Step", "select"]


class Step(NamedTuple):
    """One filter: what had to hold for a row to stay, and how many stayed."""

    rule: str
    left: int


@dataclass(frozen=True, eq=False)
class ReferenceClass:
    """What became of past plans, and how the figures were chosen.

    Parameters
    ----------
    name : str
        Id of the class.
    what : str
        What one value says, in words.
    measure : {'ratio', 'slip'}
        Ratio: outcome / plan, 1.3 is 30 % over. Slip: outcome - plan, above 0 is late.
    unit : str
        Of a slip; a ratio has none.
    dataset : str
        Where the rows come from.
    source : str
        That dataset's publisher, day and terms.
    steps : tuple of Step
        The filters in their order with the rows each one left.
    values : numpy.ndarray
        Shape ``(n,)``, in the dataset's order; read-only.
    """

    name: str
    what: str
    measure: Literal["ratio", "slip"]
    unit: str
    dataset: str
    source: str
    steps: tuple[Step, ...]
    values: FloatArray

    @property
    def n(self) -> int:
        """Past plans in the class."""
        return int(self.values.size)

    def __repr__(self) -> str:
        return f"ReferenceClass({self.name!r}, {self.measure}, n={self.n})"

    def __str__(self) -> str:
        filters = "\n".join(f"  {step.left:>6,} left: {step.rule}" for step in self.steps)
        return f"{self.name}: {self.what}\n{filters}\n  {self.source}"


class _Rows:
    """A table that is filtered step by step, each step counted."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.table = table
        self.steps = [Step("all rows of the dataset", len(table))]

    def where(self, rule: str, mask: Callable[[pd.DataFrame], pd.Series]) -> Self:
        self.table = self.table[mask(self.table).fillna(False).astype(bool)]
        self.steps.append(Step(rule, len(self.table)))
        return self


class Definition(NamedTuple):
    """How a class is made: its words, its filters and the value of each row left."""

    what: str
    measure: Literal["ratio", "slip"]
    unit: str
    dataset: str
    filters: Callable[[_Rows], _Rows]
    value: Callable[[pd.DataFrame], pd.Series]


def select(name: str, table: pd.DataFrame, source: str) -> ReferenceClass:
    """Apply a class's filters to its dataset's table.

    Parameters
    ----------
    name : str
        A key of `CLASSES`.
    table : pandas.DataFrame
        The dataset that the class names, as loaded.
    source : str
        The dataset's citation.

    Returns
    -------
    ReferenceClass
        With at least one value.
    """
    made = CLASSES[name]
    rows = made.filters(_Rows(table))
    values = made.value(rows.table).to_numpy(dtype=np.float64)
    values.flags.writeable = False
    return ReferenceClass(
        name, made.what, made.measure, made.unit, made.dataset, source, tuple(rows.steps), values
    )


# -- US federal IT, 2012 -------------------------------------------------------------------

COST_FLOOR_USD_M = 0.5
DURATION_FLOOR_DAYS = 90


def _us_cost(rows: _Rows) -> _Rows:
    return (
        rows.where("planned and projected cost given", lambda t: t["planned_cost_usd_m"].notna())
        .where(
            f"planned cost of at least USD {COST_FLOOR_USD_M} million: below it one invoice "
            "makes a ratio of hundreds",
            lambda t: t["planned_cost_usd_m"] >= COST_FLOOR_USD_M,
        )
        .where(
            "projected cost above 0: a project that costs nothing was not run",
            lambda t: t["projected_actual_cost_usd_m"] > 0,
        )
    )


def _us_dates(rows: _Rows) -> _Rows:
    return rows.where(
        "planned and projected completion given", lambda t: t["schedule_overrun_days"].notna()
    )


def _us_duration(rows: _Rows) -> _Rows:
    return (
        _us_dates(rows)
        .where(
            f"planned for at least {DURATION_FLOOR_DAYS} days: a ratio on a few days says little",
            lambda t: t["planned_duration_days"] >= DURATION_FLOOR_DAYS,
        )
        .where(
            "completion after the start: earlier is a typing error",
            lambda t: t["planned_duration_days"] + t["schedule_overrun_days"] > 0,
        )
    )


# -- UK Government Major Projects Portfolio ------------------------------------------------

WHOLE_LIFE_FLOOR_GBP_M = 10


def _uk_one_year(rows: _Rows) -> _Rows:
    def twelve_months(table: pd.DataFrame) -> pd.Series:
        return (table["snapshot_to"] - table["snapshot_from"]).dt.days.between(365, 366)

    return rows.where(
        "still in the portfolio a year later under the same name",
        lambda t: t["still_in_portfolio"],
    ).where("snapshots twelve months apart: 2019 to 2021 is eighteen", twelve_months)


def _uk_cost(rows: _Rows) -> _Rows:
    return (
        _uk_one_year(rows)
        .where(
            "whole-life cost published both times, the first above 0",
            lambda t: t["whole_life_cost_change_pct"].notna(),
        )
        .where(
            f"whole-life cost of at least GBP {WHOLE_LIFE_FLOOR_GBP_M} million at first: a "
            "placeholder grows without bound",
            lambda t: t["whole_life_cost_from_gbp_m"] >= WHOLE_LIFE_FLOOR_GBP_M,
        )
        .where(
            "whole-life cost above 0 a year later: below it is income",
            lambda t: t["whole_life_cost_to_gbp_m"] > 0,
        )
    )


def _uk_end(rows: _Rows) -> _Rows:
    return _uk_one_year(rows).where(
        "end date published both times", lambda t: t["end_date_slip_days"].notna()
    )


# -- Release schedules ---------------------------------------------------------------------

HORIZON_FLOOR_DAYS = 60


def _python_features(rows: _Rows) -> _Rows:
    return rows.where(
        "Python feature milestones (bugfix labels move when a hotfix comes between)",
        lambda t: (t["project"] == "Python") & (t["kind"] == "feature"),
    ).where(
        "not Python 3.9: its first plan was replaced when the yearly cadence was adopted",
        lambda t: t["release"] != "3.9",
    )


def _python_finals(rows: _Rows) -> _Rows:
    return _python_features(rows).where(
        "final release", lambda t: t["milestone"].str.endswith("final")
    )


def _far_ahead(rows: _Rows) -> _Rows:
    return rows.where(
        f"planned at least {HORIZON_FLOOR_DAYS} days ahead",
        lambda t: _horizon(t) >= HORIZON_FLOOR_DAYS,
    )


def _kubernetes_finals(rows: _Rows) -> _Rows:
    return rows.where(
        "Kubernetes final releases, by the day of the release's tag",
        lambda t: (t["project"] == "Kubernetes") & t["note"].str.contains("release tag date"),
    )


def _node_releases(rows: _Rows) -> _Rows:
    return rows.where(
        "Node.js initial releases",
        lambda t: (t["project"] == "Node.js") & (t["milestone"] == "initial release"),
    ).where(
        "not Node.js 8 to 10: their first plans named a month, not a day",
        lambda t: ~t["release"].isin(["8", "9", "10"]),
    )


def _horizon(table: pd.DataFrame) -> pd.Series:
    return (table["planned_date"] - table["planned_recorded_on"]).dt.days


def _horizon_ratio(table: pd.DataFrame) -> pd.Series:
    return (table["actual_date"] - table["planned_recorded_on"]).dt.days / _horizon(table)


def _enhancements(rows: _Rows) -> _Rows:
    return rows.where(
        "implemented", lambda t: (t["status"] == "implemented") & t["implemented_on"].notna()
    ).where("with a target for the stable stage", lambda t: t["stable_slip_releases"].notna())


CLASSES: dict[str, Definition] = {
    "us-it-cost": Definition(
        "cost at completion (actual or projected) / planned cost of a US federal IT project",
        "ratio", "", "us-it-dashboard-2012", _us_cost,
        lambda t: t["projected_actual_cost_usd_m"] / t["planned_cost_usd_m"],
    ),
    "us-it-duration": Definition(
        "duration (actual or projected) / planned duration of a US federal IT project",
        "ratio", "", "us-it-dashboard-2012", _us_duration,
        lambda t: 1 + t["schedule_overrun_days"] / t["planned_duration_days"],
    ),
    "us-it-slip": Definition(
        "days between planned and actual or projected completion of a US federal IT project",
        "slip", "days", "us-it-dashboard-2012", _us_dates,
        lambda t: t["schedule_overrun_days"],
    ),
    "uk-major-cost-in-a-year": Definition(
        "whole-life cost of a UK major project / the same a year before",
        "ratio", "", "uk-major-projects-year-on-year", _uk_cost,
        lambda t: t["whole_life_cost_to_gbp_m"] / t["whole_life_cost_from_gbp_m"],
    ),
    "uk-major-slip-in-a-year": Definition(
        "days by which a UK major project's end date moved within a year",
        "slip", "days", "uk-major-projects-year-on-year", _uk_end,
        lambda t: t["end_date_slip_days"],
    ),
    "python-feature-slip": Definition(
        "days between the first published date of a Python feature milestone and the day it came",
        "slip", "days", "release-schedules", _python_features,
        lambda t: t["slip_days"],
    ),
    "python-final-slip": Definition(
        "days between the first published date of a Python x.y.0 release and the day it came",
        "slip", "days", "release-schedules", _python_finals,
        lambda t: t["slip_days"],
    ),
    "python-feature-wait": Definition(
        "wait from the day a Python feature milestone's date was first published / planned wait",
        "ratio", "", "release-schedules", lambda rows: _far_ahead(_python_features(rows)),
        _horizon_ratio,
    ),
    "kubernetes-final-slip": Definition(
        "days between the first published date of a Kubernetes minor release and the day it came",
        "slip", "days", "release-schedules", _kubernetes_finals,
        lambda t: t["slip_days"],
    ),
    "kubernetes-final-wait": Definition(
        "wait from the day a Kubernetes release's date was first published / planned wait",
        "ratio", "", "release-schedules", lambda rows: _far_ahead(_kubernetes_finals(rows)),
        _horizon_ratio,
    ),
    "nodejs-release-slip": Definition(
        "days between the first published date of a Node.js major release and the day it came",
        "slip", "days", "release-schedules", _node_releases,
        lambda t: t["slip_days"],
    ),
    "kubernetes-enhancement-slip": Definition(
        "minor releases (about four months each) between first and last target for stable",
        "slip", "minor releases", "k8s-enhancement-flow", _enhancements,
        lambda t: t["stable_slip_releases"],
    ),
}  # fmt: skip
