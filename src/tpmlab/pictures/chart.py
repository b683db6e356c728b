"""Parts that charts share: axes with a title, flags at dates, labels at the ends of lines.

Direct labels stand instead of legends. Their places are worked out from the width of the
text, so that they neither cross nor leave the sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, MaxNLocator

from tpmlab.pictures.look import FONT, PALETTE, WIDTH, new_figure, shorten, style_axes
from tpmlab.pictures.numbers import plain
from tpmlab.pictures.picture import Picture

__all__ = ["Chart", "Flag", "halo", "plant", "spread"]

_ROW = 17  # pixels from one row of flags to the next
_READABLE = {"ink", "quiet", "blue", "vermilion", "green", "maroon"}  # as text on paper


class Flag(NamedTuple):
    """A line across a chart at one point of the x axis, with its words on top."""

    x: float
    text: str
    color: str = "ink"
    dashes: tuple[float, ...] = ()


class Chart:
    """One set of axes on a sheet of its own, or a panel of another chart's sheet.

    Parameters
    ----------
    height : int
        Of the sheet, in pixels.
    title : str
        What the chart shows; stands above it, to the left.
    x, y : str
        What the axes measure, with units. The words for y stand level above the axis.
    left, right, top, bottom : float
        Margins in pixels; title and words for y come on top of `top`.
    grid : {"x", "y", "both", None}
        Where grid lines run.
    """

    def __init__(
        self,
        height: int = 380,
        *,
        title: str = "",
        x: str = "",
        y: str = "",
        left: float = 58,
        right: float = 20,
        top: float = 10,
        bottom: float = 46,
        grid: str | None = "y",
    ) -> None:
        self.figure = new_figure(height)
        self.renderer = _renderer(self.figure)
        self.height = height
        self._box = [left, bottom, WIDTH - left - right, height - bottom - top]
        if title:
            self._head(title, 18, fontsize=FONT["title"], fontweight="bold")
            self._box[3] -= 24
        if y:
            self._head(y, height - bottom - self._box[3] + 5, fontsize=FONT["label"])
            self._box[3] -= 20
        self.axes: Axes = self.figure.add_axes(self._place())
        style_axes(self.axes, grid=grid)
        self.axes.set_xlabel(x, labelpad=5)
        self.flag_texts: list[Text] = []

    def numbers(self, axis: str = "y", most: int = 6, *, whole: bool = False) -> None:
        """Write round numbers with thousands separators along an axis."""
        side = self.axes.yaxis if axis == "y" else self.axes.xaxis
        steps = {"steps": [1, 2, 5, 10], "min_n_ticks": 2}
        side.set_major_locator(MaxNLocator(most, integer=whole, **steps))
        side.set_major_formatter(FuncFormatter(lambda value, _: plain(value)))

    def shares(self, top: float = 1.0) -> None:
        """Write per cent along the y axis, for numbers from 0 to `top`."""
        self.axes.set_ylim(0, top)
        self.axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
        self.axes.yaxis.set_major_formatter(
            FuncFormatter(lambda value, _: f"{plain(100 * value)}%")
        )

    def flags(self, flags: Sequence[Flag]) -> None:
        """Plant flags above the axes; sets the axes lower to make room.

        The limits of the x axis must stand, and labels at ends come after.
        """
        texts = [self._flag_text(flag) for flag in flags]
        poles = [self.axes.transData.transform((flag.x, 0))[0] for flag in flags]
        widths = [text.get_window_extent(self.renderer).width for text in texts]
        places = plant(poles, widths, (self._box[0], WIDTH - 4.0))
        self._box[3] -= _ROW * max((row + 1 for row, _ in places), default=0)
        self.axes.set_position(self._place())
        for flag, text, (row, side) in zip(flags, texts, places, strict=True):
            foot = 5 + _ROW * row
            style = (0, flag.dashes) if flag.dashes else "-"
            line = self.axes.axvline(flag.x, ymax=1 + (foot + 10) / self._box[3], clip_on=False)
            line.set(color=PALETTE[flag.color], linewidth=1.5, linestyle=style, zorder=4)
            text.set(ha="left" if side > 0 else "right", va="bottom")
            text.xyann = (4 * side, foot - 3)  # type: ignore[attr-defined]
        self.flag_texts.extend(texts)

    def ends(
        self,
        labels: Sequence[tuple[str, float, float, str]],
        *,
        gap: float = 14,
        shift: float = 6,
        side: int = 1,
        **look: Any,
    ) -> list[Text]:
        """Write labels (text, x, y, colour) beside points, apart from each other.

        `side` 1 is to the right, -1 to the left.
        """
        points = [self.axes.transData.transform((x, y)) for _, x, y, _ in labels]
        low = self._box[1] + 6
        levels = spread([y for _, y in points], gap, (low, low + self._box[3] - 6))
        texts = []
        for (words, x, y, color), (_, old), level in zip(labels, points, levels, strict=True):
            place = {"dx": side * shift, "dy": level - old, "ha": "left" if side > 0 else "right"}
            texts.append(self.note(words, x, y, color=color, **place, **look))
        return texts

    def note(
        self,
        words: str,
        x: float,
        y: float,
        *,
        color: str = "ink",
        dx: float = 0.0,
        dy: float = 0.0,
        **look: Any,
    ) -> Text:
        """Write words beside a point of the data, `dx` and `dy` pixels away, inside the sheet."""
        look = {"ha": "center", "va": "center", "fontsize": FONT["small"], "zorder": 8, **look}
        text = self.axes.annotate(
            words,
            (x, y),
            xytext=(dx, dy),
            textcoords="offset pixels",
            color=PALETTE[color if color in _READABLE else "ink"],
            annotation_clip=False,
            path_effects=halo(),
            **look,
        )
        box = text.get_window_extent(self.renderer)
        beyond = max(0.0, box.x1 - WIDTH + 4) - max(0.0, 4 - box.x0)
        text.xyann = (dx - beyond, dy)
        return text

    def picture(self, alt: str) -> Picture:
        """Finish the chart."""
        return Picture(self.figure, alt)

    @classmethod
    def of_rows(cls, names: Sequence[str], **look: Any) -> Chart:
        """Open a chart with a row a name, the first on top, and room for the names."""
        shown = [shorten(name, 28) for name in names]
        probe = new_figure(10)
        measure = _renderer(probe)
        widths = [
            Text(0, 0, name, fontsize=FONT["label"], figure=probe).get_window_extent(measure).width
            for name in shown
        ]
        left = 18 + max(widths)
        height = 92 + 24 * len(shown) + int(look.get("top", 10))
        chart = cls(**{"height": height, "left": left, "right": 30, "grid": "x", **look})
        chart.axes.set_ylim(len(shown) - 0.4, -0.6)
        chart.axes.set_yticks(range(len(shown)), shown)
        chart.axes.tick_params(axis="y", labelsize=FONT["label"], pad=6)
        return chart

    @property
    def pixels(self) -> tuple[float, float]:
        """Width and height of the axes in pixels."""
        return self._box[2], self._box[3]

    def _head(self, words: str, down: float, **look: Any) -> None:
        self.figure.text(
            10 / WIDTH, 1 - down / self.height, words, va="center", color=PALETTE["ink"], **look
        )

    def _flag_text(self, flag: Flag) -> Text:
        color = flag.color if flag.color in _READABLE else "ink"
        return self.axes.annotate(
            flag.text,
            (flag.x, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, 0),
            textcoords="offset pixels",
            fontsize=FONT["small"],
            color=PALETTE[color],
            annotation_clip=False,
            path_effects=halo(),
            zorder=8,
        )

    def _place(self) -> tuple[float, float, float, float]:
        left, bottom, width, height = self._box
        return left / WIDTH, bottom / self.height, width / WIDTH, height / self.height


def _renderer(figure: Figure) -> Any:
    canvas: Any = FigureCanvasAgg(figure)  # its methods carry no types
    return canvas.get_renderer()


def halo() -> list[Any]:
    """Give the rim of paper that keeps words readable on lines and bars."""
    return [withStroke(linewidth=2.5, foreground=PALETTE["paper"])]


def plant(
    poles: Sequence[float], widths: Sequence[float], limits: tuple[float, float]
) -> list[tuple[int, int]]:
    """Give each flag a row (0 is lowest) and a side of its pole (1 right, -1 left).

    No flag covers another or another one's pole, as far as there are places for that; low
    rows and the right side are preferred. All in pixels.

    Examples
    --------
    >>> plant([10, 100, 400], [50, 80, 60], (0, 430))
    [(0, 1), (0, 1), (0, -1)]
    >>> plant([10, 30], [50, 80], (0, 430))
    [(1, 1), (0, 1)]
    """
    flags = _Flags(poles, widths, limits)
    order = sorted(range(len(poles)), key=lambda n: (-poles[n], n))  # lower flags to the right
    found = flags.settle(order, {}) or {n: (rank, 1) for rank, n in enumerate(order)}
    return [found[n] for n in range(len(poles))]


class _Flags:
    """Flags to place, one after the other, by going back where one finds no place."""

    def __init__(
        self, poles: Sequence[float], widths: Sequence[float], limits: tuple[float, float]
    ) -> None:
        self.poles, self.widths, self.limits = poles, widths, limits
        self.choices = [(row, side) for row in range(len(poles)) for side in (1, -1)]

    def settle(self, left: list[int], done: dict[int, tuple[int, int]]) -> dict[int, Any]:
        """Place the flags that are left, given those already placed; empty if it can't be."""
        if not left:
            return done
        for place in self.choices:
            if self._fits(left[0], place, done):
                found = self.settle(left[1:], {**done, left[0]: place})
                if found:
                    return found
        return {}

    def _span(self, n: int, side: int) -> tuple[float, float]:
        start = self.poles[n] + 4 if side > 0 else self.poles[n] - 4 - self.widths[n]
        return start, start + self.widths[n]

    def _fits(self, n: int, place: tuple[int, int], done: dict[int, tuple[int, int]]) -> bool:
        low, high = self._span(n, place[1])
        if low < self.limits[0] or high > self.limits[1]:
            return False
        return not any(self._collide(n, place, other, there) for other, there in done.items())

    def _collide(self, n: int, place: tuple[int, int], other: int, there: tuple[int, int]) -> bool:
        """Whether two flags cover each other, or one covers the other's pole."""
        low, high = self._span(n, place[1])
        left, right = self._span(other, there[1])
        flags = there[0] == place[0] and low < right + 6 and left < high + 6
        over = there[0] >= place[0] and low - 2 < self.poles[other] < high + 2
        under = there[0] <= place[0] and left - 2 < self.poles[n] < right + 2
        return flags or over or under


