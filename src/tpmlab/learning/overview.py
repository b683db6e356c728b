"""A learner's progress set against the curriculum: what is done, open, and next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tpmlab.curriculum import Curriculum, Lesson
from tpmlab.exam.items.bank import load_lesson_items
from tpmlab.learning.progress import CheckState, LessonState, Summary

__all__ = ["START", "LessonRow", "continue_at", "rows"]

START = "start-here"  # where "continue" is read, so never where it leads


@dataclass(frozen=True)
class LessonRow:
    """One lesson beside what its learner has done.

    ``check`` is the latest check of the lesson's assignment; ``open`` says in words what
    is left of a lesson that was begun.
    """

    lesson: Lesson
    module: str
    opened: bool
    predictions: int
    guesses: int
    questions: int
    answered: int
    right: int
    check: CheckState | None

    @property
    def open(self) -> list[str]:
        """What is left, in words; empty if nothing is."""
        left = []
        if self.guesses < self.predictions:
            left.append("the guess")
        if self.answered < self.questions:
            left.append(f"{self.questions - self.answered} of {self.questions} questions")
        if self.lesson.assignment and self.check is None:
            left.append("the exercise")
        elif self.check and self.check.best < self.check.possible:
            missing = self.check.possible - self.check.best
            left.append(f"{missing:g} of {self.check.possible:g} points in the exercise")
        return left

    @property
    def resume(self) -> str:
        """Key of the file to go on with: the exercise once nothing else is left."""
        exercise_only = self.guesses == self.predictions and self.answered == self.questions
        if self.opened and self.open and exercise_only:
            return f"assignment:{self.lesson.assignment}"
        return f"lesson:{self.lesson.id}"

    @property
    def state(self) -> str:
        """``not opened``, ``begun`` or ``done``."""
        if not self.opened:
            return "not opened"
        return "begun" if self.open else "done"


def rows(curriculum: Curriculum, summary: Summary, base: Path | None = None) -> list[LessonRow]:
    """Set every written lesson, in teaching order, beside what was recorded of it."""
    return [_row(lesson, curriculum, summary, base) for lesson in curriculum.lessons.values()]


def continue_at(rows: list[LessonRow], summary: Summary) -> LessonRow | None:
    """Find where to go on: the latest lesson with something open, else the first not opened.

    Returns None where nothing was ever opened, or where everything is done.
    """
    rows = [row for row in rows if row.lesson.id != START]
    by_key = {f"lesson:{row.lesson.id}": row for row in rows}
    by_key |= {f"assignment:{row.lesson.assignment}": row for row in rows if row.lesson.assignment}
    worked_on = [by_key[key] for key in summary.recent if key in by_key]
    if not worked_on:
        return None
    unfinished = (row for row in worked_on if row.open)
    return next(unfinished, next((row for row in rows if not row.opened), None))


def _row(lesson: Lesson, curriculum: Curriculum, summary: Summary, base: Path | None) -> LessonRow:
    predictions, questions = _items(lesson.id, base)
    done = summary.lessons.get(lesson.id) or LessonState()
    check = summary.checks.get(lesson.assignment) if lesson.assignment else None
    answers = {item: right for item, right in done.answers.items() if item in questions}
    return LessonRow(
        lesson=lesson,
        module=curriculum.module_of(lesson.id).title,
        opened=lesson.id in summary.lessons or check is not None,
        predictions=len(predictions),
        guesses=len(predictions & set(done.guesses)),
        questions=len(questions),
        answered=len(answers),
        right=sum(answers.values()),
        check=check,
    )


@cache
def _items(lesson_id: str, base: Path | None) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of a lesson's predictions and questions; none where no item is written yet."""
    items = load_lesson_items(lesson_id, base)
    guesses = frozenset(item.id for item in items if item.use == "prediction")
    return guesses, frozenset(item.id for item in items) - guesses
