"""What every screen of the player has: a line on top, a message, and the keys that work."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tpmlab.exam.playing.words import clock_words

if TYPE_CHECKING:
    from tpmlab.terminal.app import PlayerApp

__all__ = ["ConfirmScreen", "HelpScreen", "PlayerScreen"]

_HELP = """\
Space, 1-9   choose an option, or a choice for the line you are on
↑ ↓          move;  PgUp PgDn: read on
x            strike an option out, or restore it
s t g        how sure you are: sure, think so, guess
Enter        judge your answer (practice), or go on
n p          next item, item before
f            flag the item to come back to
r            review page: all items of the section; end it there
z            pause: the clock stands, the item is hidden
l            light or dark
q            leave; all is saved, 'tpmlab exam resume' goes on

u d          put a step up or down (to order steps)
← →          choice before or after, for the line you are on

Enter        back to the item"""


class PlayerScreen(Screen[None]):
    """A screen that shows the player's session; subclasses give ``content`` and ``keys``."""

    AUTO_FOCUS: ClassVar[str | None] = ""  # none: it would scroll past what is to be read first
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("z", "pause"),
        Binding("q", "leave"),
        Binding("l", "light"),
        Binding("question_mark", "help"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._written: dict[str, str] = {}

    @property
    def player(self) -> PlayerApp:
        """The app, which holds the session."""
        return cast("PlayerApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out what all screens share around the content."""
        yield Static(id="top")
        yield from self.content()
        yield Static(id="message")
        yield Static(id="keys")

    def content(self) -> ComposeResult:
        """Lay out what only this screen has."""
        raise NotImplementedError

    def keys(self) -> str:
        """Keys that work here, for the last line."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Fill in what changes."""
        self.update()

    def update(self) -> None:
        """Show the session's state anew."""
        self.update_time()
        trouble = self.player.sitting.trouble or self.player.message
        self.put("#message", trouble, "bold")
        self.query_one("#message").display = bool(trouble)
        self.put("#keys", self.keys())

    def put(self, selector: str, words: str, style: str = "") -> None:
        """Write into a part of the screen, unless it says so already."""
        if self._written.get(selector) != words:  # each update lays the whole page out anew
            self._written[selector] = words
            self.query_one(selector, Static).update(Text(words, style=style))

    def update_time(self) -> None:
        """Show how time stands."""
        session = self.player.session
        state, sheet = session.state, session.sheet
        left = session.left(self.player.now())
        time = f"{clock_words(left)} left" if left is not None else clock_words(state.used)
        parts = [sheet.title]
        if state.phase in ("item", "review") and sheet.items:
            if len(sheet.sections) > 1:
                parts.append(f"section {state.section + 1} of {len(sheet.sections)}")
            parts.append(f"item {state.position + 1} of {len(sheet.items)}")
            if state.phase == "item" and sheet.items[state.position] in state.flags:
                parts.append("FLAGGED")
        self.put("#top", " · ".join([*parts, time]))

    def action_pause(self) -> None:
        """Stop the clock and hide the item."""
        self.player.act("pause")

    def action_leave(self) -> None:
        """Put the player away."""
        self.player.exit()

    def action_light(self) -> None:
        """Change between light and dark."""
        dark = self.player.theme == "textual-dark"
        self.player.theme = "textual-light" if dark else "textual-dark"

    def action_help(self) -> None:
        """Show all keys."""
        self.player.push_screen(HelpScreen())


class HelpScreen(ModalScreen[None]):
    """All keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,question_mark,q", "close")]

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield Static(Text(_HELP), classes="box")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


class ConfirmScreen(ModalScreen[bool]):
    """A question to be answered with y or n."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)"),
        Binding("n,escape", "answer(False)"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        yield Static(Text(f"{self._question}\n\ny yes · n no"), classes="box")

    def action_answer(self, yes: bool) -> None:
        """Give the answer to whoever asked."""
        self.dismiss(yes)
