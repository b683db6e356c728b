"""Monte Carlo: 120 tasks in 10,000 futures, and what a moved slider costs.

Every row of ours starts from the plan and ends with the P80 date. *With sampling* draws all
durations; *kept draws* dates the futures again without drawing (another link, another
question); *one task changed* draws that task anew and dates all futures again, as when a
slider moves. The peers draw triangular durations too: a loop in plain Python, networkx's
longest path on a graph whose weights change, SimPy with a process a task. They run fewer
futures, and their time is scaled to 10,000. Memory is the peak of a fresh process.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from benchmarks.networks import peer_plan, random_plan
from benchmarks.peers import loop_trials, networkx_trials, simpy_trials
from benchmarks.rows import Row, alternate
from tpmlab.schedule import Distribution, Forecast, LogNormal, PertBeta, Plan, Task, Triangular
from tpmlab.schedule.pert_beta import _beta_table
from tpmlab.schedule.risk import monte_carlo

__all__ = ["TASKS", "run"]

TRIALS = 10_000
SAMPLED = {
    "triangular": lambda task: Triangular(*_points(task)),
    "PERT-beta": lambda task: PertBeta(*_points(task)),
    "lognormal": lambda task: LogNormal(task.duration, 1.5 * task.duration),
}
WAYS: Mapping[str, dict[str, Any]] = {
    "correlated by 0.3": {"correlation": 0.3},
    "Latin hypercube": {"sampling": "latin"},
    "antithetic": {"sampling": "antithetic"},
}
TASKS = (
    "with sampling, triangular",
    "with sampling, PERT-beta",
    "with sampling, lognormal",
    "with sampling, correlated by 0.3",
    "with sampling, Latin hypercube",
    "with sampling, antithetic",
    "kept draws",
    "one task changed",
    "2,000 tasks, with sampling",
    "2,000 tasks, peak memory",
)
PEERS: Mapping[str, tuple[Callable[..., object], int, float]] = {
    "plain Python loop": (loop_trials, 500, 15),
    "networkx": (networkx_trials, 20, 100),
    "SimPy": (simpy_trials, 20, 100),
}

# Run in a process that does nothing else.
MEMORY = """
import resource
from benchmarks.networks import random_plan
from benchmarks.risk import spreads
from tpmlab.schedule.risk import monte_carlo
plan = random_plan(2_000)
monte_carlo(plan, spreads(plan, "triangular")).quantile(0.8)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def run() -> list[Row]:
    """Measure sampling, dating and memory."""
    plan = random_plan(120)
    return [*_sampling(plan), *_kept(plan), *_large()]


def spreads(plan: Plan, kind: str) -> dict[str, Distribution]:
    """Give every task of a plan a distribution of one kind."""
    return {task.id: SAMPLED[kind](task) for task in plan}


def _points(task: Task) -> tuple[float, float, float]:
    """Optimistic, likely and pessimistic days; no two tasks of a hundred have the same shape."""
    days = task.duration
    return 0.8 * days, days, 1.8 * days + 0.01 * int(task.id[1:])


def _sampling(plan: Plan) -> list[Row]:
    rows = []
    peer, points = peer_plan(plan), [_points(task) for task in plan]
    ours = spreads(plan, "triangular")
    for name, (theirs, trials, least) in PEERS.items():
        times = alternate(
            lambda: _p80(plan, ours),
            lambda theirs=theirs, trials=trials: theirs(peer, points, trials),
            repeats=40,
            scale=TRIALS / trials,
        )
        rows.append(Row(TASKS[0], *times, peer=name, aim=25, least_ratio=least))
    for task, kind in zip(TASKS[1:3], ("PERT-beta", "lognormal"), strict=True):
        other = spreads(plan, kind)

        def call(other: dict[str, Distribution] = other) -> object:
            _beta_table.cache_clear()  # a new plan's tables are part of its sampling
            return _p80(plan, other)

        rows.append(Row(task, *alternate(call, repeats=40), aim=25))
    for task, way in zip(TASKS[3:6], WAYS.values(), strict=True):
        rows.append(Row(task, *alternate(lambda way=way: _p80(plan, ours, **way), repeats=40)))
    return rows


def _p80(plan: Plan, durations: Mapping[str, Distribution], **way: Any) -> float:
    return monte_carlo(plan, durations, n_trials=TRIALS, **way).quantile(0.8)


def _kept(plan: Plan) -> list[Row]:
    forecast = monte_carlo(plan, spreads(plan, "triangular"), n_trials=TRIALS)
    forecast.quantile(0.8)
    turn = count()

    def drag(forecast: Forecast = forecast) -> float:
        moved = Triangular(3, 5, 9 + 0.01 * next(turn))
        return forecast.with_duration("t40", moved).quantile(0.8)

    again = alternate(lambda: replace(forecast).quantile(0.8), repeats=100)
    moved = alternate(drag, repeats=100)
    return [Row(TASKS[6], *again, aim=10), Row(TASKS[7], *moved, aim=8)]


def _large() -> list[Row]:
    plan = random_plan(2_000)
    durations = spreads(plan, "triangular")
    times = alternate(lambda: _p80(plan, durations), repeats=5)
    answer = subprocess.run(
        [sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True
    )
    memory = Row(TASKS[9], [float(answer.stdout)], aim=1024, unit="MiB")
    return [Row(TASKS[8], *times), memory]
