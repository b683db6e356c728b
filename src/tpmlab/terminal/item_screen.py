"""One item on the screen: what to read, what to choose, how sure, and what to say to it."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from tpmlab.exam.items.model import Item
from tpmlab.exam.items.types import PullDownItem
from tpmlab.exam.playing.asking import gap_sentence, how_asked
from tpmlab.exam.playing.feedback import feedback
from tpmlab.exam.playing.session_state import Confidence
from tpmlab.exam.playing.words import CONFIDENCE
from tpmlab.terminal.answers import KEYS, Answers
from tpmlab.terminal.base import PlayerScreen
from tpmlab.terminal.words import exhibit_lines, feedback_lines, plain

__all__ = ["ItemScreen"]


class ItemScreen(PlayerScreen):
    """The item that the session shows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", priority=True),
        Binding("n", "step(1)"),
        Binding("p", "step(-1)"),
        Binding("f", "flag"),
        Binding("r", "review"),
        Binding("s", "rate('sure')"),
        Binding("t", "rate('think-so')"),
        Binding("g", "rate('guess')"),
        Binding("pagedown", "page(1)", priority=True),
        Binding("pageup", "page(-1)", priority=True),
    ]

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.item = item
        self._asked = how_asked(item)
        self._told = False

    def content(self) -> ComposeResult:
        """Lay out the item from top to bottom."""
        state, item = self.player.session.state, self.item
        answers = Answers(
            self._asked, state.answers.get(item.id, ()), state.struck.get(item.id, ())
        )
        with VerticalScroll(id="page", can_focus=False):
            if item.case is not None:
                yield Static(Text("Case: several items on one situation.", style="italic"))
            for part in filter(None, (item.situation, item.stem)):
                yield Static(plain(part), classes="part")
            if item.exhibit is not None:
                yield Static(exhibit_lines(item.exhibit), classes="part")
            if item.lead:
                yield Static(plain(item.lead, "bold"), classes="part")
            if isinstance(item, PullDownItem):
                yield Static(plain(gap_sentence(item)), classes="part")
            yield Static(Text(self._asked.instruction, style="italic"))
            yield answers
            yield Static(id="sure", classes="part")
            yield Static(id="feedback")

    def on_mount(self) -> None:
        """Give the keys to the answers."""
        self.query_one(Answers).focus(scroll_visible=False)
        self.update()

    def update(self) -> None:
        """Show the session's state anew."""
        super().update()
        session, item = self.player.session, self.item
        state = session.state
        judged = session.outcome(item.id)
        answers = self.query_one(Answers)
        answers.locked = judged is not None
        answers.take_over(state.answers.get(item.id, ()), state.struck.get(item.id, ()))
        sure = state.confidence.get(item.id)
        said = f"you are: {CONFIDENCE[sure]}" if sure else "not said yet"
        self.put("#sure", f"How sure? s sure · t think so · g guess ({said})")
        if judged is not None and not self._told:
            self._told = True
            said_of_it = feedback_lines(feedback(item, judged.answer))
            self.query_one("#feedback", Static).update(said_of_it)

    def keys(self) -> str:
        """Keys that work here."""
        study = self.player.session.sheet.mode == "study"
        judged = self.player.session.outcome(self.item.id) is not None
        enter = "next" if judged or not study else "judge"
        first = "PgUp" if judged else f"{KEYS[self._asked.kind]} ·"
        rest = "n p next, back · f flag · r review · z pause · ? more"
        return f"{first} PgDn read on · Enter {enter} · {rest}"

    @on(Answers.Chosen)
    def _chosen(self, message: Answers.Chosen) -> None:
        self.player.act("choose", message.answer)

    @on(Answers.Struck)
    def _struck(self, message: Answers.Struck) -> None:
        self.player.act("strike", message.option)

    def action_rate(self, confidence: Confidence) -> None:
        """Say how sure you are."""
        self.player.act("rate", confidence)

    def action_flag(self) -> None:
        """Flag the item, or take the flag away."""
        self.player.act("flag")

    def action_review(self) -> None:
        """Show all items of the section."""
        self.player.act("review")

    def action_page(self, step: int) -> None:
        """Scroll the item by a page."""
        page = self.query_one("#page", VerticalScroll)
        page.scroll_relative(y=step * max(1, page.size.height - 2), animate=False)

    def action_enter(self) -> None:
        """Have the answer judged in practice; else go on."""
        session = self.player.session
        if session.sheet.mode == "study" and session.outcome(self.item.id) is None:
            if self.player.act("commit"):
                self.call_after_refresh(
                    self.query_one("#feedback").scroll_visible, animate=False, top=True
                )
        else:
            self.action_step(1)

    def action_step(self, step: int) -> None:
        """Show the item before or after this one; after the last comes the review page."""
        session = self.player.session
        rows = session.sheet.range_of(session.state.section)
        position = session.state.position + step
        if position in rows:
            self.player.act("go", position)
        elif step > 0:
            self.player.act("review")
