"""Estimates from size, from similar projects, and what talking costs."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.estimate import EstimateError, analogous, cone
from tpmlab.estimate.parametric import cocomo, fit_power_law
from tpmlab.estimate.team import best_team_sizes, channels, productive_hours


@pytest.mark.parametrize(
    ("kloc", "effort", "months"),
    [(32, 91.33110643220898, 13.898730114383307), (20, 55.75614478279403, 11.522089617387072)],
)
def test_basic_cocomo_of_an_organic_project(kloc, effort, months):
    """Boehm (1981); 32,000 lines printed as 91 person-months, 20,000 as 55.756 and 11.52."""
    answer = cocomo(kloc)
    assert (answer.person_months, answer.months) == pytest.approx((effort, months), rel=1e-9)
    assert answer.people == pytest.approx(effort / months)


def test_two_hundred_thousand_lines_in_each_mode():
    """Boehm's coefficients; 626, 1,133 and 2,077 staff-months as printed by a course page
    (gristprojectmanagement.us, "Basic COCOMO effort formulas for three modes")."""
    efforts = [cocomo(200, mode).person_months for mode in ("organic", "semi-detached", "embedded")]
    assert efforts == pytest.approx([626, 1133, 2077], abs=1)


def test_cost_drivers_multiply_the_intermediate_model():
    nominal = cocomo(10, "organic", multipliers=[1.0])
    assert nominal.person_months == pytest.approx(3.2 * 10**1.05)
    driven = cocomo(10, "organic", multipliers=[1.15, 0.86])
    assert driven.person_months == pytest.approx(nominal.person_months * 1.15 * 0.86)


def test_a_clean_power_law_is_found_again():
    size = np.array([5, 10, 20, 40, 80.0])
    law = fit_power_law(size, 2.5 * size**1.1)
    assert (law.a, law.b) == pytest.approx((2.5, 1.1))
    assert law.interval(60) == pytest.approx((law.predict(60), law.predict(60)))


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 1000), st.integers(3, 12))
def test_the_fit_is_least_squares_on_logarithms(seed, n):
    rng = np.random.default_rng(seed)
    size, effort = np.exp(rng.normal(3, 1, n)), np.exp(rng.normal(4, 1, n))
    law = fit_power_law(size, effort)
    slope, intercept = np.polyfit(np.log(size), np.log(effort), 1)
    assert (law.b, np.log(law.a)) == pytest.approx((slope, intercept), abs=1e-8)
    low, high = law.interval(float(size[0]), 0.8)
    wide_low, wide_high = law.interval(float(size[0]), 0.95)
    assert wide_low <= low <= law.predict(float(size[0])) <= high <= wide_high


def test_the_range_holds_new_projects_as_often_as_it_says():
    rng = np.random.default_rng(9)
    held = 0
    for _ in range(1500):
        logs = rng.normal(3, 0.7, 7)
        effort = np.exp(1 + 1.1 * logs + rng.normal(0, 0.3, 7))
        law = fit_power_law(np.exp(logs[:6]), effort[:6])
        low, high = law.interval(float(np.exp(logs[6])), 0.8)
        held += low <= effort[6] <= high
    assert held / 1500 == pytest.approx(0.8, abs=5 * np.sqrt(0.16 / 1500))


PAST = pd.DataFrame(
    {"screens": [10, 20, 40], "links": [2, 3, 9], "days": [30, 50, 160]},
    index=["portal", "intake", "billing"],
)


def test_the_most_similar_projects_decide():
    guess = analogous(PAST, {"screens": 21, "links": 3}, outcome="days", k=2)
    assert list(guess.neighbours.index) == ["intake", "portal"]
    assert guess.estimate == 40
    scaled = analogous(PAST, {"screens": 40}, outcome="days", k=3, scale_by="screens")
    assert scaled.estimate == pytest.approx((160 + 100 + 120) / 3)


def test_units_do_not_decide_who_is_similar():
    in_hours = PAST.assign(screens=PAST["screens"] * 1000)
    small = analogous(PAST, {"screens": 28, "links": 3}, outcome="days", k=1)
    large = analogous(in_hours, {"screens": 28_000, "links": 3}, outcome="days", k=1)
    assert list(small.neighbours.index) == list(large.neighbours.index)


def test_an_exact_twin_is_the_nearest_and_costs_the_same():
    for name, row in PAST.iterrows():
        new = {"screens": row["screens"], "links": row["links"]}
        guess = analogous(PAST, new, outcome="days", k=1, scale_by="screens")
        assert list(guess.neighbours.index) == [name]
        assert guess.estimate == row["days"]


def test_channels_between_people():
    """Brooks, The Mythical Man-Month; 5 -> 10 and 15 -> 105 as printed (prestonlee.com)."""
    known = {2: 1, 3: 3, 5: 10, 6: 15, 8: 28, 10: 45, 15: 105, 50: 1225}
    assert {n: channels(n) for n in known} == known
    assert channels(10) - channels(6) == 30
    for n in range(12):
        assert channels(n) == len(list(combinations(range(n), 2)))


def test_one_hour_a_week_for_each_pair():
    """ "Brooks's Law and Intercommunication: You Talkin' to Me?": 40-hour week."""
    assert [2 * channels(n) for n in (6, 8)] == [30, 56]  # both of a pair spend the hour
    assert [productive_hours(n) for n in (6, 8)] == [210, 264]
    assert productive_hours(41) == 0
    assert best_team_sizes() == [20, 21]
    assert productive_hours(20) == 420


@settings(deadline=None)
@given(st.floats(1, 60), st.floats(0.2, 20))
def test_the_best_size_beats_all_others(week, talk):
    best = best_team_sizes(week, talk)
    output = [productive_hours(n, week, talk) for n in range(1, 400)]
    assert productive_hours(best[0], week, talk) == pytest.approx(max(output))


def test_the_cone_narrows_and_never_excludes_the_estimate():
    table = cone(100)
    assert table.loc["initial concept", ["low", "high"]].tolist() == [25, 400]
    assert table["ratio"].is_monotonic_decreasing
    assert table["low"].is_monotonic_increasing
    assert ((table["low"] < 100) & (table["high"] > 100)).all()


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: cocomo(0), "kloc is 0; give a number above 0"),
        (lambda: cocomo(5, "agile"), "mode is 'agile'; use one of 'organic'"),
        (lambda: cocomo(5, multipliers=[1, 0]), "multipliers holds 0 in place 2"),
        (lambda: fit_power_law([5, 9], [2, 4]), "size holds too little to fit"),
        (lambda: fit_power_law([5, 5, 5], [2, 4, 3]), "projects of different sizes"),
        (lambda: fit_power_law([5, 6, 7], [2, 4]), "effort holds 2 numbers; give 3"),
        (lambda: analogous(PAST, {}, outcome="days"), "new is empty"),
        (lambda: analogous(PAST, {"screens": 5}, outcome="cost"), "no column 'cost'"),
        (lambda: analogous(PAST, {"screens": 5}, outcome="days", k=4), "k is 4; give"),
        (
            lambda: analogous(PAST, {"screens": 5}, outcome="days", scale_by="links"),
            "scale_by is 'links'; use one of 'screens'",
        ),
        (lambda: channels(-1), "people is -1"),
        (lambda: best_team_sizes(hours_per_pair=0), "hours_per_pair is 0"),
        (lambda: cone(0), "estimate is 0"),
    ],
)
def test_impossible_figures_are_named(call, text):
    with pytest.raises(EstimateError, match=text):
        call()
