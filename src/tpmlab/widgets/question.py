"""One question's controls: real radio buttons or checkboxes, a button, and room for an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import RLock

import ipywidgets as w

from tpmlab.exam.bank import Item, MultipleItem
from tpmlab.exam.markup import to_plain
from tpmlab.widgets.question_html import STYLE, stem_html

__all__ = ["Question", "style_sheet"]


def style_sheet() -> w.HTML:
    """Make the invisible widget that gives questions their looks; one beside them is enough."""
    return w.HTML(STYLE, layout=w.Layout(display="none"))


class Question:
    """A question that can be answered by mouse or keyboard alone.

    Parameters
    ----------
    item : Item
        What is asked.
    answered : callable
        Called with this question and the numbers of the chosen options (from 0,
        ascending) when the button is pressed and as many are chosen as the item asks
        for. Calls never overlap.
    button : str
        What the button says.
    number : str
        Shown above the stem, such as "Question 2 of 5".

    Attributes
    ----------
    box : VBox
        The widget to display; CSS class ``tpmlab-question``.
    """

    def __init__(
        self,
        item: Item,
        answered: Callable[[Question, list[int]], None],
        *,
        button: str = "Answer",
        number: str = "",
    ) -> None:
        self.item = item
        self.lock = RLock()
        self._answered = answered
        self._number = number
        self._stem = w.HTML(stem_html(item, number))
        self._choice = _Boxes(item) if isinstance(item, MultipleItem) else _Radios(item)
        self._choice.watch(self._changed)
        self.button = w.Button(description=button)
        self.button.on_click(lambda _: self._pressed())
        self._buttons = w.HBox([self.button], layout=w.Layout(flex_flow="row wrap"))
        self._feedback = w.HTML()
        self._feedback.add_class("tpmlab-feedback")
        self.box = w.VBox([self._stem, self._choice.widget, self._buttons, self._feedback])
        self.box.add_class("tpmlab-question")

    @property
    def chosen(self) -> list[int]:
        """Numbers of the options now chosen, ascending."""
        return self._choice.get()

    @property
    def feedback(self) -> str:
        """The HTML shown below the button."""
        return str(self._feedback.value)

    def choose(self, numbers: Sequence[int]) -> bool:
        """Choose options as if by hand; False, and nothing done, if they don't fit the item."""
        fits = len(set(numbers)) == len(self.item.keys) and all(
            0 <= n < len(self.item.options) for n in numbers
        )
        if fits:
            self._choice.set(numbers)
        return fits

    def say(self, html: str) -> None:
        """Show HTML below the button, where a screen reader hears it."""
        self._feedback.value = html

    def note(self, text: str) -> None:
        """Add a word to the line above the stem, such as "answered right"."""
        self._stem.value = stem_html(self.item, self._number, text)

    def add_button(self, button: w.Button) -> None:
        """Put a further button beside the first."""
        self._buttons.children = (*self._buttons.children, button)

    def lock_choice(self) -> None:
        """Keep the choice as it stands from now on."""
        self._choice.disable()
        self.button.disabled = True

    def _changed(self) -> None:
        with self.lock:
            self.say("")  # it spoke to another choice

    def _pressed(self) -> None:
        with self.lock:
            chosen = self.chosen
            wanted = len(self.item.keys)
            if len(chosen) == wanted:
                self._answered(self, chosen)
                return
            text = f"Choose {wanted} options; {len(chosen)} are chosen."
            self.say(f'<p role="status">{"Choose an option first." if wanted == 1 else text}</p>')


class _Radios:
    """One of several options."""

    def __init__(self, item: Item) -> None:
        texts = [to_plain(option.text) for option in item.options]
        self.widget = w.RadioButtons(options=texts, index=None)

    def get(self) -> list[int]:
        return [] if self.widget.index is None else [self.widget.index]

    def set(self, numbers: Sequence[int]) -> None:
        self.widget.index = numbers[0] if numbers else None

    def watch(self, changed: Callable[[], None]) -> None:
        self.widget.observe(lambda _: changed(), names="index")

    def disable(self) -> None:
        self.widget.disabled = True


class _Boxes:
    """Any number of several options."""

    def __init__(self, item: Item) -> None:
        self._boxes = [
            w.Checkbox(value=False, description=to_plain(option.text), indent=False)
            for option in item.options
        ]
        self.widget = w.VBox(self._boxes)
        self.widget.add_class("tpmlab-options")

    def get(self) -> list[int]:
        return [n for n, box in enumerate(self._boxes) if box.value]

    def set(self, numbers: Sequence[int]) -> None:
        for n, box in enumerate(self._boxes):
            box.value = n in numbers

    def watch(self, changed: Callable[[], None]) -> None:
        for box in self._boxes:
            box.observe(lambda _: changed(), names="value")

    def disable(self) -> None:
        for box in self._boxes:
            box.disabled = True
