"""One look for every picture: width, colours, type sizes, sheet and axes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

__all__ = ["DPI", "FONT", "PALETTE", "WIDTH", "Look", "new_figure", "shorten", "style_axes"]

WIDTH = 700
"""Width of every picture in pixels (100 dots an inch)."""

DPI = 100
"""Dots an inch."""

PALETTE: Mapping[str, str] = MappingProxyType(
    {
        # ink and paper: text colours reach a contrast of 4.5:1 and more on "paper"
        "ink": "#1f2933",
        "quiet": "#52606d",
        "grid": "#d9e0e7",
        "paper": "#ffffff",
        # data: told apart under red-green colour blindness too (a test proves it)
        "blue": "#0072b2",
        "vermilion": "#c2410c",
        "amber": "#e69f00",
        "green": "#007f5f",
        "purple": "#cc79a7",
        "sky": "#8ecae6",
        # tints and shades that go with a data colour: float beside blue, hatch on vermilion
        "mist": "#dcebf5",
        "maroon": "#7c2606",
    }
)
"""Colours by name. Never the only cue: add a label, a hatch or a marker."""

FONT: Mapping[str, float] = MappingProxyType({"title": 12.0, "label": 10.0, "small": 9.0})
"""Type sizes in points; nothing in a picture is smaller than ``small``."""


Look = dict[str, Any]
"""Settings of an artist, as matplotlib's functions take them."""


def new_figure(height: int) -> Figure:
    """Open a sheet of the common width.

    Parameters
    ----------
    height : int
        Height in pixels.

    Returns
    -------
    matplotlib.figure.Figure
        Empty, white, at 100 dots an inch, not known to pyplot.

    Examples
    --------
    >>> new_figure(300).get_size_inches().tolist()
    [7.0, 3.0]
    """
    return Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=PALETTE["paper"])


def style_axes(axes: Axes, *, grid: str | None = "x") -> None:
    """Give axes the common look: no box, light grid behind the data, readable ticks.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes to change in place.
    grid : {"x", "y", "both", None}
        Where grid lines run.
    """
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(PALETTE["quiet"])
    axes.set_facecolor(PALETTE["paper"])
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=FONT["small"], labelcolor=PALETTE["ink"])
    for axis in (axes.xaxis, axes.yaxis):
        axis.label.set(fontsize=FONT["label"], color=PALETTE["ink"])
    if grid is not None:
        axes.grid(visible=True, axis=grid, color=PALETTE["grid"], linewidth=0.8)  # type: ignore[arg-type]


def shorten(name: str, longest: int) -> str:
    """Cut a name that has no room, and show that it was cut.

    Examples
    --------
    >>> shorten("integration test", 12), shorten("api", 12)
    ('integration…', 'api')
    """
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
