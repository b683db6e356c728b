"""Months of experience: each once, inside the window, never more than the calendar has."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.exam.outlines.eligibility import (
    EDUCATION,
    EligibilityError,
    ExperienceRule,
    Month,
    ProjectLed,
    check_eligibility,
    months_led,
)
from tpmlab.exam.outlines.loading import load_outline

NOW = Month(2026, 11)
EIGHT = ExperienceRule("eight", {"secondary": 60, "bachelor": 36}, 8, 35)

months = st.builds(Month, st.integers(2005, 2030), st.integers(1, 12))


@st.composite
def projects(draw):
    start = draw(months)
    length = draw(st.none() | st.integers(0, 80))
    return ProjectLed("p", start, None if length is None else start.plus(length))


several = st.lists(projects(), max_size=6)


@given(months, st.integers(-500, 500))
def test_months_add_up(month, ahead):
    assert month.plus(ahead).plus(-ahead) == month
    assert Month.parse(str(month)) == month
    assert (month.plus(ahead) > month) == (ahead > 0)


@given(several, months, st.integers(1, 12))
def test_counting_agrees_with_asking_of_each_month(led, applying, window):
    """The definition, slowly: was anything led in that month?"""

    def led_in(month):
        return any(p.start <= month and (p.end is None or month <= p.end) for p in led)

    expected = {m for n in range(1, 12 * window + 1) if led_in(m := applying.plus(-n))}
    assert months_led(led, applying, window) == expected


@given(several, projects(), months)
def test_one_more_project_never_costs_a_month(led, another, applying):
    before = months_led(led, applying, 8)
    after = months_led([*led, another], applying, 8)
    assert before <= after
    assert len(after) <= 96


@given(several, months)
def test_order_and_repetition_do_not_matter(led, applying):
    assert months_led(led, applying, 8) == months_led([*reversed(led), *led], applying, 8)


@given(several, months)
def test_a_wider_window_counts_no_less_and_leaves_no_more_out(led, applying):
    eight, ten = (
        check_eligibility(led, replace(EIGHT, window_years=years), "bachelor", applying)
        for years in (8, 10)
    )
    assert eight.months <= ten.months
    assert eight.months + eight.too_old == ten.months + ten.too_old


@given(several, months)
def test_the_month_of_enough_is_the_first(led, applying):
    found = check_eligibility(led, EIGHT, "bachelor", applying)
    if found.enough_from is None:
        assert found.missing
        return
    assert len(months_led(led, found.enough_from, 8)) >= 36
    assert (found.enough_from == applying) == (found.missing == 0)
    if found.missing:
        assert len(months_led(led, found.enough_from.plus(-1), 8)) < 36


def test_the_month_of_the_application_does_not_count_nor_one_before_the_window():
    inside = [NOW.plus(-1), NOW.plus(-96)]
    outside = [NOW, NOW.plus(-97)]
    led = [ProjectLed(str(month), month, month) for month in (*inside, *outside)]
    assert months_led(led, NOW, 8) == set(inside)


def test_overlap_and_age_are_told_apart():
    led = [
        ProjectLed("old", Month(2010, 1), Month(2010, 12)),
        ProjectLed("first", Month(2024, 1), Month(2024, 12)),
        ProjectLed("second", Month(2024, 7), Month(2025, 6)),
    ]
    found = check_eligibility(led, EIGHT, "bachelor", NOW, training_hours=21)
    assert (found.months, found.overlapping, found.too_old) == (18, 6, 12)
    assert (found.missing, found.training_missing, found.enough) == (18, 14, False)
    assert found.enough_from is None


@pytest.mark.parametrize(
    ("education", "path", "needed"),
    [("secondary", "secondary", 60), ("associate", "secondary", 60), ("gac", "bachelor", 36)],
)
def test_a_level_the_rule_leaves_out_falls_back_to_the_one_below(education, path, needed):
    found = check_eligibility([], EIGHT, education, NOW)
    assert (found.path, found.needed) == (path, needed)


def test_training_can_be_waived():
    led = [ProjectLed("long", Month(2020, 1))]
    assert not check_eligibility(led, EIGHT, "bachelor", NOW).enough
    assert check_eligibility(led, EIGHT, "bachelor", NOW, training_waived=True).enough


@pytest.mark.parametrize("level", EDUCATION)
def test_readings_of_the_2026_rule_disagree_and_each_can_be_counted(level):
    asked = load_outline("pmp-2026").prerequisites
    led = [ProjectLed("early", Month(2017, 1), Month(2019, 12))]
    found = {
        reading.id: check_eligibility(led, asked.rule(reading), level, NOW)
        for reading in asked.readings
    }
    assert found["eight-years"].months == 14
    assert found["ten-years"].months == 36
    assert found["ten-years"].needed <= found["eight-years"].needed
    assert {each.rule for each in found.values()} == {reading.id for reading in asked.readings}


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (lambda: Month.parse("2026-00"), "'2026-00' is not a month"),
        (lambda: ProjectLed("x", NOW, NOW.plus(-1)), "ends in 2026-10, before it starts"),
        (lambda: months_led([], NOW, 0), "The window is 0 years"),
        (
            lambda: check_eligibility([], EIGHT, "bachelor", NOW, training_hours=-1),
            "Hours of training are -1",
        ),
        (
            lambda: check_eligibility([], ExperienceRule("r", {"gac": 24}, None), "associate", NOW),
            "The reading 'r' names no months for this education (associate degree)",
        ),
    ],
)
def test_what_cannot_be_counted_is_said(broken, message):
    with pytest.raises(EligibilityError) as caught:
        broken()
    assert message in str(caught.value)
