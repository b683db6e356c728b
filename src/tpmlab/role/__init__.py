"""The role: a day's decisions, who decides what, sectors' constraints, a project's documents.

Models only; ``tpmlab.cases`` reads the company's own cases, pictures stand in ``pictures``.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_PARTS = {
    "workday": ("DayResult", "Workday", "play"),
    "decision_rights": ("RightsFinding", "combine", "deciders", "review_rights"),
    "sectors": ("Sector", "SectorPlan", "under"),
    "archive": ("Archive", "order_problems", "resting_on", "state_of", "trace"),
    "pictures": ("archive_picture", "day_picture", "rights_picture", "sector_picture"),
}
_MODULE_OF = {name: module for module, names in _PARTS.items() for name in names}

__all__ = ["RoleError", *sorted(_MODULE_OF)]  # noqa: PLE0604 - the keys are strings


def __getattr__(name: str) -> Any:
    if name == "RoleError":
        return import_module("tpmlab.role.model").RoleError
    if name in _MODULE_OF:
        return getattr(import_module(f"tpmlab.role.{_MODULE_OF[name]}"), name)
    raise AttributeError(f"tpmlab.role has no '{name}'; it offers {', '.join(__all__)}.")


def __dir__() -> list[str]:
    return list(__all__)
