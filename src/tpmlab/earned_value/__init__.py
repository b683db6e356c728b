"""Earned value: what was planned, what was done, what it cost, and where that leads.

Money is in one currency throughout; times are in the periods of the plan's baseline.
Percentages are fractions of 1, and no index is rounded before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tpmlab.earned_value.curves import planned_value, s_curve
from tpmlab.earned_value.earned_schedule import EarnedSchedule, earned_schedule
from tpmlab.earned_value.progress import earned_fraction, milestone_fraction, task_values
from tpmlab.earned_value.status import EarnedValueError, Forecast, Status

__all__ = [
    "EarnedSchedule",
    "EarnedValueError",
    "Forecast",
    "Status",
    "earned_fraction",
    "earned_schedule",
    "milestone_fraction",
    "planned_value",
    "s_curve",
    "s_curve_picture",
    "task_values",
]


def __getattr__(name: str) -> Any:
    if name == "s_curve_picture":  # it loads matplotlib, which the model does not need
        return getattr(import_module("tpmlab.earned_value.pictures"), name)
    raise AttributeError(f"tpmlab.earned_value has no '{name}'; it offers {', '.join(__all__)}.")
