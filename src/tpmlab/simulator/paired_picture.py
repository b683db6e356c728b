"""Policies set against the first of them, a row each, with two standard errors either way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from tpmlab.pictures import FONT, PALETTE, Picture, new_figure, shorten
from tpmlab.pictures.numbers import signed
from tpmlab.simulator.paired import compare_policies
from tpmlab.simulator.runs import Policy
from tpmlab.simulator.scenario import Scenario

__all__ = ["policies_picture"]

_HEADS = {"weeks": "weeks", "spent": "spent,\nk", "value": "value,\nk", "trust": "trust,\n%"}
_PLACES = (1.5, 1.88, 2.28, 2.62)
_LEAST = 0.05  # of the axis: a smaller bar than that can't be seen


def policies_picture(
    scenario: Scenario, policies: Mapping[str, Policy], seeds: Iterable[int] | None = None
) -> Picture:
    """Show how many points each policy gains or loses against the first, on the same luck.

    Parameters
    ----------
    scenario : Scenario
        What is played.
    policies : mapping of str to callable
        By name; the first is the yardstick. Two to eight are readable.
    seeds : iterable of int, optional
        Default: the scenario's public seeds.

    Returns
    -------
    Picture
        A bar a policy from the first one's score, whiskers of two standard errors; beside
        it means of finish, money spent, value delivered and trust.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator import policies as p
    >>> rules = {"wait": p.nothing, "look first": p.strong}
    >>> policies_picture(load("tutorial"), rules, range(8)).alt.count("look first")
    1
    """
    wanted = list(scenario.seeds if seeds is None else seeds)
    table = compare_policies(scenario, policies, wanted)
    height = 74 + 30 * len(table)
    figure = new_figure(height)
    axes = figure.add_axes((0.36, 0.02, 0.24, 1 - 68 / height))
    reach = 1.15 * max(1.0, *(table["points"].abs() + 2 * table["error"]))
    low = -reach if (table["points"] - 2 * table["error"]).min() < 0 else -_LEAST * reach
    high = reach if (table["points"] + 2 * table["error"]).max() > 0 else _LEAST * reach
    axes.set(xlim=(low, high), ylim=(len(table) - 0.4, -0.6))
    axes.axis("off")
    axes.axvline(0, color=PALETTE["ink"], linewidth=1, ymin=0, ymax=1)
    look: dict[str, Any] = {"fontsize": FONT["label"], "color": PALETTE["ink"], "va": "center"}
    top = {**look, "va": "bottom", "transform": axes.transAxes}
    axes.text(0, 1.02, f"points against the first,\nmean of {len(wanted)} seeds", **top)
    for place, head in zip(_PLACES, _HEADS.values(), strict=True):
        axes.text(place, 1.02, head, ha="right", **top)
    beside = {**look, "ha": "right", "transform": axes.get_yaxis_transform()}
    for row, (name, values) in enumerate(table.iterrows()):
        points, error = values["points"], values["error"]
        colour = PALETTE["blue" if points >= 0 else "vermilion"]
        axes.barh(row, points, height=0.6, color=colour, alpha=0.75)
        axes.plot([points - 2 * error, points + 2 * error], [row, row], color=PALETTE["ink"])
        axes.text(-0.03, row, shorten(str(name), 30), **beside)
        texts = [signed(round(points)) if row else "0", *_columns(values)]
        for place, text in zip((1.2, *_PLACES), texts, strict=True):
            weight = "bold" if place == 1.2 else "normal"
            axes.text(place, row, text, fontweight=weight, **beside)
    return Picture(figure, _describe(table, len(wanted)))


def _columns(values: pd.Series) -> tuple[str, ...]:
    return (
        f"{values['weeks']:.1f}",
        f"{values['spent']:,.0f}",
        f"{values['value']:,.0f}",
        f"{values['trust']:.0%}".rstrip("%"),
    )


def _describe(table: pd.DataFrame, seeds: int) -> str:
    """Say in words what the picture shows."""
    rows = []
    for name, values in table.iterrows():
        weeks, spent, value, trust = _columns(values)
        points = signed(round(values["points"], 1))
        rows.append(
            f"{name}: {points} points (standard error {values['error']:.1f}), "
            f"{weeks} weeks, {spent} k spent, {value} k of value, trust {trust}%"
        )
    first = next(iter(table.index))
    return f"Means of {seeds} seeds, points against '{first}'. {'; '.join(rows)}."