def spread(
    levels: Sequence[float], gap: float, limits: tuple[float, float] = (-1e9, 1e9)
) -> list[float]:
    """Move points on a line apart, as little as needed and in their order.

    Examples
    --------
    >>> spread([10, 12, 50], 14)
    [4.0, 18.0, 50.0]
    >>> spread([0, 1], 10, (0, 100))
    [0.0, 10.0]
    """
    order = sorted(range(len(levels)), key=lambda n: (levels[n], n))
    groups: list[list[Any]] = []  # middle of a block of touching labels, and its members
    for n in order:
        groups.append([float(levels[n]), [n]])
        while True:
            middle, members = groups[-1]
            half = gap * (len(members) - 1) / 2
            groups[-1][0] = middle = min(max(middle, limits[0] + half), limits[1] - half)
            if len(groups) < 2:
                break
            before, others = groups[-2]
            if middle - half >= before + gap * (len(others) - 1) / 2 + gap - 1e-9:
                break
            total = len(members) + len(others)
            mean = (middle * len(members) + before * len(others)) / total
            groups[-2:] = [[mean, others + members]]
    places = [0.0] * len(levels)
    for middle, members in groups:
        for rank, n in enumerate(members):
            places[n] = middle + gap * (rank - (len(members) - 1) / 2)
    return places
