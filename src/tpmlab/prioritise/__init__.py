"""Prioritise: what to do first, what to do at all, and what a choice is worth.

Scores and orders of a backlog are here; ``prioritise.money`` values cash over time and
``prioritise.decision`` values choices under uncertainty.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tpmlab.prioritise import decision, money
from tpmlab.prioritise.delay import cheapest_order, delay_cost
from tpmlab.prioritise.errors import PrioritiseError
from tpmlab.prioritise.moscow import moscow
from tpmlab.prioritise.scores import rice, wsjf
from tpmlab.prioritise.selection import best_selection, frontier

# Loaded when first used: pictures bring matplotlib, which the models don't need.
_PICTURES = ("decision_tree_picture", "delay_picture", "frontier_picture")

__all__ = [
    "PrioritiseError",
    "best_selection",
    "cheapest_order",
    "decision",
    "decision_tree_picture",
    "delay_cost",
    "delay_picture",
    "frontier",
    "frontier_picture",
    "money",
    "moscow",
    "rice",
    "wsjf",
]


def __getattr__(name: str) -> Any:
    if name in _PICTURES:
        return getattr(import_module("tpmlab.prioritise.pictures"), name)
    raise AttributeError(f"tpmlab.prioritise has no '{name}'; it offers {', '.join(__all__)}.")
