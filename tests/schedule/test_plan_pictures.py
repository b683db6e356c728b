"""Dates, deadline and baseline on the Gantt chart; cost and load as pictures."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from tpmlab.pictures import PALETTE
from tpmlab.pictures.numbers import plain
from tpmlab.schedule import (
    Calendar,
    CrashOption,
    Plan,
    PlanError,
    Task,
    crash_step_by_step,
    critical_path,
    gantt,
    levelling_picture,
    load_picture,
    network_diagram,
    time_cost_curve,
    time_cost_picture,
)
from tpmlab.schedule.levelling.serial import serial_schedule
from tpmlab.schedule.pictures import GanttFigure
from tpmlab.schedule.pictures.days import DayAxis

ROWS = [("spec", 5, []), ("app", 12, ["spec"]), ("docs", 4, ["spec"]), ("live", 0, ["app"])]
CALENDAR = Calendar("2026-03-02", holidays=["2026-03-11"])
DATED = Plan.from_rows(ROWS, deadline=16, calendar=CALENDAR)
TWO = (Task("api", 2, resources={"dev": 2}), Task("web", 1, resources={"dev": 2}))


def ticks(plan):
    axes = GanttFigure(critical_path(plan)).axes
    return dict(zip([t.get_text() for t in axes.get_xticklabels()], axes.get_xticks(), strict=True))


@pytest.mark.parametrize(
    ("days", "step"), [(1, 0.2), (5, 1), (9, 1), (14, 5), (40, 5), (80, 10), (150, 20), (400, 40)]
)
def test_ticks_are_whole_days_in_short_plans_and_whole_weeks_in_long_ones(days, step):
    places = list(ticks(Plan.from_rows([("a", days, [])])).values())
    assert places[0] == 0
    assert np.allclose(np.diff(places), step)
    assert len(places) >= 3


def test_with_a_calendar_the_ticks_are_mondays_at_their_working_day():
    places = ticks(DATED)
    assert list(places) == ["2 Mar\n2026", "9 Mar", "16 Mar", "23 Mar"]
    assert list(places.values()) == [0, 5, 9, 14]  # a holiday on 11 March


@pytest.mark.parametrize("days", [100, 500, 3000])
def test_long_plans_tick_in_months_and_name_each_year_once(days):
    labels = list(ticks(Plan.from_rows([("a", days, [])], calendar=CALENDAR)))
    years = [label.split("\n")[1] for label in labels if "\n" in label]
    assert len(labels) == len(set(labels)) <= 12
    assert years == sorted(set(years))


def test_the_words_give_dates_and_the_room_to_the_deadline():
    words = gantt(DATED).alt
    assert "finish on day 17 (Wed 25 Mar 2026); deadline Tue 24 Mar 2026: 1 day too late" in words
    assert "deadline day 20: 3 days to spare" in gantt(Plan.from_rows(ROWS, deadline=20)).alt
    assert "deadline day 17: just met" in gantt(Plan.from_rows(ROWS, deadline=17)).alt


def lines_at(figure, color):
    lines = figure.axes[0].lines
    return [line.get_xdata()[0] for line in lines if to_hex(line.get_color()) == PALETTE[color]]


def test_deadline_and_today_stand_at_their_days_with_their_flags():
    figure = gantt(DATED, status_day=8).figure
    assert lines_at(figure, "maroon") == [16]
    assert 8 in lines_at(figure, "quiet")
    words = {text.get_text(): text.xy[0] for text in figure.axes[0].texts}
    assert words == {"deadline: Tue 24 Mar 2026": 16, "today: Thu 12 Mar 2026": 8}


@pytest.mark.parametrize("deadline", [14, 16.9, 17, 17.1, 25])
def test_flags_keep_clear_of_each_other_and_stay_on_the_sheet(deadline):
    sheet = GanttFigure(critical_path(Plan.from_rows(ROWS, deadline=deadline)), status_day=16)
    sheet.png()
    renderer = sheet.canvas.renderer()
    boxes = [text.get_window_extent(renderer) for text in sheet.axes.texts]
    assert not boxes[0].overlaps(boxes[1])
    for box in boxes:
        assert 0 <= box.x0 < box.x1 <= 700
        assert box.y1 <= 100 * sheet.figure.get_size_inches()[1]


def test_a_baseline_may_lack_tasks_and_have_others():
    old = Plan.from_rows([("old", 3, []), ("app", 9, ["old"])])
    axes = gantt(Plan.from_rows(ROWS), old).figure.axes[0]
    (strips,) = [c for c in axes.collections if c.get_zorder() == 1.5]
    (strip,) = [path.vertices for path in strips.get_paths()]
    assert (strip[:, 0].min(), strip[:, 0].max()) == (3, 12)
    assert round(float(strip[:, 1].mean())) == 1  # the row of "app"


def test_a_levelled_schedule_is_drawn_with_the_float_its_resources_leave():
    levelled = serial_schedule(Plan(TWO, capacity={"dev": 3}))
    words = gantt(levelled, levelled.plan).alt
    assert f"finish on day {plain(levelled.finish)}, 1 day later than the baseline" in words
    assert "float" not in words.split(";")[-1]


def test_a_plan_without_any_work_is_drawn():
    assert gantt(Plan.from_rows([("a", 0, []), ("b", 0, ["a"])])).png()[:4] == b"\x89PNG"


def test_sixty_tasks_are_numbered_in_the_network_and_listed_below():
    rows = [(f"work package {n}", 3, [f"work package {n // 2}"] if n else []) for n in range(60)]
    axes = network_diagram(Plan.from_rows(rows)).figure.axes[0]
    words = [text.get_text() for text in axes.texts]
    assert {str(n + 1) for n in range(60)} <= set(words)
    assert sum(text.startswith("60  work package 59") for text in words) == 1


def test_words_for_a_day():
    assert DayAxis().words(12.5) == "day 12.5"
    assert DayAxis(CALENDAR).words(5) == "Fri 6 Mar 2026"


CRASH = Plan.from_rows([("A", 4, []), ("B", 6, ["A"]), ("C", 5, ["A"]), ("D", 3, ["B", "C"])])
OPTIONS = {"A": CrashOption(3, 800), "B": CrashOption(3, 300), "C": CrashOption(3, 400)}


def test_the_time_cost_lines_are_the_curves_corners():
    curve = time_cost_curve(CRASH, OPTIONS, 500)
    axes = time_cost_picture(curve, normal_cost=1000).figure.axes[0]
    direct, overhead, total, best = (line.get_xydata() for line in axes.lines[1:5])
    assert direct.tolist() == [[c.finish, 1000 + c.cost] for c in curve.corners]
    assert overhead[:, 1].tolist() == [500 * c.finish for c in curve.corners]
    assert np.allclose(total[:, 1], direct[:, 1] + overhead[:, 1])
    assert best.tolist() == [[curve.best.finish, total[:, 1].min()]]


def test_the_words_give_the_cheapest_finish_and_the_price_of_the_deadline():
    curve = time_cost_curve(CRASH, OPTIONS, 500)
    words = time_cost_picture(curve, deadline=11).alt
    best = curve.best.cost + 500 * curve.best.finish
    assert f"day {plain(curve.best.finish)} costs least: {plain(best)} in all" in words
    assert f"The deadline, day 11, costs {plain(curve.cost(11))} in cuts." in words
    assert "The deadline, day 2, is out of reach." in time_cost_picture(curve, deadline=2).alt


def test_the_words_tell_what_the_steps_by_hand_pay_too_much():
    """A first day bought for one path is never given back when two others cross it."""
    plan = Plan.from_rows(
        [("A", 4, []), ("B", 6, []), ("C", 6, ["A"]), ("X", 4, ["A"]), ("D", 4, ["B", "X"])]
    )
    prices = {"A": 4, "B": 10, "C": 10, "X": 3, "D": 4}
    options = {name: CrashOption(2, price) for name, price in prices.items()}
    curve, steps = time_cost_curve(plan, options), crash_step_by_step(plan, options, finish=9)
    picture = time_cost_picture(curve, steps)
    assert "step by step pays 3 too much at day 9." in picture.alt
    squares = next(line for line in picture.figure.axes[0].lines if line.get_marker() == "s")
    assert squares.get_ydata() == pytest.approx([0, 3, 6, 14])


def test_a_plan_that_cannot_be_cut_is_drawn():
    words = time_cost_picture(time_cost_curve(CRASH, {}), deadline=5).alt
    assert words.startswith("Without cuts the plan ends on day 13 and no cut brings it forward.")


LOAD = pd.DataFrame({"dev": [2, 5, 6, 1], "test": [0, 1, 3, 2]})


def test_load_beyond_the_capacity_is_hatched():
    axes = load_picture(LOAD, {"dev": 4}).figure.axes[0]
    within, over = axes.patches
    assert within.get_data().values.tolist() == [2, 4, 4, 1]
    assert np.maximum(over.get_data().values - 4, 0).tolist() == [0, 1, 2, 0]
    assert over.get_hatch()
    assert axes.lines[0].get_ydata()[0] == 4


def test_the_words_count_days_over_capacity_before_and_after():
    words = load_picture(LOAD, {"dev": 4, "test": 2}, LOAD.clip(upper=2)).alt
    assert "Before levelling dev is over capacity on 2 days (at most 6 of 4)" in words
    assert "test over capacity on 1 day (at most 3 of 2). After levelling nothing is" in words


def test_the_six_most_overloaded_of_many_resources_are_drawn():
    days = np.random.default_rng(0).poisson(4, (260, 9)).astype(float)
    load = pd.DataFrame(days, columns=[f"team {n}" for n in range(9)])
    picture = load_picture(load, dict.fromkeys(load.columns, 6), load.clip(upper=6))
    assert len(picture.figure.axes) == 12
    assert "and 6 more. After levelling nothing is over capacity." in picture.alt


def test_levelling_is_drawn_from_the_early_starts():
    levelled = serial_schedule(Plan(TWO, capacity={"dev": 3}))
    assert "The work takes 3 days instead of 2." in levelling_picture(levelled).alt


@pytest.mark.parametrize("table", [LOAD.iloc[:0], LOAD[[]]])
def test_an_empty_load_is_refused(table):
    with pytest.raises(PlanError, match="no day or no resource"):
        load_picture(table, {})


def test_loads_of_different_resources_are_refused():
    with pytest.raises(PlanError, match="name different resources"):
        load_picture(LOAD, {}, LOAD[["dev"]])
