"""Charts of a learner's own table: bars, lines, a histogram, dots. One line each.

They look like every other picture here and say in words what they show, so that a chart
made in a lesson can be read without seeing it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.ticker import MaxNLocator

from tpmlab.errors import TpmlabError
from tpmlab.pictures import PALETTE, Picture
from tpmlab.pictures.chart import Chart, Flag
from tpmlab.pictures.numbers import bin_edges, plain

__all__ = ["ChartError", "bars", "dots", "histogram", "lines"]

Column = pd.Series | Mapping[Any, float]

_SERIES = (
    ("blue", "o", "-"),
    ("vermilion", "s", "--"),
    ("green", "^", "-."),
    ("purple", "D", ":"),
    ("amber", "v", "-"),
)
_MOST_BARS = 40
_MOST_MARKERS = 60


class ChartError(TpmlabError, ValueError):
    """A chart that can't be drawn: no numbers, too many bars, text instead of numbers."""


def bars(values: Column, *, title: str, unit: str = "", highlight: Any = None) -> Picture:
    """Draw one horizontal bar a row, in the order given, with its number at the end.

    Parameters
    ----------
    values : pandas.Series or mapping
        A number a name; 1 to 40 of them.
    title : str
        What the numbers are.
    unit : str
        Written on the axis, such as ``"days late"``.
    highlight : optional
        Name of one bar to draw in a second colour.

    Returns
    -------
    Picture
        Its words name the largest and the smallest bar.

    Raises
    ------
    ChartError
        If there is nothing to draw, more than 40 bars, a value that is no number, or no
        bar of the name to highlight.

    Examples
    --------
    >>> bars({"Rosa": 4, "Mei": 9, "Callum": 2}, title="Open tickets", unit="tickets")
    Picture: Open tickets: 3 bars. Mei has the most, 9 tickets; Callum the least, 2.
    """
    column = _column(values, title)
    if column.size > _MOST_BARS:
        raise ChartError(
            f"'{title}' has {column.size} bars, which nobody can read: keep at most {_MOST_BARS}, "
            "such as table.head(20)."
        )
    names = [str(name) for name in column.index]
    if highlight is not None and str(highlight) not in names:
        raise ChartError(f"'{title}' has no bar '{highlight}'; its bars are {', '.join(names)}.")
    chart = Chart.of_rows(names, title=title, x=unit)
    for row, (name, value) in enumerate(zip(names, column, strict=True)):
        color = PALETTE["vermilion" if name == str(highlight) else "blue"]
        chart.axes.barh(row, value, height=0.66, color=color)
    span = max(column.max(), 0) - min(column.min(), 0)
    room = 0.12 * (span or 1)
    chart.axes.set_xlim(min(0, column.min() - room), max(0, column.max() + room))
    chart.numbers("x", 8)
    for row, value in enumerate(column):
        side = "left" if value >= 0 else "right"
        chart.note(plain(value), value, row, dx=5 if value >= 0 else -5, ha=side)
    chart.axes.axvline(0, color=PALETTE["quiet"], linewidth=0.8)
    return chart.picture(_bars_in_words(column, title, unit))


