"""Pictures of estimates: what they say equals the engine, what they draw equals the data."""

import numpy as np
import pytest

from tpmlab import estimate
from tpmlab.pictures.numbers import plain

LOW, HIGH, TRUE = [10, 2, 50, 1, 5], [20, 6, 80, 3, 9], [12, 9, 120, 2, 10]
PAST = [0.9, 1.0, 1.05, 1.1, 1.1, 1.2, 1.3, 1.5, 1.8, 2.6]


def marks(axes, marker):
    return [line.get_xydata()[0].tolist() for line in axes.lines if line.get_marker() == marker]


def test_hits_are_dots_and_misses_are_crosses_in_their_place():
    axes = estimate.calibration_picture(LOW, HIGH, TRUE).figure.axes[0]
    assert marks(axes, "o") == [[-0.6, 0], [0.0, 3]]
    assert marks(axes, "X") == [[2.5, 1], [3.2, 2], [1.5, 4]]  # 120 lies beyond the edge
    words = [text.get_text() for text in axes.texts]
    assert words == ["9", "120 →", "10"]


def test_the_words_compare_hits_with_what_to_expect():
    result = estimate.calibration(LOW, HIGH, TRUE)
    words = estimate.calibration_picture(LOW, HIGH, TRUE).alt
    assert words.startswith(f"{result.hits} of 5 ranges held the truth; with 90% ranges 4.5 would.")
    assert f"{plain(result.widen_by)} times as wide" in words


def test_wide_ranges_are_told_to_be_wide():
    words = estimate.calibration_picture([0, 0], [100, 100], [60, 70], confidence=0.5).alt
    assert (
        words
        == "2 of 2 ranges held the truth; with 50% ranges 1 would. Ranges 0.2 times as wide would have been enough."
    )


def test_forty_ranges_at_most_are_drawn_and_all_are_counted():
    n = 100
    picture = estimate.calibration_picture(np.zeros(n), np.ones(n), np.full(n, 0.5))
    assert len(picture.figure.axes[0].get_yticklabels()) == 40
    assert picture.alt.startswith("100 of 100 ranges held")


@pytest.mark.parametrize("value", [0.02, 20, 3e6])
def test_the_cone_is_the_engines_table(value):
    table = estimate.cone(value)
    picture = estimate.cone_picture(value, "EUR")
    axes = picture.figure.axes[0]
    low, high = (line.get_ydata() for line in axes.lines if line.get_marker() == "o")
    assert low.tolist() == table["low"].tolist()
    assert high.tolist() == table["high"].tolist()
    assert f"{plain(table['low'].iloc[0])} to {plain(table['high'].iloc[0])}" in picture.alt


@pytest.mark.parametrize("confidence", [0.5, 0.8, 0.95])
def test_the_uplift_curve_passes_through_the_engines_answer(confidence):
    outside = estimate.reference_class(PAST, 100, confidence=confidence)
    picture = estimate.reference_class_picture(PAST, 100, confidence=confidence)
    axes = picture.figure.axes[0]
    assert marks(axes, "D") == [[confidence, pytest.approx(outside.uplift)]]
    (steps,) = [patch for patch in axes.patches if hasattr(patch, "get_data")]
    place = int(np.ceil(confidence * 10 - 1e-9)) - 1
    assert steps.get_data().values[place] == pytest.approx(outside.uplift)
    assert f"plan {plain(outside.value)} instead of 100" in picture.alt
    assert "20% kept to their estimate" in picture.alt


def test_one_past_project_is_enough_for_a_picture():
    words = estimate.reference_class_picture([1.4], 10, unit="weeks").alt
    assert "Of 1 past project 0% kept" in words
    assert "leaves open 0 upwards" in words
