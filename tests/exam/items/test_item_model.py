"""Items of an outline and case sets: what they answer, and every rule broken once."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tpmlab.content import parse_yaml
from tpmlab.errors import ContentError
from tpmlab.exam.items.files import CaseSet, ItemFile
from tpmlab.exam.items.model import HotspotItem, MultipleItem, SingleItem

WRONG = [
    {
        "text": "Send it to the director",
        "misconception": "escalate-before-acting",
        "why": "No size.",
    },
    {"text": "Take it into the sprint", "misconception": "yes-without-price", "why": "No price."},
    {"text": "Enter it as a risk", "misconception": "risk-equals-issue", "why": "It has happened."},
]
KEY = {"text": "Have it sized", "key": True, "why": "The size decides the route."}
SINGLE: dict[str, Any] = {
    "id": "fields-by-friday",
    "outline": "pmp-2026",
    "task": "business.3",
    "approach": "hybrid",
    "type": "single",
    "level": "analyse",
    "stem": "The lead asks for fields by Friday.",
    "lead": "What comes first?",
    "options": [WRONG[0], KEY, *WRONG[1:]],
    "principle": "Size a change first.",
}
BURNUP = {
    "kind": "burnup", "title": "Release 2", "unit": "points", "period": "sprint",
    "scope": [160, 160, 204], "done": [0, 24, 51],
}  # fmt: skip
CASE: dict[str, Any] = {
    "id": "portal",
    "outline": "pmp-2026",
    "type": "case",
    "approach": "agile",
    "stem": "A portal is built in sprints.",
    "exhibit": BURNUP,
    "items": [
        {k: v for k, v in SINGLE.items() if k not in {"outline", "approach", "stem"}} | {"id": f"portal-{n}"}
        for n in range(3)
    ],
}  # fmt: skip


def read(document: dict[str, Any]) -> ItemFile:
    return ItemFile.model_validate(document)


def changed(document: dict[str, Any], **changes: Any) -> dict[str, Any]:
    made = copy.deepcopy(document) | changes
    return {name: value for name, value in made.items() if value is not None}


def test_a_single_item_knows_place_key_and_what_an_answer_shows():
    item = read(SINGLE).root
    assert isinstance(item, SingleItem)
    assert item.right_answer() == (1,)
    assert item.is_right((1,))
    assert item.held((2,)) == ("yes-without-price",)
    assert item.held((1,)) == ()
    assert item.problem(()) == "Choose an option first."
    assert item.problem((0, 1)) == "Choose one option."
    assert item.problem((4,)) == "Options are numbered 0 to 3."
    assert item.problem((3,)) is None
    assert (item.domain, item.label) == ("business", "pmp-2026:fields-by-friday")
    assert str(item.file) == "content/exam/items/pmp-2026/fields-by-friday.yaml"
    assert item.scenario == "The lead asks for fields by Friday."
    assert item.misconceptions == (
        "escalate-before-acting",
        "yes-without-price",
        "risk-equals-issue",
    )


def test_a_multiple_item_counts_and_takes_any_order():
    options = [KEY, KEY | {"text": "Tell the owner"}, *WRONG]
    item = read(changed(SINGLE, type="multiple", choose=2, options=options)).root
    assert isinstance(item, MultipleItem)
    assert item.is_right([1, 0])
    assert item.problem([1]) == "Choose 2 options; 1 are chosen."
    assert item.held((0, 4)) == ("risk-equals-issue",)


def test_a_hotspot_points_at_regions_of_its_exhibit():
    regions = ["scope-1", "scope-2", "done-2"]
    options = [
        option | {"region": region}
        for option, region in zip([KEY, *WRONG[:2]], regions, strict=True)
    ]
    item = read(changed(SINGLE, type="hotspot", exhibit=BURNUP, options=options)).root
    assert isinstance(item, HotspotItem)
    assert item.right_answer() == (0,)
    with pytest.raises(ValueError, match=r"no region 'scope-9'; closest are scope-"):
        read(
            changed(
                SINGLE,
                type="hotspot",
                exhibit=BURNUP,
                options=[KEY | {"region": "scope-9"}, *options[1:]],
            )
        )
    with pytest.raises(ValueError, match="a hotspot item needs an exhibit to point at"):
        read(changed(SINGLE, type="hotspot", options=options))
    with pytest.raises(ValueError, match="two regions say 'scope-1'"):
        read(
            changed(
                SINGLE,
                type="hotspot",
                exhibit=BURNUP,
                options=[options[0], options[1] | {"region": "scope-1"}, options[2]],
            )
        )
    with pytest.raises(ValueError, match="names no region; add 'region: NAME'"):
        read(changed(SINGLE, type="hotspot", exhibit=BURNUP, options=[KEY, *options[1:]]))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"outline": None}, "names neither 'lesson' nor 'outline'; add one"),
        ({"lesson": "scrum"}, "names both 'lesson' and 'outline'; keep one"),
        ({"task": None}, "'task' is missing; add it"),
        ({"approach": None}, "'approach' is missing; add it"),
        ({"lead": None}, "'lead' is missing; add it"),
        ({"lead": "Do it first."}, "asks nothing; end it with '\\?'"),
        ({"stem": ""}, "'stem' is empty; write what the reader has to know"),
        ({"use": "quiz", "objective": "x"}, "an outline's item has no 'use'; remove it"),
        ({"twin": "fields-by-friday"}, "the item is its own twin"),
        ({"case": "portal"}, "an item of its own has no 'case'; remove it"),
        ({"options": [KEY, *WRONG, WRONG[0] | {"text": "Wait"}]}, "5 options; a single item of an outline has 3 or 4"),
        ({"options": [KEY | {"region": "x"}, *WRONG]}, "'region' is for hotspot items; remove it"),
        ({"type": "multiple", "choose": 2, "options": [KEY, KEY | {"text": "B"}, *WRONG[:2]]}, "has 5 or 6"),
        ({"type": "quiz"}, "'type' is 'quiz'; write 'type: single', .* or 'type: case'"),
        ({"exhibit": {"kind": "pie"}}, "'pie' is no kind of exhibit"),
        ({"log": [{"on": "soon", "step": "written", "found": "x"}]}, "valid date"),
    ],
)  # fmt: skip
def test_a_rule_is_broken(changes, message):
    with pytest.raises(ValueError, match=message):
        read(changed(SINGLE, **changes))


def test_a_lesson_s_item_has_nothing_of_an_exam():
    lesson = {
        "lesson": "scrum",
        "outline": None,
        "use": "prediction",
        "task": None,
        "approach": None,
    }
    assert read(changed(SINGLE, **lesson, lead=None)).root.label == "scrum:fields-by-friday"
    with pytest.raises(ValueError, match="a lesson's item has no 'lead'; remove it"):
        read(changed(SINGLE, **lesson))
    with pytest.raises(ValueError, match="'use' is missing; write 'use: quiz'"):
        read(changed(SINGLE, **lesson | {"use": None}, lead=None))


def test_a_case_set_shares_situation_approach_and_exhibit():
    case = read(CASE).root
    assert isinstance(case, CaseSet)
    first, *_ = read(CASE).items
    assert first.case == "portal"
    assert first.scenario == first.situation == "A portal is built in sprints."
    assert (first.stem, first.approach, first.outline) == ("", "agile", "pmp-2026")
    assert first.exhibit == case.exhibit is not None
    assert first.file.name == "portal.yaml"
    own = changed(
        CASE,
        items=[
            CASE["items"][0] | {"stem": "8 are left.", "approach": "hybrid"},
            *CASE["items"][1:],
        ],
    )
    assert read(own).items[0].scenario == "A portal is built in sprints.\n\n8 are left."
    assert read(own).items[0].approach == "hybrid"


@pytest.mark.parametrize(
    ("items", "message"),
    [
        (CASE["items"][:2], "at least 3 items"),
        ([*CASE["items"][:2], {"type": "case"}], "item 3 of the case: 'type' is 'case'; write"),
        ([*CASE["items"][:2], "x"], "item 3 of the case: an item is a list of"),
        (
            [*CASE["items"][:2], CASE["items"][2] | {"outline": "capm"}],
            "an item of a case set has no 'outline'",
        ),
        (
            [*CASE["items"][:2], CASE["items"][2] | {"situation": "x"}],
            "an item of a case set has no 'situation'",
        ),
        ("x", "valid list"),
    ],
)
def test_a_case_set_is_refused(items, message):
    with pytest.raises(ValueError, match=message):
        read(changed(CASE, items=items))


def test_a_fault_inside_a_case_is_told_with_its_line():
    text = (
        "id: portal\noutline: pmp-2026\ntype: case\napproach: agile\nstem: A portal.\nitems:\n"
        + "".join(
            f"  - {{id: p-{n}, task: process.3, type: single, level: apply, lead: 'What?', principle: P.,\n"
            "     options: [{text: A, key: true, why: W.}, {text: B, misconception: m, why: W.}, {text: C, why: W.}]}\n"
            for n in range(3)
        )
    )
    with pytest.raises(
        ContentError, match=r"case.yaml, line 8: the wrong option 'C' names no misconception"
    ):
        parse_yaml(text, ItemFile, where="case.yaml")
