"""Triage: an order that follows the rule, a line where the days end, nothing changed or lost."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.security import SecurityError, triage

FINDINGS = pd.DataFrame(
    {
        "id": ["a", "b", "c", "d"],
        "score": [9.8, 7.5, 9.8, 5.3],
        "exploited": [False, True, False, True],
        "days": [3.0, 2.0, 4.0, 1.0],
    }
)
rows = st.lists(
    st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 9)), min_size=1, max_size=20
)


def test_the_rule_is_read_from_left_to_right():
    assert triage(FINDINGS, ["exploited", "score"], 6)["id"].tolist() == ["b", "d", "a", "c"]
    assert triage(FINDINGS, ["score", "exploited"], 6)["id"].tolist() == ["a", "c", "b", "d"]
    assert triage(FINDINGS, "score", 6)["id"].tolist() == ["a", "c", "b", "d"]


def test_the_line_is_drawn_where_the_days_end():
    ordered = triage(FINDINGS, ["exploited", "score"], 6)
    assert ordered["days_used"].tolist() == [2, 3, 6, 10]
    assert ordered["in_time"].tolist() == [True, True, True, False]
    assert not triage(FINDINGS, "score", 2.9)["in_time"].any()  # nothing smaller is let past


def test_tenths_of_days_add_up():
    tenths = pd.DataFrame({"score": [3, 2, 1], "days": [0.1, 0.1, 0.1]})
    assert triage(tenths, "score", 0.3)["in_time"].all()


@given(rows, st.integers(0, 60))
def test_nothing_is_lost_and_the_table_handed_in_stays_as_it_was(entries, capacity):
    table = pd.DataFrame(entries, columns=["score", "exploited", "days"])
    before = table.copy()
    ordered = triage(table, ["exploited", "score"], capacity)
    pd.testing.assert_frame_equal(table, before)
    pd.testing.assert_frame_equal(ordered[before.columns].sort_index(), before)
    keys = list(zip(ordered["exploited"], ordered["score"], strict=True))
    assert keys == sorted(keys, reverse=True)
    assert ordered.loc[ordered["in_time"], "days"].sum() <= capacity
    assert ordered["in_time"].tolist() == sorted(ordered["in_time"], reverse=True)


@pytest.mark.parametrize(
    ("by", "capacity", "problem"),
    [
        ([], 5, "rule is empty"),
        (["epss"], 5, "no column 'epss'"),
        (["id"], 5, "no number"),
        (["score"], -1, "capacity is -1"),
    ],
)
def test_what_cannot_be_sorted_is_named(by, capacity, problem):
    with pytest.raises(SecurityError, match=problem):
        triage(FINDINGS, by, capacity)
