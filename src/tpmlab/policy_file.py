"""A policy from a Python file, run in processes of its own and under a time limit.

A policy is somebody's program: it may hang, crash or print. Each process plays whole runs
and sends a row for each; the one that starts it waits no longer than the limit for a run.
The policy gets frozen views only: what is hidden in a run is not in them.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pandas as pd

from tpmlab.errors import TpmlabError
from tpmlab.simulator import policies
from tpmlab.simulator.decisions import Decision
from tpmlab.simulator.many import simulate
from tpmlab.simulator.runs import Policy
from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.view import View

__all__ = ["PolicyError", "load_policy", "run_policies"]

_START = 120.0  # seconds that a process may take to come up on a busy machine


class PolicyError(TpmlabError, RuntimeError):
    """A policy that can't be used; the text names file, line and what to change."""


def load_policy(path: Path) -> Policy:
    """Read the function ``policy`` from a Python file.

    Parameters
    ----------
    path : pathlib.Path
        The file is run once, as an import would.

    Returns
    -------
    callable
        Takes a :class:`~tpmlab.simulator.View`, returns a
        :class:`~tpmlab.simulator.Decision`. What goes wrong in it is a
        :class:`PolicyError`.

    Raises
    ------
    PolicyError
        If there is no such file, it can't be run, or it has no function ``policy``.
    """
    if not path.is_file():
        raise PolicyError(f"There is no file {path}: give the path of a Python file.")
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    try:
        exec(compile(path.read_bytes(), str(path), "exec"), module.__dict__)  # noqa: S102
    except SyntaxError as problem:
        raise PolicyError(f"{path}, line {problem.lineno}: {problem.msg}; correct it.") from None
    except (Exception, SystemExit) as problem:
        raise PolicyError(f"{_blame(path, problem)}.") from None
    policy = getattr(module, "policy", None)
    if not callable(policy):
        raise PolicyError(
            f"{path} has no function 'policy': write def policy(view) and return a Decision."
        )
    return _guarded(policy, path)


def _guarded(policy: Callable[[View], Any], path: Path) -> Policy:
    """Turn whatever goes wrong in a policy into one sentence."""

    def ask(view: View) -> Decision:
        try:
            decision = policy(view)
        except (Exception, SystemExit) as problem:
            raise PolicyError(f"{_blame(path, problem)} (week {view.week}).") from None
        if not isinstance(decision, Decision):
            raise PolicyError(
                f"{path}: 'policy' returned {_short(decision)}; "
                f"return a tpmlab.simulator.Decision (week {view.week})."
            )
        return decision

    return ask


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _blame(path: Path, problem: BaseException) -> str:
    """Name the last line of the file that was running."""
    frames = traceback.extract_tb(problem.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(path)]
    where = f"{path}, line {lines[-1]}" if lines else str(path)
    text = str(problem)
    if isinstance(problem, RecursionError):
        hint = "it calls itself without an end"
    elif "mappingproxy" in text or "can't set attribute" in text:
        hint = "a view can't be changed; return a Decision instead"
    elif isinstance(problem, AttributeError) and "View'" in text:
        hint = f"{text}; a view holds only what a project manager can see"
    else:
        hint = f"{type(problem).__name__}: {text}" if text else type(problem).__name__
    return f"{where}: {hint}"


class _Job(NamedTuple):
    """One run: "" stands for the policy from the file, a name for a built-in one."""

    policy: str
    seed: int


