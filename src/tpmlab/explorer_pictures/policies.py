"""Scores of policies over many seeds, a row a policy."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tpmlab.pictures import PALETTE, Picture, shorten
from tpmlab.pictures.chart import Chart

__all__ = ["policies_picture"]

_ROW = 30  # pixels a policy


def policies_picture(scores: Mapping[str, pd.Series]) -> Picture:
    """Show every run's score as a dot, and each policy's middle half with its median.

    Parameters
    ----------
    scores : mapping of str to pandas.Series
        Scores from 0 to 100 for each policy; the first one is yours and stands out.

    Returns
    -------
    Picture
        The policy with the highest median stands on top.

    Examples
    --------
    >>> policies_picture({"mine": pd.Series([60.0, 70.0]), "nothing": pd.Series([50.0])}).alt
    'Median scores, with quartiles: mine 65 (62 to 68), nothing 50 (50 to 50).'
    """
    own = next(iter(scores))
    ranked = sorted(scores, key=lambda name: -float(scores[name].median()))
    chart = Chart(
        84 + _ROW * len(ranked),
        title="Scores on the same seeds: every run, the middle half, the median",
        x="score, 0 to 100",
        left=150,
        right=48,
        grid="x",
    )
    axes, words = chart.axes, []
    axes.set(xlim=(0, 100), ylim=(len(ranked) - 0.5, -0.5))
    axes.set_yticks(range(len(ranked)), [shorten(name, 22) for name in ranked])
    for row, name in enumerate(ranked):
        values = scores[name].to_numpy(dtype=float)
        low, middle, high = np.quantile(values, [0.25, 0.5, 0.75])
        colour = PALETTE["vermilion" if name == own else "blue"]
        levels = row + 0.3 * np.linspace(-1, 1, len(values) + 2)[1:-1]  # so that dots lie apart
        axes.plot(values, levels, "o", markersize=2, color=colour, alpha=0.35, zorder=2)
        axes.barh(row, high - low, left=low, height=0.5, color=colour, alpha=0.35, zorder=3)
        axes.vlines(middle, row - 0.3, row + 0.3, color=colour, linewidth=2.5, zorder=4)
        axes.text(
            101, row, f"{middle:.0f}", va="center", color=PALETTE["ink"],
            fontweight="bold" if name == own else "normal",
        )  # fmt: skip
        words.append(f"{name} {middle:.0f} ({low:.0f} to {high:.0f})")
    axes.get_yticklabels()[ranked.index(own)].set_fontweight("bold")
    return Picture(chart.figure, f"Median scores, with quartiles: {', '.join(words)}.")
