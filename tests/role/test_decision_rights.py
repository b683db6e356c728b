"""Gaps, fights, own work and vetoes, worked by hand; and what laying tables over each other does."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab import cases
from tpmlab.role import RoleError, combine, deciders, review_rights


def table(**rows):
    return pd.DataFrame.from_dict(rows, orient="index", columns=["sponsor", "TPM", "developers"])


def rules(frame, **options):
    return [(found.decision, found.rule) for found in review_rights(frame, **options)]


def test_one_decider_is_enough():
    assert rules(table(date=["D", "C", ""], design=["", "I", "DW"])) == []


def test_gap_fight_and_own_work():
    frame = table(date=["C", "C", ""], money=["D", "d", "I"], ready=["V", "", "D, W"])
    assert rules(frame, acceptance=["ready"]) == [
        ("date", "gap"),
        ("money", "fight"),
        ("ready", "own-work"),
    ]
    assert rules(frame)[-1] == ("money", "fight")  # doing and deciding is fine elsewhere


def test_three_vetoes_are_one_too_many():
    frame = pd.DataFrame([["D", "V", "V", "V"]], index=["date"], columns=list("abcd"))
    assert rules(frame) == [("date", "vetoes")]


def test_the_lesson_counts():
    here = cases.decision_rights()
    assert rules(here, acceptance=["go or no-go"]) == [("order of projects", "gap")]
    both = combine(here, cases.decision_rights("platform"))
    assert [rule for _, rule in rules(both)] == ["fight"] * 5
    scrum = rules(combine(here, cases.decision_rights("scrum")), acceptance=["go or no-go"])
    assert sorted(rule for _, rule in scrum) == ["fight"] * 4 + ["gap"]


cells = st.sampled_from(["", "D", "C", "DW", "W", "V"])
tables = st.lists(st.tuples(cells, cells, cells), min_size=3, max_size=3).map(
    lambda rows: pd.DataFrame(rows, index=["a", "b", "c"], columns=["x", "y", "z"])
)


@given(tables, tables)
def test_combining_closes_gaps_and_never_opens_one(first, second):
    both = combine(first, second)
    for name, who in deciders(both).items():
        assert set(who) == {*deciders(first)[name], *deciders(second)[name]}
    assert combine(both, first).equals(both)


def test_strange_letters_doubles_and_unknown_rows_are_named():
    with pytest.raises(RoleError, match="'date', TPM: 'X' is no letter"):
        review_rights(table(date=["D", "X", ""]))
    twice = pd.DataFrame({"TPM": ["D", "C"]}, index=["date", "date"])
    with pytest.raises(RoleError, match="'date' stands there twice"):
        deciders(twice)
    with pytest.raises(RoleError, match="no decision 'pay'"):
        review_rights(table(date=["D", "", ""]), acceptance=["pay"])
