"""A policy beside the built-in ones, on the same seeds, with as many processes as wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, as_completed
from typing import Any, NamedTuple

import pandas as pd

from tpmlab.policy_box.box import Limits
from tpmlab.policy_box.play import Played, play_policy
from tpmlab.policy_box.source import Source
from tpmlab.simulator import policies
from tpmlab.simulator.many import simulate
from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.workers import worker_pool

__all__ = ["Beside", "run_beside"]


class Beside(NamedTuple):
    """A policy's runs, and those of built-in policies on the same seeds.

    Parameters
    ----------
    own : Played
        Of the policy.
    baselines : dict of str to pandas.DataFrame
        For each built-in policy a row a seed.
    """

    own: Played
    baselines: dict[str, pd.DataFrame]


def run_beside(
    scenario: Scenario,
    source: Source,
    seeds: Iterable[int],
    *,
    baselines: Sequence[str] = (),
    workers: int = 1,
    limits: Limits | None = None,
    progress: Callable[[int], None] | None = None,
) -> Beside:
    """Run a policy and built-in ones on the same seeds.

    Parameters
    ----------
    scenario : Scenario
        What is played.
    source : Source
        The policy's text.
    seeds : iterable of int
        The same for all.
    baselines : sequence of str
        Names of policies in :mod:`tpmlab.simulator.policies`.
    workers : int
        Processes that hold projects, 1 or more; each has one for the policy beside it.
    limits : Limits, optional
        For the policy, in each of its processes.
    progress : callable, optional
        Called with the number of runs finished.

    Returns
    -------
    Beside
        The same whatever the number of workers.

    Raises
    ------
    PolicyError
        For the first thing that goes wrong in the policy; nothing more is run then.
    """
    wanted, many = list(seeds), progress or (lambda _: None)
    if workers > 1:
        with _Crew(workers, wanted) as crew:
            return crew.run(scenario, source, baselines, limits, many)
    own = play_policy(scenario, source, wanted, limits=limits, progress=many)
    tables = {}
    for name in baselines:
        tables[name] = _built_in(scenario, name, wanted)
        many(len(wanted) * (1 + len(tables)))
    return Beside(own, tables)


def _built_in(scenario: Scenario, name: str, seeds: list[int]) -> pd.DataFrame:
    return simulate(scenario, getattr(policies, name), seeds)


def _own(scenario: Scenario, source: Source, seeds: list[int], limits: Limits | None) -> Played:
    return play_policy(scenario, source, seeds, limits=limits)


class _Crew:
    """Processes that share the seeds."""

    def __init__(self, workers: int, seeds: list[int]) -> None:
        size = -(-len(seeds) // workers)
        self._chunks = [seeds[first : first + size] for first in range(0, len(seeds), size)]
        self._pool = worker_pool(workers)

    def __enter__(self) -> _Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def run(
        self,
        scenario: Scenario,
        source: Source,
        baselines: Sequence[str],
        limits: Limits | None,
        progress: Callable[[int], None],
    ) -> Beside:
        submit, done = self._pool.submit, 0
        own = [submit(_own, scenario, source, chunk, limits) for chunk in self._chunks]
        others = {
            name: [submit(_built_in, scenario, name, chunk) for chunk in self._chunks]
            for name in baselines
        }
        jobs: list[Future[Any]] = [*own, *(job for each in others.values() for job in each)]
        for job in as_completed(jobs):
            result = job.result()
            done += len(result.table if isinstance(result, Played) else result)
            progress(done)
        tables = {name: pd.concat([job.result() for job in each]) for name, each in others.items()}
        return Beside(_joined([job.result() for job in own]), tables)


def _joined(parts: list[Played]) -> Played:
    return Played(
        pd.concat([part.table for part in parts]),
        sum(part.refused for part in parts),
        tuple(text for part in parts for text in part.examples),
    )
