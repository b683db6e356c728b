"""The glossary as a page of its own: one heading a term, so that links can point at it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from nbformat.v4 import new_markdown_cell

from tpmlab.authoring.library import GLOSSARY_PAGE, Library
from tpmlab.authoring.links import resolve_text
from tpmlab.authoring.notebook import empty_notebook
from tpmlab.glossary import Term

__all__ = ["glossary_notebook"]


def glossary_notebook(library: Library) -> Any:
    """Lay out every term in alphabetical order with the lesson that introduces it."""
    notebook = empty_notebook(PurePosixPath("content/glossary.yaml"))
    opening = "# Glossary\n\nEach term with the lesson that introduces it."
    notebook.cells.append(new_markdown_cell(opening, id="glossary"))
    for term in sorted(library.glossary.terms, key=lambda term: term.term.casefold()):
        cell = new_markdown_cell(_entry(term, library), id=f"term-{term.id}"[:64])
        notebook.cells.append(cell)
    return notebook


def _entry(term: Term, library: Library) -> str:
    lesson = library.curriculum.lessons.get(term.lesson)
    title = lesson.title if lesson else term.lesson.replace("-", " ").capitalize()
    others = [word for word in term.also if not _is_plural(word, term)]
    also = f" Also: {', '.join(others)}." if others else ""
    text = f"## {term.term}\n\n{term.definition}{also} → [{title}](lesson:{term.lesson})"
    return resolve_text(text, library, GLOSSARY_PAGE)


def _is_plural(word: str, term: Term) -> bool:
    """Tell whether a spelling is there for the lints only: readers know their plurals."""
    return {word.removesuffix("s"), word.removesuffix("es")} & set(term.spellings) - {word} != set()
