"""Methods: choose a way of working and say why, and count what several teams cost each other.

``advise`` answers two questions about a project and gives its reasons; ``experts``,
``what_would_change`` and ``doubt`` show how little may turn its answer. ``compare_rhythms``
tries it on a small model. ``team_matrix``, ``all_on_time``, ``simulate_handoffs`` and
``shared_hours`` measure teams that need each other.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tpmlab.methods.choosing import Advice, Facts, Limits, advise
from tpmlab.methods.doubts import EXPERTS, doubt, experts, what_would_change
from tpmlab.methods.errors import MethodError
from tpmlab.methods.handoffs import simulate_handoffs
from tpmlab.methods.hours import shared_hours
from tpmlab.methods.rhythm import compare_rhythms, simulate_reviews
from tpmlab.methods.teams import all_on_time, team_matrix

# Loaded when first used: pictures bring matplotlib, which the models don't need.
_PICTURES = ("hours_picture", "hybrid_picture", "matrix_picture")

__all__ = [
    "EXPERTS",
    "Advice",
    "Facts",
    "Limits",
    "MethodError",
    "advise",
    "all_on_time",
    "compare_rhythms",
    "doubt",
    "experts",
    "hours_picture",
    "hybrid_picture",
    "matrix_picture",
    "shared_hours",
    "simulate_handoffs",
    "simulate_reviews",
    "team_matrix",
    "what_would_change",
]


def __getattr__(name: str) -> Any:
    if name in _PICTURES:
        return getattr(import_module("tpmlab.methods.pictures"), name)
    raise AttributeError(f"tpmlab.methods has no '{name}'; it offers {', '.join(__all__)}.")
