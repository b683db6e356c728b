"""What a project manager can see: a frozen copy, without anything that is hidden.

True sizes of packages not yet started, unseen flaws, hazards, thresholds and all luck to
come are left out; a policy that digs in a view finds nothing else there.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress
from operator import not_, sub
from typing import NamedTuple

from tpmlab.simulator.board import (
    Cells,
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
from tpmlab.simulator.state import State, WorkState
from tpmlab.simulator.structure import Structure, structure_of

__all__ = ["View", "view_of"]


class View(NamedTuple):
    """One week as its manager sees it; weeks count from 0, money is in thousands.

    ``percent`` is the share of all work that looks done (0 to 1), ``forecast`` the week of
    launch that public facts lead to, ``agreed`` the agreed one and ``deadline`` the one from
    which value falls. ``full_cost`` is what a person-day of scope costs all in, delay
    included: a request is worth taking when its value is well above effort times this.
    ``lost`` counts the people who have left of their own accord.
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
    lost: int
    packages: Mapping[str, PackageView]
    people: Mapping[str, PersonView]
    risks: Mapping[str, RiskView]
    requests: Mapping[str, RequestView]
    sponsors: Mapping[str, SponsorView]

    @property
    def open_requests(self) -> tuple[RequestView, ...]:
        """Requests that wait for an answer."""
        return tuple([each for each in self.requests.values() if each.status == "open"])

    @property
    def team(self) -> tuple[PersonView, ...]:
        """People at work."""
        return tuple([each for each in self.people.values() if each.place == "team"])


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
    work, places, left = state.work, state.team.place, remaining(structure, state)
    built = list(map(sub, work.size, work.waiting))
    pay = sum([c for c, place in zip(structure.cost, places, strict=True) if place == "team"])
    done = sum(compress(built, map(not_, work.gone)))
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
        promised=_promised(structure, state),
        full_cost=structure.full_cost,
        test=state.orders.test,
        reported=sponsors.reported,
        next_update=sponsors.promised,
        over=state.over,
        lost=state.team.lost,
        packages=_packages(structure, state, left, built),
        people=_people(structure, state),
        risks=_risks(structure, state, left),
        requests=_requests(structure, state),
        sponsors=_sponsors(structure, state),
    )


def _promised(structure: Structure, state: State) -> float:
    """Value of what is in, as far as anybody can say: true values of requests stay hidden."""
    gone, status = state.work.gone, state.requests.status
    value = structure.planned_value
    if "cut" in gone:
        values = structure.package_facts[-1]
        value = sum([v for v, how in zip(values, gone, strict=True) if how != "cut"])
    if "yes" in status or "traded" in status:
        worth = state.chance.worth
        for c, i in enumerate(structure.request_package):
            if status[c] in {"yes", "traded"} and gone[i] != "cut":
                value += worth[c]
    return value


def _packages(
    structure: Structure, state: State, left: list[float], built: list[float]
) -> Rows[PackageView]:
    """Hand on nothing but what anybody may know: true sizes only of what has started."""
    work = state.work
    known, started, gone, frozen, fast = (
        work.known[:],
        work.started[:],
        work.gone[:],
        work.frozen[:],
        work.fast[:],
    )
    path = state.ledger.path[:]

    def cells() -> Cells:
        facts = structure.package_facts
        size = [b + more for b, more in zip(built, left, strict=True)]
        seen = WorkState(size, left, [], [], known, started, gone, frozen, fast)
        return zip(
            *facts[:2],
            package_statuses(structure, seen),
            left,
            known,
            built,
            [b / s if b else 0.0 for b, s in zip(built, size, strict=True)],
            path,
            frozen,
            fast,
            *facts[2:],
            strict=True,
        )

    return Rows(PackageView, structure.package_facts[0], cells)


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
    return Rows(PersonView, facts[0], lambda: zip(*columns, strict=True))


def _risks(structure: Structure, state: State, left: list[float]) -> Rows[RiskView]:
    risks, week = state.risks, state.week
    fired, mitigated, accepted = risks.fired[:], risks.mitigated[:], risks.accepted[:]

    def cells() -> Cells:
        facts = structure.risk_facts
        statuses = [
            "happened"
            if happened >= 0
            else "over"
            if week > last or left[i] <= 0
            else "ahead"
            if week < first
            else "possible"
            for (first, last), i, happened in zip(
                facts[2], structure.risk_package, fired, strict=True
            )
        ]
        return zip(*facts[:2], statuses, *facts[2:], mitigated, accepted, strict=True)

    return Rows(RiskView, structure.risk_facts[0], cells)


def _sponsors(structure: Structure, state: State) -> Rows[SponsorView]:
    facts, sponsors = structure.sponsor_facts, state.sponsors
    trust, believed = sponsors.trust[:], sponsors.believed[:]
    return Rows(SponsorView, facts[0], lambda: zip(*facts, trust, believed, strict=True))


def _requests(structure: Structure, state: State) -> Rows[RequestView]:
    """Show requests that have come: of the others nothing may be handed on."""
    requests, facts = state.requests, structure.request_facts
    came = [c for c, since in enumerate(requests.since) if since >= 0]
    status, since, until = requests.status[:], requests.since[:], requests.until[:]
    worth, refused = {c: state.chance.worth[c] for c in came}, requests.trade_refused[:]

    def cells() -> Cells:
        return [
            (*asks, status[c], since[c], until[c], *touches, worth[c], importance, refused[c])
            for c, (asks, touches, importance) in [(c, facts[c]) for c in came]
        ]

    return Rows(RequestView, [facts[c][0][0] for c in came], cells)
