"""The same answers by networkx, SimPy and plain Python, as a careful author writes them."""

from __future__ import annotations

import random
from collections.abc import Generator, Sequence
from typing import Any

import networkx as nx
import simpy

from benchmarks.networks import PeerPlan

__all__ = ["loop_dates", "loop_trials", "networkx_dates", "networkx_trials", "simpy_trials"]

Floats = list[float]


def networkx_dates(peer: PeerPlan) -> tuple[dict[int, float], dict[int, float], float]:
    """Early and late starts by walking the graph in both directions."""
    graph = peer.graph
    days = dict(graph.nodes(data="days"))
    order = list(nx.topological_sort(graph))
    early: dict[int, float] = {}
    for node in order:
        early[node] = max((early[p] + days[p] for p in graph.pred[node]), default=0.0)
    finish = max(early[node] + days[node] for node in order)
    late: dict[int, float] = {}
    for node in reversed(order):
        late[node] = min((late[s] for s in graph.succ[node]), default=finish) - days[node]
    return early, late, finish


def loop_dates(peer: PeerPlan) -> tuple[Floats, Floats, float]:
    """Early and late starts in plain Python, lists and calculation order ready."""
    days, before, after = peer.days, peer.before, peer.after
    early, late = [0.0] * len(days), [0.0] * len(days)
    for n in peer.order:
        begin = 0.0
        for p in before[n]:
            end = early[p] + days[p]
            if end > begin:  # noqa: PLR1730 - faster than max()
                begin = end
        early[n] = begin
    finish = max(map(float.__add__, early, days))
    for n in reversed(peer.order):
        until = finish
        for s in after[n]:
            if late[s] < until:  # noqa: PLR1730
                until = late[s]
        late[n] = until - days[n]
    return early, late, finish


Three = Sequence[tuple[float, float, float]]


def loop_trials(peer: PeerPlan, points: Three, trials: int) -> Floats:
    """Finishes of so many futures in plain Python: draw, then one forward pass."""
    draw, order, before = random.triangular, peer.order, peer.before
    ends = []
    for _ in range(trials):
        finish = [0.0] * len(order)
        for n in order:
            begin = 0.0
            for p in before[n]:
                if finish[p] > begin:  # noqa: PLR1730
                    begin = finish[p]
            low, likely, high = points[n]
            finish[n] = begin + draw(low, high, likely)
        ends.append(max(finish))
    return sorted(ends)


def networkx_trials(peer: PeerPlan, points: Three, trials: int) -> Floats:
    """Finishes of so many futures: new weights on the graph, then networkx's longest path."""
    graph = nx.DiGraph()
    graph.add_edges_from((n, "end") for n in peer.graph)
    graph.add_edges_from(peer.graph.edges)
    ends = []
    for _ in range(trials):
        days = [random.triangular(low, high, likely) for low, likely, high in points]
        for n, _, data in graph.edges(data=True):
            data["weight"] = days[n]
        ends.append(nx.dag_longest_path_length(graph))
    return sorted(ends)


def simpy_trials(peer: PeerPlan, points: Three, trials: int) -> Floats:
    """Finishes of so many futures, each a simulation with a process a task."""
    ends = []
    for _ in range(trials):
        env = simpy.Environment()
        tasks: list[Any] = [None] * len(peer.order)
        for n in peer.order:
            waits = [tasks[p] for p in peer.before[n]]
            low, likely, high = points[n]
            tasks[n] = env.process(_work(env, waits, random.triangular(low, high, likely)))
        env.run()
        ends.append(float(env.now))
    return sorted(ends)


def _work(env: simpy.Environment, waits: list[Any], days: float) -> Generator[Any, Any, None]:
    if waits:
        yield env.all_of(waits)
    yield env.timeout(days)
