"""Flow: how long work takes, how much gets done, and when the backlog will be empty.

Forecasts from a team's own history are here, with Little's law and the board's charts;
``flow.sprints`` holds velocity and burn charts, ``flow.queues`` the queueing formulas and
``flow.kanban`` a simulated board.
"""

from __future__ import annotations

from tpmlab.flow import kanban, queues, sprints
from tpmlab.flow.charts import cumulative_flow
from tpmlab.flow.errors import FlowError
from tpmlab.flow.forecast import how_many, when_done
from tpmlab.flow.items import ageing, cycle_times
from tpmlab.flow.little import littles_law

__all__ = [
    "FlowError",
    "ageing",
    "cumulative_flow",
    "cycle_times",
    "how_many",
    "kanban",
    "littles_law",
    "queues",
    "sprints",
    "when_done",
]
