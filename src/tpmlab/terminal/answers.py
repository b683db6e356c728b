"""The part of the screen where an item is answered, for every type, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from tpmlab.exam.playing.asking import Asked
from tpmlab.terminal.words import plain, row

__all__ = ["KEYS", "Answers"]

KEYS = {
    "one": "↑↓ move · Space or 1-9 choose · x strike out",
    "several": "↑↓ move · Space or 1-9 choose · x strike out",
    "each": "↑↓ line · ←→ or 1-9 choose",
    "order": "↑↓ move · u d put up, down · Space take this order",
}

OPEN = -1
_SIGNS = {("one", False): "( )", ("one", True): "(•)", ("several", True): "[x]"}


class Answers(Vertical, can_focus=True):
    """Rows to choose from; what is chosen is told as :class:`Answers.Chosen`.

    Parameters
    ----------
    asked : Asked
        What there is to choose.
    answer : iterable of int
        The answer so far, in the bank's form; empty for none.
    struck : iterable of int
        Options that the learner struck out.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)"),
        Binding("down", "move(1)"),
        Binding("left", "turn(-1)"),
        Binding("right", "turn(1)"),
        Binding("space", "take"),
        Binding("x", "strike"),
        Binding("u", "shift(-1)"),
        Binding("d", "shift(1)"),
        *(Binding(str(n), f"number({n})") for n in range(1, 10)),
    ]

    @dataclass
    class Chosen(Message):
        """The learner chose; the answer may still be incomplete."""

        answer: tuple[int, ...]

    @dataclass
    class Struck(Message):
        """The learner struck an option out, or restored it."""

        option: int

    def __init__(self, asked: Asked, answer: Iterable[int], struck: Iterable[int]) -> None:
        super().__init__()
        self.asked = asked
        self.locked = False
        self._cursor = 0
        self.answer: tuple[int, ...] = ()
        self._struck: frozenset[int] = frozenset()
        self._order = list(asked.offered)
        self._shown: dict[int, tuple[object, ...]] = {}
        self.take_over(answer, struck)

    def compose(self) -> ComposeResult:
        """Lay out one line for each row."""
        for number in range(self._count):
            self._shown[number] = self._looks(number)
            yield Static(self._line(number))

    def take_over(self, answer: Iterable[int], struck: Iterable[int]) -> None:
        """Show another answer and other struck options."""
        self.answer, self._struck = tuple(answer), frozenset(struck)
        if self.asked.kind == "order" and self.answer:
            self._order = list(self.answer)
        self._show()

    @property
    def _count(self) -> int:
        several = self.asked.kind == "each"
        return len(self.asked.fields) if several else len(self.asked.fields[0].options)

    def action_move(self, step: int) -> None:
        """Move the cursor; past the ends, scroll what stands around."""
        self._cursor = min(max(self._cursor + step, 0), self._count - 1)
        self._show()
        if self.children:
            self.children[self._cursor].scroll_visible(animate=False)

    def action_turn(self, step: int) -> None:
        """Give the line under the cursor its next choice."""
        if self.asked.kind == "each":
            options = len(self.asked.fields[self._cursor].options)
            chosen = self._each()[self._cursor]
            first = 0 if step > 0 else options - 1
            self._choose(first if chosen == OPEN else (chosen + step) % options)

    def action_number(self, number: int) -> None:
        """Choose an option by its number; put a step at that place."""
        kind = self.asked.kind
        if kind == "each":
            if number <= len(self.asked.fields[self._cursor].options):
                self._choose(number - 1)
                self.action_move(1)
        elif number <= self._count:
            if kind == "order":
                self._place(number - 1)
            else:
                self._cursor = number - 1
                self._choose(self._cursor)

    def action_take(self) -> None:
        """Choose what is under the cursor; for an order: take it as it stands."""
        if self.asked.kind == "order":
            self._tell(self._order)
        elif self.asked.kind == "each":
            self.action_turn(1)
        else:
            self._choose(self._cursor)

    def action_shift(self, step: int) -> None:
        """Put the step under the cursor one place up or down."""
        if self.asked.kind == "order" and 0 <= self._cursor + step < self._count:
            self._place(self._cursor + step)

    def action_strike(self) -> None:
        """Strike out the option under the cursor."""
        if self.asked.kind in ("one", "several") and not self.locked:
            self.post_message(self.Struck(self._cursor))

    def _place(self, place: int) -> None:
        if not self.locked:
            self._order.insert(place, self._order.pop(self._cursor))
            self._cursor = place
            self._tell(self._order)

    def _choose(self, option: int) -> None:
        if self.asked.kind == "one":
            self._tell((option,))
        elif self.asked.kind == "several":
            self._tell(sorted(set(self.answer) ^ {option}))
        else:
            each = self._each()
            each[self._cursor] = option
            self._tell(each)

    def _each(self) -> list[int]:
        return list(self.answer) or [OPEN] * len(self.asked.fields)

    def _tell(self, answer: Iterable[int]) -> None:
        if not self.locked:
            # Shown at once: the next key may come before the session has answered.
            self.answer = tuple(answer)
            self._show()
            self.post_message(self.Chosen(self.answer))

    def _show(self) -> None:
        for number, line in enumerate(self.query_children(Static)):
            looks = self._looks(number)
            if self._shown.get(number) != looks:  # each update lays the whole page out anew
                self._shown[number] = looks
                line.update(self._line(number))

    def _looks(self, number: int) -> tuple[object, ...]:
        """All that the row's line depends on."""
        here = number == self._cursor and not self.locked
        if self.asked.kind == "each":
            return (here, self._each()[number])
        if self.asked.kind == "order":
            return (here, self._order[number])
        return (here, number in self.answer, number in self._struck)

    def _line(self, number: int) -> RenderableType:
        here = number == self._cursor and not self.locked
        before, style = ("> ", "bold") if here else ("  ", "")
        if self.asked.kind == "each":
            return self._field(number, before, style, here)
        if self.asked.kind == "order":
            step = self.asked.fields[0].options[self._order[number]]
            return row(f"{before}{number + 1}.", plain(step, style), style)
        chosen = number in self.answer
        sign = _SIGNS.get((self.asked.kind, chosen), "[ ]")
        text = plain(self.asked.fields[0].options[number], style)
        if number in self._struck:
            text.stylize("strike")
            text.append(" (struck out)")
        return row(f"{before}{sign} {number + 1}", text, style)

    def _field(self, number: int, before: str, style: str, here: bool) -> RenderableType:
        """One line to be given a choice; its choices are listed while the cursor is on it."""
        field, chosen = self.asked.fields[number], self._each()[number]
        answer = "not chosen yet" if chosen == OPEN else field.options[chosen]
        text = plain(field.label, style).append(f"\n= {plain(answer)}")
        lines: list[RenderableType] = [row(before, text, style)]
        if here:
            lines += [
                row(f"    {'(•)' if n == chosen else '( )'} {n + 1}", option)
                for n, option in enumerate(field.options)
            ]
        return Group(*lines, Text(""))
