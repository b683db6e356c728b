"""One question as a widget, for lessons, practice and mock exams alike.

Situation and exhibit, the control that fits the type, a button if one is wanted, and room
for what is said to the answer. By mouse or keyboard alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import RLock

import ipywidgets as w

from tpmlab.exam.items.model import Answer, ChoiceItem, HotspotItem, Item
from tpmlab.exam_pictures.page import exhibit_html
from tpmlab.widgets.question_controls import LETTERS, control_for
from tpmlab.widgets.question_html import asked_html, judged_html, stem_html
from tpmlab.widgets.question_style import STYLE

__all__ = ["Question", "style_sheet"]


def style_sheet() -> w.HTML:
    """Make the invisible widget that gives questions their looks; one beside them is enough."""
    return w.HTML(STYLE, layout=w.Layout(display="none"))


class Question:
    """A question that can be answered by mouse or keyboard alone.

    Parameters
    ----------
    item : Item
        What is asked; any type.
    answered : callable, optional
        Called with this question and the answer's numbers when the button is pressed and
        the answer is complete. Calls never overlap.
    button : str
        What the button says; without one there is none.
    number : str
        Shown above the stem, such as "Question 2 of 5".
    strikable : bool
        Offer to strike options out; they have letters then.

    Attributes
    ----------
    box : VBox
        The widget to display; CSS class ``tpmlab-question``.
    """

    def __init__(
        self,
        item: Item,
        answered: Callable[[Question, list[int]], None] | None = None,
        *,
        button: str = "Answer",
        number: str = "",
        strikable: bool = False,
    ) -> None:
        self.item = item
        self.lock = RLock()
        self._answered = answered
        self._number = number
        self._listeners: list[Callable[[Question], object]] = []
        self._strike_listeners: list[Callable[[Question, int], object]] = []
        self._struck: set[int] = set()
        self._quiet = self._locked = False
        self._stem = w.HTML(stem_html(item, number))
        self._choice = control_for(item, lettered=strikable)
        self._choice.watch(self._changed)
        self._strikers = self._strike_buttons() if strikable else []
        self.button = w.Button(description=button or "Answer")
        self.button.on_click(lambda _: self._pressed())
        shown = [self.button] if button else []
        self._buttons = w.HBox(shown, layout=w.Layout(flex_flow="row wrap"))
        self._feedback = w.HTML()
        self._feedback.add_class("tpmlab-feedback")
        strikes = w.HBox(self._strikers, layout=w.Layout(flex_flow="row wrap"))
        parts = [self._choice.widget, strikes, self._buttons, self._feedback]
        self.box = w.VBox([self._stem, *self._exhibit(), w.HTML(asked_html(item)), *parts])
        self.box.add_class("tpmlab-question")

    @property
    def answer(self) -> Answer | None:
        """The answer, or None as long as it isn't complete."""
        answer = self._choice.get()
        return answer if self.item.problem(answer) is None else None

    @property
    def partial(self) -> Answer:
        """The answer as it stands: empty, or with -1 where nothing is chosen yet."""
        return self._choice.get()

    @property
    def chosen(self) -> list[int]:
        """Numbers of the options now chosen, ascending where order means nothing."""
        return list(self._choice.get())

    @property
    def strikes(self) -> frozenset[int]:
        """Numbers of the options struck out."""
        return frozenset(self._struck)

    @property
    def feedback(self) -> str:
        """The HTML shown below the button."""
        return str(self._feedback.value)

    def on_change(self, listener: Callable[[Question], object]) -> None:
        """Call back after each change that the learner makes to the answer."""
        self._listeners.append(listener)

    def on_strike(self, listener: Callable[[Question, int], object]) -> None:
        """Call back with an option's number when the learner strikes it out or restores it."""
        self._strike_listeners.append(listener)

    def choose(self, numbers: Sequence[int]) -> bool:
        """Choose as if by hand; False, and nothing done, if the answer doesn't fit the item."""
        fits = self.item.problem(tuple(numbers)) is None
        if fits:
            self._choice.set(numbers)
        return fits

    def put(self, answer: Sequence[int], strikes: Sequence[int] = ()) -> None:
        """Show an earlier answer, complete or not, and earlier strikes; nobody is called."""
        with self.lock:
            self._quiet = True
            try:
                self._choice.set(answer)
            finally:
                self._quiet = False
            for n in range(len(self._strikers)):
                self._show_strike(n, n in strikes)

    def say(self, html: str) -> None:
        """Show HTML below the button, where a screen reader hears it."""
        self._feedback.value = html

    def show_feedback(self) -> None:
        """Judge the answer as it stands, for good: each choice with its reason, and the rule."""
        self.lock_choice()
        self.say(judged_html(self.item, self.answer or ()))

    def note(self, text: str) -> None:
        """Add a word to the line above the stem, such as "answered right"."""
        self._stem.value = stem_html(self.item, self._number, text)

    def add_button(self, button: w.Button) -> None:
        """Put a further button beside the first."""
        self._buttons.children = (*self._buttons.children, button)

    def lock_choice(self) -> None:
        """Keep the choice as it stands from now on."""
        self._locked = True
        self._choice.disable()
        for button in (self.button, *self._strikers):
            button.disabled = True

    def _exhibit(self) -> list[w.Widget]:
        """Show the exhibit, unless the answer is given by pointing at it."""
        if self.item.exhibit is None or isinstance(self.item, HotspotItem):
            return []
        exhibit = w.HTML(exhibit_html(self.item.exhibit))
        exhibit.add_class("tpmlab-exhibit-box")
        return [exhibit]

    def _strike_buttons(self) -> list[w.Button]:
        if not isinstance(self.item, ChoiceItem):
            return []
        buttons = []
        for n in range(len(self.item.options)):
            button = w.Button(description=f"Strike out {LETTERS[n]}")
            button.on_click(lambda _, n=n: self._strike(n))
            buttons.append(button)
        return buttons

    def _strike(self, option: int) -> None:
        with self.lock:
            if not self._locked:
                self._show_strike(option, option not in self._struck)
                for listener in self._strike_listeners:
                    listener(self, option)

    def _show_strike(self, option: int, struck: bool) -> None:
        word = "Restore" if struck else "Strike out"
        self._strikers[option].description = f"{word} {LETTERS[option]}"
        self._struck = self._struck | {option} if struck else self._struck - {option}
        (self.box.add_class if struck else self.box.remove_class)(f"tpmlab-struck-{option}")

    def _changed(self) -> None:
        with self.lock:
            if self._quiet or self._locked:
                return
            self.say("")  # it spoke to another choice
            for listener in self._listeners:
                listener(self)

    def _pressed(self) -> None:
        with self.lock:
            problem = self.item.problem(self._choice.get())
            if problem is not None:
                self.say(f'<p role="status">{problem}</p>')
            elif self._answered is not None:
                self._answered(self, self.chosen)
