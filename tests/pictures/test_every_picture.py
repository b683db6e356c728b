"""What holds for all pictures of the engine: size, words, type sizes, same bytes each time."""

import re
from functools import cache

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

import tpmlab as tpm
from tpmlab.flow.kanban import Stage, simulate_board
from tpmlab.prioritise.decision import Chance, Choice

schedule = tpm.schedule
PLAN = schedule.Plan.from_rows(
    [
        {"task": "spec", "days": 5, "resources": {"dev": 1}},
        {"task": "app", "days": 10, "waits_for": "spec", "resources": {"dev": 2}},
        {"task": "data", "days": 9, "waits_for": "spec", "resources": {"dev": 2}},
        {"task": "ship", "days": 1, "waits_for": "app, data", "resources": {"dev": 1}},
    ],
    capacity={"dev": 3},
    deadline=18,
    calendar=schedule.Calendar("2026-03-02"),
)
SPREAD = {"app": schedule.Uniform(7, 15), "data": schedule.Uniform(6, 14)}
FORECAST = schedule.monte_carlo(
    PLAN, SPREAD, costs=schedule.Costs(overhead_per_day=900, fixed=2000), n_trials=2000
)
OPTIONS = {"app": schedule.CrashOption(6, 300), "data": schedule.CrashOption(6, 200)}
CURVE = schedule.time_cost_curve(PLAN, OPTIONS, 400)
LOAD = pd.DataFrame({"dev": [1, 4, 4, 2], "test": [0, 1, 3, 1]})
BOARD = simulate_board([Stage("build", 3, 4), Stage("test", 1, 1)], 60, arrival_rate=0.7, seed=2)
ITEMS = BOARD.items.assign(started=BOARD.items["build"])[["started", "finished"]]
DATED = ITEMS.apply(lambda days: pd.Timestamp("2026-01-05") + pd.to_timedelta(days, unit="D"))
CUMULATIVE = tpm.flow.cumulative_flow(
    BOARD.items, [*BOARD.stages, "finished"], np.arange(0, BOARD.days)
)
HISTORY = [3, 5, 2, 4, 6, 0, 3, 5]
PV = [40, 100, 160, 240, 320, 400, 460, 500]
BACKLOG = pd.DataFrame({"value": [60, 100, 120], "effort": [10, 20, 30]}, index=[*"abc"])
JOBS = pd.DataFrame({"cost_of_delay": [170, 120], "duration": [10, 5]}, index=["A", "B"])
TREE = Choice(
    {
        "build": Chance({"well": (0.6, 700), "badly": (0.4, 150)}, cost=250),
        "buy": Chance({"well": (0.6, 800), "badly": (0.4, 300)}, cost=400),
    }
)
PICTURES = {
    "pay-claims": tpm.career.pay.claims_picture,
    "gantt": lambda: schedule.gantt(PLAN, PLAN.with_duration("app", 7), status_day=6),
    "network": lambda: schedule.network_diagram(PLAN),
    "finish": lambda: schedule.finish_picture(FORECAST),
    "joint": lambda: schedule.joint_picture(FORECAST, 18, 18_000),
    "tornado": lambda: schedule.tornado_picture(FORECAST),
    "criticality": lambda: schedule.criticality_picture(FORECAST),
    "merge": lambda: schedule.merge_picture(FORECAST),
    "time-cost": lambda: schedule.time_cost_picture(
        CURVE, schedule.crash_step_by_step(PLAN, OPTIONS), deadline=14
    ),
    "load": lambda: schedule.load_picture(LOAD, {"dev": 3, "test": 2}, LOAD.clip(upper=2)),
    "s-curve": lambda: tpm.earned_value.s_curve_picture(PV, [30, 80, 140], [40, 100, 180]),
    "cumulative flow": lambda: tpm.flow.cumulative_flow_picture(CUMULATIVE, 40),
    "cycle time": lambda: tpm.flow.cycle_time_picture(ITEMS),
    "cycle time, dated": lambda: tpm.flow.cycle_time_picture(DATED),
    "ageing": lambda: tpm.flow.ageing_picture(ITEMS, 40),
    "ageing, dated": lambda: tpm.flow.ageing_picture(DATED, pd.Timestamp("2026-02-16")),
    "burndown": lambda: tpm.flow.burndown_picture(40, 10, [36, 33, 31, 30]),
    "burnup": lambda: tpm.flow.burnup_picture([28, 32, 30, 26, 19, 35], 260, 6),
    "when": lambda: tpm.flow.forecast_picture(tpm.flow.when_done(HISTORY, 30), 10),
    "how many": lambda: tpm.flow.forecast_picture(tpm.flow.how_many(HISTORY, 10)),
    "calibration": lambda: tpm.estimate.calibration_picture([1, 2, 5], [2, 6, 8], [1.5, 9, 1]),
    "cone": lambda: tpm.estimate.cone_picture(20, "weeks"),
    "reference class": lambda: tpm.estimate.reference_class_picture([0.9, 1.1, 1.4, 2.0], 100),
    "frontier": lambda: tpm.prioritise.frontier_picture(BACKLOG, 50),
    "tree": lambda: tpm.prioritise.decision_tree_picture(TREE),
    "delay": lambda: tpm.prioritise.delay_picture(JOBS),
}


