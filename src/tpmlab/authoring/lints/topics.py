"""The syllabus: topics said to be taught are, and those of a written lesson are all placed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tpmlab.authoring.library import Library
from tpmlab.authoring.lints.finding import Finding, line_of
from tpmlab.authoring.text import Document
from tpmlab.errors import ContentError
from tpmlab.syllabus import Syllabus, Topic

__all__ = ["Coverage", "coverage", "syllabus_topics"]

_FILE = "content/syllabus.yaml"


@dataclass(frozen=True)
class Coverage:
    """How many topics of a lesson are taught."""

    lesson: str
    topics: int
    taught: int
    written: bool


def coverage(syllabus: Syllabus, library: Library) -> list[Coverage]:
    """Count topics lesson by lesson, in teaching order.

    Returns
    -------
    list of Coverage
        One for each lesson that has topics.
    """
    places = library.curriculum.places
    lessons = sorted(syllabus.lessons(), key=lambda name: places.get(name, len(places)))
    return [
        Coverage(
            name,
            len(topics),
            sum(topic.taught for topic in topics),
            name in library.curriculum.lessons,
        )
        for name in lessons
        for topics in [syllabus.of(name)]
    ]


def syllabus_topics(syllabus: Syllabus, library: Library) -> Iterator[Finding]:
    """Yield topics that point at nothing; topics not yet placed in a written lesson are notes."""
    curriculum = library.curriculum
    file = library.base / _FILE
    for topic in syllabus.topics:
        for level, message in _judge(topic, library):
            line = line_of(file, rf"\bid: {re.escape(topic.id)}\b")
            yield Finding(_FILE, line, f"topic '{topic.id}': {message}", level)
    untaught = [t for t in syllabus.topics if not t.taught and t.lesson in curriculum.planned]
    if untaught:
        lessons = len({topic.lesson for topic in untaught})
        message = f"{len(untaught)} topics wait for {lessons} lessons that are only planned."
        yield Finding(_FILE, 1, message, "note")


def _judge(topic: Topic, library: Library) -> Iterator[tuple[Literal["error", "note"], str]]:
    curriculum = library.curriculum
    if topic.lesson in curriculum.planned:
        if topic.heading is not None:
            yield "error", f"'{topic.lesson}' is only planned; remove heading and practised."
        return
    if topic.lesson not in curriculum.lessons:
        yield "error", f"there is no lesson '{topic.lesson}'; correct it."
        return
    if not topic.taught:
        yield (
            "note",
            f"'{topic.lesson}' is written without it; add heading and practised, or instead.",
        )
    try:
        document = library.lesson(topic.lesson)
    except ContentError:
        return  # said once already, where the lesson itself is read
    if topic.heading is not None and not _section(document, topic.heading):
        yield "error", f"'{topic.lesson}' has no heading '{topic.heading}'; correct one of them."
    for practised in topic.practised:
        problem = _practice_problem(practised, topic, document, library)
        if problem:
            yield "error", problem


def _practice_problem(practised: str, topic: Topic, document: Document, library: Library) -> str:
    kind, _, name = practised.partition(":")
    if kind == "exercise":
        found = name in library.assignments
        what = f"there is no assignment '{name}'"
    elif kind in ("explorer", "lesson"):
        section = _section(document, name)
        found = section is not None and (kind == "lesson" or _has_live_cell(document, section))
        what = f"'{topic.lesson}' has no heading '{name}'" + " with a live cell" * (
            kind != "lesson"
        )
    else:
        found = _has_item(topic.lesson, name, kind, library)
        what = f"'{topic.lesson}' has no {kind} item '{name}'"
    return "" if found else f"{what}; correct 'practised'."


def _has_item(lesson_id: str, name: str, use: str, library: Library) -> bool:
    try:
        items = library.items(lesson_id)
    except ContentError:
        return True  # said once already, with the lesson's questions
    return any(item.id == name and item.use == use for item in items)


def _section(document: Document, heading: str) -> tuple[int, float] | None:
    """First and last line of a heading's section."""
    for place, found in enumerate(document.headings):
        if found.text == heading:
            after = (h.line for h in document.headings[place + 1 :] if h.level <= found.level)
            return found.line, next(after, float("inf"))
    return None


def _has_live_cell(document: Document, section: tuple[int, float]) -> bool:
    return any(
        "live" in cell.tags and section[0] < cell.line < section[1] for cell in document.cells
    )
