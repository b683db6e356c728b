"""Pictures of flow: the board's charts, burn charts and forecasts."""

from __future__ import annotations

from tpmlab.flow.pictures.age import ageing_picture
from tpmlab.flow.pictures.board import cumulative_flow_picture, cycle_time_picture
from tpmlab.flow.pictures.burn import burndown_picture, burnup_picture
from tpmlab.flow.pictures.outlook import forecast_picture

__all__ = [
    "ageing_picture",
    "burndown_picture",
    "burnup_picture",
    "cumulative_flow_picture",
    "cycle_time_picture",
    "forecast_picture",
]
