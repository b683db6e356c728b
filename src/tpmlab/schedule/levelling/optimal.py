"""The shortest schedule there is, or the best found in time with what is left to prove."""

from __future__ import annotations

from time import monotonic
from typing import Any, NamedTuple

from tpmlab.amounts import amount
from tpmlab.schedule.levelling.bounds import lower_bound
from tpmlab.schedule.levelling.improve import Population
from tpmlab.schedule.levelling.levelled import LevelledSchedule
from tpmlab.schedule.levelling.problem import EPS, Problem, Starts, problem
from tpmlab.schedule.levelling.serial import build_serially
from tpmlab.schedule.levelling.solver import Search, day_grid
from tpmlab.schedule.network import Plan
from tpmlab.schedule.tasks import PlanError, days_text

__all__ = ["optimal_schedule"]

_QUICK, _FIRST, _BREEDING = 0.05, 0.3, 0.35  # shares of the time; the rest is a second search
_TASKS_A_SECOND = 30_000  # rows that breeding places in a second, roughly


def optimal_schedule(
    plan: Plan,
    seconds: float = 10.0,
    *,
    seed: int = 0,
    workers: int = 2,
    reproducible: bool = False,
) -> LevelledSchedule:
    """Find the shortest schedule under links, resources and constraints, by CP-SAT.

    Parameters
    ----------
    plan : Plan
        n tasks with `resources`, and the plan's `capacity`; durations in working days,
        which must lie on a common grid of at most 1,000 steps a day.
    seconds : float
        Time for the search, above 0.
    seed : int
        Seed of the search and of the heuristics before it, 0 or more.
    workers : int
        Searches side by side, 1 or more; more than the machine has cores may still help.
    reproducible : bool
        Count the search's own work instead of the clock, with one worker, so that the
        answer doesn't depend on the machine's speed; `seconds` is then only a rough guide.

    Returns
    -------
    LevelledSchedule
        `status` is ``optimal`` or ``feasible`` (time was up); `bound` is the day before
        which no schedule can end as far as is proven, and `gap` what is left between.

    Raises
    ------
    PlanError
        If durations or units fit no grid; if the days set for tasks can't be kept; if the
        plan's deadline can't be met or wasn't within the time: the message names the
        earliest finish known.
    MissingORToolsError
        If OR-Tools isn't installed: ``pip install "tpmlab[plan]"``.

    Notes
    -----
    Constraint search and breeding (:func:`best_of_rules`) take turns, each from the best
    schedule known; small plans are solved before the first turn ends. A proven finish and
    bound are the same on every run. Which of several equally short schedules comes out,
    and how far a search gets before its time is up, depend on the clock unless
    ``reproducible=True``: then the same plan and seed give the same schedule with the same
    version of OR-Tools.

    References
    ----------
    .. [1] Pritsker, A. A. B., Watters, L. J. and Wolfe, P. M. (1969), "Multiproject
       scheduling with limited resources: a zero-one programming approach", Management
       Science 16(1), pp. 93-108.
    .. [2] Aggoun, A. and Beldiceanu, N. (1993), "Extending CHIP in order to solve complex
       scheduling and placement problems", Mathematical and Computer Modelling 17(7),
       pp. 57-73 (the cumulative constraint).

    Examples
    --------
    >>> rows = [{"task": "api", "days": 3, "resources": {"dev": 1}},
    ...         {"task": "web", "days": 5, "resources": {"dev": 1}},
    ...         {"task": "test", "days": 4, "waits_for": "web"}]
    >>> best = optimal_schedule(Plan.from_rows(rows, capacity={"dev": 1}))
    >>> best.finish, best.status, best.gap
    (9.0, 'optimal', 0.0)
    """
    time = amount(seconds, "seconds", PlanError, above=0)
    number = int(amount(seed, "seed", PlanError, low=0, whole=True))
    searches = int(amount(workers, "workers", PlanError, low=1, whole=True))
    prepared = problem(plan)
    race = _Race(plan, prepared, _Effort(time, number, searches, reproducible))
    starts, status, bound = race.run()
    if plan.deadline is not None and prepared.finish(starts) > plan.deadline + EPS:
        raise PlanError(_too_late(plan.deadline, prepared.finish(starts), bound))
    method = f"CP-SAT, seed {number}"
    return LevelledSchedule(plan, starts, method, status=status, proven_bound=bound)


def _too_late(deadline: float, finish: float, bound: float) -> str:
    day, best = days_text(deadline), days_text(finish)
    if bound > deadline + EPS:
        told = f"No schedule ends by day {day} with these resources: "
        known = f"the earliest finish known is day {best}"
    else:
        told = f"No schedule that ends by day {day} was found in the time given: "
        known = (
            f"the earliest finish known is day {best}, and day {days_text(bound)} isn't ruled out"
        )
    return f"{told}{known}; add to the capacity, cut work or move the deadline."


class _Effort(NamedTuple):
    """What the caller lets the search spend."""

    seconds: float
    seed: int
    workers: int
    reproducible: bool

    def search(self, search: Search, share: float) -> tuple[Any, str]:
        """Run a model's search for a share of the time."""
        return search.run(share * self.seconds, self.seed, self.workers, self.reproducible)


