"""The project simulator: what the levers of a project buy, and what they cost.

``docs/model.md`` gives the equations, the defaults with their sources, and the limits.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tpmlab.simulator.project import Feature, Levers, Parameters, Project, ProjectError
from tpmlab.simulator.table import compare
from tpmlab.simulator.tradeoff import Outcome, simulate

if TYPE_CHECKING:
    from tpmlab.simulator.pictures import comparison_picture, tradeoff_picture

__all__ = [
    "Feature",
    "Levers",
    "Outcome",
    "Parameters",
    "Project",
    "ProjectError",
    "compare",
    "comparison_picture",
    "simulate",
    "tradeoff_picture",
]


_PICTURES = {"comparison_picture", "tradeoff_picture"}


def __getattr__(name: str) -> Any:
    if name in _PICTURES:  # they load matplotlib, which the model does not need
        return getattr(import_module("tpmlab.simulator.pictures"), name)
    raise AttributeError(f"tpmlab.simulator has no '{name}'; it offers {', '.join(__all__)}.")
