"""Schedules: plans of linked tasks, their critical path, and pictures of both.

Continuous time in working days: a task that starts at *t* with duration *d* ends at
*t + d*. Links are FS, SS, FF or SF with a lag of either sign; no task starts before 0.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tpmlab.schedule.calendar import Calendar
from tpmlab.schedule.critical_path import Schedule, critical_path
from tpmlab.schedule.network import Link, Plan, PlanError, Task
from tpmlab.schedule.passes import backward_pass, forward_pass

# Loaded when first used: pictures bring matplotlib, risk and compression bring SciPy.
_PARTS = {
    "pictures": (
        "criticality_picture",
        "finish_picture",
        "gantt",
        "joint_picture",
        "levelling_picture",
        "load_picture",
        "merge_picture",
        "network_diagram",
        "time_cost_picture",
        "tornado_picture",
    ),
    "distributions": ("Distribution", "LogNormal", "Triangular", "Uniform"),
    "pert_beta": ("PertBeta",),
    "listed": ("Discrete", "Empirical"),
    "risk": ("Costs", "Forecast", "monte_carlo"),
    "risk_events": ("Mitigation", "RiskEvent"),
    "risk_measures": ("merge_bias", "merge_points", "mitigations", "sensitivity", "tornado"),
    "pert_analytic": ("later_of", "pert"),
    "crash_model": ("CrashOption", "CrashedPlan"),
    "compress": ("TimeCostCurve", "crash_for", "crash_step_by_step", "crash_to", "time_cost_curve"),
    "critical_chain": ("ChainPlans", "Habits", "buffer_size", "padded_and_buffered"),
    "levelling.serial": ("serial_schedule",),
    "levelling.parallel": ("parallel_schedule",),
    "levelling.priority": ("priority_rules",),
    "levelling.improve": ("best_of_rules",),
    "levelling.optimal": ("optimal_schedule",),
    "levelling.smoothing": ("early_schedule", "smooth"),
    "levelling.smoothing_exact": ("smooth_exactly",),
    "levelling.levelled": ("LevelledSchedule",),
    "workload": ("CapacityAnalysis", "capacity_analysis"),
    "time_blocking": ("FocusPlan", "Work", "block_time"),
    "fast_tracking": ("Overlap", "fast_track", "overlap_candidates"),
}
_MODULE_OF = {name: module for module, names in _PARTS.items() for name in names}

__all__ = [  # noqa: PLE0604 - the keys are strings
    "Calendar",
    "Link",
    "Plan",
    "PlanError",
    "Schedule",
    "Task",
    "backward_pass",
    "critical_path",
    "forward_pass",
    *_MODULE_OF,
]


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        part = getattr(import_module(f"tpmlab.schedule.{_MODULE_OF[name]}"), name)
        globals()[name] = part
        return part
    raise AttributeError(f"tpmlab.schedule has no '{name}'; it offers {', '.join(__all__)}.")


def __dir__() -> list[str]:
    return list(__all__)
