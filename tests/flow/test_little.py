"""Little's law: published figures, and exactly on windows that start and end empty."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.flow import FlowError, cumulative_flow, littles_law
from tpmlab.flow.charts import work_in_progress
from tpmlab.flow.little import measured

# Stidham (1974), Operations Research 22; Little (2011), Operations Research 59; numbers our
# own, checked as the sum of times in the system and as the area under the WIP curve
VISITS = [(0, 3), (1, 4), (1, 6), (2, 5), (4, 8), (6, 9), (7, 10), (7, 12)]
CAME, LEFT = (np.array(times, dtype=float) for times in zip(*VISITS, strict=True))
CAME_BY_DAY = [1, 3, 4, 4, 5, 5, 6, 8, 8, 8, 8, 8, 8]
LEFT_BY_DAY = [0, 0, 0, 1, 2, 3, 4, 4, 5, 6, 7, 7, 8]
ABSOLUTE = 1e-9


def test_the_wine_cellar():
    """Little and Graves (2008): 160 bottles on average, eight bought a month."""
    assert littles_law(wip=160, throughput=8).cycle_time == pytest.approx(20, abs=ABSOLUTE)


def test_a_finite_window():
    averages = measured(CAME, LEFT, window=(0, 12))
    assert averages == pytest.approx((2.4166666666666665, 2 / 3, 3.625), abs=ABSOLUTE)
    assert averages.gap == pytest.approx(0, abs=ABSOLUTE)


def test_the_same_window_as_a_cumulative_flow_diagram():
    items = pd.DataFrame({"came": CAME, "left": LEFT})
    lines = cumulative_flow(items, ["came", "left"], range(13))
    assert lines["came"].tolist() == CAME_BY_DAY
    assert lines["left"].tolist() == LEFT_BY_DAY
    band = work_in_progress(lines)["came"]
    assert band.max() == 4
    assert band[:-1].mean() == pytest.approx(2.4166666666666665, abs=ABSOLUTE)


@settings(deadline=None)
@given(st.floats(0, 1e4), st.floats(0.01, 1e3))
def test_any_two_give_the_third(wip, throughput):
    known = littles_law(wip=wip, throughput=throughput)
    assert known.gap == pytest.approx(0, abs=1e-9 * (1 + wip))
    assert littles_law(throughput=throughput, cycle_time=5.0).wip == pytest.approx(5 * throughput)
    assert littles_law(wip=wip, cycle_time=4.0).throughput == pytest.approx(wip / 4)


visits = st.lists(st.tuples(st.floats(0, 100), st.floats(0.01, 50)), min_size=1, max_size=30)


@settings(deadline=None)
@given(visits, st.floats(0, 20), st.floats(0, 20))
def test_it_holds_exactly_when_the_window_starts_and_ends_empty(stays, before, after):
    came = np.array([start for start, _ in stays])
    left = came + np.array([length for _, length in stays])
    averages = measured(came, left, window=(came.min() - before, left.max() + after))
    assert averages.wip == pytest.approx(averages.throughput * averages.cycle_time)


def test_items_across_the_edge_open_a_gap_that_closes_with_time():
    rng = np.random.default_rng(3)
    came = np.cumsum(rng.exponential(1.0, 5000))
    left = came + rng.exponential(4.0, 5000)
    gaps = [abs(measured(came, left, window=(100, 100 + span)).gap) for span in (20, 4000)]
    assert gaps[0] > 0.05 > gaps[1]


def test_open_items_count_as_work_but_have_no_cycle_time_yet():
    averages = measured([0, 2], [2, np.nan], window=(0, 10))
    assert averages == pytest.approx((1.0, 0.2, 2.0))


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: littles_law(wip=3), "got 1 of its three averages; give it two"),
        (lambda: littles_law(wip=3, throughput=0), "throughput is 0; give a number above 0"),
        (lambda: littles_law(wip=-1, throughput=1), "wip is -1"),
        (lambda: measured([1, 2], [3]), "departures holds 1 times for 2 items"),
        (lambda: measured([1, 2], [3, 1]), "before the arrival in place 2"),
        (lambda: measured([1], [np.nan]), "no time at all"),
        (lambda: measured([1], [2], window=(5, 5)), "window runs from 5 to 5"),
        (lambda: measured([1], [2], window=(5, 9)), "no item that came within it"),
    ],
)
def test_impossible_figures_are_named(call, text):
    with pytest.raises(FlowError, match=text):
        call()
