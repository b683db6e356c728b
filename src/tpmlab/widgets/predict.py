"""Try first: a guess before the answer, recorded, and spoken to when the answer opens."""

from __future__ import annotations

import ipywidgets as w
from IPython.display import HTML, display

from tpmlab.errors import ContentError
from tpmlab.exam.items.bank import load_item
from tpmlab.exam.items.markup import to_html
from tpmlab.exam.items.model import ChoiceItem
from tpmlab.learning import progress
from tpmlab.widgets.frame import show
from tpmlab.widgets.question import Question, style_sheet
from tpmlab.widgets.question_html import printed_html, said_html

__all__ = ["Prediction", "predict"]


def predict(label: str) -> None:
    """Ask for a guess before the answer is shown; the first guess is kept in the record.

    Parameters
    ----------
    label : str
        ``lesson-id:item-id`` of an item whose ``use`` is ``prediction``.

    Raises
    ------
    ContentError
        If there is no such prediction.

    Examples
    --------
    >>> predict("which-task")
    Traceback (most recent call last):
        ...
    tpmlab.errors.ContentError: 'which-task' names no prediction; write 'lesson-id:item-id'.
    """
    lesson, colon, name = label.partition(":")
    if not (lesson and colon and name):
        raise ContentError(f"'{label}' names no prediction; write 'lesson-id:item-id'.")
    item = load_item(lesson, name)
    if item.use != "prediction":
        raise ContentError(f"'{label}' is a quiz item; set 'use: prediction' in {item.file}.")
    show(
        lambda: Prediction(item).box,
        lambda: display(HTML(printed_html(item, with_key=False))),
        invite="record your guess before you open the answer below",
    )


class Prediction:
    """The live form of a prediction.

    The guess may be changed until the answer is opened. The button that opens it has
    the CSS class ``tpmlab-open-reveal``: where tpmlab's JupyterLab extension runs, a
    click on it also unfolds the output stored below.

    Parameters
    ----------
    item : ChoiceItem
        A prediction. A guess recorded earlier is shown again.

    Attributes
    ----------
    box : VBox
        The widget to display.
    question : Question
        The controls.
    open_button : Button
        "Show the answer"; hidden until a guess is recorded.
    """

    def __init__(self, item: ChoiceItem) -> None:
        self._record = progress.current()
        self._record.lesson_opened(item.lesson)
        self._item = item
        self._guess: list[int] = []
        self.question = Question(item, self._take, button="Record my guess")
        self.open_button = w.Button(description="Show the answer", button_style="primary")
        self.open_button.add_class("tpmlab-open-reveal")
        self.open_button.layout.display = "none"
        self.open_button.on_click(lambda _: self._open())
        self.question.add_button(self.open_button)
        self._recall()
        self.box = w.VBox([style_sheet(), self.question.box])

    def _take(self, question: Question, chosen: list[int]) -> None:
        self._record.guess(question.item.lesson, question.item.id, chosen)
        self._offer(chosen, "Recorded.")

    def _offer(self, chosen: list[int], word: str) -> None:
        """Tell the guess back and offer the answer."""
        self._guess = chosen
        texts = ", ".join(to_html(self._item.options[n].text) for n in chosen)
        self.question.say(
            f'<p role="status"><strong>{word}</strong> You say: {texts}. '
            "You may change it until you open the answer.</p>"
        )
        self.open_button.layout.display = None

    def _open(self) -> None:
        with self.question.lock:
            self.question.choose(self._guess)
            self.question.lock_choice()
            self.question.say(said_html(self._item, self._guess))

    def _recall(self) -> None:
        item = self._item
        earlier = self._record.choices("guess", item.lesson).get(item.id, [])
        if earlier and self.question.choose(earlier[-1]):
            self._offer(earlier[-1], "Your guess from before.")
