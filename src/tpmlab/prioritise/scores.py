"""Scores that rank a backlog: WSJF and RICE."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tpmlab.amounts import FloatArray, column
from tpmlab.prioritise.errors import PrioritiseError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["rice", "wsjf"]


def wsjf(jobs: pd.DataFrame) -> pd.DataFrame:
    """Rank jobs by weighted shortest job first: cost of delay for each unit of size.

    Parameters
    ----------
    jobs : pandas.DataFrame
        One row a job: `value`, `time_criticality`, `risk_reduction` (0 or more, on one
        common scale) and `size` (above 0, points or days).

    Returns
    -------
    pandas.DataFrame
        The jobs, best first (ties in the order given), with `cost_of_delay` (the sum of
        the three), `wsjf` (cost of delay / size) and `rank` (1 is best, ties share it).

    Raises
    ------
    PrioritiseError
        If a column is missing or a figure is out of range.

    See Also
    --------
    cheapest_order : the same rule for costs of delay in money.

    References
    ----------
    .. [1] Reinertsen, D. G. (2009), "The Principles of Product Development Flow",
       Celeritas, on weighted shortest job first.
    .. [2] Leffingwell, D. (2011), "Agile Software Requirements", Addison-Wesley, on
       the three parts of the cost of delay.

    Examples
    --------
    >>> import pandas as pd
    >>> jobs = pd.DataFrame(
    ...     {"value": [8, 3], "time_criticality": [5, 2], "risk_reduction": [3, 8], "size": [8, 2]},
    ...     index=["search", "audit"])
    >>> wsjf(jobs)["wsjf"].to_dict()
    {'audit': 6.5, 'search': 2.0}
    """
    parts = [
        column(jobs, name, PrioritiseError, low=0)
        for name in ("value", "time_criticality", "risk_reduction")
    ]
    delay = parts[0] + parts[1] + parts[2]
    size = column(jobs, "size", PrioritiseError, above=0)
    return _ranked(jobs.assign(cost_of_delay=delay), "wsjf", delay / size)


def rice(ideas: pd.DataFrame) -> pd.DataFrame:
    """Rank ideas by reach x impact x confidence / effort.

    Parameters
    ----------
    ideas : pandas.DataFrame
        One row an idea: `reach` (people in a period, 0 or more), `impact` on each of
        them (0 or more; 3 massive, 2 high, 1 medium, 0.5 low, 0.25 minimal),
        `confidence` (a fraction from 0 to 1) and `effort` (above 0, person-months).

    Returns
    -------
    pandas.DataFrame
        The ideas, best first (ties in the order given), with `rice` (impact reached for
        each person-month) and `rank` (1 is best, ties share it).

    Raises
    ------
    PrioritiseError
        If a column is missing or a figure is out of range.

    References
    ----------
    .. [1] McBride, S. (2016), "RICE: simple prioritization for product managers",
       Intercom.

    Examples
    --------
    >>> import pandas as pd
    >>> ideas = pd.DataFrame(
    ...     {"reach": [2000, 5000], "impact": [2, 0.5], "confidence": [0.8, 1.0],
    ...      "effort": [3, 1]}, index=["search", "dark mode"])
    >>> rice(ideas)["rice"].round(1).to_dict()
    {'dark mode': 2500.0, 'search': 1066.7}
    """
    reach = column(ideas, "reach", PrioritiseError, low=0)
    impact = column(ideas, "impact", PrioritiseError, low=0)
    confidence = column(ideas, "confidence", PrioritiseError, low=0, high=1)
    effort = column(ideas, "effort", PrioritiseError, above=0)
    return _ranked(ideas, "rice", reach * impact * confidence / effort)


def _ranked(table: pd.DataFrame, name: str, score: FloatArray) -> pd.DataFrame:
    scored = table.assign(**{name: score})
    scored["rank"] = scored[name].rank(ascending=False, method="min").astype(int)
    return scored.sort_values(name, ascending=False, kind="stable")
