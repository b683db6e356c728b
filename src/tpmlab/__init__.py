"""tpmlab: a Jupyter curriculum for technical project managers.

Notebooks write ``import tpmlab as tpm`` and reach everything from there. Parts
load on first use, so that the import itself stays fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

# public name -> (module, attribute or None for the module itself)
_PARTS: dict[str, tuple[str, str | None]] = {
    "artifacts": ("tpmlab.artifacts", None),
    "career": ("tpmlab.career", None),
    "cases": ("tpmlab.cases", None),
    "charts": ("tpmlab.charts", None),
    "check": ("tpmlab.learning.check", None),
    "check_exercise": ("tpmlab.widgets.check_button", "check_exercise"),
    "cloud": ("tpmlab.cloud", None),
    "data": ("tpmlab.data", None),
    "earned_value": ("tpmlab.earned_value", None),
    "estimate": ("tpmlab.estimate", None),
    "exam": ("tpmlab.exam", None),
    "flow": ("tpmlab.flow", None),
    "methods": ("tpmlab.methods", None),
    "grade_policy": ("tpmlab.learning.policy_grade", "grade_policy"),
    "policy_baselines": ("tpmlab.learning.policy_grade", "policy_baselines"),
    "mock": ("tpmlab.widgets.exam_cells", "mock"),
    "practice": ("tpmlab.widgets.exam_cells", "practice"),
    "predict": ("tpmlab.widgets.predict", "predict"),
    "prioritise": ("tpmlab.prioritise", None),
    "quiz": ("tpmlab.widgets.quiz", "quiz"),
    "read_plan": ("tpmlab.plan_file", "read_plan"),
    "role": ("tpmlab.role", None),
    "schedule": ("tpmlab.schedule", None),
    "security": ("tpmlab.security", None),
    "simulator": ("tpmlab.simulator", None),
    "start_here": ("tpmlab.widgets.start_here", "start_here"),
    "systems": ("tpmlab.systems", None),
    "widgets": ("tpmlab.widgets", None),
    "write_plan": ("tpmlab.plan_file", "write_plan"),
}

__all__ = ["TpmlabError", "__version__", *sorted(_PARTS)]  # noqa: PLE0604 - keys are strings


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("importlib.metadata").version("tpmlab")
    if name == "TpmlabError":
        return import_module("tpmlab.errors").TpmlabError
    if name in _PARTS:
        module, attribute = _PARTS[name]
        part = import_module(module)
        return part if attribute is None else getattr(part, attribute)
    raise AttributeError(
        f"tpmlab has no part called '{name}'; it offers {', '.join(sorted(_PARTS))}."
    )


def __dir__() -> list[str]:
    return sorted(__all__)
