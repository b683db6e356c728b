"""A lesson's questions: five, one or more for each objective, none that gives itself away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tpmlab.authoring.library import Library
from tpmlab.authoring.lints.finding import Finding, from_error, line_of
from tpmlab.authoring.text import Document
from tpmlab.curriculum import Lesson
from tpmlab.errors import ContentError
from tpmlab.exam.items.lesson_rules import lesson_findings
from tpmlab.exam.items.model import ChoiceItem

__all__ = ["QUIZ_ITEMS", "lesson_questions"]

QUIZ_ITEMS = 5

_PREDICT = re.compile(r"\bpredict\(\s*[\"']([^\"':]+):([^\"']+)[\"']")
_QUIZ = re.compile(r"\bquiz\(\s*[\"']([^\"']+)[\"']")


def lesson_questions(document: Document, lesson: Lesson, library: Library) -> Iterator[Finding]:
    """Yield what is wrong with a lesson's questions, and with the cells that ask them."""
    folder = f"content/exam/items/lessons/{lesson.id}"
    try:
        items = library.items(lesson.id)
    except ContentError as error:
        yield from_error(error, library.base, folder)
        return
    for finding in lesson_findings(items):
        yield Finding(str(finding.file), 1, finding.message)
    yield from _number(items, folder)
    yield from _objectives(items, lesson, library)
    yield from _sources(items, library)
    yield from _cells(document, lesson, items)


def _number(items: Sequence[ChoiceItem], folder: str) -> Iterator[Finding]:
    count = sum(item.use == "quiz" for item in items)
    if count != QUIZ_ITEMS:
        message = f"{count} items are 'use: quiz'; a lesson closes with {QUIZ_ITEMS}."
        yield Finding(folder, 1, message)


def _objectives(items: Sequence[ChoiceItem], lesson: Lesson, library: Library) -> Iterator[Finding]:
    asked = {item.objective for item in items if item.use == "quiz"}
    file = library.base / "content" / "curriculum.yaml"
    for objective in lesson.objectives:
        if objective.id not in asked:
            message = (
                f"no question of '{lesson.id}' checks the objective '{objective.id}'; "
                f"add 'objective: {objective.id}' to one."
            )
            line = line_of(file, rf"\bid: {objective.id}\b")
            yield Finding("content/curriculum.yaml", line, message)


def _sources(items: Sequence[ChoiceItem], library: Library) -> Iterator[Finding]:
    for item in items:
        for source in item.sources:
            if source not in library.sources.by_id:
                line = line_of(library.base / item.file, rf"\b{re.escape(source)}\b")
                message = f"no source '{source}'; add it to content/sources.yaml or correct the id."
                yield Finding(str(item.file), line, message)


def _cells(document: Document, lesson: Lesson, items: Sequence[ChoiceItem]) -> Iterator[Finding]:
    predictions = {item.id for item in items if item.use == "prediction"}
    asked = set()
    quiz = False
    for cell in document.cells:
        if cell.kind != "code":
            continue
        for name, item in _PREDICT.findall(cell.source):
            asked.add(item)
            if name != lesson.id or item not in predictions:
                message = f"'{name}:{item}' is no prediction of this lesson; write its item first."
                yield Finding(str(document.path), cell.line, message)
        for name in _QUIZ.findall(cell.source):
            quiz = True
            if name != lesson.id:
                message = f"the quiz of '{name}' stands here; ask for '{lesson.id}'."
                yield Finding(str(document.path), cell.line, message)
    for item in sorted(predictions - asked):
        file = f"content/exam/items/lessons/{lesson.id}/{item}.yaml"
        yield Finding(file, 1, "no cell asks for this prediction; use it or remove it.")
    if not quiz:
        message = f"no cell asks the questions; add tpm.quiz(\"{lesson.id}\") to 'Check yourself'."
        yield Finding(str(document.path), 1, message)
