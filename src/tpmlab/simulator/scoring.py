"""How well a run went: six parts from 0 to 1, their weighted sum, and the plain net benefit."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.state import State
from tpmlab.simulator.structure import structure_of

__all__ = ["FORMULAS", "Score", "delivered_value", "score", "value_share"]

_LATE, _FREE, _OVER, _FLAWS, _MORALE, _LOST, _TRUST = 0.35, 0.85, 0.5, 0.08, 0.75, 0.1, 0.85

FORMULAS = {
    "value": "value delivered ÷ (planned value + requests worth their full cost)",
    "date": f"1 − weeks late against the agreed date ÷ ({_LATE} × deadline)",
    "cost": f"1 − (spent above {_FREE:.0%} of the budget) ÷ ({_OVER} × budget)",
    "quality": f"1 − person-days of flaws left at launch ÷ ({_FLAWS:.0%} of the planned effort)",
    "people": f"mean morale of all weeks ÷ {_MORALE}, less {_LOST} for each person lost",
    "trust": f"weighted trust ÷ {_TRUST}",
}
"""How each part of the score is worked out, in words; no part leaves 0 to 1."""


@dataclass(frozen=True, slots=True)
class Score:
    """Parts from 0 to 1, and what they add up to.

    Parameters
    ----------
    total : float
        0 to 100, by the scenario's weights.
    value, date, cost, quality, people, trust : float
        The parts.
    net_benefit : float
        Thousands: value delivered, less money spent, less what escaped flaws cost to mend.
    """

    total: float
    value: float
    date: float
    cost: float
    quality: float
    people: float
    trust: float
    net_benefit: float


def value_share(scenario: Scenario, late: float) -> float:
    """Share of the value that is left when launch is that many weeks after the deadline.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> round(value_share(load("saas-launch"), 10), 2)
    0.74
    """
    form, late = scenario.value, max(late, 0.0)
    if form.shape == "window":
        return 1 - late / (late + form.half_life)
    step = form.step if form.shape == "step" and late > 0 else 0.0
    return (1 - step) * exp(-form.rate * late)


def delivered_value(scenario: Scenario, state: State) -> float:
    """Value at launch in thousands; 0 for what was never launched."""
    ledger = state.ledger
    if ledger.ended != "launched":
        return 0.0
    return ledger.promised * value_share(scenario, ledger.finish - scenario.deadline)


def score(scenario: Scenario, state: State) -> Score:
    """Score a run, finished or not: an unfinished one has no value and no date yet.

    Parameters
    ----------
    scenario : Scenario
        The one that the state was started from.
    state : State
        Usually the last one of a run.

    Returns
    -------
    Score
        See ``docs/model.md`` for the formulas.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator.start import new_game
    >>> tutorial = load("tutorial")
    >>> score(tutorial, new_game(tutorial, seed=1)).value
    0.0
    """
    structure, ledger, team = structure_of(scenario), state.ledger, state.team
    launched = ledger.ended == "launched"
    value = delivered_value(scenario, state)
    late = max(0.0, ledger.finish - ledger.agreed) + 0.5 * ledger.moved
    budget = scenario.budget + ledger.approved
    escaped = _escaped(state)
    parts = {
        "value": value / _target(scenario, structure.full_cost),
        "date": 1 - late / (_LATE * scenario.deadline) if launched else 0.0,
        "cost": 1 - max(0.0, ledger.spent - _FREE * budget) / (_OVER * budget) if launched else 0.0,
        "quality": 1 - escaped / (_FLAWS * structure.planned_effort) if launched else 0.0,
        "people": team.morale_sum / max(state.week, 1) / _MORALE - _LOST * team.lost,
        "trust": sum(w * t for w, t in zip(structure.weights, state.sponsors.trust, strict=True))
        / _TRUST,
    }
    parts = {name: min(1.0, max(0.0, part)) for name, part in parts.items()}
    weights = {name: getattr(scenario.score, name) for name in parts}
    total = sum(weights[name] * part for name, part in parts.items()) / sum(weights.values())
    mending = escaped * (1 + scenario.dynamics.late_fix) * scenario.budget / scenario.planned_effort
    return Score(100 * total, **parts, net_benefit=value - ledger.spent - mending * launched)


def _escaped(state: State) -> float:
    work = state.work
    return sum(
        flawed + known
        for flawed, known, gone in zip(work.flawed, work.known, work.gone, strict=True)
        if not gone
    )


def _target(scenario: Scenario, full_cost: float) -> float:
    """Value of the plan and of the requests that are worth their full cost."""
    worthwhile = sum(
        request.value
        for request in scenario.requests
        if request.value > full_cost * sum(request.effort) / 3
    )
    return max(scenario.planned_value + worthwhile, 1e-9)
