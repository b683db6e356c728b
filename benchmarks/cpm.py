"""Critical path of 100 to 100,000 tasks: early and late dates and both floats.

The network is prepared once (rows, layers, links as arrays) and then dated again for any
durations; dragging a slider costs the second only. Beside it stand plain Python and networkx,
which work out early and late starts; their lists and graphs are ready too. Tasks wait for two
others at most a twentieth of the plan earlier; *in long chains*, for two of the twelve tasks
before them, so that little can be dated at once.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.networks import peer_plan, random_plan
from benchmarks.peers import loop_dates, networkx_dates
from benchmarks.rows import Row, alternate
from tpmlab.schedule import Plan, critical_path
from tpmlab.schedule.topology import Topology, topology

__all__ = ["TASKS", "run"]

SIZES = (100, 1_000, 10_000, 100_000)
MEASURED = 10_000  # the size with aims
CHAINS = "10,000 tasks in long chains"
TASKS = (
    *(f"dates, {size:,} tasks" for size in SIZES),
    f"dates, {CHAINS}",
    *(f"prepare and first dates, {size:,} tasks" for size in SIZES),
)
PEERS: dict[str, Callable[..., tuple[object, object, float]]] = {
    "plain Python": loop_dates,
    "networkx": networkx_dates,
}


def run() -> list[Row]:
    """Measure dates beside plain Python and networkx, and preparation beside nobody."""
    plans = [random_plan(size) for size in SIZES]
    rows = []
    for task, plan in zip(TASKS[: len(SIZES)], plans, strict=True):
        rows += _dates(task, plan, 8.0 if len(plan) == MEASURED else None)
    rows += _dates(TASKS[len(SIZES)], random_plan(MEASURED, reach=12))
    for task, plan in zip(TASKS[len(SIZES) + 1 :], plans, strict=True):
        times = alternate(lambda plan=plan: _prepare(plan), repeats=10)
        rows.append(Row(task, *times, aim=60.0 if len(plan) == MEASURED else None))
    return rows


def _dates(task: str, plan: Plan, aim: float | None = None) -> list[Row]:
    net, days, peer = plan.topology, plan.durations, peer_plan(plan)
    finish, rows = critical_path(plan).finish, []
    for name, theirs in PEERS.items():
        if theirs(peer)[2] != finish:
            raise AssertionError(f"{name} finds another finish.")
        times = alternate(
            lambda: net.dates(days),
            lambda theirs=theirs: theirs(peer),
            repeats=40 if len(plan) <= MEASURED else 10,
        )
        rows.append(Row(task, *times, peer=name, aim=aim))
    return rows


def _prepare(plan: Plan) -> Topology:
    """Make a network's arrays anew, and date it once: some of them are made when first used."""
    net = topology.__wrapped__(tuple(task.id for task in plan), plan.links)
    net.dates(plan.durations)
    return net
