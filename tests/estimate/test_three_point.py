"""Three-point estimates and their sum along a path."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.estimate import EstimateError, ThreePoint, add_up

# Own numbers, worked by hand: three activities of one path, in days
PATH = [ThreePoint(6, 9, 18), ThreePoint(4, 5, 12), ThreePoint(3, 6, 9)]


def test_one_activity_and_the_path():
    build = PATH[0]
    assert (build.mean, build.triangular_mean, build.sd, build.variance) == (10, 11, 2, 4)
    total = add_up(PATH)
    assert total.mean == 22
    assert total.sd**2 == pytest.approx(4 + 16 / 9 + 1)
    assert total.probability(25) == pytest.approx(0.875, abs=0.005)
    assert add_up([build]).probability(12) == pytest.approx(0.8413, abs=5e-5)


def test_the_triangular_distribution_of_4_6_14():
    """Mean 8, variance 14/3; moments of the distribution."""
    points = ThreePoint(4, 6, 14)
    assert points.triangular_mean == pytest.approx(8)
    assert points.triangular_sd**2 == pytest.approx(14 / 3)


ordered = st.lists(st.floats(0, 1000), min_size=3, max_size=3).map(lambda p: ThreePoint(*sorted(p)))
paths = st.lists(ordered, min_size=1, max_size=8)


@settings(deadline=None)
@given(ordered)
def test_means_lie_between_the_ends(points):
    for mean in (points.mean, points.triangular_mean):
        assert points.optimistic - 1e-9 <= mean <= points.pessimistic + 1e-9
    assert points.triangular_sd >= 0


@settings(deadline=None)
@given(paths, st.floats(0, 1))
def test_correlation_adds_spread_between_two_known_ends(path, rho):
    alone, some, full = (add_up(path, correlation).sd for correlation in (0, rho, 1))
    assert alone - 1e-6 <= some <= full + 1e-6
    assert full == pytest.approx(sum(part.sd for part in path), abs=1e-6)
    sds = np.array([part.sd for part in path])
    matrix = np.full((sds.size, sds.size), rho)
    np.fill_diagonal(matrix, 1)
    assert some**2 == pytest.approx(sds @ matrix @ sds, abs=1e-6)


@settings(deadline=None)
@given(paths, st.floats(0.01, 0.99))
def test_a_quantile_is_met_with_its_own_probability(path, confidence):
    total = add_up(path)
    if total.sd > 1e-6:
        assert total.probability(total.quantile(confidence)) == pytest.approx(confidence)


def test_thirty_parts_that_hang_together():
    """Thirty equal parts, correlation 0.2: independence understates the spread by 61.7 %."""
    parts = [ThreePoint(0, 3, 6)] * 30
    ratio = add_up(parts).sd / add_up(parts, correlation=0.2).sd
    assert 1 - ratio == pytest.approx(0.617, abs=5e-4)
    assert ratio == pytest.approx(1 / math.sqrt(1 + 29 * 0.2))


def test_certain_parts_have_no_luck():
    total = add_up([ThreePoint(5, 5, 5)])
    assert (total.probability(4.9), total.probability(5), total.quantile(0.9)) == (0, 1, 5)


def test_impossible_figures_are_named():
    with pytest.raises(EstimateError, match="9, 6, 18 is not in order; give optimistic"):
        ThreePoint(9, 6, 18)
    with pytest.raises(EstimateError, match="likely is nan"):
        ThreePoint(1, float("nan"), 3)
    with pytest.raises(EstimateError, match="estimates is empty"):
        add_up([])
    with pytest.raises(EstimateError, match=r"correlation is -0\.1"):
        add_up(PATH, correlation=-0.1)
    with pytest.raises(EstimateError, match="confidence is 1"):
        add_up(PATH).quantile(1)
