"""The chance to fit a window: against simulation, and careful where little is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.cloud import CloudError, chance_to_fit


def test_it_keeps_its_word_over_many_sets_of_rehearsals():
    """Choose the window that it calls 84 %, draw the night: the night fits in 84 % of cases."""
    rng = np.random.default_rng(11)
    fits = []
    for _ in range(4000):
        *rehearsals, night = rng.normal(330, 15, size=4)
        fits.append(chance_to_fit(rehearsals, night))
    # where the night falls within what was forecast is even: the definition of calibration
    shares = [np.mean(np.array(fits) <= level) for level in (0.1, 0.5, 0.84, 0.95)]
    assert shares == pytest.approx([0.1, 0.5, 0.84, 0.95], abs=0.02)


def test_more_rehearsals_of_the_same_kind_make_it_surer():
    three, six = chance_to_fit([352, 331, 318], 360), chance_to_fit([352, 331, 318] * 2, 360)
    assert 0.8 < three < six < 0.95


@given(st.lists(st.floats(10, 1000), min_size=2, max_size=6, unique=True), st.floats(1, 1000))
def test_a_longer_window_and_another_unit(durations, window):
    if np.std(durations) < 1e-6:
        return
    chance = chance_to_fit(durations, window)
    assert 0 <= chance <= chance_to_fit(durations, window + 50) <= 1
    hours = chance_to_fit(np.array(durations) / 60, window / 60)
    assert hours == pytest.approx(chance, abs=1e-6)
    assert chance_to_fit(durations, float(np.mean(durations))) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("durations", "problem"),
    [([300], "at least two"), ([300, 300], "the same time"), ([300, -1], "durations holds -1")],
)
def test_too_little_is_refused(durations, problem):
    with pytest.raises(CloudError, match=problem):
        chance_to_fit(durations, 360)
