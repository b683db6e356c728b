"""The same run with one choice taken back: on the same luck, and over other futures.

On the same luck the difference is exact: every draw is keyed by what it is about, so a
choice changes its consequences and nothing else. Over futures both sides share their luck
pair by pair, so that the difference is far more certain than either side. Later decisions
are replayed as they were recorded; orders that are refused in the other history have no
effect there, and when the record ends everything carries on.

References
----------
Law, *Simulation Modeling and Analysis*, chapter on variance-reduction techniques: common
random numbers. ``docs/model.md`` has the measures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit

from tpmlab.amounts import FloatArray
from tpmlab.simulator.choices import Choice
from tpmlab.simulator.decisions import Decision, SimulatorError
from tpmlab.simulator.runs import Run
from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.scoring import delivered_value, score
from tpmlab.simulator.state import State
from tpmlab.simulator.week import enter_branch, step

__all__ = ["Difference", "Futures", "difference", "over_futures", "replay"]

_FIRST_BRANCH = 1_000_000  # clear of the numbers that a player uses for a "what if"


class Difference(NamedTuple):
    """How far two histories lie apart, the one with the choice less the one without.

    Parameters
    ----------
    weeks : float
        Of the finish; below 0 is sooner.
    spent, value, net_benefit : float
        Thousands.
    points : float
        Of the score, 0 to 100.
    """

    weeks: float
    spent: float
    value: float
    net_benefit: float
    points: float


class Futures(NamedTuple):
    """Mean of paired differences over futures, with its uncertainty.

    Parameters
    ----------
    mean, error, spread : Difference
        Mean, its standard error, and the standard deviation between futures.
    tried : int
        Pairs of futures.
    """

    mean: Difference
    error: Difference
    spread: Difference
    tried: int

    @property
    def clear(self) -> bool:
        """Whether a t test at 5% tells the mean difference in points from 0.

        Over 20 futures and more that is about two standard errors; over 5 it is 2.8.

        Examples
        --------
        >>> mean, error = Difference(0, 0, 0, 0, 2.5), Difference(0, 0, 0, 0, 1.0)
        >>> [Futures(mean, error, error, tried).clear for tried in (5, 24)]
        [False, True]
        """
        errors = float(stdtrit(self.tried - 1, 0.975))
        return abs(self.mean.points) > max(errors * self.error.points, 1e-9)


def replay(run: Run, choice: Choice | None = None) -> Run:
    """Play a run's decisions again on the same luck, without one of its choices.

    Parameters
    ----------
    run : Run
        Finished or not; one that isn't carries on without orders to its end.
    choice : Choice, optional
        From :func:`tpmlab.simulator.choices.choices_of` of that run; without it nothing is
        changed.

    Returns
    -------
    Run
        Finished. Without a choice, its states are those of a finished `run`, byte by byte.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator import policies
    >>> from tpmlab.simulator.runs import play
    >>> run = play(load("tutorial"), policies.strong, seed=3)
    >>> replay(run).state.digest() == run.state.digest()
    True
    """
    decisions = run.decisions if choice is None else choice.undone(run.decisions)
    again = Run(run.scenario, run.states[:1])
    entered = run.state.branches
    for week in range(len(decisions)):
        if again.over:
            return again
        already = len(again.state.branches)
        for _, number in [each for each in entered[already:] if each[0] == week]:
            again = again.branch(number)
        again = again.play(decisions[week])
    return again.repeat(())


def difference(scenario: Scenario, with_it: State, without: State) -> Difference:
    """Measure how far two last states lie apart.

    Parameters
    ----------
    scenario : Scenario
        The one that both were started from.
    with_it, without : State
        Usually ends of a run.

    Returns
    -------
    Difference
        The first less the second.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator.start import new_game
    >>> state = new_game(load("tutorial"), seed=1)
    >>> difference(load("tutorial"), state, state).weeks
    0.0
    """
    return Difference(*(_measured(scenario, with_it) - _measured(scenario, without)).tolist())


def over_futures(
    run: Run,
    choices: Sequence[Choice],
    count: int = 16,
    first: int = 0,
    progress: Callable[[int], None] | None = None,
) -> tuple[Futures, ...]:
    """Estimate what choices were worth when they were made: no hindsight.

    From the week of a choice on, `count` futures are drawn that were as likely as the one
    that happened, given only what had come true by then. Each is played with the choice and
    without it.

    Parameters
    ----------
    run : Run
        Whose decisions are replayed.
    choices : sequence of Choice
        Of that run.
    count : int
        Futures for each, 2 or more.
    first : int
        Number of the first future; other numbers are other futures.
    progress : callable, optional
        Called with the number of choices finished.

    Returns
    -------
    tuple of Futures
        One for each choice.

    Raises
    ------
    SimulatorError
        If there are fewer than two futures.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator.choices import choices_of
    >>> run = Run.start(load("tutorial"), seed=3).repeat([Decision(test=0.1)])
    >>> over_futures(run, choices_of(run), count=4)[0].tried
    4
    """
    if count < 2:
        raise SimulatorError(f"count is {count}: an error can be stated from 2 futures on.")
    known: dict[tuple[int, int], FloatArray] = {}
    numbers = [_FIRST_BRANCH + first + b for b in range(count)]
    found = []
    for place, choice in enumerate(choices):
        rows = [_pair(run, choice, number, known) for number in numbers]
        found.append(_summed_up(np.array(rows)))
        if progress:
            progress(place + 1)
    return tuple(found)


def _pair(
    run: Run, choice: Choice, number: int, known: dict[tuple[int, int], FloatArray]
) -> FloatArray:
    """One future with the choice less the same future without; `known` keeps the former."""
    start = enter_branch(run.scenario, run.states[choice.week], number)
    key = (choice.week, number)
    if key not in known:
        known[key] = _measured(run.scenario, _played(run.scenario, start, run.decisions))
    other = _played(run.scenario, start, choice.undone(run.decisions))
    return known[key] - _measured(run.scenario, other)


def _played(scenario: Scenario, state: State, decisions: Iterable[Decision]) -> State:
    """Play to the last state only: keeping every week would be slower."""
    orders, nothing = tuple(decisions), Decision()
    while not state.over:
        now = orders[state.week] if state.week < len(orders) else nothing
        state, _ = step(scenario, state, now)
    return state


def _measured(scenario: Scenario, state: State) -> FloatArray:
    found, ledger = score(scenario, state), state.ledger
    value = delivered_value(scenario, state)
    return np.array([ledger.finish, ledger.spent, value, found.net_benefit, found.total])


def _summed_up(rows: FloatArray) -> Futures:
    spread = rows.std(axis=0, ddof=1)
    return Futures(
        Difference(*rows.mean(axis=0).tolist()),
        Difference(*(spread / np.sqrt(len(rows))).tolist()),
        Difference(*spread.tolist()),
        len(rows),
    )
