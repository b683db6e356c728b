"""Read the content as a strict colleague would, and say what to mend, file and line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.assignments import solution_notebook
from tpmlab.authoring.library import Library
from tpmlab.authoring.lints.figures import currency_signs, unsourced_figures
from tpmlab.authoring.lints.finding import Finding, from_error
from tpmlab.authoring.lints.links import broken_links, silent_pictures
from tpmlab.authoring.lints.live import lonely_live_cells
from tpmlab.authoring.lints.names import known_words, unknown_names
from tpmlab.authoring.lints.questions import lesson_questions
from tpmlab.authoring.lints.scenarios import scenarios
from tpmlab.authoring.lints.shape import lesson_shape
from tpmlab.authoring.lints.strays import strays
from tpmlab.authoring.lints.terms import early_terms
from tpmlab.authoring.lints.topics import syllabus_topics
from tpmlab.authoring.notebook import lesson_notebook
from tpmlab.authoring.text import Document
from tpmlab.errors import ContentError
from tpmlab.syllabus import load_syllabus

__all__ = ["check_content"]


def check_content(base: Path) -> list[Finding]:
    """Run every lint over the content below ``base``; nothing is executed or written.

    Parameters
    ----------
    base : pathlib.Path
        The content's root.

    Returns
    -------
    list of Finding
        Errors and notes, file by file.

    Raises
    ------
    ContentError
        If a YAML file that everything rests on can't be read.
    """
    library = Library.load(base)
    known = known_words(library)
    found = [
        *strays(library),
        *(f for name in library.curriculum.lessons for f in _lesson(name, library, known)),
        *(f for name in library.assignments for f in _assignment(name, library, known)),
        *syllabus_topics(load_syllabus(base), library),
        *scenarios(library, known),
    ]
    return sorted(dict.fromkeys(found), key=lambda finding: (finding.file, finding.line))


def _lesson(lesson_id: str, library: Library, known: set[str]) -> Iterator[Finding]:
    curriculum = library.curriculum
    place, lesson = curriculum.notebook(lesson_id), curriculum.lessons[lesson_id]
    try:
        document = library.lesson(lesson_id)
    except ContentError as error:
        yield from_error(error, library.base, str(curriculum.source(lesson_id)))
        return
    links = list(broken_links(document, place, library))
    yield from links
    if not links:  # what is left to go wrong in laying it out: its tags
        try:
            lesson_notebook(document, lesson_id, library, place)
        except ContentError as error:
            yield from_error(error, library.base, str(document.path))
    yield from _prose(document, known)
    yield from lesson_shape(document, lesson)
    yield from lonely_live_cells(document)
    yield from early_terms(document, lesson_id, library)
    yield from lesson_questions(document, lesson, library)


def _assignment(assignment_id: str, library: Library, known: set[str]) -> Iterator[Finding]:
    try:
        document = library.assignment(assignment_id)
    except ContentError as error:
        yield from_error(error, library.base, str(library.assignments[assignment_id]))
        return
    links = list(broken_links(document, library.curriculum.exercise(assignment_id), library))
    yield from links
    if not links:
        try:
            solution_notebook(document, assignment_id, library)
        except ContentError as error:
            yield from_error(error, library.base, str(document.path))
    yield from _prose(document, known)


def _prose(document: Document, known: set[str]) -> Iterator[Finding]:
    yield from silent_pictures(document)
    yield from unsourced_figures(document)
    yield from currency_signs(document)
    yield from unknown_names(document, known)
