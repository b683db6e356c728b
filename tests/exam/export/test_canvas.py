"""Canvas packages: the key as the format has it, and the same structure as text2qti writes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

import pytest
from hostile_items import SOURCES, hostile_items, items_of
from lxml import etree, html
from synthetic_bank import synthetic_bank
from text2qti.config import Config
from text2qti.qti import QTI
from text2qti.quiz import Quiz

from tpmlab.exam.export.canvas import canvas_quiz
from tpmlab.exam.items.files import ItemFile
from tpmlab.exam.items.markup import to_plain
from tpmlab.exam.items.model import ChoiceItem, Item
from tpmlab.exam.items.types import MatchingItem
from tpmlab.exam.outlines.loading import NOTICE

KNOWN = ("single", "multiple", "numeric", "matching")
SPACE = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


def archive(items: Iterable[Item]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(canvas_quiz(items, "PMP & more").data))


def questions(package: zipfile.ZipFile) -> list[etree._Element]:
    """The items of the quiz that the manifest names."""
    manifest = etree.fromstring(package.read("imsmanifest.xml"))
    (quiz,) = [e for e in manifest.iter("{*}resource") if e.get("type") == "imsqti_xmlv1p2"]
    root = etree.fromstring(package.read(quiz.find("{*}file").get("href")))
    return list(root.iter(f"{SPACE}item"))


def words(text: str | None) -> str:
    element = html.fragment_fromstring(text or "", create_parent="div")
    return " ".join(element.text_content().split())


def said(text: str) -> str:
    return " ".join(to_plain(text).split())


def material(element: etree._Element) -> str:
    text = element.find("{*}material/{*}mattext")
    return words(text.text) if text.get("texttype") == "text/html" else " ".join(text.text.split())


def right_texts(question: etree._Element) -> list[str]:
    """What scores, as texts: options, or prompts with their choices."""
    found = []
    for condition in question.iter("{*}respcondition"):
        if condition.find("{*}setvar") is None:
            continue
        for equal in condition.iter("{*}varequal"):
            if equal.getparent().tag.endswith("not"):
                continue
            (asked,) = [
                e
                for e in question.iter("{*}response_lid")
                if e.get("ident") == equal.get("respident")
            ]
            (label,) = [e for e in asked.iter("{*}response_label") if e.get("ident") == equal.text]
            prompt = f"{material(asked)} -> " if asked.find("{*}material") is not None else ""
            found.append(prompt + material(label))
    return found


def key(item: Item) -> list[str]:
    if isinstance(item, MatchingItem):
        return [f"{said(p.text)} -> {said(item.choices[p.answer])}" for p in item.prompts]
    assert isinstance(item, ChoiceItem)
    return [said(item.options[number].text) for number in item.keys]


@pytest.mark.parametrize("source", SOURCES)
def test_every_key_is_the_banks(source: str) -> None:
    items = items_of(source)
    known = [item for item in items if item.type in KNOWN]
    found = questions(archive(items))
    assert [each.get("ident") for each in found] == [f"item-{item.id}" for item in known]
    assert [right_texts(each) for each in found] == [key(item) for item in known]


def test_what_canvas_lacks_is_left_out_and_counted() -> None:
    assert list(canvas_quiz(synthetic_bank(20).items, "A").lines()) == [
        "17 items written.",
        "Converted: 1 numeric as multiple choice with the numbers of its seed.",
        "Left out: 1 hotspot; this format has nothing like it.",
        "Left out: 1 ordering; this format has nothing like it.",
        "Left out: 1 pull-down; this format has nothing like it.",
    ]


def as_text2qti(item: ChoiceItem) -> str:
    lines = [f"1.  {item.lead}"]
    for letter, option in zip("abcdef", item.options, strict=False):
        box = ("[*]" if option.key else "[ ]") if item.type == "multiple" else ""
        mark = box or (f"*{letter})" if option.key else f"{letter})")
        lines += [f"{mark} {option.text}", f"... {option.why}"]
    return "\n".join(lines) + "\n"


def outline(question: etree._Element) -> list[object]:
    """Elements of presentation and scoring, without names, texts and what only we say."""
    scored = [
        condition
        for condition in question.iter("{*}respcondition")
        if condition.find("{*}conditionvar/{*}other") is None
    ]
    parts = [*question.iter("{*}response_lid"), *scored]
    kept = ("rcardinality", "texttype", "continue", "action", "varname", "feedbacktype")
    return [
        (etree.QName(e).localname, [e.get(name) for name in kept], (e.text or "").strip() == "100")
        for part in parts
        for e in part.iter()
    ]


@pytest.mark.parametrize("kind", ["single", "multiple"])
def test_the_structure_is_that_of_text2qti(kind: str) -> None:
    item = next(item for item in synthetic_bank(10).items if item.type == kind)
    assert isinstance(item, ChoiceItem)
    config = Config()
    theirs = QTI(Quiz(as_text2qti(item), config=config)).assessment
    (reference,) = etree.fromstring(theirs.encode()).iter(f"{SPACE}item")
    (ours,) = questions(archive([item]))
    assert outline(ours) == outline(reference)
    fields = [
        {
            each.findtext("{*}fieldlabel"): each.findtext("{*}fieldentry")
            for each in question.iter("{*}qtimetadatafield")
        }
        for question in (ours, reference)
    ]
    assert fields[0].keys() == fields[1].keys()
    assert fields[0]["question_type"] == fields[1]["question_type"]


def test_a_picture_is_in_the_package_and_found_by_its_address() -> None:
    item = next(item for item in hostile_items() if item.type == "hotspot")
    parts = item.model_dump(exclude={"case", "situation"}, exclude_unset=True) | {"type": "single"}
    parts["options"] = [option | {"region": None} for option in parts["options"]]
    (single,) = ItemFile.model_validate(parts).items
    assert single.exhibit is not None
    package = archive([single])
    (question,) = questions(package)
    asked = question.find("{*}presentation/{*}material/{*}mattext")
    (image,) = html.fragment_fromstring(asked.text, create_parent="div").iter("img")
    path = image.get("src").removeprefix("$IMS-CC-FILEBASE$/")
    assert package.read(path).startswith(b"\x89PNG")
    assert image.get("alt") == single.exhibit.alt
    assert path in package.read("imsmanifest.xml").decode()


def test_hostile_texts_make_no_elements() -> None:
    for question in questions(archive(hostile_items())):
        for text in question.iter("{*}mattext"):
            if text.get("texttype") == "text/html":
                made = html.fragment_fromstring(text.text, create_parent="div")
                assert {each.tag for each in made.iter()} <= {"div", "p", "ul", "li", "strong"}


def test_the_quiz_carries_title_and_notice() -> None:
    package = archive(synthetic_bank(1).items)
    meta = etree.fromstring(package.read("tpmlab-quiz/assessment_meta.xml"))
    assert meta.findtext("{*}title") == "PMP & more"
    assert words(meta.findtext("{*}description")) == NOTICE
