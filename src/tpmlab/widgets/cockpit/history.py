"""The tab with weeks to go back to, lines tried, and files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as w

from tpmlab.simulator.decisions import SimulatorError
from tpmlab.widgets.cockpit.files import Shelf
from tpmlab.widgets.cockpit.game import Game, Line
from tpmlab.widgets.cockpit.parts import button, chooser, heading, rows, table
from tpmlab.widgets.hands_on import slider, text

__all__ = ["Records"]


class Records:
    """Controls for undo, what-if and saves.

    Parameters
    ----------
    game : Game
        Whose lines are shown and changed.
    shelf : Shelf
        Where saves are.
    moved : callable
        Called with a sentence after the game went somewhere else.
    say : callable
        Called with a sentence, and whether it is a refusal.

    Attributes
    ----------
    week : IntSlider
    lines, saves : Dropdown
    name : Text
    anyway : Checkbox
    box : VBox
    """

    def __init__(
        self,
        game: Game,
        shelf: Shelf,
        moved: Callable[[str], None],
        say: Callable[[str, bool], None],
    ) -> None:
        self._game, self._shelf, self._moved, self._say = game, shelf, moved, say
        self._quiet = False
        self.week: Any = slider("Week to go back to", 0, 0, 1)
        self.lines = chooser("Line to go on with", [("1", 0)])
        self.lines.observe(self._chosen, names="value")
        self.name = text("Save as", "my-game")
        self.saves = chooser("Save to load", [("none yet", "")])
        self.anyway = w.Checkbox(
            description="Load it even if scenario or model changed since (decisions are replayed)",
            indent=False,
            layout=w.Layout(width="auto"),
        )
        self._table = w.HTML()
        self.back_button = button("Back to this week", "The same luck from there", self.go_back)
        self.luck_button = button("Other luck from here", "Another future", self.other_luck)
        self.save_button = button("Save", "Write this game to a file", self.save)
        self.load_button = button("Load", "Read the chosen file", self.load)
        self.box = self._layout()

    def show(self) -> None:
        """Show the lines and files as they are."""
        game = self._game
        self._quiet = True
        self.week.max = max(game.run.week, 1)
        self.week.value = max(game.run.week - 1, 0)
        options = [(_title(line), n) for n, line in enumerate(game.lines)]
        if tuple(self.lines.options) != tuple(options):
            self.lines.options = options
        self.lines.value = game.current
        self._table.value = table(
            ["Line", "Begins", "Week", "State", "Score", "Net benefit, k"],
            [_row(line, n == game.current) for n, line in enumerate(game.lines)],
        )
        self._quiet = False
        self.list_files()

    def list_files(self) -> None:
        """List the saves on the disk."""
        options = [(name, name) for name in self._shelf.names()] or [("none yet", "")]
        if tuple(self.saves.options) != tuple(options):
            chosen = self.saves.value
            self.saves.options = options
            if chosen in [name for name, _ in options]:
                self.saves.value = chosen

    def go_back(self) -> None:
        """Open a line from the chosen week, with the same luck."""
        self._fork(self.week.value, self._game.back_to, "Back")

    def other_luck(self) -> None:
        """Open a line from the chosen week, with another future."""
        self._fork(self.week.value, self._game.other_luck, "Another future")

    def undo(self) -> None:
        """Go back by one week."""
        if self._game.run.week:
            self._fork(self._game.run.week - 1, self._game.back_to, "Back")
        else:
            self._say("This is week 0: there is nothing to undo.", True)

    def save(self) -> None:
        """Write the game under the name typed."""
        try:
            path = self._shelf.write(self.name.value, self._game.to_text())
        except SimulatorError as problem:
            self._say(str(problem), True)
        else:
            self.list_files()
            self.saves.value = path.name
            self._say(f"Saved as {path.parent.name}/{path.name}.", False)

    def load(self) -> None:
        """Read the chosen file; if it can't be used, the game stays as it is."""
        if not self.saves.value:
            self._say("There is no save to load yet.", True)
            return
        try:
            self._game.read(self._shelf.read(self.saves.value), anyway=self.anyway.value)
        except SimulatorError as problem:
            self._say(f"{problem} Your game is unchanged.", True)
        else:
            self._moved(f"Loaded {self.saves.value}: week {self._game.run.week}.")

    def _fork(self, week: int, way: Callable[[int], None], word: str) -> None:
        try:
            way(week)
        except SimulatorError as problem:
            self._say(str(problem), True)
        else:
            line = self._game.line
            self._moved(
                f"{word}: now at the start of week {week}, on line {line.number}. "
                "The line before is kept under History."
            )

    def _chosen(self, change: Any) -> None:
        if not self._quiet and change["new"] is not None and change["new"] != self._game.current:
            self._game.switch(change["new"])
            self._moved(f"Now on line {self._game.line.number}, week {self._game.run.week}.")

    def _layout(self) -> w.VBox:
        note = w.HTML(
            "<p>Going back loses nothing: a new line opens beside the old one. With the same luck "
            "only what you change can differ; with other luck you see what else might have come. "
            "Each week is saved automatically.</p>"
        )
        return w.VBox(
            [
                note,
                heading("Weeks"),
                self.week,
                rows([self.back_button, self.luck_button]),
                heading("Lines"),
                self._table,
                self.lines,
                heading("Files"),
                self.name,
                rows([self.save_button]),
                self.saves,
                self.anyway,
                rows([self.load_button]),
            ],
            layout=w.Layout(width="100%"),
        )


def _title(line: Line) -> str:
    return f"{line.number}: {line.origin}, at week {line.run.week}"


def _row(line: Line, current: bool) -> list[str]:
    run = line.run
    score = run.score
    here = f"{line.number}, played now" if current else f"{line.number}"
    state = f"{run.state.ledger.ended or 'over'}" if run.over else "goes on"
    return [
        here,
        line.origin,
        f"{run.week}",
        state,
        f"{score.total:.0f}" if run.over else "open",
        f"{score.net_benefit:+,.0f}".replace("-", "−") if run.over else "open",
    ]
