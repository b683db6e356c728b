"""Pictures of a schedule; this package and its like are the only users of matplotlib."""

from __future__ import annotations

from tpmlab.schedule.pictures.causes import (
    criticality_picture,
    merge_picture,
    tornado_picture,
)
from tpmlab.schedule.pictures.finish import finish_picture, joint_picture
from tpmlab.schedule.pictures.gantt import describe, gantt
from tpmlab.schedule.pictures.gantt_figure import GanttFigure
from tpmlab.schedule.pictures.load import levelling_picture, load_picture
from tpmlab.schedule.pictures.network import network_diagram
from tpmlab.schedule.pictures.time_cost import time_cost_picture

__all__ = [
    "GanttFigure",
    "criticality_picture",
    "describe",
    "finish_picture",
    "gantt",
    "joint_picture",
    "levelling_picture",
    "load_picture",
    "merge_picture",
    "network_diagram",
    "time_cost_picture",
    "tornado_picture",
]
