"""Estimates by analogy, from what the most similar past projects took."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tpmlab.amounts import FloatArray, amount, column, one_of
from tpmlab.estimate.errors import EstimateError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Analogy", "analogous"]


class Analogy(NamedTuple):
    """An estimate and the past projects it rests on."""

    estimate: float
    """Mean of the neighbours, scaled if asked, in the unit of the outcome."""
    neighbours: pd.DataFrame
    """The past projects used, nearest first, with `distance` and `scaled`."""


def analogous(
    past: pd.DataFrame,
    new: Mapping[str, float],
    *,
    outcome: str,
    k: int = 2,
    scale_by: str | None = None,
) -> Analogy:
    """Estimate a project from the k past projects most like it.

    Parameters
    ----------
    past : pandas.DataFrame
        One row a project: the outcome and the features named in `new`, as numbers.
    new : mapping
        Feature name to the new project's value; at least one.
    outcome : str
        Column to estimate, for instance "days"; above 0.
    k : int
        How many neighbours to average, 1 or more.
    scale_by : str, optional
        A feature (above 0) in proportion to which each neighbour's outcome is adjusted,
        for instance "screens": twice the screens, twice the days.

    Returns
    -------
    Analogy
        The estimate in the outcome's unit, and the neighbours.

    Raises
    ------
    EstimateError
        If a column is missing, `k` is more than there are projects or a figure is out of
        range.

    Notes
    -----
    Distance is Euclidean over features scaled to the range of 0 to 1 that past projects
    span, so that no unit outweighs another.

    References
    ----------
    .. [1] Shepperd, M. and Schofield, C. (1997), "Estimating software project effort
       using analogies", IEEE Transactions on Software Engineering 23(11), pp. 736-743.

    Examples
    --------
    >>> import pandas as pd
    >>> past = pd.DataFrame(
    ...     {"screens": [10, 20, 40], "links": [2, 3, 9], "days": [30, 50, 160]},
    ...     index=["portal", "intake", "billing"])
    >>> new = {"screens": 22, "links": 3}
    >>> guess = analogous(past, new, outcome="days", k=1, scale_by="screens")
    >>> list(guess.neighbours.index), round(guess.estimate, 9)
    (['intake'], 55.0)
    """
    if not new:
        raise EstimateError("new is empty; give at least one feature of the new project.")
    took = column(past, outcome, EstimateError, above=0)
    count = int(amount(k, "k", EstimateError, low=1, high=took.size, whole=True))
    distance = np.sqrt(sum(_gap(past, name, value) ** 2 for name, value in new.items()))
    scaled = took * _ratio(past, new, scale_by) if scale_by is not None else took
    nearest = np.argsort(distance, kind="stable")[:count]
    table = past.assign(distance=distance, scaled=scaled).iloc[nearest]
    return Analogy(float(scaled[nearest].mean()), table)


def _gap(past: pd.DataFrame, name: str, value: float) -> FloatArray:
    known = column(past, name, EstimateError)
    span = float(known.max() - known.min()) or 1.0  # a feature all share separates nobody
    return (known - amount(value, f"new['{name}']", EstimateError)) / span


def _ratio(past: pd.DataFrame, new: Mapping[str, float], scale_by: str) -> FloatArray:
    one_of(scale_by, "scale_by", list(new), EstimateError)
    wanted = amount(new[scale_by], f"new['{scale_by}']", EstimateError, above=0)
    return wanted / column(past, scale_by, EstimateError, above=0)