def run_policies(
    scenario: Scenario,
    path: Path,
    seeds: Iterable[int],
    *,
    baselines: Sequence[str] = (),
    workers: int = 1,
    seconds: float = 10.0,
    progress: Callable[[int], None] | None = None,
) -> dict[str, pd.DataFrame]:
    """Run a policy from a file on many seeds, and built-in ones beside it.

    Parameters
    ----------
    scenario : Scenario
        What is played.
    path : pathlib.Path
        A Python file with a function ``policy``.
    seeds : iterable of int
        The same for all policies.
    baselines : sequence of str
        Names of policies in :mod:`tpmlab.simulator.policies`.
    workers : int
        Processes, 1 or more.
    seconds : float
        The longest that a run may take.
    progress : callable, optional
        Called with the number of runs finished.

    Returns
    -------
    dict of str to pandas.DataFrame
        For the file's name without its ending, then for each baseline, a row a seed as
        :func:`tpmlab.simulator.simulate` gives it.

    Raises
    ------
    PolicyError
        For the first thing that goes wrong in the policy; every process is stopped then.
    """
    wanted = list(seeds)
    jobs = [_Job(name, seed) for name in ("", *baselines) for seed in wanted]
    rows: dict[_Job, dict[str, Any]] = {}
    crew = [
        _Worker.start(scenario, path, jobs[first::workers], seconds)
        for first in range(min(workers, len(jobs)))
    ]
    try:
        while any(worker.busy for worker in crew):
            for job, row in _news(crew, path):
                rows[job] = row
                if progress:
                    progress(len(rows))
    finally:
        for worker in crew:
            worker.stop()
    index = pd.Index(wanted, name="seed")
    return {
        name or path.stem: pd.DataFrame([rows[_Job(name, seed)] for seed in wanted], index=index)
        for name in ("", *baselines)
    }


@dataclass(eq=False)
class _Worker:
    """A process, what comes from it, and where it is: seed and week."""

    process: Any
    line: connection.Connection
    place: Any
    left: int
    seconds: float
    deadline: float = field(default_factory=lambda: time.monotonic() + _START)

    @classmethod
    def start(cls, scenario: Scenario, path: Path, jobs: list[_Job], seconds: float) -> _Worker:
        # spawned, not forked: notebooks have threads, which a fork would leave half alive
        context = get_context("spawn")
        here, there = context.Pipe(duplex=False)
        place = context.RawArray("q", [0, -1])
        process = context.Process(
            target=_work, args=(there, place, scenario, path, jobs), daemon=True
        )
        process.start()
        there.close()
        return cls(process, here, place, len(jobs), seconds)

    @property
    def busy(self) -> bool:
        return self.left > 0

    def stop(self) -> None:
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.line.close()


def _news(crew: list[_Worker], path: Path) -> Iterable[tuple[_Job, dict[str, Any]]]:
    """Wait for rows of any process; complain about one that says nothing for too long."""
    busy = {worker.line: worker for worker in crew if worker.busy}
    patience = min(worker.deadline for worker in busy.values()) - time.monotonic()
    heard = connection.wait(list(busy), max(patience, 0.0))
    for line in heard:
        worker = busy[line]  # type: ignore[index]
        try:
            kind, what = worker.line.recv()
        except EOFError:
            raise PolicyError(f"{path} ended its own process{_where(worker)}.") from None
        worker.deadline = time.monotonic() + worker.seconds
        if kind == "problem":
            raise PolicyError(what)
        if kind == "row":
            worker.left -= 1
            yield what
    for worker in busy.values():
        if worker.line not in heard and time.monotonic() > worker.deadline:
            raise PolicyError(
                f"{path} took longer than {worker.seconds:g} seconds for one run"
                f"{_where(worker)}: look for a loop that doesn't end."
            )


def _where(worker: _Worker) -> str:
    seed, week = worker.place
    return f" (seed {seed}, week {week})" if week >= 0 else " while it was loaded"


def _work(
    line: connection.Connection, place: Any, scenario: Scenario, path: Path, jobs: list[_Job]
) -> None:
    """Play runs in a process of its own and send a row for each."""
    line.send(("up", None))
    try:
        own = load_policy(path)
        for job in jobs:
            place[0] = job.seed
            chosen = getattr(policies, job.policy) if job.policy else own
            table = simulate(scenario, _placed(chosen, place), [job.seed])
            line.send(("row", (job, table.to_dict("records")[0])))
    except TpmlabError as problem:
        text = str(problem)
        if text.endswith(f"(week {place[1]})."):
            text = f"{text.removesuffix(').')}, seed {place[0]})."
        line.send(("problem", text))


def _placed(policy: Policy, place: Any) -> Policy:
    """Note the week before the policy is asked, for the one who waits."""

    def ask(view: View) -> Decision:
        place[1] = view.week
        return policy(view)

    return ask
