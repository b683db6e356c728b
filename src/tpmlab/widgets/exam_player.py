"""The exam player in JupyterLab: one session, page by page, saved as you go."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from html import escape
from threading import Event, RLock, Thread, Timer
from typing import Any

import ipywidgets as w

from tpmlab.errors import TpmlabError
from tpmlab.exam.items.model import Item
from tpmlab.exam.outlines.loading import NOTICE
from tpmlab.exam.playing.session import Session
from tpmlab.exam.playing.session_state import SessionError
from tpmlab.exam.playing.store import SessionOpenError, Sitting
from tpmlab.exam.playing.words import clock_words
from tpmlab.widgets.exam_pages import ItemPage, confirm_page, notice_page, review_page
from tpmlab.widgets.exam_results import results_html
from tpmlab.widgets.presence import Presence
from tpmlab.widgets.question import style_sheet

__all__ = ["PATIENCE", "ExamPlayer"]

_DRAWN = 0.25  # seconds after which a new page stands in the browser
_ASK_EVERY = 5  # seconds from one question to the page to the next
PATIENCE = 30.0
"""Seconds without an answer after which the page is taken to be gone."""

_WARN_AT = (600, 120)  # seconds left that are said aloud
_BREAK = (
    "Break. The section before it is closed; the exam's clock stands until the break is over. "
    "Stand up, look far away, drink something."
)
_AWAY = "This page was closed or asleep. The clock stands since then, and every answer is saved."
_PAUSE = "Paused. The clock stands and the item is hidden."


class ExamPlayer:
    """One sitting on a page: its line of time, a message, and the page that its state asks for.

    Parameters
    ----------
    session : Session
        Not open yet; the clock starts here.
    items : mapping
        Item by id, for the items of its sheet.
    sitting : Sitting, optional
        What saves the session; without one nothing is kept.
    reopen : callable, optional
        Opens the sitting again after the page was away.
    now : callable
        A steady clock, in seconds.

    Attributes
    ----------
    box : VBox
        The widget to display; CSS class ``tpmlab-player``.
    page : ItemPage or None
        The item shown, if one is.
    """

    def __init__(
        self,
        session: Session,
        items: Mapping[str, Item],
        sitting: Sitting | None = None,
        reopen: Callable[[], Sitting] | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.session, self.items, self.sitting = session, items, sitting
        self._reopen, self._presence = reopen, Presence(now)
        self.page: ItemPage | None = None
        self.lock = RLock()
        self._now = now
        self._over = Event()
        self._first: w.Button | None = None
        self._shown: object = None
        self._said: set[float] = set()
        self._top, self._message, self._body = w.HTML(), w.HTML(), w.VBox()
        for widget, name in ((self._top, "score"), (self._message, "feedback")):
            widget.add_class(f"tpmlab-{name}")
        notice = w.HTML(f'<p style="margin-top:1rem"><small>{escape(NOTICE)}</small></p>')
        parts = [style_sheet(), self._top, self._message, self._body, notice]
        self.box = w.VBox([*parts, self._presence.widget])
        self.box.add_class("tpmlab-player")
        self.box.add_class("tpmlab-question")
        session.open(now())
        if sitting is not None and sitting.dropped:
            self._say(f"Left out, as the bank no longer has them: {', '.join(sitting.dropped)}.")
        self._show()
        self._start_clock()

    @property
    def message(self) -> str:
        """What is said above the page, as HTML."""
        return str(self._message.value)

    @property
    def first(self) -> w.Button | None:
        """Where the keyboard goes when the page changes."""
        return self._first

    def act(self, command: str, *arguments: Any) -> bool:
        """Give the session a command and show what follows; tell whether it was taken."""
        with self.lock:
            self._presence.sign()
            self._say("")
            try:
                getattr(self.session, command)(*arguments, now=self._now())
            except SessionError as error:
                self._say(str(error))
                return False
            except SessionOpenError as error:
                self._lose(error)
                return False
            self._tell_of_saving()
            self._show()
            return True

    def tick(self) -> None:
        """Let time take effect; called once a second while the player is open."""
        with self.lock:
            if self._over.is_set():
                return
            if self._presence.gone(PATIENCE):
                self._step_away()
                return
            try:
                self.session.tick(self._now())
            except SessionOpenError as error:
                self._lose(error)
                return
            if self._wanted() != self._shown:
                self._say("Time is over.")
            self._show()
            self._warn()

    def confirm_end(self) -> None:
        """Ask whether the section should end."""
        with self.lock:
            self._put(*confirm_page(self, self._back))

    def close(self) -> None:
        """Put the player away: the clock stands, and another player may open the session."""
        with self.lock:
            if self._over.is_set():
                return
            if self.session.state.running:
                self.session.close(self._now())
            self._let_go()
            self._say("This player is closed; the session goes on in another one.")
            self._body.children = ()

    def _start_clock(self) -> None:
        self._over = Event()
        Thread(target=self._run, args=(self._over,), name="exam clock", daemon=True).start()

    def _run(self, over: Event) -> None:
        seconds = 0
        while not over.wait(1.0):
            if seconds % _ASK_EVERY == 0:
                self._presence.ask()
            seconds += 1
            self.tick()

    def _step_away(self) -> None:
        """Stop the clock where the page was last heard of, and let the session go."""
        if self.session.state.running:
            self.session.close(self._presence.seen or self._now())
        self._let_go()
        self._shown, self.page, self._presence.seen = None, None, None
        self._put(*notice_page(_AWAY, "Go on", self.come_back))

    def come_back(self) -> None:
        """Go on after the page was away."""
        with self.lock:
            if not self._over.is_set() or self._shown is not None:
                return
            try:
                if self._reopen is not None:
                    self.sitting = self._reopen()
                    self.session = self.sitting.session
                self.session.open(self._now())
            except (SessionOpenError, SessionError) as error:
                self._say(str(error))
                return
            self._show()
            self._start_clock()

    def _back(self) -> None:
        self._shown = None
        self._show()

    def _wanted(self) -> tuple[object, ...]:
        state = self.session.state
        if state.paused and state.phase != "done":
            return ("paused",)
        return (state.phase, state.position if state.phase == "item" else None)

    def _show(self) -> None:
        self._update_time()
        wanted = self._wanted()
        if wanted == self._shown:
            if self.page is not None:
                self.page.update()
            return
        self._shown, self.page = wanted, None
        kind = wanted[0]
        if kind == "done":
            self._let_go()
            self._put(w.VBox([w.HTML(results_html(self.session, self.items))]), None)
        elif kind == "paused":
            self._put(*notice_page(_PAUSE, "Go on", lambda: self.act("resume")))
        elif kind == "break":
            self._put(*notice_page(_BREAK, "End the break now", lambda: self.act("end_break")))
        elif kind == "review" or self.session.item is None:
            self._put(*review_page(self))
        else:
            self.page = ItemPage(self)
            self._put(self.page.box, self.page.first)

    def _put(self, box: w.VBox, first: w.Button | None) -> None:
        """Show a page and lead the keyboard to its beginning."""
        began = bool(self._body.children)
        self._body.children = (box,)
        self._first = first
        if began and first is not None:
            _focus_soon(first)

    def _update_time(self) -> None:
        state, sheet = self.session.state, self.session.sheet
        left = self.session.left(self._now())
        parts = [sheet.title]
        if state.phase in ("item", "review") and len(sheet.sections) > 1:
            parts.append(f"section {state.section + 1} of {len(sheet.sections)}")
        if state.phase != "done":
            answered = sum(self.items[name].problem(given) is None
                           for name, given in state.answers.items())  # fmt: skip
            parts.append(f"{answered} of {len(sheet.items)} answered")
            used = clock_words(state.used)
            of = " of the break" if state.phase == "break" else ""
            parts.append(f"{clock_words(left)}{of} left" if left is not None else used)
        html = f'<p class="tpmlab-number">{escape(" · ".join(parts))}</p>'
        if self._top.value != html:
            self._top.value = html

    def _warn(self) -> None:
        """Say aloud when little time is left: the line of time itself is silent."""
        left = self.session.left(self._now())
        if left is None or self.session.state.phase == "break":
            return
        for mark in _WARN_AT:
            if left <= mark and mark not in self._said:
                self._said |= {each for each in _WARN_AT if each >= mark}
                if left > mark - 5:  # not at once in a session that began with less
                    self._say(f"{mark // 60} minutes are left.")

    def _tell_of_saving(self) -> None:
        if self.sitting is not None and (trouble := self.sitting.trouble):
            self._say(trouble)
        elif self.sitting is not None and (notice := self.sitting.take_notice()):
            self._say(notice)

    def _say(self, words: str) -> None:
        html = f'<p role="status"><strong>{escape(words)}</strong></p>' if words else ""
        if self._message.value != html:
            self._message.value = html

    def _lose(self, error: TpmlabError) -> None:
        """Stop where another player has carried the session on."""
        self._let_go()
        self._body.children = ()
        self._say(str(error))

    def _let_go(self) -> None:
        self._over.set()
        if self.sitting is not None:
            self.sitting.close()


def _focus_soon(first: w.Button) -> None:
    """Lead the keyboard to a button once the page has drawn it."""
    timer = Timer(_DRAWN, first.focus)
    timer.daemon = True
    timer.start()
