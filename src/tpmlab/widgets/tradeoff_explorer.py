"""Levers of a project, live: leave a feature out, move the date, add people, test, work late."""

from __future__ import annotations

from datetime import timedelta
from html import escape

import ipywidgets as w
from IPython.display import display

from tpmlab.simulator import Levers, Outcome, Project, simulate
from tpmlab.simulator.pictures import TradeoffFigure, describe, tradeoff_picture
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn

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


class TradeoffExplorer(HandsOn):
    """Controls and picture of one project; :func:`tradeoff_explorer` displays it.

    Attributes
    ----------
    features : dict of str to Checkbox
        Features that may be left out or taken in.
    agreed, extra, ask_week, testing, overtime : Widget
        The other levers.
    """

    def __init__(self, project: Project, n_trials: int = 400, seed: int = 1) -> None:
        self._project, self._trials, self._seed = project, n_trials, seed
        self._start = simulate(project, None, n_trials, seed)
        self._figure = TradeoffFigure(self._start)
        self.question = (
            f"reach an 80% chance of {project.wanted.day} {project.wanted:%B}, within "
            f"{project.budget:,.0f} kUSD and with at most 10 escaped defects. Which setting "
            "keeps the most value, and what pays for it?"
        )
        self._make_controls()
        others = {
            "agreed date": self.agreed,
            "people to add": self.extra,
            "asked for in week": self.ask_week,
            "testing": self.testing,
            "overtime": self.overtime,
        }
        super().__init__({**self.features, **others}, [self._scope(), *others.values()])

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

    def draw(self) -> tuple[bytes, str, str]:
        """Run the futures under the levers and draw what became of them."""
        levers = self.levers()
        now = simulate(self._project, levers, self._trials, self._seed)
        self.ask_week.disabled = not levers.extra
        if self.live:
            self.frame.say(_news(now, self._start))
        return self._figure.png(now), describe(now), ""

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


def _news(now: Outcome, start: Outcome) -> str:
    """Say in one line what the levers changed since the start."""
    a, b = start.summary(), now.summary()
    points = round(100 * b["chance"]) - round(100 * a["chance"])
    moves = [f"chance {points:+d} points"]
    for name, unit in (("cost", " kUSD"), ("escapes", ""), ("value", " kUSD")):
        change = round(b[name]) - round(a[name])
        moves.append(f"{'defects' if name == 'escapes' else name} {change:+,d}{unit}")
    return f"Against the plan as promised: {', '.join(moves)}.".replace("-", "\N{MINUS SIGN}")
