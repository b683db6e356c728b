"""The other pages of the player: review of a section, break, pause, end."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static

from tpmlab.exam.playing.words import clock_words, end_question, row_word
from tpmlab.terminal.base import ConfirmScreen, PlayerScreen
from tpmlab.terminal.results_page import results_lines

__all__ = ["BreakScreen", "EndScreen", "PauseScreen", "ReviewScreen"]


class ReviewScreen(PlayerScreen):
    """All items of the open section: answered or not, flagged or not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "end"),
        Binding("s", "stop"),
        Binding("b,escape", "back"),
    ]

    def content(self) -> ComposeResult:
        """Lay out one line for each item."""
        session = self.player.session
        yield Static(Text("Choose an item to go back to it, or end with e.", style="italic"))
        lines = []
        for row in session.review_rows():
            flag = "flagged" if row.flagged else ""
            state = row_word(session, row)
            lines.append(Text(f"{row.position + 1:>4}  {state:<16} {flag}".rstrip()))
        yield OptionList(*lines, id="rows")

    def on_mount(self) -> None:
        """Put the cursor on the item that was shown last."""
        session = self.player.session
        rows = self.query_one("#rows", OptionList)
        rows.highlighted = (
            session.state.position - session.sheet.range_of(session.state.section).start
        )
        rows.focus()
        self.update()

    def keys(self) -> str:
        """Keys that work here."""
        stop = " · s stop for good" if self._more_sections() else ""
        return f"↑↓ move · Enter go to the item · b back · e end{stop} · z pause · q leave"

    @on(OptionList.OptionSelected)
    def _selected(self, message: OptionList.OptionSelected) -> None:
        session = self.player.session
        start = session.sheet.range_of(session.state.section).start
        self.player.act("go", start + message.option_index)

    def action_back(self) -> None:
        """Go back to the item that was shown last."""
        self.player.act("go", self.player.session.state.position)

    def action_end(self) -> None:
        """End the section, once the learner has said yes."""
        self.player.push_screen(ConfirmScreen(end_question(self.player.session)), self._end)

    def action_stop(self) -> None:
        """End the whole exam before its last section, once the learner has said yes."""
        if self._more_sections():
            words = "Stop the exam for good? The sections to come count as not answered."
            self.player.push_screen(ConfirmScreen(words), self._stop)

    def _end(self, yes: bool | None) -> None:
        if yes:
            self.player.act("finish_section")

    def _stop(self, yes: bool | None) -> None:
        if yes:
            self.player.act("stop")

    def _more_sections(self) -> bool:
        session = self.player.session
        return session.state.section < len(session.sheet.sections) - 1


class BreakScreen(PlayerScreen):
    """The break between two sections, with its own clock."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "on")]

    def content(self) -> ComposeResult:
        """Say what the break is."""
        yield Static(
            Text(
                "Break. The section before it is closed; the exam's clock stands until the break "
                "is over. Stand up, look far away, drink something.\n\nEnter goes on at once."
            ),
            id="page",
        )

    def keys(self) -> str:
        """Keys that work here."""
        return "Enter go on now · z pause · q leave · ? more"

    def action_on(self) -> None:
        """End the break."""
        self.player.act("end_break")


class PauseScreen(PlayerScreen):
    """The pause: the item is hidden, the clock stands."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,z", "on")]

    def content(self) -> ComposeResult:
        """Say what a pause is."""
        yield Static(Text("Paused. The clock stands and the item is hidden."), id="page")

    def keys(self) -> str:
        """Keys that work here."""
        return "Enter or z go on · q leave"

    def action_on(self) -> None:
        """End the pause."""
        self.player.act("resume")


class EndScreen(PlayerScreen):
    """What the session came to."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "leave")]

    def content(self) -> ComposeResult:
        """Lay out the results."""
        with VerticalScroll(id="page"):
            for part in results_lines(self.player.sitting.session, self.player.items):
                yield Static(part, classes="part")

    def on_mount(self) -> None:
        """Give the keys to the page: it scrolls."""
        self.query_one("#page").focus()
        self.update()

    def update_time(self) -> None:
        """Say what this page is."""
        session = self.player.session
        how = {"time": "time is up", "stopped": "stopped"}.get(session.state.ended or "", "done")
        used = clock_words(session.state.used)
        self.put("#top", f"{session.sheet.title} · {how} · {used}")

    def keys(self) -> str:
        """Keys that work here."""
        return "↑↓ PgUp PgDn read · Enter or q leave"

    def action_pause(self) -> None:
        """Nothing to pause."""
