"""Scores and orders of a backlog: published figures, and every order tried."""

from __future__ import annotations

from itertools import permutations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.prioritise import PrioritiseError, cheapest_order, delay_cost, moscow, rice, wsjf

# Smith, W. E. (1956), Naval Research Logistics Quarterly 3, for the rule; numbers our own,
# confirmed by pricing all 5,040 orders
SEVEN = pd.DataFrame(
    {"cost_of_delay": [8, 3, 9, 4, 10, 1, 7], "duration": [5, 2, 3, 8, 10, 1, 4]},
    index=list("abcdefg"),
)


def test_wsjf_of_two_tasks():
    """Worked example at beginpm.com, "What is WSJF in agile"; both orders priced."""
    jobs = pd.DataFrame(
        {"value": [100, 80], "time_criticality": [50, 30], "risk_reduction": [20, 10],
         "size": [10, 5]},
        index=["A", "B"],
    )  # fmt: skip
    ranked = wsjf(jobs)
    assert ranked["cost_of_delay"].to_dict() == {"A": 170, "B": 120}
    assert ranked["wsjf"].to_dict() == {"A": 17, "B": 24}
    assert list(ranked.index) == ["B", "A"]
    priced = ranked.assign(duration=ranked["size"])
    assert (delay_cost(priced, ["B", "A"]), delay_cost(priced, ["A", "B"])) == (3150, 3500)


def test_ties_share_a_rank_and_keep_their_order():
    """Own numbers: four features, two of them tied."""
    jobs = pd.DataFrame(
        {"value": [8, 13, 5, 3], "time_criticality": [5, 8, 13, 2], "risk_reduction": [3, 5, 8, 8],
         "size": [8, 13, 5, 2]},
        index=["F1", "F2", "F3", "F4"],
    )  # fmt: skip
    ranked = wsjf(jobs)
    assert ranked["wsjf"].to_dict() == pytest.approx({"F4": 6.5, "F3": 5.2, "F1": 2, "F2": 2})
    assert list(ranked.index) == ["F4", "F3", "F1", "F2"]
    assert ranked["rank"].to_dict() == {"F4": 1, "F3": 2, "F1": 3, "F2": 3}


def test_the_ratio_rule_finds_the_cheapest_of_all_orders():
    order = cheapest_order(SEVEN)
    assert order == ["c", "g", "a", "b", "e", "f", "d"]  # e and f tie
    prices = [delay_cost(SEVEN, way) for way in permutations(SEVEN.index)]
    assert delay_cost(SEVEN, order) == min(prices) == 611
    assert max(prices) == 1009


def test_what_other_rules_cost():
    shortest = list(SEVEN.sort_values("duration", kind="stable").index)
    dearest = list(SEVEN.sort_values("cost_of_delay", ascending=False, kind="stable").index)
    assert (delay_cost(SEVEN), delay_cost(SEVEN, shortest)) == (763, 676)
    assert delay_cost(SEVEN, dearest) == 764


jobs_tables = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 9)), min_size=1, max_size=6
).map(lambda rows: pd.DataFrame(rows, columns=["cost_of_delay", "duration"]))


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(jobs_tables)
def test_no_order_is_cheaper(jobs):
    best = min(delay_cost(jobs, way) for way in permutations(jobs.index))
    assert delay_cost(jobs, cheapest_order(jobs)) == pytest.approx(best)


def test_an_order_must_name_every_job_once():
    for order in (["a"], ["a"] * 7, list("abcdefx")):
        with pytest.raises(PrioritiseError, match="name each job once"):
            delay_cost(SEVEN, order)
    with pytest.raises(PrioritiseError, match="Job 'a' is in the table twice"):
        cheapest_order(pd.concat([SEVEN, SEVEN]))


def test_rice_prefers_reach_for_little_effort():
    """Formula of McBride (2016), Intercom; numbers our own."""
    ideas = pd.DataFrame(
        {"reach": [500, 2000], "impact": [3, 1], "confidence": [1.0, 0.5], "effort": [2, 4]},
        index=["sso", "themes"],
    )
    assert rice(ideas)["rice"].to_dict() == {"sso": 750, "themes": 250}
    with pytest.raises(PrioritiseError, match="'confidence' holds 80 in place 1"):
        rice(ideas.assign(confidence=[80, 50]))


BACKLOG = pd.DataFrame(
    {"priority": ["should", "must", "could", "must", "wont"], "effort": [5, 8, 3, 6, 1]},
    index=["export", "login", "themes", "audit", "blockchain"],
)


def test_moscow_gives_capacity_to_musts_first():
    plan = moscow(BACKLOG, capacity=22)
    assert plan.table["fits"].to_dict() == {
        "login": True, "audit": True, "export": True, "themes": True, "blockchain": False,
    }  # fmt: skip
    assert plan.musts_fit
    assert not plan.musts_safe
    assert plan.shares == pytest.approx(
        {"must": 14 / 22, "should": 5 / 22, "could": 3 / 22, "wont": 1 / 22}
    )


def test_when_a_must_does_not_fit_nothing_below_it_does():
    plan = moscow(BACKLOG, capacity=12)
    assert not plan.musts_fit
    assert plan.table["fits"].to_dict() == {
        "login": True, "audit": False, "export": False, "themes": False, "blockchain": False,
    }  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["must", "should", "could", "wont"]), st.floats(0, 20)),
        min_size=1,
        max_size=10,
    ),
    st.floats(1, 60),
)
def test_what_fits_never_exceeds_the_capacity(rows, capacity):
    plan = moscow(pd.DataFrame(rows, columns=["priority", "effort"]), capacity)
    fitting = plan.table[plan.table["fits"]]
    assert fitting["effort"].sum() <= capacity * (1 + 1e-9)
    assert not (fitting["priority"] == "wont").any()
    if not plan.musts_fit:
        assert (fitting["priority"] == "must").all()


def test_an_unknown_class_names_the_item():
    with pytest.raises(PrioritiseError, match="priority of 'a' is 'nice'; use one of 'must'"):
        moscow(pd.DataFrame({"priority": ["nice"], "effort": [1]}, index=["a"]), 10)
    with pytest.raises(PrioritiseError, match="no column 'priority'"):
        moscow(pd.DataFrame({"effort": [1]}), 10)
