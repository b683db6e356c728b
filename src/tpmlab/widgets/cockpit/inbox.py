"""The inbox: change requests in their senders' own voice, each with an answer to choose."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as w

from tpmlab.simulator.board import RequestView
from tpmlab.simulator.decisions import Trade
from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.view import View
from tpmlab.widgets.cockpit.costs import Prices
from tpmlab.widgets.cockpit.parts import chooser, table
from tpmlab.world import load_world

__all__ = ["Inbox"]

Answer = str | Trade
_WORDS = {
    "yes": "yes, for nothing",
    "no": "no",
    "traded": "yes, traded",
    "expired": "expired",
}


class Inbox:
    """Open requests as letters with an answer below; answered ones in a table.

    Parameters
    ----------
    scenario : Scenario
        What is played.
    changed : callable
        Called without arguments when an answer was chosen.

    Attributes
    ----------
    answers : dict of Dropdown by request
        Made when the request arrives.
    box : VBox
    """

    def __init__(self, scenario: Scenario, changed: Callable[[], None]) -> None:
        self._scenario, self._changed, self._quiet = scenario, changed, False
        self._people = {p.id: (p.name, p.role) for p in load_world().people} | {
            s.id: (s.name, s.role) for s in scenario.stakeholders
        }
        self._letters: dict[str, w.HTML] = {}
        self.answers: dict[str, w.Dropdown] = {}
        self._none = w.HTML("<p>No request waits for an answer.</p>")
        self._past = w.HTML()
        self.box = w.VBox([self._none, self._past], layout=w.Layout(width="100%"))

    def show(self, view: View) -> None:
        """Show the week's letters."""
        prices = Prices(self._scenario, view)
        self._quiet = True
        shown: list[w.Widget] = []
        for request in view.open_requests:
            if request.id not in self.answers:
                self._letters[request.id] = w.HTML()
                self.answers[request.id] = chooser(f"Answer: {request.title}", [("not yet", "")])
                self.answers[request.id].observe(lambda _: self._moved(), names="value")
            self._letters[request.id].value = self._letter(request, view, prices)
            field = self.answers[request.id]
            options = _options(request, view, prices)
            with field.hold_sync():
                if tuple(field.options) != tuple(options):
                    field.options = options
                field.value = ""
                field.disabled = view.over
            shown += [self._letters[request.id], field]
        self._quiet = False
        children = (*(shown or [self._none]), self._past)
        if self.box.children != children:
            self.box.children = children
        old = [r for r in view.requests.values() if r.status != "open"]
        self._past.value = table(
            ["Earlier request", "From", "Answer"],
            [[r.title, self._who(r.sender)[0], _WORDS[r.status]] for r in old],
        )

    def read(self, view: View) -> dict[str, Answer]:
        """Give the answers chosen for open requests."""
        open_now = {request.id for request in view.open_requests}
        said = {}
        for name, field in self.answers.items():
            if name in open_now and field.value:
                kind, _, package = field.value.partition(" ")
                said[name] = kind if kind in {"yes", "no"} else Trade(kind, package or None)
        return said

    def _moved(self) -> None:
        if not self._quiet:
            self._changed()

    def _who(self, sender: str) -> tuple[str, str]:
        return self._people.get(sender, (sender.replace("-", " ").capitalize(), ""))

    def _letter(self, request: RequestView, view: View, prices: Prices) -> str:
        name, role = self._who(request.sender)
        low, likely, high = request.effort
        facts = (
            f"The team's estimate: {low:g} / {likely:g} / {high:g} pd on "
            f"{view.packages[request.package].title} (today {prices.take_on(request)}). "
            f"The product owner's: worth about {request.worth:.0f} k. "
            f"Unanswered, it is off in week {request.until}."
        )
        if request.trade_refused:
            facts += " A trade was refused: say yes or no."
        return (
            f"<p><strong>{escape(request.title)}</strong>, from {escape(name)}"
            f"{escape(f', {role}' if role else '')}</p>"
            f"<blockquote>{escape(request.voice.strip())}</blockquote><p>{escape(facts)}</p>"
        )


def _options(request: RequestView, view: View, prices: Prices) -> list[tuple[str, str]]:
    """Offer each answer with its price; a refused trade can't be offered again."""
    options = [("not yet", "")]
    for word in ("yes", "no"):
        options.append((f"{word}: {prices.answer(request, word)}", word))
    for moves in ("time", "budget"):
        options.append((f"trade for {moves}: {prices.answer(request, Trade(moves))}", moves))
    for package in view.packages.values():
        if package.optional and package.status not in {"done", "cut"}:
            trade = Trade("scope", package.id)
            options.append(
                (f"trade for scope: {prices.answer(request, trade)}", f"scope {package.id}")
            )
    return options
