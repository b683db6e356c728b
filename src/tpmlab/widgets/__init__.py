"""Explorers: thin shells of controls around the engine and its pictures.

Each one loads when it is first used, so that a lesson pays only for what it shows.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_EXPLORERS = {
    "archive_explorer": "tpmlab.widgets.archive_explorer",
    "brooks_explorer": "tpmlab.widgets.brooks_explorer",
    "calibration_game": "tpmlab.widgets.calibration_game",
    "capacity_explorer": "tpmlab.widgets.capacity_explorer",
    "chain_explorer": "tpmlab.widgets.chain_explorer",
    "cockpit": "tpmlab.widgets.cockpit",
    "crash_explorer": "tpmlab.widgets.crash_explorer",
    "earned_value_explorer": "tpmlab.widgets.earned_value_explorer",
    "eligibility_explorer": "tpmlab.widgets.eligibility_explorer",
    "handoff_explorer": "tpmlab.widgets.handoff_explorer",
    "merge_explorer": "tpmlab.widgets.merge_explorer",
    "method_explorer": "tpmlab.widgets.method_explorer",
    "rights_explorer": "tpmlab.widgets.rights_explorer",
    "pay_explorer": "tpmlab.widgets.pay_explorer",
    "schedule_explorer": "tpmlab.widgets.schedule_explorer",
    "scope_creep_explorer": "tpmlab.widgets.scope_creep_explorer",
    "sector_explorer": "tpmlab.widgets.sector_explorer",
    "spacing_explorer": "tpmlab.widgets.spacing_explorer",
    "tradeoff_explorer": "tpmlab.widgets.tradeoff_explorer",
    "velocity_explorer": "tpmlab.widgets.velocity_explorer",
    "wip_explorer": "tpmlab.widgets.wip_explorer",
    "workday_explorer": "tpmlab.widgets.workday_explorer",
}

__all__ = sorted(_EXPLORERS)  # noqa: PLE0605 - the same names, kept in one place


def __getattr__(name: str) -> Any:
    if name not in _EXPLORERS:
        raise AttributeError(
            f"tpmlab.widgets has no '{name}'; it offers {', '.join(sorted(_EXPLORERS))}."
        )
    return getattr(import_module(_EXPLORERS[name]), name)


def __dir__() -> list[str]:
    return list(__all__)


class _Package(ModuleType):
    """Keeps an explorer callable after its module, which has the same name, was loaded."""

    def __setattr__(self, name: str, value: object) -> None:
        # the import system binds a loaded submodule to its package, over the function
        if name in _EXPLORERS and isinstance(value, ModuleType):
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
