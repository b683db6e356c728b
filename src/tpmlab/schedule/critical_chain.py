"""One chain of tasks, planned twice: padding in every task, or one buffer at its end.

The tasks and their luck are the same in both plans. What differs is how people treat an
estimate, and that is an assumption of the model, to be moved and doubted: with habits of 0
both plans run alike and only their promises differ.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tpmlab.amounts import FloatArray, amount, one_of
from tpmlab.schedule.distributions import Distribution
from tpmlab.schedule.network import Plan, PlanError
from tpmlab.schedule.risk import monte_carlo

__all__ = ["ChainPlans", "Habits", "PromisedRun", "buffer_size", "padded_and_buffered"]


@dataclass(frozen=True)
class Habits:
    """How people treat an estimate: assumptions, each from 0 (not at all) to 1.

    Parameters
    ----------
    late_start : float
        Share of a task's padding that passes before the work begins (student syndrome).
    filling : float
        Share of the time left before the estimate that the work fills although it could
        be handed over (Parkinson's law).
    kept_with_buffer : float
        Share of the filling that stays where tasks have no padding.

    Raises
    ------
    PlanError
        If a share is out of range.

    References
    ----------
    .. [1] Goldratt, E. M. (1997), Critical Chain, North River Press (student syndrome).
    .. [2] Parkinson, C. N. (1955), "Parkinson's law", The Economist, 19 November.

    Examples
    --------
    >>> Habits(late_start=0.5, filling=0.8).kept_with_buffer
    0.0
    """

    late_start: float = 0.0
    filling: float = 0.0
    kept_with_buffer: float = 0.0

    def __post_init__(self) -> None:
        for name in ("late_start", "filling", "kept_with_buffer"):
            amount(getattr(self, name), f"Habits' {name}", PlanError, low=0, high=1)


@dataclass(frozen=True, eq=False)
class PromisedRun:
    """A plan's promise, and how its futures end. Made by :func:`padded_and_buffered`.

    Attributes
    ----------
    work : float
        Working days of the estimates without any safety.
    safety : float
        Working days of padding or buffer.
    finish : numpy.ndarray
        Working day of the end in each future; shape ``(n_trials,)``.
    """

    work: float
    safety: float
    finish: FloatArray

    @property
    def promise(self) -> float:
        """Working day promised: work and safety."""
        return self.work + self.safety

    @property
    def chance(self) -> float:
        """Share of futures that keep the promise."""
        return float((self.finish <= self.promise + 1e-9).mean())


@dataclass(frozen=True, eq=False)
class ChainPlans:
    """The same chain, planned with padding and with a buffer.

    Made by :func:`padded_and_buffered`.

    Attributes
    ----------
    padded, buffered : PromisedRun
        Promise and finish of each plan.
    """

    padded: PromisedRun
    buffered: PromisedRun


def padded_and_buffered(
    tasks: Sequence[Distribution],
    buffer: float,
    *,
    padding: float = 1.0,
    safe: float = 0.9,
    habits: Habits | None = None,
    n_trials: int = 4000,
    seed: int = 1,
) -> ChainPlans:
    """Run a chain of tasks with padding in each one, and with one buffer at its end.

    Parameters
    ----------
    tasks : sequence of Distribution
        Working days of each task, one after the other; at least one.
    buffer : float
        Working days after the last task of the buffered plan, 0 or more.
    padding : float
        Share of the step from the median to the safe duration that each estimate of the
        padded plan holds, 0 to 1.
    safe : float
        Confidence of the safe duration, from 0.5 to below 1.
    habits : Habits, optional
        How people treat an estimate; by default they hand over at once.
    n_trials, seed : int
        Futures, the same for both plans.

    Returns
    -------
    ChainPlans
        Promise and finish of both plans in working days.

    Raises
    ------
    PlanError
        If there is no task or a figure is out of range.

    Notes
    -----
    With the median m and the padded estimate s, a task of the padded plan that needs d days
    takes e = late_start (s - m) + d, and fills what remains: e + filling max(0, s - e). In
    the buffered plan it takes d + kept_with_buffer filling max(0, m - d).

    References
    ----------
    .. [1] Goldratt, E. M. (1997), Critical Chain, North River Press.
    .. [2] Herroelen, W. and Leus, R. (2001), "On the merits and pitfalls of critical chain
       scheduling", Journal of Operations Management 19(5), pp. 559-577.
    .. [3] Parkinson, C. N. (1955), "Parkinson's law", The Economist, 19 November.

    Examples
    --------
    >>> from tpmlab.schedule.distributions import LogNormal
    >>> chain = [LogNormal(10, 18)] * 6
    >>> plans = padded_and_buffered(chain, buffer=24, habits=Habits(0.5, 0.8))
    >>> plans.padded.promise, plans.buffered.promise
    (108.0, 84.0)
    >>> bool(plans.buffered.finish.mean() < plans.padded.finish.mean())
    True
    """
    if not tasks:
        raise PlanError("tasks is empty; give the chain at least one task.")
    share = amount(padding, "padding", PlanError, low=0, high=1)
    medians = np.array([task.quantile(0.5) for task in tasks])
    steps = _steps(tasks, safe) * share
    people = habits or Habits()
    needed = _needed(tasks, n_trials, seed)
    late = people.late_start * steps[:, None] + needed
    spare = np.maximum(medians[:, None] + steps[:, None] - late, 0.0)
    padded = (late + people.filling * spare).sum(axis=0)
    early = np.maximum(medians[:, None] - needed, 0.0)
    buffered = (needed + people.kept_with_buffer * people.filling * early).sum(axis=0)
    work, safety = float(medians.sum()), amount(buffer, "buffer", PlanError, low=0)
    return ChainPlans(
        PromisedRun(work, float(steps.sum()), padded), PromisedRun(work, safety, buffered)
    )


def buffer_size(tasks: Sequence[Distribution], rule: str = "half", safe: float = 0.9) -> float:
    """Size a project buffer from the padding taken out of the tasks.

    Parameters
    ----------
    tasks : sequence of Distribution
        Working days of each task.
    rule : {'half', 'root_square'}
        Half of all padding, or the root of the sum of its squares.
    safe : float
        Confidence of the safe duration, from 0.5 to below 1.

    Returns
    -------
    float
        Working days.

    Raises
    ------
    PlanError
        If the rule is unknown or `safe` out of range.

    References
    ----------
    .. [1] Goldratt, E. M. (1997), Critical Chain, North River Press (half).
    .. [2] Newbold, R. C. (1998), Project Management in the Fast Lane, St. Lucie Press
       (root of the squares).

    Examples
    --------
    >>> from tpmlab.schedule.distributions import LogNormal
    >>> chain = [LogNormal(10, 18)] * 9
    >>> buffer_size(chain), round(buffer_size(chain, "root_square"), 6)
    (36.0, 24.0)
    """
    one_of(rule, "rule", ("half", "root_square"), PlanError)
    steps = _steps(tasks, safe)
    size = math.sqrt(float(steps @ steps)) if rule == "root_square" else float(steps.sum()) / 2
    return round(size, 9)


def _needed(tasks: Sequence[Distribution], n_trials: int, seed: int) -> FloatArray:
    """Days each task needs in each future; shape ``(tasks, trials)``."""
    names = [f"task {n}" for n in range(len(tasks))]
    plan = Plan.from_rows([(name, task.mean, []) for name, task in zip(names, tasks, strict=True)])
    spreads = dict(zip(names, tasks, strict=True))
    forecast = monte_carlo(plan, spreads, n_trials=n_trials, seed=seed)
    return np.stack([np.broadcast_to(row, n_trials) for row in forecast.days])


def _steps(tasks: Sequence[Distribution], safe: float) -> FloatArray:
    """Days from the median to the safe duration; shape ``(tasks,)``."""
    level = amount(safe, "safe", PlanError, low=0.5, high=1 - 1e-9)
    return np.array([round(task.quantile(level) - task.quantile(0.5), 9) for task in tasks])
