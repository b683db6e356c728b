"""Flow: how long work takes, how much gets done, and when the backlog will be empty.

Forecasts from a team's own history are here, with Little's law and the board's charts;
``flow.sprints`` holds velocity and burn charts, ``flow.queues`` the queueing formulas,
``flow.capacity`` a service's instances, and ``flow.kanban`` a simulated board.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tpmlab.flow import capacity, kanban, queues, sprints
from tpmlab.flow.charts import cumulative_flow
from tpmlab.flow.errors import FlowError
from tpmlab.flow.forecast import how_many, when_done
from tpmlab.flow.items import ageing, cycle_times
from tpmlab.flow.little import littles_law

# Loaded when first used: pictures bring matplotlib, which the models don't need.
_PICTURES = (
    "ageing_picture",
    "burndown_picture",
    "burnup_picture",
    "cumulative_flow_picture",
    "cycle_time_picture",
    "forecast_picture",
)

__all__ = [
    "FlowError",
    "ageing",
    "ageing_picture",
    "burndown_picture",
    "burnup_picture",
    "capacity",
    "cumulative_flow",
    "cumulative_flow_picture",
    "cycle_time_picture",
    "cycle_times",
    "forecast_picture",
    "how_many",
    "kanban",
    "littles_law",
    "queues",
    "sprints",
    "when_done",
]


def __getattr__(name: str) -> Any:
    if name in _PICTURES:
        return getattr(import_module("tpmlab.flow.pictures"), name)
    raise AttributeError(f"tpmlab.flow has no '{name}'; it offers {', '.join(__all__)}.")
