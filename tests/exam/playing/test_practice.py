"""What a practice draws, and what a session came to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synthetic_bank import synthetic_bank

from tpmlab.errors import TpmlabError
from tpmlab.exam.outlines.loading import load_outline
from tpmlab.exam.playing.practice import practice_sheet
from tpmlab.exam.playing.results import Count, summarise_session
from tpmlab.exam.playing.session_state import Judged

BANK = synthetic_bank(120)


@given(st.integers(1, 200), st.integers(0, 10**6))
def test_a_draw_has_each_item_once_and_keeps_cases_together(count, seed):
    names = practice_sheet(BANK.items, count, seed).items
    assert len(names) == len(set(names)) == min(count, len(BANK))
    cases = [BANK.item(name).case for name in names]
    runs = [case for case, before in zip(cases, [None, *cases], strict=False) if case != before]
    met = [case for case in runs if case]
    assert len(met) == len(set(met)), "a case came back after another item"


def test_the_same_seed_draws_the_same_and_another_seed_another():
    first = practice_sheet(BANK.items, 10, 1)
    assert first == practice_sheet(BANK.items, 10, 1)
    assert first.items != practice_sheet(BANK.items, 10, 2).items
    assert (first.mode, first.seed, first.minutes) == ("study", 1, None)


def test_a_task_or_a_domain_narrows_the_draw():
    names = practice_sheet(BANK.items, 50, 1, task="business").items
    assert {BANK.item(name).domain for name in names} == {"business"}
    names = practice_sheet(BANK.items, 50, 1, task="business.3").items
    assert {BANK.item(name).task for name in names} == {"business.3"}
    with pytest.raises(TpmlabError, match=r"No item counts for 'busines'.*business\.1"):
        practice_sheet(BANK.items, 5, 1, task="busines")


RESULTS = [
    Judged("a", (1,), True, "guess", 40),
    Judged("b", (0,), False, "sure", 100),
    Judged("c", (2,), True, "sure", 60),
    Judged("d", (), False, None, 20),
    Judged("e", (2,), True, None, 50),
]
TASKS = {"a": "people.1", "b": "people.2", "c": "business.3", "d": "business.3", "e": "people.1"}


def test_results_are_counts_by_domain_task_and_confidence():
    outline = load_outline("pmp-2026")
    found = summarise_session(RESULTS, TASKS, ["c"], outline, unanswered_count=True)
    assert found.total == Count("all", 3, 5)
    assert found.domains == (Count("People", 2, 3), Count("Business Environment", 1, 2))
    assert [(c.name.split()[0], c.right, c.of) for c in found.tasks] == [
        ("people.1", 2, 2),
        ("people.2", 0, 1),
        ("business.3", 1, 2),
    ]
    assert found.confidence == (Count("sure", 1, 2), Count("guess", 1, 1))
    assert (found.seconds, [each.item for each in found.slowest]) == (270, ["b", "c", "e"])
    assert [(each.judged.item, each.reason) for each in found.again] == [
        ("a", "right, as a guess"),
        ("b", "not right"),
        ("c", "right, flagged"),
        ("d", "not answered"),
    ]


def test_in_practice_an_open_item_is_not_counted():
    outline = load_outline("pmp-2026")
    found = summarise_session(RESULTS, TASKS, [], outline, unanswered_count=False)
    assert found.total == Count("all", 3, 4)
    assert "d" not in [each.judged.item for each in found.again]
