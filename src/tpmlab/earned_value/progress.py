"""How much of a task counts as earned, and each task's values on a status date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from tpmlab.amounts import amount, amounts, column, one_of
from tpmlab.earned_value.curves import planned_fraction
from tpmlab.earned_value.status import EarnedValueError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["EARNING_RULES", "earned_fraction", "milestone_fraction", "task_values"]

EARNING_RULES: Mapping[str, str] = {
    "0/100": "nothing before the task is done, then all",
    "50/50": "half when it starts, half when it is done",
    "25/75": "a quarter when it starts, the rest when it is done",
    "percent": "the fraction that whoever does the task reports",
}
"""Rules by name that turn the reported progress into earned value."""

_CREDIT_AT_START = {"0/100": 0.0, "50/50": 0.5, "25/75": 0.25}


def earned_fraction(rule: str, progress: float) -> float:
    """Fraction of a task's budget that counts as earned.

    Parameters
    ----------
    rule : str
        "0/100", "50/50", "25/75" or "percent".
    progress : float
        Reported progress from 0 (not started) to 1 (done).

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    EarnedValueError
        If the rule is unknown or the progress is out of range.

    References
    ----------
    .. [1] Fleming, Q. W. and Koppelman, J. M. (2010), "Earned Value Project
       Management", 4th ed., on measuring earned value.

    Examples
    --------
    >>> [earned_fraction(rule, 0.9) for rule in ("0/100", "50/50", "percent")]
    [0.0, 0.5, 0.9]
    """
    one_of(rule, "rule", list(EARNING_RULES), EarnedValueError)
    done = amount(progress, "progress", EarnedValueError, low=0, high=1)
    if rule == "percent" or done in (0.0, 1.0):
        return done
    return _CREDIT_AT_START[rule]


def milestone_fraction(weights: ArrayLike, reached: ArrayLike) -> float:
    """Fraction earned by weighted milestones: the share of weight that is reached.

    Parameters
    ----------
    weights : array_like
        Shape ``(n,)``: weight of each milestone, in any unit, above 0.
    reached : array_like
        Shape ``(n,)``: True for each milestone that is reached.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    EarnedValueError
        If a weight is 0 or less, or the lengths differ.

    References
    ----------
    .. [1] Fleming, Q. W. and Koppelman, J. M. (2010), "Earned Value Project
       Management", 4th ed., on measuring earned value.

    Examples
    --------
    >>> milestone_fraction([20, 30, 50], [True, True, False])
    0.5
    """
    weight = amounts(weights, "weights", EarnedValueError, above=0)
    done = amounts(
        reached, "reached", EarnedValueError, low=0, high=1, whole=True, length=weight.size
    )
    return float((weight * done).sum() / weight.sum())


def task_values(work: pd.DataFrame, at: float) -> pd.DataFrame:
    """Planned value, earned value and actual cost of every task on a status date.

    Parameters
    ----------
    work : pandas.DataFrame
        One row a task: `start`, `finish` (planned, in periods from 0), `budget` and
        `actual_cost` (currency), `progress` (0 to 1) and, optionally, `rule` (a name of
        :data:`EARNING_RULES`; "percent" where there is no such column).
    at : float
        Status date, in periods from 0.

    Returns
    -------
    pandas.DataFrame
        Same index: pv, ev, ac, bac in currency, then cv and sv. A task's planned value
        grows evenly from its start to its finish.

    Raises
    ------
    EarnedValueError
        If a column is missing, a task ends before it starts or a figure is out of range.

    See Also
    --------
    Status.from_table : the whole project's status.

    References
    ----------
    .. [1] Fleming, Q. W. and Koppelman, J. M. (2010), "Earned Value Project
       Management", 4th ed., Project Management Institute.

    Examples
    --------
    >>> import pandas as pd
    >>> work = pd.DataFrame(
    ...     {"start": [0, 5], "finish": [5, 15], "budget": [1000, 4000],
    ...      "actual_cost": [1200, 900], "progress": [1.0, 0.2], "rule": ["0/100", "percent"]},
    ...     index=["spec", "build"])
    >>> task_values(work, at=10)[["pv", "ev", "ac"]].loc["build"].tolist()
    [2000.0, 800.0, 900.0]
    """
    import pandas as pd

    budget = column(work, "budget", EarnedValueError, low=0)
    progress = column(work, "progress", EarnedValueError, low=0, high=1)
    rules = work["rule"] if "rule" in work.columns else ["percent"] * len(work)
    earned = [earned_fraction(str(rule), done) for rule, done in zip(rules, progress, strict=True)]
    table = pd.DataFrame(
        {
            "pv": budget * planned_fraction(work, np.array([float(at)]))[0],
            "ev": budget * np.array(earned),
            "ac": column(work, "actual_cost", EarnedValueError, low=0),
            "bac": budget,
        },
        index=work.index,
    )
    return table.assign(cv=table["ev"] - table["ac"], sv=table["ev"] - table["pv"])
