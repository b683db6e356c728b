"""Why busy people make work wait: the queueing formulas."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from tpmlab.amounts import amount
from tpmlab.flow.errors import FlowError

__all__ = ["Queue", "QueueTime", "kingman", "mmc"]


class Queue(NamedTuple):
    """Long-run averages of a queue; times are in the unit of the rates.

    Made by :func:`mmc`.
    """

    rho: float
    """Utilisation: the share of time each server is busy."""
    p0: float
    """Probability that the system is empty."""
    p_wait: float
    """Probability that an arrival has to wait (Erlang's C)."""
    lq: float
    """Items waiting."""
    l: float  # noqa: E741 - the textbook's name
    """Items waiting or being served."""
    wq: float
    """Time an item waits."""
    w: float
    """Time an item spends in the system."""


class QueueTime(NamedTuple):
    """Kingman's answer; times are in the unit of the service time.

    Made by :func:`kingman`.
    """

    wq: float
    """Time an item waits."""
    cycle_time: float
    """Waiting plus service."""


def mmc(arrival_rate: float, service_rate: float, servers: int = 1) -> Queue:
    """Average a queue with random arrivals, random service times and c equal servers.

    Parameters
    ----------
    arrival_rate : float
        Items that arrive in one unit of time, above 0.
    service_rate : float
        Items one server completes in one unit of time while busy, above 0.
    servers : int
        Number of servers, 1 or more.

    Returns
    -------
    Queue
        Utilisation, probabilities, counts and times.

    Raises
    ------
    FlowError
        If a figure is out of range, or more arrives than can be served: then the queue
        grows without end and has no averages.

    References
    ----------
    .. [1] Hillier, F. S. and Lieberman, G. J., "Introduction to Operations Research",
       McGraw-Hill, chapter on queueing theory.
    .. [2] Bronson, R. (1982), "Operations Research", Schaum's Outline, chapters 23-24.

    Examples
    --------
    >>> queue = mmc(arrival_rate=2, service_rate=3, servers=2)
    >>> round(queue.w, 9), round(queue.lq, 4)
    (0.375, 0.0833)
    """
    arrive = amount(arrival_rate, "arrival_rate", FlowError, above=0)
    serve = amount(service_rate, "service_rate", FlowError, above=0)
    c = int(amount(servers, "servers", FlowError, low=1, whole=True))
    load = arrive / serve
    rho = load / c
    if rho >= 1:
        raise FlowError(
            f"arrival_rate is {arrive:g}, but {c} x {serve:g} is all that can be served; "
            "add servers or turn work away."
        )
    blocked = 1.0  # Erlang's B by recursion: no factorial, so no overflow
    for n in range(1, c + 1):
        blocked = load * blocked / (n + load * blocked)
    p_wait = blocked / (1 - rho * (1 - blocked))
    n_busy = np.arange(c)
    logs = n_busy * math.log(load) - np.array([math.lgamma(n + 1) for n in n_busy])
    full = c * math.log(load) - math.lgamma(c + 1) - math.log(1 - rho)
    p0 = math.exp(-float(np.logaddexp.reduce(np.append(logs, full))))
    lq = p_wait * rho / (1 - rho)
    return Queue(rho, p0, p_wait, lq, lq + load, lq / arrive, lq / arrive + 1 / serve)


def kingman(utilisation: float, ca2: float, ce2: float, mean_service: float) -> QueueTime:
    """Approximate the wait at one server: variability x utilisation x time.

    Parameters
    ----------
    utilisation : float
        Share of time the server is busy, 0 or more and below 1.
    ca2, ce2 : float
        Squared coefficient of variation (variance / mean²) of the times between arrivals
        and of the service times, 0 or more; 0 is clockwork, 1 is random.
    mean_service : float
        Mean service time, above 0.

    Returns
    -------
    QueueTime
        Waiting and total time, in the unit of `mean_service`.

    Raises
    ------
    FlowError
        If a figure is out of range.

    Notes
    -----
    Exact for random arrivals (ca2 = 1, the Pollaczek-Khinchine formula); otherwise an
    approximation that is best where the server is busy.

    References
    ----------
    .. [1] Kingman, J. F. C. (1961), "The single server queue in heavy traffic",
       Proceedings of the Cambridge Philosophical Society 57(4), pp. 902-904.
    .. [2] Hopp, W. J. and Spearman, M. L., "Factory Physics", chapter 8 (variability).

    Examples
    --------
    >>> [round(kingman(busy, ca2=1, ce2=1, mean_service=1).wq, 9) for busy in (0.5, 0.8, 0.95)]
    [1.0, 4.0, 19.0]
    """
    busy = amount(utilisation, "utilisation", FlowError, low=0)
    if busy >= 1:
        raise FlowError(f"utilisation is {busy:g}; give a share below 1, or the queue never ends.")
    arrivals = amount(ca2, "ca2", FlowError, low=0)
    service = amount(ce2, "ce2", FlowError, low=0)
    mean = amount(mean_service, "mean_service", FlowError, above=0)
    wait = (arrivals + service) / 2 * busy / (1 - busy) * mean
    return QueueTime(wait, wait + mean)
