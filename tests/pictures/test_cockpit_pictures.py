"""Names on the cockpit's charts: whole where they fit, and never under the bars."""

import pytest

from tpmlab import scenarios
from tpmlab.explorer_pictures.cockpit.bars import bars_of, baseline_of
from tpmlab.explorer_pictures.cockpit.gantt import GanttFigure, Plan
from tpmlab.explorer_pictures.cockpit.load import LoadFigure, load_of
from tpmlab.simulator.start import new_game
from tpmlab.simulator.view import view_of


def names_beside_bars(picture):
    """Words left of the axes, after checking that they end before the bars begin."""
    (axes,) = picture.figure.axes
    begin = axes.get_window_extent().x0
    beside = [t for t in picture.figure.texts if t.get_window_extent().x0 < begin - 20]
    names = [t for t in beside if axes.get_window_extent().y1 > t.get_window_extent().y0]
    for name in names:
        assert name.get_window_extent().x1 < begin, name.get_text()
    return [name.get_text() for name in names]


@pytest.mark.parametrize("name", scenarios.names())
def test_names_of_shipped_projects_are_readable(name):
    view = view_of(scenarios.load(name), new_game(scenarios.load(name), seed=1))
    bars = bars_of([view], baseline_of(view))
    plan = Plan(bars, view.week, view.agreed, view.forecast)
    on_plan = names_beside_bars(GanttFigure(plan).picture(plan))
    assert len(on_plan) == len(bars)
    assert {bar.title for bar in bars if len(bar.title) <= 34} <= set(on_plan)
    assert len(set(on_plan)) == len(bars), "no two packages are cut to the same words"
    team = load_of(view)
    assert names_beside_bars(LoadFigure(team).picture(team)) == [each.name for each in team]
