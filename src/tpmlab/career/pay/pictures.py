"""Pictures of pay: claims over the distribution they are judged by."""

from __future__ import annotations

import pandas as pd

from tpmlab.career.pay.distribution import Wages
from tpmlab.pictures import PALETTE, Picture
from tpmlab.pictures.chart import Chart, Flag
from tpmlab.pictures.numbers import counted

__all__ = ["claims_picture"]

_SHORT = {"Technical Project Manager": "TPM", "Chief Technology Officer": "CTO"}
_COLORS = {
    "holds": "blue",
    "holds for some": "blue",
    "too wide": "amber",
    "not comparable": "quiet",
}


def _whose(wages: Wages) -> str:
    """Occupation and month; the country goes without saying, and without room."""
    return wages.label.replace(", United States", "")


def claims_picture(table: pd.DataFrame, wages: Wages) -> Picture:
    """Draw a bar a claim over a published distribution.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`tpmlab.career.pay.claims.verdicts` gives it.
    wages : Wages
        The yardstick it was judged by.

    Returns
    -------
    Picture
        Bars without a high end have an arrow.
    """
    chart = Chart.of_rows([_name(claim, row) for claim, row in table.iterrows()],
                          title="Claims over official wages: P10 to P90, the middle half darker",
                          x=f"thousand dollars, {_whose(wages)}", top=34)  # fmt: skip
    known = sorted(wages.points)
    low, high = (wages.points[known[place]] / 1000 for place in (0, -1))
    ends = table["high_usd"].fillna(table["low_usd"]).astype(float) / 1000
    right = max(high, ends.max() + 14) + 62
    chart.axes.set_xlim(min(low, table["low_usd"].min() / 1000) - 8, right)
    chart.axes.axvspan(low, high, color=PALETTE["mist"], zorder=0)
    if {25, 75} <= set(known):
        middle = [wages.points[number] / 1000 for number in (25, 75)]
        chart.axes.axvspan(*middle, color=PALETTE["sky"], alpha=0.45, zorder=1)
    for place, (_, row) in enumerate(table.iterrows()):
        _bar(chart, place, row)
    chart.numbers("x", 8)
    chart.flags(
        [
            Flag(low, f"P{known[0]}", "quiet"),
            Flag(wages.wage_at(50) / 1000, f"median {wages.wage_at(50) / 1000:,.0f}"),
            Flag(high, f"P{known[-1]}", "quiet"),
        ]
    )
    return chart.picture(_in_words(table, wages))


def _bar(chart: Chart, place: int, row: pd.Series) -> None:
    low, color = row["low_usd"] / 1000, PALETTE[_COLORS.get(row["verdict"], "vermilion")]
    if pd.isna(row["high_usd"]):
        end = low + 14
        chart.axes.annotate(
            "",
            (end, place),
            (low, place),
            arrowprops={"arrowstyle": "-|>", "color": color, "linewidth": 3},
        )
        chart.axes.plot([low], [place], marker="|", markersize=13, color=color)
    else:
        end = row["high_usd"] / 1000
        chart.axes.barh(place, end - low, left=low, height=0.42, color=color, zorder=3)
    chart.note(row["verdict"], end, place, dx=6, ha="left", fontweight="bold")


def _name(claim: object, row: pd.Series) -> str:
    role = _SHORT.get(row["role"], "Program manager")
    level = row["level"] if role == "TPM" else ""
    return f"{role} {level}".strip() + f" (article {str(claim).partition('-')[0]})"


def _in_words(table: pd.DataFrame, wages: Wages) -> str:
    known = sorted(wages.points)
    said = "; ".join(
        f"{_name(claim, row)} {row['low_usd']:,}"
        + (" and more" if pd.isna(row["high_usd"]) else f" to {row['high_usd']:,.0f}")
        + f": {row['verdict']}"
        for claim, row in table.iterrows()
    )
    return (
        f"{counted(len(table), 'claim')} over {wages.label}: P{known[0]} "
        f"{wages.points[known[0]]:,.0f}, median {wages.wage_at(50):,.0f}, P{known[-1]} "
        f"{wages.points[known[-1]]:,.0f}. {said}."
    )
