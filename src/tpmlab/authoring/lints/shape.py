"""The one skeleton of every lesson: title, ten headings in order, minutes, short cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from tpmlab.authoring.lints.finding import Finding
from tpmlab.authoring.text import Document
from tpmlab.curriculum import Lesson

__all__ = ["HEADINGS", "lesson_shape"]

HEADINGS = (
    "At a glance",
    "Situation",
    "Try first",
    "Ideas",
    "Explore",
    "Common mistakes",
    "In practice",
    "Check yourself",
    "Key points",
    "Next",
)
LONGEST_CELL = 12

_MINUTES = re.compile(r"\*\*Minutes:\*\*\s*(\d+)")


def lesson_shape(document: Document, lesson: Lesson) -> Iterator[Finding]:
    """Yield where a lesson leaves the skeleton."""
    for line, message in (
        *_title(document, lesson),
        *_headings(document),
        *_minutes(document, lesson),
        *_cells(document),
    ):
        yield Finding(str(document.path), line, message)


def _title(document: Document, lesson: Lesson) -> Iterator[tuple[int, str]]:
    if document.title != lesson.title:
        yield (
            1,
            f"the first line must be '# {lesson.title}', as in curriculum.yaml; make them agree.",
        )
    for heading in document.headings[1:]:
        if heading.level == 1:
            yield heading.line, f"'{heading.text}' is a second title; use '##' or deeper."


def _headings(document: Document) -> Iterator[tuple[int, str]]:
    """Report the first heading that is wrong: those after it follow from it."""
    found = [heading for heading in document.headings if heading.level == 2]
    for heading, wanted in zip_longest(found, HEADINGS):
        if heading is None:
            last = document.headings[-1].line if document.headings else 1
            yield last, f"the heading '## {wanted}' is missing; add it."
            return
        if heading.text != wanted:
            rest = f"'## {wanted}' belongs here" if wanted else "no heading follows '## Next'"
            yield heading.line, f"'## {heading.text}': {rest}; use '###' for headings of your own."
            return


def _minutes(document: Document, lesson: Lesson) -> Iterator[tuple[int, str]]:
    for cell in document.cells:
        match = _MINUTES.search(cell.source) if cell.kind == "text" else None
        if match is None:
            continue
        if int(match[1]) != lesson.minutes:
            line = cell.line + cell.source.count("\n", 0, match.start())
            yield (
                line,
                f"{match[1]} minutes here, {lesson.minutes} in curriculum.yaml; make them agree.",
            )
        return
    yield 1, f"'At a glance' does not say how long it takes; add '- **Minutes:** {lesson.minutes}'."


def _cells(document: Document) -> Iterator[tuple[int, str]]:
    code = [cell for cell in document.cells if cell.kind == "code"]
    for cell in code:
        length = len(cell.source.splitlines())
        if length > LONGEST_CELL:
            yield cell.line, f"the cell has {length} lines; split it or cut it to {LONGEST_CELL}."
    if code and "import tpmlab as tpm" not in code[0].source:
        yield code[0].line, "the first code cell must say 'import tpmlab as tpm'; move it there."
