"""Estimates as pictures: calibration, the cone of uncertainty, the reference class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from tpmlab.amounts import amounts
from tpmlab.estimate.calibration import Calibration, calibration
from tpmlab.estimate.cone import cone
from tpmlab.estimate.errors import EstimateError
from tpmlab.estimate.reference_class import ReferenceForecast, reference_class
from tpmlab.pictures import PALETTE, Picture
from tpmlab.pictures.chart import Chart, Flag
from tpmlab.pictures.look import Look
from tpmlab.pictures.numbers import counted, plain, signed

__all__ = ["calibration_picture", "cone_picture", "reference_class_picture"]

_REACH = 3.2  # half-widths of a range that fit on the axis; farther misses stand at the edge
_MOST_RANGES = 40


def calibration_picture(
    low: ArrayLike,
    high: ArrayLike,
    actual: ArrayLike,
    names: Sequence[str] | None = None,
    *,
    confidence: float = 0.9,
) -> Picture:
    """Draw ranges and what came true, each range stretched to the same width.

    Parameters
    ----------
    low, high : array_like
        Shape ``(n,)``: lower and upper ends, each range in its own unit; low < high.
    actual : array_like
        Shape ``(n,)``: what came true.
    names : sequence of str, optional
        What was estimated; numbers from 1 if left out.
    confidence : float
        The chance that each range was meant to hold, above 0 and below 1.

    Returns
    -------
    Picture
        A dot for a hit, a cross for a miss, the 40 first ranges at most. Its words compare
        the hits with what to expect and say by how much to widen.

    Raises
    ------
    EstimateError
        If lengths differ or a range is empty.

    References
    ----------
    .. [1] Alpert, M. and Raiffa, H. (1982), "A progress report on the training of
       probability assessors", in Judgment under Uncertainty, Cambridge University Press.

    Examples
    --------
    >>> calibration_picture([10, 2, 50, 1, 5], [20, 6, 80, 3, 9], [12, 9, 120, 2, 10]).alt
    '2 of 5 ranges held the truth; with 90% ranges 4.5 would. So few hits by bad luck alone: less than 1%. To hold as promised, the ranges would have to be 3.67 times as wide.'
    """  # noqa: E501 - a doctest compares one line
    result = calibration(low, high, actual, confidence=confidence)
    lower, upper, true = (
        amounts(values, name, EstimateError)
        for values, name in ((low, "low"), (high, "high"), (actual, "actual"))
    )
    titles = [str(n + 1) for n in range(result.n)] if names is None else [str(n) for n in names]
    if len(titles) != result.n:
        raise EstimateError(
            f"names holds {len(titles)} entries for {result.n} ranges; give one each."
        )
    place = (true - (lower + upper) / 2) / ((upper - lower) / 2)
    count = min(result.n, _MOST_RANGES)
    chart = Chart.of_rows(
        titles[:count],
        title=f"{result.hits} of {result.n} ranges held; {plain(result.expected)} expected",
        x="where the truth fell, in every range's own width",
        grid=None,
        right=64,
    )
    _ranges(chart, place[:count], true[:count])
    return chart.picture(_calibration_words(result, confidence))


def _ranges(chart: Chart, place: np.ndarray, true: np.ndarray) -> None:
    axes = chart.axes
    axes.set_xlim(-_REACH - 0.3, _REACH + 0.3)
    axes.set_xticks([-1, 0, 1], ["low end", "middle", "high end"])
    axes.axvspan(-1, 1, color=PALETTE["mist"], linewidth=0, zorder=0.5)
    for row, (where, value) in enumerate(zip(place.tolist(), true.tolist(), strict=True)):
        axes.plot([-1, 1], [row, row], color=PALETTE["blue"], linewidth=3, solid_capstyle="butt")
        hit, shown = abs(where) <= 1 + 1e-12, min(max(where, -_REACH), _REACH)
        look = ("o", "ink", 7.0) if hit else ("X", "vermilion", 9.0)
        axes.plot(shown, row, look[0], color=PALETTE[look[1]], markersize=look[2], zorder=4)
        beyond = "" if shown == where else (" →" if where > 0 else "← ")
        words = f"{plain(value)}{beyond}" if where > 0 else f"{beyond}{plain(value)}"
        if not hit:
            side = 1 if where > 0 else -1
            align = "left" if side > 0 else "right"
            chart.note(words, shown, row, dx=9 * side, ha=align, va="center_baseline")


def _calibration_words(result: Calibration, confidence: float) -> str:
    words = (
        f"{result.hits} of {counted(result.n, 'range')} held the truth; with {confidence:.0%} "
        f"ranges {plain(result.expected)} would."
    )
    if result.hits < result.expected:
        luck = "less than 1%" if result.luck < 0.01 else f"{result.luck:.0%}"
        words += f" So few hits by bad luck alone: {luck}."
    factor = result.widen_by
    if factor > 1:
        words += f" To hold as promised, the ranges would have to be {plain(factor)} times as wide."
    else:
        words += f" Ranges {plain(factor)} times as wide would have been enough."
    return words


def cone_picture(estimate: float, unit: str = "") -> Picture:
    """Draw the cone of uncertainty around an estimate, phase by phase.

    Parameters
    ----------
    estimate : float
        Effort or scope estimated, above 0, in any unit.
    unit : str
        Name of the unit, for the axis.

    Returns
    -------
    Picture
        The best case: skilled estimators on well-run projects. Its words give the first
        and the last range.

    Raises
    ------
    EstimateError
        If the estimate is 0 or less.

    References
    ----------
    .. [1] Boehm, B. W. (1981), "Software Engineering Economics", Prentice-Hall
       (figure of estimation accuracy by phase).
    .. [2] McConnell, S. (2006), "Software Estimation: Demystifying the Black Art",
       Microsoft Press, on the cone of uncertainty.

    Examples
    --------
    >>> cone_picture(20, "person-weeks").alt
    'An estimate of 20 person-weeks, at best: 5 to 80 at initial concept, a factor of 16 between the ends; 18 to 22 at detailed design complete. The range narrows as decisions are taken, not as time passes.'
    """  # noqa: E501 - a doctest compares one line
    table = cone(estimate)
    chart = Chart(
        380,
        title=f"What an estimate of {plain(estimate)} may turn out to be",
        x="when the estimate is made",
        y=f"range at best{', ' + unit if unit else ''} (each step up doubles)",
        left=64,
        right=64,
        bottom=70,
    )
    axes, x = chart.axes, np.arange(len(table))
    axes.set_yscale("log", base=2)
    axes.set_xlim(-0.45, len(table) - 0.55)
    axes.set_ylim(table["low"].min() / 1.35, table["high"].max() * 1.35)
    axes.fill_between(x, table["low"], table["high"], color=PALETTE["sky"], alpha=0.55, linewidth=0)
    axes.axhline(estimate, color=PALETTE["ink"], linewidth=1.4, linestyle=(0, (4, 2)))
    for side, lift in (("low", -11), ("high", 11)):
        axes.plot(x, table[side], "-o", color=PALETTE["blue"], linewidth=2, markersize=5)
        for n, value in enumerate(table[side].tolist()):
            chart.note(plain(value), n, value, dy=lift)
    chart.note(plain(estimate), axes.get_xlim()[1], estimate, dx=6, ha="left")
    axes.set_xticks(x, [_wrapped(str(name)) for name in table.index])
    axes.set_yticks([estimate * 2.0**n for n in (-2, -1, 0, 1, 2)])
    axes.set_yticklabels([plain(estimate * 2.0**n) for n in (-2, -1, 0, 1, 2)])
    axes.minorticks_off()
    first, last = table.iloc[0], table.iloc[-1]
    what = f"{plain(estimate)} {unit}".rstrip()
    return chart.picture(
        f"An estimate of {what}, at best: {plain(first['low'])} to {plain(first['high'])} at "
        f"{table.index[0]}, a factor of {plain(first['ratio'])} between the ends; "
        f"{plain(last['low'])} to {plain(last['high'])} at {table.index[-1]}. "
        "The range narrows as decisions are taken, not as time passes."
    )


def _wrapped(words: str, longest: int = 16) -> str:
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > longest:
            lines.append("")
        lines[-1] += f"{word} "
    return "\n".join(line.strip() for line in lines)


def reference_class_picture(
    ratios: ArrayLike,
    estimate: float,
    *,
    confidence: float = 0.8,
    unit: str = "",
) -> Picture:
    """Draw what to add to an estimate for each confidence, from the overruns of the past.

    Parameters
    ----------
    ratios : array_like
        Shape ``(n,)``: actual / estimated cost or duration of past projects, above 0.
    estimate : float
        The new project's own estimate, above 0, in money or time.
    confidence : float
        Chance of not overrunning that is wanted, above 0 and below 1.
    unit : str
        Name of the estimate's unit.

    Returns
    -------
    Picture
        A step a past project. Its words give the uplift, its range and how many past
        projects kept to their estimate.

    Raises
    ------
    EstimateError
        If there is no ratio or a figure is out of range.

    References
    ----------
    .. [1] Flyvbjerg, B. (2006), "From Nobel Prize to project management: getting risks
       right", Project Management Journal 37(3), pp. 5-15.

    Examples
    --------
    >>> past = [0.9, 1.0, 1.05, 1.1, 1.1, 1.2, 1.3, 1.5, 1.8, 2.6]
    >>> reference_class_picture(past, estimate=100, confidence=0.8, unit="weeks").alt
    'Of 10 past projects 20% kept to their estimate. To be 80% sure, plan 150 weeks instead of 100 (uplift +50%); the length of the history leaves open 120 upwards. For 50% it is 110.'
    """  # noqa: E501 - a doctest compares one line
    outside = reference_class(ratios, estimate, confidence=confidence)
    middle = reference_class(ratios, estimate, confidence=0.5)
    uplifts = np.sort(amounts(ratios, "ratios", EstimateError, above=0)) - 1
    words = f"{confidence:.0%} sure: plan {_money(outside.value, unit)}"
    chart = _uplift_sheet(uplifts, Flag(confidence, words, "vermilion"))
    axes, red = chart.axes, PALETTE["vermilion"]
    ceiling = min(outside.high / estimate - 1, axes.get_ylim()[1])
    ends: Look = {"color": red, "linewidth": 7, "alpha": 0.3, "solid_capstyle": "butt"}
    axes.plot([confidence] * 2, [outside.low / estimate - 1, ceiling], zorder=2, **ends)
    axes.plot(confidence, outside.uplift, "D", color=red, markersize=8, zorder=5)
    axes.plot(0.5, middle.uplift, "o", color=PALETTE["ink"], markersize=6, zorder=5)
    chart.note(f"half: {_percent(middle.uplift)}", 0.5, middle.uplift, dx=-8, dy=10, ha="right")
    place: Look = {"dx": -12, "dy": 10, "ha": "right", "color": "vermilion"}
    chart.note(_percent(outside.uplift), confidence, outside.uplift, **place)
    chart.note("as estimated", 1, 0, dx=6, ha="left")
    return chart.picture(_reference_words(outside, middle, estimate, confidence, unit))


def _uplift_sheet(uplifts: np.ndarray, flag: Flag) -> Chart:
    """Open the chart with the ordered uplifts of the past as a staircase."""
    chart = Chart(
        380,
        title="What to add, by how sure you want to be",
        x="share of past projects that kept to it",
        y="uplift on the estimate",
        left=66,
        right=110,
    )
    axes = chart.axes
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.2, 0.4, 0.6, 0.8, 1], ["0%", "20%", "40%", "60%", "80%", "100%"])
    low, top = min(float(uplifts[0]), 0.0), max(float(uplifts[-1]), 0.0)
    room = 0.06 * (top - low + 0.1)
    axes.set_ylim(low - room, top + room)
    axes.yaxis.set_major_formatter(lambda value, _: _percent(value))
    chart.flags([flag])
    edges = np.arange(uplifts.size + 1) / uplifts.size
    axes.stairs(uplifts, edges, baseline=None, color=PALETTE["blue"], linewidth=2.2, zorder=3)
    axes.axhline(0, color=PALETTE["ink"], linewidth=1.2)
    return chart


def _percent(share: float) -> str:
    return f"{signed(round(100 * share, 6))}%"


def _money(value: float, unit: str) -> str:
    return f"{plain(value)} {unit}".rstrip()


def _reference_words(
    outside: ReferenceForecast,
    middle: ReferenceForecast,
    estimate: float,
    confidence: float,
    unit: str,
) -> str:
    high = f"to {plain(outside.high)}" if np.isfinite(outside.high) else "upwards"
    projects = counted(outside.n, "past project")
    return (
        f"Of {projects} {outside.chance_as_estimated:.0%} kept to their estimate. To be "
        f"{confidence:.0%} sure, plan {_money(outside.value, unit)} instead of {plain(estimate)} "
        f"(uplift {_percent(outside.uplift)}); the length of the history leaves "
        f"open {plain(outside.low)} {high}. For 50% it is {plain(middle.value)}."
    )