def lines(
    table: pd.Series | pd.DataFrame, *, title: str, unit: str = "", along: str = ""
) -> Picture:
    """Draw one line a column, named at its right end.

    Parameters
    ----------
    table : pandas.Series or pandas.DataFrame
        Rows in order along the axis: numbers or dates in the index; 1 to 5 columns.
    title : str
        What the numbers are.
    unit : str
        Written beside the upright axis.
    along : str
        What runs along the other axis, such as ``"week"``.

    Returns
    -------
    Picture
        Its words say where each line starts and ends, and its highest or lowest point in between.

    Raises
    ------
    ChartError
        If there is nothing to draw, a value that is no number or more than 5 columns.

    Examples
    --------
    >>> lines(pd.Series([3, 7, 5], index=[1, 2, 3], name="done"), title="Tickets", along="week")
    Picture: Tickets: done goes from 3 (week 1) to 5 (week 3); highest 7 (week 2).
    """
    frame = table.to_frame(table.name or "value") if isinstance(table, pd.Series) else table
    if not 1 <= frame.shape[1] <= len(_SERIES):
        raise ChartError(
            f"'{title}' has {frame.shape[1]} lines: draw 1 to {len(_SERIES)}, such as "
            "table[['planned', 'actual']]."
        )
    columns = {str(name): _column(frame[name], title) for name in frame.columns}
    chart = Chart(340, title=title, x=along, y=unit, right=24 + 7 * max(map(len, columns)))
    for (color, marker, style), column in zip(_SERIES, columns.values(), strict=False):
        chart.axes.plot(
            column.index.to_numpy(),
            column.to_numpy(),
            color=PALETTE[color],
            linestyle=style,
            linewidth=1.8,
            marker=marker if column.size <= _MOST_MARKERS else None,
            markersize=4,
        )
    chart.numbers()
    if isinstance(frame.index, pd.DatetimeIndex):
        days = AutoDateLocator(minticks=3, maxticks=7)  # type: ignore[no-untyped-call]
        chart.axes.xaxis.set_major_locator(days)
        chart.axes.xaxis.set_major_formatter(ConciseDateFormatter(days))  # type: ignore[no-untyped-call]
    elif pd.api.types.is_integer_dtype(frame.index):  # there is no sprint 9.5
        chart.axes.xaxis.set_major_locator(MaxNLocator(steps=[1, 2, 2.5, 5, 10], integer=True))
    chart.axes.autoscale_view()  # labels at ends need the limits that will be drawn
    places = [_along(column.index[-1]) for column in columns.values()]
    chart.ends(
        [
            (name, place, column.iloc[-1], color)
            for (name, column), place, (color, _, _) in zip(
                columns.items(), places, _SERIES, strict=False
            )
        ],
        gap=15,
    )
    words = [_line_in_words(name, column, along) for name, column in columns.items()]
    return chart.picture(f"{title}: {'; '.join(words)}.")


def histogram(
    values: Sequence[float] | pd.Series,
    *,
    title: str,
    unit: str = "",
    bins: int = 20,
    marks: Mapping[str, float] | None = None,
) -> Picture:
    """Draw how often each size occurs.

    Parameters
    ----------
    values : sequence of float or pandas.Series
        The numbers; at least two. Missing ones are left out.
    title, unit : str
        What the numbers are, and in what they are measured.
    bins : int
        Number of columns, 2 to 100.
    marks : mapping from str to float, optional
        Upright lines with a name, such as ``{"promised": 5}``. The median is always marked.

    Returns
    -------
    Picture
        Its words give the number of values, the median and the range of the middle 80 %.

    Raises
    ------
    ChartError
        If there are fewer than two numbers or `bins` is out of range.

    Examples
    --------
    >>> histogram([1, 2, 2, 3, 9], title="Days to fix", unit="days")
    Picture: Days to fix: 5 values, median 2 days; eight of ten lie between 1.4 and 6.6, the largest is 9.
    """  # noqa: E501 - a doctest compares one line
    column = _column(pd.Series(np.asarray(values, dtype=object)), title)
    if column.size < 2:
        raise ChartError(f"'{title}' has one number: a histogram needs two or more.")
    if not 2 <= bins <= 100:
        raise ChartError(f"bins is {bins}: give a whole number from 2 to 100.")
    numbers = column.to_numpy(float)
    low, middle, high = np.quantile(numbers, [0.1, 0.5, 0.9])
    named = {"median": float(middle), **(marks or {})}
    chart = Chart(320, title=title, x=unit, y="how many")
    edges = bin_edges(numbers, bins)
    chart.axes.hist(numbers, bins=edges.tolist(), color=PALETTE["blue"], edgecolor=PALETTE["paper"])
    chart.axes.set_xlim(min(edges[0], *named.values()), max(edges[-1], *named.values()))
    chart.numbers("y", whole=True)
    chart.numbers("x", 8)
    chart.flags([Flag(at, f"{name} {plain(at)}", "vermilion") for name, at in named.items()])
    words = (
        f"{title}: {numbers.size} values, median {plain(middle)}{_unit(unit)}; eight of ten lie "
        f"between {plain(low)} and {plain(high)}, the largest is {plain(numbers.max())}"
    )
    marked = "".join(f"; {name} {plain(place)}" for name, place in (marks or {}).items())
    return chart.picture(f"{words}{marked}.")


