import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.methods import (
    EXPERTS,
    Facts,
    Limits,
    MethodError,
    advise,
    doubt,
    experts,
    what_would_change,
)
from tpmlab.methods.choosing import FACTORS

QUIET = Facts(change=3, feedback=10, undo=1, harm=2, outside=0)


@st.composite
def facts(draw):
    values = {
        name: draw(st.integers(int(low), int(high))) if whole else draw(st.floats(low, high))
        for name, (_, low, high, whole) in FACTORS.items()
    }
    return Facts(**values)


@pytest.mark.parametrize(
    ("changed", "method"),
    [
        ({}, "plan-driven"),
        ({"change": 10}, "Scrum"),
        ({"change": 9.9}, "plan-driven"),
        ({"change": 20, "feedback": 15}, "Scrum"),
        ({"change": 20, "feedback": 15.5}, "plan-driven"),
        ({"unplanned": 40}, "Kanban"),
        ({"change": 20, "outside": 1}, "hybrid"),
        ({"change": 20, "undo": 5}, "hybrid"),
        ({"change": 20, "harm": 3}, "hybrid"),
        ({"unplanned": 60, "harm": 4}, "hybrid"),
    ],
)
def test_the_answer_follows_the_two_questions(changed, method):
    assert advise(Facts(**{**vars(QUIET), **changed})).method == method


@pytest.mark.parametrize("change", [-1, float("nan"), "ten"])
def test_a_limit_that_is_none_is_refused(change):
    with pytest.raises(MethodError, match="the limit of change"):
        Limits(change=change)


def test_limits_may_come_out_of_an_array():
    limits = Limits(change=np.float64(2), unplanned=np.float64(50))
    assert advise(QUIET, limits).method == "Scrum"


def test_each_reason_holds_a_fact_against_its_limit():
    table = advise(Facts(change=20, feedback=5, undo=8, harm=2, outside=0)).table()
    assert list(table.loc["undo", ["value", "limit", "speaks for"]]) == [8, 5, "gates"]
    assert table.loc["harm", "speaks for"] == "-"
    assert table.loc["change", "speaks for"] == "sprints"


def test_what_no_method_solves_is_said():
    slow = advise(Facts(change=30, feedback=60, undo=1, harm=1, outside=0))
    assert "sprints won't tell" in slow.cautions[0]
    wide = advise(Facts(**{**vars(QUIET), "people": 40, "overlap": 0}))
    assert "40 people" in wide.cautions[0]
    assert "0 shared hours" in wide.cautions[1]
    assert advise(QUIET).cautions == ()


@given(facts())
def test_crossing_the_limit_named_gives_the_answer_named(project):
    now = advise(project)
    for name, row in what_would_change(project).iterrows():
        if row["method"] == "the same":
            continue
        there = float(row["move to"])
        moved = {**vars(project), name: int(there) if FACTORS[name][3] else there}
        then = advise(Facts(**moved))
        assert then.method == row["method"]
        assert (then.method, then.inside) != (now.method, now.inside)


@given(facts())
def test_experts_who_part_over_nothing_agree(project):
    table = experts(project)
    middle = advise(project)
    for name in EXPERTS:
        if table.loc[name, "parts over"] == "-":
            assert table.loc[name, "method"] == middle.method


def test_doubt_counts_draws_and_keeps_its_seed():
    low, high = QUIET, Facts(**{**vars(QUIET), "change": 17})
    shares = doubt(low, high, n_trials=4000)
    assert shares["Scrum"] == pytest.approx(0.5, abs=0.03)
    pd.testing.assert_series_equal(shares, doubt(low, high, n_trials=4000))
    assert doubt(low, high, Limits(change=50)).to_dict() == {"plan-driven": 1.0}


def test_ranges_the_wrong_way_round_are_refused():
    with pytest.raises(MethodError, match="'change' runs from 17 to 3"):
        doubt(Facts(**{**vars(QUIET), "change": 17}), QUIET)


@pytest.mark.parametrize(
    ("name", "value"), [("harm", 5), ("harm", 2.5), ("change", 101), ("people", 0)]
)
def test_facts_out_of_range_are_refused(name, value):
    with pytest.raises(MethodError, match=name):
        Facts(**{**vars(QUIET), name: value})
