"""When is it done, and for how much? Thousands of futures as bars, curve and dots."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tpmlab.amounts import amount
from tpmlab.pictures import FONT, PALETTE, WIDTH, Picture, style_axes
from tpmlab.pictures.chart import Chart, Flag
from tpmlab.pictures.look import Look
from tpmlab.pictures.numbers import bin_edges, counted, plain
from tpmlab.schedule.calendar import Calendar
from tpmlab.schedule.outcomes import Outcomes
from tpmlab.schedule.pictures.days import DayAxis
from tpmlab.schedule.tasks import PlanError

__all__ = ["finish_picture", "joint_picture"]

_MOST_DOTS = 2000


def finish_picture(
    forecast: Outcomes,
    deadline: float | None = None,
    *,
    confidences: Sequence[float] = (0.5, 0.8),
    calendar: Calendar | None = None,
) -> Picture:
    """Draw on how many futures each finish falls, and the chance to be done by each day.

    Parameters
    ----------
    forecast : Outcomes
        Made by :func:`tpmlab.schedule.monte_carlo`.
    deadline : float, optional
        Working day to keep; the plan's own deadline if left out. Later futures are hatched.
    confidences : sequence of float
        Which days to mark, each from 0 to 1; up to four stay readable.
    calendar : Calendar, optional
        Turns working days into dates; the plan's own calendar if left out.

    Returns
    -------
    Picture
        Bars of the futures above, the chance of each day below. Its words give the marked
        days and the chance of the deadline.

    Raises
    ------
    PlanError
        If a confidence or the deadline is out of range.

    References
    ----------
    .. [1] Vose, D. (2008), Risk Analysis, 3rd ed., Wiley, on presenting results.

    Examples
    --------
    >>> from tpmlab.schedule import Plan, Uniform, monte_carlo
    >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"])])
    >>> forecast = monte_carlo(plan, {"build": Uniform(8, 18)}, sampling="latin")
    >>> finish_picture(forecast, deadline=17)
    Picture: Finish in 10,000 futures: half are done by day 18, 80% by day 21. The deadline, day 17, is kept in 40%; for 80% it would have to be 4 days later.
    """  # noqa: E501 - a doctest compares one line
    plan = getattr(forecast, "plan", None)
    limit = getattr(plan, "deadline", None) if deadline is None else deadline
    limit = None if limit is None else amount(limit, "deadline", PlanError, low=0)
    days = DayAxis(calendar or getattr(plan, "calendar", None))
    marks = [(level, forecast.quantile(level)) for level in confidences]
    panels = _FinishPanels(forecast, limit, days)
    panels.mark(marks)
    return panels.above.picture(_finish_words(forecast, marks, limit, days))


def _finish_words(
    forecast: Outcomes, marks: list[tuple[float, float]], limit: float | None, days: DayAxis
) -> str:
    shown = ", ".join(
        f"{'half' if level == 0.5 else f'{level:.0%}'}{' are done' * (not n)} by {days.words(day)}"
        for n, (level, day) in enumerate(marks)
    )
    words = [f"Finish in {forecast.n_trials:,} futures" + (f": {shown}." if shown else ".")]
    if limit is not None:
        chance = forecast.chance(limit)
        short = [(level, day) for level, day in marks if day > limit + 1e-9]
        nearly = "just under " * (_share(chance) in [f"{level:.0%}" for level, _ in short])
        words.append(f"The deadline, {days.words(limit)}, is kept in {nearly}{_share(chance)}")
        if short:
            level, day = short[-1]
            words[-1] += (
                f"; for {level:.0%} it would have to be {counted(day - limit, 'day')} later"
            )
        words[-1] += "."
    return " ".join(words)


def _share(chance: float) -> str:
    """Write a chance; rounding must not make it certain."""
    if 0 < chance < 0.01:
        return "less than 1%"
    return "more than 99%" if 0.99 < chance < 1 else f"{chance:.0%}"


class _FinishPanels:
    """Bars of all futures above, the cumulative curve below, on one axis of days."""

    def __init__(self, forecast: Outcomes, limit: float | None, days: DayAxis) -> None:
        self._forecast, self._limit, self._days = forecast, limit, days
        title = f"When is it done? {forecast.n_trials:,} possible futures"
        self.above = Chart(450, title=title, bottom=232, left=70, right=64, grid=None)
        box = self.above.axes.get_position()
        self.below = self.above.figure.add_axes((box.x0, 46 / 450, box.width, 140 / 450))
        self._bars()
        self._curve()

    def _bars(self) -> None:
        axes, finish = self.above.axes, self._forecast.finish
        edges = bin_edges(finish)
        low, high = edges[0], edges[-1]
        late = np.zeros(finish.size, dtype=bool)
        if self._limit is not None:
            low, high = min(low, self._limit), max(high, self._limit)
            late = finish > self._limit + 1e-9
        everyone, good = (np.histogram(some, edges)[0] for some in (finish, finish[~late]))
        room = 0.03 * (high - low)
        axes.set_xlim(low - room, high + room)
        axes.set_ylim(0, 1.06 * everyone.max())
        look: Look = {"width": np.diff(edges), "align": "edge", "linewidth": 0.8}
        look["edgecolor"] = PALETTE["paper"]
        axes.bar(edges[:-1], good, facecolor=PALETTE["blue"], **look)
        rest = everyone - good
        if rest.any():
            look |= {"facecolor": PALETTE["amber"], "hatch": "//", "bottom": good}
            axes.bar(edges[:-1], rest, **look)
        axes.set(xticks=[], yticks=[])

    def _curve(self) -> None:
        axes, ordered = self.below, np.sort(self._forecast.finish)
        style_axes(axes, grid="y")
        axes.set_xlim(self.above.axes.get_xlim())
        places = np.unique(np.linspace(0, ordered.size - 1, 600).astype(int))
        ends = [self.above.axes.get_xlim()[0], *ordered[places], self.above.axes.get_xlim()[1]]
        shares = [0.0, *((places + 1) / ordered.size), 1.0]
        axes.plot(ends, shares, color=PALETTE["ink"], linewidth=2, drawstyle="steps-post")
        axes.set_ylim(0, 1.02)
        axes.set_yticks([0, 0.2, 0.4, 0.6, 0.8, 1.0])
        axes.set_yticklabels(["0%", "20%", "40%", "60%", "80%", "100%"])
        axes.set_xlabel(self._days.label, labelpad=5)
        self._days.mark(axes, self.above.pixels[0])
        axes.text(
            10 / WIDTH,
            (46 + 140 + 14) / 450,
            "chance to be done by then",
            transform=self.above.figure.transFigure,
            fontsize=FONT["label"],
            color=PALETTE["ink"],
            va="center",
        )

    def mark(self, marks: list[tuple[float, float]]) -> None:
        flags = [
            Flag(day, f"{level:.0%}: {self._days.words(day)}", "ink", (4, 2))
            for level, day in marks
        ]
        for level, day in marks:
            low = self.below.get_xlim()[0]
            self.below.plot(
                [low, day, day], [level, level, 0], color=PALETTE["quiet"], lw=1, ls=":"
            )
            self.below.plot([day], [level], "o", color=PALETTE["ink"], markersize=5)
        if self._limit is not None:
            chance = _share(self._forecast.chance(self._limit))
            words = f"deadline {self._days.words(self._limit)}: {chance} in time"
            flags.append(Flag(self._limit, words, "vermilion"))
            self.below.axvline(self._limit, color=PALETTE["vermilion"], linewidth=1.5)
        self.above.flags(flags)


def joint_picture(
    forecast: Outcomes,
    deadline: float,
    budget: float,
    *,
    currency: str = "",
    calendar: Calendar | None = None,
) -> Picture:
    """Draw every future as a dot by its finish and its cost, against a date and a budget.

    Parameters
    ----------
    forecast : Outcomes
        Made by :func:`tpmlab.schedule.monte_carlo` with costs.
    deadline : float
        Working day to keep.
    budget : float
        Money to keep, in the currency of the forecast's costs.
    currency : str
        Its name for the axis, such as ``"EUR"``.
    calendar : Calendar, optional
        Turns working days into dates; the plan's own calendar if left out.

    Returns
    -------
    Picture
        The share of futures in each quadrant; at most 2,000 dots are drawn. Its words give
        the chance to keep both limits, and each alone.

    Raises
    ------
    PlanError
        If a limit is no number.

    References
    ----------
    .. [1] NASA (2015), Cost Estimating Handbook, version 4.0, appendix J (joint cost and
       schedule confidence level).

    Examples
    --------
    >>> from tpmlab.schedule import Costs, Plan, Uniform, monte_carlo
    >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"])])
    >>> forecast = monte_carlo(plan, {"build": Uniform(8, 18)}, sampling="latin",
    ...                        costs=Costs(per_day={"build": 1000}, fixed=5000))
    >>> joint_picture(forecast, deadline=17, budget=16_000, currency="USD").alt
    'Of 10,000 futures, 30% keep both day 17 and 16,000 USD. 40% keep the date, 30% the budget; 60% miss both.'
    """  # noqa: E501 - a doctest compares one line
    both = forecast.joint_chance(deadline, budget)
    in_time = forecast.chance(deadline)
    in_budget = forecast.joint_chance(float(forecast.finish.max()), budget)
    neither = 1 - in_time - in_budget + both
    days = DayAxis(calendar or getattr(getattr(forecast, "plan", None), "calendar", None))
    money = f"{plain(budget)} {currency}".rstrip()
    chart = _joint_chart(forecast, deadline, budget, days, currency)
    x, y = chart.axes.get_xlim(), chart.axes.get_ylim()
    corners = (
        (x[0], y[0], "left", "bottom", f"{_share(both)} keep both", "blue"),
        (x[0], y[1], "left", "top", f"{_share(in_time - both)} too dear", "ink"),
        (x[1], y[0], "right", "bottom", f"{_share(in_budget - both)} too late", "ink"),
        (x[1], y[1], "right", "top", f"{_share(max(neither, 0.0))} miss both", "vermilion"),
    )
    for across, up, ha, va, words, color in corners:
        shift = 6 if ha == "left" else -6
        lift = 6 if va == "bottom" else -6
        chart.note(
            words, across, up, dx=shift, dy=lift, ha=ha, va=va, color=color,
            fontsize=FONT["label"], fontweight="bold",
        )  # fmt: skip
    chart.flags([Flag(deadline, f"deadline {days.words(deadline)}")])
    return chart.picture(
        f"Of {forecast.n_trials:,} futures, {_share(both)} keep both {days.words(deadline)} and "
        f"{money}. {_share(in_time)} keep the date, {_share(in_budget)} the budget; "
        f"{_share(max(neither, 0.0))} miss both."
    )


def _joint_chart(
    forecast: Outcomes, deadline: float, budget: float, days: DayAxis, currency: str
) -> Chart:
    chart = Chart(
        440,
        title="In time and within budget?",
        x=days.label and f"finish, {days.label}",
        y=f"cost, {currency}" if currency else "cost",
        left=84,
        right=24,
        grid=None,
    )
    axes, count = chart.axes, forecast.n_trials
    shown = np.unique(np.linspace(0, count - 1, min(count, _MOST_DOTS)).astype(int))
    finish, cost = forecast.finish, forecast.cost
    good = (finish <= deadline + 1e-9) & (cost <= budget * (1 + 1e-12))
    for keep, color, marker in ((good, "blue", "o"), (~good, "amber", "^")):
        rows = shown[keep[shown]]
        look: Look = {
            "color": PALETTE[color],
            "marker": marker,
            "s": 9.0,
            "linewidths": 0,
            "alpha": 0.55,
        }
        axes.scatter(finish[rows], cost[rows], **look)
    for set_limits, values, mark in (
        (axes.set_xlim, finish, deadline),
        (axes.set_ylim, cost, budget),
    ):
        low, high = min(float(values.min()), mark), max(float(values.max()), mark)
        span = max(high - low, 1e-9 * max(abs(high), 1.0))
        # each quadrant keeps room for its words
        set_limits(
            min(low - 0.06 * span, mark - 0.26 * span), max(high + 0.06 * span, mark + 0.26 * span)
        )
    chart.numbers("y")
    days.mark(axes, chart.pixels[0])
    axes.axhline(budget, color=PALETTE["ink"], linewidth=1.5)
    chart.note(
        f"budget {plain(budget)}", axes.get_xlim()[1], budget, dx=-4, dy=8, ha="right", va="center"
    )
    return chart
