"""What waiting costs, and the order of work in which it costs least."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tpmlab.amounts import column
from tpmlab.prioritise.errors import PrioritiseError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["cheapest_order", "delay_cost"]


def delay_cost(jobs: pd.DataFrame, order: Sequence[Hashable] | None = None) -> float:
    """Price an order of work for one team that does one job at a time.

    Parameters
    ----------
    jobs : pandas.DataFrame
        One row a job, index = its name: `cost_of_delay` (money a week, 0 or more) and
        `duration` (weeks, 0 or more).
    order : sequence, optional
        Names of all jobs in the order of work; the table's own order if left out.

    Returns
    -------
    float
        Sum over the jobs of cost of delay x finish time, in money.

    Raises
    ------
    PrioritiseError
        If a column is missing, or `order` doesn't name each job once.

    References
    ----------
    .. [1] Reinertsen, D. G. (2009), "The Principles of Product Development Flow",
       Celeritas, on the cost of delay.

    Examples
    --------
    >>> import pandas as pd
    >>> jobs = pd.DataFrame({"cost_of_delay": [170, 120], "duration": [10, 5]}, index=["A", "B"])
    >>> delay_cost(jobs), delay_cost(jobs, ["B", "A"])
    (3500.0, 3150.0)
    """
    cost = column(jobs, "cost_of_delay", PrioritiseError, low=0)
    duration = column(jobs, "duration", PrioritiseError, low=0)
    names = list(jobs.index)
    if order is not None:
        if len(order) != len(names) or set(order) != set(names):
            raise PrioritiseError(
                f"order names {len(order)} jobs that are not the table's {len(names)}; "
                "name each job once."
            )
        rows = np.array([names.index(name) for name in order])
        cost, duration = cost[rows], duration[rows]
    return float(cost @ np.cumsum(duration))


def cheapest_order(jobs: pd.DataFrame) -> list[Hashable]:
    """Order jobs so that waiting costs least: highest cost of delay / duration first.

    Parameters
    ----------
    jobs : pandas.DataFrame
        One row a job, index = its name: `cost_of_delay` (money a week, 0 or more) and
        `duration` (weeks, 0 or more).

    Returns
    -------
    list
        Names of the jobs, first to last; ties in the table's order.

    Raises
    ------
    PrioritiseError
        If a column is missing, a figure is out of range or a name comes twice.

    Notes
    -----
    No order is cheaper, if the jobs are independent, one team does them one at a time,
    and each cost of delay stays the same for as long as the job waits.

    References
    ----------
    .. [1] Smith, W. E. (1956), "Various optimizers for single-stage production", Naval
       Research Logistics Quarterly 3, pp. 59-66, https://doi.org/10.1002/nav.3800030106

    Examples
    --------
    >>> import pandas as pd
    >>> jobs = pd.DataFrame({"cost_of_delay": [170, 120], "duration": [10, 5]}, index=["A", "B"])
    >>> cheapest_order(jobs)
    ['B', 'A']
    """
    cost = column(jobs, "cost_of_delay", PrioritiseError, low=0)
    duration = column(jobs, "duration", PrioritiseError, low=0)
    twice = jobs.index[jobs.index.duplicated()]
    if len(twice):
        raise PrioritiseError(f"Job '{twice[0]}' is in the table twice; rename one of them.")
    with np.errstate(divide="ignore", invalid="ignore"):  # work that takes no time goes first
        urgency = np.where(cost > 0, cost / duration, 0.0)
    return [jobs.index[row] for row in np.argsort(-urgency, kind="stable")]
