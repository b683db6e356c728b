"""How old the open work is, against how long finished work took."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tpmlab.flow.items import ageing, days_of, percentiles
from tpmlab.pictures import PALETTE, Picture
from tpmlab.pictures.chart import Chart, Flag
from tpmlab.pictures.look import Look
from tpmlab.pictures.numbers import counted, plain

__all__ = ["ageing_picture"]

_MOST_ROWS = 20


def ageing_picture(
    items: pd.DataFrame, today: float | pd.Timestamp, *, level: float = 0.85
) -> Picture:
    """Draw how old the open items are, against how long finished ones took.

    Parameters
    ----------
    items : pandas.DataFrame
        One row an item, finished ones too: `started` and `finished`, as dates or days.
    today : float or pandas.Timestamp
        The day to look at, in the same terms.
    level : float
        The service level to warn for, above 0 and at most 1.

    Returns
    -------
    Picture
        A bar an open item, the 20 oldest at most; late ones hatched. Its words count the
        late ones and name the oldest, and the one to look after next.

    Raises
    ------
    FlowError
        If nothing is finished yet.

    References
    ----------
    .. [1] Vacanti, D. S. (2020), "When Will It Be Done?", ActionableAgile Press, on the
       age of work in progress.

    Examples
    --------
    >>> items = pd.DataFrame({"started": [0, 0, 1, 2, 3, 8, 10],
    ...     "finished": [2, 3, 6, 12, None, None, None]}, index=[*"abcdefg"])
    >>> ageing_picture(items, today=12, level=0.75).alt
    '3 items are open; 75% of finished ones took at most 5 days. 1 is older than that: e, 9 days. f, 4 days old, comes next: 50% of the items that got this old took longer than 5 days.'
    """  # noqa: E501 - a doctest compares one line
    table = ageing(items, today, level=level)
    finished = days_of(items, "finished")
    now = float(days_of(pd.DataFrame({"today": [today]}), "today")[0])
    took = (finished - days_of(items, "started"))[finished <= now]
    limit = percentiles(took, [level])[level]
    shown = table.head(_MOST_ROWS)
    chart = Chart.of_rows(
        [str(name) for name in shown.index] or ["nothing is open"],
        title="How old is the open work?",
        x="age, days",
    )
    axes = chart.axes
    top = max([limit, *table["age"]])
    axes.set_xlim(0, 1.14 * max(top, 1.0))
    chart.numbers("x", 8)
    for row, (age, late) in enumerate(zip(shown["age"], shown["late"], strict=True)):
        look: Look = {"color": PALETTE["blue"]}
        if late:
            look = {"color": PALETTE["amber"], "hatch": "//", "edgecolor": PALETTE["paper"]}
        axes.barh(row, age, height=0.62, linewidth=0, **look)
        chart.note(plain(age), age, row, dx=5, ha="left", va="center_baseline")
    middle = percentiles(took, [0.5])[0.5]
    flags = [Flag(limit, f"{level:.0%} took at most {plain(limit)}", "vermilion")]
    if middle != limit:
        flags.append(Flag(middle, f"half took at most {plain(middle)}", "quiet", (4, 2)))
    chart.flags(flags)
    return chart.picture(_ageing_words(table, level, limit))


def _ageing_words(table: pd.DataFrame, level: float, limit: float) -> str:
    verb = "is" if len(table) == 1 else "are"
    days = counted(limit, "day")
    kept = f"{level:.0%} of finished ones took at most {days}"
    words = [f"{counted(len(table), 'item')} {verb} open; {kept}."]
    late, rest = table[table["late"]], table[~table["late"]]
    named = [f"{name}, {counted(age, 'day')}" for name, age in late["age"].items()]
    if named:
        told = "; ".join(named[:5]) + (f"; {len(named) - 5} more" if len(named) > 5 else "")
        words.append(f"{len(late)} {'is' if len(late) == 1 else 'are'} older than that: {told}.")
    elif len(table):
        words.append("None is older than that.")
    if len(rest) and np.isfinite(rest["risk"].iloc[0]):
        words.append(
            f"{rest.index[0]}, {counted(rest['age'].iloc[0], 'day')} old, comes next: "
            f"{rest['risk'].iloc[0]:.0%} of the items that got this old took longer than {days}."
        )
    return " ".join(words)
