"""Findings in an order of work, cut where the days end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tpmlab.amounts import amount, column
from tpmlab.security.errors import SecurityError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["triage"]


def triage(
    findings: pd.DataFrame, by: Sequence[str] | str, capacity: float, *, effort: str = "days"
) -> pd.DataFrame:
    """Put findings in the order of a rule, and say which are mended in time.

    Work is done one finding after the other in that order; nothing is skipped to fit a
    smaller one in, since the rule says what comes first.

    Parameters
    ----------
    findings : pandas.DataFrame
        One row a finding; the columns of the rule hold numbers or True and False.
    by : str or sequence of str
        The rule: columns to sort by, the first one first; highest, or True, at the top.
        What is equal in all of them keeps the order given.
    capacity : float
        Days of work at hand, 0 or more.
    effort : str
        Column with the days of work, 0 or more.

    Returns
    -------
    pandas.DataFrame
        The findings in order, with `rank` from 1, `days_used` up to and including the
        finding, and `in_time`, whether that is within the capacity.

    Raises
    ------
    SecurityError
        If a column is missing or holds something that can't be sorted.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"id": ["a", "b", "c"], "score": [9.8, 7.5, 8.8],
    ...                       "exploited": [False, True, False], "days": [3, 2, 4]})
    >>> triage(table, by=["exploited", "score"], capacity=6)[["id", "days_used", "in_time"]]
      id  days_used  in_time
    1  b        2.0     True
    0  a        5.0     True
    2  c        9.0    False
    """
    rule = [by] if isinstance(by, str) else list(by)
    if not rule:
        raise SecurityError("The rule is empty; name at least one column to sort by.")
    keys = [column(findings, name, SecurityError) for name in rule]
    days = column(findings, effort, SecurityError, low=0)
    limit = amount(capacity, "capacity", SecurityError, low=0)
    order = np.lexsort([-key for key in reversed(keys)])
    ordered = findings.iloc[order]
    used = np.cumsum(days[order])
    # A hair of tolerance: tenths of days don't add up exactly.
    return ordered.assign(
        rank=np.arange(1, len(ordered) + 1), days_used=used, in_time=used <= limit + 1e-9
    )
