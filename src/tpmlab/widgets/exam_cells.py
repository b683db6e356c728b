"""What a notebook's cell writes to practise or to sit a mock exam."""

from __future__ import annotations

import random
from collections.abc import Collection
from html import escape
from pathlib import Path

import ipywidgets as w
from IPython.display import Markdown, display

from tpmlab.errors import ContentError, TpmlabError
from tpmlab.exam.items.bank import Bank, load_bank
from tpmlab.exam.outlines.loading import load_outline
from tpmlab.exam.playing.form_model import load_form
from tpmlab.exam.playing.forms import assemble
from tpmlab.exam.playing.own_practice import own_practice_sheet, with_own_items
from tpmlab.exam.playing.practice import practice_sheet
from tpmlab.exam.playing.session import Session
from tpmlab.exam.playing.session_list import SessionRow, list_sessions
from tpmlab.exam.playing.sheet import Sheet
from tpmlab.exam.playing.store import SessionOpenError, Sitting, open_session, start_session
from tpmlab.exam.study.reviews import answered_items
from tpmlab.learning.places import find_workspace
from tpmlab.widgets.exam_pages import button, row, text
from tpmlab.widgets.exam_player import ExamPlayer
from tpmlab.widgets.frame import show
from tpmlab.widgets.question import style_sheet

__all__ = ["ExamCell", "close_open", "exam_words", "mock", "play", "practice"]

_open: list[ExamPlayer] = []  # players of this kernel; at most one of them runs


def practice(
    outline: str = "pmp-2026",
    items: int = 10,
    *,
    task: str | None = None,
    seed: int | None = None,
    mine: bool = False,
) -> None:
    """Practise exam items in a notebook, with an answer to each answer.

    You choose, say how sure you are, and read why each wrong choice tempts. Everything is
    saved as you go; an open practice is offered again, also after a restart.

    Parameters
    ----------
    outline : str
        Id of the exam's outline.
    items : int
        How many to ask.
    task : str, optional
        A task such as ``business.3`` or a domain such as ``people``.
    seed : int, optional
        The same seed draws the same items again.
    mine : bool
        Ask items of your own, which ``tpmlab exam import`` took into your workspace.

    Raises
    ------
    TpmlabError
        If there is no such outline, or no item for the task.

    Examples
    --------
    >>> practice(task="business.99")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    tpmlab.errors.TpmlabError: No item counts for 'business.99'; use a task or its domain: ...
    """
    if items < 1:
        raise TpmlabError(f"A practice of {items} items asks nothing; ask for 1 or more.")
    drawn = random.randrange(1_000_000) if seed is None else seed  # noqa: S311 - no secret
    bank = load_bank(outline)
    if mine:
        sheet = own_practice_sheet(_own_workspace(), outline, items, drawn, task=task)
    else:
        sheet = practice_sheet(bank.items, items, drawn, task=task)
    whose = "your own items" if mine else f"items of {outline}"
    words = f"{len(sheet.items)} {whose}, with an answer to each of your answers."
    _show(sheet, with_own_items(bank, find_workspace(), sheet), words)


def _own_workspace() -> Path:
    workspace = find_workspace()
    if workspace is None:
        raise TpmlabError(
            "This notebook is in no workspace, where own items are kept: open it in the folder "
            "that 'tpmlab lab' made."
        )
    return workspace


def mock(outline: str = "pmp-2026", form: str = "mock-60", *, seed: int | None = None) -> None:
    """Sit a mock exam in a notebook: no answers before the end, the clock runs, breaks are final.

    An exam that was left is offered again; its clock stood meanwhile. Items that you haven't
    answered yet come first.

    Parameters
    ----------
    outline : str
        Id of the exam's outline.
    form : str
        Id of the form: length, minutes and breaks.
    seed : int, optional
        The same seed draws the same exam again, whatever you have answered.

    Raises
    ------
    TpmlabError
        If there is no such outline or form, or the bank has too few items for it.

    Examples
    --------
    >>> mock(form="no-such-form")
    Traceback (most recent call last):
        ...
    tpmlab.errors.ContentError: There is no form 'no-such-form'; closest are full-180, mock-60.
    """
    wanted = load_form(form)
    if wanted.outline != outline:
        raise TpmlabError(
            f"The form '{form}' is one of '{wanted.outline}', not of '{outline}'; "
            "name a form of that exam."
        )
    bank = load_bank(outline)
    drawn = random.randrange(1_000_000) if seed is None else seed  # noqa: S311 - no secret
    answered = answered_items(find_workspace(), outline)
    seen = answered if seed is None else ()
    (sheet,) = assemble(bank, wanted, load_outline(outline), drawn, seen=seen)
    _show(sheet, bank, exam_words(sheet, answered))


