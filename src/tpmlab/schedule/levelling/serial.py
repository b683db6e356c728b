"""The serial scheme: task by task, each at the first day that links and resources allow."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

from tpmlab.schedule.levelling.levelled import LevelledSchedule
from tpmlab.schedule.levelling.priority import priorities
from tpmlab.schedule.levelling.problem import EPS, Problem, Starts, problem
from tpmlab.schedule.levelling.profile import Profile
from tpmlab.schedule.levelling.steps import Pick, SerialTrace
from tpmlab.schedule.network import Plan

__all__ = ["Booking", "build_serially", "serial_schedule"]


def serial_schedule(plan: Plan, rule: str = "LFT") -> LevelledSchedule:
    """Level a plan by serial schedule generation with a priority rule.

    Task after task is picked, the best by the rule among those whose predecessors have
    their dates, and placed at the first day from which links hold and every resource it
    needs stays free long enough. Earlier picks are never moved.

    Parameters
    ----------
    plan : Plan
        n tasks with `resources`, and the plan's `capacity`; durations in working days.
    rule : str
        Priority rule: LFT, LST, MSLK, MTS, GRPW, SPT, LPT or FIFO
        (see :func:`priority_rules`).

    Returns
    -------
    LevelledSchedule
        Starts in working days from day 0; links always hold and capacity is never
        exceeded. `steps` tells how each task got its date.

    Raises
    ------
    PlanError
        If the rule is unknown, or a task needs more than the capacity.

    Notes
    -----
    Tasks that must start on a day have their resources kept for that day before anything
    else is placed. Whether all constraints and the plan's deadline are met is not certain
    with any rule: `missed` says what wasn't. Of the serial schedules (one for each order
    of the tasks) at least one is the shortest possible, which holds for no parallel scheme.

    References
    ----------
    .. [1] Kolisch, R. (1996), "Serial and parallel resource-constrained project scheduling
       methods revisited: theory and computation", European Journal of Operational
       Research 90(2), pp. 320-333.

    Examples
    --------
    >>> from tpmlab.schedule import Task
    >>> tasks = (Task("api", 3, resources={"dev": 1}), Task("web", 5, resources={"dev": 1}))
    >>> schedule = serial_schedule(Plan(tasks, capacity={"dev": 1}), rule="SPT")
    >>> schedule.start, schedule.finish
    ({'api': 0.0, 'web': 3.0}, 8.0)
    >>> print(schedule.conflicts[0])
    web waits 3 days for dev, held by api
    """
    prepared = problem(plan)
    chosen = priorities(plan, prepared, rule)
    starts, picks = build_serially(prepared, chosen.keys)
    return LevelledSchedule(plan, starts, f"serial, {rule}", trace=SerialTrace(chosen, picks))


def build_serially(prepared: Problem, keys: list[float]) -> tuple[Starts, list[Pick]]:
    """Place every row, the smallest key first among those whose predecessors are placed."""
    count = len(prepared)
    waiting = [len(links) for links in prepared.before]
    ready = [(keys[row], row) for row in range(count) if not waiting[row]]
    heapify(ready)
    starts = [0.0] * count
    booking = Booking(prepared)
    picks: list[Pick] = []
    while ready:
        _, row = heappop(ready)
        soonest = prepared.soonest(row, starts)
        starts[row] = booking.book(row, soonest)
        picks.append(Pick(row, soonest, starts[row], tuple(ready)))
        for succ, _ in prepared.after[row]:
            waiting[succ] -= 1
            if not waiting[succ]:
                heappush(ready, (keys[succ], succ))
    return tuple(starts), picks


class Booking:
    """A profile in which tasks that must start on a day have their place from the outset."""

    def __init__(self, prepared: Problem) -> None:
        self.prepared = prepared
        self.profile = Profile(prepared.capacity)
        self.kept: set[int] = set()
        for row, day in enumerate(prepared.fixed):
            needs, days = prepared.needs[row], prepared.days[row]
            if day is not None and self.profile.fits(needs, days, day):
                self.profile.reserve(needs, days, day)
                self.kept.add(row)

    def first_fit(self, row: int, soonest: float, until: float) -> float:
        """First start of a row in a span of days, infinity if there is none."""
        day = self.prepared.fixed[row]
        if row in self.kept and day is not None:
            if soonest <= day + EPS:
                return day if day <= until + EPS else float("inf")
            self.profile.give_back(self.prepared.needs[row], self.prepared.days[row], day)
            self.kept.discard(row)
        needs, days = self.prepared.needs[row], self.prepared.days[row]
        return self.profile.earliest(needs, days, soonest, until)

    def book(self, row: int, soonest: float, until: float = float("inf")) -> float:
        """Give a row its first fit, reserve what it needs, and return the start."""
        start = self.first_fit(row, soonest, until)
        if start <= until and row not in self.kept:
            self.profile.reserve(self.prepared.needs[row], self.prepared.days[row], start)
        return start