@cache
def drawn(name):
    picture = PICTURES[name]()
    picture.png()
    return picture


@pytest.mark.parametrize("name", PICTURES)
def test_it_is_700_wide_and_the_same_bytes_each_time(name):
    first, second = drawn(name), PICTURES[name]()
    assert first.png() == second.png()
    assert first.png()[16:20] == (700).to_bytes(4, "big")
    assert first.alt == second.alt


@pytest.mark.parametrize("name", PICTURES)
def test_its_words_hold_numbers_and_are_at_most_three_sentences(name):
    alt = drawn(name).alt
    assert re.search(r"\d", alt)
    assert alt.endswith(".")
    assert 1 <= len(re.findall(r"[.](?: |$)", alt)) <= 3
    assert "nan" not in alt
    assert "inf" not in re.findall(r"\w+", alt)


def texts_of(picture):
    """Every text that is drawn, with its place in pixels."""
    renderer = picture.figure.canvas.get_renderer()
    beyond = set()  # ticks outside an axis keep their words but aren't drawn
    for axes in picture.figure.axes:
        for axis, place in ((axes.xaxis, 0), (axes.yaxis, 1)):
            low, high = sorted(axis.get_view_interval())
            slack = 1e-6 * (high - low)
            for label in axis.get_ticklabels():
                inside = low - slack <= label.get_position()[place] <= high + slack
                if not (inside and axes.axison):
                    beyond.add(label)
    return [
        (text.get_text(), text.get_fontsize(), text.get_window_extent(renderer))
        for text in picture.figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and text not in beyond
    ]


@pytest.mark.parametrize("name", PICTURES)
def test_no_words_are_smaller_than_nine_points_or_leave_the_sheet(name):
    picture = drawn(name)
    height = picture.figure.get_size_inches()[1] * 100
    for words, size, box in texts_of(picture):
        assert size >= 9, words
        assert box.x0 >= -1, words
        assert box.x1 <= 701, words
        assert box.y0 >= -1, words
        assert box.y1 <= height + 1, words


@pytest.mark.parametrize("name", PICTURES)
def test_no_words_cover_other_words(name):
    boxes = texts_of(drawn(name))
    for n, (words, _, box) in enumerate(boxes):
        for other, _, place in boxes[:n]:
            wide = min(box.x1, place.x1) - max(box.x0, place.x0)
            high = min(box.y1, place.y1) - max(box.y0, place.y0)
            assert wide <= 2 or high <= 3, f"{words!r} and {other!r}"


def test_a_picture_is_named_so_that_nobody_takes_it_for_the_numbers():
    for part in (tpm.schedule, tpm.flow, tpm.estimate, tpm.earned_value, tpm.prioritise):
        drawing = [
            name
            for name in part.__all__
            if ".pictures" in getattr(getattr(part, name), "__module__", "")
        ]
        assert drawing
        for name in drawing:
            assert name.endswith("_picture") or name in ("gantt", "network_diagram")


def test_only_calibration_with_names_needs_as_many_as_ranges():
    with pytest.raises(tpm.TpmlabError, match="names holds 1 entries for 2 ranges"):
        tpm.estimate.calibration_picture([1, 2], [3, 4], [2, 9], ["one"])
