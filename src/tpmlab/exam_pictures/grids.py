"""A risk matrix and a grid of stakeholders: places on two scales, no verdict in colour."""

from __future__ import annotations

from tpmlab.exam.exhibits.base import slug
from tpmlab.exam.exhibits.grids import RiskMatrix, StakeholderGrid
from tpmlab.exam_pictures.drawing import Box, Drawing, box_at
from tpmlab.exam_pictures.paper import LINE, Paper, broken
from tpmlab.pictures import PALETTE, WIDTH, Picture
from tpmlab.pictures.chart import Chart

__all__ = ["draw_risk_matrix", "draw_stakeholder_grid"]

_CELL = (78.0, 46.0)
_MARKS = {"supports": ("^", "green"), "neutral": ("o", "blue"), "opposes": ("s", "vermilion")}


def draw_risk_matrix(exhibit: RiskMatrix) -> Drawing:
    """Draw the cells with the ids in them, and what the ids stand for beside them."""
    size, (wide, high) = exhibit.size, _CELL
    left, top = 60.0, 42.0
    list_left = left + size * wide + 24
    told = [broken(risk.text, WIDTH - list_left - 46) for risk in exhibit.risks]
    listed = sum(LINE * len(lines) + 6 for lines in told)
    paper = Paper(top + max(size * high + 48, listed + 8), exhibit.title)
    boxes: dict[str, Box] = {}
    for p in range(1, size + 1):
        y = top + (size - p) * high
        paper.text(left - 10, y + high / 2, str(p), anchor="right", size="label")
        for i in range(1, size + 1):
            boxes[f"cell-{p}-{i}"] = place = Box(left + (i - 1) * wide, y, wide, high)
            paper.box(place, edge="quiet", width=0.8)
            here = [r.id for r in exhibit.risks if (r.probability, r.impact) == (p, i)]
            words = broken(" ".join(here), wide - 8, size="label", bold=True) if here else []
            for n, line in enumerate(words):
                level = place.top + high / 2 + LINE * (n - (len(words) - 1) / 2)
                paper.text(place.left + wide / 2, level, line, bold=True, anchor="center",
                           size="label")  # fmt: skip
    _scales(paper, left, top, size)
    y = top
    for risk, lines in zip(exhibit.risks, told, strict=True):
        paper.text(list_left, y + LINE / 2, risk.id, bold=True)
        paper.lines(list_left + 36, y, lines)
        y += LINE * len(lines) + 6
    return Drawing(Picture(paper.figure, exhibit.alt), boxes)


def _scales(paper: Paper, left: float, top: float, size: int) -> None:
    wide, high = _CELL
    low = top + size * high
    for i in range(1, size + 1):
        paper.text(left + (i - 0.5) * wide, low + 12, str(i), anchor="center", size="label")
    middle = left + size * wide / 2
    paper.text(middle, low + 32, "impact", anchor="center", size="label")
    paper.text(20, top + size * high / 2, "probability", anchor="center", size="label", rotation=90)


def draw_stakeholder_grid(exhibit: StakeholderGrid) -> Drawing:
    """Draw each stakeholder as a point with a name above; corners carry their names."""
    chart = Chart(510, title=exhibit.title, x="interest", left=46, right=14, top=34, grid=None)
    axes = chart.axes
    axes.set_xlim(-1.3, 11.3)
    axes.set_ylim(-2, 12)
    axes.set_xticks([0, 5, 10])
    axes.set_yticks([0, 5, 10])
    axes.set_ylabel("influence")
    for line in (axes.axvline(5), axes.axhline(5)):
        line.set(color=PALETTE["quiet"], linewidth=1.0, linestyle=(0, (4, 3)))
    boxes: dict[str, Box] = {}
    for one in exhibit.people:
        marker, color = _MARKS[one.stance or "neutral"]
        axes.plot([one.interest], [one.influence], marker, color=PALETTE[color], markersize=9)
        text = chart.note(one.name, one.interest, one.influence, dy=14)
        extent = text.get_window_extent(chart.renderer)
        y = float(axes.transData.transform((0, one.influence))[1])
        boxes[f"person-{slug(one.name)}"] = box_at(
            chart.figure, extent.x0 - 3, y - 7, extent.x1 + 3, y + 22
        )
    boxes |= _corners(chart)
    if any(one.stance for one in exhibit.people):
        shapes = {"^": "▲", "o": "●", "s": "■"}
        words = [f"{shapes[mark]} {name}" for name, (mark, _) in _MARKS.items()]
        chart.figure.text(10 / WIDTH, 1 - 42 / chart.height, "    ".join(words), fontsize=9,
                          va="center", color=PALETTE["ink"])  # fmt: skip
    return Drawing(chart.picture(exhibit.alt), boxes)


def _corners(chart: Chart) -> dict[str, Box]:
    boxes = {}
    for influence, level in (("high", 11.45), ("low", -1.45)):
        for interest, x in (("high", 8.15), ("low", 1.85)):
            words = f"{influence} influence, {interest} interest"
            chart.note(words, x, level, color="quiet")
            across, y = chart.axes.transData.transform((x, level))
            place = (across - 100, y - 12.5, across + 100, y + 12.5)
            boxes[f"quadrant-{influence}-{interest}"] = box_at(chart.figure, *place)
    return boxes
