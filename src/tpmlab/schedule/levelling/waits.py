"""Who waits for which resource, for how long, and who has it meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from tpmlab.schedule.levelling.problem import EPS, Problem, Starts
from tpmlab.schedule.levelling.profile import Profile
from tpmlab.schedule.network import Plan
from tpmlab.schedule.tasks import days_text

__all__ = ["Conflict", "booked", "conflicts"]


@dataclass(frozen=True)
class Conflict:
    """A task that waits for a resource.

    Attributes
    ----------
    task : str
        Who waits.
    resource : str
        What it waits for; of several that are short at once, the one missing most.
    days : float
        Working days of waiting, beyond what the links ask.
    held_by : tuple of str
        Tasks that use the resource meanwhile.
    """

    task: str
    resource: str
    days: float
    held_by: tuple[str, ...]

    def __str__(self) -> str:
        noun = "day" if self.days == 1 else "days"
        waits = f"{self.task} waits {days_text(self.days)} {noun} for {self.resource}"
        return f"{waits}, held by {', '.join(self.held_by)}"


def booked(prepared: Problem, starts: Starts) -> Profile:
    """Profile with every row in its place; below 0 where capacity is exceeded."""
    profile = Profile(prepared.capacity)
    for row, start in enumerate(starts):
        profile.reserve(prepared.needs[row], prepared.days[row], start)
    return profile


def conflicts(plan: Plan, prepared: Problem, starts: Starts) -> tuple[Conflict, ...]:
    """Find every wait for a resource, in the order in which the waits begin."""
    profile = booked(prepared, starts)
    ids = [task.id for task in plan]
    found: list[tuple[float, Conflict]] = []
    for row, start in enumerate(starts):
        soonest = prepared.soonest(row, starts)
        needs, days = prepared.needs[row], prepared.days[row]
        if not needs or start <= soonest + EPS:
            continue
        profile.give_back(needs, days, start)
        waits: dict[int, float] = {}
        holders: dict[int, dict[int, None]] = {}
        time = soonest
        while time < start - EPS and (short := profile.shortage(needs, days, time)):
            resource, _, day = short
            until = min(profile.next_break(day), start)
            waits[resource] = waits.get(resource, 0.0) + until - time
            users = _users(prepared, starts, resource, day, row)
            holders.setdefault(resource, {}).update(users)
            time = until
        profile.reserve(needs, days, start)
        for resource, wait in waits.items():
            held_by = tuple(ids[user] for user in holders[resource])
            conflict = Conflict(ids[row], prepared.resources[resource], round(wait, 9), held_by)
            found.append((soonest, conflict))
    found.sort(key=lambda entry: entry[0])
    return tuple(conflict for _, conflict in found)


def _users(
    prepared: Problem, starts: Starts, resource: int, day: float, row: int
) -> dict[int, None]:
    return {
        other: None
        for other, start in enumerate(starts)
        if other != row
        and start <= day + EPS
        and start + prepared.days[other] > day + EPS
        and any(name == resource for name, _ in prepared.needs[other])
    }
