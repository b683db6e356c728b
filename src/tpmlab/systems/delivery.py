"""What a table of deployments says about delivery: the measures of the DORA programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tpmlab.systems.errors import SystemsError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["delivery_measures"]

_COLUMNS = ("deployed", "lead_hours", "failed", "recovery_hours")


def delivery_measures(deployments: pd.DataFrame, weeks: float) -> pd.Series:
    """Compute four measures of software delivery from a table of deployments.

    Parameters
    ----------
    deployments : pandas.DataFrame
        One row a deployment to production: ``deployed`` (its day), ``lead_hours`` (from the
        first commit in it to production), ``failed`` (true if users were worse off until
        somebody acted) and ``recovery_hours`` (until they weren't; empty if it didn't fail).
    weeks : float
        Length of the period, deployments or not.

    Returns
    -------
    pandas.Series
        Deployments a week; median lead time in hours; share of deployments that failed, in
        per cent; median hours to recover, missing if none failed.

    Raises
    ------
    SystemsError
        If a column is missing, there is no row, or `weeks` is not above 0.

    References
    ----------
    .. [1] Forsgren, N., Humble, J. and Kim, G. (2018), "Accelerate", IT Revolution Press.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"deployed": ["2027-01-05", "2027-01-12"], "lead_hours": [30, 50],
    ...                       "failed": [False, True], "recovery_hours": [None, 3]})
    >>> delivery_measures(table, weeks=2)
    deployments a week      1.0
    median lead time, h    40.0
    failed, %              50.0
    median recovery, h      3.0
    dtype: float64
    """
    import pandas as pd

    missing = [name for name in _COLUMNS if name not in deployments]
    if missing or deployments.empty:
        raise SystemsError(
            f"A table of deployments has rows with {', '.join(_COLUMNS)}; "
            f"missing: {', '.join(missing) or 'any row'}."
        )
    if weeks <= 0:
        raise SystemsError(f"weeks is {weeks}: give the length of the period, above 0.")
    failed = deployments["failed"].astype(bool)
    recovery = pd.to_numeric(deployments.loc[failed, "recovery_hours"])
    return pd.Series(
        {
            "deployments a week": len(deployments) / weeks,
            "median lead time, h": float(deployments["lead_hours"].median()),
            "failed, %": 100 * float(failed.mean()),
            "median recovery, h": float(recovery.median()),
        }
    )
