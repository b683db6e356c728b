"""Pacing rules on exams whose end can be worked out by hand, then what holds for any candidate."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.errors import TpmlabError
from tpmlab.exam.study.pacing import PACINGS, Candidate, pacing_table

ALIKE = Candidate(seconds=100, spread=0, chance=0.75)


def test_ten_items_of_100_seconds_in_ten_minutes():
    table = pacing_table(ALIKE, items=10, minutes=10, runs=1)
    to_the_end = table.loc["each to its end"]
    assert to_the_end["right"] == pytest.approx(6 * 0.75)
    assert to_the_end["unread"] == 4
    capped = table.loc["80 seconds and no more"]  # 7 items of 80 s, then 34 s, then two letters
    shares = [0.8] * 7 + [0.36]
    assert capped["right"] == pytest.approx(sum(0.25 + 0.5 * share for share in shares) + 2 * 0.25)
    assert capped["unread"] == 2


def test_who_has_time_enough_gains_nothing_by_a_rule_but_loses_by_a_low_cap():
    right = pacing_table(ALIKE, items=10, minutes=40, runs=1)["right"]
    assert right["each to its end"] == right["two minutes, flag, come back"] == 7.5
    assert right["80 seconds and no more"] == pytest.approx(10 * (0.25 + 0.5 * 0.8))


def test_coming_back_costs_its_reading():
    slow = Candidate(seconds=150, spread=0, chance=0.75, again=15)
    right = pacing_table(slow, items=4, minutes=9, runs=1)["right"]
    # four times 120 s leave 60 s: the first gets its 30 s after 15 s of reading; 15 s are left
    assert right["two minutes, flag, come back"] == pytest.approx(0.75 + 3 * (0.25 + 0.5 * 0.8))


def test_without_credit_for_half_the_time_a_cut_off_item_is_a_guess_and_the_cap_loses():
    sitter = Candidate(seconds=100, spread=0, chance=0.75, partial=0)
    capped = pacing_table(sitter, items=10, minutes=40, runs=1).loc["80 seconds and no more"]
    assert capped["right"] == pytest.approx(10 * 0.25)
    right = pacing_table(Candidate(partial=0), runs=100)["right"]
    assert right["two minutes, flag, come back"] < right["each to its end, letters at the end"]


@settings(max_examples=25, deadline=None)
@given(
    seconds=st.floats(40, 200), chance=st.floats(0.3, 1), minutes=st.floats(5, 120), seed=st.integers(0, 99)
)  # fmt: skip
def test_letters_never_cost_and_nobody_beats_full_time(seconds, chance, minutes, seed):
    sitter = Candidate(seconds=seconds, chance=chance)
    table = pacing_table(sitter, items=20, minutes=minutes, runs=1, seed=seed)
    assert set(table.index) == set(PACINGS)
    assert table["right"].max() <= 20 * chance + 1e-9
    assert (table["minutes left"] >= -1e-9).all()
    full = table.loc["each to its end"]
    assert table.loc["each to its end, letters at the end", "right"] >= full["right"] - 1e-9
    if full["minutes left"] > 0:
        assert full["right"] == pytest.approx(20 * chance)


@pytest.mark.parametrize("wrong", [{"items": 0}, {"minutes": 0}, {"runs": 0}])
def test_an_exam_of_nothing_is_refused(wrong):
    with pytest.raises(TpmlabError, match="raise what is zero"):
        pacing_table(**wrong)
