"""Estimate: how long, how much, how sure, and how good our estimates have been.

Estimates from judgement and from history are here; ``estimate.parametric`` holds the
models that start from size and ``estimate.team`` what talking costs.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tpmlab.estimate import parametric, team
from tpmlab.estimate.analogy import analogous
from tpmlab.estimate.calibration import calibration
from tpmlab.estimate.cone import cone
from tpmlab.estimate.errors import EstimateError
from tpmlab.estimate.poker import poker_round
from tpmlab.estimate.reference_class import reference_class, reference_class_slip
from tpmlab.estimate.three_point import ThreePoint, add_up

# Loaded when first used: pictures bring matplotlib, which the models don't need.
_PICTURES = ("calibration_picture", "cone_picture", "reference_class_picture")

__all__ = [
    "EstimateError",
    "ThreePoint",
    "add_up",
    "analogous",
    "calibration",
    "calibration_picture",
    "cone",
    "cone_picture",
    "parametric",
    "poker_round",
    "reference_class",
    "reference_class_picture",
    "reference_class_slip",
    "team",
]


def __getattr__(name: str) -> Any:
    if name in _PICTURES:
        return getattr(import_module("tpmlab.estimate.pictures"), name)
    raise AttributeError(f"tpmlab.estimate has no '{name}'; it offers {', '.join(__all__)}.")
