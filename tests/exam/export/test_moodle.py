"""Moodle XML read as Moodle documents it: XML first, then each text as HTML."""

from __future__ import annotations

import base64

import pytest
from hostile_items import SOURCES, hostile_items, items_of
from lxml import etree, html
from synthetic_bank import synthetic_bank

from tpmlab.exam.export.moodle import moodle_quiz
from tpmlab.exam.items.markup import to_plain
from tpmlab.exam.items.model import Answer, ChoiceItem, Item
from tpmlab.exam.items.types import MatchingItem, OrderingItem, PullDownItem
from tpmlab.exam.outlines.loading import NOTICE


def quiz(items: list[Item]) -> list[etree._Element]:
    # No CDATA and no entities: what is read is what was escaped.
    tree = etree.fromstring(
        moodle_quiz(items, "PMP / people").data, etree.XMLParser(resolve_entities=False)
    )
    assert tree.tag == "quiz"
    return list(tree)


def read_html(text: str | None) -> html.HtmlElement:
    return html.fragment_fromstring(text or "", create_parent="div")


def words(text: str | None) -> str:
    return " ".join(read_html(text).text_content().split())


def said(text: str) -> str:
    return " ".join(to_plain(text).split())


def key(question: etree._Element, item: Item) -> Answer:
    """What Moodle will take for right, found in the question and named by the item's texts."""
    if isinstance(item, ChoiceItem):
        fractions = [float(answer.get("fraction", "")) for answer in question.findall("answer")]
        assert sum(each for each in fractions if each > 0) == pytest.approx(100, abs=0.001)
        return tuple(n for n, each in enumerate(fractions) if each > 0)
    if isinstance(item, MatchingItem):
        choices = [said(text) for text in item.choices.values()]
        pairs = question.findall("subquestion")
        asked = [pair for pair in pairs if words(pair.findtext("text"))]
        assert {words(pair.findtext("answer/text")) for pair in pairs} == set(choices)
        assert [words(pair.findtext("text")) for pair in asked] == [
            said(p.text) for p in item.prompts
        ]
        return tuple(choices.index(words(pair.findtext("answer/text"))) for pair in asked)
    if isinstance(item, OrderingItem):
        steps = [said(step.text) for step in item.steps]
        answers = sorted(
            question.findall("answer"), key=lambda each: float(each.get("fraction", ""))
        )
        return tuple(steps.index(words(answer.findtext("text"))) for answer in answers)
    assert isinstance(item, PullDownItem)
    options = [
        (o.findtext("group"), words(o.findtext("text"))) for o in question.findall("selectoption")
    ]
    gaps = [
        int(piece.partition("]]")[0])
        for piece in question.findtext("questiontext/text", "").split("[[")[1:]
    ]
    assert len(gaps) == len(item.gaps)
    found = []
    for number, (gap, group) in enumerate(zip(gaps, item.lists, strict=True), start=1):
        assert options[gap - 1][0] == str(number)
        found.append([said(option.text) for option in group].index(options[gap - 1][1]))
    return tuple(found)


@pytest.mark.parametrize("source", SOURCES)
def test_every_key_is_the_banks(source: str) -> None:
    items = items_of(source)
    _, *questions = quiz(items)
    assert len(questions) == len(items)
    for question, item in zip(questions, items, strict=True):
        assert question.findtext("idnumber") == item.label
        assert key(question, item) == item.right_answer()


def test_each_type_becomes_the_question_type_that_fits() -> None:
    items = list(synthetic_bank(20).items)
    _, *questions = quiz(items)
    types = {
        item.type: question.get("type") for question, item in zip(questions, items, strict=True)
    }
    assert types == {
        "single": "multichoice",
        "multiple": "multichoice",
        "numeric": "multichoice",
        "hotspot": "multichoice",
        "matching": "matching",
        "ordering": "ordering",
        "pull-down": "gapselect",
    }
    single = {
        item.type: question.findtext("single")
        for question, item in zip(questions, items, strict=True)
    }
    assert (single["single"], single["multiple"], single["numeric"]) == ("true", "false", "true")
    assert list(moodle_quiz(items, "A").lines())[1:] == [
        "Converted: 1 numeric as multichoice with one answer, the numbers of its seed.",
        "Converted: 1 hotspot as multichoice in words beside the picture.",
    ]


def test_a_wrong_choice_of_several_takes_the_mark_away() -> None:
    item = next(item for item in synthetic_bank(10).items if item.type == "multiple")
    _, question = quiz([item])
    fractions = {each.get("fraction") for each in question.findall("answer")}
    assert fractions == {"50", "-100"}


def test_reasons_stand_with_each_option_and_the_principle_at_the_end() -> None:
    item = synthetic_bank(1).items[0]
    assert isinstance(item, ChoiceItem)
    _, question = quiz([item])
    whys = [words(answer.findtext("feedback/text")) for answer in question.findall("answer")]
    assert whys == [said(option.why) for option in item.options]
    assert words(question.findtext("generalfeedback/text")).endswith(item.principle)


def test_a_picture_is_inside_with_its_words() -> None:
    item = next(item for item in synthetic_bank(20).items if item.type == "hotspot")
    assert item.exhibit is not None
    _, question = quiz([item])
    (image,) = read_html(question.findtext("questiontext/text")).iter("img")
    (file,) = question.findall("questiontext/file")
    assert image.get("src") == f"@@PLUGINFILE@@/{file.get('name')}"
    assert image.get("alt") == item.exhibit.alt
    assert base64.b64decode(file.text or "").startswith(b"\x89PNG")


def test_the_category_has_a_name_without_branches_and_the_notice() -> None:
    category, *_ = quiz(list(synthetic_bank(1).items))
    assert category.findtext("category/text") == "$course$/top/PMP // people"
    assert words(category.findtext("info/text")) == NOTICE


def test_hostile_texts_make_no_elements_gaps_or_files() -> None:
    items = hostile_items()
    _, *questions = quiz(items)
    for question, item in zip(questions, items, strict=True):
        texts = [each.text for each in question.iter("text") if each.getparent().tag != "name"]
        for text in filter(None, texts):
            tags = {each.tag for each in read_html(text).iter()}
            assert tags <= {"div", "p", "strong", "ul", "li", "img"}
        asked = question.findtext("questiontext/text") or ""
        assert asked.count("@@PLUGINFILE@@") == len(question.findall("questiontext/file"))
        assert said(item.scenario) in words(asked)
