"""Money over time: what a project's cash flow is worth today.

Cash flows are lists by period: place 0 is now and is not discounted, negative is paid.
Rates are fractions a period: 0.1 is 10 %.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from tpmlab.amounts import FloatArray, amount, amounts
from tpmlab.prioritise.errors import PrioritiseError

__all__ = ["benefit_cost_ratio", "irr", "npv", "payback", "return_on_investment"]


def npv(rate: float, cash: ArrayLike) -> float:
    """Net present value of a cash flow: accept a project if it is above 0.

    Parameters
    ----------
    rate : float
        Discount rate a period, above -1.
    cash : array_like
        Shape ``(n_periods + 1,)``: cash flow now and at the end of each period.

    Returns
    -------
    float
        Sum of cash_t / (1 + rate)^t, in currency of today.

    Raises
    ------
    PrioritiseError
        If the rate is -1 or less, or a cash flow is no number.

    References
    ----------
    .. [1] Brealey, R. A., Myers, S. C. and Allen, F., "Principles of Corporate
       Finance", McGraw-Hill, chapter on net present value.

    Examples
    --------
    >>> round(npv(0.10, [-100_000, 40_000, 45_000, 50_000]))
    11119
    """
    flow = amounts(cash, "cash", PrioritiseError)
    return float(_discounted(rate, flow).sum())


def irr(cash: ArrayLike) -> float:
    """Find the internal rate of return, at which a cash flow is worth nothing.

    Parameters
    ----------
    cash : array_like
        Shape ``(n_periods + 1,)``: cash flow now and at the end of each period.

    Returns
    -------
    float
        Rate a period, above -1, at which :func:`npv` is 0; of several, the one that is
        not negative, if only one is.

    Raises
    ------
    PrioritiseError
        If no rate does so or several might be meant; the message lists them.

    Notes
    -----
    A cash flow that changes sign once has one rate. Where money goes out again at the
    end there are several or none; two that are not negative answer no question: use NPV.

    References
    ----------
    .. [1] Brealey, R. A., Myers, S. C. and Allen, F., "Principles of Corporate
       Finance", McGraw-Hill, chapter on why NPV leads to better decisions.

    Examples
    --------
    >>> round(irr([-100_000, 40_000, 45_000, 50_000]), 4)
    0.1598
    >>> irr([-100, 230, -132])
    Traceback (most recent call last):
        ...
    tpmlab.prioritise.errors.PrioritiseError: cash has 2 rates of return (10.0 %, 20.0 %); compare by npv instead.
    """  # noqa: E501 - a doctest compares one line
    flow = amounts(cash, "cash", PrioritiseError)
    rates = _rates(flow)
    if len(rates) > 1 and sum(rate >= 0 for rate in rates) == 1:
        return rates[-1]
    if not rates:
        raise PrioritiseError(
            "cash has no rate of return: no rate makes what goes out equal to what comes in; "
            "compare by npv instead."
        )
    if len(rates) > 1:
        listed = ", ".join(f"{100 * rate:.1f} %" for rate in rates)
        raise PrioritiseError(
            f"cash has {len(rates)} rates of return ({listed}); compare by npv instead."
        )
    return rates[0]


def payback(cash: ArrayLike, rate: float = 0.0) -> float:
    """Periods until the money is back, even within a period.

    Parameters
    ----------
    cash : array_like
        Shape ``(n_periods + 1,)``: cash flow now and at the end of each period.
    rate : float
        Discount rate a period, above -1; 0 gives the plain payback period.

    Returns
    -------
    float
        Periods until the running total is 0 or more for the first time; infinite if
        it never is. What comes later, good or bad, is ignored.

    Raises
    ------
    PrioritiseError
        If the rate is -1 or less, or a cash flow is no number.

    References
    ----------
    .. [1] Brealey, R. A., Myers, S. C. and Allen, F., "Principles of Corporate
       Finance", McGraw-Hill, chapter on payback and its faults.

    Examples
    --------
    >>> cash = [-100_000, 40_000, 45_000, 50_000]
    >>> round(payback(cash), 4), round(payback(cash, rate=0.10), 1)
    (2.3, 2.7)
    """
    flow = _discounted(rate, amounts(cash, "cash", PrioritiseError))
    running = np.cumsum(flow)
    back = np.flatnonzero(running >= 0)
    if back.size == 0:
        return math.inf
    first = int(back[0])
    return 0.0 if first == 0 else first - 1 + float(-running[first - 1] / flow[first])


def benefit_cost_ratio(rate: float, benefits: ArrayLike, costs: ArrayLike) -> float:
    """Present value of the benefits for each unit of present value of the costs.

    Parameters
    ----------
    rate : float
        Discount rate a period, above -1.
    benefits, costs : array_like
        Shape ``(n_periods + 1,)`` each, 0 or more: now and at the end of each period.

    Returns
    -------
    float
        Above 1 means that the benefits are worth more than the costs.

    Raises
    ------
    PrioritiseError
        If the lengths differ, a figure is negative or the costs are 0 throughout.

    References
    ----------
    .. [1] Boardman, A. E. et al., "Cost-Benefit Analysis: Concepts and Practice",
       Cambridge University Press.

    Examples
    --------
    >>> round(benefit_cost_ratio(0.10, [0, 40, 45, 50], [100, 0, 0, 0]), 2)
    1.11
    """
    gain = amounts(benefits, "benefits", PrioritiseError, low=0)
    paid = amounts(costs, "costs", PrioritiseError, low=0, length=gain.size)
    worth = float(_discounted(rate, paid).sum())
    if worth == 0:
        raise PrioritiseError("costs is 0 throughout, so there is no ratio; use npv instead.")
    return float(_discounted(rate, gain).sum()) / worth


def return_on_investment(gain: float, cost: float) -> float:
    """Profit for each unit of money put in, without discounting.

    Parameters
    ----------
    gain : float
        All money that comes back, in currency.
    cost : float
        All money put in, in currency, above 0.

    Returns
    -------
    float
        (gain - cost) / cost, a fraction.

    Raises
    ------
    PrioritiseError
        If the cost is 0 or less.

    References
    ----------
    .. [1] Brealey, R. A., Myers, S. C. and Allen, F., "Principles of Corporate
       Finance", McGraw-Hill, chapter on book rates of return.

    Examples
    --------
    >>> return_on_investment(gain=135_000, cost=100_000)
    0.35
    """
    paid = amount(cost, "cost", PrioritiseError, above=0)
    return (amount(gain, "gain", PrioritiseError) - paid) / paid


def _discounted(rate: float, flow: FloatArray) -> FloatArray:
    growth = 1 + amount(rate, "rate", PrioritiseError, above=-1)
    return np.asarray(flow / growth ** np.arange(flow.size), dtype=np.float64)


def _rates(flow: FloatArray) -> list[float]:
    """All rates above -1 at which the flow is worth 0, rising."""
    from scipy.optimize import brentq

    signs = np.sign(flow[flow != 0])
    changes = int((signs[1:] != signs[:-1]).sum())
    if changes == 0:
        return []
    if changes > 1:  # Descartes: there may be several, so look at all roots
        return _all_rates(flow)
    reach = 1.0
    while _worth_sign(-reach, flow) * _worth_sign(reach, flow) > 0:
        reach *= 2  # one change of sign: one rate, somewhere
    return [math.expm1(brentq(_worth_sign, -reach, reach, args=(flow,), xtol=1e-14, rtol=1e-14))]


def _worth_sign(growth: float, flow: FloatArray) -> float:
    """Worth at the rate exp(growth) - 1 in units of its largest term: no overflow near -1."""
    periods = np.flatnonzero(flow)
    size = np.log(np.abs(flow[periods])) - growth * periods
    return float((np.sign(flow[periods]) * np.exp(size - size.max())).sum())


def _all_rates(flow: FloatArray) -> list[float]:
    factors = np.roots(flow[::-1])  # roots of the sum of cash_t x^t, with x = 1 / (1 + rate)
    real = factors.real[(np.abs(factors.imag) < 1e-7) & (factors.real > 1e-12)]
    rates: list[float] = []
    for rate in sorted(1 / real - 1):
        if not rates or rate - rates[-1] > 1e-6:
            rates.append(float(rate))
    return rates
