"""Glossary terms that a lesson uses before it, or a lesson before it, has said what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tpmlab.authoring.library import Library
from tpmlab.authoring.links import Link, find_links
from tpmlab.authoring.lints.finding import Finding
from tpmlab.authoring.lints.prose import Unit, blank_links, units
from tpmlab.authoring.text import Document
from tpmlab.glossary import Term

__all__ = ["early_terms", "homeless_terms"]

_BOLD = re.compile(r"\*\*(?=\S).+?(?<=\S)\*\*", re.DOTALL)
_PREVIEW = "At a glance"  # says what will be learned, so it names what is not yet known
_TITLES = {"lesson", "assignment", "source"}


def early_terms(document: Document, lesson_id: str, library: Library) -> Iterator[Finding]:
    """Yield terms whose first use in a lesson is neither linked nor, at home, in bold."""
    new = _new_terms(lesson_id, library)
    if not new:
        return
    pattern = _pattern(new)
    open_ids = {term.id for term in new.values()}
    for unit in units(document):
        if unit.section == _PREVIEW:
            continue
        for position, term in _uses(unit, pattern, new):
            if term.id not in open_ids:
                continue
            open_ids.discard(term.id)
            if not _is_introduced(unit, position, term, lesson_id):
                yield Finding(str(document.path), unit.line_at(position), _message(term, lesson_id))


def homeless_terms(library: Library) -> Iterator[tuple[str, str]]:
    """Yield (term, lesson) where a term names a lesson that the curriculum does not hold."""
    places = {*library.curriculum.lessons, *library.curriculum.planned}
    for term in library.glossary.terms:
        if term.lesson not in places:
            yield term.id, term.lesson


def _new_terms(lesson_id: str, library: Library) -> dict[str, Term]:
    """Terms by spelling in lower case that no earlier lesson has introduced."""
    places = library.curriculum.places
    return {
        spelling.casefold(): term
        for term in library.glossary.terms
        if not term.everyday and places.get(term.lesson, (0, 0)) >= places[lesson_id]
        for spelling in term.spellings
    }


def _pattern(terms: dict[str, Term]) -> re.Pattern[str]:
    """Longest spelling first, so that 'total float' is not taken for 'float'."""
    spellings = {s for term in terms.values() for s in term.spellings}
    parts = [
        rf"(?-i:{re.escape(s)})" if s.isupper() else re.escape(s).replace(r"\ ", r"\s+")
        for s in sorted(spellings, key=len, reverse=True)
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.IGNORECASE)


def _uses(
    unit: Unit, pattern: re.Pattern[str], terms: dict[str, Term]
) -> Iterator[tuple[int, Term]]:
    text = blank_links(unit.text, lambda link: link.scheme in _TITLES)
    foreign = [link for link in find_links(unit.text) if link.scheme == "term"]
    for match in pattern.finditer(text):
        term = terms[" ".join(match[0].casefold().split())]
        around = _around(foreign, match.start())
        if around is None or around.name == term.id:
            yield match.start(), term


def _is_introduced(unit: Unit, position: int, term: Term, lesson_id: str) -> bool:
    link = _around([x for x in find_links(unit.text) if x.scheme == "term"], position)
    if link is not None and link.name == term.id:
        return True
    at_home = term.lesson == lesson_id
    return at_home and any(m.start() <= position < m.end() for m in _BOLD.finditer(unit.text))


def _around(links: list[Link], position: int) -> Link | None:
    return next((link for link in links if link.start <= position < link.end), None)


def _message(term: Term, lesson_id: str) -> str:
    if term.lesson == lesson_id:
        return (
            f"'{term.term}' is used before it is explained; link its first use, as "
            f"[{term.term}](term:{term.id}), or define it there in bold."
        )
    return (
        f"'{term.term}' is introduced only in '{term.lesson}'; link it, as "
        f"[{term.term}](term:{term.id}), or use a plainer word."
    )
