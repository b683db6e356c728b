"""Shared parts of charts: labels that keep clear of each other, numbers that read well."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.pictures import WIDTH
from tpmlab.pictures.chart import Chart, Flag, plant, spread
from tpmlab.pictures.numbers import bin_edges, counted, listed, plain, round_step, signed

spots = st.lists(st.floats(60, 690), min_size=1, max_size=4)


@given(spots, st.floats(20, 200))
def test_flags_cover_neither_each_other_nor_a_pole(poles, width):
    widths = [width + 10 * n for n in range(len(poles))]
    places = plant(poles, widths, (58, WIDTH - 4))
    boxes = []
    for pole, wide, (row, side) in zip(poles, widths, places, strict=True):
        left = pole + 4 if side > 0 else pole - 4 - wide
        boxes.append((row, left, left + wide))
    for n, (row, low, high) in enumerate(boxes):
        for m, (other, left, right) in enumerate(boxes):
            if n != m and row == other:
                assert high <= left or right <= low
            if n != m and boxes[m][0] > row:  # a higher flag's pole runs through this row
                assert not low < poles[m] < high


@given(st.lists(st.floats(0, 300), min_size=1, max_size=8), st.floats(1, 30))
def test_labels_are_spread_in_order_and_no_farther_than_needed(levels, gap):
    places = spread(levels, gap, (0, 400))
    order = np.argsort(levels, kind="stable")
    moved = np.array(places)[order]
    assert all(b - a >= gap - 1e-6 for a, b in pairwise(moved))
    assert moved[0] >= -1e-6
    wide_apart = [n for n in range(len(levels)) if all(
        abs(levels[n] - other) >= gap * len(levels) for m, other in enumerate(levels) if m != n
    )]  # fmt: skip
    for n in wide_apart:
        if gap * len(levels) < levels[n] < 400 - gap * len(levels):
            assert places[n] == pytest.approx(levels[n])


@pytest.mark.parametrize("x", [0.0, 0.2, 5.0, 9.9, 10.0])
def test_flags_and_notes_stay_on_the_sheet(x):
    chart = Chart(300, title="A title", x="days", y="items")
    chart.axes.set(xlim=(0, 10), ylim=(0, 1))
    chart.flags([Flag(x, "a rather long flag"), Flag(min(x + 0.1, 10), "and another one")])
    texts = [*chart.flag_texts, chart.note("words at the edge", x, 0.5, ha="right")]
    texts += chart.ends([("high", 10, 0.9, "blue"), ("also high", 10, 0.9, "ink")])
    for text in texts:
        box = text.get_window_extent(chart.renderer)
        assert box.x0 >= 0
        assert box.x1 <= WIDTH
        assert 0 <= box.y0 < box.y1 <= 300


def test_flags_make_room_below_the_title():
    chart = Chart(300, title="A title", y="items")
    before = chart.pixels[1]
    chart.axes.set(xlim=(0, 10), ylim=(0, 1))
    chart.flags([Flag(5, "one"), Flag(5.1, "two"), Flag(5.2, "three")])
    title, words, *_ = chart.figure.texts
    assert chart.pixels[1] < before
    flags = [text.get_window_extent(chart.renderer) for text in chart.flag_texts]
    for box in flags:
        assert box.y1 <= words.get_window_extent(chart.renderer).y0
    assert title.get_window_extent(chart.renderer).y0 > words.get_window_extent(chart.renderer).y1


def test_names_of_rows_are_measured():
    chart = Chart.of_rows(["W" * 40, "i"], title="Rows")
    labels = [label.get_window_extent(chart.renderer) for label in chart.axes.get_yticklabels()]
    assert all(box.x0 >= 0 for box in labels)
    assert chart.axes.get_yticklabels()[0].get_text().endswith("…")


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50))
def test_bars_hold_every_number_and_are_few(values):
    numbers = np.array(values)
    edges = bin_edges(numbers)
    assert edges[0] <= numbers.min()
    assert numbers.max() <= edges[-1]
    assert 2 <= edges.size <= 40
    assert np.all(np.diff(edges) > 0)


def test_whole_numbers_stand_in_the_middle_of_their_bar():
    edges = bin_edges(np.array([3.0, 9.0]))
    assert 4.0 in (edges[:-1] + edges[1:]) / 2


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (99.96, "100"), (9.996, "10"), (0.05, "0.05"), (1e6, "1,000,000"), (-0.5, "−0.5")],
)
def test_numbers_are_plain(value, text):
    assert plain(value) == text


def test_words_for_amounts():
    assert signed(2) == "+2"
    assert signed(-2) == "−2"
    assert counted(1.0, "day") == "1 day"
    assert counted(1.5, "day") == "1.5 days"
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert round_step(100, 5) == 20
