"""Answers in time, downtime and cost: against closed forms, and against a simulation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.flow import FlowError
from tpmlab.flow.capacity import answered_within, capacity_table, enough_up, instances_needed


@given(st.floats(0.01, 0.95), st.floats(0.1, 10))
def test_one_server_answers_like_an_exponential(busy, seconds):
    # M/M/1: the time in the system is exponential with the rate mu - lambda
    expected = -math.expm1(-(1 - busy) * seconds)
    assert answered_within(seconds, busy, 1.0, 1) == pytest.approx(expected, rel=1e-9)


def test_the_removable_gap_of_the_formula_is_closed():
    # servers - 1 - load / rate = 0 exactly, and next to it
    at = answered_within(0.7, 2.0, 1.0, 3)
    beside = answered_within(0.7, 2.0 + 1e-9, 1.0, 3)
    assert at == pytest.approx(beside, abs=1e-8)


def test_answers_agree_with_a_simulated_queue():
    rng = np.random.default_rng(4)
    count, servers, load, rate = 60_000, 3, 2.2, 1.0
    came = np.cumsum(rng.exponential(1 / load, count))
    work = rng.exponential(1 / rate, count)
    free = np.zeros(servers)
    took = np.empty(count)
    for n in range(count):
        first = int(free.argmin())
        free[first] = max(free[first], came[n]) + work[n]
        took[n] = free[first] - came[n]
    for seconds in (0.5, 1.5, 4.0):
        share = (took[2000:] <= seconds).mean()
        assert answered_within(seconds, load, rate, servers) == pytest.approx(share, abs=0.015)


@given(st.floats(10, 300), st.integers(1, 12))
def test_more_instances_answer_more_in_time(load, count):
    fewer, more = (answered_within(0.1, load, 50, n) for n in (count, count + 1))
    assert 0 <= fewer <= more + 1e-12 <= 1 + 1e-12


def test_needed_is_the_first_number_that_is_enough():
    needed = instances_needed(0.1, 120, 50)
    assert answered_within(0.1, 120, 50, needed) >= 0.95 > answered_within(0.1, 120, 50, needed - 1)


@given(st.floats(0, 1), st.integers(1, 8))
def test_all_needed_and_one_needed_are_the_textbook_cases(up, count):
    assert enough_up(up, count, count) == pytest.approx(up**count, abs=1e-12)
    assert enough_up(up, count, 1) == pytest.approx(1 - (1 - up) ** count, abs=1e-12)
    assert enough_up(up, count, count + 1) == 0


def test_the_shared_part_bounds_the_whole():
    assert enough_up(0.99, 12, 2, shared=0.9995) == pytest.approx(0.9995)


def test_the_table_puts_all_three_side_by_side():
    table = capacity_table(120, 50, seconds=0.1, availability=0.99, price=80, most=6)
    assert table.loc[2, ["in_time", "availability"]].tolist() == [0, 0]
    assert table.loc[2, "utilisation"] == pytest.approx(1.2)
    assert table.loc[2, "downtime"] == 43_200
    # five of which four must be up: 5 * 0.99^4 * 0.01 + 0.99^5
    up = 5 * 0.99**4 * 0.01 + 0.99**5
    assert table.loc[5, "downtime"] == pytest.approx(43_200 * (1 - up))
    assert table["cost"].tolist() == [80, 160, 240, 320, 400, 480]


def test_what_can_not_be_is_refused():
    with pytest.raises(FlowError, match=r"63\.2% of requests take less than 0\.02 seconds"):
        instances_needed(0.02, 10, 50)
    with pytest.raises(FlowError, match=r"availability is 1\.2"):
        enough_up(1.2, 2, 1)
    with pytest.raises(FlowError, match="price is -1"):
        capacity_table(10, 50, seconds=0.1, availability=0.9, price=-1)
