"""The cockpit as a whole: figures above, tabs below, and the button that plays a week."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import ipywidgets as w

from tpmlab.simulator.decisions import Decision, SimulatorError
from tpmlab.simulator.orders import refusals
from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.turn import Event
from tpmlab.widgets.cockpit.board import Board, tiles
from tpmlab.widgets.cockpit.costs import Prices
from tpmlab.widgets.cockpit.debriefing import Debriefing
from tpmlab.widgets.cockpit.files import Shelf
from tpmlab.widgets.cockpit.game import Game
from tpmlab.widgets.cockpit.history import Records
from tpmlab.widgets.cockpit.inbox import Inbox
from tpmlab.widgets.cockpit.orders import Orders
from tpmlab.widgets.cockpit.parts import STYLE, button, rows
from tpmlab.widgets.cockpit.report import ReportForm, report_due, verdict_on
from tpmlab.widgets.cockpit.result import Result
from tpmlab.widgets.cockpit.written import keep
from tpmlab.widgets.frame import Speaker, send_promptly

__all__ = ["Cockpit"]


class Cockpit:
    """Everything on one desk; also played from Python, without a browser.

    Parameters
    ----------
    scenario : Scenario
        What is played.
    seed : int
        Which luck.
    folder : pathlib.Path, optional
        Where saves go; by default ``simulator-saves`` in the workspace.

    Attributes
    ----------
    game : Game
    board, orders, inbox, report, records, result
        The tabs.
    tabs : Tab
    box : VBox
        To be displayed.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from tpmlab.scenarios import load
    >>> with TemporaryDirectory() as folder:
    ...     cockpit = Cockpit(load("tutorial"), seed=3, folder=Path(folder))
    ...     cockpit.orders.test.value = 10
    ...     cockpit.advance()
    >>> cockpit.game.run.decisions
    (Decision(assign=None, priority=None, hire=(), release=(), overtime=None, test=0.1, \
fast_track=(), cut=(), defer=(), resume=(), answer={}, mitigate=(), accept=(), report=None, \
rebaseline=None, hold_release=None),)
    """

    def __init__(self, scenario: Scenario, seed: int = 1, folder: Path | None = None) -> None:
        send_promptly()
        self._shelf = Shelf(scenario.id, folder)
        self._earlier = self._shelf.autosave in self._shelf.names()
        self.game = Game(scenario, seed)
        self._happened: Sequence[Event] = ()
        self._speaker = Speaker()
        self.board = Board(self.game.views())
        self.orders = Orders(self.game.run, self._weigh)
        self.inbox = Inbox(scenario, self._weigh)
        self.report = ReportForm(self._weigh, self._keep_report)
        self.records = Records(self.game, self._shelf, self._went, self._say)
        self.result = Result(scenario, Debriefing(self._shelf.folder, self._say))
        self._tiles, self.plan, self.news = w.HTML(), w.HTML(), w.HTML()
        self.advance_button = button(
            "Advance a week", "Give the orders and play the week", self.advance, "primary"
        )
        self.undo_button = button("Undo a week", "Go back by one week", self.records.undo)
        self.tabs = w.Tab(
            [
                self.board.box,
                self.inbox.box,
                self.orders.box,
                self.report.box,
                self.records.box,
                self.result.box,
            ]
        )
        self.box = self._layout(scenario)
        self._show()
        if self._earlier:
            self._say("An autosave of an earlier game is there: load it under History.", False)
        self._speaker.forget()

    def decision(self) -> Decision:
        """Give this week's orders as the controls stand."""
        view = self.game.view
        answers = self.inbox.read(view)
        return Decision(answer=answers, report=self.report.read(), **self.orders.read(view))

    def advance(self) -> None:
        """Give the orders, play the week, and save."""
        if self.game.run.over:
            self._say("The project is over: go back to a week, or read your score.", True)
            return
        before, decision = self.game.view, self.decision()
        self._happened = self.game.play(decision)
        self._show()
        told = [
            f"Refused: {e.text}" if e.kind == "refused" else e.text
            for e in self._happened
            if e.kind != "end"  # the headline says so
        ]
        if decision.report is not None:
            told.append(verdict_on(before, decision.report))
        now = self.game.run
        if now.over:
            self.tabs.selected_index = 5
            told.append(self.result.headline(now))
        self._say(" ".join([f"Week {before.week} is over.", *told]), False)
        self._autosave()

    def _keep_report(self) -> None:
        try:
            draft = self.report.draft()
            told = keep(self._shelf.folder, self.game.scenario, self.game.view, draft)
        except SimulatorError as problem:
            self._say(str(problem), True)
        else:
            self._say(told, False)

    def _autosave(self) -> None:
        try:
            self._shelf.keep(self.game.to_text())
        except SimulatorError as problem:
            self._say(f"This week was not saved. {problem}", True)
        else:
            self.records.list_files()

    def _went(self, news: str) -> None:
        """Show another line or week."""
        run = self.game.run
        self._happened = [event for event in run.events if event.week == run.week - 1]
        self._show()
        self._say(news, False)

    def _show(self) -> None:
        game, view = self.game, self.game.view
        self._tiles.value = tiles(game.run, view)
        self.board.show(game.views(), self._happened)
        self.orders.show(game.run, view)
        self.inbox.show(view)
        self.report.show(view)
        self.records.show()
        self.result.show(game.run)
        self.advance_button.disabled = game.run.over
        self._title_tabs()
        self._weigh()

    def _title_tabs(self) -> None:
        view = self.game.view
        waiting = 0 if view.over else len(view.open_requests)
        titles = (
            "Board",
            f"Inbox ({waiting})" if waiting else "Inbox",
            "Orders",
            "Report (due)" if report_due(view) else "Report",
            "History",
            "Score",
        )
        if tuple(self.tabs.titles) != titles:
            self.tabs.titles = titles

    def _weigh(self) -> None:
        """List the orders with their cost, and what would be refused."""
        game, decision = self.game, self.decision()
        if game.run.over:
            self.plan.value = "<p>The project is over.</p>"
            return
        lines = [
            f"<li>{escape(order)}: {escape(cost)}</li>"
            for order, cost in Prices(game.scenario, game.view).of(decision)
        ]
        lines += [
            f"<li><strong>Refused:</strong> {escape(reason)}</li>"
            for reason in refusals(game.scenario, game.run.state, decision)
        ]
        words = f"<ul>{''.join(lines)}</ul>" if lines else " carry on as before."
        self.plan.value = f"<div><strong>This week's orders:</strong>{words}</div>"

    def _say(self, text: str, problem: bool) -> None:
        mark = "<strong>Not possible:</strong> " if problem else ""
        self.news.value = f"<p>{mark}{escape(text)}</p>"
        self._speaker.tell("news", f"Not possible: {text}" if problem else text)

    def _layout(self, scenario: Scenario) -> w.VBox:
        story = w.HTML(
            f"{STYLE}<p><strong>{escape(scenario.title)}.</strong> "
            f"{escape(scenario.story.strip())}</p>"
        )
        box = w.VBox(
            [
                story,
                self._tiles,
                self.plan,
                rows([self.advance_button, self.undo_button]),
                self.news,
                self._speaker.html,
                self.tabs,
            ],
            layout=w.Layout(width="100%", max_width="1100px"),
        )
        box.add_class("tpmlab-cockpit")
        box.add_class("tpmlab")
        return box
