"""QTI packages read by a reader of the test's own: what is asked, what is right, what is shown."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from hostile_items import SOURCES, hostile_items, items_of
from lxml import etree
from qti_convert import downgrade_package, fix_package_references
from synthetic_bank import synthetic_bank

from tpmlab.exam.export.qti_package import qti21_package, qti30_package
from tpmlab.exam.items.markup import to_plain
from tpmlab.exam.items.model import ChoiceItem, Item
from tpmlab.exam.items.types import MatchingItem, OrderingItem, PullDownItem
from tpmlab.exam.outlines.loading import NOTICE

VERSIONS = {"2.1": qti21_package, "3.0": qti30_package}
HTML = {"p", "ul", "ol", "li", "strong", "em", "code", "img", "object", "table", "caption"} | {
    "thead", "tbody", "tr", "th", "td"
}  # fmt: skip


@dataclass(frozen=True)
class Package:
    """A package as its manifest tells of it; element names are those of QTI 2.1."""

    archive: zipfile.ZipFile

    def tree(self, path: str) -> etree._Element:
        root = etree.fromstring(self.archive.read(path), etree.XMLParser(resolve_entities=False))
        for element in root.iter():
            name = etree.QName(element).localname
            element.tag = camel(name.removeprefix("qti-")) if name not in HTML else name
            for attribute in list(element.attrib):
                if not attribute.startswith("{"):
                    element.set(camel(attribute), element.attrib.pop(attribute))
        return root

    @property
    def resources(self) -> dict[str, etree._Element]:
        manifest = self.tree("imsmanifest.xml")
        return {each.get("identifier", ""): each for each in manifest.iter("resource")}

    def item(self, item: Item) -> etree._Element:
        return self.tree(self.resources[f"item-{item.id}"].get("href", ""))


def camel(name: str) -> str:
    return re.sub(r"-([a-z])", lambda match: match[1].upper(), name)


def package(version: str, items: Iterable[Item]) -> Package:
    return Package(zipfile.ZipFile(io.BytesIO(VERSIONS[version](items, "PMP & more").data)))


def text_of(element: etree._Element) -> str:
    """All text but the feedback inside."""
    parts = [element.text or ""]
    for child in element:
        parts += [text_of(child) if child.tag != "feedbackInline" else "", child.tail or ""]
    return "".join(parts)


def words(text: str) -> str:
    return " ".join(to_plain(text).split())


def shown(element: etree._Element) -> str:
    return " ".join((element.get("hotspotLabel") or text_of(element)).split())


def texts_of_right_values(root: etree._Element) -> list[list[str]]:
    """Each response's right values as the texts that carry their identifiers."""
    found = []
    for declaration in root.iter("responseDeclaration"):
        name = declaration.get("identifier")
        (interaction,) = [e for e in root.iter() if e.get("responseIdentifier") == name]
        named = [e for e in interaction.iter() if e.tag != "feedbackInline" and e.get("identifier")]
        known = {e.get("identifier"): shown(e) for e in named}
        values = [value.text or "" for value in declaration.iter("value")]
        found.append([" -> ".join(known[part] for part in value.split()) for value in values])
    return found


def right_texts(item: Item) -> list[list[str]]:
    """The same from the bank."""
    if isinstance(item, ChoiceItem):
        return [[words(item.options[n].text)[:256].strip() for n in item.right_answer()]]
    if isinstance(item, MatchingItem):
        return [[f"{words(p.text)} -> {words(item.choices[p.answer])}" for p in item.prompts]]
    if isinstance(item, OrderingItem):
        return [[words(step.text) for step in item.steps]]
    assert isinstance(item, PullDownItem)
    pairs = zip(item.lists, item.right_answer(), strict=True)
    return [[words(options[number].text)] for options, number in pairs]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("source", SOURCES)
def test_every_key_is_the_banks(version: str, source: str) -> None:
    items = items_of(source)
    found = package(version, items)
    for item in items:
        assert texts_of_right_values(found.item(item)) == right_texts(item)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_manifest_lists_every_file_and_nothing_else(version: str) -> None:
    found = package(version, synthetic_bank(20).items)
    listed = {file.get("href") for each in found.resources.values() for file in each.iter("file")}
    assert listed | {"imsmanifest.xml"} == set(found.archive.namelist())
    depends = {each.get("identifierref") for each in found.resources["test"].iter("dependency")}
    assert depends == set(found.resources) - {"test"}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_converter_of_packages_finds_every_reference(version: str) -> None:
    checked = fix_package_references(VERSIONS[version](synthetic_bank(20).items, "A").data)
    assert (checked.fixed, checked.unresolved) == ([], [])


