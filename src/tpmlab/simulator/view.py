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
    Rows,
    SponsorView,
)
from tpmlab.simulator.crews import package_statuses
from tpmlab.simulator.forecast import remaining
from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.state import State
from tpmlab.simulator.structure import Structure, structure_of

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
    work, places = state.work, state.team.place
    left = remaining(structure, state)
    built = [s - w for s, w in zip(work.size, work.waiting, strict=True)]
    pay = sum([c for c, place in zip(structure.cost, places, strict=True) if place == "team"])
    done = sum([b for b, gone in zip(built, work.gone, strict=True) if not gone])
    # once launched, the forecast is what came true
    forecast = ledger.finish if ledger.ended == "launched" else ledger.forecast
    return View(
        scenario=scenario.id,
        week=state.week,
        deadline=float(scenario.deadline),
        agreed=ledger.agreed,
        budget=scenario.budget + ledger.approved,
        spent=ledger.spent,
        forecast=forecast,
        forecast_cost=ledger.spent + pay * max(0.0, forecast - state.week),
        percent=done / max(done + sum(left), 1e-9),
        velocity=ledger.velocity,
        pressure=ledger.pressure,
        promised=_promised(scenario, state),
        full_cost=structure.full_cost,
        test=state.orders.test,
        reported=sponsors.reported,
        next_update=sponsors.promised,
        over=state.over,
        packages=_packages(structure, state, left, built),
        people=_people(structure, state),
        risks=_risks(structure, state),
        requests=MappingProxyType(_requests(structure, state)),
        sponsors=_sponsors(structure, state),
    )


def _promised(scenario: Scenario, state: State) -> float:
    """Value of what is in, as far as anybody can say: true values of requests stay hidden."""
    gone: set[str] = set()
    value = scenario.planned_value
    if "cut" in state.work.gone:
        pairs = zip(scenario.packages, state.work.gone, strict=True)
        gone = {package.id for package, how in pairs if how == "cut"}
        value = sum(package.value for package in scenario.packages if package.id not in gone)
    for request, status, worth in zip(
        scenario.requests, state.requests.status, state.chance.worth, strict=True
    ):
        if status in {"yes", "traded"} and request.package not in gone:
            value += worth
    return value


def _packages(
    structure: Structure, state: State, left: list[float], built: list[float]
) -> Rows[PackageView]:
    work, facts = state.work, structure.package_facts
    percent = [b / (b + more) if b else 0.0 for b, more in zip(built, left, strict=True)]
    columns = (
        *facts[:2],
        package_statuses(structure, work),
        left,
        work.known[:],
        built,
        percent,
        state.ledger.path[:],
        work.frozen[:],
        work.fast[:],
        *facts[2:],
    )
    return Rows(PackageView, facts[0], columns)


def _people(structure: Structure, state: State) -> Rows[PersonView]:
    team, facts = state.team, structure.person_facts
    columns = (
        *facts[:3],
        team.place[:],
        *facts[3:],
        team.weeks[:],
        team.tired[:],
        team.morale[:],
        state.orders.overtime[:],
        team.busy[:],
    )
    return Rows(PersonView, facts[0], columns)


def _risks(structure: Structure, state: State) -> Rows[RiskView]:
    risks, facts = state.risks, structure.risk_facts
    columns = (
        *facts[:2],
        _risk_statuses(structure, state),
        *facts[2:],
        risks.mitigated[:],
        risks.accepted[:],
    )
    return Rows(RiskView, facts[0], columns)


def _risk_statuses(structure: Structure, state: State) -> list[str]:
    statuses, work, week = [], state.work, state.week
    for (first, last), i, fired in zip(
        structure.risk_facts[2], structure.risk_package, state.risks.fired, strict=True
    ):
        if fired >= 0:
            statuses.append("happened")
        elif week > last or work.gone[i] or work.waiting[i] <= 0:
            statuses.append("over")
        else:
            statuses.append("ahead" if week < first else "possible")
    return statuses


def _sponsors(structure: Structure, state: State) -> Rows[SponsorView]:
    facts, sponsors = structure.sponsor_facts, state.sponsors
    return Rows(SponsorView, facts[0], (*facts, sponsors.trust[:], sponsors.believed[:]))


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
