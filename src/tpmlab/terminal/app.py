"""The player as an app: it shows the screen that the session's state asks for."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from rich.console import Console
from rich.text import Text
from textual.app import App

from tpmlab.exam.items.model import Item
from tpmlab.exam.outlines.loading import NOTICE
from tpmlab.exam.playing.session import Session
from tpmlab.exam.playing.session_state import SessionError
from tpmlab.exam.playing.store import SessionOpenError, Sitting
from tpmlab.terminal.base import PlayerScreen
from tpmlab.terminal.item_screen import ItemScreen
from tpmlab.terminal.pages import BreakScreen, EndScreen, PauseScreen, ReviewScreen
from tpmlab.terminal.results_page import score_lines

__all__ = ["PlayerApp", "play"]


class PlayerApp(App[None]):
    """One sitting in the terminal.

    Parameters
    ----------
    sitting : Sitting
        Open in this process.
    items : mapping
        Item by id, for the items of its sheet.
    now : callable
        A steady clock, in seconds.
    """

    TITLE = "tpmlab exam"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH: ClassVar[str] = "player.tcss"

    def __init__(
        self,
        sitting: Sitting,
        items: Mapping[str, Item],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.sitting = sitting
        self.items = items
        self.now = now
        self.message = ""
        self.problem: SessionOpenError | None = None  # why the app had to close
        self._shown: object = None

    @property
    def session(self) -> Session:
        """The session that is played."""
        return self.sitting.session

    def on_mount(self) -> None:
        """Start the clock."""
        self.message = self.sitting.take_notice()
        if self.sitting.dropped:
            names = ", ".join(self.sitting.dropped)
            self.message = f"Left out, as the bank no longer has them: {names}."
        self.session.open(self.now())
        self.set_interval(1.0, self._second)
        self._show()

    def act(self, command: str, *arguments: Any) -> bool:
        """Give the session a command and show what follows; tell whether it was taken."""
        self.message, taken = "", True
        try:
            getattr(self.session, command)(*arguments, now=self.now())
        except SessionError as error:
            self.message, taken = str(error), False
        except SessionOpenError as error:
            self.problem = error
            self.exit()
            return False
        self.message = self.message or self.sitting.take_notice()
        self._show()
        return taken

    def _second(self) -> None:
        before = self._wanted()
        try:
            self.session.tick(self.now())
        except SessionOpenError as error:
            self.problem = error
            self.exit()
            return
        if self._wanted() != before:
            self._show()
        elif isinstance(self.screen, PlayerScreen):
            self.screen.update_time()

    def _show(self) -> None:
        wanted = self._wanted()
        if wanted == self._shown and isinstance(self.screen, PlayerScreen):
            self.screen.update()
            return
        while len(self.screen_stack) > 2:  # a question that time has answered
            self.pop_screen()
        first, self._shown = self._shown is None, wanted
        (self.push_screen if first else self.switch_screen)(self._screen())

    def _wanted(self) -> tuple[object, ...]:
        state = self.session.state
        if state.paused and state.phase != "done":
            return ("paused",)
        return (state.phase, state.position if state.phase == "item" else None)

    def _screen(self) -> PlayerScreen:
        state = self.session.state
        if state.phase == "done":
            return EndScreen()
        if state.paused:
            return PauseScreen()
        if state.phase == "break":
            return BreakScreen()
        item = self.session.item
        return ReviewScreen() if item is None else ItemScreen(item)


def play(sitting: Sitting, items: Mapping[str, Item]) -> None:
    """Run the player in this terminal until the learner leaves it; say how to go on.

    Raises
    ------
    SessionOpenError
        If another player carried the session on.
    """
    app = PlayerApp(sitting, items)
    try:
        app.run()
    finally:
        session = sitting.session
        if session.state.running and app.problem is None:
            session.close(app.now())
    if app.problem is not None:
        raise app.problem
    console = Console(highlight=False)
    if sitting.trouble:
        console.print(Text(sitting.trouble, style="bold"))
    if session.state.phase == "done":
        for part in score_lines(session, items):
            console.print(part)
    else:
        console.print(f"Saved. 'tpmlab exam resume {sitting.id}' goes on where you stopped.")
        console.print(NOTICE)
