"""What a learner has done: recorded while they learn, told back as one summary.

Widgets ask :func:`current` for the record of the workspace that the kernel runs in.
Where there is no workspace (grading, a bare Python) it is a record that keeps
nothing and says nothing, so no caller ever asks whether there is one. Recording
never raises: a full disk must not stop a lesson.
"""

from __future__ import annotations

import sqlite3
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from tpmlab.errors import TpmlabError
from tpmlab.learning.places import find_workspace, progress_file
from tpmlab.learning.store import Event, ProgressError, Store

__all__ = ["CheckState", "LessonState", "Progress", "Summary", "current", "summarise"]


@dataclass
class LessonState:
    """What one lesson's record says. ``chosen`` are 0-based option positions in file order."""

    first: str = ""
    guesses: dict[str, list[int]] = field(default_factory=dict)
    answers: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class CheckState:
    """The latest check of one assignment, and the most points any check gave."""

    earned: float
    possible: float
    best: float
    parts: Mapping[str, str]


@dataclass
class Summary:
    """Everything recorded, the latest word on each thing.

    ``recent`` names what was worked on, latest first: ``lesson:ID`` or ``assignment:ID``.
    """

    lessons: dict[str, LessonState] = field(default_factory=dict)
    checks: dict[str, CheckState] = field(default_factory=dict)
    assessment: dict[str, str] = field(default_factory=dict)
    recent: list[str] = field(default_factory=list)


class Progress:
    """The record of one workspace, or of none.

    Examples
    --------
    >>> nowhere = Progress(None)
    >>> nowhere.lesson_opened("critical-path")
    >>> nowhere.summary().lessons
    {}
    """

    def __init__(self, workspace: Path | None) -> None:
        self.workspace = workspace
        self._store = Store(progress_file(workspace)) if workspace else None
        self._unsaved: list[Event] = []
        self._complained = False
        self._lock = threading.Lock()  # widget callbacks may run in a second thread

    def lesson_opened(self, lesson: str) -> None:
        """Record that a cell of the lesson ran."""
        self._record(Event("opened", lesson))

    def guess(self, lesson: str, item: str, chosen: Sequence[int]) -> None:
        """Record a guess, made before the answer was opened."""
        self._record(Event("guess", lesson, item, {"chosen": list(chosen)}))

    def answer(self, lesson: str, item: str, chosen: Sequence[int], correct: bool) -> None:
        """Record the answer to a question."""
        self._record(
            Event("answer", lesson, item, {"chosen": list(chosen), "correct": bool(correct)})
        )

    def check_run(
        self, assignment: str, earned: float, possible: float, parts: Mapping[str, str]
    ) -> None:
        """Record a check; ``parts`` says of each part passed, wrong, unanswered or broken."""
        data = {"earned": float(earned), "possible": float(possible), "parts": dict(parts)}
        self._record(Event("check", assignment, "", data))

    def self_assessment(self, answers: Mapping[str, str]) -> None:
        """Record the answers to the questions of *Start here*."""
        self._record(Event("assessment", "start-here", "", {"answers": dict(answers)}))

    def events(self) -> list[Event]:
        """All events, oldest first, those not yet saved included.

        Raises
        ------
        ProgressError
            If the file can't be read or was written by a newer tpmlab.
        """
        try:
            saved = self._store.events() if self._store else []
        except (sqlite3.Error, OSError) as error:
            raise ProgressError(
                f"The progress in {self.workspace} can't be read ({error}): close what else "
                "uses it, or correct its permissions."
            ) from None
        self._tell_notice()
        return saved + self._unsaved

    def summary(self) -> Summary:
        """Everything recorded as one summary; empty where nothing can be read."""
        return summarise(self._readable())

    def choices(self, kind: Literal["guess", "answer"], lesson: str) -> dict[str, list[list[int]]]:
        """Tell what was chosen in a lesson: item → the chosen options of each try, oldest first.

        Examples
        --------
        >>> Progress(None).choices("answer", "critical-path")
        {}
        """
        chosen: dict[str, list[list[int]]] = {}
        for event in self._readable():
            if event.kind == kind and event.subject == lesson:
                chosen.setdefault(event.item, []).append(event.data["chosen"])
        return chosen

    def _readable(self) -> list[Event]:
        """All events that can be read; what stands in the way is said once."""
        try:
            return self.events()
        except ProgressError as error:
            self._complain("read", error)
            return self._unsaved

    def _record(self, event: Event) -> None:
        if self._store is None:
            return
        with self._lock:
            self._unsaved.append(event)
            try:
                self._store.append(self._unsaved)
            except (TpmlabError, sqlite3.Error, OSError) as error:
                self._complain("saved", error)
            else:
                self._unsaved.clear()
        self._tell_notice()

    def _tell_notice(self) -> None:
        if self._store and self._store.notice:
            _say(self._store.notice)
            self._store.notice = None

    def _complain(self, verb: str, error: Exception) -> None:
        """Say once why progress can't be saved or read; the lesson goes on."""
        if self._complained:
            return
        self._complained = True
        if isinstance(error, TpmlabError):
            _say(f"Your progress can't be {verb}: {error}")
        else:
            _say(
                f"Your progress can't be {verb} ({error}). The lesson goes on; what you do "
                "is kept in memory and saved with your next answer once the folder can be written."
            )


def current() -> Progress:
    """Find the record of the workspace around the current folder; without one, a silent record.

    Examples
    --------
    >>> current().guess("critical-path", "which-task", [1])
    """
    return _of(find_workspace())


@cache
def _of(workspace: Path | None) -> Progress:
    """One record a workspace and process, so that events not yet saved are found again."""
    return Progress(workspace)


def summarise(events: Sequence[Event]) -> Summary:
    """Fold events, oldest first, into the latest word on each thing.

    Examples
    --------
    >>> wrong = Event("answer", "critical-path", "float", {"chosen": [0], "correct": False})
    >>> right = Event("answer", "critical-path", "float", {"chosen": [2], "correct": True})
    >>> summarise([wrong, right]).lessons["critical-path"].answers
    {'float': True}
    """
    summary, order = Summary(), dict[str, None]()
    for event in events:
        key = f"{'assignment' if event.kind == 'check' else 'lesson'}:{event.subject}"
        order.pop(key, None)
        order[key] = None
        _fold(summary, event)
    summary.recent = list(reversed(order))
    return summary


def _fold(summary: Summary, event: Event) -> None:
    if event.kind == "check":
        before = summary.checks.get(event.subject)
        earned, possible = event.data["earned"], event.data["possible"]
        best = max(earned, before.best) if before else earned
        summary.checks[event.subject] = CheckState(earned, possible, best, event.data["parts"])
        return
    lesson = summary.lessons.setdefault(event.subject, LessonState(first=event.at))
    if event.kind == "guess":
        lesson.guesses.setdefault(event.item, event.data["chosen"])  # the first guess is the guess
    elif event.kind == "answer":
        lesson.answers[event.item] = event.data["correct"]
    elif event.kind == "assessment":
        summary.assessment = event.data["answers"]


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
