"""Velocity with its spread, burndown and burnup fan."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.flow import FlowError
from tpmlab.flow.sprints import burndown, burnup_fan, sprints_left, velocity

# Scrum process description, release burndown chart (cin.ufpe.br/~ers/scrum); Schwaber's form
TOTAL, SPRINTS, LEFT_AFTER_FIRST = 200, 11, 180
ABSOLUTE = 1e-9


def test_release_burndown_over_eleven_sprints():
    table = burndown(TOTAL, SPRINTS, [LEFT_AFTER_FIRST])
    ideal = [200 * (11 - sprint) / 11 for sprint in range(12)]
    assert table["ideal"].tolist() == pytest.approx(ideal, abs=ABSOLUTE)
    assert table.loc[1, "behind"] == pytest.approx(-1.818181818181813, abs=ABSOLUTE)
    assert table["remaining"].notna().sum() == 2
    done = TOTAL - LEFT_AFTER_FIRST
    assert sprints_left(LEFT_AFTER_FIRST, done) == 9
    assert 1 + sprints_left(LEFT_AFTER_FIRST, done) == 10


def test_a_late_release_runs_past_the_ideal_line():
    table = burndown(40, 2, [30, 20, 10])
    assert table["ideal"].tolist() == [40, 20, 0, 0]
    assert table.loc[3, "behind"] == 10


def test_sprints_are_rounded_up_and_growth_slows_them():
    """Own numbers: 240 points, velocities 28, 32, 30, 26."""
    speed = velocity([28, 32, 30, 26])
    assert speed.mean == 29
    assert sprints_left(240, speed.mean) == 9
    assert sprints_left(240, speed.mean, growth=5) == 10
    assert sprints_left(0, 5) == 0
    assert sprints_left(0.3, 0.1) == 3  # rounding of binary fractions adds no sprint
    with pytest.raises(FlowError, match="velocity is 5 and growth 5, so the work never ends"):
        sprints_left(10, 5, growth=5)


def test_the_range_holds_the_next_sprints_as_often_as_it_says():
    rng = np.random.default_rng(11)
    held = 0
    for _ in range(2000):
        points = rng.normal(30, 5, 8)
        speed = velocity(points[:5], confidence=0.8, ahead=3)
        held += speed.low <= points[5:].mean() <= speed.high
    assert held / 2000 == pytest.approx(0.8, abs=5 * np.sqrt(0.16 / 2000))


@settings(deadline=None)
@given(st.lists(st.floats(0, 100), min_size=2, max_size=12))
def test_ranges_narrow_over_many_sprints_and_widen_with_confidence(points):
    one, many = velocity(points), velocity(points, ahead=6)
    sure = velocity(points, confidence=0.95)
    assert 0 <= one.low <= one.mean + 1e-9
    assert many.high <= one.high + 1e-9
    assert sure.high >= one.high - 1e-9


def test_one_sprint_has_no_spread():
    with pytest.raises(FlowError, match="points holds one sprint"):
        velocity([30])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.integers(1, 6), st.integers(0, 50))
def test_the_fan_opens_in_order_and_starts_at_today(points, ahead, seed):
    fan = burnup_fan(points, ahead, done=100, n_trials=300, seed=seed)
    assert (fan.loc[0] == 100).all()
    assert (np.diff(fan.to_numpy(), axis=0) >= 0).all()
    assert (np.diff(fan.to_numpy(), axis=1) >= 0).all()
    last = fan.loc[ahead]
    assert last.min() >= 100 + ahead * min(points)
    assert last.max() <= 100 + ahead * max(points)


def test_a_fan_of_two_equal_outcomes_is_binomial():
    fan = burnup_fan([0, 10], ahead=2, levels=(0.2, 0.5, 0.8), n_trials=20_000, seed=2)
    assert fan.loc[2].tolist() == [0, 10, 20]


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: burndown(0, 5, [1]), "total is 0"),
        (lambda: burndown(10, 0, [1]), "sprints is 0"),
        (lambda: burnup_fan([3], 0), "ahead is 0"),
        (lambda: burnup_fan([3], 2, levels=(0,)), "levels is 0"),
        (lambda: velocity([1, 2], confidence=1), "confidence is 1"),
    ],
)
def test_impossible_figures_are_named(call, text):
    with pytest.raises(FlowError, match=text):
        call()
