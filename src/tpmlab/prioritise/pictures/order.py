"""Which set of items, and in which order: the value-effort frontier and what waiting costs."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.patches import Rectangle

from tpmlab.amounts import amount
from tpmlab.pictures import FONT, PALETTE, Picture, shorten, style_axes
from tpmlab.pictures.chart import Chart, Flag
from tpmlab.pictures.look import Look
from tpmlab.pictures.numbers import counted, listed, plain
from tpmlab.prioritise.delay import cheapest_order, delay_cost
from tpmlab.prioritise.errors import PrioritiseError
from tpmlab.prioritise.selection import best_selection, frontier

__all__ = ["delay_picture", "frontier_picture"]

_BARS = (("sky", ""), ("amber", "//"), ("purple", ".."), ("mist", "xx"))


def frontier_picture(items: pd.DataFrame, capacity: float | None = None) -> Picture:
    """Draw the most value that each effort buys, and the best set for a capacity.

    Parameters
    ----------
    items : pandas.DataFrame
        One row an item, index = its name: `value` and `effort` (0 or more, any unit).
    capacity : float, optional
        Effort that can be spent, in the unit of the efforts, 0 or more.

    Returns
    -------
    Picture
        The frontier as a staircase; a cross is taking the items in the order of value per
        effort until the next doesn't fit. Its words name the best set and its value.

    Raises
    ------
    PrioritiseError
        If a figure is out of range or there are too many sets to compare.

    References
    ----------
    .. [1] Nemhauser, G. L. and Ullmann, Z. (1969), "Discrete dynamic programming and
       capital allocation", Management Science 15(9), pp. 494-505.

    Examples
    --------
    >>> items = pd.DataFrame({"value": [60, 100, 120], "effort": [10, 20, 30]}, index=[*"abc"])
    >>> frontier_picture(items, capacity=50).alt
    'With 50 of effort the best set is b and c: value 220 of 280. Taking the best value per effort first, until the next does not fit, gives 160.'
    """  # noqa: E501 - a doctest compares one line
    table = frontier(items)
    effort, value = (table[name].to_numpy(dtype=float) for name in ("effort", "value"))
    whole, total = float(effort[-1]), float(value[-1])
    room = None if capacity is None else amount(capacity, "capacity", PrioritiseError, low=0)
    chart = Chart(
        380, title="The most value for the effort", x="effort", y="value", left=62, right=26
    )
    axes = chart.axes
    axes.set_xlim(0, 1.04 * max(whole, room or 0.0, 1e-9))
    axes.set_ylim(0, 1.1 * max(total, 1e-9))
    chart.numbers("y")
    chart.numbers("x", 9)
    if room is not None:
        chart.flags([Flag(room, f"capacity {plain(room)}")])
    axes.step([*effort, axes.get_xlim()[1]], [*value, total], where="post",
              color=PALETTE["blue"], linewidth=2.2, zorder=3)  # fmt: skip
    axes.plot([0, whole], [total, total], color=PALETTE["grid"], linewidth=1)
    if room is None:
        half = int(np.searchsorted(value, total / 2))
        return chart.picture(
            f"All {counted(len(items), 'item')} together take {plain(whole)} of effort and give "
            f"{plain(total)} of value. Half of the value needs {plain(float(effort[half]))} of it."
        )
    best, greedy = best_selection(items, room), _greedy(items, room)
    axes.plot(best.effort, best.value, "D", color=PALETTE["vermilion"], markersize=9, zorder=5)
    names = [str(name) for name in best.items]
    words = shorten(" + ".join(names) if names else "nothing fits", 34)
    words = f"best set, value {plain(best.value)}:\n{words}"
    side = "right" if best.effort > 0.4 * axes.get_xlim()[1] else "left"
    chart.note(words, best.effort, best.value, dx=-8, dy=22, ha=side)
    alt = (
        f"With {plain(room)} of effort the best set is {listed(names) if names else 'empty'}: "
        f"value {plain(best.value)} of {plain(total)}."
    )
    if greedy[1] < best.value - 1e-9:
        axes.plot(*greedy, "X", color=PALETTE["ink"], markersize=9, zorder=5)
        words = f"best value per effort first: {plain(greedy[1])}"
        chart.note(words, *greedy, dx=8, dy=-13, ha="left")
        alt += (
            " Taking the best value per effort first, until the next does not fit, gives "
            f"{plain(greedy[1])}."
        )
    return chart.picture(alt)


def _greedy(items: pd.DataFrame, room: float) -> tuple[float, float]:
    """Effort and value of taking items by value per effort until one doesn't fit."""
    value, effort = items["value"].to_numpy(float), items["effort"].to_numpy(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        order = np.argsort(-np.where(effort > 0, value / effort, np.inf), kind="stable")
    spent = np.cumsum(effort[order])
    fits = int((spent <= room * (1 + 1e-12)).sum())
    return (float(spent[fits - 1]), float(value[order][:fits].sum())) if fits else (0.0, 0.0)


def delay_picture(jobs: pd.DataFrame, order: Sequence[Hashable] | None = None) -> Picture:
    """Draw what waiting costs in a given order of work and in the cheapest one.

    Parameters
    ----------
    jobs : pandas.DataFrame
        One row a job, index = its name: `cost_of_delay` (money a week, 0 or more) and
        `duration` (weeks, 0 or more).
    order : sequence, optional
        Names of all jobs in the order of work; the table's own order if left out.

    Returns
    -------
    Picture
        Two staircases: as high as the cost of delay a week of all jobs not yet done; the
        area is the cost. Its words give both costs and the cheapest order.

    Raises
    ------
    PrioritiseError
        If a figure is out of range, or `order` doesn't name each job once.

    References
    ----------
    .. [1] Reinertsen, D. G. (2009), "The Principles of Product Development Flow",
       Celeritas, on the cost of delay.

    Examples
    --------
    >>> jobs = pd.DataFrame({"cost_of_delay": [170, 120], "duration": [10, 5]}, index=["A", "B"])
    >>> delay_picture(jobs).alt
    'In the order A, B waiting costs 3,500. The cheapest order, B, A, costs 3,150: 10% less.'
    """
    cheapest = cheapest_order(jobs)
    given = list(jobs.index) if order is None else list(order)
    costs = [delay_cost(jobs, names) for names in (given, cheapest)]
    chart = Chart(
        400,
        title="What waiting costs",
        x="weeks",
        y="cost of delay a week of the jobs not yet done",
        left=62,
        bottom=210,
    )
    box = chart.axes.get_position()
    below = chart.figure.add_axes((box.x0, 50 / 400, box.width, box.height))
    style_axes(below, grid="y")
    chart.axes.set_xlabel("")
    titles = ("in this order", "in the cheapest order")
    for axes, names, title, cost in zip(
        (chart.axes, below), (given, cheapest), titles, costs, strict=True
    ):
        _staircase(axes, jobs, names)
        words = f"{title}: {plain(cost)}"
        axes.text(0.99, 0.93, words, transform=axes.transAxes, ha="right", va="top",
                  fontsize=FONT["label"], fontweight="bold", color=PALETTE["ink"])  # fmt: skip
    below.set_xlabel("weeks", labelpad=5)
    first = [_in_order(names) for names in (given, cheapest)]
    if costs[0] - costs[1] <= 1e-9 * max(costs[0], 1.0):
        return chart.picture(
            f"In the order {first[0]} waiting costs {plain(costs[0])}; no order is cheaper."
        )
    saved = (costs[0] - costs[1]) / costs[0]
    return chart.picture(
        f"In the order {first[0]} waiting costs {plain(costs[0])}. The cheapest order, {first[1]}, "
        f"costs {plain(costs[1])}: {saved:.0%} less."
    )


def _in_order(names: Sequence[Hashable], longest: int = 8) -> str:
    shown = [str(name) for name in names[:longest]]
    return ", ".join(shown) + (
        f", then {len(names) - longest} more" if len(names) > longest else ""
    )


def _staircase(axes: Any, jobs: pd.DataFrame, names: Sequence[Hashable]) -> None:
    """Stack the jobs: each is as wide as it waits and as high as its cost a week."""
    rates = dict(zip(jobs.index, jobs["cost_of_delay"].astype(float).tolist(), strict=True))
    weeks = dict(zip(jobs.index, jobs["duration"].astype(float).tolist(), strict=True))
    ends = dict(zip(names, np.cumsum([weeks[name] for name in names]).tolist(), strict=True))
    total, last = sum(rates.values()), max([*ends.values(), 1e-9])
    axes.set(xlim=(0, last), ylim=(0, 1.3 * max(total, 1e-9)))
    level = 0.0
    looks = {name: _BARS[n % len(_BARS)] for n, name in enumerate(jobs.index)}
    for name in reversed(names):  # the last to be done lies below: the top is a staircase
        color, hatch = looks[name]
        look: Look = {"facecolor": PALETTE[color], "hatch": hatch, "edgecolor": PALETTE["paper"]}
        axes.add_patch(Rectangle((0, level), ends[name], rates[name], linewidth=1, **look))
        if rates[name] > 0.09 * total:
            words: Look = {"fontsize": FONT["small"], "color": PALETTE["ink"], "va": "center"}
            words["bbox"] = {"facecolor": PALETTE["paper"], "pad": 1, "linewidth": 0}
            middle = level + rates[name] / 2
            axes.text(0.01 * last, middle, shorten(str(name), 24), **words)
        level += rates[name]
