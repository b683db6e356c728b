"""A deck is read by Anki's own importer: what it holds, and that it updates what it knows."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hostile_items import HOSTILE, SOURCES, hostile_items, items_of
from synthetic_bank import synthetic_bank

from tpmlab.errors import TpmlabError
from tpmlab.exam.export.anki import anki_package
from tpmlab.exam.items.markup import to_plain
from tpmlab.exam.items.model import Item
from tpmlab.exam.items.words import answer_lines
from tpmlab.exam.outlines.loading import NOTICE

with warnings.catch_warnings():  # its generated code uses what its protobuf deprecates
    warnings.simplefilter("ignore")
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

NOW = 1_790_000_000.0


class _Cards(HTMLParser):
    """Reads a card's HTML as a browser would: elements, and texts of emphasised lines."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self.lines: list[str] = []
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "img":
            self.images.append(dict(attrs))
        self._open += f"/{tag}"
        if self._open.endswith("ul/li/strong"):
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open.removesuffix(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if self._open.endswith("ul/li/strong"):
            self.lines[-1] += data


def right_lines(back: str, count: int) -> list[str]:
    """The first emphasised lines: what is right, as the bank says it."""
    return [line.replace(" → ", ": ") for line in _Cards(back).lines[:count]]


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    found = Collection(str(tmp_path / "learner.anki2"))
    yield found
    found.close()


def take(collection: Collection, folder: Path, items: list[Item], when: float = NOW) -> None:
    path = folder / "deck.apkg"
    path.write_bytes(anki_package(items, "tpmlab: PMP", when).data)
    options = ImportAnkiPackageOptions(merge_notetypes=True)
    request = ImportAnkiPackageRequest(package_path=str(path), options=options)
    collection.import_anki_package(request)


def notes(collection: Collection) -> dict[str, dict[str, str]]:
    found = [collection.get_note(number) for number in collection.find_notes("")]
    return {note["Id"]: {**dict(note.items()), "tags": " ".join(note.tags)} for note in found}


@pytest.mark.parametrize("source", SOURCES)
def test_anki_finds_every_item_with_its_key(
    source: str, collection: Collection, tmp_path: Path
) -> None:
    items = items_of(source)
    take(collection, tmp_path, items)
    found = notes(collection)
    assert len(collection.find_cards("")) == len(items)
    assert set(found) == {item.label for item in items}
    for item in items:
        right = answer_lines(item, item.right_answer())
        assert right_lines(found[item.label]["Answer"], len(right)) == right
        assert to_plain(item.principle) in unescape(found[item.label]["Answer"])


def test_tags_tell_task_domain_and_approach(collection: Collection, tmp_path: Path) -> None:
    item = synthetic_bank(3).items[0]
    take(collection, tmp_path, [item])
    tags = notes(collection)[item.label]["tags"].split()
    assert {f"task::{item.task}", f"domain::{item.domain}", f"approach::{item.approach}"} < set(
        tags
    )


def test_the_deck_carries_the_notice(collection: Collection, tmp_path: Path) -> None:
    take(collection, tmp_path, list(synthetic_bank(2).items))
    (deck,) = [deck for deck in collection.decks.all() if deck["name"] == "tpmlab: PMP"]
    assert NOTICE in deck["desc"]


def test_a_picture_comes_as_media_with_its_words(collection: Collection, tmp_path: Path) -> None:
    item = next(item for item in synthetic_bank(20).items if item.type == "hotspot")
    assert item.exhibit is not None
    take(collection, tmp_path, [item])
    (image,) = _Cards(notes(collection)[item.label]["Question"]).images
    assert image["alt"] == item.exhibit.alt
    media = Path(collection.media.dir()) / str(image["src"])
    assert media.read_bytes().startswith(b"\x89PNG")
    assert collection.media.check().missing == []


def test_a_later_deck_updates_the_same_cards(collection: Collection, tmp_path: Path) -> None:
    items = list(synthetic_bank(20).items)
    take(collection, tmp_path, items)
    before = sorted(collection.find_cards(""))
    first = items[0].model_copy(update={"principle": "A better sentence."})
    take(collection, tmp_path, [first, *items[1:]], NOW + 60)
    assert sorted(collection.find_cards("")) == before
    assert "A better sentence." in notes(collection)[first.label]["Answer"]


def test_hostile_texts_stay_texts(collection: Collection, tmp_path: Path) -> None:
    items = hostile_items()
    take(collection, tmp_path, items)
    found = notes(collection)
    for item in items:
        for side in ("Question", "Answer"):
            card = _Cards(found[item.label][side])
            assert "script" not in card.tags
            assert all(set(image) == {"src", "alt"} for image in card.images)
        right = answer_lines(item, item.right_answer())
        assert right_lines(found[item.label]["Answer"], len(right)) == right
        if item.type != "numeric":
            assert HOSTILE in unescape(found[item.label]["Question"])


def test_the_same_items_give_the_same_bytes() -> None:
    items = list(synthetic_bank(10).items)
    assert anki_package(items, "A", NOW).data == anki_package(items, "A", NOW).data


def test_what_is_converted_is_said() -> None:
    made = anki_package(synthetic_bank(20).items, "A", NOW)
    assert made.written == 20
    assert list(made.lines()) == [
        "20 items written.",
        "Converted: 1 hotspot as a choice in words beside the picture.",
    ]


def test_without_genanki_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "genanki", None)  # as where it isn't installed
    with pytest.raises(TpmlabError, match=r"pip install 'tpmlab\[export\]'"):
        anki_package(synthetic_bank(1).items, "A", NOW)
