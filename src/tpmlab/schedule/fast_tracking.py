"""Fast-tracking: start the next task before the last one is done, and bet on no rework."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from tpmlab.amounts import FloatArray, amount
from tpmlab.schedule.critical_path import critical_path
from tpmlab.schedule.network import Plan, PlanError, days_text
from tpmlab.schedule.risk_events import RiskEvent

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FastTrack", "Overlap", "fast_track", "overlap_candidates"]

_MOST = 12  # overlaps at once: 4,096 cases


@dataclass(frozen=True)
class Overlap:
    """One task starts before the one it waits for is done.

    Parameters
    ----------
    pred, succ : str
        The two tasks; a finish-to-start link must join them.
    days : float
        Working days that they now share, above 0.
    rework_chance : float
        Probability that the early start was wrong, 0 to 1.
    rework_share : float
        Share of the early work to be done again if so: 1 for all of it, more if undoing
        takes time too.

    Raises
    ------
    PlanError
        If a number is out of range.

    Examples
    --------
    >>> Overlap("design", "build", days=4, rework_chance=0.25, rework_share=0.5).rework_days
    2.0
    """

    pred: str
    succ: str
    days: float
    rework_chance: float
    rework_share: float = 1.0

    def __post_init__(self) -> None:
        where = f"Overlap {self.pred} → {self.succ}:"
        amount(self.days, f"{where} days", PlanError, above=0)
        amount(self.rework_chance, f"{where} rework_chance", PlanError, low=0, high=1)
        amount(self.rework_share, f"{where} rework_share", PlanError, low=0)

    @property
    def rework_days(self) -> float:
        """Working days the second task takes longer if rework is needed."""
        return self.days * self.rework_share

    def as_event(self) -> RiskEvent:
        """Give the rework as an event for :func:`tpmlab.schedule.monte_carlo`.

        Returns
        -------
        RiskEvent
            Delays the second task by `rework_days` with the probability `rework_chance`.

        Examples
        --------
        >>> Overlap("design", "build", 4, rework_chance=0.25).as_event().expected_days
        1.0
        """
        name = f"rework {self.pred} → {self.succ}"
        return RiskEvent(name, self.rework_chance, self.rework_days, (self.succ,))


@dataclass(frozen=True, eq=False)
class FastTrack:
    """A plan with overlaps, and what may come of them.

    Attributes
    ----------
    plan : Plan
        With the overlaps, before any rework.
    before : float
        Finish of the plan without overlaps, in working days.
    finishes : numpy.ndarray
        Finish in each case, in rising order; shape ``(cases,)``.
    chances : numpy.ndarray
        Probability of each case; shape ``(cases,)``.
    rework : float
        Expected working days of rework.
    """

    plan: Plan
    before: float
    finishes: FloatArray
    chances: FloatArray
    rework: float

    @property
    def mean(self) -> float:
        """Expected finish in working days."""
        return float(self.finishes @ self.chances)

    @property
    def days_saved(self) -> float:
        """Working days gained on average; below 0 if the bet is bad."""
        return self.before - self.mean

    def chance(self, day: float) -> float:
        """Give the probability that the plan ends by a working day.

        Examples
        --------
        >>> plan = Plan.from_rows([("design", 8, []), ("build", 10, ["design"])])
        >>> fast_track(plan, [Overlap("design", "build", 4, rework_chance=0.25)]).chance(16)
        0.75
        """
        return float(self.chances[self.finishes <= day + 1e-9].sum())

    @property
    def chance_later(self) -> float:
        """Probability that the plan ends later than without overlaps."""
        return float(self.chances[self.finishes > self.before + 1e-9].sum())


def fast_track(plan: Plan, overlaps: Iterable[Overlap]) -> FastTrack:
    """Overlap tasks of a plan and weigh the days saved against the rework.

    Parameters
    ----------
    plan : Plan
        Durations in working days.
    overlaps : iterable of Overlap
        Up to 12; the rework of each is independent of the others.

    Returns
    -------
    FastTrack
        Every case of rework with its probability: exact, nothing is drawn.

    Raises
    ------
    PlanError
        If no finish-to-start link joins the tasks, or the overlap is longer than one of them.

    Notes
    -----
    The link's lag falls by the overlap. With rework, the second task takes the repeated
    work longer, which may move the end beyond that of the plan without overlaps.

    References
    ----------
    .. [1] Krishnan, V., Eppinger, S. D. and Whitney, D. E. (1997), "A model-based framework
       to overlap product development activities", Management Science 43(4), pp. 437-451.

    Examples
    --------
    >>> plan = Plan.from_rows([("design", 8, []), ("build", 10, ["design"])])
    >>> bet = fast_track(plan, [Overlap("design", "build", 4, rework_chance=0.25)])
    >>> bet.before, bet.finishes.tolist(), bet.mean
    (18.0, [14.0, 18.0], 15.0)
    """
    bets = list(overlaps)
    if len(bets) > _MOST:
        raise PlanError(f"overlaps holds {len(bets)}; give at most {_MOST} at once.")
    faster = plan
    for bet in bets:
        faster = _overlapped(faster, bet, plan)
    cases = np.array(list(product((0.0, 1.0), repeat=len(bets)))).reshape(2 ** len(bets), len(bets))
    days = np.repeat([[task.duration] for task in plan], len(cases), axis=1)
    chances = np.ones(len(cases))
    for n, bet in enumerate(bets):
        days[plan.index(bet.succ)] += cases[:, n] * bet.rework_days
        chances *= np.where(cases[:, n] > 0, bet.rework_chance, 1 - bet.rework_chance)
    ends = faster.topology.dates(days).finish
    order = np.argsort(ends, kind="stable")
    rework = sum(bet.rework_chance * bet.rework_days for bet in bets)
    return FastTrack(faster, critical_path(plan).finish, ends[order], chances[order], rework)


def overlap_candidates(
    plan: Plan, share: float = 0.5, rework_chance: float = 0.3, rework_share: float = 1.0
) -> pd.DataFrame:
    """Try an overlap on each critical finish-to-start link, one at a time.

    Parameters
    ----------
    plan : Plan
        Durations in working days.
    share : float
        Overlap as a share of the shorter task, above 0, at most 1.
    rework_chance, rework_share : float
        As in :class:`Overlap`.

    Returns
    -------
    pandas.DataFrame
        A row a link, largest gain first: `pred`, `succ`, `overlap` in working days;
        `finish` without rework and `mean_days_saved` with it, `chance_later` than before.

    Raises
    ------
    PlanError
        If a number is out of range.

    References
    ----------
    .. [1] Krishnan, V., Eppinger, S. D. and Whitney, D. E. (1997), "A model-based framework
       to overlap product development activities", Management Science 43(4), pp. 437-451.

    Examples
    --------
    >>> plan = Plan.from_rows([("design", 8, []), ("build", 10, ["design"]),
    ...                        ("ship", 1, ["build"])])
    >>> overlap_candidates(plan)[["pred", "overlap", "mean_days_saved"]].round(2).values.tolist()
    [['design', 4.0, 2.8], ['build', 0.5, 0.35]]
    """
    import pandas as pd

    part = amount(share, "share", PlanError, above=0, high=1)
    rows = []
    for link in critical_path(plan).driving:
        shorter = min(plan[link.pred].duration, plan[link.succ].duration)
        if link.type == "FS" and shorter > 0:
            bet = Overlap(link.pred, link.succ, part * shorter, rework_chance, rework_share)
            answer = fast_track(plan, [bet])
            smooth = critical_path(answer.plan).finish
            rows.append((*link[:2], bet.days, smooth, answer.days_saved, answer.chance_later))
    columns = ["pred", "succ", "overlap", "finish", "mean_days_saved", "chance_later"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("mean_days_saved", ascending=False, kind="stable", ignore_index=True)


def _overlapped(faster: Plan, bet: Overlap, plan: Plan) -> Plan:
    shorter = min(plan[bet.pred].duration, plan[bet.succ].duration)
    if bet.days > shorter + 1e-9:
        raise PlanError(
            f"The overlap of {bet.pred} → {bet.succ} is {days_text(bet.days)} days; give at most "
            f"{days_text(shorter)}, the length of the shorter task."
        )
    for link in faster.links:
        if link[:3] == (bet.pred, bet.succ, "FS"):
            return faster.with_link(bet.pred, bet.succ, "FS", link.lag - bet.days)
    raise PlanError(
        f"There is no finish-to-start link {bet.pred} → {bet.succ} to overlap; see plan.table()."
    )
