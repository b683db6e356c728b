"""Check yourself: the quiz items of a lesson, with an answer to every answer."""

from __future__ import annotations

from collections.abc import Sequence
from threading import RLock

import ipywidgets as w
from IPython.display import HTML, display

from tpmlab.curriculum import load_curriculum
from tpmlab.errors import ContentError
from tpmlab.exam.items.bank import load_lesson_items
from tpmlab.exam.items.model import ChoiceItem
from tpmlab.learning import progress
from tpmlab.widgets.frame import show
from tpmlab.widgets.question import Question, style_sheet
from tpmlab.widgets.question_html import printed_html, verdict_html

__all__ = ["Quiz", "quiz"]


def quiz(lesson: str) -> None:
    """Ask the questions of a lesson; what is answered counts in the learner's progress.

    Parameters
    ----------
    lesson : str
        Id of a lesson that has quiz items.

    Raises
    ------
    ContentError
        If the lesson has no quiz items, or one of them breaks a rule.

    Examples
    --------
    >>> quiz("no-such-lesson")
    Traceback (most recent call last):
        ...
    tpmlab.errors.ContentError: The lesson 'no-such-lesson' has no quiz items; correct its id.
    """
    items = _in_teaching_order(lesson)
    if not items:
        raise ContentError(f"The lesson '{lesson}' has no quiz items; correct its id.")
    show(lambda: Quiz(items).box, lambda: _print(items), invite="answer the questions here")


class Quiz:
    """The live form of a quiz.

    Parameters
    ----------
    items : sequence of ChoiceItem
        Quiz items of one lesson, in the order asked. Answers given earlier are shown again.

    Attributes
    ----------
    box : VBox
        The widget to display.
    questions : list of Question
        One for each item.
    """

    def __init__(self, items: Sequence[ChoiceItem]) -> None:
        self._record = progress.current()
        self._record.lesson_opened(items[0].lesson)
        self._lock = RLock()  # two callbacks may run in two threads
        self._items = {item.id: item for item in items}
        self._right: dict[str, list[bool]] = {item.id: [] for item in items}
        self.questions = [
            Question(item, self._take, number=f"Question {n} of {len(items)}")
            for n, item in enumerate(items, start=1)
        ]
        self._line = w.HTML()
        self._line.add_class("tpmlab-score")
        self._line.add_class("tpmlab-feedback")
        self._recall()
        self.box = w.VBox([style_sheet(), *(q.box for q in self.questions), self._line])

    @property
    def score(self) -> str:
        """The line below the questions."""
        tries = self._right.values()
        right = sum(any(answers) for answers in tries)
        if right < len(tries):
            return f"{right} of {len(tries)} right so far."
        first = sum(answers[0] for answers in tries)
        return f"{right} of {len(tries)} right, {first or 'none'} of them at the first try."

    def _take(self, question: Question, chosen: list[int]) -> None:
        item = question.item
        self._record.answer(item.lesson, item.id, chosen, item.is_right(chosen))
        self._answer(question, chosen)
        self._count()

    def _answer(self, question: Question, chosen: list[int]) -> None:
        with self._lock:
            item = self._items[question.item.id]
            tries = self._right[item.id]
            tries.append(item.is_right(chosen))
            question.say(verdict_html(item, chosen))
            if any(tries):
                question.note("answered right")

    def _count(self) -> None:
        with self._lock:
            self._line.value = f'<p role="status">{self.score}</p>'

    def _recall(self) -> None:
        """Show earlier answers again; one that no longer fits its question is left out."""
        earlier = self._record.choices("answer", self.questions[0].item.lesson)
        for question in self.questions:
            for chosen in earlier.get(question.item.id, []):
                if question.choose(chosen):
                    self._answer(question, chosen)
        self._count()


def _in_teaching_order(lesson: str) -> list[ChoiceItem]:
    """Quiz items in the order of the objectives they check, as the lesson teaches them."""
    items = [item for item in load_lesson_items(lesson) if item.use == "quiz"]
    known = load_curriculum().lessons.get(lesson)
    taught = [objective.id for objective in known.objectives] if known else []
    if not taught:
        return items
    return sorted(items, key=lambda item: (taught.index(str(item.objective)), item.id))


def _print(items: Sequence[ChoiceItem]) -> None:
    parts = [
        printed_html(item, f"Question {n} of {len(items)}", with_key=True)
        for n, item in enumerate(items, start=1)
    ]
    display(HTML("<hr>".join(parts)))
