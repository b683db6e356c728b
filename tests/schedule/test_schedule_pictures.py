"""What the pictures of a schedule say, and that nothing in them collides."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex

from tpmlab.pictures import PALETTE
from tpmlab.schedule import Plan, critical_path, gantt, network_diagram
from tpmlab.schedule.layers import layers
from tpmlab.schedule.pictures import GanttFigure, describe
from tpmlab.schedule.routes import Scale, link_routes

RELEASE = Plan.from_rows(
    [
        ("spec", 5, []),
        ("build", 10, ["spec"]),
        ("docs", 3, ["spec"]),
        ("ship", 1, ["build", "docs"]),
    ]
)
MIXED = Plan.from_rows(
    [
        ("A", 3, []),
        ("B", 4, [("A", "FS", 2)]),
        ("C", 5, [("A", "SS", 1)]),
        ("D", 6, [("C", "FF", 2)]),
        ("E", 4, [("D", "SF", 3)]),
        ("F", 4, [("B", "FS", -2), ("C", "SS", 2)]),
        ("G", 0, ["F", "E"]),
    ]
)
LONG = Plan.from_rows(
    [
        (f"work package {n}", 1 + n % 4, [f"work package {m}" for m in range(max(0, n - 2), n)])
        for n in range(25)
    ]
)


def test_the_words_of_a_gantt_chart_come_from_the_numbers():
    assert gantt(RELEASE).alt == (
        "Gantt chart of 4 tasks: finish on day 16; "
        "critical path spec → build → ship; float: docs 7."
    )


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (12, "day 18, 2 days later than the"),
        (9, "day 15, 1 day earlier than the"),
        (10, "day 16, as in the"),
    ],
)
def test_the_words_tell_the_change_against_a_baseline(days, words):
    assert f"{words} baseline;" in gantt(RELEASE.with_duration("build", days), RELEASE).alt


def test_the_words_of_a_large_plan_stay_short():
    wide = Plan.from_rows([("long", 20, []), *((f"t{n}", 1, []) for n in range(20))])
    assert "t7 19 and 12 more." in gantt(wide).alt
    assert len(network_diagram(LONG).alt) < 1000


def test_the_words_of_a_network_name_its_links():
    assert network_diagram(MIXED).alt.startswith(
        "Network of 7 tasks and 8 links: A → B (FS+2), A → C (SS+1), C → D (FF+2), D → E (SF+3), "
    )


@pytest.mark.slow
@pytest.mark.parametrize("plan", [RELEASE, MIXED, LONG, Plan.from_rows([("only", 0, [])])])
@pytest.mark.parametrize("draw", [gantt, network_diagram])
def test_any_plan_is_drawn_the_same_each_time(draw, plan):
    first, second = draw(plan).png(), draw(plan).png()
    assert first == second
    assert first[16:20] == (700).to_bytes(4, "big")
    assert b"Software" not in first


def test_a_moved_chart_equals_one_drawn_afresh():
    before = critical_path(MIXED)
    moved = GanttFigure(before, before, room=1.5)
    moved.png()
    for days in (2, 6, 30, 3):
        now = critical_path(MIXED.with_duration("B", days))
        moved.show(now)
        live = moved.png()
    fresh = GanttFigure(before, before, room=1.5)
    fresh.show(now)
    assert live == fresh.png()


def test_the_day_axis_holds_still_for_small_changes_and_grows_for_large_ones():
    sheet = GanttFigure(critical_path(RELEASE), room=1.3)
    axis = sheet.axes.get_xlim()
    sheet.show(critical_path(RELEASE.with_duration("build", 12)))
    assert sheet.axes.get_xlim() == axis
    sheet.show(critical_path(RELEASE.with_duration("build", 40)))
    assert sheet.axes.get_xlim()[1] > 46


def test_names_too_long_for_the_margin_are_cut_visibly():
    name = "an exceedingly long name of a work package"
    sheet = GanttFigure(critical_path(Plan.from_rows([(name, 1, []), ("b", 1, [name])])))
    labels = [label.get_text() for label in sheet.axes.get_yticklabels()]
    assert labels[0].startswith("an exceedingly long name")
    assert labels[0].endswith("…")
    assert labels[1] == "b"


WIDE = Plan.from_rows([("W" * 40, 1, []), ("M" * 28, 2, [])])


@pytest.mark.parametrize("plan", [RELEASE, MIXED, LONG, WIDE])
def test_every_name_stands_inside_the_sheet_and_apart(plan):
    sheet = GanttFigure(critical_path(plan))
    renderer = sheet.canvas.renderer()
    boxes = [label.get_window_extent(renderer) for label in sheet.axes.get_yticklabels()]
    assert all(box.x0 >= 0 for box in boxes)
    assert not any(a.overlaps(b) for a, b in pairwise(boxes))


@pytest.mark.parametrize("plan", [RELEASE, MIXED, LONG])
def test_arrows_start_and_end_at_their_tasks(plan):
    schedule = critical_path(plan)
    for route in link_routes(schedule, Scale(day=0.05, row=0.04), bar_height=0.56):
        pred, succ = schedule[route.link.pred], schedule[route.link.succ]
        assert route.corners[0] == (
            pred.early_finish if route.link.type[0] == "F" else pred.early_start,
            plan.index(route.link.pred),
        )
        x, y = route.corners[-1]
        assert succ.early_start <= x <= succ.early_finish
        assert abs(y - plan.index(route.link.succ)) <= 0.29  # half a bar
        for (x0, y0), (x1, y1) in pairwise(route.corners):
            assert x0 == x1 or y0 == y1


@pytest.mark.parametrize("plan", [RELEASE, MIXED, LONG])
def test_boxes_of_a_network_stand_apart_and_bends_keep_clear_of_them(plan):
    layout = layers(plan)
    spots = [(layer, place, 1.0) for layer, place in layout.boxes]
    spots += [(layer, place, 0.4) for arrow in layout.arrows for layer, place in arrow[1:-1]]
    for n, (layer, place, size) in enumerate(spots):
        for other_layer, other, other_size in spots[:n]:
            if layer == other_layer:
                assert abs(place - other) >= (size + other_size) / 2 - 1e-6
    for link, arrow in zip(plan.links, layout.arrows, strict=True):
        assert arrow[0][0] < arrow[-1][0], f"{link} runs with the flow"


def test_critical_bars_differ_by_more_than_colour():
    """Stripes cross the critical bar and no other."""
    sheet = GanttFigure(critical_path(RELEASE))
    lines = [art for art in sheet.axes.collections if isinstance(art, LineCollection)]
    (stripes,) = [art for art in lines if to_hex(art.get_colors()[0]) == PALETTE["maroon"]]
    rows = {round(float(np.mean(path.vertices[:, 1]))) for path in stripes.get_paths()}
    assert rows == {0, 1, 3}


def test_describe_counts_one_task_as_one():
    assert describe(critical_path(Plan.from_rows([("a", 1, [])]))).startswith(
        "Gantt chart of 1 task:"
    )
