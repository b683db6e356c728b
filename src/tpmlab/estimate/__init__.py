"""Estimate: how long, how much, how sure, and how good our estimates have been.

Estimates from judgement and from history are here; ``estimate.parametric`` holds the
models that start from size and ``estimate.team`` what talking costs.
"""

from __future__ import annotations

from tpmlab.estimate import parametric, team
from tpmlab.estimate.analogy import analogous
from tpmlab.estimate.calibration import calibration
from tpmlab.estimate.cone import cone
from tpmlab.estimate.errors import EstimateError
from tpmlab.estimate.poker import poker_round
from tpmlab.estimate.reference_class import reference_class
from tpmlab.estimate.three_point import ThreePoint, add_up

__all__ = [
    "EstimateError",
    "ThreePoint",
    "add_up",
    "analogous",
    "calibration",
    "cone",
    "parametric",
    "poker_round",
    "reference_class",
    "team",
]
