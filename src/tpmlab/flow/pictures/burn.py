"""Burndown against the ideal line, and burnup with its fan of forecasts."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from tpmlab.amounts import amounts
from tpmlab.flow.errors import FlowError
from tpmlab.flow.sprints import burndown, burnup_fan
from tpmlab.pictures import PALETTE, Picture
from tpmlab.pictures.chart import Chart, Flag
from tpmlab.pictures.numbers import counted, plain

__all__ = ["burndown_picture", "burnup_picture"]


def burndown_picture(total: float, sprints: int, remaining: ArrayLike) -> Picture:
    """Draw the work that is left after each sprint beside the ideal line.

    Parameters
    ----------
    total : float
        Points at the start, above 0.
    sprints : int
        Sprints planned, 1 or more.
    remaining : array_like
        Shape ``(n_done,)``: points left after sprints 1, 2, ..., 0 or more.

    Returns
    -------
    Picture
        Its words tell what is left, how far that is from the line, and what each sprint
        to come would have to do.

    Raises
    ------
    FlowError
        If a figure is out of range.

    References
    ----------
    .. [1] Schwaber, K. and Beedle, M. (2001), "Agile Software Development with Scrum",
       Prentice Hall, on backlog graphs.

    Examples
    --------
    >>> burndown_picture(40, 10, [36, 33, 31, 30]).alt
    'After sprint 4 of 10, 30 of 40 points are left, 6 more than on the ideal line. The team did 2.5 points a sprint; the 6 sprints left need 5 each.'
    """  # noqa: E501 - a doctest compares one line
    table = burndown(total, sprints, remaining)
    known = table["remaining"].dropna()
    now, left = int(known.index[-1]), float(known.iloc[-1])
    chart = Chart(
        360, title="What is left?", x="sprint", y="points left at its end", left=56, right=112
    )
    axes = chart.axes
    axes.set_xlim(0, max(float(table.index[-1]), 1.0))
    axes.set_ylim(0, 1.06 * float(np.nanmax(table[["ideal", "remaining"]])))
    axes.plot(table.index, table["ideal"], color=PALETTE["quiet"], linewidth=1.5, ls=(0, (5, 3)))
    every = max(1, len(known) // 20)
    axes.plot(
        known.index,
        known,
        "-o",
        color=PALETTE["blue"],
        linewidth=2.2,
        markevery=every,
        clip_on=False,
    )
    ideal = float(table["ideal"].loc[now])
    axes.plot([now, now], [ideal, left], color=PALETTE["vermilion"], linewidth=2, ls=(0, (2, 1.5)))
    behind = left - ideal
    words = f"{plain(abs(behind))} {'behind' if behind > 0 else 'ahead'}"
    texts = [(f"{plain(left)} left", float(now), left, "blue")]
    if abs(behind) > 0.02 * axes.get_ylim()[1]:
        texts.append((words, float(now), (left + ideal) / 2, "vermilion"))
    chart.ends(texts, shift=8)
    chart.note(
        "ideal line",
        *(float(v) for v in _share(table["ideal"], 0.12)),
        dx=8,
        dy=8,
        ha="left",
        color="quiet",
    )
    chart.numbers("y")
    chart.numbers("x", 12, whole=True)
    return chart.picture(
        _burndown_words(float(table["remaining"].iloc[0]), sprints, now, left, ideal)
    )


def _share(line: pd.Series, share: float) -> tuple[float, float]:
    x = share * float(line.index[-1])
    return x, float(np.interp(x, line.index, line))


def _burndown_words(total: float, sprints: int, now: int, left: float, ideal: float) -> str:
    behind = left - ideal
    side = "more than" if behind > 0 else "less than"
    place = f"{plain(abs(behind))} {side} on" if abs(behind) > 1e-9 else "just as on"
    words = (
        f"After sprint {now} of {sprints}, {plain(left)} of {plain(total)} points are left, "
        f"{place} the ideal line."
    )
    if left <= 0:
        return f"{words} All is done."
    pace = (total - left) / now if now else 0.0
    to_come = sprints - now
    words += f" The team did {counted(pace, 'point')} a sprint; "
    if to_come <= 0:
        return words + "no planned sprint is left."
    some = f"{to_come} sprints left need" if to_come > 1 else "one sprint left needs"
    each = " each" if to_come > 1 else ""
    return words + f"the {some} {plain(left / to_come)}{each}."


def burnup_picture(
    points: ArrayLike,
    scope: ArrayLike,
    ahead: int,
    *,
    n_trials: int = 10_000,
    seed: int = 0,
) -> Picture:
    """Draw the work done so far, the scope, and a fan of where the work may go.

    Parameters
    ----------
    points : array_like
        Shape ``(n,)``: points accepted in each past sprint, 0 or more.
    scope : array_like
        Points to do: one number, or shape ``(n + 1,)``, the scope at the start and after
        each past sprint.
    ahead : int
        Sprints to come, 1 or more.
    n_trials, seed : int
        As in :func:`tpmlab.flow.sprints.burnup_fan`.

    Returns
    -------
    Picture
        The fan holds 70 % (dark) and 90 % (light) of the trials. Its words tell in which
        sprint the scope is reached in half and in 85 % of them.

    Raises
    ------
    FlowError
        If a figure is out of range or `scope` has a wrong length.

    References
    ----------
    .. [1] Cockburn, A. (2005), "Crystal Clear", Addison-Wesley, on burn-up charts.

    Examples
    --------
    >>> burnup_picture([28, 32, 30, 26, 19, 35], scope=260, ahead=6, seed=1).alt
    'After sprint 6, 170 of 260 points are done. Half of the trials reach the scope by sprint 10, 85% by sprint 10.'
    """  # noqa: E501 - a doctest compares one line
    past = amounts(points, "points", FlowError, low=0)
    lines = amounts(scope, "scope", FlowError, above=0)
    if lines.size not in (1, past.size + 1):
        raise FlowError(
            f"scope holds {lines.size} numbers for {past.size} sprints; give one, or "
            f"{past.size + 1}: at the start and after each sprint."
        )
    done = np.concatenate(([0.0], np.cumsum(past)))
    fan = burnup_fan(
        past, ahead, done=float(done[-1]), levels=(0.05, 0.15, 0.5, 0.85, 0.95),
        n_trials=n_trials, seed=seed,
    )  # fmt: skip
    fan.index = fan.index + past.size
    target = float(lines[-1])
    sure, half = (_reached(fan[level], target) for level in (0.15, 0.5))
    chart = _burnup_chart(done, lines, fan, _burnup_flags(half, sure))
    return chart.picture(_burnup_words(done, target, half, sure, int(fan.index[-1])))


def _burnup_flags(half: float | None, sure: float | None) -> list[Flag]:
    if half is None:
        return []
    if half == sure:
        return [Flag(half, f"half, and 85%: sprint {plain(half)}")]
    flags = [Flag(half, f"half: sprint {plain(half)}", "ink", (4, 2))]
    return flags if sure is None else [*flags, Flag(sure, f"85%: sprint {plain(sure)}")]


def _reached(line: pd.Series, target: float) -> float | None:
    """First sprint in which a line of the fan has reached the scope."""
    there = line.index[line.to_numpy() >= target - 1e-9]
    return float(there[0]) if len(there) else None


def _burnup_chart(
    done: np.ndarray, scope: np.ndarray, fan: pd.DataFrame, flags: list[Flag]
) -> Chart:
    chart = Chart(
        400, title="When is the scope reached?", x="sprint", y="points done", left=62, right=104
    )
    axes, now = chart.axes, done.size - 1
    axes.set_xlim(0, float(fan.index[-1]))
    axes.set_ylim(0, 1.06 * max(float(fan[0.95].max()), float(scope.max())))
    chart.flags(flags)
    blue = PALETTE["blue"]
    for low, high, tone in ((0.05, 0.95, 0.18), (0.15, 0.85, 0.32)):
        axes.fill_between(fan.index, fan[low], fan[high], color=blue, alpha=tone, linewidth=0)
    axes.plot(fan.index, fan[0.5], color=blue, linewidth=1.6, linestyle=(0, (4, 2)))
    every = max(1, done.size // 20)
    axes.plot(
        range(done.size),
        done,
        "-o",
        color=blue,
        linewidth=2.2,
        markersize=5,
        markevery=every,
        clip_on=False,
    )
    steps = np.full(done.size, scope[0]) if scope.size == 1 else scope
    x = [*range(done.size), float(fan.index[-1])]
    axes.step(x, [*steps, steps[-1]], where="post", color=PALETTE["vermilion"], linewidth=2.0)
    axes.axvline(now, color=PALETTE["quiet"], linewidth=1.0, linestyle=":")
    right = float(fan.index[-1])
    names = {0.95: "5% do more", 0.5: "50% do more", 0.05: "95% do more"}
    labels = [(name, right, float(fan[level].iloc[-1]), "blue") for level, name in names.items()]
    labels.append((f"scope {plain(float(steps[-1]))}", right, float(steps[-1]), "vermilion"))
    chart.ends(labels)
    chart.note(
        f"{plain(float(done[-1]))} done",
        now,
        float(done[-1]),
        dx=-8,
        dy=10,
        ha="right",
        color="blue",
    )
    chart.numbers("y")
    chart.numbers("x", 12, whole=True)
    return chart


def _burnup_words(
    done: np.ndarray, target: float, half: float | None, sure: float | None, last: int
) -> str:
    so_far = f"{plain(float(done[-1]))} of {plain(target)} points are done"
    words = f"After sprint {done.size - 1}, {so_far}."
    if done[-1] >= target:
        return f"{words} The scope is reached."
    if half is None:
        return f"{words} Fewer than half of the trials reach the scope by sprint {last}."
    end = f"85% by sprint {plain(sure)}" if sure else f"but fewer than 85% by sprint {last}"
    return f"{words} Half of the trials reach the scope by sprint {plain(half)}, {end}."
