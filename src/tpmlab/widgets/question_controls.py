"""What answers each type of question: radio buttons, checkboxes, lists, moves, places.

Every control gives and takes an answer in the form of all items: a tuple of numbers from 0,
-1 for a prompt or gap without a choice, empty while nothing is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Protocol

import ipywidgets as w

from tpmlab.exam.items.markup import to_html, to_plain
from tpmlab.exam.items.model import Answer, HotspotItem, Item
from tpmlab.exam.items.types import PullDownItem
from tpmlab.exam.playing.asking import Asked, how_asked
from tpmlab.exam_pictures.page import drawing_of, folded_table, image_html

__all__ = ["LETTERS", "Control", "control_for"]

LETTERS = "ABCDEFGH"
_CHOOSE = "Choose …"

Changed = Callable[[], None]


class Control(Protocol):
    """A widget that holds an answer."""

    widget: w.Widget

    def get(self) -> Answer:
        """Give the answer as it stands, complete or not."""
        ...

    def set(self, answer: Sequence[int]) -> None:
        """Show an answer; empty for none."""
        ...

    def watch(self, changed: Changed) -> None:
        """Call back after each change."""
        ...

    def disable(self) -> None:
        """Keep the answer as it stands."""
        ...


def control_for(item: Item, *, lettered: bool = False) -> Control:
    """Make the control that fits an item.

    Parameters
    ----------
    item : Item
        Of any type.
    lettered : bool
        Write a letter before each option of a list; places always have theirs.
    """
    asked = how_asked(item)
    if isinstance(item, HotspotItem):
        return _Spots(item)
    if isinstance(item, PullDownItem):
        return _Gaps(item, asked)
    if asked.kind == "each":
        return _Fields(asked)
    if asked.kind == "order":
        return _Order(asked)
    texts = [to_plain(text) for text in asked.fields[0].options]
    if lettered:
        texts = [f"{letter}. {text}" for letter, text in zip(LETTERS, texts, strict=False)]
    return _Radios(texts) if asked.kind == "one" else _Boxes(texts)


class _Radios:
    """One of several options."""

    def __init__(self, texts: list[str]) -> None:
        self.widget = w.RadioButtons(options=texts, index=None)

    def get(self) -> Answer:
        return () if self.widget.index is None else (self.widget.index,)

    def set(self, answer: Sequence[int]) -> None:
        self.widget.index = answer[0] if answer else None

    def watch(self, changed: Changed) -> None:
        self.widget.observe(lambda _: changed(), names="index")

    def disable(self) -> None:
        self.widget.disabled = True


class _Boxes:
    """Any number of several options."""

    def __init__(self, texts: list[str]) -> None:
        self._boxes = [w.Checkbox(value=False, description=text, indent=False) for text in texts]
        self.widget = w.VBox(self._boxes)
        self.widget.add_class("tpmlab-options")

    def get(self) -> Answer:
        return tuple(n for n, box in enumerate(self._boxes) if box.value)

    def set(self, answer: Sequence[int]) -> None:
        for n, box in enumerate(self._boxes):
            box.value = n in answer

    def watch(self, changed: Changed) -> None:
        for box in self._boxes:
            box.observe(lambda _: changed(), names="value")

    def disable(self) -> None:
        for box in self._boxes:
            box.disabled = True


class _Lists:
    """One choice from each of several lists."""

    def __init__(self, lists: list[w.Dropdown]) -> None:
        self._lists = lists

    def get(self) -> Answer:
        chosen = tuple(int(each.value) for each in self._lists)
        return chosen if any(number >= 0 for number in chosen) else ()

    def set(self, answer: Sequence[int]) -> None:
        for n, each in enumerate(self._lists):
            each.value = answer[n] if answer else -1

    def watch(self, changed: Changed) -> None:
        for each in self._lists:
            each.observe(lambda _: changed(), names="value")

    def disable(self) -> None:
        for each in self._lists:
            each.disabled = True


class _Fields(_Lists):
    """A list to choose from below each prompt."""

    def __init__(self, asked: Asked) -> None:
        super().__init__([_list(to_plain(f.label), f.options) for f in asked.fields])
        for each in self._lists:
            each.add_class("tpmlab-field")
        self.widget = w.VBox(self._lists)
        self.widget.add_class("tpmlab-options")


class _Gaps(_Lists):
    """A sentence with a list in each of its gaps."""

    def __init__(self, item: PullDownItem, asked: Asked) -> None:
        super().__init__(
            [
                _list(f"Gap {n} of {len(asked.fields)}", field.options)
                for n, field in enumerate(asked.fields, 1)
            ]
        )
        parts: list[w.Widget] = []
        for text, each in zip(item.parts, [*self._lists, None], strict=True):
            parts.append(w.HTML(f"<span>{to_html(text)}</span>"))
            if each is not None:
                each.add_class("tpmlab-gap")
                parts.append(each)
        self.widget = w.Box(parts)
        self.widget.add_class("tpmlab-sentence")


class _Order:
    """Steps to be put in order: pick one, move it up or down.

    The pick follows its step, so that pressing the same button again moves it on. As long
    as nothing was moved there is no answer: the steps are offered in a wrong order.
    """

    def __init__(self, asked: Asked) -> None:
        self._texts = [to_plain(text) for text in asked.fields[0].options]
        self._offered = asked.offered
        self._order = list(asked.offered)
        self._moved = False
        self._changed: list[Changed] = []
        self._list = w.RadioButtons(options=self._lines(), index=0)
        self._up = w.Button(description="Move up")
        self._down = w.Button(description="Move down")
        self._name_buttons()
        self._list.observe(lambda _: self._name_buttons(), names="index")
        self._up.on_click(lambda _: self._move(-1))
        self._down.on_click(lambda _: self._move(1))
        self._news = w.HTML()
        buttons = w.HBox([self._up, self._down], layout=w.Layout(flex_flow="row wrap"))
        self.widget = w.VBox([self._list, buttons, self._news])
        self.widget.add_class("tpmlab-options")

    def get(self) -> Answer:
        return tuple(self._order) if self._moved else ()

    def set(self, answer: Sequence[int]) -> None:
        self._order = list(answer or self._offered)
        self._moved = bool(answer)
        self._show(0)
        self._news.value = ""

    def watch(self, changed: Changed) -> None:
        self._changed.append(changed)

    def disable(self) -> None:
        for control in (self._list, self._up, self._down):
            control.disabled = True

    def _lines(self) -> list[str]:
        return [f"{place}. {self._texts[step]}" for place, step in enumerate(self._order, 1)]

    def _show(self, picked: int) -> None:
        self._list.options = self._lines()
        self._list.index = picked

    def _picked(self) -> str:
        return self._texts[self._order[self._list.index or 0]]

    def _name_buttons(self) -> None:
        """Say which step the buttons would move: the one that the kernel knows to be picked."""
        self._up.tooltip = f"Move up: {self._picked()}"
        self._down.tooltip = f"Move down: {self._picked()}"

    def _move(self, by: int) -> None:
        if self._list.disabled:  # a click on its way
            return
        here = self._list.index or 0
        there, step = here + by, self._picked()
        if not 0 <= there < len(self._order):
            end = "first" if by < 0 else "last"
            self._say(f"“{step}” is the {end} step already.")
            return
        self._order[here], self._order[there] = self._order[there], self._order[here]
        self._moved = True
        self._show(there)
        self._say(f"“{step}” is now step {there + 1} of {len(self._order)}.")
        for changed in self._changed:
            changed()

    def _say(self, text: str) -> None:
        self._news.value = f'<p role="status">{escape(text)}</p>'


class _Spots:
    """Places of a drawing, and below it the same as radio buttons for those who don't point."""

    def __init__(self, item: HotspotItem) -> None:
        exhibit = item.exhibit
        if exhibit is None:  # the item's model refuses that
            raise TypeError(f"the hotspot item '{item.id}' has no exhibit")
        drawing = drawing_of(exhibit)
        texts = [to_plain(option.text) for option in item.options]
        self._radios = _Radios(
            [f"{letter}. {text}" for letter, text in zip(LETTERS, texts, strict=False)]
        )
        self._places = []
        for n, (option, text) in enumerate(zip(item.options, texts, strict=True)):
            shares = (f"{100 * share:.3f}%" for share in drawing.shares(str(option.region)))
            sides = dict(zip(("left", "top", "width", "height"), shares, strict=True))
            place = w.Button(description=LETTERS[n], tooltip=text, layout=w.Layout(**sides))
            place.on_click(lambda button, n=n: None if button.disabled else self.set((n,)))
            self._places.append(place)
        spots = w.Box([w.HTML(image_html(exhibit)), *self._places])
        spots.add_class("tpmlab-spots")
        self.widget = w.VBox([spots, w.HTML(folded_table(exhibit)), self._radios.widget])
        self.widget.add_class("tpmlab-options")
        self._radios.watch(self._mark)

    def get(self) -> Answer:
        return self._radios.get()

    def set(self, answer: Sequence[int]) -> None:
        self._radios.set(answer)

    def watch(self, changed: Changed) -> None:
        self._radios.watch(changed)

    def disable(self) -> None:
        self._radios.disable()
        for place in self._places:
            place.disabled = True

    def _mark(self) -> None:
        for n, place in enumerate(self._places):
            chosen = n in self.get()
            place.description = f"{LETTERS[n]} ✓" if chosen else LETTERS[n]
            (place.add_class if chosen else place.remove_class)("tpmlab-chosen")


def _list(label: str, options: Sequence[str]) -> w.Dropdown:
    choices = [(_CHOOSE, -1), *((to_plain(text), n) for n, text in enumerate(options))]
    return w.Dropdown(description=label, options=choices, value=-1)
