"""A hybrid plan: dates that stand outside, sprints and planned stretches inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from matplotlib.dates import DateFormatter, MonthLocator, date2num

from tpmlab.methods.errors import MethodError
from tpmlab.pictures import FONT, PALETTE, Picture
from tpmlab.pictures.chart import Chart, Flag
from tpmlab.pictures.numbers import counted, listed

__all__ = ["hybrid_picture"]

Stretch = tuple[date, date] | tuple[date, date, int]


def hybrid_picture(lanes: Mapping[str, Sequence[Stretch]], gates: Mapping[str, date]) -> Picture:
    """Draw stretches of work below the gates they have to meet.

    Parameters
    ----------
    lanes : mapping from str to sequence of tuples
        Name of a lane to its stretches: `(from, to)` for planned work, `(from, to, n)` for
        the same time cut into n sprints.
    gates : mapping from str to date
        Dates that stand, with their names.

    Returns
    -------
    Picture
        Its words name each gate's date and count the sprints before it.

    Raises
    ------
    MethodError
        If there is no lane, or a stretch ends before it begins or has no whole sprint.

    Examples
    --------
    >>> hybrid_picture({"reports": [(date(2027, 3, 1), date(2027, 3, 26), 2)]},
    ...                {"switch": date(2027, 4, 2)}).alt
    'Gates: switch on 2 April 2027, with 2 sprints done before it. Lanes: reports.'
    """
    sprints = _sprints(lanes)
    chart = Chart.of_rows(list(lanes), title="Gates outside, sprints inside", top=4, bottom=34)
    axes = chart.axes
    for row, stretches in enumerate(lanes.values()):
        for stretch in stretches:
            _draw(axes, row, stretch)
    days = [*gates.values(), *(day for lane in lanes.values() for s in lane for day in s[:2])]
    low, high = date2num(min(days)), date2num(max(days))  # type: ignore[no-untyped-call]
    axes.set_xlim(low - 0.01 * (high - low), high + 0.03 * (high - low))
    axes.xaxis.set_major_locator(MonthLocator())  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(DateFormatter("1 %b"))  # type: ignore[no-untyped-call]
    axes.tick_params(axis="x", labelsize=FONT["small"])
    chart.flags(
        [
            Flag(date2num(day), f"{name}, {day.day} {day:%b}", "vermilion")  # type: ignore[no-untyped-call]
            for name, day in gates.items()
        ]
    )
    words = []
    for name, day in gates.items():
        done = sum(end <= day for end in sprints)
        count = f", with {counted(done, 'sprint')} done before it" if done else ""
        words.append(f"{name} on {day.day} {day:%B %Y}{count}")
    return chart.picture(f"Gates: {'; '.join(words)}. Lanes: {listed(list(lanes), 12)}.")


def _sprints(lanes: Mapping[str, Sequence[Stretch]]) -> list[date]:
    """Check the lanes; give the last day of every sprint."""
    if not lanes:
        raise MethodError("The plan has no lane: give at least one, with a stretch of work.")
    ends = []
    for name, stretches in lanes.items():
        for stretch in stretches:
            if stretch[1] <= stretch[0]:
                raise MethodError(f"A stretch of '{name}' ends on {stretch[1]}, before it begins.")
            count = stretch[2] if len(stretch) == 3 else 0
            if len(stretch) == 3 and count < 1:
                raise MethodError(f"A stretch of '{name}' has {count} sprints: give 1 or more.")
            length = (stretch[1] - stretch[0]) / max(count, 1)
            ends += [stretch[0] + length * (n + 1) for n in range(count)]
    return ends


def _draw(axes: Any, row: int, stretch: Stretch) -> None:
    first, last = (date2num(day) for day in stretch[:2])  # type: ignore[no-untyped-call]
    count = stretch[2] if len(stretch) == 3 else 1
    color = PALETTE["sky" if len(stretch) == 3 else "blue"]
    for n in range(count):
        width = (last - first) / count
        axes.barh(row, width, left=first + n * width, height=0.62, color=color,
                  edgecolor=PALETTE["paper"], linewidth=1.5, zorder=3)  # fmt: skip
