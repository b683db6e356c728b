"""Earned schedule: Lipke's formula on known figures and against interpolation by NumPy."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.earned_value import EarnedValueError, earned_schedule

# Lipke, W. (2003), "Schedule is different": ES = C + I; shape of its figure, numbers our own
BASELINE = [20, 50, 100, 170, 260, 370, 480, 570, 640, 680, 700]
ABSOLUTE = 1e-9


def test_june():
    """ES = 5 + (304 - 260) / (370 - 260); checked with exact fractions and numpy.interp."""
    june = earned_schedule(BASELINE, ev=304, actual_time=7)
    answers = (june.es, june.sv_t, june.spi_t, june.ieac_t, june.planned_duration)
    expected = (5.4, -1.6, 0.7714285714285715, 14.25925925925926, 11)
    assert answers == pytest.approx(expected, abs=ABSOLUTE)


def test_a_late_project_stays_late_when_it_is_done():
    """The motive of earned schedule: SPI ends at 1 however late, SPI(t) does not."""
    done = earned_schedule(BASELINE, ev=700, actual_time=13)
    assert (done.es, done.sv_t, done.spi_t) == pytest.approx((11, -2, 11 / 13), abs=ABSOLUTE)
    assert done.ieac_t == pytest.approx(13, abs=ABSOLUTE)
    assert done.tspi == 0
    assert 700 / BASELINE[-1] == 1


def rising() -> st.SearchStrategy[list[float]]:
    steps = st.lists(st.floats(1, 1000), min_size=1, max_size=12)
    return steps.map(lambda parts: np.cumsum(parts).tolist())


@settings(deadline=None)
@given(rising(), st.floats(0, 1), st.floats(0.1, 40))
def test_it_is_time_read_off_the_planned_curve(curve, share, now):
    earned = share * curve[-1]
    answer = earned_schedule(curve, earned, now)
    expected = np.interp(earned, [0, *curve], np.arange(len(curve) + 1))
    assert answer.es == pytest.approx(expected, abs=1e-9)
    assert 0 <= answer.es <= answer.planned_duration == len(curve)
    assert answer.sv_t == pytest.approx(answer.es - now)
    if answer.es > 1e-6:
        assert answer.ieac_t == pytest.approx(answer.planned_duration / answer.spi_t)


@settings(deadline=None)
@given(rising(), st.data())
def test_on_plan_is_on_time_at_the_end_of_every_period(curve, data):
    period = data.draw(st.integers(1, len(curve)))
    answer = earned_schedule(curve, curve[period - 1], period)
    assert (answer.es, answer.spi_t) == pytest.approx((period, 1))
    assert answer.ieac_t == pytest.approx(len(curve))


def test_a_period_without_work_counts_with_the_one_before():
    assert earned_schedule([10, 20, 20, 30], ev=20, actual_time=3).sv_t == 0
    assert earned_schedule([10, 20, 20, 30], ev=19, actual_time=3).es == pytest.approx(1.9)


def test_a_flat_end_does_not_lengthen_the_plan():
    assert earned_schedule([10, 20, 20], ev=20, actual_time=4).es == 2


def test_the_pace_needed_and_the_dates_it_gives():
    now = earned_schedule([40, 100, 160, 240, 320, 400, 460, 500], ev=200, actual_time=4)
    assert now.tspi == pytest.approx(4.5 / 4)
    assert now.forecast(pace=now.tspi) == pytest.approx(8)
    assert now.finish_date(date(2026, 1, 5), days_per_period=7) == date(2026, 3, 10)
    assert earned_schedule([10, 20], ev=15, actual_time=2).tspi == math.inf


def test_nothing_earned_gives_no_date():
    idle = earned_schedule([10, 20], ev=0, actual_time=1)
    assert idle.ieac_t == math.inf
    with pytest.raises(EarnedValueError, match="es is 0"):
        idle.finish_date(date(2026, 1, 5), 7)


@pytest.mark.parametrize(
    ("curve", "earned", "now", "text"),
    [
        ([10, 5], 1, 1, "pv_cumulative falls after place 1; give the value planned to date"),
        ([0, 0], 0, 1, "pv_cumulative is 0 throughout"),
        ([10, 20], 30, 1, "ev is 30, more than the last planned value 20"),
        ([10, 20], 5, 0, "actual_time is 0; give a number above 0"),
    ],
)
def test_impossible_figures_are_named(curve, earned, now, text):
    with pytest.raises(EarnedValueError, match=text):
        earned_schedule(curve, earned, now)
