"""Sessions spread out or in one block: what is expected to be left on the day, and after it."""

from __future__ import annotations

from datetime import date, timedelta

from IPython.display import display

from tpmlab.exam.study.tables import recall_table
from tpmlab.explorer_pictures.spacing import (
    AFTER_DAYS,
    SpacingFigure,
    SpacingView,
    describe,
    headline,
)
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn, slider

__all__ = ["SpacingExplorer", "spacing_explorer"]

_EXAM = date(2027, 6, 24)


def spacing_explorer(exam: date = _EXAM) -> None:
    """Display what a forgetting curve expects of one task, practised apart or in one block.

    Parameters
    ----------
    exam : datetime.date
        Day of the exam.

    Examples
    --------
    >>> explorer = SpacingExplorer()
    >>> apart, block = (round(explorer.view().expected(name)) for name in ("apart", "block"))
    >>> apart > block
    True
    """
    frame.show(
        lambda: SpacingExplorer(exam).frame.box,
        lambda: display(SpacingFigure().picture(_view(exam, 4, 21, 7))),
        "move the sessions apart",
    )


class SpacingExplorer(HandsOn):
    """Controls and picture behind :func:`spacing_explorer`.

    Attributes
    ----------
    inputs : dict of Widget by name
        ``"sessions"``, ``"gap"`` and ``"rest"``, the last two in days.
    """

    question = (
        "The same four sessions: which gap already gives most of the lead on the day of the exam? "
        "And which would you choose if the work went on for sixty days after it?"
    )

    def __init__(self, exam: date = _EXAM) -> None:
        self._exam = exam
        self._figure = SpacingFigure()
        super().__init__(
            {
                "sessions": slider("Sessions on this task", 4, 2, 6),
                "gap": slider("Days between sessions", 21, 1, 28),
                "rest": slider("Last one before exam, days", 7, 1, 40),
            }
        )

    def view(self) -> SpacingView:
        """Follow both curves as the controls stand."""
        return _view(self._exam, *(self.value(name) for name in ("sessions", "gap", "rest")))

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the state of the controls."""
        view = self.view()
        self._figure.show(view)
        return self._figure.png(), describe(view), headline(view)


def _view(exam: date, sessions: int, gap: int, rest: int) -> SpacingView:
    def days(step: int) -> list[date]:
        return [exam - timedelta(rest + step * n) for n in range(sessions)]

    curves = recall_table({"apart": days(gap), "block": days(1)}, exam + timedelta(AFTER_DAYS))
    return SpacingView(curves, exam, sessions, gap, rest)
