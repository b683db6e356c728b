"""A finished figure with its words, as a notebook shows it."""

from __future__ import annotations

import re

from IPython.display import display
from matplotlib.figure import Figure

from tpmlab.pictures.canvas import Canvas
from tpmlab.pictures.look import WIDTH

__all__ = ["Picture"]


class Picture:
    """A finished figure with the words that say what it shows.

    In a notebook it displays the image and then the words as a visible caption, so
    that nobody needs to see the image to follow.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure, drawn when first needed.
    alt : str
        One or two sentences, computed from the numbers shown.

    Examples
    --------
    >>> from tpmlab.pictures import new_figure
    >>> Picture(new_figure(100), "An empty sheet.")
    Picture: An empty sheet.
    """

    def __init__(self, figure: Figure, alt: str) -> None:
        self.figure = figure
        self.alt = alt
        self._png: bytes | None = None

    def __repr__(self) -> str:
        return f"Picture: {self.alt}"

    def png(self) -> bytes:
        """Return the picture as PNG bytes, the same on every run."""
        if self._png is None:
            self._png = Canvas(self.figure).png()
        return self._png

    def _ipython_display_(self) -> None:
        size = {"image/png": {"width": WIDTH, "alt": self.alt}}
        # A folded output shows its plain text, and the words would give the answer away.
        image = {"image/png": self.png(), "text/plain": "Picture, described below"}
        display(image, raw=True, metadata=size)
        caption = f"*Picture: {_plain_markdown(self.alt)}*"
        display({"text/markdown": caption, "text/plain": repr(self)}, raw=True)


def _plain_markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>$|])", r"\\\1", " ".join(text.split()))
