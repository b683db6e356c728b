"""Days on an axis of the board's charts: counted, or dates where the table holds dates."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from tpmlab.pictures.numbers import plain, round_step

__all__ = ["day_words", "holds_dates", "mark_days"]


def holds_dates(items: pd.DataFrame, name: str) -> bool:
    """Whether a column is written as dates and not as numbers of days."""
    return bool(pd.to_numeric(items[name], errors="coerce").isna().all()) or bool(
        pd.api.types.is_datetime64_any_dtype(items[name])
    )


def day_words(day: float, dates: bool) -> str:
    """Write a day: ``day 12.5``, or ``5 Jan 2026`` counted from 1970-01-01."""
    if not dates:
        return f"day {plain(day)}"
    when = _date(day)
    return f"{when.day} {when:%b %Y}"


def mark_days(axes: Axes, pixels: float, dates: bool) -> None:
    """Set the ticks of the x axis: round days, or Mondays and months."""
    low, high = axes.get_xlim()
    most = max(int(pixels / 62), 2)
    if not dates:
        step = round_step(high - low, most)
        places = [n * step for n in range(int(-(-low // step)), int(high / step + 1e-9) + 1)]
        axes.set_xticks(places, [plain(place) for place in places])
        return
    weeks = (high - low) / 7
    step = next((n for n in (1, 2, 4, 8) if weeks / n <= most), 0)
    first, last = _date(low).normalize(), _date(high).normalize()
    if step:
        days = pd.date_range(first, last, freq=f"{step}W-MON")
    else:
        months = weeks / 4.35
        rule = next((n for n in (1, 2, 3, 6, 12, 24) if months / n <= most), 60)
        days = pd.date_range(first, last, freq=f"{rule}MS")
    years: set[int] = set()
    texts = []
    for day in days:
        texts.append(f"{day.day} {day:%b}" + ("" if day.year in years else f"\n{day.year}"))
        years.add(day.year)
    axes.set_xticks([(day - pd.Timestamp(0)) / pd.Timedelta(days=1) for day in days], texts)


def _date(day: float) -> pd.Timestamp:
    return pd.Timestamp(0) + pd.Timedelta(days=float(day))
