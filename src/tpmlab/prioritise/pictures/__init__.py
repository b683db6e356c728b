"""Pictures of priorities: which set to choose, which branch, which order."""

from __future__ import annotations

from tpmlab.prioritise.pictures.order import delay_picture, frontier_picture
from tpmlab.prioritise.pictures.tree import decision_tree_picture

__all__ = ["decision_tree_picture", "delay_picture", "frontier_picture"]
