"""A map of tasks by members: darker where fewer were right, with the numbers in the cells."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.patches import Rectangle

from tpmlab.exam_pictures.paper import LINE, Paper, broken, text_width
from tpmlab.pictures import PALETTE, WIDTH, Picture, shorten

__all__ = ["heat_map"]

_LEFT, _TOP, _HIGH = 250.0, 66.0, 38.0
# One hue from light to dark, so that grey paper and colour-blind eyes keep the order; ink on the
# three light ones and white on the two dark ones have a contrast above 4.5:1.
_SHADES = ("#ffffff", "#d6e6f2", "#a9cce3", "#35749b", "#1b4f72")
Cell = tuple[int, int]


def heat_map(
    rows: Sequence[tuple[str, Sequence[Cell]]], columns: Sequence[str], title: str
) -> Picture:
    """Draw right votes by row and column.

    Parameters
    ----------
    rows : sequence
        Name of each row, and for each column (right, of how many); of 0 stays empty. The last
        column holds the row's sum.
    columns : sequence of str
        Names of the columns.
    title : str
        Stands above.

    Returns
    -------
    Picture
        Its words name every row and column with its sum.
    """
    wide = (WIDTH - _LEFT - 10) / len(columns)
    longest = max(text_width(name) for name in columns)
    upright = longest > wide - 4
    top = 46 + longest + 12 if upright else _TOP
    paper = Paper(top + _HIGH * len(rows) + 34, title)
    for n, name in enumerate(columns):
        middle = _LEFT + (n + 0.5) * wide
        if upright:
            paper.text(middle, top - 8, name, rotation=90, rotation_mode="anchor")
        else:
            paper.text(middle, top - 12, name, anchor="center")
    for row, (name, cells) in enumerate(rows):
        y = top + row * _HIGH
        lines = _in_two_lines(name, _LEFT - 14)
        upper = y + (_HIGH - LINE * len(lines)) / 2
        paper.lines(_LEFT - 8, upper, lines, anchor="right")
        for n, cell in enumerate(cells):
            _draw(paper, _LEFT + n * wide, y, wide, cell)
    paper.text(10, top + _HIGH * len(rows) + 18, "right first votes / first votes; the darker, "
               "the fewer right; empty: not asked", color="quiet")  # fmt: skip
    return Picture(paper.figure, _words(rows, columns, title))


def _draw(paper: Paper, x: float, y: float, wide: float, cell: Cell) -> None:
    right, of = cell
    wrong = (of - right) / of if of else 0.0
    shade = min(len(_SHADES) - 1, int(wrong * len(_SHADES)))
    place = Rectangle((x, y), wide, _HIGH, facecolor=_SHADES[shade] if of else PALETTE["paper"],
                      edgecolor=PALETTE["quiet"], linewidth=0.6, zorder=2)  # fmt: skip
    paper.axes.add_patch(place)
    if of:
        color = "paper" if shade >= 3 else "ink"
        paper.text(x + wide / 2, y + _HIGH / 2, f"{right}/{of}", color=color, anchor="center")


def _in_two_lines(name: str, width: float) -> list[str]:
    first, *rest = broken(name, width)
    return [first, _fitting(" ".join(rest), width)] if rest else [first]


def _fitting(name: str, width: float) -> str:
    """Cut a name to a width in pixels, and show that it was cut."""
    lengths = range(len(name), 0, -1)
    return next((s for n in lengths if text_width(s := shorten(name, n)) <= width), "…")


def _words(rows: Sequence[tuple[str, Sequence[Cell]]], columns: Sequence[str], title: str) -> str:
    """Tell the sums of each row and column; the cells stand in a table beside the picture."""
    by_row = (f"{name} {_sum(cells[:-1])}" for name, cells in rows)
    by_column = (f"{name} {_sum([row[n] for _, row in rows])}" for n, name in enumerate(columns))
    return (
        f"{title}: right first votes of all. By row, from the top: {'; '.join(by_row)}. "
        f"By column: {', '.join(by_column)}."
    )


def _sum(cells: Sequence[Cell]) -> str:
    return f"{sum(right for right, _ in cells)} of {sum(of for _, of in cells)}"
