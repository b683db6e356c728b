"""Intervals against SciPy's, and what a verdict owes to the number of items."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest

from tpmlab.exam.quality.intervals import ENOUGH, judge_band, wilson
from tpmlab.exam.quality.verdict import rate_gate

GOOD, FAIR = (0.0, 0.35), (0.0, 0.40)


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_is_wilsons(counts):
    right, n = counts
    theirs = binomtest(right, n).proportion_ci(method="wilson")
    assert wilson(right, n) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@given(st.integers(0, 299), st.integers(1, 299))
def test_few_items_fail_only_by_their_interval(right, n):
    right = min(right, n)
    interval = wilson(right, n)
    verdict = judge_band(right / n, interval, n, GOOD, FAIR)
    assert (verdict == "fail") == (interval.low > 0.40)
    assert (verdict == "pass") == (right / n <= 0.35)


@given(st.floats(0, 1), st.integers(ENOUGH, 5000))
def test_many_items_are_taken_at_face_value(rate, n):
    verdict = judge_band(rate, wilson(rate * n, n), n, GOOD, FAIR)
    assert verdict == ("pass" if rate <= 0.35 else "warn" if rate <= 0.40 else "fail")


def test_a_bank_at_the_limit_fails_as_seldom_as_the_interval_promises():
    """With 120 items whose true rate is the limit itself, one end of a 95 % interval: 2.5 %."""
    n = 120
    failing = [k for k in range(n + 1) if judge_band(k / n, wilson(k, n), n, GOOD, FAIR) == "fail"]
    assert 0.01 < float(binom.pmf(failing, n, 0.40).sum()) < 0.035


def test_what_was_not_measured_has_not_passed():
    result = rate_gate("blind", "Solver", 0, 0, GOOD, fair=FAIR, advice="Change words.")
    assert result.verdict == "warn"
    assert "nothing to measure" in result.advice


def test_a_band_with_two_ends_says_so():
    chance = Random(1)
    rate = sum(chance.random() < 0.6 for _ in range(50))
    result = rate_gate("conduct", "Verbs", rate, 50, (0.15, 0.40), advice="Mix verbs.")
    assert result.limit == "15–40 %"
    assert result.verdict == "fail"
