"""Distributions: moments and quantiles of worked examples, and agreement with SciPy."""

import math
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tpmlab.schedule import PlanError
from tpmlab.schedule.distributions import LogNormal, Triangular, Uniform
from tpmlab.schedule.listed import Discrete, Empirical
from tpmlab.schedule.pert_beta import PertBeta

KNOWN = yaml.safe_load(Path(__file__).with_name("known_risk_answers.yaml").read_text("utf-8"))

ALL = [
    (Uniform(4, 8), stats.uniform(4, 4)),
    (Triangular(4, 6, 14), stats.triang(0.2, 4, 10)),
    (Triangular(4, 4, 14), stats.triang(0, 4, 10)),
    (Triangular(4, 14, 14), stats.triang(1, 4, 10)),
    (PertBeta(5, 8, 17), stats.beta(2, 4, 5, 12)),
    (PertBeta(5, 8, 17, shape=0), stats.uniform(5, 12)),
    (LogNormal(10, 20), stats.lognorm(math.log(2) / stats.norm.ppf(0.9), scale=10)),
]
SMOOTH = pytest.mark.parametrize(("ours", "scipys"), ALL, ids=lambda spread: str(spread)[:24])

three_points = st.tuples(*[st.floats(0, 100, allow_subnormal=False)] * 3).map(sorted)
spreads = st.one_of(
    three_points.map(lambda points: Triangular(*points)),
    three_points.map(lambda points: PertBeta(*points)),
    three_points.map(lambda points: Uniform(points[0], points[2])),
    st.tuples(st.floats(0.1, 50), st.floats(1, 4)).map(lambda t: LogNormal(t[0], t[0] * t[1])),
    st.lists(st.floats(0, 100), min_size=1, max_size=9).map(lambda days: Empirical(tuple(days))),
    st.lists(st.floats(0, 100), min_size=1, max_size=9).map(
        lambda days: Discrete(tuple(days), (1 / len(days),) * len(days))
    ),
)


@SMOOTH
def test_moments_quantiles_and_chances_agree_with_scipy(ours, scipys):
    assert (ours.mean, ours.variance) == pytest.approx((scipys.mean(), scipys.var()))
    for level in (0.01, 0.1, 0.5, 0.8, 0.99):
        assert ours.quantile(level) == pytest.approx(scipys.ppf(level))
        assert ours.chance(ours.quantile(level)) == pytest.approx(level)
    assert ours.chance(scipys.ppf(0.001) * 0.9) == pytest.approx(
        scipys.cdf(scipys.ppf(0.001) * 0.9)
    )


@SMOOTH
def test_draws_follow_the_distribution(ours, scipys):
    even = (np.arange(20_000) + 0.5) / 20_000
    drawn = ours.draw(even)
    width = scipys.ppf(0.9999) - scipys.ppf(0.0001)
    assert np.abs(drawn - scipys.ppf(even)).max() < 0.003 * width
    assert drawn.mean() == pytest.approx(ours.mean, rel=1e-3)


@pytest.mark.parametrize("name", ["pert-beta-symmetric", "pert-beta-skewed"])
def test_pert_beta_examples(name):
    given_, expected = KNOWN[name]["given"], KNOWN[name]["expected"]
    points = [given_[key] for key in ("optimistic", "most_likely", "pessimistic", "shape")]
    ours = PertBeta(*points)
    figures = (ours.alpha, ours.beta, ours.mean, ours.variance)
    assert figures == pytest.approx(
        [expected[key] for key in ("alpha", "beta", "mean", "variance")]
    )
    for level, days in expected["quantiles"].items():
        assert ours.quantile(float(level)) == pytest.approx(days, abs=1e-8)
    # the paper convention is another number: not the variance of this distribution
    assert ((points[2] - points[0]) / 6) ** 2 == pytest.approx(expected["classic_variance"])


def test_triangular_example():
    expected = KNOWN["triangular-basic"]["expected"]
    ours = Triangular(*KNOWN["triangular-basic"]["given"].values())
    assert (ours.mean, ours.variance) == pytest.approx((expected["mean"], expected["variance"]))
    assert ours.chance(ours.likely) == pytest.approx(expected["p_at_most_mode"])
    for level, days in expected["quantiles"].items():
        assert ours.quantile(float(level)) == pytest.approx(days, abs=1e-9)


@given(spreads, st.lists(st.floats(0.0001, 0.9999), min_size=2, max_size=30))
def test_more_confidence_never_means_fewer_days(spread, levels):
    levels = np.sort(levels)
    assert (np.diff(spread.draw(levels)) >= -1e-9).all()
    assert (spread.draw(levels) >= -1e-9).all()
    days = [spread.quantile(level) for level in levels]
    assert (np.diff(days) >= -1e-9).all()


@given(st.floats(0, 100), st.floats(0.001, 0.999))
def test_three_equal_points_are_a_certain_duration(days, level):
    for spread in (Triangular(days, days, days), PertBeta(days, days, days), Uniform(days, days)):
        assert spread.variance == 0
        assert spread.mean == pytest.approx(days)
        assert spread.draw(np.array([level])) == pytest.approx(days)
        assert (spread.chance(days), spread.chance(days - 1)) == (1, 0)
    assert LogNormal(days + 1, days + 1).draw(np.array([level])) == pytest.approx(days + 1)


def test_a_discrete_quantile_is_the_smallest_that_is_enough():
    spread = Discrete((7, 2, 4), (0.2, 0.5, 0.3))
    assert [spread.quantile(level) for level in (0, 0.5, 0.51, 0.8, 0.81, 1)] == [2, 2, 4, 4, 7, 7]
    assert (spread.mean, spread.variance) == pytest.approx((3.6, 3.64))
    assert spread.chance(4) == pytest.approx(0.8)


def test_history_is_drawn_as_it_was_seen():
    spread = Empirical((9, 3, 4, 5, 4))
    assert spread.draw(np.array([0.1, 0.3, 0.5, 0.7, 0.9])).tolist() == [3, 4, 4, 5, 9]
    assert spread.chance(4) == 0.6


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Triangular(5, 3, 8), r"Triangular\(5, 3, 8\) is not in order; give low, likely"),
        (lambda: PertBeta(-1, 3, 8), "PertBeta's low is -1; give a number of at least 0"),
        (lambda: PertBeta(1, 3, 8, shape=-2), "PertBeta's shape is -2"),
        (lambda: LogNormal(0, 8), "LogNormal's p50 is 0; give a number above 0"),
        (lambda: LogNormal(9, 8), "p50, p90 in rising order"),
        (lambda: Discrete((1, 2), (0.5, 0.6)), "add up to 1.1; make them add up to 1"),
        (lambda: Discrete((1, 2), (1,)), "Discrete's chances holds 1 numbers; give 2"),
        (lambda: Empirical(()), "Empirical's durations has the shape"),
        (lambda: Uniform(1, 2).quantile(1.2), "confidence is 1.2"),
    ],
)
def test_what_cannot_be_is_refused_with_the_remedy(make, words):
    with pytest.raises(PlanError, match=words):
        make()
