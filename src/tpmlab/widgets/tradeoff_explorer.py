"""Levers of a project, live: leave a feature out, move the date, add people, test, work late."""

from __future__ import annotations

from datetime import timedelta
from html import escape

import ipywidgets as w
from IPython.display import display

from tpmlab.simulator import Levers, Outcome, Project, simulate
from tpmlab.simulator.pictures import TradeoffFigure, describe, tradeoff_picture
from tpmlab.widgets import frame

__all__ = ["TradeoffExplorer", "tradeoff_explorer"]

_SLIDER = {
    "style": {"description_width": "17em"},
    "layout": w.Layout(width="95%", max_width="680px"),
}


def tradeoff_explorer(project: Project, n_trials: int = 400, seed: int = 1) -> None:
    """Display levers for a project's scope, date, people, testing and overtime.

    Parameters
    ----------
    project : Project
        Features, team, dates and budget; the plan as promised is the starting position.
    n_trials, seed : int
        As in :func:`tpmlab.simulator.simulate`.

    Examples
    --------
    >>> project = Project.from_rows([("web", 120, 300), ("mobile", 40, 90)], team=6,
    ...     week_cost=8, start="2026-01-05", wanted="2026-03-27", budget=600)
    >>> explorer = TradeoffExplorer(project, n_trials=50)
    >>> explorer.features["mobile"].value = False
    >>> explorer.levers().keep
    ('web',)
    """

    def live() -> w.Widget:
        return TradeoffExplorer(project, n_trials, seed).frame.box

    def printed() -> None:
        display(tradeoff_picture(simulate(project, None, n_trials, seed)))

    frame.show(live, printed, invite="move the levers")


class TradeoffExplorer:
    """Controls and picture of one project; :func:`tradeoff_explorer` displays it.

    Attributes
    ----------
    features : dict of str to Checkbox
        Features that may be left out or taken in.
    agreed, extra, ask_week, testing, overtime : Widget
        The other levers.
    undo_button : Button
        Takes back the last lever moved.
    frame : Explorer
        Picture, words, news and Reset.
    """

    def __init__(self, project: Project, n_trials: int = 400, seed: int = 1) -> None:
        self._project, self._trials, self._seed = project, n_trials, seed
        self._start = simulate(project, None, n_trials, seed)
        self._figure = TradeoffFigure(self._start)
        self._make_controls()
        self._values = self._first = self._read()
        self._history: list[tuple[object, ...]] = []
        self._last_moved: int | None = None
        self.undo_button = w.Button(
            description="Undo", tooltip="Take back the last lever", disabled=True
        )
        self.undo_button.on_click(lambda _: self.undo())
        self._live = False
        self.frame = frame.Explorer(
            [self._question(), self._scope(), *self._inputs[len(self.features) :]],
            self._draw,
            inputs=self._inputs,
            reset=self._reset,
            buttons=[self.undo_button],
        )
        self._live = True

    def levers(self) -> Levers:
        """Levers as the controls stand now."""
        names = [f.id for f in self._project.features if f.status == "must" or self._ticked(f.id)]
        return Levers(
            keep=tuple(names),
            agreed=self.agreed.value,
            extra=self.extra.value,
            ask_week=self.ask_week.value,
            testing=self.testing.value / 100,
            overtime_weeks=self.overtime.value,
        )

    def undo(self) -> None:
        """Take back the last lever moved, however far it was dragged."""
        if not self._history:
            return
        with self.frame.hold():
            self._values = self._history.pop()
            self._put(self._values)

    def _reset(self) -> None:
        self._put(self._first)

    def _put(self, values: tuple[object, ...]) -> None:
        self._last_moved = None  # a step of its own, whatever moved before
        for control, value in zip(self._inputs, values, strict=True):
            control.value = value

    def _make_controls(self) -> None:
        project, start = self._project, Levers()
        self.features = {
            f.id: w.Checkbox(
                value=f.status == "planned",
                description=f"{f.id}: {f.effort:g} days, {f.value:g} kUSD",
                indent=False,
            )
            for f in project.features
            if f.status != "must"
        }
        fridays = [project.wanted + timedelta(weeks=weeks) for weeks in range(-4, 13)]
        self.agreed = w.SelectionSlider(
            options=[(f"{day.day} {day:%b %Y}", day) for day in fridays if day > project.start],
            value=project.wanted,
            description="Agreed date",
            **_SLIDER,
        )
        length = round(project.week_of(project.wanted))
        self.extra = w.IntSlider(0, 0, 6, description="People to add", **_SLIDER)
        self.ask_week = w.IntSlider(0, 0, length, description="… asked for in week", **_SLIDER)
        self.testing = w.IntSlider(
            round(100 * start.testing), 0, 30, description="Time spent testing early, %", **_SLIDER
        )
        self.overtime = w.IntSlider(
            0, 0, min(20, length), description="50-hour weeks before the date", **_SLIDER
        )
        levers = [self.agreed, self.extra, self.ask_week, self.testing, self.overtime]
        self._inputs: list[w.ValueWidget] = [*self.features.values(), *levers]

    def _question(self) -> w.HTML:
        p = self._project
        return w.HTML(
            f"<p style='margin:0'><strong>Your question:</strong> reach an 80% chance of "
            f"{p.wanted.day} {p.wanted:%B}, within {p.budget:,.0f} kUSD and with at most "
            "10 escaped defects. Which setting keeps the most value, and what pays for it?</p>"
        )

    def _scope(self) -> w.VBox:
        must = [f for f in self._project.features if f.status == "must"]
        text = "<strong>Scope.</strong> Tick what is built."
        if must:
            days, value = (sum(getattr(f, name) for f in must) for name in ("effort", "value"))
            names = escape(", ".join(f.id for f in must))
            text += f" Must ship: {names} ({days:g} days, {value:,.0f} kUSD)."
        boxes = w.GridBox(
            list(self.features.values()),
            layout=w.Layout(grid_template_columns="repeat(auto-fill, minmax(17em, 1fr))"),
        )
        return w.VBox([w.HTML(f"<p style='margin:0'>{text}</p>"), boxes])

    def _ticked(self, name: str) -> bool:
        return bool(self.features[name].value)

    def _read(self) -> tuple[object, ...]:
        return tuple(control.value for control in self._inputs)

    def _draw(self) -> tuple[bytes, str]:
        levers = self.levers()
        now = simulate(self._project, levers, self._trials, self._seed)
        self._remember(self._read())
        self.ask_week.disabled = not levers.extra
        if self._live:
            self.frame.say(_news(now, self._start))
        return self._figure.png(now), describe(now)

    def _remember(self, values: tuple[object, ...]) -> None:
        moved = [
            i for i, pair in enumerate(zip(values, self._values, strict=True)) if pair[0] != pair[1]
        ]
        if moved:
            if moved != [self._last_moved]:  # a drag is one step, however many values it passes
                self._history.append(self._values)
            self._last_moved = moved[0] if len(moved) == 1 else None
            self._values = values
        self.undo_button.disabled = not self._history


def _news(now: Outcome, start: Outcome) -> str:
    """Say in one line what the levers changed since the start."""
    a, b = start.summary(), now.summary()
    points = round(100 * b["chance"]) - round(100 * a["chance"])
    moves = [f"chance {points:+d} points"]
    for name, unit in (("cost", " kUSD"), ("escapes", ""), ("value", " kUSD")):
        change = round(b[name]) - round(a[name])
        moves.append(f"{'defects' if name == 'escapes' else name} {change:+,d}{unit}")
    return f"Against the plan as promised: {', '.join(moves)}.".replace("-", "\N{MINUS SIGN}")
