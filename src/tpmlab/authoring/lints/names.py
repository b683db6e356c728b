"""People, firms and projects that ``content/world.yaml`` does not know."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from tpmlab.authoring.library import Library
from tpmlab.authoring.links import Link
from tpmlab.authoring.lints.finding import Finding
from tpmlab.authoring.lints.prose import blank_links, units
from tpmlab.authoring.text import Document

__all__ = ["known_words", "unknown_names"]

# A word after another word (or after a comma): the middle of a sentence.
_INSIDE = re.compile(r"(?<=[\w,;)] )[^\W\d_][\w’'-]*")
_WORD = re.compile(r"[^\W\d_][\w]*")
_ACRONYM = re.compile(r"[A-Z]{1,6}s?\Z")
_KEYS = ("Alt", "Backspace", "Command", "Ctrl", "Delete", "Enter", "Esc", "Shift", "Space", "Tab")
_TITLES = {"lesson", "assignment", "source"}


def known_words(library: Library) -> set[str]:
    """Words that may stand with a capital inside a sentence."""
    curriculum = library.curriculum
    texts = [
        *library.world.names(),
        *(word for term in library.glossary.terms for word in term.spellings),
        *(source.citation for source in library.sources.sources),
        *(module.title for module in curriculum.modules),
        *(lesson.title for lesson in curriculum.lessons.values()),
        *calendar.month_name,
        *calendar.month_abbr,
        *calendar.day_name,
        *calendar.day_abbr,
        *_KEYS,
    ]
    return {word for text in texts for word in _WORD.findall(text)}


def unknown_names(document: Document, known: set[str]) -> Iterator[Finding]:
    """Yield capitalised words inside a sentence that nobody has introduced, each once.

    Acronyms of up to six letters pass: they are terms, not names.
    """
    seen: set[str] = set()
    for unit in units(document):
        text = blank_links(unit.text, _is_title).replace("\n", " ")
        for match in _INSIDE.finditer(text):
            for word in _WORD.findall(re.sub(r"[’'](s|ll|d|re|ve|m)\b", "", match[0])):
                if word[0].islower() or _ACRONYM.match(word) or word in known | seen:
                    continue
                seen.add(word)
                message = (
                    f"'{word}' is unknown here; use a name of content/world.yaml, or add it there "
                    "(proper_nouns, if it exists outside)."
                )
                yield Finding(str(document.path), unit.line_at(match.start()), message)


def _is_title(link: Link) -> bool:
    return link.scheme in _TITLES
