"""From a plan and reported progress to PV, EV, AC and the S-curve."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.earned_value import (
    EarnedValueError,
    Status,
    earned_fraction,
    milestone_fraction,
    planned_value,
    s_curve,
    task_values,
)

WORK = pd.DataFrame(
    {
        "start": [0, 5, 5, 15],
        "finish": [5, 15, 8, 15],
        "budget": [1000, 4000, 600, 200],
        "actual_cost": [1200, 900, 0, 0],
        "progress": [1.0, 0.2, 0.0, 0.0],
        "rule": ["0/100", "percent", "50/50", "0/100"],
    },
    index=["spec", "build", "docs", "launch"],
)


def test_values_of_every_task_on_day_ten():
    values = task_values(WORK, at=10)
    assert values["pv"].to_dict() == {"spec": 1000, "build": 2000, "docs": 600, "launch": 0}
    assert values["ev"].to_dict() == {"spec": 1000, "build": 800, "docs": 0, "launch": 0}
    assert values.loc["build", ["cv", "sv"]].tolist() == [-100, -1200]
    assert Status.from_table(values) == Status(pv=3600, ev=1800, ac=2100, bac=5800)


def test_a_milestone_is_planned_from_its_date_on():
    assert task_values(WORK, at=14.9).loc["launch", "pv"] == 0
    assert task_values(WORK, at=15).loc["launch", "pv"] == 200


@pytest.mark.parametrize(
    ("rule", "fractions"),
    [
        ("0/100", [0, 0, 0, 1]),
        ("50/50", [0, 0.5, 0.5, 1]),
        ("25/75", [0, 0.25, 0.25, 1]),
        ("percent", [0, 0.01, 0.9, 1]),
    ],
)
def test_earning_rules(rule, fractions):
    assert [earned_fraction(rule, done) for done in (0, 0.01, 0.9, 1)] == fractions


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0.1, 100), st.booleans()), min_size=1, max_size=8))
def test_milestones_earn_their_share_of_weight(parts):
    weights, reached = zip(*parts, strict=True)
    expected = sum(weight for weight, done in parts if done) / sum(weights)
    assert milestone_fraction(weights, reached) == pytest.approx(expected)
    assert milestone_fraction(weights, [True] * len(parts)) == 1


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 50), st.floats(0, 50), st.floats(0, 1000)), min_size=1, max_size=6
    )
)
def test_the_planned_curve_never_falls_and_ends_at_the_budget(rows):
    work = pd.DataFrame(rows, columns=["start", "length", "budget"])
    work["finish"] = work["start"] + work["length"]
    curve = planned_value(work, np.linspace(0, 101, 60))
    assert (np.diff(curve) >= -1e-9).all()
    assert curve[-1] == pytest.approx(work["budget"].sum())


def test_the_s_curve_stops_where_knowledge_does():
    table = s_curve([40, 100, 160, 240, 320], ev=[30, 80, 130], ac=[40, 100, 150])
    assert table["pv"].tolist() == [0, 40, 100, 160, 240, 320]
    assert table["ev"].isna().tolist() == [False] * 4 + [True] * 2
    assert table.loc[3, ["cpi", "spi"]].tolist() == pytest.approx([130 / 150, 130 / 160])
    assert table.loc[3, "spi_t"] == pytest.approx(2.5 / 3)
    assert np.isnan(table.loc[0, "cpi"])


def test_a_late_project_runs_past_the_planned_curve():
    table = s_curve([50, 100], ev=[20, 60, 90], ac=[20, 60, 95])
    assert table["pv"].tolist() == [0, 50, 100, 100]
    assert table.loc[3, "spi_t"] == pytest.approx(1.8 / 3)


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"finish": [5, 3, 8, 15]}, "Task 'build' has a finish before its start"),
        ({"progress": [1.0, 2.0, 0, 0]}, "column 'progress' holds 2 in place 2"),
        ({"rule": ["half"] * 4}, "rule is 'half'; use one of '0/100'"),
    ],
)
def test_impossible_tasks_are_named(changed, text):
    with pytest.raises(EarnedValueError, match=text):
        task_values(WORK.assign(**changed), at=10)


def test_curves_of_different_length_are_refused():
    with pytest.raises(EarnedValueError, match="ac holds 1 numbers; give 2"):
        s_curve([10, 20], ev=[5, 10], ac=[5])
