"""Priority rules: numbers that say who goes first when not all can."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from tpmlab.amounts import one_of
from tpmlab.schedule.critical_path import Schedule, critical_path
from tpmlab.schedule.levelling.problem import Problem
from tpmlab.schedule.network import Plan
from tpmlab.schedule.tasks import PlanError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PRIORITY_RULES", "Priorities", "PriorityRule", "priorities", "priority_rules"]


class PriorityRule(NamedTuple):
    """One way to choose: which number counts, and whether small or large goes first."""

    name: str
    number: str
    """What is compared, in words."""
    small_first: bool
    measure: Callable[[Problem, Schedule], list[float]]


class Priorities(NamedTuple):
    """A rule applied to a plan."""

    rule: PriorityRule
    values: list[float]
    """The rule's number of each row."""
    keys: list[float]
    """The same, turned so that small goes first."""


def priority_rules() -> pd.DataFrame:
    """List the priority rules that the schemes of schedule generation know.

    Returns
    -------
    pandas.DataFrame
        A row a rule, by its usual short name: `name`, `compares`, the number it looks at,
        and `first`, whether the smallest or the largest goes first. Ties go to the task
        that stands first in the plan.

    Notes
    -----
    Days are working days. Latest dates and slack are those of :func:`critical_path`,
    without regard to resources, and don't change while the schedule grows.

    References
    ----------
    .. [1] Kolisch, R. and Hartmann, S. (1999), "Heuristic algorithms for the
       resource-constrained project scheduling problem: classification and computational
       analysis", in Węglarz, J. (ed.), Project Scheduling, Kluwer, pp. 147-178.

    Examples
    --------
    >>> priority_rules().loc["LFT"].tolist()
    ['latest finish time', 'latest finish', 'smallest']
    """
    import pandas as pd

    rows = {
        short: (rule.name, rule.number, "smallest" if rule.small_first else "largest")
        for short, rule in PRIORITY_RULES.items()
    }
    columns = ["name", "compares", "first"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("rule")


def priorities(plan: Plan, prepared: Problem, rule: str) -> Priorities:
    """Apply a rule to every row of a plan.

    Raises
    ------
    PlanError
        If there is no such rule; the message lists them.
    """
    chosen = PRIORITY_RULES[one_of(rule, "rule", tuple(PRIORITY_RULES), PlanError)]
    values = chosen.measure(prepared, critical_path(plan))
    keys = values if chosen.small_first else [-value for value in values]
    return Priorities(chosen, values, keys)


def _late_finish(prepared: Problem, schedule: Schedule) -> list[float]:
    return [dates.late_finish for dates in schedule.rows]


def _late_start(prepared: Problem, schedule: Schedule) -> list[float]:
    return [dates.late_start for dates in schedule.rows]


def _slack(prepared: Problem, schedule: Schedule) -> list[float]:
    return [dates.total_float for dates in schedule.rows]


def _successors(prepared: Problem, schedule: Schedule) -> list[float]:
    """Count all rows that wait for each row, near and far; sets are the bits of a number."""
    behind = [0] * len(prepared)
    for row in reversed(schedule.plan.topology.order):
        for succ, _ in prepared.after[row]:
            behind[row] |= behind[succ] | 1 << succ
    return [float(bits.bit_count()) for bits in behind]


def _rank_positional_weight(prepared: Problem, schedule: Schedule) -> list[float]:
    days = prepared.days
    return [
        days[row] + sum(days[succ] for succ in {succ for succ, _ in prepared.after[row]})
        for row in range(len(prepared))
    ]


def _duration(prepared: Problem, schedule: Schedule) -> list[float]:
    return prepared.days


def _place(prepared: Problem, schedule: Schedule) -> list[float]:
    return [float(row + 1) for row in range(len(prepared))]


PRIORITY_RULES: dict[str, PriorityRule] = {
    "LFT": PriorityRule("latest finish time", "latest finish", True, _late_finish),
    "LST": PriorityRule("latest start time", "latest start", True, _late_start),
    "MSLK": PriorityRule("minimum slack", "slack", True, _slack),
    "MTS": PriorityRule("most total successors", "successors in all", False, _successors),
    "GRPW": PriorityRule(
        "greatest rank positional weight",
        "days with its next tasks",
        False,
        _rank_positional_weight,
    ),
    "SPT": PriorityRule("shortest processing time", "days", True, _duration),
    "LPT": PriorityRule("longest processing time", "days", False, _duration),
    "FIFO": PriorityRule("first in, first out", "place in the plan", True, _place),
}
"""Rules by their usual short names."""
