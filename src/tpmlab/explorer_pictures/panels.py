"""Parts of a picture that moves: a sheet, its panels, and lines, bars and words on them.

Whatever :class:`Panel` makes belongs to the moving layer and is drawn anew each time;
axes, titles and everything drawn on ``panel.axes`` directly form the static layer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import ArrayLike, NDArray

from tpmlab.pictures import (
    FONT,
    PALETTE,
    WIDTH,
    Canvas,
    Label,
    Labels,
    Picture,
    new_figure,
    style_axes,
)
from tpmlab.pictures.numbers import plain

__all__ = ["Bars", "Panel", "Sheet", "axis_end"]


class Sheet:
    """A sheet of the common width with panels on it.

    Parameters
    ----------
    height : int
        Pixels.
    """

    def __init__(self, height: int) -> None:
        self.height = height
        self.figure = new_figure(height)
        self._canvas = Canvas(self.figure)

    def panel(
        self,
        box: tuple[float, float, float, float],
        *,
        title: str = "",
        x: str = "",
        y: str = "",
        grid: str | None = "y",
    ) -> Panel:
        """Open axes.

        Parameters
        ----------
        box : tuple of float
            Left, bottom, width and height of the axes in pixels; title, words and ticks
            stand around it.
        title : str
            Above the axes, in bold.
        x, y : str
            What the axes measure; the words for y stand level above the axes.
        grid : {"x", "y", "both", None}
            Where grid lines run.
        """
        left, bottom, width, height = box
        place = (left / WIDTH, bottom / self.height, width / WIDTH, height / self.height)
        axes = self.figure.add_axes(place)
        axes.set(xlim=(0, 1), ylim=(0, 1))  # what is drawn must not move the ends
        style_axes(axes, grid=grid)
        axes.set_xlabel(x, labelpad=4)
        top = (bottom + height + (8 if y else 24)) / self.height  # room for flags below a title
        text: dict[str, Any] = {"va": "bottom", "color": PALETTE["ink"]}
        if y:
            self.figure.text(12 / WIDTH, top, y, fontsize=FONT["small"], **text)
            top += 17 / self.height
        if title:
            text |= {"fontsize": FONT["label"], "fontweight": "bold"}
            self.figure.text(12 / WIDTH, top, title, **text)
        return Panel(axes, self._canvas)

    def key(self, handles: Sequence[Any], names: Sequence[str], above: float | None = None) -> None:
        """Name what is drawn, in one row: at the top, or `above` so many pixels from below."""
        place = (0.0, 1.0 if above is None else above / self.height)
        self.figure.legend(
            handles,
            names,
            loc="upper left" if above is None else "lower left",
            bbox_to_anchor=place,
            ncols=len(names),
            frameon=False,
            fontsize=FONT["small"],
            labelcolor=PALETTE["ink"],
            borderaxespad=0.2,
            columnspacing=1.1,
            numpoints=1,
        )

    def note(self, words: str, x: float, y: float, **look: Any) -> None:
        """Write words that stay, from a point in pixels from the lower left corner."""
        look = {"fontsize": FONT["small"], "va": "center", "color": PALETTE["ink"], **look}
        self.figure.text(x / WIDTH, y / self.height, words, **look)

    def png(self) -> bytes:
        """Draw the sheet as it stands."""
        return self._canvas.png()

    def picture(self, alt: str) -> Picture:
        """Finish the sheet for print."""
        return Picture(self.figure, alt)


class Panel:
    """Axes with moving parts; made by :meth:`Sheet.panel`."""

    def __init__(self, axes: Axes, canvas: Canvas) -> None:
        self.axes = axes
        self._canvas = canvas
        self._labels = Labels(axes)

    def limits(
        self, x: tuple[float, float] | None = None, y: tuple[float, float] | None = None
    ) -> None:
        """Set the ends of the axes; the static layer is drawn again only if they moved."""
        if x is not None and tuple(self.axes.get_xlim()) != x:
            self.axes.set_xlim(*x)
            self._canvas.redraw_all()
        if y is not None and tuple(self.axes.get_ylim()) != y:
            self.axes.set_ylim(*y)
            self._canvas.redraw_all()

    def numbers(self, axis: str, most: int = 6, *, whole: bool = False) -> None:
        """Write round numbers with thousands separators along an axis."""
        side = self.axes.yaxis if axis == "y" else self.axes.xaxis
        side.set_major_locator(MaxNLocator(most, integer=whole, steps=[1, 2, 5, 10]))
        side.set_major_formatter(FuncFormatter(lambda value, _: plain(value)))

    def shares(self, axis: str = "y") -> None:
        """Write per cent along an axis that runs from 0 to 1."""
        self.limits(**{axis: (0.0, 1.0)})
        side = self.axes.yaxis if axis == "y" else self.axes.xaxis
        side.set_major_locator(MaxNLocator(4, steps=[1, 2.5, 5, 10]))
        side.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0%}"))

    def line(self, color: str = "ink", *, width: float = 1.6, **look: Any) -> Line2D:
        """Make a line or a row of markers; move it with ``set_data(x, y)``."""
        line = Line2D([], [], color=PALETTE[color], linewidth=width, **{"zorder": 4, **look})
        line.set_animated(True)
        self.axes.add_line(line)
        return line

    def upright(self, color: str = "ink", *, above: float = 0.0, **look: Any) -> Line2D:
        """Make a line across the axes at one x, `above` them by a share of their height."""
        line = self.line(color, clip_on=False, transform=self.axes.get_xaxis_transform(), **look)
        line.set_ydata([0, 1 + above])
        return line

    def bars(self, color: str, **look: Any) -> Bars:
        """Make bars; see :class:`Bars`."""
        bars = Bars(color, **{"zorder": 3, **look})
        self.axes.add_collection(bars.shapes, autolim=False)
        return bars

    def write(self, labels: Sequence[Label]) -> None:
        """Put these words, and no others, on the panel; they may stand outside the axes."""
        self._labels.labels = list(labels)

    def pixels(self, count: float, axis: str = "y") -> float:
        """Give a distance in pixels as a distance along an axis."""
        box = self.axes.get_window_extent()
        low, high = self.axes.get_ylim() if axis == "y" else self.axes.get_xlim()
        return float(count * (high - low) / (box.height if axis == "y" else box.width))


class Bars:
    """Many boxes as one moving artist.

    Parameters
    ----------
    color : str
        Palette colour of all of them.
    """

    def __init__(self, color: str, **look: Any) -> None:
        look = {"linewidths": 0, "facecolors": PALETTE[color], **look}
        self.shapes = PolyCollection([], **look)
        self.shapes.set_animated(True)

    def show(self, left: ArrayLike, right: ArrayLike, low: ArrayLike, high: ArrayLike) -> None:
        """Move the boxes: each edge a number, or one for each box."""
        edges = np.broadcast_arrays(*(np.atleast_1d(edge) for edge in (left, right, low, high)))
        l, r, b, t = (np.asarray(edge, dtype=np.float64) for edge in edges)  # noqa: E741
        corners = [np.stack(point, axis=-1) for point in ((l, b), (l, t), (r, t), (r, b))]
        self.shapes.set_verts(list(np.stack(corners, axis=1)))

    def area(self, x: NDArray[np.float64], low: ArrayLike, high: ArrayLike) -> None:
        """Fill between two curves instead."""
        low, high = np.broadcast_to(low, x.shape), np.broadcast_to(high, x.shape)
        there = np.stack([x, low], axis=-1)
        back = np.stack([x, high], axis=-1)[::-1]
        self.shapes.set_verts([np.concatenate([there, back])])


def axis_end(most: float) -> float:
    """Give an end for an axis that holds `most` and rarely moves: an axis that jumps hides much.

    It depends on the number alone, so that the same state has the same picture.

    Examples
    --------
    >>> axis_end(430), axis_end(0.8), axis_end(100)
    (500.0, 0.8, 100.0)
    """
    power = 10.0 ** np.floor(np.log10(max(most, 1e-9)))
    ends = (size * power for size in (1, 1.5, 2, 3, 4, 5, 6, 8, 10))
    return float(f"{next(end for end in ends if end >= most * (1 - 1e-9)):.6g}")
