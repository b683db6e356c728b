"""Tables as pictures, for hotspots, cards and printed packs; on a page they are real tables."""

from __future__ import annotations

from tpmlab.exam.exhibits.base import DataTable, Exhibit
from tpmlab.exam_pictures.drawing import Box, Drawing
from tpmlab.exam_pictures.paper import LINE, Paper, broken, text_width
from tpmlab.pictures import WIDTH, Picture

__all__ = ["draw_table"]

_TOP, _PAD = 40.0, 7.0
_NARROWEST = 36.0


def draw_table(exhibit: Exhibit) -> Drawing:
    """Draw a table with a head; numbers stand to the right of their column."""
    table = exhibit.table
    widths = _widths(table)
    rows = [
        [
            broken(cell, width - 2 * _PAD, bold=n == 0)
            for cell, width in zip(row, widths, strict=True)
        ]
        for n, row in enumerate((table.columns, *table.rows))
    ]
    heights = [max(LINE * max(map(len, row)) + 12, 28.0) for row in rows]
    paper = Paper(_TOP + sum(heights) + 12, exhibit.title)
    numeric = [all(_is_number(row[m]) for row in table.rows) for m in range(len(widths))]
    places: dict[tuple[int, int], Box] = {}
    y = _TOP
    for n, (row, height) in enumerate(zip(rows, heights, strict=True)):
        x = 6.0
        for m, (lines, width) in enumerate(zip(row, widths, strict=True)):
            places[n, m] = place = Box(x, y, width, height)
            paper.box(place, fill="mist" if n == 0 else "paper", edge="quiet", width=0.7)
            right = numeric[m] and m > 0
            at = x + width - _PAD if right else x + _PAD
            top = y + (height - LINE * len(lines)) / 2
            anchor = "right" if right else "left"
            paper.lines(at, top, lines, bold=n == 0, anchor=anchor)
            x += width
        y += height
    boxes = _boxes(exhibit, places, len(widths), len(table.rows))
    return Drawing(Picture(paper.figure, exhibit.alt), boxes)


def _boxes(
    exhibit: Exhibit, places: dict[tuple[int, int], Box], wide: int, tall: int
) -> dict[str, Box]:
    """Cells, heads and first cells; for an exhibit without cells, whole rows."""
    cells = {f"cell-{n}-{m + 1}": places[n, m] for n in range(1, tall + 1) for m in range(1, wide)}
    heads = {f"column-{m + 1}": places[0, m] for m in range(1, wide)}
    whole = "column-2" not in exhibit.regions
    rows = {}
    for n in range(1, tall + 1):
        first, last = places[n, 0], places[n, wide - 1]
        width = last.left + last.width - first.left if whole else first.width
        rows[f"row-{n}"] = Box(first.left, first.top, width, first.height)
    found = rows | heads | cells
    return {name: found[name] for name in exhibit.regions}


def _widths(table: DataTable) -> list[float]:
    """Natural widths if they fit; else the long columns share what the short ones leave."""
    lines = (table.columns, *table.rows)
    natural, least = [], []
    for column in zip(*lines, strict=True):
        bold = [n == 0 for n in range(len(column))]
        wide = [text_width(cell, "small", b) for cell, b in zip(column, bold, strict=True)]
        words = [
            max((text_width(word, "small", b) for word in cell.split()), default=0.0)
            for cell, b in zip(column, bold, strict=True)
        ]
        natural.append(max(*wide, _NARROWEST) + 2 * _PAD + 2)
        least.append(max(*words, _NARROWEST) + 2 * _PAD + 2)
    room = WIDTH - 12.0
    if sum(natural) <= room:
        return natural
    spare = room - sum(least)
    if spare <= 0:
        return [width * room / sum(least) for width in least]
    wish = [full - small for full, small in zip(natural, least, strict=True)]
    return [small + spare * more / sum(wish) for small, more in zip(least, wish, strict=True)]


def _is_number(cell: str) -> bool:
    return cell.strip("–−-+%. 0123456789,") == ""
