"""What stands on the board: one row a package, person, risk, request or stakeholder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["PackageView", "PersonView", "RequestView", "RiskView", "SponsorView"]


class PackageView(NamedTuple):
    """A package as the team knows it.

    ``left`` is the new work left, an estimate until it starts; ``known`` the flaws found and
    not mended, ``built`` the work done, flaws and all; all in person-days. ``status`` is
    "waiting" (for what it needs), "ready", "open", "blocked", "done", "deferred" or "cut";
    ``path`` the weeks from here to the end of the project along the longest chain.
    """

    id: str
    title: str
    status: str
    left: float
    known: float
    built: float
    percent: float
    path: float
    frozen_days: float
    fast: bool
    estimate: tuple[float, float, float]
    skill: str
    kind: str
    crew: int
    after: tuple[str, ...]
    optional: bool
    value: float


class PersonView(NamedTuple):
    """A person; ``place`` is "pool", "coming", "team", "left" or "released"."""

    id: str
    name: str
    role: str
    place: str
    cost: float
    skills: Mapping[str, float]
    weeks: int
    tired: float
    morale: float
    overtime: float
    busy_days: float


class RiskView(NamedTuple):
    """A risk in the register; ``status`` is "ahead", "possible", "happened" or "over"."""

    id: str
    title: str
    status: str
    window: tuple[int, int]
    chance: float
    package: str
    effort: float
    freeze: float
    cost: float
    mitigation_cost: float
    mitigation_effort: float
    mitigated: bool
    accepted: bool


class RequestView(NamedTuple):
    """A request that has arrived.

    ``effort`` is a team member's three-point estimate in person-days, ``worth`` the product
    owner's in thousands; an open one is off in week ``until``.
    """

    id: str
    title: str
    sender: str
    voice: str
    status: str
    since: int
    until: int
    package: str
    effort: tuple[float, float, float]
    worth: float
    importance: float
    trade_refused: bool


class SponsorView(NamedTuple):
    """A stakeholder; ``believed`` is the week of launch that they count on."""

    id: str
    name: str
    role: str
    weight: float
    watches: str
    patience: int
    trust: float
    believed: float
