"""Plans to measure on, and the same plans as a peer would hold them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import networkx as nx
import numpy as np

from tpmlab.schedule import Link, Plan, Task

__all__ = ["PeerPlan", "peer_plan", "random_plan"]


@cache
def random_plan(count: int, links: int = 2, reach: int | None = None, seed: int = 3) -> Plan:
    """Make a plan of finish-to-start links to tasks at most `reach` rows earlier.

    Unless given, that is a twentieth of the plan, as in a plan whose work goes on in many
    places at once; a short reach makes long chains.
    """
    reach = max(12, count // 20) if reach is None else reach
    rng = np.random.default_rng(seed)
    tasks, arrows = [], []
    for n in range(count):
        tasks.append(Task(f"t{n}", float(rng.integers(2, 15))))
        near = rng.integers(max(0, n - reach), n, size=links).tolist() if n else []
        arrows += [Link(f"t{pred}", f"t{n}") for pred in sorted(set(near))]
    return Plan(tuple(tasks), tuple(arrows))


@dataclass(frozen=True)
class PeerPlan:
    """A plan as networkx and plain Python like it, made ready before the clock runs.

    Attributes
    ----------
    graph : networkx.DiGraph
        A node a task, with its `days`.
    order : list of int
        Predecessors first.
    before, after : list of list of int
        Predecessors and successors of each task.
    days : list of float
    """

    graph: nx.DiGraph
    order: list[int]
    before: list[list[int]]
    after: list[list[int]]
    days: list[float]


@cache
def peer_plan(plan: Plan) -> PeerPlan:
    """Give a plan in the peers' form."""
    days = [task.duration for task in plan]
    graph = nx.DiGraph()
    graph.add_nodes_from((n, {"days": length}) for n, length in enumerate(days))
    graph.add_edges_from((plan.index(link.pred), plan.index(link.succ)) for link in plan.links)
    order = list(nx.topological_sort(graph))
    before = [list(graph.predecessors(n)) for n in range(len(days))]
    after = [list(graph.successors(n)) for n in range(len(days))]
    return PeerPlan(graph, order, before, after, days)
