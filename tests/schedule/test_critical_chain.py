"""Padding in every task or one buffer: the promises, and what habits do to them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.schedule import LogNormal, PlanError, Triangular, Uniform
from tpmlab.schedule.critical_chain import Habits, buffer_size, padded_and_buffered

CHAIN = [LogNormal(10, 18)] * 6
SHARES = st.floats(0, 1)


def test_promises_are_medians_plus_safety():
    plans = padded_and_buffered([LogNormal(10, 18), LogNormal(5, 6)], buffer=4)
    assert plans.padded.work == plans.buffered.work == pytest.approx(15)
    assert plans.padded.promise == pytest.approx(24)
    assert plans.buffered.promise == pytest.approx(19)


def test_without_habits_the_work_takes_what_it_takes():
    plans = padded_and_buffered([Uniform(8, 12)] * 3, buffer=0, n_trials=20_000)
    assert (plans.padded.finish == plans.buffered.finish).all()
    assert plans.buffered.finish.mean() == pytest.approx(30, abs=0.05)
    assert plans.buffered.finish.std() == pytest.approx(math.sqrt(3 * 16 / 12), abs=0.03)


def test_parkinson_in_full_never_hands_over_early():
    plans = padded_and_buffered(CHAIN, buffer=24, habits=Habits(filling=1))
    assert plans.padded.finish.min() >= plans.padded.promise - 1e-9
    assert plans.buffered.finish.min() < plans.buffered.promise


def test_a_certain_task_that_starts_late_is_late_by_the_padding_lost():
    # Triangular(10, 10, 10) has no padding: nothing to lose, whatever the habits
    plans = padded_and_buffered([Triangular(10, 10, 10)] * 2, 0, habits=Habits(1, 1))
    assert plans.padded.finish == pytest.approx(20)


@given(SHARES, SHARES, SHARES, SHARES)
def test_habits_only_ever_cost_time(late, filling, kept, padding):
    free = padded_and_buffered(CHAIN, 10, padding=padding, n_trials=50)
    bound = padded_and_buffered(
        CHAIN, 10, padding=padding, habits=Habits(late, filling, kept), n_trials=50
    )
    for name in ("padded", "buffered"):
        before, after = (getattr(plans, name).finish for plans in (free, bound))
        assert (after >= before - 1e-9).all()
        assert (after <= before + 6 * 18 + 1e-9).all()


def test_same_seed_same_futures():
    one, other = (padded_and_buffered(CHAIN, 10, seed=5).padded.finish for _ in range(2))
    assert np.array_equal(one, other)


def test_root_of_squares_grows_slower_than_half():
    sizes = [
        (buffer_size(CHAIN[:1] * n), buffer_size(CHAIN[:1] * n, "root_square")) for n in (4, 16)
    ]
    assert sizes == [(16.0, 16.0), (64.0, 32.0)]


def test_what_can_not_be_is_refused():
    with pytest.raises(PlanError, match="tasks is empty"):
        padded_and_buffered([], 5)
    with pytest.raises(PlanError, match=r"late_start is 1\.5"):
        Habits(late_start=1.5)
    with pytest.raises(PlanError, match="use one of 'half', 'root_square'"):
        buffer_size(CHAIN, "third")
    with pytest.raises(PlanError, match="buffer is -1"):
        padded_and_buffered(CHAIN, -1)
