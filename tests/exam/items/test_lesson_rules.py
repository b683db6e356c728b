"""A clean set of five items, then one flaw at a time: exactly that rule speaks."""

from __future__ import annotations

import re

import pytest

from tpmlab.exam.items.lesson_rules import lesson_findings
from tpmlab.exam.items.model import Item, MultipleItem, SingleItem

STEMS = [
    "The writer is ill for four days. What moves?",
    "Two testers are free next week. Where do they help the launch?",
    "Which link lets the manual end after the screens?",
    "On which day may the migration start at the latest?",
    "Who shares the six days between scan and report?",
]
OPTIONS = ["The release stays on its day", "The release moves by a week", "The manual waits for it"]
KEYS = [0, 1, 2, 1, 0]  # the three lengths and places take turns


def item(stem: str, options: list[str], key: int, item_id: str = "flawed") -> Item:
    return SingleItem.model_validate(
        {
            "id": item_id,
            "lesson": "float",
            "use": "quiz",
            "objective": "read-float",
            "type": "single",
            "level": "apply",
            "stem": stem,
            "options": [
                {"text": text, "why": "Seven days are free."}
                | ({"key": True} if n == key else {"misconception": "durations-add-up"})
                for n, text in enumerate(options)
            ],
            "principle": "Float belongs to the path.",
        }
    )


def clean() -> list[Item]:
    rows = zip(STEMS, KEYS, strict=True)
    return [item(stem, OPTIONS, key, f"item-{n}") for n, (stem, key) in enumerate(rows)]


def messages(items: list[Item]) -> list[str]:
    return [finding.message for finding in lesson_findings(items)]


def test_a_clean_set_is_silent():
    assert lesson_findings(clean()) == []
    assert lesson_findings([]) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([*OPTIONS[:2], OPTIONS[2] * 2], "option 3 has 46 characters where the mean is 34; bring"),
        (["Always moves by just one day", *OPTIONS[1:]], "only keys say 'always'; drop the word"),
        ([OPTIONS[0], "It moves at once by one week", OPTIONS[2]], "only wrong options say 'at on"),
        ([OPTIONS[0], OPTIONS[1], "None of the above is right"], "option 3 sums up the others"),
        (["word " * 23, "some " * 22, "more " * 22], "option 1 has 23 words; cut it to 22"),
        ([OPTIONS[0], "The release costs $500 more", OPTIONS[2]], r"'\$' starts a formula"),
    ],
)
def test_an_option_that_gives_itself_away(options, message):
    (found,) = messages([item("What moves now?", options, 0)])
    assert re.match(message, found)


@pytest.mark.parametrize(
    ("stem", "message"),
    [
        ("Which task is NOT critical?", "the stem asks for what is not so"),
        ("Where is the float? " * 23, "the stem has 92 words; cut it to 90"),
    ],
)
def test_a_stem_that_is_hard_to_read(stem, message):
    (found,) = messages([item(stem, OPTIONS, 0)])
    assert found.startswith(message)


def test_an_absolute_on_both_sides_is_no_cue():
    options = ["Always moves by just one day", "Never moves by any one day", OPTIONS[2]]
    assert messages([item("What moves now?", options, 0)]) == []


def test_short_options_may_differ_by_a_word():
    assert messages([item("How long?", ["4 days", "Eleven days", "None"], 1)]) == []


def test_markdown_marks_are_no_length():
    options = [
        "The `web` task ends on day 9",
        "The *web* task ends on day 8",
        "The web task ends then",
    ]
    assert messages([item("What ends?", options, 2)]) == []


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ([2, 2, 2, 0, 1], "the key is option 3 in 3 of 5 items, where 2 would be chance"),
        ([0, 0, 1, 0, 1], "the key is the longest option in 3 of 5 items"),
    ],
)
def test_keys_that_share_a_trait_too_often(keys, message):
    rows = zip(STEMS, keys, strict=True)
    items = [item(stem, OPTIONS, key, f"item-{n}") for n, (stem, key) in enumerate(rows)]
    assert any(found.startswith(message) for found in messages(items))


def test_the_shortest_key_is_a_trait_too():
    places = [2, 0, 1, 2, 0]  # the shortest text wanders, and is the key each time
    items = []
    for n, (stem, place) in enumerate(zip(STEMS, places, strict=True)):
        options = OPTIONS[:2]
        options.insert(place, OPTIONS[2])
        items.append(item(stem, options, place, f"item-{n}"))
    (found,) = messages(items)
    assert found.startswith("the key is the shortest option in 5 of 5 items")


def test_a_rate_names_the_folder_and_the_items():
    items = [item(stem, OPTIONS, 2, f"item-{n}") for n, stem in enumerate(STEMS)]
    finding = lesson_findings(items)[0]
    assert str(finding.file) == "content/exam/items/lessons/float"
    assert "'item-0', 'item-1'" in finding.message


def test_multiple_items_have_no_single_key_to_count():
    keys = {0: {"key": True}, 1: {"key": True}, 2: {"misconception": "durations-add-up"}}
    base = item(STEMS[0], OPTIONS, 0).model_dump(exclude_none=True)
    options = [{"text": text, "why": "So.", **keys[n]} for n, text in enumerate(OPTIONS)]
    items = [
        MultipleItem.model_validate(
            base | {"type": "multiple", "choose": 2, "stem": stem, "options": options}
        )
        for stem in STEMS
    ]
    assert messages(items) == []


def test_two_stems_that_ask_the_same():
    items = [*clean(), item(STEMS[0].replace("four", "five"), OPTIONS, 2, "again")]
    (finding,) = lesson_findings(items)
    assert str(finding).startswith("content/exam/items/lessons/float/again.yaml: the stem shares")
    assert "'item-0'" in finding.message
