"""Capacity of a service made of equal instances: answers in time, downtime and cost.

The model is small on purpose: requests come at random and wait in one queue, an instance
works on one request at a time for a random (exponential) while, and instances fail
independently of each other. Whatever all of them share can fail for all at once.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tpmlab.amounts import amount
from tpmlab.flow.errors import FlowError
from tpmlab.flow.queues import mmc

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MINUTES_A_MONTH", "answered_within", "capacity_table", "enough_up", "instances_needed"]

MINUTES_A_MONTH = 30 * 24 * 60
"""Minutes in a month of 30 days."""

_MOST = 1000  # instances tried before giving up


def answered_within(seconds: float, load: float, rate: float, instances: int) -> float:
    """Share of requests answered within a time, waiting included.

    Parameters
    ----------
    seconds : float
        Time from arrival to answer, above 0.
    load : float
        Requests a second, above 0.
    rate : float
        Requests a second that one instance completes while busy, above 0.
    instances : int
        Instances that work, 1 or more.

    Returns
    -------
    float
        From 0 to 1; 0 if more comes than can be served.

    Raises
    ------
    FlowError
        If a figure is out of range.

    References
    ----------
    .. [1] Hillier, F. S. and Lieberman, G. J., "Introduction to Operations Research",
       McGraw-Hill, chapter on queueing theory (the M/M/s model).

    Examples
    --------
    >>> round(answered_within(1.0, load=2, rate=3, instances=1), 4)  # 1 - exp(-(3 - 2))
    0.6321
    """
    time = amount(seconds, "seconds", FlowError, above=0)
    comes = amount(load, "load", FlowError, above=0)
    serves = amount(rate, "rate", FlowError, above=0)
    count = int(amount(instances, "instances", FlowError, low=1, whole=True))
    if comes >= serves * count:
        return 0.0
    wait = mmc(comes, serves, count).p_wait
    spare = count - 1 - comes / serves
    # (1 - exp(-x)) / x, which is 1 at x = 0, times the mean number served in the time
    x = serves * time * spare
    part = serves * time * (-math.expm1(-x) / x if abs(x) > 1e-12 else 1.0)
    return 1 - math.exp(-serves * time) * (1 + wait * part)


def instances_needed(seconds: float, load: float, rate: float, share: float = 0.95) -> int:
    """Fewest working instances that answer a share of the requests within a time.

    Parameters
    ----------
    seconds, load, rate : float
        As in :func:`answered_within`.
    share : float
        Share of requests, above 0 and below 1.

    Returns
    -------
    int
        1 or more.

    Raises
    ------
    FlowError
        If no number of instances is enough: the work on one request alone takes too long.

    References
    ----------
    .. [1] Hillier, F. S. and Lieberman, G. J., "Introduction to Operations Research",
       McGraw-Hill, chapter on queueing theory (the M/M/s model).

    Examples
    --------
    >>> instances_needed(0.1, load=120, rate=50)
    4
    """
    level = amount(share, "share", FlowError, above=0, high=1 - 1e-12)
    time = amount(seconds, "seconds", FlowError, above=0)
    alone = -math.expm1(-amount(rate, "rate", FlowError, above=0) * time)
    if alone <= level:
        raise FlowError(
            f"Only {alone:.1%} of requests take less than {time:g} seconds of work even without "
            f"waiting; allow more than {time:g} seconds or use faster instances."
        )
    first = math.floor(load / rate) + 1
    for count in range(first, first + _MOST):
        if answered_within(time, load, rate, count) >= level:
            return count
    raise FlowError(f"More than {first + _MOST} instances are needed; allow more time.")


def enough_up(availability: float, instances: int, needed: int, shared: float = 1.0) -> float:
    """Availability of a service that needs some of its instances.

    Parameters
    ----------
    availability : float
        Share of time that one instance is up, 0 to 1; independent of the others.
    instances : int
        Instances that run, 1 or more.
    needed : int
        Instances that must be up, 1 or more.
    shared : float
        Availability of what all instances share (network, data, releases), 0 to 1.

    Returns
    -------
    float
        Share of time that enough instances and the shared part are up.

    Raises
    ------
    FlowError
        If a figure is out of range.

    References
    ----------
    .. [1] Trivedi, K. S. (2002), "Probability and Statistics with Reliability, Queuing,
       and Computer Science Applications", 2nd ed., Wiley (k-out-of-n systems).

    Examples
    --------
    >>> round(enough_up(0.99, instances=2, needed=1), 6), round(enough_up(0.99, 3, needed=2), 6)
    (0.9999, 0.999702)
    """
    up = amount(availability, "availability", FlowError, low=0, high=1)
    n = int(amount(instances, "instances", FlowError, low=1, whole=True))
    k = int(amount(needed, "needed", FlowError, low=1, whole=True))
    common = amount(shared, "shared", FlowError, low=0, high=1)
    ways = (math.comb(n, m) * up**m * (1 - up) ** (n - m) for m in range(k, n + 1))
    return common * min(math.fsum(ways), 1.0)


def capacity_table(
    load: float,
    rate: float,
    *,
    seconds: float,
    availability: float,
    price: float,
    shared: float = 1.0,
    share: float = 0.95,
    most: int = 12,
) -> pd.DataFrame:
    """Set response, downtime and cost of 1, 2, ... instances side by side.

    Parameters
    ----------
    load, rate, seconds : float
        As in :func:`answered_within`.
    availability : float
        As in :func:`enough_up`.
    price : float
        Money for one instance and month, 0 or more.
    shared : float
        As in :func:`enough_up`.
    share : float
        Share of requests that should be answered within `seconds`.
    most : int
        Rows, 1 or more.

    Returns
    -------
    pandas.DataFrame
        Index `instances`: `utilisation` with all up (above 1: overloaded), `in_time`, the
        share answered in time with all up; `availability`, the share of time that enough are
        up to answer `share` in time; `downtime` in minutes a month; `cost` a month.

    Raises
    ------
    FlowError
        If a figure is out of range, or no number of instances is fast enough.

    References
    ----------
    .. [1] Hillier, F. S. and Lieberman, G. J., "Introduction to Operations Research",
       McGraw-Hill, chapter on queueing theory (the M/M/s model).
    .. [2] Trivedi, K. S. (2002), "Probability and Statistics with Reliability, Queuing,
       and Computer Science Applications", 2nd ed., Wiley (k-out-of-n systems).

    Examples
    --------
    >>> table = capacity_table(120, 50, seconds=0.1, availability=0.99, price=100)
    >>> table.loc[5, ["utilisation", "cost"]].tolist(), round(table.loc[5, "downtime"])
    ([0.48, 500.0], 42)
    """
    import pandas as pd

    rows = range(1, int(amount(most, "most", FlowError, low=1, whole=True)) + 1)
    money = amount(price, "price", FlowError, low=0)
    needed = instances_needed(seconds, load, rate, share)
    up = [enough_up(availability, n, needed, shared) for n in rows]
    columns = {
        "utilisation": [load / (rate * n) for n in rows],
        "in_time": [answered_within(seconds, load, rate, n) for n in rows],
        "availability": up,
        "downtime": [MINUTES_A_MONTH * (1 - value) for value in up],
        "cost": [money * n for n in rows],
    }
    return pd.DataFrame(columns, index=pd.Index(rows, name="instances"))
