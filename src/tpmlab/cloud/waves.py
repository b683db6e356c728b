"""Waves of a migration: who should move together, and what calls across meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tpmlab.amounts import amount, column
from tpmlab.cloud.errors import CloudError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["crossing", "groups"]


def crossing(calls: pd.DataFrame, waves: Mapping[str, int]) -> pd.DataFrame:
    """Count the calls between the old site and the new one after each wave.

    Parameters
    ----------
    calls : pandas.DataFrame
        Columns `caller` and `called` (names of services) and `calls_per_day`.
    waves : mapping of int by str
        The wave, from 1, in which each service moves.

    Returns
    -------
    pandas.DataFrame
        Index `after_wave`, from 0 (nothing has moved) to the last: `moved`, services in the
        new place; `pairs`, caller and called in different places; `calls_per_day` between
        them.

    Raises
    ------
    CloudError
        If a column is missing or a service that calls or is called has no wave.

    Examples
    --------
    >>> import pandas as pd
    >>> calls = pd.DataFrame({"caller": ["web", "api"], "called": ["api", "db"],
    ...                       "calls_per_day": [1000, 40000]})
    >>> crossing(calls, {"web": 1, "api": 1, "db": 2})["calls_per_day"].tolist()
    [0, 40000, 0]
    """
    import pandas as pd

    daily = column(calls, "calls_per_day", CloudError, low=0)
    wave = {
        name: int(amount(n, f"wave of {name}", CloudError, low=1, whole=True))
        for name, n in waves.items()
    }
    pairs = list(zip(calls["caller"], calls["called"], strict=True))
    unknown = sorted({name for pair in pairs for name in pair if name not in wave})
    if unknown:
        raise CloudError(f"No wave is given for {', '.join(unknown)}; say when each service moves.")
    rows = []
    for last in range(max(wave.values()) + 1):
        apart = [(wave[a] <= last) != (wave[b] <= last) for a, b in pairs]
        rows.append(
            {
                "moved": sum(number <= last for number in wave.values()),
                "pairs": sum(apart),
                "calls_per_day": round(float(daily[apart].sum())),
            }
        )
    return pd.DataFrame(rows).rename_axis("after_wave")


def groups(calls: pd.DataFrame, busy: float) -> list[list[str]]:
    """Find services that are tied together by busy calls.

    Parameters
    ----------
    calls : pandas.DataFrame
        As in :func:`crossing`.
    busy : float
        Calls a day from which on a pair shouldn't be parted, above 0.

    Returns
    -------
    list of list of str
        Groups of two services or more, the largest first; sorted by name within.

    Raises
    ------
    CloudError
        If a column is missing or `busy` is out of range.

    References
    ----------
    .. [1] Cormen, T. H. et al. (2009), "Introduction to Algorithms", 3rd ed., MIT Press,
       section 21.1 (connected components).

    Examples
    --------
    >>> import pandas as pd
    >>> calls = pd.DataFrame({"caller": ["web", "api", "wiki"], "called": ["api", "db", "db"],
    ...                       "calls_per_day": [9000, 40000, 20]})
    >>> groups(calls, busy=5000)
    [['api', 'db', 'web']]
    """
    daily = column(calls, "calls_per_day", CloudError, low=0)
    limit = amount(busy, "busy", CloudError, above=0)
    group: dict[str, set[str]] = {}
    for a, b, number in zip(calls["caller"], calls["called"], daily, strict=True):
        if number >= limit and a != b:
            joined = group.get(a, {a}) | group.get(b, {b})
            group.update(dict.fromkeys(joined, joined))
    found = {tuple(sorted(members)) for members in group.values()}
    return [list(members) for members in sorted(found, key=lambda names: (-len(names), names))]
