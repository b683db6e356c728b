"""*Start here*: a self-assessment that proposes a path, the lessons, and where to go on."""

from __future__ import annotations

from threading import RLock
from typing import Any

import ipywidgets as w
from IPython.display import HTML, display

from tpmlab.curriculum import Curriculum, load_curriculum
from tpmlab.learning.overview import START, continue_at, rows
from tpmlab.learning.paths import QUESTIONS, Path, Question, propose
from tpmlab.learning.progress import Progress, current
from tpmlab.widgets import start_here_html as html
from tpmlab.widgets.frame import show

__all__ = ["start_here"]

_UNANSWERED = -1


def start_here() -> None:
    """Show where you stand: continue where you stopped, your path, and every lesson.

    Progress is read from the workspace around the notebook; where there is none, the
    lessons are listed without it.
    """
    curriculum = load_curriculum()
    show(
        lambda: _StartHere(curriculum, current()).box,
        lambda: display(HTML(html.printed(curriculum))),
        "find your path and see your own progress",
    )


class _StartHere:
    """The page: HTML for what is read, controls for what is answered."""

    def __init__(self, curriculum: Curriculum, progress: Progress) -> None:
        self._lock = RLock()  # a callback may run in another thread
        self._curriculum, self._progress = curriculum, progress
        self._done: set[str] = set()
        self._given: dict[str, str] = {}  # kept where there is no workspace to record them in
        progress.lesson_opened(START)
        self._top, self._path, self._lessons = w.HTML(), w.HTML(), w.HTML()
        self._news = w.HTML()
        self._controls = {question.id: _choice(question) for question in QUESTIONS}
        ask = _button("Propose my path", "primary", self._answered)
        self._again = _button("Answer again", "", self._ask_again)
        fresh = _button("Refresh", "", self._refreshed)
        groups = w.VBox([_group(n, q, self._controls[q.id]) for n, q in enumerate(QUESTIONS, 1)])
        groups.add_class("tpmlab-questions")
        self._form = w.VBox([groups, w.HBox([ask, self._news])])
        self.box = w.VBox(
            [
                w.HTML(html.STYLE),
                self._top,
                self._path,
                self._form,
                self._again,
                self._lessons,
                fresh,
            ]
        )
        self.box.add_class("tpmlab-start")
        self._refresh()

    def _refresh(self) -> None:
        """Read the progress anew and show it."""
        summary = self._progress.summary()
        table = rows(self._curriculum, summary)
        answers = summary.assessment or self._given
        path = propose(answers, self._curriculum) if answers else None
        self._top.value = html.top(continue_at(table, summary), path)
        self._lessons.value = html.lessons(table, self._curriculum)
        self._done = {row.lesson.id for row in table if row.state == "done"}
        self._show_path(path)

    def _show_path(self, path: Path | None) -> None:
        self._path.value = html.path(path, self._done) if path else html.invitation(len(QUESTIONS))
        self._form.layout.display = "none" if path else None
        self._again.layout.display = None if path else "none"

    def _answered(self, _: Any) -> None:
        with self._lock:
            answers = {
                question.id: control.value
                for question, control in zip(QUESTIONS, self._controls.values(), strict=True)
                if control.value is not None
            }
            open_questions = [
                str(number)
                for number, question in enumerate(QUESTIONS, start=1)
                if question.id not in answers
            ]
            if open_questions:
                self._news.value = html.news(f"Still open: {', '.join(open_questions)}.")
                return
            self._news.value = html.news("")
            self._progress.self_assessment(answers)
            self._given = answers
            self._refresh()

    def _ask_again(self, _: Any) -> None:
        with self._lock:
            answers = self._progress.summary().assessment or self._given
            for question, control in self._controls.items():
                if question in answers:
                    control.value = answers[question]
            self._show_path(None)

    def _refreshed(self, _: Any) -> None:
        with self._lock:
            self._refresh()


def _choice(question: Question) -> w.RadioButtons:
    options = [(text, name) for name, text in question.choices.items()]
    return w.RadioButtons(options=options, value=None, layout=w.Layout(width="auto"))


def _group(number: int, question: Question, control: w.RadioButtons) -> w.VBox:
    """One question; our Lab extension ties the stem to the options by these classes."""
    group = w.VBox([w.HTML(html.stem(number, question.text)), control])
    group.add_class("tpmlab-question")
    return group


def _button(text: str, style: str, act: Any) -> w.Button:
    button = w.Button(description=text, button_style=style)
    button.layout = w.Layout(width="auto", align_self="flex-start")
    button.on_click(act)
    return button
