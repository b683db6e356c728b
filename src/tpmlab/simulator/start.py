"""The first state of a project: everything planned, nothing begun."""

from __future__ import annotations

from tpmlab.simulator.chance import draw_chance
from tpmlab.simulator.decisions import SimulatorError
from tpmlab.simulator.forecast import planned_velocity, update_forecast
from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.state import (
    Ledger,
    Orders,
    RequestState,
    RiskState,
    SponsorState,
    State,
    TeamState,
    WorkState,
)
from tpmlab.simulator.structure import START_EXPERIENCE, Structure, structure_of
from tpmlab.simulator.turn import Turn

__all__ = ["new_game"]


def new_game(scenario: Scenario, seed: int) -> State:
    """Start a project.

    Parameters
    ----------
    scenario : Scenario
        What is to be done, by whom, until when.
    seed : int
        From 0; the same seed is the same luck.

    Returns
    -------
    State
        Week 0, nothing decided.

    Raises
    ------
    SimulatorError
        If the seed is no whole number from 0 to 2**64 - 1.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> new_game(load("tutorial"), seed=1).week
    0
    """
    if not isinstance(seed, int) or not 0 <= seed < 2**64:
        raise SimulatorError(f"seed is {seed!r}: give a whole number from 0.")
    structure, sponsors = structure_of(scenario), scenario.stakeholders
    chance, people = draw_chance(structure, seed), len(structure.person)
    risks, requests = len(scenario.risks), len(scenario.requests)
    state = State(
        week=0,
        seed=seed,
        branches=(),
        work=_work(chance.size),
        team=_team(len(scenario.people), people),
        risks=RiskState([0.0] * risks, [-1] * risks, [False] * risks, [False] * risks),
        requests=RequestState(
            ["future"] * requests, [-1] * requests, [False] * requests, [-1] * requests
        ),
        sponsors=SponsorState(
            trust=[each.trust for each in sponsors],
            believed=[float(scenario.deadline)] * len(sponsors),
            warned=[-1] * len(sponsors),
        ),
        orders=Orders([0.0] * people, 0.0, {}, ()),
        ledger=_ledger(structure),
        chance=chance,
    )
    update_forecast(Turn(structure, scenario.dynamics, state, []), 0)
    return state


def _work(size: tuple[float, ...]) -> WorkState:
    n = len(size)
    return WorkState(
        size=list(size),
        waiting=list(size),
        correct=[0.0] * n,
        flawed=[0.0] * n,
        known=[0.0] * n,
        started=[False] * n,
        gone=[""] * n,
        frozen=[0.0] * n,
        fast=[False] * n,
    )


def _team(first: int, people: int) -> TeamState:
    hires = people - first
    return TeamState(
        place=["team"] * first + ["pool"] * hires,
        arrives=[0] * people,
        weeks=[START_EXPERIENCE] * first + [0] * hires,
        tired=[0.0] * people,
        morale=[0.7] * people,
        strain=[0.0] * people,
        busy=[0.0] * people,
    )


def _ledger(structure: Structure) -> Ledger:
    scenario, n = structure.scenario, len(structure.expected)
    return Ledger(
        spent=0.0,
        approved=0.0,
        agreed=float(scenario.deadline),
        moved=0.0,
        moves=0,
        promised=structure.planned_value,
        velocity=planned_velocity(len(scenario.people)),
        forecast=0.0,
        path=[0.0] * n,
        prices=[1.0] * n,
    )
