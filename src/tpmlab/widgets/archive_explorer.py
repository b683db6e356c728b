"""A project's archive: take a document away, and see which questions lose their answer."""

from __future__ import annotations

import datetime as dt
from html import escape

from IPython.display import display

from tpmlab import cases
from tpmlab.role import state_of, trace
from tpmlab.role.pictures import archive_picture
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn, choice, slider

__all__ = ["ArchiveExplorer", "archive_explorer"]

_TODAY = dt.date(2027, 2, 19)
_LAST_WEEKS = 9  # from today to after the closing report


def archive_explorer(question: str = "why-built-so") -> None:
    """Display the documents of Wickerbridge Billing, one or two of them missing.

    Parameters
    ----------
    question : str
        Id of the question looked up at the start.

    Examples
    --------
    >>> explorer = ArchiveExplorer()
    >>> explorer.inputs["missing"].value = "requirements"
    >>> explorer.states()["how-good"]
    'unfounded'
    """
    frame.show(
        lambda: ArchiveExplorer(question).frame.box,
        lambda: display(archive_picture(cases.archive(), missing=["design-record"], today=_TODAY)),
        "take a document away",
    )


class ArchiveExplorer(HandsOn):
    """Controls and picture behind :func:`archive_explorer`.

    Attributes
    ----------
    inputs : dict of Widget by name
        ``"missing"``, ``"also missing"`` (ids of documents, or empty), ``"question"`` and
        ``"weeks"`` after 19 February 2027.
    """

    question = (
        "Which single document takes the ground from most answers when it's missing, and which "
        "takes an answer that nothing else gives? Are they the ones you would write first?"
    )

    def __init__(self, question: str = "why-built-so") -> None:
        self._archive = archive = cases.archive()
        titles = [("nothing", ""), *((one.title, one.id) for one in archive.documents)]
        asked = [(one.text, one.id) for one in archive.questions]
        levers = {
            "missing": choice("Missing", titles, "design-record"),
            "also missing": choice("Also missing", titles, ""),
            "question": choice("Somebody asks", asked, question),
            "weeks": slider("Weeks after 19 February", 0, 0, _LAST_WEEKS),
        }
        super().__init__(levers)

    def missing(self) -> list[str]:
        """Ids of the documents taken away."""
        chosen = (self.value("missing"), self.value("also missing"))
        return list(dict.fromkeys(name for name in chosen if name))

    def states(self) -> dict[str, str]:
        """State of every question's answer, by id; what is planned counts as written."""
        gone = self.missing()
        return {
            one.id: state_of(self._archive, one.id, missing=gone) for one in self._archive.questions
        }

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the archive as the controls stand."""
        gone = self.missing()
        day = _TODAY + dt.timedelta(weeks=self.value("weeks"))
        picture = archive_picture(self._archive, missing=gone, today=day)
        name = self.value("question")
        state = state_of(self._archive, name, missing=gone, day=day)
        chain = " ← ".join(
            f"<s>{escape(one.title)}</s>" if one.id in gone or one.day > day else escape(one.title)
            for one in trace(self._archive, name)
        )
        words = {
            "answered": "answered",
            "unfounded": "answered without ground",
            "open": "no answer",
        }
        head = f"<p style='margin:4px 0'>On {day.day} {day:%b %Y}: {words[state]}. {chain}</p>"
        return picture.png(), picture.alt, head
