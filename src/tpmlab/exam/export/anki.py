"""The bank as an Anki deck: a card an item, its picture as media, one id for ever."""

from __future__ import annotations

import itertools
import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tpmlab.errors import TpmlabError
from tpmlab.exam.export.archive import zipped
from tpmlab.exam.export.exported import Exported, sorted_out
from tpmlab.exam.export.item_html import inline, list_html, reasons_html, scenario_html
from tpmlab.exam.export.pictures import Pictures
from tpmlab.exam.items.model import ChoiceItem, Item, MultipleItem
from tpmlab.exam.items.types import MatchingItem, OrderingItem, PullDownItem
from tpmlab.exam.items.words import answer_lines
from tpmlab.exam.outlines.loading import NOTICE

if TYPE_CHECKING:
    import genanki

__all__ = ["anki_package"]

# Anki knows decks and note types by number: a changed number makes a second deck, or leaves
# the learner's cards without their progress. Never change them.
_NOTE_TYPE = 1_782_604_311
_FIRST_DECK = 1_782_604_400

_CSS = """\
.card { font-family: system-ui, sans-serif; font-size: 18px; line-height: 1.45; text-align: left;
  max-width: 46em; margin: auto; padding: 0 .6em; }
img { max-width: 100%; background: white; }
table { border-collapse: collapse; } th, td { border: 1px solid; padding: .2em .5em; }
.lead { font-weight: 600; } .about { opacity: .75; font-size: .8em; }
"""
_INSTEAD = {"hotspot": "a choice in words beside the picture"}


def anki_package(items: Iterable[Item], title: str, when: float) -> Exported:
    """Make an Anki package (.apkg) with one card for each item.

    Parameters
    ----------
    items : iterable of Item
        Any types.
    title : str
        Name of the deck; decks of one name are one deck.
    when : float
        Seconds since 1970: Anki takes over a note that it knows if this is later.

    Raises
    ------
    TpmlabError
        If the package genanki isn't installed.
    """
    kept, exported = sorted_out(items, (), _INSTEAD)
    genanki = _genanki()
    pictures = Pictures()
    deck = genanki.Deck(_deck_id(title), title, description=f"<p>{NOTICE}</p>")
    model = _note_type(genanki)
    for item in kept:
        deck.add_note(
            genanki.Note(
                model=model,
                fields=[item.label, _front(item, pictures), _back(item)],
                guid=genanki.guid_for("tpmlab", item.label),
                tags=list(_tags(item)),
            )
        )
    return exported(_zipped(genanki.Package(deck), pictures, when))


def _genanki() -> Any:
    try:
        import genanki
    except ImportError:
        raise TpmlabError(
            "Anki decks need the package genanki; run: pip install 'tpmlab[export]'"
        ) from None
    return genanki


def _deck_id(title: str) -> int:
    """Give a title the same number on every machine."""
    return _FIRST_DECK + int.from_bytes(title.encode()[:64], "big") % 1_000_000_007


def _note_type(genanki: Any) -> genanki.Model:
    about = '<p class="about">{{Id}}</p>'
    return genanki.Model(
        _NOTE_TYPE,
        "tpmlab exam item",
        fields=[{"name": "Id"}, {"name": "Question"}, {"name": "Answer"}],
        templates=[
            {
                "name": "Item",
                "qfmt": "{{Question}}",
                "afmt": "{{FrontSide}}<hr id=answer>{{Answer}}" + about,
            }
        ],
        css=_CSS,
    )


def _tags(item: Item) -> Iterator[str]:
    where = (("task", item.task), ("domain", item.domain), ("approach", item.approach))
    for name, value in (*where, ("type", item.type), ("level", item.level)):
        if value:
            yield f"{name}::{value}"


def _front(item: Item, pictures: Pictures) -> str:
    lead = f'<p class="lead">{inline(item.lead)}</p>' if item.lead else ""
    return scenario_html(item, pictures.name(item)) + lead + _asked(item)


def _asked(item: Item) -> str:
    if isinstance(item, ChoiceItem):
        how = f"<p>Choose {item.choose}.</p>" if isinstance(item, MultipleItem) else ""
        options = "".join(f"<li>{inline(option.text)}</li>" for option in item.options)
        return f'{how}<ol type="A">{options}</ol>'
    if isinstance(item, MatchingItem):
        choices = "".join(f"<li>{inline(text)}</li>" for text in item.choices.values())
        prompts = list_html((inline(prompt.text) for prompt in item.prompts), "ol")
        return f'{prompts}<ol type="A">{choices}</ol>'
    if isinstance(item, OrderingItem):
        return list_html(inline(item.steps[number].text) for number in item.offered)
    if isinstance(item, PullDownItem):
        gaps = [f" <strong>({number})</strong> ______ " for number in range(1, len(item.gaps) + 1)]
        sentence = "".join(
            inline(part) + gap for part, gap in zip(item.parts, [*gaps, ""], strict=True)
        )
        offers = (" / ".join(inline(option.text) for option in gap) for gap in item.lists)
        return f"<p>{sentence}</p>" + list_html(offers, "ol")
    raise TypeError(f"{type(item).__name__} has no card yet")


def _back(item: Item) -> str:
    if isinstance(item, MatchingItem | OrderingItem):
        return reasons_html(item)  # they go through the right answer one by one
    right = (escape(line) for line in answer_lines(item, item.right_answer()))
    return list_html(f"<strong>{line}</strong>" for line in right) + reasons_html(item)


def _zipped(package: genanki.Package, pictures: Pictures, when: float) -> bytes:
    """Write the package ourselves: genanki leaves its database behind in the temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "collection.anki2"
        connection = sqlite3.connect(path)
        try:
            package.write_to_db(connection.cursor(), when, itertools.count(int(when * 1000)))
            connection.commit()
        finally:
            connection.close()
        database = path.read_bytes()
    names = dict(enumerate(pictures.files))
    parts = {"collection.anki2": database, "media": json.dumps(names).encode()}
    parts |= {str(number): pictures.files[name] for number, name in names.items()}
    return zipped(parts)
