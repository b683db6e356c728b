"""One look for every picture: colours, sheet, fast canvas, and the figure a notebook shows.

Pictures are matplotlib ``Figure`` objects, never pyplot state: an explorer may redraw
from another thread. The same figure serves a printed page and a live explorer.

Picture functions of the models are named after what they show and end in ``_picture``, so
that nobody takes them for the function that computes the numbers; ``gantt`` and
``network_diagram`` keep the names that everybody knows. ``pictures.chart`` holds the parts
they share: axes with direct labels, flags at dates, round numbers.
"""

from __future__ import annotations

from tpmlab.pictures.canvas import Canvas, Label, Labels
from tpmlab.pictures.look import FONT, PALETTE, WIDTH, new_figure, shorten, style_axes
from tpmlab.pictures.picture import Picture

__all__ = [
    "FONT",
    "PALETTE",
    "WIDTH",
    "Canvas",
    "Label",
    "Labels",
    "Picture",
    "new_figure",
    "shorten",
    "style_axes",
]
