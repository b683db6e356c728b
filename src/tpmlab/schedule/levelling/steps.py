"""How a schedule came about: who was picked when, and why the others had to wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tpmlab.schedule.levelling.priority import Priorities
from tpmlab.schedule.tasks import days_text

__all__ = ["Moment", "ParallelTrace", "Pick", "SerialTrace", "Shortage", "Step"]


@dataclass(frozen=True)
class Step:
    """One decision of a scheme.

    Attributes
    ----------
    day : float
        Parallel scheme: the decision time. Serial scheme: the start that was given.
    started : tuple of str
        Tasks that got their date, in the order in which they were taken.
    waited : dict of str to str
        Tasks that were ready and had to wait, each with the reason.
    """

    day: float
    started: tuple[str, ...]
    waited: dict[str, str]

    def __str__(self) -> str:
        told = f"day {days_text(self.day)}: "
        if self.started:
            verb = "starts" if len(self.started) == 1 else "start"
            told += f"{', '.join(self.started)} {verb}"
        else:
            told += "nothing starts"
        if not self.waited:
            return told
        verb = "waits" if len(self.waited) == 1 else "wait"
        reasons = ", ".join(f"{name} {verb} ({why})" for name, why in self.waited.items())
        return f"{told}; {reasons}"


class Pick(NamedTuple):
    """Serial scheme: a row, the first day its links allow, its start; keys and rows left ready."""

    row: int
    soonest: float
    start: float
    ready: tuple[tuple[float, int], ...]


class Shortage(NamedTuple):
    """A row that could not start: the resource that was short, and from which day."""

    row: int
    resource: int
    needed: float
    free: float
    day: float


class Moment(NamedTuple):
    """Parallel scheme: a decision time, what started and what was short."""

    time: float
    started: tuple[int, ...]
    held: tuple[Shortage, ...]


@dataclass(frozen=True)
class SerialTrace:
    """Picks of the serial scheme, told on demand."""

    priorities: Priorities
    picks: list[Pick]

    def steps(self, ids: Sequence[str], resources: Sequence[str]) -> tuple[Step, ...]:
        """Tell every pick in words."""
        values, number = self.priorities.values, self.priorities.rule.number
        told = []
        for pick in self.picks:
            own = values[pick.row]
            waited = {}
            for _, row in sorted(pick.ready):
                tie = " too, later in the plan" if values[row] == own else ""
                waited[ids[row]] = f"{number} {days_text(values[row])}{tie}"
            told.append(Step(pick.start, (ids[pick.row],), waited))
        return tuple(told)


@dataclass(frozen=True)
class ParallelTrace:
    """Decision times of the parallel scheme, told on demand."""

    moments: list[Moment]

    def steps(self, ids: Sequence[str], resources: Sequence[str]) -> tuple[Step, ...]:
        """Tell every decision time in words."""
        return tuple(
            Step(
                moment.time,
                tuple(ids[row] for row in moment.started),
                {ids[held.row]: _why(held, moment.time, resources) for held in moment.held},
            )
            for moment in self.moments
        )


def _why(held: Shortage, time: float, resources: Sequence[str]) -> str:
    if held.resource < 0:
        return "has its day later"
    later = f" on day {days_text(held.day)}" if held.day > time else ""
    name = resources[held.resource]
    return f"needs {days_text(held.needed)} {name}, {days_text(held.free)} free{later}"
