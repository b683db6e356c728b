"""All lines of a game: what was played, and what was tried instead; nothing is ever lost."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from tpmlab.simulator.decisions import Decision, SimulatorError
from tpmlab.simulator.runs import Run
from tpmlab.simulator.saves import load_run, save_run
from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.state import State
from tpmlab.simulator.turn import Event
from tpmlab.simulator.view import View, view_of

__all__ = ["Game", "Line"]

_FORMAT = 1


class Line(NamedTuple):
    """One course of the project, from week 0 to where it was left.

    ``number`` counts from 1, ``fork`` is the week from which it is its own, ``origin`` says
    in words where it comes from.
    """

    number: int
    run: Run
    fork: int
    origin: str


class Game:
    """One scenario with its lines; going back opens another line beside the one played.

    Parameters
    ----------
    scenario : Scenario
        What is played.
    seed : int
        Which luck.

    Attributes
    ----------
    lines : list of Line
    current : int
        Place of the one that is played now.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> game = Game(load("tutorial"), seed=3)
    >>> for _ in range(3):
    ...     _ = game.play(Decision())
    >>> game.back_to(1)
    >>> [(line.number, line.run.week, line.origin) for line in game.lines]
    [(1, 3, 'from the start'), (2, 1, 'line 1 from week 1, same luck')]
    """

    def __init__(self, scenario: Scenario, seed: int = 1) -> None:
        self.scenario = scenario
        self.lines = [Line(1, Run.start(scenario, seed), 0, "from the start")]
        self.current = 0
        self._seen: dict[int, tuple[State, View]] = {}

    @property
    def line(self) -> Line:
        """The line that is played."""
        return self.lines[self.current]

    @property
    def run(self) -> Run:
        """Its run."""
        return self.line.run

    @property
    def view(self) -> View:
        """Where it stands, as its manager sees it."""
        return self._view_of(self.run.state)

    def views(self) -> list[View]:
        """One view a week, from week 0 to now."""
        return [self._view_of(state) for state in self.run.states]

    def play(self, decision: Decision) -> tuple[Event, ...]:
        """Play a week; returns what happened in it."""
        before = len(self.run.events)
        self.lines[self.current] = self.line._replace(run=self.run.play(decision))
        return self.run.events[before:]

    def back_to(self, week: int) -> None:
        """Open a line that goes back to a week and has the same luck from there.

        Raises
        ------
        SimulatorError
            If the week was not played.
        """
        self._open(self.run.back_to(week), f"line {self.line.number} from week {week}, same luck")

    def other_luck(self, week: int) -> None:
        """Open a line from a week on whose future was as likely, with the same past.

        Raises
        ------
        SimulatorError
            If the week was not played, or the project is over there.
        """
        run = self.run.back_to(week)
        if run.over:
            raise SimulatorError("The project is over here: choose an earlier week.")
        number = 1 + sum("other luck" in line.origin for line in self.lines)
        self._open(run.branch(number), f"line {self.line.number} from week {week}, other luck")

    def switch(self, place: int) -> None:
        """Go on with another line."""
        self.current = place

    def to_text(self) -> str:
        """Write all lines as JSON."""
        lines = [
            {
                "number": line.number,
                "fork": line.fork,
                "origin": line.origin,
                "run": json.loads(save_run(line.run)),
            }
            for line in self.lines
        ]
        return json.dumps({"tpmlab_game": _FORMAT, "current": self.current, "lines": lines})

    def read(self, text: str, *, anyway: bool = False) -> None:
        """Take over what :meth:`to_text` or :func:`save_run` wrote; on an error nothing changes.

        Parameters
        ----------
        text : str
            The save.
        anyway : bool
            Replay the decisions although scenario or model have changed since.

        Raises
        ------
        SimulatorError
            If the text can't be used; it says why.
        """
        try:
            said = json.loads(text)
        except (json.JSONDecodeError, RecursionError):
            said = None
        if not isinstance(said, dict) or "tpmlab_game" not in said:
            run = load_run(text, self.scenario, anyway=anyway)
            self.lines, self.current = [Line(1, run, 0, "from a file")], 0
            return
        lines = self._lines_in(said, anyway)
        place = said.get("current")
        if not isinstance(place, int) or not 0 <= place < len(lines):
            place = len(lines) - 1
        self.lines, self.current = lines, place

    def _lines_in(self, said: dict[str, Any], anyway: bool) -> list[Line]:
        form = said["tpmlab_game"]
        if not isinstance(form, int) or form > _FORMAT:
            raise SimulatorError(
                f"The save has format {form}; this tpmlab knows up to {_FORMAT}: update tpmlab."
            )
        try:
            entries = [
                (int(e["number"]), json.dumps(e["run"]), int(e["fork"]), str(e["origin"]))
                for e in said["lines"]
            ]
        except (KeyError, TypeError, ValueError):
            entries = []
        if not entries:
            raise SimulatorError("The save is damaged: its lines are missing; use an earlier copy.")
        return [
            Line(number, load_run(text, self.scenario, anyway=anyway), fork, origin)
            for number, text, fork, origin in entries
        ]

    def _open(self, run: Run, origin: str) -> None:
        """Add a line; one without a week of its own makes room."""
        number = 1 + max(line.number for line in self.lines)
        if len(self.lines) > 1 and self.run.week == self.line.fork:
            number = min(number, self.line.number)
            self.lines.pop(self.current)
        self.lines.append(Line(number, run, run.week, origin))
        self.current = len(self.lines) - 1

    def _view_of(self, state: State) -> View:
        """Look at a state once: states never change, and are kept as long as their views."""
        if id(state) not in self._seen:
            self._seen[id(state)] = (state, view_of(self.scenario, state))
        return self._seen[id(state)][1]
