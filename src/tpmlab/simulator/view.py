"""What a project manager can see: a frozen copy, without anything that is hidden.

True sizes of packages not yet started, unseen flaws, hazards, thresholds and all luck to
come are left out; a policy that digs in a view finds nothing else there.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from tpmlab.simulator.board import (
    PackageView,
    PersonView,
    RequestView,
    RiskView,
    SponsorView,
)
from tpmlab.simulator.crews import can_start
from tpmlab.simulator.forecast import remaining
from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.state import State
from tpmlab.simulator.structure import Structure, structure_of
from tpmlab.simulator.turn import Turn

__all__ = ["View", "view_of"]


class View(NamedTuple):
    """One week as its manager sees it; weeks count from 0, money is in thousands.

    ``percent`` is the share of all work that looks done (0 to 1), ``forecast`` the week of
    launch that public facts lead to, ``agreed`` the agreed one and ``deadline`` the one from
    which value falls. ``full_cost`` is what a person-day of scope costs all in, delay
    included: a request is worth taking when its value is well above effort times this.
    """

    scenario: str
    week: int
    deadline: float
    agreed: float
    budget: float
    spent: float
    forecast: float
    forecast_cost: float
    percent: float
    velocity: float
    pressure: float
    promised: float
    full_cost: float
    test: float
    reported: int
    next_update: int
    over: bool
    packages: Mapping[str, PackageView]
    people: Mapping[str, PersonView]
    risks: Mapping[str, RiskView]
    requests: Mapping[str, RequestView]
    sponsors: Mapping[str, SponsorView]

    @property
    def open_requests(self) -> tuple[RequestView, ...]:
        """Requests that wait for an answer."""
        return tuple(each for each in self.requests.values() if each.status == "open")

    @property
    def team(self) -> tuple[PersonView, ...]:
        """People at work."""
        return tuple(each for each in self.people.values() if each.place == "team")


def view_of(scenario: Scenario, state: State) -> View:
    """Show the public part of a state.

    Parameters
    ----------
    scenario : Scenario
        The one that the state was started from.
    state : State
        Only read; the view shares nothing with it that can change.

    Returns
    -------
    View
        A frozen copy.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator.start import new_game
    >>> tutorial = load("tutorial")
    >>> view = view_of(tutorial, new_game(tutorial, seed=1))
    >>> view.packages["preview"].status, round(view.packages["preview"].left, 1)
    ('waiting', 11.7)
    """
    structure, ledger, sponsors = structure_of(scenario), state.ledger, state.sponsors
    left = remaining(Turn(structure, structure.rules, state, []))
    pay = sum(structure.cost[j] for j, place in enumerate(state.team.place) if place == "team")
    built = sum(
        size - waiting
        for size, waiting, gone in zip(
            state.work.size, state.work.waiting, state.work.gone, strict=True
        )
        if not gone
    )
    return View(
        scenario=scenario.id,
        week=state.week,
        deadline=float(scenario.deadline),
        agreed=ledger.agreed,
        budget=scenario.budget + ledger.approved,
        spent=ledger.spent,
        forecast=ledger.forecast,
        forecast_cost=ledger.spent + pay * max(0.0, ledger.forecast - state.week),
        percent=built / max(built + sum(left), 1e-9),
        velocity=ledger.velocity,
        pressure=ledger.pressure,
        promised=_promised(scenario, state),
        full_cost=structure.full_cost,
        test=state.orders.test,
        reported=sponsors.reported,
        next_update=sponsors.promised,
        over=state.over,
        packages=MappingProxyType(_packages(structure, state, left)),
        people=MappingProxyType(_people(structure, state)),
        risks=MappingProxyType(_risks(structure, state)),
        requests=MappingProxyType(_requests(structure, state)),
        sponsors=MappingProxyType(_sponsors(structure, state)),
    )


def _promised(scenario: Scenario, state: State) -> float:
    """Value of what is in, as far as anybody can say: true values of requests stay hidden."""
    gone = {
        package.id
        for package, how in zip(scenario.packages, state.work.gone, strict=True)
        if how == "cut"
    }
    value = sum(package.value for package in scenario.packages if package.id not in gone)
    for c, request in enumerate(scenario.requests):
        if state.requests.status[c] in {"yes", "traded"} and request.package not in gone:
            value += state.chance.worth[c]
    return value


def _packages(structure: Structure, state: State, left: list[float]) -> dict[str, PackageView]:
    work, turn = state.work, Turn(structure, structure.rules, state, [])
    shown = {}
    for i, package in enumerate(structure.scenario.packages):
        built = work.size[i] - work.waiting[i]
        shown[package.id] = PackageView(
            package.id,
            package.title,
            _status(turn, i),
            left[i],
            work.known[i],
            built,
            built / (built + left[i]) if built else 0.0,
            state.ledger.path[i],
            work.frozen[i],
            work.fast[i],
            package.size,
            package.skill,
            package.kind,
            package.crew,
            package.after,
            package.optional,
            package.value,
        )
    return shown


def _status(turn: Turn, i: int) -> str:
    work = turn.state.work
    if work.gone[i]:
        return work.gone[i]
    if work.waiting[i] <= 0:
        return "done"
    if work.frozen[i] > 0:
        return "blocked"
    if not can_start(turn, i):
        return "blocked" if work.started[i] else "waiting"
    return "open" if work.started[i] else "ready"


def _people(structure: Structure, state: State) -> dict[str, PersonView]:
    team, scenario = state.team, structure.scenario
    return {
        each.id: PersonView(
            each.id,
            each.name,
            each.role,
            team.place[j],
            each.cost,
            structure.skills[j],
            team.weeks[j],
            team.tired[j],
            team.morale[j],
            state.orders.overtime[j],
            team.busy[j],
        )
        for j, each in enumerate((*scenario.people, *scenario.pool))
    }


def _risks(structure: Structure, state: State) -> dict[str, RiskView]:
    risks, shown = state.risks, {}
    for r, risk in enumerate(structure.scenario.risks):
        i = structure.package[risk.package]
        status = "ahead" if state.week < risk.window[0] else "possible"
        if risks.fired[r] >= 0:
            status = "happened"
        elif state.week > risk.window[1] or state.work.gone[i] or state.work.waiting[i] <= 0:
            status = "over"
        shown[risk.id] = RiskView(
            risk.id,
            risk.title,
            status,
            risk.window,
            risk.chance,
            risk.package,
            risk.effort,
            risk.freeze,
            risk.cost,
            risk.mitigation.cost,
            risk.mitigation.effort,
            risks.mitigated[r],
            risks.accepted[r],
        )
    return shown


def _sponsors(structure: Structure, state: State) -> dict[str, SponsorView]:
    sponsors = state.sponsors
    return {
        each.id: SponsorView(
            each.id,
            each.name,
            each.role,
            each.weight,
            each.watches,
            each.patience,
            sponsors.trust[s],
            sponsors.believed[s],
        )
        for s, each in enumerate(structure.scenario.stakeholders)
    }


def _requests(structure: Structure, state: State) -> dict[str, RequestView]:
    requests = state.requests
    return {
        each.id: RequestView(
            each.id,
            each.title,
            each.sender,
            each.voice,
            requests.status[c],
            requests.since[c],
            requests.until[c],
            each.package,
            each.effort,
            state.chance.worth[c],
            each.importance,
            requests.trade_refused[c],
        )
        for c, each in enumerate(structure.scenario.requests)
        if requests.status[c] != "future" and requests.since[c] >= 0
    }
