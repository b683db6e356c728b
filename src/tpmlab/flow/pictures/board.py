"""The board over time: cumulative flow and cycle times."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.patches import Rectangle

from tpmlab.amounts import amount
from tpmlab.flow.errors import FlowError
from tpmlab.flow.items import cycle_times, days_of, percentiles
from tpmlab.flow.pictures.times import day_words, holds_dates, mark_days
from tpmlab.pictures import PALETTE, Picture, shorten
from tpmlab.pictures.chart import Chart, halo
from tpmlab.pictures.look import Look
from tpmlab.pictures.numbers import counted, listed, plain

__all__ = ["cumulative_flow_picture", "cycle_time_picture", "stage_bands"]

_BANDS = ("sky", "amber", "purple", "mist", "green", "grid")
_HATCHES = ("", "//", "..", "xx", "\\\\", "")
_MOST_DOTS = 3000


def cumulative_flow_picture(
    cumulative: pd.DataFrame, at: float | None = None, *, dates: bool = False
) -> Picture:
    """Draw a cumulative flow diagram, with WIP, lead time and throughput on one day.

    Parameters
    ----------
    cumulative : pandas.DataFrame
        From :func:`tpmlab.flow.cumulative_flow`: index `day`, a column a stage, the last
        one "done"; at least two stages and two days.
    at : float, optional
        Day of the table to read it on; if left out, the last on which work is in progress.
    dates : bool
        Whether days count from 1970-01-01 and should be written as dates.

    Returns
    -------
    Picture
        A band a stage. Its words give the work in progress and its share in each stage, how
        long ago the item done now was started, and the mean throughput so far.

    Raises
    ------
    FlowError
        If there are fewer than two stages or days, or `at` is outside the table.

    Notes
    -----
    The arrow across is the time since as many items had started as are done now: the lead
    time of the latest item, if items are finished in the order they start.

    References
    ----------
    .. [1] Vacanti, D. S. (2015), "Actionable Agile Metrics for Predictability",
       ActionableAgile Press, on cumulative flow.

    Examples
    --------
    >>> table = pd.DataFrame({"build": [2, 5, 8, 10], "test": [0, 3, 5, 8], "done": [0, 1, 4, 6]},
    ...                      index=pd.Index([0, 5, 10, 15], name="day"))
    >>> cumulative_flow_picture(table).alt
    'On day 15, 4 items are in progress (build 2, test 2) and 6 are done. 6 items had been started 8.33 days before; 0.4 items a day are finished on average.'
    """  # noqa: E501 - a doctest compares one line
    if cumulative.shape[0] < 2 or cumulative.shape[1] < 2:
        raise FlowError("The table needs two stages and two days; take it from cumulative_flow.")
    read = _Reading(cumulative, at)
    chart = Chart(
        400,
        title="Work by stage",
        x="" if dates else "day",
        y="items that have reached each stage",
        left=58,
        right=104,
    )
    stage_bands(chart, cumulative, dates)
    _arrows(chart, read)
    parts = [f"{name} {plain(count)}" for name, count in read.stages.items()]
    alt = (
        f"On {day_words(read.day, dates)}, {counted(read.wip, 'item')} "
        f"{'is' if read.wip == 1 else 'are'} in progress ({', '.join(parts)}) and "
        f"{plain(read.done)} are done."
    )
    if read.lead is not None:
        alt += f" {counted(read.done, 'item')} had been started {counted(read.lead, 'day')} before;"
        alt += f" {counted(read.throughput, 'item')} a day are finished on average."
    return chart.picture(alt)


class _Reading:
    """What the diagram tells on one day."""

    def __init__(self, cumulative: pd.DataFrame, at: float | None) -> None:
        days = cumulative.index.to_numpy(dtype=float)
        first, last = (cumulative.iloc[:, n].to_numpy(dtype=float) for n in (0, -1))
        if at is None:
            open_days = np.flatnonzero((first - last > 0) & (last > 0))
            row = int(open_days[-1]) if open_days.size else len(days) - 1
        else:
            day = amount(at, "at", FlowError, low=float(days[0]), high=float(days[-1]))
            row = int(np.searchsorted(days, day + 1e-9, side="right")) - 1
        self.day, self.start = float(days[row]), float(first[row])
        self.done = float(last[row])
        self.wip = self.start - self.done
        counts = cumulative.iloc[row].to_numpy(dtype=float)
        names = [str(name) for name in cumulative.columns[:-1]]
        self.stages = dict(zip(names, (-np.diff(counts)).tolist(), strict=True))
        self.lead: float | None = None
        passed = self.day - float(days[0])
        self.throughput = (self.done - float(last[0])) / passed if passed > 0 else 0.0
        if self.done > first[0] and passed > 0:
            rises = np.concatenate(([True], np.diff(first) > 0))  # the first day of each level
            self.lead = self.day - float(np.interp(self.done, first[rises], days[rises]))


def stage_bands(chart: Chart, table: pd.DataFrame, dates: bool) -> None:
    """Draw a band a stage into a chart, each named at its right end.

    Parameters
    ----------
    chart : Chart
        With about 100 pixels of room to the right.
    table : pandas.DataFrame
        As for :func:`cumulative_flow_picture`.
    dates : bool
        Whether days count from 1970-01-01 and should be written as dates.
    """
    axes, days = chart.axes, table.index.to_numpy(dtype=float)
    axes.set_xlim(days[0], days[-1])
    axes.set_ylim(0, 1.04 * max(float(table.iloc[:, 0].max()), 1.0))
    labels, swatches = [], []
    columns = list(table.columns)
    for n, name in enumerate(columns):
        top = table[name].to_numpy(dtype=float)
        bottom = table[columns[n + 1]].to_numpy(dtype=float) if n + 1 < len(columns) else 0 * top
        done = n == len(columns) - 1
        look: Look = {"facecolor": PALETTE["blue" if done else _BANDS[n % 6]]}
        look |= {"edgecolor": PALETTE["paper"], "hatch": "" if done else _HATCHES[n % 6]}
        axes.fill_between(days, bottom, top, linewidth=0, zorder=2, **look)
        axes.plot(days, top, color=PALETTE["ink"], linewidth=1.0, zorder=2.5)
        # bands may have no height at the end: keep their labels in order all the same
        middle = float(top[-1] + bottom[-1]) / 2 - 1e-9 * n
        labels.append((shorten(str(name), 12), float(days[-1]), middle, "ink"))
        swatches.append(look)
    for text, look in zip(chart.ends(labels, shift=26), swatches, strict=True):
        box = text.get_window_extent(chart.renderer)
        swatch = Rectangle((box.x0 - 18, box.y0 + 1), 13, box.height - 2, transform=None, **look)
        chart.figure.add_artist(swatch)
    chart.numbers("y", whole=True)
    mark_days(axes, chart.pixels[0], dates)


def _arrows(chart: Chart, read: _Reading) -> None:
    """WIP upright, lead time across, throughput along the line of done items."""
    arrow: Look = {"arrowstyle": "<->", "color": PALETTE["ink"], "lw": 1.8}
    arrow |= {"shrinkA": 0, "shrinkB": 0, "path_effects": halo()}
    bold: Look = {"fontweight": "bold"}
    axes = chart.axes
    if read.wip > 0:
        ends: Look = {"xy": (read.day, read.start), "xytext": (read.day, read.done)}
        axes.annotate("", **ends, arrowprops=arrow, zorder=7)
        middle = (read.start + read.done) / 2
        words = f"WIP {plain(read.wip)}"
        chart.note(words, read.day, middle, dx=-6, ha="right", **bold)
    if read.lead is None or read.lead <= 0:
        return
    ends = {"xy": (read.day, read.done), "xytext": (read.day - read.lead, read.done)}
    axes.annotate("", **ends, arrowprops=arrow, zorder=7)
    words = f"lead time {counted(read.lead, 'day')}"
    across = axes.transData.transform([(read.day - read.lead, 0), (read.day, 0)])[:, 0]
    inside = across[1] - across[0] > 110
    where: Look = {"dx": 0, "ha": "center"} if inside else {"dx": -8, "ha": "right"}
    x = read.day - read.lead / 2 if inside else read.day - read.lead
    chart.note(words, x, read.done, dy=-10 if inside else 0, **where, **bold)
    words = f"throughput {plain(read.throughput)} a day"
    x = axes.transAxes.inverted().transform(axes.transData.transform((read.day, 0)))[0]
    side = "left" if x < 0.65 else "right"
    chart.note(words, read.day, 0.3 * read.done, dx=6 if x < 0.65 else -6, ha=side, **bold)
    start = axes.get_xlim()[0]
    line = [read.done - read.throughput * (read.day - start), read.done]
    axes.plot([start, read.day], line, color=PALETTE["paper"], lw=2, ls=(0, (4, 2)), zorder=6)


def cycle_time_picture(
    items: pd.DataFrame,
    levels: Sequence[float] = (0.5, 0.85, 0.95),
    *,
    inclusive: bool = False,
) -> Picture:
    """Draw each finished item by the day it was finished and the days it took.

    Parameters
    ----------
    items : pandas.DataFrame
        One row an item: `started` and `finished`, as dates or numbers of days.
    levels : sequence of float
        Percentiles to draw as lines, each above 0 and at most 1.
    inclusive : bool
        Whether an item started and finished on one day took one day.

    Returns
    -------
    Picture
        At most 3,000 dots are drawn, the slowest 5 % always. Its words give the
        percentiles, and the slowest item.

    Raises
    ------
    FlowError
        If nothing is finished, or a date is wrong.

    References
    ----------
    .. [1] Vacanti, D. S. (2015), "Actionable Agile Metrics for Predictability",
       ActionableAgile Press, on cycle time and its scatter plot.

    Examples
    --------
    >>> items = pd.DataFrame({"started": [0, 1, 4, 5], "finished": [6, 3, 7, 20]}, index=[*"abcd"])
    >>> cycle_time_picture(items, levels=(0.5, 0.85)).alt
    'Of 4 finished items, 50% took at most 3 days and 85% at most 15 days. The slowest, d, took 15 days.'
    """  # noqa: E501 - a doctest compares one line
    table = cycle_times(items, inclusive=inclusive)
    if table.empty:
        raise FlowError("finished holds no date; give at least one item that is done.")
    dates = holds_dates(table, "finished")
    took, when = table["cycle_time"].to_numpy(dtype=float), days_of(table, "finished")
    lines = percentiles(took, levels)
    chart = Chart(
        380,
        title="How long do items take?",
        x="" if dates else "day on which the item was finished",
        y="cycle time, days",
        left=52,
        right=118,
    )
    axes = chart.axes
    span = max(float(np.ptp(when)), 1.0)
    axes.set_xlim(when.min() - 0.02 * span, when.max() + 0.02 * span)
    axes.set_ylim(0, 1.08 * max(float(took.max()), 1.0))
    shown = _thinned(took)
    dots: Look = {"s": 26 if took.size < 400 else 12, "linewidths": 0.5, "alpha": 0.75}
    axes.scatter(when[shown], took[shown], color=PALETTE["blue"], edgecolors="white", **dots)
    chart.numbers("y")
    mark_days(axes, chart.pixels[0], dates)
    labels = []
    for n, (level, days) in enumerate(lines.items()):
        style = ((0, (4, 2)), (0, (8, 2)), "-")[min(n, 2)]
        axes.axhline(days, color=PALETTE["vermilion"], linewidth=1.4, linestyle=style, zorder=3)
        labels.append(
            (f"{level:.0%} ≤ {counted(days, 'day')}", axes.get_xlim()[1], days, "vermilion")
        )
    chart.ends(labels)
    told = listed(
        [
            f"{level:.0%} {'took ' * (not n)}at most {counted(days, 'day')}"
            for n, (level, days) in enumerate(lines.items())
        ]
    )
    slowest = table["cycle_time"].idxmax()
    return chart.picture(
        f"Of {counted(took.size, 'finished item')}, {told}. "
        f"The slowest, {slowest}, took {counted(float(took.max()), 'day')}."
    )


def _thinned(took: np.ndarray) -> np.ndarray:
    """Rows to draw: all, or an even choice and the slowest 5 %."""
    if took.size <= _MOST_DOTS:
        return np.arange(took.size)
    even = np.linspace(0, took.size - 1, _MOST_DOTS).astype(int)
    return np.unique(np.concatenate((even, np.flatnonzero(took > np.quantile(took, 0.95)))))
