"""Smoothing: keep the finish, move tasks within their float, and flatten the load."""

from __future__ import annotations

from bisect import bisect_right

from tpmlab.schedule.critical_path import critical_path
from tpmlab.schedule.levelling.levelled import LevelledSchedule
from tpmlab.schedule.levelling.problem import EPS, Problem, problem
from tpmlab.schedule.levelling.profile import Profile
from tpmlab.schedule.levelling.waits import booked
from tpmlab.schedule.network import Plan
from tpmlab.schedule.tasks import PlanError

__all__ = ["early_schedule", "smooth"]

_MOST_ROUNDS = 50


def early_schedule(plan: Plan) -> LevelledSchedule:
    """Date a plan by its early starts alone, to see what its resources would have to give.

    Parameters
    ----------
    plan : Plan
        n tasks; durations in working days.

    Returns
    -------
    LevelledSchedule
        Early starts of :func:`critical_path`; `overloaded` says where they ask too much.

    Raises
    ------
    PlanError
        If a task needs more than the capacity by itself.

    References
    ----------
    .. [1] Kelley, J. E. and Walker, M. R. (1959), "Critical-path planning
       and scheduling", Eastern Joint Computer Conference, pp. 160-173.

    Examples
    --------
    >>> rows = [{"task": "api", "days": 3, "resources": {"dev": 1}},
    ...         {"task": "web", "days": 5, "resources": {"dev": 1}}]
    >>> early_schedule(Plan.from_rows(rows, capacity={"dev": 1})).overloaded
    {'dev': 3.0}
    """
    starts = tuple(dates.early_start for dates in critical_path(plan).rows)
    return LevelledSchedule(plan, starts, "early starts")


def smooth(plan: Plan, schedule: LevelledSchedule | None = None) -> LevelledSchedule:
    """Flatten the use of resources without moving the finish, by Burgess and Killebrew.

    Tasks are taken from the last to the first. Each moves to the start, between its
    predecessors and successors as they now stand, at which the sum of squared loads is
    least; of equally good starts, to the latest, which leaves room to those before it.
    Rounds go on until nothing moves.

    Parameters
    ----------
    plan : Plan
        n tasks with `resources`; durations in working days.
    schedule : LevelledSchedule, optional
        Where to begin; the early starts unless given. Its finish is kept, and where it
        respects the capacity, the answer does too.

    Returns
    -------
    LevelledSchedule
        `before` is the schedule it began with: compare their `sum_of_squares`.

    Raises
    ------
    PlanError
        If a task needs more than the capacity by itself, or the schedule is another plan's.

    Notes
    -----
    The method is a descent: it ends where no single move helps, which need not be the
    least sum there is (:func:`smooth_exactly` finds that). Only starts at which an end of
    the task meets a change of the load need trying, since the sum is a straight line
    between them. A unit of each resource counts the same.

    References
    ----------
    .. [1] Burgess, A. R. and Killebrew, J. B. (1962), "Variation in activity level on a
       cyclical arrow diagram", Journal of Industrial Engineering 13(2), pp. 76-83.

    Examples
    --------
    >>> rows = [{"task": "build", "days": 4, "resources": {"dev": 1}},
    ...         {"task": "docs", "days": 2, "resources": {"dev": 1}},
    ...         {"task": "ship", "days": 2, "waits_for": "build"}]
    >>> flat = smooth(Plan.from_rows(rows))
    >>> flat.start["docs"], flat.before.sum_of_squares, flat.sum_of_squares
    (4.0, 10.0, 6.0)
    """
    before = early_schedule(plan) if schedule is None else schedule
    if before.plan != plan:
        raise PlanError(
            "The schedule is not one of this plan; give smooth(schedule.plan, schedule)."
        )
    prepared = problem(plan)
    finish = before.finish
    starts = list(before.starts)
    profile = booked(prepared, before.starts)
    tight = not before.overloaded
    for _ in range(_MOST_ROUNDS):
        moved = False
        for row in sorted(range(len(plan)), key=lambda row: (-starts[row], -row)):
            needs, days = prepared.needs[row], prepared.days[row]
            if prepared.fixed[row] is not None:
                continue
            profile.give_back(needs, days, starts[row])
            best = _best_start(prepared, profile, row, starts, finish, tight=tight)
            profile.reserve(needs, days, best)
            moved |= abs(best - starts[row]) > EPS
            starts[row] = best
        if not moved:
            break
    return LevelledSchedule(plan, tuple(starts), "smoothed within float", before=before)


def _best_start(
    prepared: Problem,
    profile: Profile,
    row: int,
    starts: list[float],
    finish: float,
    *,
    tight: bool,
) -> float:
    """Start with the least sum of squares among those that links, and capacity, allow."""
    own, days, needs = starts[row], prepared.days[row], prepared.needs[row]
    first = min(own, prepared.soonest(row, starts))
    last = max(own, prepared.latest(row, starts, finish))
    changes = {time - shift for time in profile.times for shift in (0.0, days)}
    tried = {own, first, last, *(time for time in changes if first <= time <= last)}
    best, least = own, _added(profile, needs, days, own)
    for start in sorted(tried):
        if tight and not profile.fits(needs, days, start):
            continue
        cost = _added(profile, needs, days, start)
        if cost < least - EPS or (cost < least + EPS and start > best):
            best, least = start, min(cost, least)
    return best


def _added(
    profile: Profile, needs: tuple[tuple[int, float], ...], days: float, start: float
) -> float:
    """Give what a task at `start` adds to the sum of squares, but for a term that never changes."""
    end, total = start + days, 0.0
    segment = bisect_right(profile.times, start + EPS) - 1
    while start < end - EPS:
        after = profile.times[segment + 1] if segment + 1 < len(profile.times) else end
        used = profile.used[segment]
        total += (min(after, end) - start) * sum(
            units * used[resource] for resource, units in needs
        )
        start, segment = after, segment + 1
    return total
