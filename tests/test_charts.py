"""Charts of a learner's own table: true to the numbers, readable, and said in words."""

import itertools

import numpy as np
import pandas as pd
import pytest

import tpmlab as tpm
from tpmlab.charts import ChartError, bars, dots, histogram, lines
from tpmlab.pictures import FONT


def axes_of(picture):
    picture.png()
    return picture.figure.axes[0]


def test_a_bar_is_as_long_as_its_number_and_says_it():
    picture = bars(pd.Series({"Rosa": 4.0, "Mei": 9.5, "Callum": -2.0}), title="Net", unit="days")
    axes = axes_of(picture)
    assert [bar.get_width() for bar in axes.patches] == [4, 9.5, -2]
    assert [text.get_text().strip() for text in axes.texts] == ["4", "9.5", "−2"]
    assert picture.alt == "Net: 3 bars. Mei has the most, 9.5 days; Callum the least, −2."


def test_the_named_bar_stands_out():
    colours = {
        bar.get_facecolor()
        for bar in axes_of(bars({"a": 1, "b": 2, "c": 3}, title="x", highlight="b")).patches
    }
    assert len(colours) == 2


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "nothing to draw"),
        ({"a": "many"}, "the value of 'a' is 'many'"),
        ({n: n for n in range(41)}, "41 bars"),
    ],
)
def test_what_cannot_be_drawn_is_said(values, message):
    with pytest.raises(ChartError, match=message):
        bars(values, title="Tickets")


def test_a_missing_number_is_left_out():
    assert len(axes_of(bars({"a": 1, "b": float("nan")}, title="x")).patches) == 1


def test_lines_follow_the_table_and_end_in_their_names():
    table = pd.DataFrame({"planned": [1, 2, 3], "actual": [1, 1, 3.0]}, index=[10, 11, 12])
    picture = lines(table, title="Done", unit="tickets", along="day")
    axes = axes_of(picture)
    assert [line.get_ydata().tolist() for line in axes.get_lines()] == [[1, 2, 3], [1, 1, 3]]
    assert {text.get_text().strip() for text in axes.texts} == {"planned", "actual"}
    first, second = (text.get_window_extent() for text in axes.texts)
    assert not first.overlaps(second), "names of lines that end together are moved apart"
    assert "actual goes from 1 (day 10) to 3 (day 12)" in picture.alt


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([5.0], "n is 5 (day 10)"),
        ([65.7, 65.7, 65.7], "n stays at 65.7 (day 10 to day 12)"),
        ([3, 9, 4], "n goes from 3 (day 10) to 4 (day 12); highest 9 (day 11)"),
        ([3, 1, 3], "n goes from 3 (day 10) to 3 (day 12); lowest 1 (day 11)"),
        ([1, 2, 3], "n goes from 1 (day 10) to 3 (day 12)"),
    ],
)
def test_a_line_is_told_as_it_runs(values, words):
    column = pd.Series(values, index=range(10, 10 + len(values)), name="n")
    assert lines(column, title="Done", along="day").alt == f"Done: {words}."


def test_whole_numbers_along_the_axis_stay_whole():
    axes = axes_of(lines(pd.Series([0, 1, 3, 2], index=[9, 10, 11, 12], name="n"), title="Done"))
    assert all(float(tick).is_integer() for tick in axes.get_xticks())


def test_dates_along_the_axis_do_not_run_into_each_other():
    days = pd.date_range("2027-01-04", periods=200)
    axes = axes_of(lines(pd.Series(range(200), index=days, name="n"), title="Done"))
    renderer = axes.figure.canvas.get_renderer()
    shown = [label.get_window_extent(renderer) for label in axes.get_xticklabels()]
    assert len(shown) >= 3
    assert not any(one.overlaps(two) for one, two in itertools.pairwise(shown))


def test_a_histogram_counts_every_value_and_marks_the_median():
    values = [1, 2, 2, 3, 9, None]
    picture = histogram(values, title="Days", unit="days", marks={"promised": 5})
    axes = axes_of(picture)
    assert sum(bar.get_height() for bar in axes.patches) == 5
    assert [text.get_text().strip() for text in axes.texts] == ["median 2", "promised 5"]
    assert picture.alt.endswith("the largest is 9; promised 5.")


def test_dots_show_rows_with_both_numbers():
    table = pd.DataFrame({"points": [1, 2, 3, None], "days": [2, 4, 9, 1]})
    picture = dots(table, "points", "days", title="Points and days")
    (drawn,) = axes_of(picture).get_lines()
    assert np.array(drawn.get_xydata()).tolist() == [[1, 2], [2, 4], [3, 9]]
    assert "3 dots; rank correlation of points and days 1.00" in picture.alt
    with pytest.raises(ChartError, match="no column 'day'; it has points, days"):
        dots(table, "points", "day", title="x")


@pytest.mark.parametrize("count", [1, 5, 40])
def test_every_name_is_on_the_sheet_and_large_enough(count):
    axes = axes_of(bars({f"a rather long name {n}": n for n in range(count)}, title="Load"))
    sheet = axes.figure.bbox
    for label in axes.get_yticklabels():
        box = label.get_window_extent()
        assert box.x0 >= sheet.x0
        assert label.get_fontsize() >= FONT["small"]


def test_the_same_table_gives_the_same_bytes():
    draw = [histogram([1, 2, 3, 5], title="x").png() for _ in range(2)]
    assert draw[0] == draw[1]


def test_charts_are_one_step_from_the_door():
    assert tpm.charts.bars is bars
