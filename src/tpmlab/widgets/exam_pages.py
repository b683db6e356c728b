"""Pages of the exam player: an item, the review of a section, break, pause, a yes or no."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from typing import Any, Protocol

import ipywidgets as w

from tpmlab.exam.items.model import Item
from tpmlab.exam.playing.session import Session
from tpmlab.exam.playing.words import CONFIDENCE, end_question, row_word
from tpmlab.widgets.question import Question

__all__ = ["Acts", "ItemPage", "button", "confirm_page", "notice_page", "review_page"]

Press = Callable[[], object]


class Acts(Protocol):
    """What pages need of the player."""

    session: Session
    items: Mapping[str, Item]

    def act(self, command: str, *arguments: Any) -> bool:
        """Give the session a command; tell whether it was taken."""
        ...

    def confirm_end(self) -> None:
        """Ask whether the section should end."""
        ...


class ItemPage:
    """One item with its controls: the question, how sure one is, and where to go next.

    Attributes
    ----------
    box : VBox
        The page.
    question : Question
    first : Button
        Where the keyboard goes when the page opens: the item follows it.
    """

    def __init__(self, player: Acts) -> None:
        self._player = player
        session = player.session
        self._state, self._study = session.state, session.sheet.mode == "study"
        item = session.item
        self._name = item.id
        place = self._state.position
        number = f"Item {place + 1} of {len(session.sheet.items)}"
        self.question = Question(item, button="", number=number, strikable=True)
        self.question.put(
            self._state.answers.get(item.id, ()), tuple(self._state.struck.get(item.id, ()))
        )
        self.question.on_change(lambda q: player.act("choose", q.partial))
        self.question.on_strike(lambda _, option: player.act("strike", option))
        self._sure = w.ToggleButtons(
            options=[(words, name) for name, words in CONFIDENCE.items()],
            value=self._state.confidence.get(item.id),
            description="How sure are you?",
            style={"description_width": "auto", "button_width": "auto"},
        )
        self._sure.add_class("tpmlab-sure")
        self._sure.observe(lambda change: player.act("rate", change["new"]), names="value")
        self._judge = button("Check my answer", lambda: player.act("commit"), primary=True)
        self.first = button(
            "Remove the flag" if item.id in self._state.flags else "Flag this item",
            lambda: player.act("flag"),
        )
        self.first.tooltip = number  # said when the keyboard is led here
        open_items = session.sheet.range_of(self._state.section)
        self._back = button("Previous item", lambda: self._go(place - 1))
        self._back.disabled = place == open_items.start
        self._last = place == open_items.stop - 1
        self._next = button("", self._on)
        review = button("All items", lambda: player.act("review"))
        top = row(self.first, self._back, review, button("Pause", lambda: player.act("pause")))
        top.add_class("tpmlab-player-top")
        self._end = row(self._judge, self._next) if self._study else row(self._next)
        self.box = w.VBox([top, self.question.box, self._sure, self._end])
        self.update()

    def update(self) -> None:
        """Show what the session says of the item: judged, flagged."""
        flagged = self._name in self._state.flags
        self.first.description = "Remove the flag" if flagged else "Flag this item"
        self.question.note("flagged" if flagged else "")
        judged = self._study and self._player.session.outcome(self._name) is not None
        self._next.description = "To all items" if self._last else "Next item"
        if judged and not self._judge.disabled:
            self.question.show_feedback()
            self._sure.disabled = self._judge.disabled = True
            self._next.button_style = "primary"

    def _on(self) -> None:
        if self._last:
            self._player.act("review")
        else:
            self._go(self._state.position + 1)

    def _go(self, position: int) -> None:
        self._player.act("go", position)


def review_page(player: Acts) -> tuple[w.VBox, w.Button]:
    """Make the page with all items of the open section, and the button to begin at."""
    session = player.session
    rows = []
    for each in session.review_rows():
        flag = ", flagged" if each.flagged else ""
        words = f"Item {each.position + 1}: {row_word(session, each)}{flag}"
        rows.append(button(words, partial(player.act, "go", each.position)))
    grid = w.GridBox(
        rows,
        layout=w.Layout(
            grid_template_columns="repeat(auto-fill, minmax(250px, 1fr))", grid_gap="4px 8px"
        ),
    )
    study = session.sheet.mode == "study"
    last = session.state.section == len(session.sheet.sections) - 1
    what = "End the practice" if study else "Submit the exam" if last else "End this section"
    end = button(f"{what} …", player.confirm_end, primary=True)
    head = text("<h3>All items of this section</h3><p>Press an item to go back to it.</p>")
    here = session.state.position - session.sheet.range_of(session.state.section).start
    first = rows[here] if here < len(rows) else end  # a bank may have lost all its items
    return w.VBox([head, grid, row(end)]), first


def confirm_page(player: Acts, back: Press) -> tuple[w.VBox, w.Button]:
    """Ask whether the section should end; the button to begin at is the harmless one."""
    stay = button("Go back to the items", back)
    end = button("Yes, end it", lambda: player.act("finish_section"), primary=True)
    words = escape(end_question(player.session))
    return w.VBox([text(f'<p role="status"><strong>{words}</strong></p>'), row(stay, end)]), stay


def notice_page(words: str, on: str, press: Press) -> tuple[w.VBox, w.Button]:
    """Make a page that only waits: a break, a pause."""
    go = button(on, press, primary=True)
    return w.VBox([text(f'<p role="status">{escape(words)}</p>'), row(go)]), go


def button(words: str, press: Press, *, primary: bool = False) -> w.Button:
    """Make a button as wide as its words."""
    made = w.Button(
        description=words,
        button_style="primary" if primary else "",
        layout=w.Layout(width="auto"),
    )
    made.on_click(lambda _: press())
    return made


def row(*widgets: w.Widget) -> w.HBox:
    """Put widgets beside each other, in as many lines as there is room for."""
    return w.HBox(list(widgets), layout=w.Layout(flex_flow="row wrap"))


def text(html: str) -> w.HTML:
    """Make a widget that only says something."""
    return w.HTML(html)
