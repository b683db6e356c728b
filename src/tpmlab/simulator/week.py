"""One week of a project: a pure step from state and decision to the next state."""

from __future__ import annotations

from tpmlab.simulator.arrivals import fire_risks
from tpmlab.simulator.chance import branch_chance
from tpmlab.simulator.decisions import Decision, SimulatorError
from tpmlab.simulator.forecast import late_pressure, update_forecast
from tpmlab.simulator.orders import carry_out
from tpmlab.simulator.requests import arrive_and_expire
from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.state import State
from tpmlab.simulator.structure import structure_of
from tpmlab.simulator.team import come_and_go, daily_output, end_of_week
from tpmlab.simulator.trust import close_account, reality_check
from tpmlab.simulator.turn import Event, Turn
from tpmlab.simulator.work import WorkWeek

__all__ = ["advance", "enter_branch", "step"]


def step(scenario: Scenario, state: State, decision: Decision) -> tuple[State, tuple[Event, ...]]:
    """Play one week.

    Parameters
    ----------
    scenario : Scenario
        The one that the state was started from.
    state : State
        Not changed.
    decision : Decision
        What can't be done is refused with a reason, and the rest is done.

    Returns
    -------
    state : State
        A week later.
    events : tuple of Event
        What happened and what was refused, in order.

    Raises
    ------
    SimulatorError
        If the project is over, or the decision is not a Decision.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator.start import new_game
    >>> tutorial = load("tutorial")
    >>> state, events = step(tutorial, new_game(tutorial, seed=1), Decision(cut=("rules",)))
    >>> state.week, events[0].text
    (1, "'rules' must ship: only optional packages can be left out.")
    """
    state = state.copy()
    return state, advance(scenario, state, decision)


def advance(scenario: Scenario, state: State, decision: Decision) -> tuple[Event, ...]:
    """Play one week as :func:`step` does, in a state that nobody needs as it was.

    Parameters
    ----------
    scenario : Scenario
        The one that the state was started from.
    state : State
        Moves a week on.
    decision : Decision
        As for :func:`step`.

    Returns
    -------
    tuple of Event
        What happened.

    Raises
    ------
    SimulatorError
        As :func:`step` does; the state is then as it was.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator.start import new_game
    >>> tutorial = load("tutorial")
    >>> state = new_game(tutorial, seed=1)
    >>> advance(tutorial, state, Decision()), state.week
    ((), 1)
    """
    if state.over:
        raise SimulatorError("The project is over: go back to an earlier week or start a new run.")
    if not isinstance(decision, Decision):
        raise SimulatorError(f"{decision!r} is no Decision: return tpm.simulator.Decision(…).")
    turn = Turn(structure_of(scenario), scenario.dynamics, state, [])
    carry_out(turn, decision)
    arrive_and_expire(turn)
    fire_risks(turn)
    come_and_go(turn)
    turn.state.ledger.pressure = late_pressure(turn)
    output, errors = daily_output(turn)
    week = WorkWeek(turn, output, errors)
    days = week.play()
    end_of_week(turn, days)
    update_forecast(turn, turn.state.week + 1, week.done * 5 / days, week.busy_share(days))
    reality_check(turn)
    _end(turn, days, ready=week.ready)
    turn.state.week += 1
    return tuple(turn.events)


def _end(turn: Turn, days: float, *, ready: bool) -> None:
    state, scenario = turn.state, turn.structure.scenario
    if ready:
        state.ledger.ended = "launched"
        state.ledger.finish = state.week + days / 5
        for i, gone in enumerate(state.work.gone):
            if gone == "deferred":
                turn.drop(i)
        close_account(turn)
        turn.tell("end", scenario.id, f"Launched after {state.ledger.finish:.1f} weeks.")
    elif state.week + 1 >= scenario.last_week:
        state.ledger.ended = "out of time"
        state.ledger.finish = float(scenario.last_week)
        turn.tell("end", scenario.id, "Nobody waits any longer: the project is stopped.")


def enter_branch(scenario: Scenario, state: State, branch: int) -> State:
    """Leave a run's own future for another one that was as likely from here.

    Parameters
    ----------
    scenario : Scenario
        The one that the state was started from.
    state : State
        Where the futures part; not changed.
    branch : int
        From 1; 0 is the run's own future.

    Returns
    -------
    State
        The same past; sizes of packages not started, thresholds not reached and all later
        weeks are drawn afresh.

    Raises
    ------
    SimulatorError
        If the branch is not a whole number from 1.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator.start import new_game
    >>> tutorial = load("tutorial")
    >>> start = new_game(tutorial, seed=1)
    >>> enter_branch(tutorial, start, 1).chance.size == start.chance.size
    False
    """
    if not isinstance(branch, int) or not 1 <= branch < 2**32:
        raise SimulatorError(f"branch is {branch!r}: give a whole number from 1.")
    structure, new = structure_of(scenario), state.copy()
    new.chance = branch_chance(structure, state, state.seed, branch)
    new.branches = (*state.branches, (state.week, branch))
    for i, size in enumerate(new.chance.size):
        change = size - state.chance.size[i]
        new.work.size[i] += change
        new.work.waiting[i] += change
    return new