def test_our_two_versions_are_what_a_converter_makes_of_each_other() -> None:
    items = list(synthetic_bank(20).items)
    result = downgrade_package(qti30_package(items, "A").data)
    assert {warning.code for warning in result.warnings} == {"removed-attribute", "img-to-object"}
    ours = zipfile.ZipFile(io.BytesIO(qti21_package(items, "A").data))
    for item in items:
        path = f"items/item-{item.id}.xml"
        theirs = result.files[path]
        text = theirs if isinstance(theirs, bytes) else theirs.encode()
        assert parts(text) == parts(ours.read(path))


def parts(xml: bytes) -> list[tuple[str, dict[str, str], str]]:
    """Every element with its attributes and text, without what only names a schema."""
    return [
        (
            etree.QName(each).localname,
            {k: v for k, v in each.attrib.items() if "schema" not in k},
            (each.text or "").strip() + (each.tail or "").strip(),
        )
        for each in etree.fromstring(xml).iter()
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_test_holds_all_items_in_order_and_the_notice(version: str) -> None:
    items = synthetic_bank(20).items
    root = package(version, items).tree("test.xml")
    assert [each.get("identifier") for each in root.iter("assessmentItemRef")] == [
        f"item-{item.id}" for item in items
    ]
    (rubric,) = root.iter("rubricBlock")
    assert NOTICE in text_of(rubric)
    assert root.get("title") == "PMP & more"


@pytest.mark.parametrize("version", VERSIONS)
def test_each_type_has_its_interaction(version: str) -> None:
    items = list(synthetic_bank(20).items)
    found = package(version, items)
    interactions = {
        item.type: [e.tag for e in found.item(item).iter() if str(e.tag).endswith("Interaction")]
        for item in items
    }
    assert interactions == {
        "single": ["choiceInteraction"],
        "multiple": ["choiceInteraction"],
        "numeric": ["choiceInteraction"],
        "matching": ["matchInteraction"],
        "ordering": ["orderInteraction"],
        "hotspot": ["hotspotInteraction"],
        "pull-down": ["inlineChoiceInteraction", "inlineChoiceInteraction"],
    }
    assert list(VERSIONS[version](items, "A").lines()) == [
        "20 items written.",
        "Converted: 1 numeric as choiceInteraction with the numbers of its seed.",
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_steps_are_offered_in_the_stored_order(version: str) -> None:
    item = next(item for item in synthetic_bank(20).items if isinstance(item, OrderingItem))
    offered = [shown(each) for each in package(version, [item]).item(item).iter("simpleChoice")]
    assert offered == [item.steps[n].text for n in item.offered]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_hotspot_points_at_boxes_of_a_picture_with_words(version: str) -> None:
    item = next(item for item in synthetic_bank(20).items if item.type == "hotspot")
    assert item.exhibit is not None
    found = package(version, [item])
    root = found.item(item)
    (picture,) = list(root.iter("object", "img"))
    source = picture.get("data") or picture.get("src") or ""
    assert found.archive.read(source.removeprefix("../")).startswith(b"\x89PNG")
    assert (picture.get("alt") or picture.text) == item.exhibit.alt
    size = int(picture.get("width", "")), int(picture.get("height", ""))
    for spot in root.iter("hotspotChoice"):
        left, top, right, bottom = map(int, spot.get("coords", "").split(","))
        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom <= size[1]


@pytest.mark.parametrize("version", VERSIONS)
def test_reasons_show_with_the_choice_and_all_of_them_at_the_end(version: str) -> None:
    item = synthetic_bank(1).items[0]
    assert isinstance(item, ChoiceItem)
    root = package(version, [item]).item(item)
    inline = {each.get("identifier"): text_of(each).strip() for each in root.iter("feedbackInline")}
    assert inline == {
        f"C{n}": f"{'Right' if option.key else 'Wrong'}: {option.why}"
        for n, option in enumerate(item.options, start=1)
    }
    (modal,) = root.iter("modalFeedback")
    assert item.principle in text_of(modal)
    assert all(option.why in text_of(modal) for option in item.options)


@pytest.mark.parametrize("version", VERSIONS)
def test_hostile_texts_stay_texts(version: str) -> None:
    items = hostile_items()
    found = package(version, items)
    for item in items:
        root = found.item(item)
        assert {str(each.tag) for each in root.iter()} & {"script", "b", "iframe"} == set()
        assert all("onerror" not in each.attrib for each in root.iter())
        (body,) = root.iter("itemBody")
        assert words(item.scenario) in " ".join(text_of(body).split())


@pytest.mark.parametrize("version", VERSIONS)
def test_the_same_items_give_the_same_bytes(version: str) -> None:
    items = list(synthetic_bank(10).items)
    assert VERSIONS[version](items, "A").data == VERSIONS[version](items, "A").data
