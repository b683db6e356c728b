"""Queueing formulas on published cases, and against a chain solved by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.flow import FlowError
from tpmlab.flow.queues import kingman, mmc

BRONSON = "Bronson, R. (1982), Operations Research (Schaum), chapters 23-24"
HILLIER = "Hillier and Lieberman, Introduction to Operations Research, County Hospital"

# source, (arrival rate, service rate, servers), (rho, p0, p_wait, lq, l, wq, w);
# checked twice: Erlang C, truncated birth-death chain
CASES = {
    "bronson-23.3, an hour": (BRONSON, (24, 30, 1), (0.8, 0.2, 0.8, 3.2, 4, 2 / 15, 1 / 6)),
    "bronson-23.14, an hour": (BRONSON, (30, 40, 1), (0.75, 0.25, 0.75, 2.25, 3, 0.075, 0.1)),
    # a page that lists this case prints p0 = 0.178, which is P(six or more) = 0.75^6
    "bronson-23.16, a minute": (BRONSON, (1, 4 / 3, 1), (0.75, 0.25, 0.75, 2.25, 3, 2.25, 3)),
    "bronson-24.6, a year": (
        BRONSON,
        (300, 182.5, 3),
        (0.547945205479452, 0.17753703294273715, 0.2907513803118914, 0.3524259155295653,
         1.9962615319679216, 0.0011747530517652177, 0.006654205106559738),
    ),
    "one doctor, an hour": (HILLIER, (2, 3, 1), (2 / 3, 1 / 3, 2 / 3, 4 / 3, 2, 2 / 3, 1)),
    "two doctors, an hour": (HILLIER, (2, 3, 2), (1 / 3, 0.5, 1 / 6, 1 / 12, 0.75, 1 / 24, 0.375)),
}  # fmt: skip
RELATIVE = 1e-9


@pytest.mark.parametrize("name", CASES)
def test_published_queues(name):
    _, rates, expected = CASES[name]
    assert mmc(*rates) == pytest.approx(expected, rel=RELATIVE)


# Kingman (1961); Hopp and Spearman, Factory Physics: "19 times at 95 %, about 70 % less at
# 85 %" (symplprocess.com); checked as V x U x T, and Pollaczek-Khinchine where ca2 = 1
KINGMAN = [
    ((0.8, 1, 1, 1.0), (4, 5)),
    ((0.95, 1, 1, 1.0), (19, 20)),
    ((0.85, 1, 1, 1.0), (17 / 3, 20 / 3)),
    ((0.8, 1, 0, 1.0), (2, 3)),
    ((0.9, 0.5, 1.5, 2.0), (18, 20)),
    ((0.9, 0, 0, 2.0), (0, 2)),
]


@pytest.mark.parametrize(("figures", "expected"), KINGMAN)
def test_published_waits(figures, expected):
    assert kingman(*figures) == pytest.approx(expected, abs=1e-9)


def test_eighty_five_percent_busy_waits_seventy_percent_less_than_ninety_five():
    saved = 1 - kingman(0.85, 1, 1, 1).wq / kingman(0.95, 1, 1, 1).wq
    assert saved == pytest.approx(0.7, abs=0.005)


queues = st.tuples(st.floats(0.05, 0.9), st.floats(0.1, 50), st.integers(1, 12))


@settings(deadline=None)
@given(queues)
def test_little_ties_counts_to_times(figures):
    rho, service, servers = figures
    arrivals = rho * servers * service
    queue = mmc(arrivals, service, servers)
    assert queue.l == pytest.approx(arrivals * queue.w)
    assert queue.lq == pytest.approx(arrivals * queue.wq)
    assert queue.l - queue.lq == pytest.approx(queue.rho * servers)
    assert 0 <= queue.p_wait <= 1


@settings(deadline=None)
@given(queues)
def test_a_birth_death_chain_agrees(figures):
    rho, service, servers = figures
    arrivals = rho * servers * service
    n = np.arange(1, 1500)
    weights = np.concatenate(([1.0], np.cumprod(arrivals / (service * np.minimum(n, servers)))))
    chance = weights / weights.sum()
    states = np.arange(chance.size)
    queue = mmc(arrivals, service, servers)
    assert queue.p0 == pytest.approx(chance[0])
    assert queue.p_wait == pytest.approx(chance[servers:].sum())
    assert queue.l == pytest.approx((states * chance).sum())


@settings(deadline=None)
@given(st.floats(0.05, 0.95), st.floats(0.1, 10))
def test_kingman_is_exact_for_one_server_with_random_times(rho, service):
    assert kingman(rho, 1, 1, 1 / service).wq == pytest.approx(mmc(rho * service, service).wq)


def test_many_servers_do_not_overflow():
    big = mmc(285, 1, 300)
    assert 0 < big.p_wait < 0.5
    assert 0 < big.p0 < 1e-100


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: mmc(30, 30), "arrival_rate is 30, but 1 x 30 is all that can be served"),
        (lambda: mmc(1, 2, 0), "servers is 0"),
        (lambda: kingman(1.0, 1, 1, 1), "utilisation is 1; give a share below 1"),
        (lambda: kingman(0.5, -1, 1, 1), "ca2 is -1"),
    ],
)
def test_impossible_figures_are_named(call, text):
    with pytest.raises(FlowError, match=text):
        call()
