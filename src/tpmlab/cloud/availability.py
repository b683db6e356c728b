"""Availability of parts that fail independently: all needed, or one of them enough.

What parts share (power, network, a release, a person) doesn't fail independently: put it in
series with them.
"""

from __future__ import annotations

import math

from numpy.typing import ArrayLike

from tpmlab.amounts import amount, amounts
from tpmlab.cloud.errors import CloudError

__all__ = ["in_parallel", "in_series", "minutes_down"]


def in_series(availabilities: ArrayLike) -> float:
    """Availability of parts that are all needed.

    Parameters
    ----------
    availabilities : array_like
        Share of time that each part is up, 0 to 1; independent of each other.

    Returns
    -------
    float
        Share of time that all are up, 0 to 1.

    Raises
    ------
    CloudError
        If a share is out of range, or there is none.

    References
    ----------
    .. [1] Trivedi, K. S. (2002), "Probability and Statistics with Reliability, Queuing,
       and Computer Science Applications", 2nd ed., Wiley.

    Examples
    --------
    >>> round(in_series([0.999, 0.999, 0.99]), 6)
    0.988021
    """
    parts = amounts(availabilities, "availabilities", CloudError, low=0, high=1)
    return float(math.prod(parts))


def in_parallel(availabilities: ArrayLike) -> float:
    """Availability of parts of which one is enough.

    Parameters
    ----------
    availabilities : array_like
        As in :func:`in_series`.

    Returns
    -------
    float
        Share of time that at least one is up, 0 to 1.

    Raises
    ------
    CloudError
        If a share is out of range, or there is none.

    References
    ----------
    .. [1] Trivedi, K. S. (2002), "Probability and Statistics with Reliability, Queuing,
       and Computer Science Applications", 2nd ed., Wiley.

    Examples
    --------
    >>> round(in_parallel([0.99, 0.99]), 6)
    0.9999
    """
    parts = amounts(availabilities, "availabilities", CloudError, low=0, high=1)
    return float(1 - math.prod(1 - parts))


def minutes_down(availability: float, days: float = 30) -> float:
    """Minutes without service.

    Parameters
    ----------
    availability : float
        Share of time up, 0 to 1.
    days : float
        Length of the period, in days, above 0.

    Returns
    -------
    float
        Expected minutes down in that period.

    Raises
    ------
    CloudError
        If a figure is out of range.

    References
    ----------
    .. [1] Beyer, B. et al. (2016), "Site Reliability Engineering", O'Reilly, appendix A.

    Examples
    --------
    >>> round(minutes_down(0.999), 1), round(minutes_down(0.999, days=365))
    (43.2, 526)
    """
    up = amount(availability, "availability", CloudError, low=0, high=1)
    return (1 - up) * 24 * 60 * amount(days, "days", CloudError, above=0)
