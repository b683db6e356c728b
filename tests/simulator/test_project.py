from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.simulator import Levers, Project, ProjectError

FACTS = {"team": 8, "week_cost": 9.4, "start": "2026-09-07", "wanted": "2027-03-12", "budget": 2150}


def project(rows=(("web", 70, 800), ("dark mode", 6, 12, "asked")), **changes):
    return Project.from_rows(rows, **{**FACTS, **changes})


def test_what_is_asked_for_is_not_promised():
    assert [feature.id for feature in project().kept(Levers())] == ["web"]


def test_the_launch_is_27_working_weeks_away():
    assert project().week_of(date(2027, 3, 12)) == 27


@given(st.integers(1, 500))
def test_dates_and_weeks_are_inverse_on_working_days(days):
    launch = project()
    day = launch.date_of(days / 5)
    assert day.weekday() < 5
    assert launch.week_of(day) == pytest.approx(days / 5)


def test_part_of_a_day_is_over_at_the_end_of_that_day():
    assert project().date_of(0.01) == date(2026, 9, 7)
    assert project().date_of(0.21) == date(2026, 9, 8)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rows": []}, "no feature: give a row"),
        ({"rows": [("web", 1, 1), ("web", 2, 2)]}, "'web' stands twice"),
        ({"rows": [("web", 0, 1)]}, "'web' needs an effort above 0"),
        ({"rows": [("web", 1, 1, "nice")]}, "'web' is 'nice': use must, planned, asked"),
        ({"team": 0}, "team is 0: give 1 to 30"),
        ({"wanted": "2026-09-01"}, "wanted is 2026-09-01: give a day after the start"),
        ({"start": "7 Sept"}, "'7 Sept' is not a date: write year-month-day"),
        ({"budget": 0}, "budget is 0"),
        ({"week_cost": -1}, "week_cost is -1"),
    ],
)
def test_a_project_that_cannot_be_is_refused_with_the_remedy(changes, message):
    with pytest.raises(ProjectError, match=message):
        project(**changes)
