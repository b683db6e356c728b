"""Prioritise: what to do first, what to do at all, and what a choice is worth.

Scores and orders of a backlog are here; ``prioritise.money`` values cash over time and
``prioritise.decision`` values choices under uncertainty.
"""

from __future__ import annotations

from tpmlab.prioritise import decision, money
from tpmlab.prioritise.delay import cheapest_order, delay_cost
from tpmlab.prioritise.errors import PrioritiseError
from tpmlab.prioritise.moscow import moscow
from tpmlab.prioritise.scores import rice, wsjf
from tpmlab.prioritise.selection import best_selection, frontier

__all__ = [
    "PrioritiseError",
    "best_selection",
    "cheapest_order",
    "decision",
    "delay_cost",
    "frontier",
    "money",
    "moscow",
    "rice",
    "wsjf",
]
