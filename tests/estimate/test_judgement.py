"""Planning poker, calibration of ranges, and the outside view."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from tpmlab.estimate import (
    EstimateError,
    calibration,
    poker_round,
    reference_class,
    reference_class_slip,
)
from tpmlab.estimate.poker import DECK


def test_the_lowest_and_the_highest_speak():
    cards = poker_round({"Ana": 3, "Ben": 5, "Chidi": 13, "Dee": 3})
    assert (cards.low, cards.median, cards.mean, cards.high) == (3, 4, 6, 13)
    assert cards.speakers == ("Ana", "Chidi", "Dee")
    assert not cards.agreed


def test_neighbouring_cards_are_agreement_unless_someone_abstains():
    close = poker_round({"Ana": 8, "Ben": 13})
    assert close.agreed
    assert close.speakers == ()
    unsure = poker_round({"Ana": 8, "Ben": 8, "Dee": None})
    assert not unsure.agreed
    assert unsure.abstained == ("Dee",)


@settings(deadline=None)
@given(st.lists(st.sampled_from(DECK), min_size=1, max_size=9))
def test_the_middle_lies_between_the_ends(votes):
    cards = poker_round({str(n): vote for n, vote in enumerate(votes)})
    assert cards.low <= cards.median <= cards.high
    assert cards.low <= cards.mean <= cards.high
    assert (cards.steps == 0) == (len(set(votes)) == 1)


def test_a_vote_that_is_no_card_is_named():
    with pytest.raises(EstimateError, match=r"votes of 'Ana' is 4; use a card: 0, 0\.5, 1, 2"):
        poker_round({"Ana": 4})
    with pytest.raises(EstimateError, match="votes holds no number"):
        poker_round({"Ana": None})
    with pytest.raises(EstimateError, match="deck is not in rising order"):
        poker_round({"Ana": 1}, deck=[2, 1])


def test_two_hits_of_five_at_ninety_percent_are_no_bad_luck():
    """Own numbers: P(two or fewer hits of five) = 0.00856 by the binomial distribution."""
    result = calibration([10, 2, 50, 1, 5], [20, 6, 80, 3, 9], [12, 9, 120, 2, 10])
    exact = sum(math.comb(5, k) * 0.9**k * 0.1 ** (5 - k) for k in range(3))
    assert (result.hits, result.n, result.expected, result.hit_rate) == (2, 5, 4.5, 0.4)
    assert result.luck == pytest.approx(exact)
    assert result.overconfident
    assert result.scores.tolist() == pytest.approx([10, 4 + 60, 30 + 800, 2, 4 + 20])


def test_widened_as_told_the_ranges_hold_as_promised():
    rng = np.random.default_rng(4)
    actual = rng.normal(0, 1, 200)
    low, high = np.full(200, -0.8), np.full(200, 0.8)
    factor = calibration(low, high, actual).widen_by
    again = calibration(low * factor - 1e-9, high * factor + 1e-9, actual)
    assert again.hits == 180
    assert again.widen_by == pytest.approx(1)
    assert not again.overconfident


def test_honest_ranges_score_best_on_average():
    """A proper score: neither boasting nor hedging helps. True values are standard normal."""
    actual = norm.ppf((np.arange(4000) + 0.5) / 4000)
    honest = norm.ppf(0.95)
    mean_scores = {
        factor: calibration(
            np.full(4000, -factor * honest), np.full(4000, factor * honest), actual
        ).scores.mean()
        for factor in (0.5, 0.8, 1.0, 1.25, 2.0)
    }
    assert min(mean_scores, key=mean_scores.get) == 1.0


def test_a_range_without_width_is_named():
    with pytest.raises(EstimateError, match="high is not above low in place 2"):
        calibration([1, 5], [2, 5], [1, 5])
    with pytest.raises(EstimateError, match="actual holds 1 numbers; give 2"):
        calibration([1, 5], [2, 6], [1])


PAST = [0.9, 1.0, 1.05, 1.1, 1.1, 1.2, 1.3, 1.5, 1.8, 2.6]


def test_the_outside_view_of_ten_projects():
    outside = reference_class(PAST, estimate=100, confidence=0.8)
    assert outside.value == 150
    assert outside.uplift == pytest.approx(0.5)
    assert outside.chance_as_estimated == pytest.approx(0.2)
    assert (outside.low, outside.high) == (120, math.inf)  # ten projects can't bound a P80


ratios = st.lists(st.floats(0.2, 5), min_size=1, max_size=40)


@settings(deadline=None)
@given(ratios, st.floats(0.05, 0.95), st.floats(1, 1e6))
def test_the_value_is_kept_by_the_share_asked_for_and_lies_in_its_range(past, level, estimate):
    outside = reference_class(past, estimate, confidence=level)
    kept = (np.array(past) <= outside.value / estimate * (1 + 1e-12)).mean()
    assert kept >= level - 1e-12
    assert outside.low <= outside.value <= outside.high
    surer = reference_class(past, estimate, confidence=min(level + 0.04, 0.99))
    assert surer.value >= outside.value


def test_the_range_holds_the_true_uplift_at_least_nine_times_in_ten():
    rng = np.random.default_rng(12)
    true = math.exp(0.4 * norm.ppf(0.8))
    held = 0
    for _ in range(800):
        outside = reference_class(np.exp(0.4 * rng.normal(size=40)), 1.0, confidence=0.8)
        held += outside.low <= true <= outside.high
    assert held / 800 >= 0.9 - 4 * math.sqrt(0.09 / 800)


def test_impossible_ratios_are_named():
    with pytest.raises(EstimateError, match="ratios holds 0 in place 2"):
        reference_class([1.2, 0], 100)
    with pytest.raises(EstimateError, match="confidence is 1"):
        reference_class(PAST, 100, confidence=1.0)


RELEASES = [-2, 0, 0, 0, 1, 3, 6, 7, 14, 30]
slips = st.lists(st.floats(-500, 500), min_size=1, max_size=40)


def test_the_promise_after_ten_releases():
    promise = reference_class_slip(RELEASES, planned=90, confidence=0.8)
    assert (promise.value, promise.slip, promise.n) == (97, 7, 10)
    assert promise.chance_on_time == pytest.approx(0.4)
    assert (promise.low, promise.high) == (93, math.inf)  # ten releases can't bound a P80


@settings(deadline=None)
@given(slips, st.floats(-1000, 1000), st.floats(0.05, 0.95))
def test_moving_the_plan_moves_the_promise_and_nothing_else(past, day, level):
    here, there = (reference_class_slip(past, planned, confidence=level) for planned in (0, day))
    assert there.value == pytest.approx(here.value + day)
    assert (there.slip, there.chance_on_time) == (here.slip, here.chance_on_time)
    assert there.low <= there.value <= there.high
    assert (np.array(past) <= there.slip).mean() >= level - 1e-9


@settings(deadline=None)
@given(st.lists(st.floats(0.2, 5), min_size=1, max_size=40), st.floats(0.05, 0.95))
def test_slips_of_the_logarithm_are_ratios(past, level):
    """The two forms are one method: log of a ratio is a difference."""
    ratio = reference_class(past, 1.0, confidence=level)
    slip = reference_class_slip(np.log(past), confidence=level)
    assert math.exp(slip.value) == pytest.approx(ratio.value)
    assert math.exp(slip.low) == pytest.approx(ratio.low)
    assert math.exp(min(slip.high, 700)) == pytest.approx(min(ratio.high, math.exp(700)))


def test_a_history_that_is_none_is_named():
    with pytest.raises(EstimateError, match="slips has the shape"):
        reference_class_slip([])
    with pytest.raises(EstimateError, match="slips holds nan in place 2"):
        reference_class_slip([1, math.nan])
    with pytest.raises(EstimateError, match="planned is inf"):
        reference_class_slip([1], math.inf)
    with pytest.raises(EstimateError, match="confidence is 0"):
        reference_class_slip([1], confidence=0)
