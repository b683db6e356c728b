"""The cone of uncertainty: how far off an estimate of each phase may be, at best."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tpmlab.amounts import amount
from tpmlab.estimate.errors import EstimateError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CONE", "cone"]

CONE: Mapping[str, tuple[float, float]] = {
    "initial concept": (0.25, 4.0),
    "approved product definition": (0.5, 2.0),
    "requirements complete": (0.67, 1.5),
    "user interface design complete": (0.8, 1.25),
    "detailed design complete": (0.9, 1.1),
}
"""Phase to the factors by which skilled estimators' effort or scope was off."""


def cone(estimate: float) -> pd.DataFrame:
    """Give the range to quote for one estimate, by the phase in which it is made.

    Parameters
    ----------
    estimate : float
        Effort or scope estimated, above 0, in any unit.

    Returns
    -------
    pandas.DataFrame
        Index `phase`: `low` and `high` in the estimate's unit, and `ratio`, high / low.

    Raises
    ------
    EstimateError
        If the estimate is 0 or less.

    Notes
    -----
    The factors describe skilled estimators on well-run projects: the best case. The cone
    does not narrow by waiting, but by deciding what stays open. Little (2006) found no
    narrowing at all in the projects of one firm.

    References
    ----------
    .. [1] Boehm, B. W. (1981), "Software Engineering Economics", Prentice-Hall (figure
       of estimation accuracy by phase).
    .. [2] McConnell, S. (2006), "Software Estimation: Demystifying the Black Art",
       Microsoft Press, on the cone of uncertainty.
    .. [3] Little, T. (2006), "Schedule estimation and uncertainty surrounding the cone
       of uncertainty", IEEE Software 23(3), pp. 48-54.

    Examples
    --------
    >>> cone(20).loc["initial concept"].tolist()
    [5.0, 80.0, 16.0]
    """
    import pandas as pd

    value = amount(estimate, "estimate", EstimateError, above=0)
    table = pd.DataFrame.from_dict(dict(CONE), orient="index", columns=["low", "high"]) * value
    table["ratio"] = table["high"] / table["low"]
    return table.rename_axis("phase")
