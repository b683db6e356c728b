"""Pictures of a schedule; this package and its like are the only users of matplotlib."""

from __future__ import annotations

from tpmlab.schedule.pictures.gantt import GanttFigure, describe, gantt
from tpmlab.schedule.pictures.network import network_diagram

__all__ = ["GanttFigure", "describe", "gantt", "network_diagram"]
