"""PERT on paper: one path, a normal curve, and what it overlooks."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

from tpmlab.amounts import amount
from tpmlab.estimate.three_point import ThreePoint, Total, add_up
from tpmlab.schedule.critical_path import critical_path
from tpmlab.schedule.distributions import Triangular
from tpmlab.schedule.network import Link, Plan, PlanError
from tpmlab.schedule.pert_beta import PertBeta

__all__ = ["PertPath", "later_of", "pert"]

Spread = ThreePoint | PertBeta | Triangular | tuple[float, float, float]


@dataclass(frozen=True)
class PertPath:
    """The path that PERT looks at, and the normal curve of its length.

    Attributes
    ----------
    path : tuple of str
        Tasks of the longest path at mean durations; of several, the most uncertain one.
    total : Total
        Mean and standard deviation in working days; ``total.probability(day)``.
    """

    path: tuple[str, ...]
    total: Total


def pert(plan: Plan, estimates: Mapping[str, Spread]) -> PertPath:
    """Date a plan the way PERT did in 1959: means along one path, variances added up.

    Parameters
    ----------
    plan : Plan
        Finish-to-start links only, with or without lags.
    estimates : mapping from str to three-point estimate
        (optimistic, most likely, pessimistic) in working days, as a tuple, a ThreePoint, a
        PertBeta or a Triangular; tasks without one take exactly their duration.

    Returns
    -------
    PertPath
        The path and its total.

    Raises
    ------
    PlanError
        If a task is unknown or a link is not finish to start.
    EstimateError
        If an estimate is not in order.

    Notes
    -----
    Too hopeful wherever paths merge: compare :func:`tpmlab.schedule.monte_carlo`.

    References
    ----------
    .. [1] Malcolm, D. G., Roseboom, J. H., Clark, C. E. and Fazar, W. (1959),
       "Application of a technique for research and development program evaluation",
       Operations Research 7(5), pp. 646-669.

    Examples
    --------
    >>> from tpmlab.schedule import Plan
    >>> plan = Plan.from_rows([("spec", 5, []), ("build", 9, ["spec"]), ("docs", 3, ["spec"])])
    >>> answer = pert(plan, {"spec": (4, 5, 12), "build": (6, 9, 18)})
    >>> answer.path, answer.total.mean, round(answer.total.probability(19), 2)
    (('spec', 'build'), 16.0, 0.89)
    """
    for link in plan.links:
        if link.type != "FS":
            raise PlanError(
                f"The link {link} is not finish to start; PERT adds up tasks that follow one "
                "another, so use monte_carlo for this plan."
            )
    points = {plan[name].id: _three(spread) for name, spread in estimates.items()}
    for name, point in points.items():
        plan = plan.with_duration(name, point.mean)
    schedule = critical_path(plan)
    path = _most_uncertain(plan, schedule.critical, schedule.driving, points)
    spread = [points[name] for name in path if name in points]
    sd = add_up(spread).sd if spread else 0.0
    return PertPath(path, Total(schedule.finish, sd))  # the finish holds lags and certain tasks


def later_of(first: Total, second: Total, correlation: float = 0.0) -> Total:
    """Give mean and spread of the later of two normal dates: the merge that PERT overlooks.

    Parameters
    ----------
    first, second : Total
        Mean and standard deviation of the two, in working days.
    correlation : float
        Between the two, -1 to 1.

    Returns
    -------
    Total
        Exact mean and standard deviation of the later one.

    Raises
    ------
    PlanError
        If the correlation is out of range.

    References
    ----------
    .. [1] Clark, C. E. (1961), "The greatest of a finite set of random variables",
       Operations Research 9(2), pp. 145-162.

    Examples
    --------
    >>> path = Total(mean=20, sd=4)
    >>> round(later_of(path, path).mean, 2)
    22.26
    """
    rho = amount(correlation, "correlation", PlanError, low=-1, high=1)
    apart = first.sd**2 + second.sd**2 - 2 * rho * first.sd * second.sd
    if apart <= 1e-18:  # they move as one: the later stays the later
        return max(first, second)
    width, normal = math.sqrt(apart), NormalDist()
    lead = (first.mean - second.mean) / width
    mine, other, edge = normal.cdf(lead), normal.cdf(-lead), width * normal.pdf(lead)
    mean = first.mean * mine + second.mean * other + edge
    square = (first.mean**2 + first.sd**2) * mine + (second.mean**2 + second.sd**2) * other
    square += (first.mean + second.mean) * edge
    return Total(mean, math.sqrt(max(square - mean**2, 0.0)))


def _three(spread: Spread) -> ThreePoint:
    if isinstance(spread, ThreePoint):
        return spread
    if isinstance(spread, PertBeta | Triangular):
        return ThreePoint(spread.low, spread.likely, spread.high)
    return ThreePoint(*spread)


def _most_uncertain(
    plan: Plan, critical: tuple[str, ...], driving: tuple[Link, ...], points: dict[str, ThreePoint]
) -> tuple[str, ...]:
    """Of all critical chains the one with the largest variance."""
    best: dict[str, tuple[float, tuple[str, ...]]] = {}
    for task in (plan.tasks[row].id for row in plan.topology.order):
        if task not in critical:
            continue
        chains = [best[link.pred] for link in driving if link.succ == task]
        variance, chain = max(chains, default=(0.0, ()))
        own = points[task].variance if task in points else 0.0
        best[task] = (variance + own, (*chain, task))
    followed = {link.pred for link in driving}
    ends = [best[task] for task in critical if task not in followed]
    return max(ends)[1]