def dots(table: pd.DataFrame, x: str, y: str, *, title: str) -> Picture:
    """Draw one dot a row, to see whether two columns go together.

    Parameters
    ----------
    table : pandas.DataFrame
        At least two rows in which both columns hold a number.
    x, y : str
        Names of two columns, also written on the axes.
    title : str
        What is compared.

    Returns
    -------
    Picture
        Its words give the number of dots and the rank correlation.

    Raises
    ------
    ChartError
        If there is no such column or fewer than two rows with both numbers.

    References
    ----------
    .. [1] Spearman, C. (1904), "The proof and measurement of association between two
       things", American Journal of Psychology 15(1), pp. 72-101.

    Examples
    --------
    >>> work = pd.DataFrame({"points": [1, 2, 3, 5], "days": [1, 4, 3, 9]})
    >>> dots(work, "points", "days", title="Do points tell days?")
    Picture: Do points tell days? 4 dots; rank correlation of points and days 0.80.
    """
    for name in (x, y):
        if name not in table:
            raise ChartError(
                f"The table has no column '{name}'; it has {', '.join(map(str, table.columns))}."
            )
    both = table[[x, y]].apply(pd.to_numeric, errors="coerce").dropna()
    if len(both) < 2:
        raise ChartError(f"'{title}' has fewer than two rows with numbers in '{x}' and '{y}'.")
    chart = Chart(380, title=title, x=x, y=y, grid="both")
    faint = float(np.clip(4 / math.sqrt(len(both)), 0.15, 0.85))
    chart.axes.plot(both[x], both[y], "o", color=PALETTE["blue"], markersize=6, alpha=faint)
    chart.numbers("y")
    chart.numbers("x", 8)
    ranks = both.rank()
    joint = float(ranks[x].corr(ranks[y])) if both.nunique().min() > 1 else math.nan
    words = "no correlation to tell" if math.isnan(joint) else f"{joint:.2f}"
    stop = "" if title.endswith("?") else ":"
    return chart.picture(
        f"{title}{stop} {len(both)} dots; rank correlation of {x} and {y} {words}."
    )


def _column(values: Column, title: str) -> pd.Series:
    """Numbers with their names; missing ones left out, text refused."""
    raw = values if isinstance(values, pd.Series) else pd.Series(dict(values), dtype=object)
    raw = raw.dropna()
    numbers = pd.to_numeric(raw, errors="coerce")
    if numbers.isna().any():
        name = numbers.index[numbers.isna()][0]
        raise ChartError(f"'{title}': the value of '{name}' is {raw[name]!r}, which is no number.")
    if numbers.empty:
        raise ChartError(f"'{title}' has nothing to draw: the table is empty.")
    return numbers.astype(float)


def _along(place: Any) -> float:
    """Where a row stands along the axis, as matplotlib counts: dates become days."""
    from matplotlib.dates import date2num

    if hasattr(place, "strftime"):
        return float(date2num(place))  # type: ignore[no-untyped-call]
    return float(place)


def _bars_in_words(column: pd.Series, title: str, unit: str) -> str:
    if column.size == 1:
        return f"{title}: {column.index[0]} {plain(column.iloc[0])}{_unit(unit)}."
    most, least = column.idxmax(), column.idxmin()
    if column.max() == column.min():
        return f"{title}: {column.size} bars, all {plain(column.iloc[0])}{_unit(unit)}."
    return (
        f"{title}: {column.size} bars. {most} has the most, {plain(column.max())}{_unit(unit)}; "
        f"{least} the least, {plain(column.min())}."
    )


def _line_in_words(name: str, column: pd.Series, along: str) -> str:
    def at(place: Any) -> str:
        if hasattr(place, "strftime"):
            return f"{place:%Y-%m-%d}"
        return f"{along} {place}" if along else str(place)

    first, last, high, low = column.iloc[0], column.iloc[-1], column.max(), column.min()
    starts, ends = at(column.index[0]), at(column.index[-1])
    if column.size == 1:
        return f"{name} is {plain(first)} ({starts})"
    if plain(high) == plain(low):
        return f"{name} stays at {plain(first)} ({starts} to {ends})"
    course = f"{name} goes from {plain(first)} ({starts}) to {plain(last)} ({ends})"
    if high not in (first, last):
        return f"{course}; highest {plain(high)} ({at(column.idxmax())})"
    if first == last:
        return f"{course}; lowest {plain(low)} ({at(column.idxmin())})"
    return course


def _unit(unit: str) -> str:
    return f" {unit}" if unit else ""
