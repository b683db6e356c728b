"""The team's last week: days worked, overtime, fatigue and morale, a row a person."""

from __future__ import annotations

from typing import NamedTuple

from tpmlab.explorer_pictures.panels import Sheet
from tpmlab.pictures import PALETTE, Label, Picture, shorten
from tpmlab.simulator.view import View

__all__ = ["Load", "LoadFigure", "describe_load", "load_of"]

_ROW, _MOST = 22, 7.5
_RIGHT, _LEAST_LEFT = 428, 158  # where the bars end, and where they begin at the earliest
_LETTER, _MOST_LETTERS = 7.0, 30  # of a name: width, and how many are shown


class Load(NamedTuple):
    """One person's week."""

    name: str
    place: str
    """As in :class:`PersonView`."""
    busy: float
    """Days worked in the week before."""
    overtime: float
    tired: float
    morale: float


def load_of(view: View) -> tuple[Load, ...]:
    """Read everybody's week off a view, those to be hired last.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator.start import new_game
    >>> from tpmlab.simulator.view import view_of
    >>> tutorial = load("tutorial")
    >>> [each.place for each in load_of(view_of(tutorial, new_game(tutorial, seed=1)))]
    ['team', 'team', 'team', 'pool']
    """
    return tuple(
        Load(p.name, p.place, p.busy_days, p.overtime, p.tired, p.morale)
        for p in view.people.values()
    )


def describe_load(people: tuple[Load, ...]) -> str:
    """Say what the picture shows."""
    team = [each for each in people if each.place == "team"]
    rows = [
        f"{each.name} {each.busy:.1f} days{_overtime(each)}, tiredness {each.tired:.2f}, "
        f"morale {each.morale:.2f}"
        for each in team
    ]
    return f"Load of {len(team)} people in the week before, of 5 days each: {'; '.join(rows)}."


class LoadFigure:
    """A bar a person on a scale of days, and the state they are in, in words.

    Parameters
    ----------
    people : tuple of Load
        Sets the rows.
    """

    def __init__(self, people: tuple[Load, ...]) -> None:
        rows = len(people)
        names = [shorten(each.name, _MOST_LETTERS) for each in people]
        left = max(_LEAST_LEFT, 16 + _LETTER * max(map(len, names)))
        self._sheet = Sheet(_ROW * rows + 70)
        self._panel = self._sheet.panel(
            (left, 42, _RIGHT - left, _ROW * rows), x="days worked", grid="x"
        )
        self._panel.limits((0.0, _MOST), (0.0, float(rows)))
        self._panel.axes.set_yticks([])
        self._panel.numbers("x", 8, whole=True)
        self._panel.axes.axvline(5, color=PALETTE["quiet"], linewidth=1.2)
        for n, name in enumerate(names):
            self._sheet.note(name, 8, 42 + _ROW * (rows - n - 0.5))
        self._sheet.note(
            "A week has 5 days; + is overtime; tiredness counts from 0, morale from 0 to 1",
            8,
            56 + _ROW * rows,
        )
        self._bars = self._panel.bars("blue")

    def show(self, people: tuple[Load, ...]) -> None:
        """Move the bars to a week."""
        rows = len(people)
        low = [rows - n - 0.78 for n in range(rows)]
        busy = [each.busy if each.place == "team" else 0.0 for each in people]
        self._bars.show(0.0, busy, low, [b + 0.56 for b in low])
        x = _MOST + self._panel.pixels(10, "x")
        self._panel.write(
            [
                Label(_state(each), x, b + 0.28, anchor=0)
                for each, b in zip(people, low, strict=True)
            ]
        )

    def png(self) -> bytes:
        """Draw the bars as they stand."""
        return self._sheet.png()

    def picture(self, people: tuple[Load, ...]) -> Picture:
        """Finish the bars for print."""
        self.show(people)
        return self._sheet.picture(describe_load(people))


def _state(each: Load) -> str:
    if each.place != "team":
        return {"pool": "in the pool", "coming": "is coming"}.get(each.place, "has left")
    return f"{each.busy:.1f} d{_overtime(each)}; tired {each.tired:.2f}, morale {each.morale:.2f}"


def _overtime(each: Load) -> str:
    return f" +{each.overtime:.0%}" if each.overtime else ""
