"""The flattest load that a finish allows, by constraint programming."""

from __future__ import annotations

from typing import Any

from tpmlab.amounts import amount
from tpmlab.schedule.levelling.levelled import LevelledSchedule
from tpmlab.schedule.levelling.problem import problem
from tpmlab.schedule.levelling.smoothing import smooth
from tpmlab.schedule.levelling.solver import Search, whole_units
from tpmlab.schedule.network import Plan
from tpmlab.schedule.tasks import PlanError

__all__ = ["smooth_exactly"]


def smooth_exactly(
    plan: Plan,
    schedule: LevelledSchedule | None = None,
    seconds: float = 10.0,
    *,
    seed: int = 0,
    workers: int = 2,
) -> LevelledSchedule:
    """Flatten the use of resources without moving the finish, with the least sum of squares.

    Parameters
    ----------
    plan : Plan
        n tasks with `resources`; durations in working days, on a common grid.
    schedule : LevelledSchedule, optional
        Where to begin; the early starts unless given. Its finish is kept, and where it
        respects the capacity, the answer does too.
    seconds : float
        Time for the search, above 0.
    seed, workers : int
        As in :func:`optimal_schedule`.

    Returns
    -------
    LevelledSchedule
        `before` is the schedule it began with; `status` is ``optimal`` if no schedule of
        that finish, with starts on the grid, has a smaller `sum_of_squares`, else ``feasible``.

    Raises
    ------
    PlanError
        If durations or units fit no grid, or a number is out of range.
    MissingORToolsError
        If OR-Tools isn't installed: ``pip install "tpmlab[plan]"``.

    Notes
    -----
    For each step of the grid and each resource, the square of the load is held above the
    straight lines through its neighbouring whole values, which is exact for whole loads.
    The model grows with the length of the plan: weeks and months, not years.

    References
    ----------
    .. [1] Burgess, A. R. and Killebrew, J. B. (1962), "Variation in activity level on a
       cyclical arrow diagram", Journal of Industrial Engineering 13(2), pp. 76-83 (the sum of
       squares to be made small).

    Examples
    --------
    >>> rows = [{"task": "build", "days": 4, "resources": {"dev": 1}},
    ...         {"task": "docs", "days": 2, "resources": {"dev": 1}},
    ...         {"task": "ship", "days": 2, "waits_for": "build"}]
    >>> flat = smooth_exactly(Plan.from_rows(rows))
    >>> flat.start["docs"], flat.sum_of_squares, flat.status
    (4.0, 6.0, 'optimal')
    """
    time = amount(seconds, "seconds", PlanError, above=0)
    begun = smooth(plan, schedule)
    before = begun.before or begun
    prepared = problem(plan)
    search = Search(plan, prepared, before.finish, keep_constraints=not before.missed)
    if not before.overloaded:
        search.limit_resources()
    runs = _running(search)
    squares: list[Any] = []
    weights: list[float] = []
    for resource in range(len(prepared.resources)):
        own, weight = _squares(search, resource, runs)
        squares += own
        weights += [weight] * len(own)
    search.model.minimize(search.cp.LinearExpr.weighted_sum(squares, weights))
    search.hint(begun.starts)
    solver, status = search.run(time, seed, workers, reproducible=False)
    method, proven = f"smoothed by CP-SAT, seed {seed}", status == "optimal"
    flat = LevelledSchedule(plan, begun.starts, method, "feasible", before=before)
    if status in ("optimal", "feasible"):
        word = "optimal" if proven else "feasible"
        found = LevelledSchedule(plan, search.found(solver), method, word, before=before)
        flat = found if proven or found.sum_of_squares < flat.sum_of_squares else flat
    return flat


def _running(search: Search) -> list[dict[int, list[Any]]]:
    """Make switches for each row and each step at which it may run; one is on if it does."""
    model, table = search.model, []
    for start, days in zip(search.starts, search.durations, strict=True):
        first, *_, last = start.proto.domain
        places = range(first, last + 1)
        here = [model.new_bool_var("") for _ in places]
        model.add_exactly_one(here)
        model.add(search.cp.LinearExpr.weighted_sum(here, list(places)) == start)
        runs: dict[int, list[Any]] = {}
        for place, switch in zip(places, here, strict=True):
            for step in range(place, place + days):
                runs.setdefault(step, []).append(switch)
        table.append(runs)
    return table


def _squares(
    search: Search, resource: int, runs: list[dict[int, list[Any]]]
) -> tuple[list[Any], float]:
    """Squared load of one resource at each step, held from below, and its unit squared."""
    users = search.users(resource)
    units = whole_units([units for _, units in users], search.prepared.resources[resource])
    model, squares = search.model, []
    for step in range(search.end):
        switches = [
            (switch, need)
            for (row, _), need in zip(users, units, strict=True)
            for switch in runs[row].get(step, [])
        ]
        if not switches:
            continue
        load = search.cp.LinearExpr.weighted_sum(*map(list, zip(*switches, strict=True)))
        most = sum(need for (row, _), need in zip(users, units, strict=True) if step in runs[row])
        square = model.new_int_var(0, most * most, "")
        for level in range(most):
            model.add(square >= (2 * level + 1) * load - level * (level + 1))
        squares.append(square)
    return squares, (users[0][1] / units[0]) ** 2 if users else 0.0
