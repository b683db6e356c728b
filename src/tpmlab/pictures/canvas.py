"""A canvas that draws the same figure again and again, fast, and labels that cost nothing."""

from __future__ import annotations

import zlib
from functools import lru_cache
from math import ceil
from struct import pack
from typing import Any, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from tpmlab.pictures.look import DPI, FONT, PALETTE

__all__ = ["Canvas", "Label", "Labels"]


class Label(NamedTuple):
    """A short text at a point of the data, in a palette colour; `anchor` 0 left … 1 right."""

    text: str
    x: float
    y: float
    color: str = "ink"
    anchor: float = 0.5
    bold: bool = False


class Labels(Artist):
    """Many short texts in one moving artist, drawn from kept bitmaps.

    matplotlib lays a ``Text`` out anew each time it is drawn, about half a millisecond
    each; here a text seen before costs a few microseconds. Capitals and digits are
    centred on `y`.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where the labels live.
    zorder : float
        Drawn above artists with a smaller one.
    """

    def __init__(self, axes: Axes, zorder: float = 6.0) -> None:
        super().__init__()
        self.labels: list[Label] = []
        self.set_zorder(zorder)
        self.set_animated(True)
        axes.add_artist(self)

    def draw(self, renderer: Any) -> None:
        """Place each bitmap on the nearest whole pixel."""
        if not self.labels or self.axes is None:
            return
        points = self.axes.transData.transform([(label.x, label.y) for label in self.labels])
        plain = renderer.new_gc()
        for label, (x, y) in zip(self.labels, points.tolist(), strict=True):
            bitmap = _bitmap(label.text, label.color, label.bold)
            left = round(x - label.anchor * bitmap.shape[1])
            renderer.draw_image(plain, left, round(y - _CENTRE), bitmap)
        plain.restore()


_LINE, _BASE, _CENTRE = 18, 13, 9.5
"""Pixels: height of a label's bitmap, its baseline from above, middle of a digit from below."""


@lru_cache(maxsize=4096)
def _bitmap(text: str, color: str, bold: bool) -> np.ndarray:
    """RGBA pixels of a text in one colour; words are kept, so "float 7" reuses "float"."""
    words = [_mask(word, bold) for word in text.split(" ")]
    gap = np.zeros((_LINE, 4), np.uint8)
    mask = np.hstack([part for word in words for part in (gap, word)][1:])
    pixels = np.empty((*mask.shape, 4), np.uint8)
    pixels[..., :3] = [int(PALETTE[color][n : n + 2], 16) for n in (1, 3, 5)]
    pixels[..., 3] = mask
    return pixels[::-1]  # draw_image counts rows from below


@lru_cache(maxsize=1024)
def _mask(word: str, bold: bool) -> np.ndarray:
    """How much ink each pixel of a word takes."""
    face = FontProperties(family="DejaVu Sans", size=FONT["small"], weight="bold" if bold else 400)
    agg: Any = RendererAgg  # carries no types
    width = ceil(agg(1, 1, DPI).get_text_width_height_descent(word, face, False)[0]) + 1
    renderer = agg(width, _LINE, DPI)
    renderer.draw_text(renderer.new_gc(), 0, _BASE, word, face, 0)
    return np.asarray(renderer.buffer_rgba())[..., 3].copy()


class Canvas:
    r"""Draws a figure again and again, fast.

    Artists marked ``set_animated(True)`` move; all others form the static layer, which
    is drawn once and kept. Call :meth:`redraw_all` after changing a static artist.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure to draw; the canvas takes it over.

    Examples
    --------
    >>> from tpmlab.pictures import new_figure
    >>> canvas = Canvas(new_figure(100))
    >>> canvas.png()[:4]
    b'\x89PNG'
    """

    def __init__(self, figure: Figure) -> None:
        self._canvas: Any = FigureCanvasAgg(figure)  # its methods carry no types
        self._figure = figure
        self._static: object | None = None

    def redraw_all(self) -> None:
        """Forget the static layer; the next picture draws everything."""
        self._static = None

    def png(self) -> bytes:
        """Draw the moving artists over the static layer and return the picture as PNG."""
        self._draw()
        return _encode(np.asarray(self._canvas.buffer_rgba()))

    def renderer(self) -> Any:
        """Return the renderer, for measuring text."""
        return self._canvas.get_renderer()

    def _draw(self) -> None:
        if self._static is None:
            self._canvas.draw()
            self._static = self._canvas.copy_from_bbox(self._figure.bbox)
        else:
            self._canvas.restore_region(self._static)
        renderer = self.renderer()
        moving = [a for axes in self._figure.axes for a in axes.get_children() if a.get_animated()]
        for artist in sorted(moving, key=lambda a: a.get_zorder()):
            artist.draw(renderer)


def _encode(rgba: np.ndarray) -> bytes:
    """PNG bytes of opaque pixels: no time, no software name, fast compression."""
    height, width = rgba.shape[:2]
    rows = np.zeros((height, 1 + 3 * width), np.uint8)  # filter 0 before each row
    rows[:, 1:] = rgba[:, :, :3].reshape(height, 3 * width)
    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
