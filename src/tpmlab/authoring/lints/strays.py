"""Files that nothing leads to, and entries that lead to no file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from tpmlab.authoring.library import Library
from tpmlab.authoring.lints.finding import Finding, line_of
from tpmlab.authoring.lints.terms import homeless_terms

__all__ = ["strays"]

_CURRICULUM = "content/curriculum.yaml"


def strays(library: Library) -> Iterator[Finding]:
    """Yield lessons, questions, assignments and terms that are not tied into the curriculum."""
    yield from _lessons(library)
    yield from _questions(library)
    yield from _assignments(library)
    glossary = library.base / "content" / "glossary.yaml"
    for term, lesson in homeless_terms(library):
        message = f"the term '{term}' is introduced in '{lesson}', which no lesson is; correct it."
        yield Finding("content/glossary.yaml", line_of(glossary, rf"\bid: {term}\b"), message)


def _lessons(library: Library) -> Iterator[Finding]:
    curriculum = library.curriculum
    known = {curriculum.source(name) for name in curriculum.lessons}
    for path in sorted((library.base / "content" / "lessons").rglob("*.md")):
        place = PurePosixPath(path.relative_to(library.base).as_posix())
        if place not in known:
            message = f"no entry of curriculum.yaml leads here; add '{path.stem}' to its module."
            yield Finding(str(place), 1, message)


def _questions(library: Library) -> Iterator[Finding]:
    folder = library.base / "content" / "exam" / "items" / "lessons"
    for path in sorted(folder.glob("*/")):
        if any(path.glob("*.yaml")) and path.name not in library.curriculum.lessons:
            message = f"there is no written lesson '{path.name}'; rename the folder or write it."
            yield Finding(path.relative_to(library.base).as_posix(), 1, message)


def _assignments(library: Library) -> Iterator[Finding]:
    named = dict(library.curriculum.assignments())
    file = library.base / _CURRICULUM
    for name in named:
        if name not in library.assignments:
            line = line_of(file, rf"\bassignment: {name}\b")
            message = f"content/assignments/{name}.md does not exist; write it or remove the name."
            yield Finding(_CURRICULUM, line, message)
    for name, path in library.assignments.items():
        if name not in named:
            message = f"no lesson leads here; add 'assignment: {name}' to one in curriculum.yaml."
            yield Finding(str(path), 1, message, "note")
