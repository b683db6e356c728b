"""A debrief in two pictures: the run's dates with the choices marked, and the effects."""

from __future__ import annotations

from textwrap import wrap

import numpy as np

from tpmlab.pictures import PALETTE, Picture, shorten
from tpmlab.pictures.chart import Chart
from tpmlab.pictures.numbers import listed, signed
from tpmlab.simulator.debrief import Debrief, Finding

__all__ = ["dates_picture", "effects_picture"]

_ROW = 34  # pixels a choice
_LETTERS = 40  # that fit into a line beside the bars
_SHOWN = 8  # choices in the picture of effects: those that mattered, then the next ones


def dates_picture(found: Debrief) -> Picture:
    """Show forecast and agreed date week by week, and when each choice was made.

    Parameters
    ----------
    found : Debrief
        From :func:`tpmlab.simulator.debrief.debrief`.

    Returns
    -------
    Picture
        Numbers on the forecast are those of the choices, the one that mattered most first.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator import policies
    >>> from tpmlab.simulator.debrief import debrief
    >>> from tpmlab.simulator.runs import play
    >>> run = play(load("tutorial"), policies.max_test, seed=3)
    >>> dates_picture(debrief(run, futures=4, seeds=3)).alt.startswith("Forecast of the launch")
    True
    """
    table = found.run.table()
    weeks = table.index.to_numpy(dtype=float)
    forecast, agreed = (table[name].to_numpy(dtype=float) for name in ("forecast", "agreed"))
    # the last state knows its finish: nothing is forecast any more
    forecast = np.append(forecast[:-1], found.run.state.ledger.finish)
    chart = Chart(
        330,
        title="What the forecast said, week by week, and when you chose",
        x="week",
        y="launch, in weeks from the start",
        right=96,
    )
    low, high = min(forecast.min(), agreed.min()), max(forecast.max(), agreed.max())
    room = max(0.18 * (high - low), 0.6)
    chart.axes.set(xlim=(0, max(weeks[-1], 1)), ylim=(low - room, high + room))
    chart.numbers("y")
    chart.numbers("x", 10, whole=True)
    chart.axes.plot(weeks, forecast, color=PALETTE["blue"], linewidth=2)
    chart.axes.step(
        weeks, agreed, where="post", color=PALETTE["ink"], linewidth=1.6, linestyle=(0, (4, 2))
    )
    ends = [
        ("forecast", weeks[-1], forecast[-1], "blue"),
        ("agreed", weeks[-1], agreed[-1], "ink"),
    ]
    chart.ends(ends)
    _mark(chart, found, forecast)
    return Picture(chart.figure, _describe_dates(found, forecast, agreed))


def _mark(chart: Chart, found: Debrief, forecast: np.ndarray) -> None:
    """Mark each choice on the forecast of its week; several of one week share a mark.

    Numbers stand where the line isn't: above it, and below where it comes down and goes up.
    """
    together: dict[int, list[int]] = {}
    for place, finding in enumerate(found.mattered, start=1):
        together.setdefault(finding.choice.week, []).append(place)
    for week, places in together.items():
        height = found.mattered[places[0] - 1].forecast
        chart.axes.plot(
            week, height, "o", color=PALETTE["vermilion"], markersize=8, clip_on=False, zorder=6
        )
        words, beside = ", ".join(map(str, places)), forecast[[max(week - 1, 0), week + 1]]
        dy = -14 if (beside > height).all() else 14
        chart.note(words, week, height, color="vermilion", dy=dy, fontweight="bold")


def _describe_dates(found: Debrief, forecast: np.ndarray, agreed: np.ndarray) -> str:
    marks = [
        f"{place} in week {finding.choice.week}"
        for place, finding in enumerate(found.mattered, start=1)
    ]
    ledger = found.run.state.ledger
    ended = "launched" if ledger.ended == "launched" else "stopped"
    words = f" Choices marked: {listed(marks)}." if marks else " No choice is marked."
    return (
        f"Forecast of the launch over {found.run.week} weeks: week {forecast[0]:.1f} at the start, "
        f"at most {forecast.max():.1f}, {ended} at {ledger.finish:.1f}; agreed week "
        f"{agreed[0]:.1f} at the start and {agreed[-1]:.1f} at the end.{words}"
    )


def effects_picture(found: Debrief) -> Picture:
    """Show what choices were worth, with two standard errors, and what came of them.

    Parameters
    ----------
    found : Debrief
        From :func:`tpmlab.simulator.debrief.debrief`, with at least one choice.

    Returns
    -------
    Picture
        Bars for expected points, whiskers for their uncertainty, diamonds for this run.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator import policies
    >>> from tpmlab.simulator.debrief import debrief
    >>> from tpmlab.simulator.runs import play
    >>> run = play(load("tutorial"), policies.max_test, seed=3)
    >>> effects_picture(debrief(run, futures=4, seeds=3)).alt.startswith("Expected points")
    True
    """
    shown = [*found.mattered, *(each for each in found.findings if not each.clear)][:_SHOWN]
    chart = Chart(
        84 + _ROW * max(len(shown), 1),
        title="Choices: expected effect ± 2 standard errors, and your run (diamond)",
        x="points of the score, against the alternative",
        left=300,
        right=24,
        grid="x",
    )
    axes = chart.axes
    mean = np.array([each.expected.mean.points for each in shown])
    error = np.array([2 * each.expected.error.points for each in shown])
    came = np.array([each.happened.points for each in shown])
    rows = np.arange(len(shown))
    reach = max(float(np.max(np.abs([*(mean + error), *(mean - error), *came]), initial=1)), 1)
    axes.set(xlim=(-1.08 * reach, 1.08 * reach), ylim=(max(len(shown), 1) - 0.5, -0.5))
    colours = [PALETTE["grid" if not e.clear else _side(e)] for e in shown]
    axes.barh(rows, mean, height=0.55, color=colours, zorder=2)
    axes.hlines(rows, mean - error, mean + error, color=PALETTE["ink"], linewidth=1.5, zorder=4)
    axes.plot(
        came, rows, "D", color=PALETTE["ink"], markerfacecolor="white", markersize=6, zorder=5
    )
    axes.axvline(0, color=PALETTE["quiet"], linewidth=1, zorder=3)
    axes.set_yticks(rows, [_name(place, each) for place, each in enumerate(shown, start=1)])
    chart.numbers("x", 7)
    return Picture(chart.figure, _describe_effects(shown))


def _side(finding: Finding) -> str:
    return "blue" if finding.expected.mean.points > 0 else "amber"


def _name(place: int, finding: Finding) -> str:
    """Two lines; a long title runs on into the second, before the weeks."""
    number = f"{place}  " if finding.clear else ""
    first, *more = wrap(finding.choice.text, _LETTERS) or [""]
    when = finding.choice.when
    if not more:
        return f"{number}{first}\n{when}"
    return f"{number}{first}\n{shorten(' '.join(more), _LETTERS - len(when))}, {when}"


def _describe_effects(shown: list[Finding]) -> str:
    rows = [
        f"{each.choice.text} ({each.choice.when}) {signed(each.expected.mean.points)} ± "
        f"{2 * each.expected.error.points:.1f}, {signed(each.happened.points)} in this run"
        f"{'' if each.clear else ', not told from luck'}"
        for each in shown
    ]
    return f"Expected points of each choice with two standard errors: {'; '.join(rows)}."
