"""Where a project stands: all of it, hidden parts included. Players see a :class:`View`.

Everything is a plain number, a word or a list of them, in the scenario's order, so that a
state copies fast, writes itself as JSON and can be compared byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Self

from tpmlab.simulator.chance import Chance

__all__ = [
    "Ledger",
    "Orders",
    "RequestState",
    "RiskState",
    "SponsorState",
    "State",
    "TeamState",
    "WorkState",
]


class _Part:
    """A part of the state: lists are copied with it, numbers and words need not be."""

    __slots__ = ()

    def copy(self) -> Self:
        """Copy what can change; a hundred of these are made in a run, so it is terse."""
        cls = type(self)
        values = _reader(cls.__slots__)(self)
        return cls(*[v[:] if v.__class__ is list else v for v in values])


@cache
def _reader(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    first, *others = names
    read: Callable[[Any], tuple[Any, ...]] = attrgetter(first, *others)
    return read


@dataclass(slots=True, eq=False)
class WorkState(_Part):
    """Packages, in person-days: ``waiting + correct + flawed + known == size``, always."""

    size: list[float]
    waiting: list[float]  # not yet done
    correct: list[float]
    flawed: list[float]  # done, wrong, and nobody knows: hidden
    known: list[float]  # found to be wrong, to be done again
    started: list[bool]
    gone: list[str]  # "" while it is in; "deferred", "cut"
    frozen: list[float]  # days in which nobody can work on it
    fast: list[bool]  # may start before its inputs are done
    fixed: float = 0.0  # pd of flaws mended so far
    built: float = 0.0  # pd of new work done so far
    spent_fixing: float = 0.0  # pd of effort that mending took
    added: float = 0.0  # pd of scope that came on the way
    dropped: float = 0.0  # pd of scope that was cut


@dataclass(slots=True, eq=False)
class TeamState(_Part):
    """People: `place` is "pool", "coming", "team", "left" or "released"."""

    place: list[str]
    arrives: list[int]
    weeks: list[int]  # on this product
    tired: list[float]
    morale: list[float]
    strain: list[float]  # hazard of leaving gathered so far: hidden
    busy: list[float]  # days worked in the week before
    lost: int = 0
    morale_sum: float = 0.0  # over weeks, of the team's mean
    paid_days: float = 0.0
    worked_days: float = 0.0
    idle_days: float = 0.0


@dataclass(slots=True, eq=False)
class RiskState(_Part):
    """Risks: `fired` is the week, -1 while it has not."""

    strain: list[float]  # hidden
    fired: list[int]
    mitigated: list[bool]
    accepted: list[bool]  # told the stakeholders that it is carried


@dataclass(slots=True, eq=False)
class RequestState(_Part):
    """Requests: `status` is "future", "open", "yes", "no", "traded" or "expired"."""

    status: list[str]
    since: list[int]
    trade_refused: list[bool]
    until: list[int]  # week in which an open one expires


@dataclass(slots=True, eq=False)
class SponsorState(_Part):
    """Stakeholders: their trust and the finish they believe in, in weeks."""

    trust: list[float]
    believed: list[float]
    warned: list[int]  # week of the last report that named what they watch, -1 for never
    promised: int = -1  # week for which the next report was promised
    reported: int = -1  # week of the last report


@dataclass(slots=True, eq=False)
class Orders(_Part):
    """Standing orders: they hold until changed."""

    overtime: list[float]
    test: float
    assign: dict[int, tuple[int, ...]]  # replaced as a whole, never changed
    priority: tuple[int, ...]
    hold: bool = False


@dataclass(slots=True, eq=False)
class Ledger(_Part):
    """Money in thousands, dates in weeks, and what everybody may forecast from."""

    spent: float
    approved: float  # budget granted on top
    agreed: float
    moved: float  # weeks by which re-baselining moved it
    moves: int  # how often
    promised: float  # value if all that is in is delivered by the deadline
    velocity: float  # pd a week
    forecast: float
    path: list[float]  # weeks from the start of each package to the end
    prices: list[float]  # pd to mend a pd in each package
    pressure: float = 0.0
    ended: str = ""  # "launched" or "out of time"
    finish: float = -1.0


@dataclass(slots=True, eq=False)
class State:
    """One moment of a run. Steps copy it and never change the one they were given."""

    week: int
    seed: int
    branches: tuple[tuple[int, int], ...]  # (week, branch) of each other future entered
    work: WorkState
    team: TeamState
    risks: RiskState
    requests: RequestState
    sponsors: SponsorState
    orders: Orders
    ledger: Ledger
    chance: Chance

    def copy(self) -> State:
        """Copy all that can change."""
        return State(
            self.week,
            self.seed,
            self.branches,
            self.work.copy(),
            self.team.copy(),
            self.risks.copy(),
            self.requests.copy(),
            self.sponsors.copy(),
            self.orders.copy(),
            self.ledger.copy(),
            self.chance,
        )

    @property
    def over(self) -> bool:
        """Whether the run has ended."""
        return bool(self.ledger.ended)

    def as_dict(self) -> dict[str, Any]:
        """Everything but the luck to come, ready for JSON."""
        kept = [field.name for field in fields(self) if field.name != "chance"]
        parts = {name: getattr(self, name) for name in kept}
        return {
            name: asdict(part) if isinstance(part, _Part) else part  # type: ignore[call-overload]
            for name, part in parts.items()
        }

    def digest(self) -> str:
        """Fingerprint: equal states have equal ones, on one installation to the last bit."""
        text = json.dumps(self.as_dict(), sort_keys=True)
        return blake2b(text.encode(), digest_size=8).hexdigest()
