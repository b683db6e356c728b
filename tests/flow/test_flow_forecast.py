"""Throughput forecasts against the exact distribution, and how answers must order."""

from __future__ import annotations

import math
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.flow import FlowError, how_many, when_done
from tpmlab.flow.sprints import sprints_left

# Resampling of weekly throughput as in Vacanti, D., "When Will It Be Done?"; numbers our own.
# Exact: absorbing convolution in fractions, and P(N <= k) = P(sum of k draws >= backlog)
HISTORY = [3, 5, 2, 4, 6, 0, 3, 5]
BACKLOG = 30
WEEKS_CDF = {
    5: 3.0517578125e-05, 6: 0.0191650390625, 7: 0.1484527587890625, 8: 0.3967987298965454,
    9: 0.652023583650589, 10: 0.8316752836108208, 11: 0.9295455415267497,
    12: 0.9738034770125523, 13: 0.9911667417982244, 14: 0.9972551956052484,
    15: 0.9992040840725167, 16: 0.9997824782967264, 17: 0.9999435223346342,
    18: 0.9999859783408893, 19: 0.9999966535756473, 20: 0.9999992288429209,
}  # fmt: skip
WEEKS = {0.5: 9, 0.85: 11, 0.95: 12}
MEAN_WEEKS = 9.061171405593521
ITEMS_IN_TEN_WEEKS = {0.5: 35, 0.85: 29, 0.95: 25}
TRIALS = 40_000


def exact_cdf(gains: list[float], backlog: float, weeks: int) -> dict[int, float]:
    """P(done by week k), by convolution with the weeks' net gains; done stays done."""
    left = {backlog: 1.0}
    done, cdf = 0.0, {}
    for week in range(1, weeks + 1):
        after: dict[float, float] = defaultdict(float)
        for remaining, chance in left.items():
            for gain in gains:
                after[remaining - gain] += chance / len(gains)
        done += sum(chance for remaining, chance in after.items() if remaining <= 0)
        left = {remaining: chance for remaining, chance in after.items() if remaining > 0}
        cdf[week] = done
    return cdf


def standard_error(share: float, n: int = TRIALS) -> float:
    return math.sqrt(share * (1 - share) / n)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_weeks_for_thirty_items(seed):
    forecast = when_done(HISTORY, BACKLOG, n_trials=TRIALS, seed=seed)
    for week, exact in WEEKS_CDF.items():
        allowed = 5 * standard_error(exact) + 1 / TRIALS
        assert forecast.confidence(week) == pytest.approx(exact, abs=allowed)
    assert {level: forecast.at(level) for level in WEEKS} == WEEKS
    error = forecast.outcomes.std() / math.sqrt(TRIALS)
    assert forecast.outcomes.mean() == pytest.approx(MEAN_WEEKS, abs=5 * error)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_items_in_ten_weeks(seed):
    forecast = how_many(HISTORY, 10, n_trials=TRIALS, seed=seed)
    assert {level: forecast.at(level) for level in ITEMS_IN_TEN_WEEKS} == ITEMS_IN_TEN_WEEKS


def test_dividing_by_the_mean_promises_what_one_team_in_three_misses():
    naive = sprints_left(BACKLOG, sum(HISTORY) / len(HISTORY))
    assert naive == 9
    assert WEEKS_CDF[naive] < 2 / 3


def test_the_known_distribution_is_the_convolution():
    exact = exact_cdf(HISTORY, BACKLOG, 20)
    for week, chance in WEEKS_CDF.items():
        assert exact[week] == pytest.approx(chance, abs=1e-6)


def test_a_backlog_that_grows_meets_its_own_exact_distribution():
    forecast = when_done(HISTORY, 20, new_items=2, n_trials=TRIALS, seed=5)
    exact = exact_cdf([done - 2 for done in HISTORY], 20, 40)
    for week, chance in exact.items():
        allowed = 5 * standard_error(min(chance, 1.0)) + 1 / TRIALS
        assert forecast.confidence(week) == pytest.approx(chance, abs=allowed)


