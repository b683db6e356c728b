"""Every type is asked in one form and answered with a reason for each choice."""

from __future__ import annotations

import pytest
from synthetic_bank import first_of_each_type, synthetic_bank

from tpmlab.exam.playing.asking import gap_sentence, how_asked
from tpmlab.exam.playing.feedback import feedback

BANK = synthetic_bank(60)
BY_TYPE = {kind: BANK.item(name) for kind, name in first_of_each_type(BANK).items()}
KINDS = {
    "single": "one",
    "numeric": "one",
    "hotspot": "one",
    "multiple": "several",
    "matching": "each",
    "pull-down": "each",
    "ordering": "order",
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_fields_hold_every_answer_there_is(kind):
    item = BY_TYPE[kind]
    asked = how_asked(item)
    assert asked.kind == KINDS[kind]
    right = item.right_answer()
    if asked.kind == "each":
        assert len(asked.fields) == len(right)
        pairs = zip(right, asked.fields, strict=True)
        assert all(number < len(field.options) for number, field in pairs)
    else:
        assert max(right) < len(asked.fields[0].options)
    assert sorted(asked.offered) == (sorted(right) if kind == "ordering" else [])


def test_a_gap_is_named_by_the_words_before_it():
    item = BY_TYPE["pull-down"]
    assert gap_sentence(item) == "The request goes to [1] with [2]."
    labels = [field.label for field in how_asked(item).fields]
    assert labels == ["[1] after “The request goes to”", "[2] after “with”"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_right_answer_has_no_wrong_mark_and_every_choice_a_reason(kind):
    item = BY_TYPE[kind]
    said = feedback(item, item.right_answer())
    assert (said.right, said.verdict, said.principle) == (True, "Right.", item.principle)
    assert {remark.mark for remark in said.remarks} <= {"right", "other"}
    assert all(remark.why for remark in said.remarks)


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_left_open_is_told_what_would_have_been_right(kind):
    said = feedback(BY_TYPE[kind], ())
    assert (said.right, said.verdict) == (False, "Not answered.")
    marks = [remark.mark for remark in said.remarks]
    assert "missed" in marks
    assert not {"right", "wrong"} & set(marks)


def test_a_wrong_option_brings_its_belief_and_its_correction():
    item = BY_TYPE["single"]
    chosen = next(n for n, option in enumerate(item.options) if not option.key)
    remark = feedback(item, (chosen,)).remarks[chosen]
    assert remark.mark == "wrong"
    assert remark.belief
    assert remark.correction


def test_a_matching_answer_is_told_pair_by_pair():
    item = BY_TYPE["matching"]
    right = item.right_answer()
    answer = ((right[0] + 1) % 4, *right[1:])
    first, *others = feedback(item, answer).remarks
    assert first.mark == "wrong"
    assert "you chose: Answer" in first.text
    assert first.belief, "the wrong choice was a tempting one"
    assert [remark.mark for remark in others] == ["right", "right"]


def test_a_wrong_order_names_places_and_slips():
    item = BY_TYPE["ordering"]
    remarks = feedback(item, (0, 2, 1, 3)).remarks
    assert [remark.mark for remark in remarks] == ["right", "wrong", "wrong", "right", "wrong"]
    assert remarks[1].text.endswith("(you put it 3.)")
    assert remarks[4].text == "Step 3 before step 2"
