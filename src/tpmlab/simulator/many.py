"""A policy on many seeds: a row a run, and every seed its own difficulty beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, overload

from tpmlab.simulator.outcome import outcome
from tpmlab.simulator.policies import NAIVE
from tpmlab.simulator.project import Levers, Project
from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.start import new_game
from tpmlab.simulator.state import State
from tpmlab.simulator.view import view_of
from tpmlab.simulator.week import advance
from tpmlab.simulator.workers import worker_pool

if TYPE_CHECKING:
    import pandas as pd

    from tpmlab.simulator.runs import Policy
    from tpmlab.simulator.tradeoff import Outcome

__all__ = ["par", "simulate"]

_CHUNKS = 64  # for each worker
_AT_WORK: list[tuple[Scenario, Policy]] = []  # what this process plays, if it is a worker


@overload
def simulate(
    project: Project, how: Levers | None = None, n_trials: int = 400, seed: int = 1
) -> Outcome: ...


@overload
def simulate(
    project: Scenario,
    how: Policy,
    seeds: Iterable[int] | None = None,
    *,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> pd.DataFrame: ...


def simulate(project: Project | Scenario, how: Any = None, *args: Any, **more: Any) -> Any:
    """Run many futures of a project: under one setting of the levers, or under a policy.

    With a :class:`Project` this is :func:`tpmlab.simulator.tradeoff.simulate`: `how` are
    its :class:`Levers`, then follow `n_trials` and `seed`. With a :class:`Scenario`:

    Parameters
    ----------
    project : Scenario
        What is played.
    how : callable
        A policy: takes a :class:`View`, returns a :class:`Decision`. For more than one
        worker it must be a function of a module that can be imported.
    seeds : iterable of int, optional
        Default: the scenario's public seeds.
    workers : int
        Processes.
    progress : callable, optional
        Called with the number of runs finished so far.

    Returns
    -------
    pandas.DataFrame
        A row a seed: ``score`` and its parts (0 to 1), ``net_benefit`` and ``delivered``
        in thousands, ``finish`` in weeks, ``launched``, ``spent``, ``escaped`` in
        person-days, ``lost`` people, and ``events``: how many risks came true.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator import policies
    >>> table = simulate(load("tutorial"), policies.strong, range(5))
    >>> table.index.name, len(table)
    ('seed', 5)
    """
    if isinstance(project, Project):
        from tpmlab.simulator.tradeoff import simulate as set_levers

        return set_levers(project, how, *args, **more)
    return _play_all(project, how, *args, **more)


def _play_all(
    scenario: Scenario,
    policy: Policy,
    seeds: Iterable[int] | None = None,
    *,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> pd.DataFrame:
    wanted = list(scenario.seeds if seeds is None else seeds)
    if workers == 1:
        rows = _collected(map(partial(_outcome, scenario, policy), wanted), progress)
    else:
        with worker_pool(workers, _sit_down, scenario, policy) as pool:
            # small: at the end no worker waits long for another
            chunk = max(1, len(wanted) // (_CHUNKS * workers))
            rows = _collected(pool.map(_outcome_here, wanted, chunksize=chunk), progress)
    import pandas as pd  # here, so that workers start without it

    return pd.DataFrame(rows, index=pd.Index(wanted, name="seed"))


def _collected(
    results: Iterable[dict[str, Any]], progress: Callable[[int], None] | None
) -> list[dict[str, Any]]:
    rows = []
    for row in results:
        rows.append(row)
        if progress:
            progress(len(rows))
    return rows


def par(scenario: Scenario, seeds: Iterable[int] | None = None) -> pd.DataFrame:
    """How hard each seed is: means over the policies that don't look at the project.

    Returns
    -------
    pandas.DataFrame
        A row a seed with ``score`` and ``finish``; a run's score less this is comparable
        between seeds.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> par(load("tutorial"), range(3)).shape
    (3, 2)
    """
    wanted = list(scenario.seeds if seeds is None else seeds)
    tables = [_play_all(scenario, policy, wanted)[["score", "finish"]] for policy in NAIVE]
    mean: pd.DataFrame = sum(tables[1:], tables[0]) / len(tables)
    return mean


def _sit_down(scenario: Scenario, policy: Policy) -> None:
    """Tell a worker what it plays, so that a task is no more than some seeds."""
    _AT_WORK[:] = [(scenario, policy)]


def _outcome_here(seed: int) -> dict[str, Any]:
    return _outcome(*_AT_WORK[0], seed)


def _outcome(scenario: Scenario, policy: Policy, seed: int) -> dict[str, Any]:
    return outcome(scenario, _played(scenario, policy, seed))


def _played(scenario: Scenario, policy: Policy, seed: int) -> State:
    """Play to the last state only: keeping every week would be slower."""
    state = new_game(scenario, seed)
    while not state.over:
        advance(scenario, state, policy(view_of(scenario, state)))
    return state