def play(sheet: Sheet, bank: Bank) -> None:
    """Play any sheet of items in a notebook; an exam waits until the learner begins.

    Parameters
    ----------
    sheet : Sheet
        What is asked, in study or exam mode.
    bank : Bank
        Holds its items.
    """
    _show(sheet, bank, exam_words(sheet))


def exam_words(sheet: Sheet, answered: Collection[str] = ()) -> str:
    """Say what an exam is like, before its clock starts, and how much of it isn't new.

    Examples
    --------
    >>> from tpmlab.exam.playing.sheet import Section
    >>> sheet = Sheet("pmp-2026", "exam", (Section(("a",), 5.0), Section(("b",))), 80.0)
    >>> exam_words(sheet)
    '2 items, 80 minutes, 1 break. The clock starts when you begin; leave with Pause.'
    """
    breaks = sum(section.break_minutes > 0 for section in sheet.sections)
    known = sum(name in answered for name in sheet.items)
    parts = [f"{len(sheet.items)} items" + (f" ({known} answered before)" if known else "")]
    parts += [] if sheet.minutes is None else [f"{sheet.minutes:g} minutes"]
    parts += [f"{breaks} break{'s' if breaks > 1 else ''}"] if breaks else []
    return f"{', '.join(parts)}. The clock starts when you begin; leave with Pause."


class ExamCell:
    """A session in a cell: an open one of the same kind is offered first.

    Parameters
    ----------
    sheet : Sheet
        Of a new session.
    bank : Bank
        Holds its items.
    words : str
        What a new session is like.
    workspace : pathlib.Path, optional
        Where sessions are kept; without one nothing is.

    Attributes
    ----------
    box : VBox
        The widget to display.
    player : ExamPlayer or None
        Once a session has begun.
    """

    def __init__(self, sheet: Sheet, bank: Bank, words: str, workspace: Path | None = None) -> None:
        self.player: ExamPlayer | None = None
        self._sheet, self._bank, self._workspace = sheet, bank, workspace
        self.box = w.VBox()
        close_open()  # the session of a cell run before may be the one to go on with
        again = self._open_sessions()
        if not again and sheet.mode == "study":
            self.begin()
            return
        lines = [text(f"<p>{escape(words)}</p>")]
        lines += [row(self._offer(each)) for each in again]
        new = button("Begin a new one" if again else "Begin", self.begin, primary=not again)
        self._page(*lines, row(new))

    def begin(self) -> None:
        """Begin a new session."""
        if self._workspace is None:
            self._play(ExamPlayer(Session(self._sheet, self._bank.by_id), self._bank.by_id))
            return
        self._sit(start_session(self._workspace, self._sheet, self._bank.by_id))

    def _offer(self, found: SessionRow) -> w.Button:
        begun = found.started[:16].replace("T", " ")
        words = (
            f"Go on with {found.sheet.title} of {begun} UTC, "
            f"{found.answered} of {len(found.sheet.items)} answered"
        )
        return button(words, lambda: self._go_on(found), primary=True)

    def _go_on(self, found: SessionRow) -> None:
        try:
            self._bank = with_own_items(self._bank, self._workspace, found.sheet)
            self._sit(self._open(found.id))
        except (SessionOpenError, ContentError) as error:
            self._page(text(f'<p role="status"><strong>{escape(str(error))}</strong></p>'))

    def _open(self, number: int) -> Sitting:
        if self._workspace is None:  # nothing was offered then
            raise SessionOpenError("There is no workspace here: begin a new session.")
        return open_session(self._workspace, number, self._bank.by_id)

    def _sit(self, sitting: Sitting) -> None:
        def again() -> Sitting:  # by its present number: a reset file gives it a new one
            return self._open(sitting.id or 0)

        self._play(ExamPlayer(sitting.session, self._bank.by_id, sitting, again))

    def _open_sessions(self) -> list[SessionRow]:
        if self._workspace is None:
            return []
        wanted = (self._sheet.outline, self._sheet.mode)
        return [
            found
            for found in list_sessions(self._workspace)
            if found.ended is None and (found.sheet.outline, found.sheet.mode) == wanted
        ][:3]

    def _play(self, player: ExamPlayer) -> None:
        self.player = player
        _open.append(player)
        self.box.children = (player.box,)

    def _page(self, *widgets: w.Widget) -> None:
        page = w.VBox([style_sheet(), *widgets])
        page.add_class("tpmlab-question")
        self.box.children = (page,)


def close_open() -> None:
    """Put away the players of cells run before in this kernel."""
    while _open:
        _open.pop().close()


def _show(sheet: Sheet, bank: Bank, words: str) -> None:
    show(
        lambda: ExamCell(sheet, bank, words, find_workspace()).box,
        lambda: display(Markdown(f"*{words}*")),
        invite="begin",
    )
