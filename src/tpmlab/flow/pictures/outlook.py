"""When, or how many: the outcomes of a throughput forecast as bars."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tpmlab.flow.errors import FlowError
from tpmlab.flow.forecast import Forecast
from tpmlab.pictures import PALETTE, Picture
from tpmlab.pictures.chart import Chart, Flag
from tpmlab.pictures.look import Look
from tpmlab.pictures.numbers import bin_edges, plain

__all__ = ["forecast_picture"]


def forecast_picture(
    forecast: Forecast,
    promise: float | None = None,
    *,
    confidences: Sequence[float] = (0.5, 0.85, 0.95),
    period: str = "week",
) -> Picture:
    """Draw how often each outcome came up, and what may be promised on it.

    Parameters
    ----------
    forecast : Forecast
        From :func:`tpmlab.flow.when_done` or :func:`tpmlab.flow.how_many`.
    promise : float, optional
        Periods or items to promise: outcomes that break it are hatched. If left out, they
        are measured against the second of `confidences`, or the only one.
    confidences : sequence of float
        What to mark, each above 0 and at most 1; up to four stay readable.
    period : str
        What a period is, for the axis.

    Returns
    -------
    Picture
        Its words give the outcome of each confidence, and the chance of the promise.

    Raises
    ------
    FlowError
        If a confidence is out of range or no trial was ever done.

    References
    ----------
    .. [1] Vacanti, D. S. (2020), "When Will It Be Done?", ActionableAgile Press.

    Examples
    --------
    >>> from tpmlab.flow import how_many, when_done
    >>> history = [3, 5, 2, 4, 6, 0, 3, 5]
    >>> forecast_picture(when_done(history, backlog=30, seed=7), promise=10).alt
    'Forecast of 10,000 trials: done in at most 9 weeks with 50% confidence, 11 with 85%, 12 with 95%. 10 weeks would be kept in 83% of them.'
    >>> forecast_picture(how_many(history, periods=10, seed=7), confidences=(0.85,)).alt
    'Forecast of 10,000 trials: at least 29 items with 85% confidence.'
    """  # noqa: E501 - a doctest compares one line
    marks = [(level, forecast.at(level)) for level in confidences]
    values = forecast.outcomes[np.isfinite(forecast.outcomes)]
    if not values.size:
        raise FlowError("No trial was ever done; give a longer horizon or less backlog.")
    late = forecast.unit == "periods"
    limit = promise
    if limit is None and marks:
        limit = marks[min(1, len(marks) - 1)][1]
    name = f"{period}s" if late else "items"
    chart = Chart(
        360,
        title="When is it done?" if late else "How many are done?",
        x=f"{name} until the backlog is done" if late else "items done",
        y=f"share of {forecast.outcomes.size:,} trials per bar",
        left=58,
        right=26,
    )
    _bars(chart, forecast, values, limit)
    flags = [
        Flag(value, f"{level:.0%}: {plain(value)}", "ink", (4, 2))
        for level, value in marks
        if np.isfinite(value)
    ]
    if promise is not None:
        kept = forecast.confidence(promise)
        flags.append(Flag(promise, f"promise {plain(promise)}: {kept:.0%}", "vermilion"))
    chart.flags(flags)
    return chart.picture(_words(forecast, marks, promise, period))


def _bars(chart: Chart, forecast: Forecast, values: np.ndarray, limit: float | None) -> None:
    axes, edges = chart.axes, bin_edges(values)
    bad = np.zeros(values.size, dtype=bool)
    if limit is not None:
        bad = values > limit if forecast.unit == "periods" else values < limit
    size = forecast.outcomes.size
    good, rest = (np.histogram(values[keep], edges)[0] / size for keep in (~bad, bad))
    look: Look = {"width": np.diff(edges), "align": "edge", "linewidth": 0.8}
    look["edgecolor"] = PALETTE["paper"]
    axes.bar(edges[:-1], good, facecolor=PALETTE["blue"], **look)
    if rest.any():
        look |= {"facecolor": PALETTE["amber"], "hatch": "//", "bottom": good}
        axes.bar(edges[:-1], rest, **look)
    room = 0.02 * (edges[-1] - edges[0])
    ends = [edges[0] - room, edges[-1] + room]
    if limit is not None and np.isfinite(limit):
        ends = [min(ends[0], limit - room), max(ends[1], limit + room)]
    axes.set_xlim(*ends)
    chart.shares(1.06 * float((good + rest).max()))
    chart.numbers("x", 12, whole=bool((values == np.round(values)).all()))


def _words(
    forecast: Forecast, marks: list[tuple[float, float]], promise: float | None, period: str
) -> str:
    late = forecast.unit == "periods"
    told = []
    for n, (level, value) in enumerate(marks):
        noun = (f"{period}s" if late else "items") if not n else ""
        if value == 1 and noun:
            noun = noun[:-1]
        limit = f"{'done in at most' if late else 'at least'} " if not n else ""
        confident = " confidence" if not n else ""
        known = plain(value) if np.isfinite(value) else "no number of"
        told.append(f"{limit}{known}{' ' * bool(noun)}{noun} with {level:.0%}{confident}")
    words = f"Forecast of {forecast.outcomes.size:,} trials: {', '.join(told)}."
    never = float(np.mean(~np.isfinite(forecast.outcomes)))
    if never:
        words += f" {never:.0%} were never done."
    if promise is not None:
        noun = f"{period}s" if late else "items"
        words += (
            f" {plain(promise)} {noun} would be kept in {forecast.confidence(promise):.0%} of them."
        )
    return words
