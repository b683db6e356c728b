"""A scenario worked out once for all its weeks: places for names, lists for maps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from operator import itemgetter
from types import MappingProxyType
from typing import Any

import numpy as np

from tpmlab.simulator.dynamics import Dynamics
from tpmlab.simulator.equations import coordination_loss, newcomer_output, unlearned
from tpmlab.simulator.scenario import Scenario

__all__ = [
    "GOOD_MATCH",
    "START_EXPERIENCE",
    "Structure",
    "fitting_people",
    "on_top",
    "structure_of",
]

GOOD_MATCH = 0.4  # below it somebody works on a package only if nobody better is on the team
START_EXPERIENCE = 26  # weeks that the first team has worked on this product
_PATH_FOCUS = 0.8  # share of a crew's days that reaches the work, if it is not shared

Picked = Callable[[Sequence[float]], Sequence[float]]


@dataclass(frozen=True, eq=False, slots=True)
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
    # from the end to the start: a package, those right before it, and the pd a week of the
    # first team's best crew on the longest path
    backwards: tuple[tuple[int, tuple[int, ...], float], ...]
    before: tuple[tuple[int, ...], ...]
    after: tuple[tuple[int, ...], ...]
    upstream: tuple[tuple[int, ...], ...]
    downstream: tuple[tuple[int, ...], ...]
    tested_by: tuple[tuple[int, ...], ...]  # the tests downstream, cut-overs left out
    expected: tuple[float, ...]
    crew: tuple[int, ...]
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
    # one a request, for few have come: what stands before, amid and after what changes
    request_facts: tuple[tuple[tuple[str, ...], tuple[Any, ...], float], ...]
    risk_package: tuple[int, ...]
    request_package: tuple[int, ...]
    risks_in: tuple[tuple[tuple[int, float], ...], ...]  # by week: which, and their hazard
    to_learn: tuple[float, ...]
    learned_output: tuple[float, ...]  # against an old hand's, by weeks on the product
    learned_errors: tuple[float, ...]
    coordination: tuple[float, ...]  # share of time lost, by people on the team
    switched: tuple[float, ...]  # share of a day left, by packages touched in the week
    planned_effort: float
    planned_value: float
    full_cost: float  # of a person-day of scope, the delay that it causes included
    # of the stakeholders
    weights: tuple[float, ...]  # adding up to 1
    patience: tuple[int, ...]
    watches: tuple[str, ...]


# Scenarios are frozen but hold dicts, so this goes by identity; an entry keeps its scenario
# alive, which keeps the identity its own.
_KNOWN: dict[int, Structure] = {}
_MOST_KNOWN = 64


def structure_of(scenario: Scenario) -> Structure:
    """Work a scenario out, or find it already worked out.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> structure = structure_of(load("tutorial"))
    >>> [structure.scenario.packages[i].id for i in structure.downstream[0]]
    ['preview', 'paper', 'trial']
    """
    found = _KNOWN.get(id(scenario))
    if found is None:
        while len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.pop(next(iter(_KNOWN)), None)
        found = _KNOWN[id(scenario)] = _compile(scenario)
    return found


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


@lru_cache(maxsize=512)
def on_top(
    structure: Structure, gone: tuple[str, ...]
) -> tuple[tuple[frozenset[int], Picked], ...]:
    """For each package all that stands on top of it, and what picks their entries from a list.

    Packages that are set aside or cut, which have a word in `gone`, are left out.
    """
    standing = [tuple(i for i in above if not gone[i]) for above in structure.downstream]
    return tuple((frozenset(above), _picker(above)) for above in standing)


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
    downstream = _reach(order[::-1], tuple(after))
    pace = [
        _PATH_FOCUS * (5 * sum(sorted(row[: len(scenario.people)], reverse=True)[: package.crew]))
        for row, package in zip(match, packages, strict=True)
    ]
    return Structure(
        scenario=scenario,
        rules=rules,
        package=place,
        person={person.id: j for j, person in enumerate(people)},
        risk={risk.id: r for r, risk in enumerate(scenario.risks)},
        request={request.id: c for c, request in enumerate(scenario.requests)},
        order=order,
        backwards=tuple((i, before[i], pace[i]) for i in order[::-1]),
        before=before,
        after=tuple(after),
        upstream=_reach(order, before),
        downstream=downstream,
        tested_by=tuple(
            tuple(k for k in later if packages[k].kind == "test") for later in downstream
        ),
        expected=tuple(package.expected for package in packages),
        crew=tuple(package.crew for package in packages),
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
        request_facts=tuple(
            (
                (each.id, each.title, each.sender, each.voice),
                (each.package, each.effort),
                each.importance,
            )
            for each in scenario.requests
        ),
        risk_package=tuple(place[risk.package] for risk in scenario.risks),
        request_package=tuple(place[request.package] for request in scenario.requests),
        risks_in=_risks_in(scenario),
        to_learn=tuple(left.tolist()),
        learned_output=tuple(newcomer_output(left, rules.newcomer).tolist()),
        learned_errors=tuple((1 + rules.newcomer_errors * left).tolist()),
        coordination=tuple(coordination_loss(heads, rules.communication).tolist()),
        switched=tuple(
            max(0.1, 1 - rules.switching * max(touched - 1, 0))
            for touched in range(len(packages) + 1)
        ),
        planned_effort=scenario.planned_effort,
        planned_value=scenario.planned_value,
        full_cost=2 * scenario.budget / scenario.planned_effort,
        weights=tuple(weight / sum(weights) for weight in weights),
        patience=tuple(stakeholder.patience for stakeholder in scenario.stakeholders),
        watches=tuple(stakeholder.watches for stakeholder in scenario.stakeholders),
    )


def _columns(things: Sequence[object], names: str) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(getattr(thing, name) for thing in things) for name in names.split())


def _picker(places: tuple[int, ...]) -> Picked:
    """Pick some entries of a list at once, in a sequence even if it is only one."""
    if len(places) > 1:
        picked: Picked = itemgetter(*places)
        return picked
    return itemgetter(slice(places[0], places[0] + 1) if places else slice(0))


def _risks_in(scenario: Scenario) -> tuple[tuple[tuple[int, float], ...], ...]:
    """For each week the risks that can happen in it, each with the hazard of that week.

    It spreads -ln(1 - chance) evenly over the window, so that a risk whose package is open
    through all of it fires with its chance.
    """
    weeks: list[list[tuple[int, float]]] = [[] for _ in range(scenario.last_week)]
    for r, risk in enumerate(scenario.risks):
        first, last = risk.window
        hazard = -log(1 - risk.chance) / (last - first + 1)
        for week in range(first, min(last + 1, scenario.last_week)):
            weeks[week].append((r, hazard))
    return tuple(map(tuple, weeks))


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
