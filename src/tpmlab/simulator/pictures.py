"""What the levers do, as one picture: readiness against the date, money, defects, value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray
from pandas import DataFrame

from tpmlab.pictures import FONT, PALETTE, Canvas, Picture, new_figure, style_axes
from tpmlab.simulator.project import Levers, Project
from tpmlab.simulator.rework import HORIZON
from tpmlab.simulator.table import compare
from tpmlab.simulator.tradeoff import Outcome

__all__ = ["TradeoffFigure", "comparison_picture", "describe", "tradeoff_picture"]

_BEFORE, _AFTER = 9, 15  # weeks shown around the wanted date; later futures share the last bar


def tradeoff_picture(now: Outcome, start: Outcome | None = None) -> Picture:
    """Show what a setting of the levers means, and a first setting behind it in grey.

    Parameters
    ----------
    now : Outcome
        The setting to show.
    start : Outcome, optional
        The setting to compare with.

    Returns
    -------
    Picture
        Its words are computed from the numbers.

    Examples
    --------
    >>> from tpmlab.simulator import Project, simulate
    >>> project = Project.from_rows([("web", 120, 300)], team=5, week_cost=8,
    ...     start="2026-01-05", wanted="2026-03-13", budget=420)
    >>> picture = tradeoff_picture(simulate(project))
    >>> picture.alt.startswith("Chance to be ready by Friday 13 March 2026: ")
    True
    """
    sheet = TradeoffFigure(start or now, ghost=start is not None)
    sheet.show(now)
    return Picture(sheet.figure, describe(now))


def describe(now: Outcome) -> str:
    """Say an outcome in two plain sentences, dates and money included."""
    project, s = now.project, now.summary()
    agreed = project.agreed(now.levers)
    over = round(s["cost"] - project.budget)
    money = f"{abs(over):,} kUSD {'over' if over > 0 else 'under'} budget" if over else "on budget"
    return (
        f"Chance to be ready by {agreed:%A} {_day(agreed)} {agreed.year}: {s['chance']:.0%}; "
        f"half of the futures are ready {_when(now, 0.5)}, 80% {_when(now, 0.8)}. "
        f"Mean cost {s['cost']:,.0f} kUSD, {money}; {s['escapes']:.0f} defects escape; "
        f"value at launch {s['value']:,.0f} kUSD."
    )


def comparison_picture(
    project: Project, settings: Mapping[str, Levers], n_trials: int = 400, seed: int = 1
) -> Picture:
    """Show the chance that each setting gives, and what it changes against the first.

    Parameters
    ----------
    project : Project
        The project that all settings share.
    settings : mapping of str to Levers
        What to compare, by name; the first is the yardstick. Two to eight are readable.
    n_trials, seed : int
        As in :func:`tpmlab.simulator.simulate`.

    Returns
    -------
    Picture
        A row a setting.

    Examples
    --------
    >>> project = Project.from_rows([("web", 120, 300), ("mobile", 40, 90)], team=6,
    ...     week_cost=8, start="2026-01-05", wanted="2026-03-27", budget=600)
    >>> settings = {"all": Levers(), "web only": Levers(keep=("web",))}
    >>> comparison_picture(project, settings).alt.count("web only")
    1
    """
    table = compare(project, settings, n_trials, seed)
    figure = new_figure(58 + 30 * len(table))
    axes = figure.add_axes((0.34, 0.02, 0.24, 1 - 58 / (58 + 30 * len(table))))
    axes.set(xlim=(0, 100), ylim=(len(table) - 0.4, -0.6))
    axes.axis("off")
    heads = {1.55: "cost,\nkUSD", 2.05: "escaped\ndefects", 2.5: "value,\nkUSD"}
    look: dict[str, Any] = {"fontsize": FONT["label"], "color": PALETTE["ink"], "va": "center"}
    top = {**look, "va": "bottom", "transform": axes.transAxes}
    axes.text(0, 1.02, "chance to be ready\nby the agreed date", fontweight="bold", **top)
    for place, head in heads.items():
        axes.text(place, 1.02, head, ha="right", **top)
    for row, (name, values) in enumerate(table.iterrows()):
        chance = values["chance %"]
        axes.text(-4, row, str(name), ha="right", **look)
        axes.add_patch(Rectangle((0, row - 0.32), 100, 0.64, color=PALETTE["grid"], alpha=0.55))
        axes.add_patch(Rectangle((0, row - 0.32), chance, 0.64, color=PALETTE["blue"]))
        axes.text(chance + 2, row, f"{chance}%", fontweight="bold", **look)
        for place, text in zip(heads, _changes(table, row), strict=True):
            axes.text(100 * place, row, text, ha="right", **look)
    return Picture(figure, _describe_rows(table))


class TradeoffFigure:
    """The picture as something to draw again and again: one static layer, few moving parts.

    Parameters
    ----------
    start : Outcome
        Fixes the scales.
    ghost : bool
        Keep `start` visible in grey.
    """

    def __init__(self, start: Outcome, *, ghost: bool = True) -> None:
        self.figure = new_figure(470)
        self._canvas = Canvas(self.figure)
        self._dates = _DatePanel(self.figure, start, ghost=ghost)
        project, s = start.project, start.summary()
        everything = sum(feature.value for feature in project.features)
        scales = {
            "cost": _Scale("Cost, kUSD", 1.45 * project.budget, project.budget),
            "escapes": _Scale("Defects that escape", max(2.2 * s["escapes"], 10)),
            "value": _Scale("Value at launch, kUSD", 1.08 * everything),
        }
        self._rows = {
            name: _Row(self.figure, place, scale, s[name] if ghost else None)
            for place, (name, scale) in enumerate(scales.items())
        }

    def show(self, now: Outcome) -> None:
        """Move every moving part to an outcome."""
        s = now.summary()
        self._dates.show(now)
        self._rows["cost"].show(s["cost"], _money(s["cost"], now.project.budget))
        self._rows["escapes"].show(s["escapes"], f"{s['escapes']:.0f}")
        self._rows["value"].show(s["value"], f"{s['value']:,.0f}")

    def png(self, now: Outcome) -> bytes:
        """Picture of an outcome as PNG bytes."""
        self.show(now)
        return self._canvas.png()


class _DatePanel:
    """When is it ready? A bar a week, on time or late, against the agreed date."""

    def __init__(self, figure: Figure, start: Outcome, *, ghost: bool) -> None:
        project = start.project
        self._wanted = project.week_of(project.wanted)
        self._edges = self._wanted + np.arange(-_BEFORE, _AFTER + 1.0)
        axes = figure.add_axes((0.035, 0.46, 0.93, 0.40))
        style_axes(axes, grid=None)
        shares = self._shares(start)
        self._top = max(0.2, 1.5 * float(shares.max()))
        axes.set(xlim=(self._edges[0], self._edges[-1]), ylim=(0, self._top), yticks=[])
        ticks = self._edges[1::4]
        axes.set_xticks(ticks, [_day(project.date_of(week), "%b") for week in ticks])
        axes.set_title(
            f"When is it ready? {len(start.finish)} possible futures, a bar a week",
            loc="left",
            fontsize=FONT["title"],
            color=PALETTE["ink"],
            pad=26,
        )
        self._draw_ghost(axes, shares if ghost else None)
        self._bars = PolyCollection(
            [], edgecolors=PALETTE["paper"], linewidths=1.0, animated=True, zorder=3
        )
        axes.add_collection(self._bars)
        (self._line,) = axes.plot([], [], color=PALETTE["ink"], linewidth=2, clip_on=False)
        self._line.set(animated=True, zorder=5)
        self._on_time = self._label(axes, "blue", "right")
        self._late = self._label(axes, "vermilion", "left")
        self._spread = self._label(axes, "ink", "right")
        self._spread.set(va="top", fontweight="normal", linespacing=1.5)
        self._spread.set_position((self._edges[-1], self._top * 0.98))

    def _draw_ghost(self, axes: Axes, shares: NDArray[np.float64] | None) -> None:
        if shares is None:
            return
        dashes: dict[str, Any] = {
            "linewidth": 1.3,
            "linestyle": (0, (3, 2)),
            "color": PALETTE["ink"],
        }
        axes.stairs(shares, self._edges, zorder=4, animated=True, **dashes)
        right, height = self._edges[-1], self._top * 0.66
        axes.plot([right - 4.4, right - 3.4], [height] * 2, **dashes)
        words: dict[str, Any] = {"ha": "right", "va": "center", "fontsize": FONT["label"]}
        axes.text(right, height, "at the start", color=PALETTE["ink"], **words)

    def _label(self, axes: Axes, colour: str, side: str) -> Any:
        look: dict[str, Any] = {
            "fontsize": FONT["label"],
            "fontweight": "bold",
            "color": PALETTE[colour],
        }
        return axes.text(0, self._top * 1.03, "", ha=side, va="bottom", animated=True, **look)

    def _shares(self, outcome: Outcome) -> NDArray[np.float64]:
        inside = np.clip(outcome.finish, self._edges[0] + 1e-6, self._edges[-1])
        # a bar holds the futures ready after its left edge, up to and on its right edge
        counts = np.bincount(
            np.ceil(inside - self._edges[0] - 1e-9).astype(int) - 1, minlength=len(self._edges) - 1
        )
        return counts / len(outcome.finish)

    def show(self, now: Outcome) -> None:
        shares = np.minimum(self._shares(now), self._top)
        left, right = self._edges[:-1], self._edges[1:]
        low = np.zeros_like(shares)
        corners = [(left, low), (left, shares), (right, shares), (right, low)]
        self._bars.set_verts(
            list(np.stack([np.stack(corner, axis=-1) for corner in corners], axis=1))
        )
        in_time = right <= now.agreed_week + 1e-9
        self._bars.set_facecolor(
            [PALETTE["blue"] if early else PALETTE["amber"] for early in in_time]
        )
        self._line.set_data([now.agreed_week] * 2, [0, self._top * 1.14])
        agreed = now.project.agreed(now.levers)
        self._on_time.set_text(f"{now.chance:.0%} by {_day(agreed)}")
        self._on_time.set_x(now.agreed_week - 0.25)
        self._late.set_text(f"{1 - now.chance:.0%} later")
        self._late.set_x(now.agreed_week + 0.25)
        half, most = (_when(now, share) for share in (0.5, 0.8))
        self._spread.set_text(f"half {half}\n80% {most}")


@dataclass(frozen=True)
class _Scale:
    """How a row is drawn: its name, the end of its axis and its limit."""

    name: str
    top: float
    limit: float | None = None


class _Row:
    """One number as a bar with its start value and, for money, its limit."""

    def __init__(self, figure: Figure, place: int, scale: _Scale, ghost: float | None) -> None:
        middle = 0.295 - 0.115 * place
        axes = figure.add_axes((0.29, middle - 0.0375, 0.40, 0.075))
        axes.set(xlim=(0, scale.top), ylim=(0, 1))
        axes.axis("off")
        self._scale = scale
        text: dict[str, Any] = {"va": "center", "fontsize": FONT["label"], "color": PALETTE["ink"]}
        figure.text(0.035, middle, scale.name, **text)
        axes.add_patch(_bar(scale.top, PALETTE["grid"], alpha=0.55))
        if ghost is not None:
            (mark,) = axes.plot([min(ghost, scale.top)] * 2, [0, 1], clip_on=False, animated=True)
            mark.set(color=PALETTE["ink"], linewidth=1.6, linestyle=(0, (2, 1)), zorder=4)
        if scale.limit is not None:
            (mark,) = axes.plot([scale.limit] * 2, [-0.25, 1.25], clip_on=False, animated=True)
            mark.set(color=PALETTE["ink"], linewidth=2, zorder=5)
        self._bar, self._over = (_bar(0, PALETTE[c], animated=True) for c in ("blue", "amber"))
        for bar in (self._bar, self._over):
            axes.add_patch(bar)
        self._text = axes.text(scale.top * 1.04, 0.5, "", animated=True, **text)

    def show(self, value: float, text: str) -> None:
        inside = min(value, self._scale.top)
        limit = self._scale.top if self._scale.limit is None else self._scale.limit
        self._bar.set_width(min(inside, limit))
        self._over.set_x(limit)
        self._over.set_width(max(inside - limit, 0))
        self._text.set_text(text)


def _changes(table: DataFrame, row: int) -> list[str]:
    """Cost, defects and value of a row: the first as it is, the others against it."""
    names = ["cost kUSD", "defects", "value kUSD"]
    first, here = (table[names].iloc[place] for place in (0, row))
    if row == 0:
        return [f"{first[name]:,}" for name in names]
    return [f"{here[name] - first[name]:+,}".replace("-", "\N{MINUS SIGN}") for name in names]


def _describe_rows(table: DataFrame) -> str:
    rows = "; ".join(
        f"{name} {values['chance %']}%, {values['cost kUSD']:,}, {values['defects']}, "
        f"{values['value kUSD']:,}"
        for name, values in table.iterrows()
    )
    return (
        f"For each setting: chance in time, cost in kUSD, escaped defects, value in kUSD. {rows}."
    )


def _when(outcome: Outcome, share: float) -> str:
    week = outcome.week(share)
    if not np.isfinite(week):
        return f"not within {HORIZON} weeks"
    return f"by {_day(outcome.project.date_of(week))}"


def _bar(width: float, colour: str, **more: Any) -> Rectangle:
    return Rectangle((0, 0), width, 1, facecolor=colour, linewidth=0, **more)


def _day(day: date, month: str = "%B") -> str:
    return f"{day.day} {day.strftime(month)}"


def _money(cost: float, budget: float) -> str:
    over = round(cost - budget)
    if not over:
        return f"{cost:,.0f}, on budget"
    return f"{cost:,.0f}, {abs(over):,} {'over' if over > 0 else 'under'} budget"
