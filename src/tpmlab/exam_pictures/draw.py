"""Draw any exhibit: one function for each kind, found by its type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tpmlab.exam.exhibits.plans import Network
from tpmlab.exam.items.exhibit import Exhibit
from tpmlab.exam_pictures.bars import draw_gantt, draw_histogram, draw_velocity
from tpmlab.exam_pictures.cards import draw_board
from tpmlab.exam_pictures.drawing import Drawing, box_at
from tpmlab.exam_pictures.grids import draw_risk_matrix, draw_stakeholder_grid
from tpmlab.exam_pictures.lines import draw_burn, draw_cumulative_flow
from tpmlab.exam_pictures.tables import draw_table
from tpmlab.pictures import Picture
from tpmlab.schedule.critical_path import critical_path
from tpmlab.schedule.layers import layers
from tpmlab.schedule.network import Plan
from tpmlab.schedule.pictures.network import NetworkFigure

__all__ = ["draw"]


def draw(exhibit: Exhibit) -> Drawing:
    """Draw an exhibit with its title; the same data give the same bytes.

    Parameters
    ----------
    exhibit : Exhibit
        Checked data, from :mod:`tpmlab.exam.items.exhibit`.

    Returns
    -------
    Drawing
        A picture 700 pixels wide with its words, and a box for every region of the exhibit.

    Examples
    --------
    >>> from tpmlab.exam.exhibits.burn import Velocity
    >>> drawing = draw(Velocity(kind="velocity", title="Team Quay", completed=[20, 23, 19]))
    >>> drawing.size, list(drawing.boxes)
    ((700, 344), ['sprint-1', 'sprint-2', 'sprint-3'])
    """
    return _DRAWERS[exhibit.kind](exhibit)


def _draw_network(exhibit: Network) -> Drawing:
    plan = Plan.from_rows(exhibit.rows)
    sheet = NetworkFigure(
        critical_path(plan),
        layers(plan),
        title=exhibit.title,
        dates=exhibit.show == "dates",
        critical=False,
    )
    high = sheet.figure.get_size_inches()[1] * sheet.figure.dpi
    boxes = {}
    for one in exhibit.activities:
        left, top, wide, tall = sheet.places[one.shown]
        place = (left, high - top - tall, left + wide, high - top)
        boxes[f"activity-{one.id}"] = box_at(sheet.figure, *place)
    return Drawing(Picture(sheet.figure, exhibit.alt), boxes)


_DRAWERS: dict[str, Callable[[Any], Drawing]] = {
    "burnup": draw_burn,
    "burndown": draw_burn,
    "velocity": draw_velocity,
    "board": draw_board,
    "cumulative-flow": draw_cumulative_flow,
    "gantt": draw_gantt,
    "network": _draw_network,
    "resource-histogram": draw_histogram,
    "risk-matrix": draw_risk_matrix,
    "stakeholder-grid": draw_stakeholder_grid,
    "evm-table": draw_table,
    "raid": draw_table,
    "raci": draw_table,
    "table": draw_table,
}
