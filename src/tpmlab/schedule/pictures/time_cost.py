"""What a day costs: the time-cost curve with its cheapest total, and the steps by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tpmlab.amounts import amount
from tpmlab.pictures import PALETTE, Picture
from tpmlab.pictures.chart import Chart, Flag
from tpmlab.pictures.look import Look
from tpmlab.pictures.numbers import plain
from tpmlab.schedule.compress import TimeCostCurve
from tpmlab.schedule.crash_model import CrashedPlan
from tpmlab.schedule.pictures.days import DayAxis
from tpmlab.schedule.tasks import PlanError

__all__ = ["time_cost_picture"]


def time_cost_picture(
    curve: TimeCostCurve,
    steps: Sequence[CrashedPlan] = (),
    *,
    deadline: float | None = None,
    normal_cost: float = 0.0,
    currency: str = "",
) -> Picture:
    """Draw the cost of every finish a plan can reach, and the finish that costs least.

    Parameters
    ----------
    curve : TimeCostCurve
        Made by :func:`tpmlab.schedule.time_cost_curve`.
    steps : sequence of CrashedPlan
        Made by :func:`tpmlab.schedule.crash_step_by_step`: shown beside the optimum.
    deadline : float, optional
        Working day to mark.
    normal_cost : float
        Direct cost of the work without any cuts, in the curve's currency, 0 or more.
    currency : str
        Its name for the axis, such as ``"EUR"``.

    Returns
    -------
    Picture
        Direct cost, overhead (if there is any) and their total, by finish. Its words give
        the cheapest finish, the price of the deadline and what the steps pay too much.

    Raises
    ------
    PlanError
        If a number is out of range.

    References
    ----------
    .. [1] Kelley, J. E. (1961), "Critical-path planning and scheduling: mathematical
       basis", Operations Research 9(3), pp. 296-320.

    Examples
    --------
    >>> from tpmlab.schedule import CrashOption, Plan, time_cost_curve
    >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"])])
    >>> options = {"spec": CrashOption(4, 900), "build": CrashOption(7, 400)}
    >>> curve = time_cost_curve(plan, options, overhead_per_day=500)
    >>> time_cost_picture(curve, deadline=13).alt
    'Without cuts the plan ends on day 15; at most it can be cut to day 11, for 2,100. With 500 of overhead a day, day 12 costs least: 7,200 in all, 300 less than without cuts. The deadline, day 13, costs 800 in cuts.'
    """  # noqa: E501 - a doctest compares one line
    base = amount(normal_cost, "normal_cost", PlanError, low=0)
    if deadline is not None:
        amount(deadline, "deadline", PlanError, low=0)
    flags = []
    if curve.overhead_per_day:
        best = curve.best
        total = base + best.cost + curve.overhead_per_day * best.finish
        words = f"cheapest: day {plain(best.finish)}, {plain(total)}"
        flags.append(Flag(best.finish, words, "vermilion", (4, 2)))
    if deadline is not None:
        flags.append(Flag(deadline, f"deadline day {plain(deadline)}"))
    chart = _sheet(curve, base, currency, deadline)
    chart.flags(flags)
    _lines(chart, curve, base)
    _steps(chart, steps, base)
    return chart.picture(_time_cost_words(curve, steps, deadline, base))


def _sheet(curve: TimeCostCurve, base: float, currency: str, deadline: float | None) -> Chart:
    chart = Chart(
        400,
        title="What does a day less cost?",
        x="finish, working days from the start",
        y=f"cost, {currency}" if currency else "cost",
        left=76,
        right=118,
    )
    axes = chart.axes
    ends = [corner.finish for corner in curve.corners]
    ends += [] if deadline is None else [deadline]
    room = 0.08 * max(max(ends) - min(ends), 12.0)
    axes.set_xlim(max(min(ends) - room, 0.0), max(ends) + room / 2)
    top = max(
        base + corner.cost + curve.overhead_per_day * corner.finish for corner in curve.corners
    )
    axes.set_ylim(0, 1.08 * max(top, 1.0))
    chart.numbers("y")
    DayAxis().mark(axes, chart.pixels[0])
    return chart


def _lines(chart: Chart, curve: TimeCostCurve, base: float) -> None:
    axes = chart.axes
    finish = np.array([corner.finish for corner in curve.corners])
    direct = base + np.array([corner.cost for corner in curve.corners])
    overhead = curve.overhead_per_day * finish
    axes.plot(finish, direct, "-o", color=PALETTE["blue"], linewidth=2, markersize=5, zorder=4)
    name = "direct cost" if base else "cost of cuts"
    labels = [(name, float(finish[0]), float(direct[0]), "blue")]
    if curve.overhead_per_day:
        total = direct + overhead
        axes.plot(finish, overhead, "--", color=PALETTE["green"], linewidth=2)
        axes.plot(finish, total, "-", color=PALETTE["ink"], linewidth=2.4, marker=".", zorder=3)
        labels.append(("overhead", float(finish[0]), float(overhead[0]), "green"))
        labels.append(("total", float(finish[0]), float(total[0]), "ink"))
        best = curve.corners.index(curve.best)
        axes.plot(finish[best], total[best], "D", color=PALETTE["vermilion"], ms=9, zorder=6)
    chart.ends(labels, shift=10)


def _steps(chart: Chart, steps: Sequence[CrashedPlan], base: float) -> None:
    if not steps:
        return
    days, costs = [step.finish for step in steps], [base + step.cost for step in steps]
    chart.axes.set_ylim(0, max(chart.axes.get_ylim()[1], 1.08 * max(costs)))
    look: Look = {"color": PALETTE["ink"], "markerfacecolor": PALETTE["amber"], "linestyle": ":"}
    chart.axes.plot(days, costs, marker="s", markersize=7, linewidth=1, zorder=3.5, **look)
    chart.note("■ step by step", days[-1], costs[-1], dx=2, dy=15, ha="left")


def _time_cost_words(
    curve: TimeCostCurve, steps: Sequence[CrashedPlan], deadline: float | None, base: float
) -> str:
    normal, least = curve.corners[0], curve.corners[-1]
    words = [f"Without cuts the plan ends on day {plain(normal.finish)}"]
    words[0] += (
        f"; at most it can be cut to day {plain(least.finish)}, for {plain(least.cost)}."
        if least.finish < normal.finish
        else " and no cut brings it forward."
    )
    rate = curve.overhead_per_day
    if rate:
        totals = [base + c.cost + rate * c.finish for c in (normal, curve.best)]
        saved = f", {plain(totals[0] - totals[1])} less than without cuts"
        words.append(
            f"With {plain(rate)} of overhead a day, day {plain(curve.best.finish)} costs least: "
            f"{plain(totals[1])} in all{saved if totals[0] - totals[1] > 1e-6 else ''}."
        )
    if deadline is not None:
        where = f"The deadline, day {plain(deadline)}, "
        reach = deadline >= least.finish - 1e-7
        price = f"costs {plain(curve.cost(deadline))} in cuts." if reach else "is out of reach."
        words.append(where + price)
    dear = [(step.cost - curve.cost(step.finish), step.finish) for step in steps]
    if dear and max(dear)[0] > 1e-6 * max(1.0, least.cost):
        extra, day = max(dear)
        told = f"step by step pays {plain(extra)} too much at day {plain(day)}."
    else:
        told = "step by step is as cheap here." if dear else ""
    if told:
        words[-1] = f"{words[-1][:-1]}; {told}"
    return " ".join(words)
