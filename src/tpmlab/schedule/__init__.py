"""Schedules: plans of linked tasks, their critical path, and pictures of both.

Continuous time in working days: a task that starts at *t* with duration *d* ends at
*t + d*. Links are FS, SS, FF or SF with a lag of either sign; no task starts before 0.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tpmlab.schedule.critical_path import Schedule, critical_path
from tpmlab.schedule.network import Link, Plan, PlanError, Task
from tpmlab.schedule.passes import backward_pass, forward_pass

__all__ = [
    "Link",
    "Plan",
    "PlanError",
    "Schedule",
    "Task",
    "backward_pass",
    "critical_path",
    "forward_pass",
    "gantt",
    "network_diagram",
]


def __getattr__(name: str) -> Any:
    if name in ("gantt", "network_diagram"):  # matplotlib loads when a picture is wanted
        return getattr(import_module("tpmlab.schedule.pictures"), name)
    raise AttributeError(f"tpmlab.schedule has no '{name}'; it offers {', '.join(__all__)}.")


def __dir__() -> list[str]:
    return list(__all__)
