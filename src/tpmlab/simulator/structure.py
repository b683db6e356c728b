"""A scenario worked out once for all its weeks: places for names, lists for maps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np

from tpmlab.simulator.dynamics import Dynamics
from tpmlab.simulator.equations import coordination_loss, newcomer_output, unlearned
from tpmlab.simulator.scenario import Scenario

__all__ = ["GOOD_MATCH", "START_EXPERIENCE", "Structure", "fitting_people", "structure_of"]

GOOD_MATCH = 0.4  # below it somebody works on a package only if nobody better is on the team
START_EXPERIENCE = 26  # weeks that the first team has worked on this product


@dataclass(frozen=True, eq=False)
class Structure:
    """What never changes while a scenario is played; places follow the scenario's order.

    People come first, then the pool. `match` is [package][person]; `ranking` holds for each
    package the people from the best match down, and `to_learn` the unlearned share by week.
    """

    scenario: Scenario
    rules: Dynamics
    package: dict[str, int]
    person: dict[str, int]
    risk: dict[str, int]
    request: dict[str, int]
    order: tuple[int, ...]
    before: tuple[tuple[int, ...], ...]
    after: tuple[tuple[int, ...], ...]
    upstream: tuple[tuple[int, ...], ...]
    downstream: tuple[tuple[int, ...], ...]
    expected: tuple[float, ...]
    crew: tuple[int, ...]
    pace: tuple[float, ...]  # pd a week that the first team's best crew would do undisturbed
    builds: tuple[bool, ...]
    is_cut_over: tuple[bool, ...]
    match: tuple[tuple[float, ...], ...]
    ranking: tuple[tuple[int, ...], ...]
    cost: tuple[float, ...]
    # what a view shows of each and never changes: one tuple a column, in the view's order
    package_facts: tuple[tuple[Any, ...], ...]
    person_facts: tuple[tuple[Any, ...], ...]
    risk_facts: tuple[tuple[Any, ...], ...]
    sponsor_facts: tuple[tuple[Any, ...], ...]
    risk_package: tuple[int, ...]
    to_learn: tuple[float, ...]
    learned_output: tuple[float, ...]  # against an old hand's, by weeks on the product
    learned_errors: tuple[float, ...]
    coordination: tuple[float, ...]  # share of time lost, by people on the team
    planned_effort: float
    full_cost: float  # of a person-day of scope, the delay that it causes included
    weights: tuple[float, ...]  # of the stakeholders, adding up to 1


# Scenarios are frozen but hold dicts, so the cache goes by identity; an entry keeps its
# scenario alive, which keeps the identity its own.
@lru_cache(maxsize=64)
def _compiled(key: _Key) -> Structure:
    return _compile(key.scenario)


class _Key:
    """A scenario that is equal to itself only."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    def __hash__(self) -> int:
        return id(self.scenario)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.scenario is self.scenario


def structure_of(scenario: Scenario) -> Structure:
    """Work a scenario out, or find it already worked out.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> structure = structure_of(load("tutorial"))
    >>> [structure.scenario.packages[i].id for i in structure.downstream[0]]
    ['preview', 'paper', 'trial']
    """
    return _compiled(_Key(scenario))


@lru_cache(maxsize=4096)
def fitting_people(structure: Structure, team: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """Who of a team may work on each package, the best match first.

    Where nobody matches well the best one may, lest the package wait for ever.
    """
    on_team, fits = set(team), []
    for row, ranked in zip(structure.match, structure.ranking, strict=True):
        here = [j for j in ranked if j in on_team]
        fits.append(tuple(j for j in here if row[j] >= GOOD_MATCH) or tuple(here[:1]))
    return tuple(fits)


def _compile(scenario: Scenario) -> Structure:
    packages, people = scenario.packages, (*scenario.people, *scenario.pool)
    place = {package.id: i for i, package in enumerate(packages)}
    before = tuple(tuple(place[name] for name in package.after) for package in packages)
    after: list[tuple[int, ...]] = [() for _ in packages]
    for i, needs in enumerate(before):
        for p in needs:
            after[p] += (i,)
    order = tuple(place[name] for name in scenario.in_order())
    match = tuple(
        tuple(person.skills.get(package.skill, scenario.other_skill) for person in people)
        for package in packages
    )
    weights = [stakeholder.weight for stakeholder in scenario.stakeholders]
    rules = scenario.dynamics
    left = unlearned(np.arange(START_EXPERIENCE + scenario.last_week + 2), rules.ramp_weeks)
    heads = np.arange(len(people) + 1)
    return Structure(
        scenario=scenario,
        rules=rules,
        package=place,
        person={person.id: j for j, person in enumerate(people)},
        risk={risk.id: r for r, risk in enumerate(scenario.risks)},
        request={request.id: c for c, request in enumerate(scenario.requests)},
        order=order,
        before=before,
        after=tuple(after),
        upstream=_reach(order, before),
        downstream=_reach(order[::-1], tuple(after)),
        expected=tuple(package.expected for package in packages),
        crew=tuple(package.crew for package in packages),
        pace=tuple(
            5 * sum(sorted(row[: len(scenario.people)], reverse=True)[: package.crew])
            for row, package in zip(match, packages, strict=True)
        ),
        builds=tuple(package.kind == "build" for package in packages),
        is_cut_over=tuple(package.kind == "cut-over" for package in packages),
        match=match,
        ranking=_ranked(match, [person.id for person in people]),
        cost=tuple(person.cost for person in people),
        package_facts=_columns(
            packages,
            "id title size skill kind crew after optional value",
        ),
        person_facts=(
            *_columns(people, "id name role cost"),
            tuple(MappingProxyType(person.skills) for person in people),
        ),
        risk_facts=(
            *_columns(scenario.risks, "id title window chance package effort freeze cost"),
            *_columns([risk.mitigation for risk in scenario.risks], "cost effort"),
        ),
        sponsor_facts=_columns(scenario.stakeholders, "id name role weight watches patience"),
        risk_package=tuple(place[risk.package] for risk in scenario.risks),
        to_learn=tuple(left.tolist()),
        learned_output=tuple(newcomer_output(left, rules.newcomer).tolist()),
        learned_errors=tuple((1 + rules.newcomer_errors * left).tolist()),
        coordination=tuple(coordination_loss(heads, rules.communication).tolist()),
        planned_effort=scenario.planned_effort,
        full_cost=2 * scenario.budget / scenario.planned_effort,
        weights=tuple(weight / sum(weights) for weight in weights),
    )


def _columns(things: Sequence[object], names: str) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(getattr(thing, name) for thing in things) for name in names.split())


def _ranked(match: tuple[tuple[float, ...], ...], ids: list[str]) -> tuple[tuple[int, ...], ...]:
    """Order people by match for each package; ids break ties, whatever the order of the list."""

    def ranked(row: tuple[float, ...]) -> tuple[int, ...]:
        return tuple(sorted(range(len(ids)), key=lambda j: (-row[j], ids[j])))

    return tuple(map(ranked, match))


def _reach(
    order: tuple[int, ...], links: tuple[tuple[int, ...], ...]
) -> tuple[tuple[int, ...], ...]:
    """Everything that links lead to, directly or not; `order` visits the ends first."""
    found: dict[int, set[int]] = {}
    for i in order:
        found[i] = set(links[i]).union(*(found[p] for p in links[i]))
    return tuple(tuple(sorted(found[i])) for i in range(len(order)))
