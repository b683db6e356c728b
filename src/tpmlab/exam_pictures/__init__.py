"""Pictures of exam items' exhibits: data in; picture, words and places to point at out."""

from __future__ import annotations

from tpmlab.exam_pictures.draw import draw
from tpmlab.exam_pictures.drawing import Box, Drawing
from tpmlab.exam_pictures.heat_map import heat_map

__all__ = ["Box", "Drawing", "draw", "heat_map"]