class _Race:
    """Constraint search and breeding in turns, each from the best that is known."""

    def __init__(self, plan: Plan, prepared: Problem, effort: _Effort) -> None:
        self.plan, self.prepared, self.effort = plan, prepared, effort
        grid = day_grid(plan, prepared)
        self.bound = grid.days(grid.up(lower_bound(prepared, plan.topology.order)))
        self.population = Population(plan, prepared, effort.seed)
        self.known = self.population.best
        self.kept = not prepared.misses(self.known)
        known = prepared.finish(self.known)
        self.search = Search(plan, prepared, known if self.kept else self._safe_horizon())

    def run(self) -> tuple[Starts, str, float]:
        """Give starts, status and bound."""
        self._breed(_QUICK)
        if self._reached(self.bound):
            return self.known, "optimal", self.prepared.finish(self.known)
        self._model()
        status = self._solve(_FIRST)
        if status != "optimal" and not self._reached(self.bound):
            self._breed(_BREEDING)
            status = self._solve(1 - _QUICK - _FIRST - _BREEDING)
        if not self.kept:
            raise PlanError(
                "No schedule that keeps the days set for tasks was found in "
                f"{days_text(self.effort.seconds)} seconds; give more time, add to the capacity "
                "or loosen a constraint."
            )
        proven = status == "optimal" or self._reached(self.bound)
        bound = self.prepared.finish(self.known) if proven else self.bound
        return self.known, "optimal" if proven else "feasible", bound

    def _reached(self, day: float) -> bool:
        return self.kept and self.prepared.finish(self.known) <= day + EPS

    def _model(self) -> None:
        search = self.search
        self.end = search.model.new_int_var(search.grid.whole(self.bound), search.end, "finish")
        for start, days in zip(search.starts, search.durations, strict=True):
            search.model.add(self.end >= start + days)
        search.limit_resources(self.end)
        search.model.minimize(self.end)

    def _breed(self, share: float) -> None:
        """Breed for a share of the time, counted in children so that it can be repeated."""
        ends = monotonic() + share * self.effort.seconds
        stop = bool if self.effort.reproducible else lambda: monotonic() > ends
        children = int(share * self.effort.seconds * _TASKS_A_SECOND / len(self.plan))
        self.population.breed(children, target=self.bound, stop=stop)
        self._take(self.population.best)

    def _take(self, starts: Starts) -> None:
        """Keep a schedule if it is better than the one known."""
        if self.population.merit(starts) < self.population.merit(self.known):
            self.known = starts
        self.kept = not self.prepared.misses(self.known)

    def _solve(self, share: float) -> str:
        """Search for a share of the time; keeps what it finds and says how it ended."""
        search = self.search
        if self.kept:
            search.hint(self.known)
            search.model.add(self.end <= search.grid.whole(self.prepared.finish(self.known)))
        solver, status = self.effort.search(search, share)
        if status == "infeasible":
            raise PlanError(self._why_not())
        self.bound = max(self.bound, search.grid.days(solver.best_objective_bound))
        if status in ("optimal", "feasible"):
            self._take(self._tidied(search.found(solver)))
            self.population.join(self.known)
        return status

    def _tidied(self, starts: Starts) -> Starts:
        """Every task as early as it can go without changing the order of starts."""
        earlier, _ = build_serially(self.prepared, list(starts))
        better = self.prepared.finish(earlier) <= self.prepared.finish(starts) + EPS
        return earlier if better and not self.prepared.misses(earlier) else starts

    def _why_not(self) -> str:
        """Tasks that can't keep their days, as few days late as can be."""
        horizon = self._safe_horizon()
        search = Search(self.plan, self.prepared, horizon, keep_constraints=False)
        search.limit_resources()
        late = []
        for row, (start, days) in enumerate(zip(search.starts, search.durations, strict=True)):
            fixed, due = self.prepared.fixed[row], self.prepared.due[row]
            for day, own in ((fixed, 0), (due, days)):
                if day is not None and day < horizon:
                    by = search.model.new_int_var(0, search.end, f"late {row}")
                    search.model.add(by >= start + own - search.grid.whole(day))
                    late.append(by)
        search.model.minimize(search.cp.LinearExpr.sum(late))
        solver, status = self.effort.search(search, 1.0)
        starts = search.found(solver) if status in ("optimal", "feasible") else self.known
        named = ", ".join(
            f"'{self.plan.tasks[row].id}' by {days_text(days)} {'day' if days == 1 else 'days'}"
            for row, days in self.prepared.misses(starts)
        )
        return (
            "No schedule keeps the days set for tasks with these resources: the best found is "
            f"late at {named}; move those days, add to the capacity or cut work."
        )

    def _safe_horizon(self) -> float:
        """Give a day by which everything can be done, one task after the other."""
        prepared = self.prepared
        held = [day for day in [*prepared.release, *prepared.fixed] if day is not None]
        lags = sum(max(0.0, gap) for links in prepared.after for _, gap in links)
        return max(*held, prepared.finish(self.known)) + sum(prepared.days) + lags
