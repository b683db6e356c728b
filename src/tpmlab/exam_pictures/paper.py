"""A sheet on which boxes and words are placed by pixels, and text broken to a width."""

from __future__ import annotations

from functools import cache
from typing import Any

from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, Rectangle

from tpmlab.exam_pictures.drawing import Box
from tpmlab.pictures import FONT, PALETTE, WIDTH, Canvas, new_figure

__all__ = ["LINE", "Paper", "broken", "text_width"]

LINE = 16.0
"""Pixels from one line of text to the next."""


class Paper:
    """A sheet with a title; coordinates are pixels from the upper left corner.

    Parameters
    ----------
    height : float
        In pixels, title included.
    title : str
        Stands above, to the left.
    """

    def __init__(self, height: float, title: str) -> None:
        self.height = round(height)
        self.figure = new_figure(self.height)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, WIDTH), ylim=(self.height, 0))
        self.axes.set_axis_off()
        self.text(10, 20, title, size="title", bold=True)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        color: str = "ink",
        size: str = "small",
        bold: bool = False,
        anchor: str = "left",
        **look: Any,
    ) -> None:
        """Write one line, its middle at height `y`."""
        self.axes.text(
            x,
            y,
            words,
            color=PALETTE[color],
            fontsize=FONT[size],
            fontweight="bold" if bold else "normal",
            ha=anchor,
            va="center_baseline",
            zorder=5,
            parse_math=False,
            **look,
        )

    def lines(self, x: float, y: float, lines: list[str], **look: Any) -> None:
        """Write lines, the first one's upper edge at height `y`."""
        for n, line in enumerate(lines):
            self.text(x, y + LINE * (n + 0.5), line, **look)

    def box(
        self,
        place: Box,
        *,
        fill: str = "paper",
        edge: str | None = "grid",
        width: float = 1.0,
        rounded: float = 0.0,
    ) -> None:
        """Draw a rectangle in palette colours."""
        corner = (place.left, place.top)
        look: dict[str, Any] = {
            "facecolor": PALETTE[fill],
            "edgecolor": "none" if edge is None else PALETTE[edge],
            "linewidth": width,
            "zorder": 2,
        }
        if rounded:
            style = f"round,pad=0,rounding_size={rounded}"
            patch: Any = FancyBboxPatch(corner, place.width, place.height, boxstyle=style, **look)
        else:
            patch = Rectangle(corner, place.width, place.height, **look)
        self.axes.add_patch(patch)


def broken(words: str, width: float, *, size: str = "small", bold: bool = False) -> list[str]:
    """Break words into lines that are at most `width` pixels wide; a long word is cut in two.

    Examples
    --------
    >>> broken("Network team opens the firewall", 100)
    ['Network team', 'opens the', 'firewall']
    """
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size, bold) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        while text_width(word, size, bold) > width and len(word) > 1:
            fits = next(n for n in range(len(word) - 1, 0, -1)
                        if n == 1 or text_width(word[:n], size, bold) <= width)  # fmt: skip
            lines[-1] = word[:fits]
            lines.append("")
            word = word[fits:]  # noqa: PLW2901 - the rest goes on the next line
        lines[-1] = word
    return lines


@cache
def _renderer() -> Any:
    return Canvas(new_figure(10)).renderer()


@cache
def text_width(words: str, size: str = "small", bold: bool = False) -> float:
    """Measure words in pixels."""
    weight = "bold" if bold else "normal"
    face = FontProperties(family="DejaVu Sans", size=FONT[size], weight=weight)
    return float(_renderer().get_text_width_height_descent(words, face, False)[0])
