"""Teams that need each other: who waits for whom, and the chance that all are ready."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from scipy.special import ndtr, ndtri

from tpmlab.amounts import amount, amounts
from tpmlab.methods.errors import MethodError

__all__ = ["all_on_time", "team_matrix"]

_POINTS = 120  # of the quadrature; enough for six digits below a shared luck of 0.95


def all_on_time(chances: Sequence[float], shared: float = 0.0) -> float:
    """Give the chance that every team is ready on the day.

    Parameters
    ----------
    chances : sequence of float
        Each team's own chance, 0 to 1.
    shared : float
        Correlation of the teams' luck, 0 (none in common: the chances multiply) to 1 (all
        of it: the least likely team decides). One factor, normal.

    Returns
    -------
    float
        Between the product of the chances and the smallest of them.

    Raises
    ------
    MethodError
        If there is no chance, or one lies outside 0 to 1.

    References
    ----------
    .. [1] Li, D. X. (2000), "On default correlation: a copula function approach", Journal of
       Fixed Income 9(4), pp. 43-54, on one normal factor behind many yes-or-no events.

    Examples
    --------
    >>> round(all_on_time([0.85] * 5), 2), round(all_on_time([0.85] * 5, shared=0.5), 2)
    (0.44, 0.6)
    >>> all_on_time([0.85, 0.9], shared=1)
    0.85
    """
    each = amounts(chances, "chances", MethodError, low=0, high=1)
    common = amount(shared, "shared", MethodError, low=0, high=1)
    if common == 1:
        return float(each.min())
    if common == 0 or each.min() == 0:
        return float(each.prod())
    luck, weights = np.polynomial.hermite_e.hermegauss(_POINTS)
    needed = (ndtri(each)[:, None] - np.sqrt(common) * luck) / np.sqrt(1 - common)
    return float(ndtr(needed).prod(axis=0) @ weights / np.sqrt(2 * np.pi))


def team_matrix(needs: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """Count who needs something from whom: a design structure matrix of teams.

    Parameters
    ----------
    needs : iterable of (str, str)
        One pair a dependency: the team that waits, the team it waits for. A pair of the
        same team twice is work inside a team, and left out.

    Returns
    -------
    pandas.DataFrame
        Rows wait for columns; counts. Teams are sorted so that those who wait for fewest
        others stand first, by the number they wait for less the number that wait for them.

    Raises
    ------
    MethodError
        If no team needs another.

    References
    ----------
    .. [1] Eppinger, S. D. and Browning, T. R. (2012), "Design Structure Matrix Methods and
       Applications", MIT Press.

    Examples
    --------
    >>> team_matrix([("web", "api"), ("test", "api"), ("test", "web")])
          api  web  test
    api     0    0     0
    web     1    0     0
    test    1    1     0
    """
    pairs = [(waits, gives) for waits, gives in needs if waits != gives]
    if not pairs:
        raise MethodError("No team needs another one here: there is nothing to count.")
    names = list(dict.fromkeys(name for waits, gives in pairs for name in (gives, waits)))
    grid = np.zeros((len(names), len(names)), dtype=int)
    for waits, gives in pairs:
        grid[names.index(waits), names.index(gives)] += 1
    counts = pd.DataFrame(grid, index=names, columns=names)
    net = counts.sum(axis=1) - counts.sum(axis=0)
    order = sorted(names, key=lambda name: (net[name], names.index(name)))
    return counts.loc[order, order]
