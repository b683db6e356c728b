"""Teams that wait for each other, and the hours in which their people can talk."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.patches import Rectangle

from tpmlab.methods.errors import MethodError
from tpmlab.methods.hours import working_quarters
from tpmlab.pictures import FONT, PALETTE, Picture, shorten
from tpmlab.pictures.chart import Chart
from tpmlab.pictures.numbers import counted, listed, plain

__all__ = ["hours_picture", "matrix_picture"]


def matrix_picture(matrix: pd.DataFrame, title: str = "Who waits for whom") -> Picture:
    """Draw a matrix of dependencies: rows wait for columns.

    Parameters
    ----------
    matrix : pandas.DataFrame
        Counts, as :func:`tpmlab.methods.team_matrix` gives them; 2 to 16 teams.
    title : str
        Above the picture.

    Returns
    -------
    Picture
        Its words name the team that most wait for and the one that waits most.

    Raises
    ------
    MethodError
        If rows and columns aren't the same 2 to 16 teams.

    Examples
    --------
    >>> from tpmlab.methods import team_matrix
    >>> matrix_picture(team_matrix([("web", "api"), ("test", "api"), ("test", "web")])).alt
    'Who waits for whom: 3 dependencies between 3 teams. Most wait for api (2); test waits most (2).'
    """  # noqa: E501 - a doctest compares one line
    names = [str(name) for name in matrix.index]
    if names != [str(name) for name in matrix.columns] or not 2 <= len(names) <= 16:
        raise MethodError("Rows and columns of the matrix have to be the same 2 to 16 teams.")
    chart = Chart.of_rows(names, title=title, grid=None, top=26, bottom=24)
    axes = chart.axes
    axes.set_xlim(-0.5, len(names) - 0.5)
    axes.set_xticks(range(len(names)), [shorten(name, 11) for name in names])
    axes.xaxis.tick_top()
    axes.tick_params(axis="both", length=0, labelsize=FONT["small"])
    chart.axes.set_xlabel("")
    counts = matrix.to_numpy(dtype=int)
    most = max(2, int(counts.max()))  # single ones stay calm
    for row in range(len(names)):
        for column in range(len(names)):
            count = int(counts[row, column])
            shade = "grid" if row == column else "sky" if count < most else "amber"
            if count or row == column:
                axes.add_patch(Rectangle((column - 0.48, row - 0.46), 0.96, 0.92,
                                         facecolor=PALETTE[shade], zorder=2))  # fmt: skip
            if count:
                axes.text(column, row, str(count), ha="center", va="center", zorder=4,
                          fontsize=FONT["label"], color=PALETTE["ink"])  # fmt: skip
    asked, waits = matrix.sum(axis=0), matrix.sum(axis=1)
    return chart.picture(
        f"{title}: {counted(int(counts.sum()), 'dependency', 'dependencies')} between "
        f"{len(names)} teams. Most wait for {asked.idxmax()} ({asked.max()}); "
        f"{waits.idxmax()} waits most ({waits.max()})."
    )


def hours_picture(offsets: Mapping[str, float], start: float = 9.0, end: float = 17.0) -> Picture:
    """Draw everybody's working day on one clock.

    Parameters
    ----------
    offsets : mapping from str to float
        Name to hours ahead of UTC, -12 to 14, on the day in question.
    start, end : float
        Working day by everybody's own clock.

    Returns
    -------
    Picture
        Its words say how many hours all share, and who shares none.

    Raises
    ------
    MethodError
        If there is nobody, an offset is out of range or the day ends before it starts.

    Examples
    --------
    >>> hours_picture({"Mei Tan": 8, "Noor Bakker": 1, "Rosa Quispe": -5}).alt
    'Working hours from 9 to 17 by each own clock, on the clock of UTC: all 3 share 0 hours. No hour in common: Mei Tan with Rosa Quispe.'
    """  # noqa: E501 - a doctest compares one line
    working = working_quarters(offsets, start, end)
    names = list(offsets)
    chart = Chart.of_rows(names, title="Who works when", x="hour of the day, UTC")
    chart.axes.set_xlim(0, 24)
    chart.axes.set_xticks(range(0, 25, 3))
    shared = np.asarray(working.all(axis=0))
    for row, quarters in enumerate(working):
        for quarter in quarters.nonzero()[0]:
            color = PALETTE["green" if shared[quarter] else "sky"]
            chart.axes.barh(row, 0.25, left=quarter / 4, height=0.62, align="center", color=color)
    apart = [
        f"{a} with {b}"
        for n, a in enumerate(names)
        for m, b in enumerate(names[n + 1 :], n + 1)
        if not (working[n] & working[m]).any()
    ]
    tail = f" No hour in common: {listed(apart, 4)}." if apart else ""
    return chart.picture(
        f"Working hours from {plain(start)} to {plain(end)} by each own clock, on the clock of "
        f"UTC: all {len(names)} share {counted(float(shared.sum()) / 4, 'hour')}.{tail}"
    )