def test_items_that_split_in_two_are_twice_the_backlog():
    split = when_done(HISTORY, 15, split_rate=2, seed=4)
    assert (split.outcomes == when_done(HISTORY, 30, seed=4).outcomes).all()


def test_a_range_lies_between_its_ends():
    low, high = when_done(HISTORY, 20, seed=4), when_done(HISTORY, 40, seed=4)
    middle = when_done(HISTORY, (20, 40), seed=4)
    for level in (0.1, 0.5, 0.9):
        assert low.at(level) <= middle.at(level) <= high.at(level)


histories = st.lists(st.integers(0, 9), min_size=1, max_size=8).filter(any)


@settings(deadline=None, max_examples=40)
@given(histories, st.integers(0, 40), st.integers(0, 100))
def test_more_confidence_promises_later_and_fewer(history, backlog, seed):
    levels = [0.05, 0.25, 0.5, 0.75, 0.95, 1.0]
    weeks = when_done(history, backlog, n_trials=400, seed=seed)
    items = how_many(history, 6, n_trials=400, seed=seed)
    answers = [weeks.at(level) for level in levels]
    promises = [items.at(level) for level in levels]
    assert answers == sorted(answers)
    assert promises == sorted(promises, reverse=True)
    for level in levels:  # what is promised is kept in at least that share of the trials
        assert weeks.confidence(weeks.at(level)) >= level - 1e-12
        assert items.confidence(items.at(level)) >= level - 1e-12


@settings(deadline=None, max_examples=40)
@given(histories, st.integers(0, 30), st.integers(1, 10), st.integers(0, 100))
def test_with_the_same_luck_more_work_is_never_done_sooner(history, backlog, more, seed):
    small = when_done(history, backlog, n_trials=200, seed=seed)
    large = when_done(history, backlog + more, n_trials=200, seed=seed)
    growing = when_done(history, backlog, new_items=[0, 1], n_trials=200, seed=seed)
    assert (large.outcomes >= small.outcomes).all()
    assert (growing.outcomes >= small.outcomes).all()


def test_a_steady_team_needs_no_luck():
    assert set(when_done([5], 30).outcomes) == {6}
    assert set(when_done([5], 31).outcomes) == {7}
    assert set(how_many([5], 4).outcomes) == {20}
    assert set(when_done([5], 0).outcomes) == {0}


def test_a_backlog_that_outgrows_the_team_is_never_done():
    forecast = when_done([1, 2], 10, new_items=3, horizon=50)
    assert forecast.at(0.5) == math.inf
    assert forecast.confidence(50) == 0


def test_the_same_seed_gives_the_same_forecast_and_another_one_moves_within_its_range():
    first, again = (when_done(HISTORY, 200, seed=8) for _ in range(2))
    assert (first.outcomes == again.outcomes).all()
    low, high = first.sampling_range(0.85)
    assert low <= first.at(0.85) <= high
    inside = [low <= when_done(HISTORY, 200, seed=seed).at(0.85) <= high for seed in range(20)]
    assert sum(inside) >= 17


def test_the_table_lists_promises():
    table = when_done(HISTORY, BACKLOG, seed=7).table([0.5, 0.85])
    assert table["periods"].to_dict() == {0.5: 9, 0.85: 11}
    assert (table["low"] <= table["periods"]).all()
    assert (table["periods"] <= table["high"]).all()


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: when_done([0, 0], 5), "throughputs is 0 throughout"),
        (lambda: when_done([3, -1], 5), "throughputs holds -1 in place 2"),
        (lambda: when_done([3], -5), "backlog holds -5 in place 1"),
        (lambda: when_done([3], (9, 5)), "give one number, or a low and a high one"),
        (lambda: when_done([3], 5, split_rate=0.5), "split_rate holds 0.5 in place 1"),
        (lambda: when_done([3], 5, seed=-1), "seed is -1"),
        (lambda: how_many([3], 0), "periods is 0; give a whole number of at least 1"),
        (lambda: when_done([3], 5).at(0), "confidence is 0"),
    ],
)
def test_impossible_figures_are_named(call, text):
    with pytest.raises(FlowError, match=text):
        call()
