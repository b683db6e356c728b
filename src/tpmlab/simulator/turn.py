"""One week in the making: the new state, and what there is to tell about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tpmlab.simulator.dynamics import Dynamics
from tpmlab.simulator.state import State
from tpmlab.simulator.structure import Structure

__all__ = ["Event", "Turn"]


class Event(NamedTuple):
    """Something that happened.

    Parameters
    ----------
    week : int
        In which week, from 0.
    kind : str
        "refused", "finished", "risk", "request", "answer", "person", "trust", "report",
        "scope", "end".
    about : str
        Id of the package, person, risk, request or stakeholder, or the order's name.
    text : str
        One sentence.
    """

    week: int
    kind: str
    about: str
    text: str


@dataclass(slots=True, eq=False)
class Turn:
    """What the parts of a week share: rules to read, a state to change, events to add."""

    structure: Structure
    rules: Dynamics
    state: State
    events: list[Event]
    on_team: tuple[int, ...] = ()  # who is at work this week, once all have come and gone

    def tell(self, kind: str, about: str, text: str) -> None:
        """Add an event."""
        self.events.append(Event(self.state.week, kind, about, text))

    def refuse(self, about: str, reason: str) -> None:
        """Note that an order has no effect, and why."""
        self.tell("refused", about, reason)

    def add_work(self, package: int, effort: float) -> None:
        """Make a package larger; if it was done it is open again."""
        work = self.state.work
        work.size[package] += effort
        work.waiting[package] += effort
        work.added += effort

    def drop(self, package: int) -> None:
        """Take a package out for good, with what is left of it."""
        work, scenario = self.state.work, self.structure.scenario
        work.gone[package] = "cut"
        work.dropped += work.size[package]
        lost = scenario.packages[package].value
        for request, status, value in zip(
            scenario.requests, self.state.requests.status, self.state.chance.value, strict=True
        ):
            if status in {"yes", "traded"} and self.structure.package[request.package] == package:
                lost += value
        self.state.ledger.promised -= lost
