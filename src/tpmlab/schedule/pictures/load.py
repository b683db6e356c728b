"""Who is needed when: the load of each resource against its capacity, before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes

from tpmlab.pictures import FONT, PALETTE, WIDTH, Picture, new_figure, shorten, style_axes
from tpmlab.pictures.look import Look
from tpmlab.pictures.numbers import counted, listed, plain, round_step
from tpmlab.schedule.calendar import Calendar
from tpmlab.schedule.critical_path import critical_path
from tpmlab.schedule.levelling.levelled import LevelledSchedule
from tpmlab.schedule.pictures.days import DayAxis
from tpmlab.schedule.tasks import PlanError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["levelling_picture", "load_picture"]

_MOST_ROWS = 6
_ROW, _TOP, _BOTTOM, _LEFT, _RIGHT, _GAP = 112, 54, 44, 40, 28, 40  # pixels


def load_picture(
    load: pd.DataFrame,
    capacity: Mapping[str, float],
    after: pd.DataFrame | None = None,
    *,
    calendar: Calendar | None = None,
) -> Picture:
    """Draw the units of each resource needed day by day, what is too much hatched.

    Parameters
    ----------
    load : pandas.DataFrame
        Index: working day (0 is the first); a column a resource, in units.
    capacity : mapping from str to float
        Units there are of each resource; a resource not named has no limit.
    after : pandas.DataFrame, optional
        The load after levelling, drawn beside the first.
    calendar : Calendar, optional
        Turns working days into dates.

    Returns
    -------
    Picture
        A row a resource, the six most overloaded at most. Its words count the days with
        too much work, before and after.

    Raises
    ------
    PlanError
        If a table has no day or no resource, or the two tables name different resources.

    References
    ----------
    .. [1] Kelley, J. E. (1963), "The critical-path method: resources planning and
       scheduling", in Industrial Scheduling, Prentice-Hall, pp. 347-365.

    Examples
    --------
    >>> import pandas as pd
    >>> before = pd.DataFrame({"developers": [2, 5, 5, 1]})
    >>> after = pd.DataFrame({"developers": [2, 3, 3, 3, 2]})
    >>> load_picture(before, {"developers": 3}, after).alt
    'Before levelling developers is over capacity on 2 days (at most 5 of 3). After levelling nothing is over capacity. The work takes 5 days instead of 4.'
    """  # noqa: E501 - a doctest compares one line
    tables = [load] if after is None else [load, after]
    for table in tables:
        if not table.shape[0] or not table.shape[1]:
            raise PlanError(
                "The load has no day or no resource; give a plan whose tasks need some."
            )
        if set(table.columns) != set(load.columns):
            raise PlanError("The two loads name different resources; take both from one plan.")
    over = {name: _over(load, name, capacity) for name in load.columns}
    shown = sorted(load.columns, key=lambda name: -over[name].sum())[:_MOST_ROWS]
    shown = [name for name in load.columns if name in shown]
    sheet = _LoadSheet(tables, shown, capacity, DayAxis(calendar))
    return Picture(sheet.figure, _load_words(tables, capacity))


def levelling_picture(levelled: LevelledSchedule) -> Picture:
    """Draw what levelling did to the load: from early starts, or from before smoothing.

    Parameters
    ----------
    levelled : LevelledSchedule
        Made by a function of :mod:`tpmlab.schedule.levelling`.

    Returns
    -------
    Picture
        As :func:`load_picture` draws it.

    Raises
    ------
    PlanError
        If no task needs a resource.

    Examples
    --------
    >>> from tpmlab.schedule import Plan, Task
    >>> from tpmlab.schedule.levelling.serial import serial_schedule
    >>> tasks = (Task("api", 2, resources={"dev": 2}), Task("web", 1, resources={"dev": 2}))
    >>> levelling_picture(serial_schedule(Plan(tasks, capacity={"dev": 3}))).alt
    'Before levelling dev is over capacity on 1 day (at most 4 of 3). After levelling nothing is over capacity. The work takes 3 days instead of 2.'
    """  # noqa: E501 - a doctest compares one line
    plan = levelled.plan
    early = tuple(dates.early_start for dates in critical_path(plan).rows)
    before = levelled.before or LevelledSchedule(plan, early, "early starts")
    return load_picture(before.load(), plan.capacity, levelled.load(), calendar=plan.calendar)


def _over(table: pd.DataFrame, name: str, capacity: Mapping[str, float]) -> np.ndarray:
    units = table[name].to_numpy(dtype=float)
    return np.asarray(units > capacity.get(name, np.inf) + 1e-9)


def _load_words(tables: list[pd.DataFrame], capacity: Mapping[str, float]) -> str:
    both = len(tables) > 1
    words = []
    for table, when in zip(tables, ("Before levelling", "After levelling"), strict=False):
        over = {name: int(_over(table, name, capacity).sum()) for name in table.columns}
        names = sorted((name for name in over if over[name]), key=lambda name: -over[name])
        told = [
            f"{name} {'is ' * (not n)}over capacity on {counted(over[name], 'day')} (at most "
            f"{plain(float(table[name].max()))} of {plain(capacity[name])})"
            for n, name in enumerate(names)
        ]
        start = when if both else "Load of each resource:"
        words.append(f"{start} {listed(told, 3) if told else 'nothing is over capacity'}.")
    if both:
        first, second = (_length(table) for table in tables)
        longer = f"{counted(second, 'day')} instead of {first}"
        words.append(f"The work takes {'as long' if first == second else longer}.")
    else:
        peaks = [f"{name} {plain(float(tables[0][name].max()))}" for name in tables[0].columns]
        words.append(f"Most units at once: {listed(peaks, 6)}.")
    return " ".join(words)


def _length(table: pd.DataFrame) -> int:
    """Days from the first to the last on which anyone works."""
    busy = np.flatnonzero((table.to_numpy(dtype=float) > 0).any(axis=1))
    return int(busy[-1]) + 1 if busy.size else 0


class _LoadSheet:
    """A row of panels a resource: before on the left, after on the right."""

    def __init__(
        self,
        tables: list[pd.DataFrame],
        shown: list[str],
        capacity: Mapping[str, float],
        days: DayAxis,
    ) -> None:
        self.height = _TOP + _BOTTOM + _ROW * len(shown)
        self.figure = new_figure(self.height)
        self._text(10, 18, "Who is needed when?", fontsize=FONT["title"], fontweight="bold")
        count = len(tables)
        self.width = (WIDTH - _LEFT - _RIGHT - _GAP * (count - 1)) / count
        longest = max(len(table) for table in tables)
        for column, table in enumerate(tables):
            left = _LEFT + column * (self.width + _GAP)
            if count > 1:
                heading = ("before levelling", "after levelling")[column]
                self._text(left, 40, heading, fontsize=FONT["label"], color=PALETTE["quiet"])
            for row, name in enumerate(shown):
                limit = capacity.get(name)
                top = max(*(float(t[name].max()) for t in tables), limit or 0.0, 1e-9)
                down = _TOP + row * _ROW + 22
                axes = self._panel(left, down, top, longest, days, last=row == len(shown) - 1)
                units = f", capacity {plain(limit)}" if limit is not None else ""
                if column == 0 or count == 1:
                    label = f"{shorten(name, 28)}, units{units}"
                    self._text(left, down - 9, label, fontsize=FONT["small"], fontweight="bold")
                _bars(axes, table, name, limit, longest)

    def _text(self, x: float, down: float, words: str, **look: Any) -> None:
        look = {"color": PALETTE["ink"], "va": "center", **look}
        self.figure.text(x / WIDTH, 1 - down / self.height, words, **look)

    def _panel(
        self, left: float, down: float, top: float, longest: int, days: DayAxis, *, last: bool
    ) -> Axes:
        high = _ROW - 34
        box = (left, self.height - down - high, self.width, high)
        sizes = (WIDTH, self.height, WIDTH, self.height)
        axes = self.figure.add_axes(tuple(a / b for a, b in zip(box, sizes, strict=True)))  # type: ignore[arg-type]
        style_axes(axes, grid="y")
        axes.set(xlim=(0, longest), ylim=(0, 1.12 * top))
        step = max(round_step(top, 4), 1.0) if top >= 2 else round_step(top, 3)
        ticks = np.arange(0, top + step / 2, step)
        axes.set_yticks(ticks, [plain(float(tick)) for tick in ticks])
        days.mark(axes, self.width)
        if last:
            axes.set_xlabel(days.label, labelpad=3)
        else:
            axes.set_xticklabels([])
        return axes


def _bars(axes: Axes, table: pd.DataFrame, name: str, limit: float | None, longest: int) -> None:
    units = np.zeros(longest)
    units[: len(table)] = table[name].to_numpy(dtype=float)
    edges = np.arange(longest + 1)
    within = units if limit is None else np.minimum(units, limit)
    axes.stairs(within, edges, fill=True, color=PALETTE["blue"], linewidth=0)
    if limit is None:
        return
    excess = np.maximum(units, limit)
    look: Look = {"facecolor": PALETTE["vermilion"], "edgecolor": PALETTE["paper"], "hatch": "////"}
    axes.stairs(excess, edges, baseline=limit, fill=True, linewidth=0, **look)
    axes.axhline(limit, color=PALETTE["ink"], linewidth=1.6)
