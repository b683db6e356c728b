"""Matching, ordering and gaps: answers, beliefs they show, and every rule broken once."""

from __future__ import annotations

from typing import Any

import pytest

from tpmlab.exam.items.files import ItemFile
from tpmlab.exam.items.types import MatchingItem, OrderingItem, PullDownItem
from tpmlab.exam.items.words import answer_lines, asked_lines, reason_lines

COMMON: dict[str, Any] = {
    "id": "x", "outline": "pmp-2026", "task": "process.6", "approach": "predictive",
    "level": "apply", "stem": "Three things happened.", "lead": "Which?", "principle": "P.",
}  # fmt: skip
MATCHING = COMMON | {
    "type": "matching",
    "prompts": [
        {
            "text": "Listed risk",
            "answer": "a",
            "why": "Listed.",
            "tempts": {"b": "reserves-interchangeable"},
        },
        {
            "text": "Flood",
            "answer": "b",
            "why": "Unknown.",
            "tempts": {"a": "reserves-interchangeable"},
        },
        {"text": "New report", "answer": "c", "why": "New.", "tempts": {"a": "yes-without-price"}},
    ],
    "choices": {"a": "Contingency", "b": "Management reserve", "c": "A change", "d": "Overtime"},
}
ORDERING = COMMON | {
    "type": "ordering",
    "steps": [{"text": f"Step {n}", "why": f"W{n}."} for n in range(1, 5)],
    "shown": [3, 1, 4, 2],
    "slips": [
        {"put": 3, "before": 2, "misconception": "accept-change-without-analysis", "why": "Blind."},
        {"put": 4, "before": 3, "misconception": "approved-means-done", "why": "A wish."},
    ],
}
GAP = [
    {"text": "the director", "key": True, "why": "Limit."},
    {"text": "the owner", "misconception": "agile-has-no-change-control", "why": "Price."},
    {"text": "the team", "misconception": "gaps-add-up", "why": "No."},
]
PULL_DOWN = COMMON | {
    "type": "pull-down",
    "sentence": "It goes to {who} with {what}.",
    "gaps": {"who": GAP, "what": [GAP[1], GAP[0], GAP[2]]},
}


def read(document: dict[str, Any]) -> Any:
    return ItemFile.model_validate(document).root


def test_matching_gives_a_choice_for_each_prompt():
    item = read(MATCHING)
    assert isinstance(item, MatchingItem)
    assert item.right_answer() == (0, 1, 2)
    assert item.is_right((0, 1, 2))
    assert item.held((1, 0, 3)) == ("reserves-interchangeable",)
    assert item.held((3, 1, 0)) == ("yes-without-price",)
    assert item.held(()) == ()
    assert item.problem((0, -1, 2)) == "Choose for prompt 2 of 3 first."
    assert item.problem((0, 1)) == "Give one choice for each prompt: 3, not 2."
    assert item.problem((0, 1, 4)) == "Choices for prompt 3 are numbered 0 to 3."
    assert answer_lines(item, (0, -1, 2))[:2] == ["Listed risk: Contingency", "Flood: …"]


def test_ordering_gives_the_steps_in_the_order_chosen():
    item = read(ORDERING)
    assert isinstance(item, OrderingItem)
    assert item.offered == (2, 0, 3, 1)
    assert item.right_answer() == (0, 1, 2, 3)
    assert item.held((0, 2, 1, 3)) == ("accept-change-without-analysis",)
    assert item.held((0, 1, 3, 2)) == ("approved-means-done",)
    assert item.held((3, 2, 1, 0)) == ("accept-change-without-analysis", "approved-means-done")
    assert item.held((0, 1)) == ()
    assert item.problem((0, 1, 2)) == "Put all 4 steps in order, each of them once."
    assert item.problem((0, 0, 1, 2)) is not None
    assert answer_lines(item, (1, 0, 2, 3))[0] == "1. Step 2"


def test_pull_down_gives_an_option_for_each_gap():
    item = read(PULL_DOWN)
    assert isinstance(item, PullDownItem)
    assert item.parts == ("It goes to ", " with ", ".")
    assert item.right_answer() == (0, 1)
    assert item.held((1, 2)) == ("agile-has-no-change-control", "gaps-add-up")
    assert item.problem((0, -1)) == "Choose for gap 2 of 2 first."
    assert answer_lines(item, (0, -1)) == ["It goes to the director with …."]
    ends = read(PULL_DOWN | {"sentence": "To {who} with {what}"})
    assert ends.parts == ("To ", " with ", "")
    assert ends.filled(["A", "B"]) == "To A with B"


@pytest.mark.parametrize("document", [MATCHING, ORDERING, PULL_DOWN])
def test_every_part_is_told_in_words(document):
    item = read(document)
    told = "\n".join([*asked_lines(item), *reason_lines(item)])
    assert all(name in told for name in item.misconceptions)
    assert len(answer_lines(item, item.right_answer())) in (1, 3, 4)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (MATCHING | {"choices": {"a": "A", "b": "B", "c": "C"}}, "the last pair gives itself away"),
        (MATCHING | {"choices": {"a": "A", "b": "B"}}, "prompt 3 names 'c', which is no choice; use a, b"),
        (MATCHING | {"choices": {"a": "A", "b": "a ", "c": "C", "d": "D"}}, "two choices say 'a'"),
        (MATCHING | {"prompts": [MATCHING["prompts"][0] | {"tempts": {"a": "x"}}, *MATCHING["prompts"][1:]]},
         "prompt 1 is tempted by its own answer 'a'"),
        (MATCHING | {"prompts": [MATCHING["prompts"][0] | {"tempts": {}}, *MATCHING["prompts"][1:]]}, "at least 1 item"),
        (ORDERING | {"shown": [1, 2, 3, 4]}, "'shown' is the right order already"),
        (ORDERING | {"shown": [1, 2, 3, 3]}, "give each of 1 to 4 once"),
        (ORDERING | {"slips": [ORDERING["slips"][0] | {"put": 5}]}, "puts step 5 and there are 4 steps"),
        (ORDERING | {"slips": [ORDERING["slips"][0] | {"before": 3}]}, "putting step 3 before step 3 is no mistake"),
        (ORDERING | {"slips": []}, "at least 1 item"),
        (PULL_DOWN | {"sentence": "It goes to {what} with {who}."}, "gaps 'what', 'who' and 'gaps' has 'who', 'what'"),
        (PULL_DOWN | {"sentence": "It goes to {who"}, "a brace without its pair"),
        (PULL_DOWN | {"sentence": "It goes."}, "the gaps none and"),
        (PULL_DOWN | {"gaps": {"who": GAP, "what": GAP[:2]}}, "the gap 'what' has 2 options; give 3 or 4"),
        (PULL_DOWN | {"gaps": {"who": GAP, "what": [GAP[1], GAP[1] | {"text": "B"}, GAP[2]]}}, "the gap 'what' has exactly one"),
        (PULL_DOWN | {"gaps": {"who": GAP, "what": [GAP[0] | {"region": "r"}, *GAP[1:]]}}, "'region' is for hotspot"),
        (PULL_DOWN | {"gaps": {"who": GAP}}, "at least 2 items"),
    ],
)  # fmt: skip
def test_a_rule_is_broken(document, message):
    with pytest.raises(ValueError, match=message):
        read(document)
