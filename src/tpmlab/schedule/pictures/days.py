"""Working days on an axis and in words: counted from the start, or as dates of a calendar."""

from __future__ import annotations

from datetime import date, timedelta

from matplotlib.axes import Axes

from tpmlab.pictures.numbers import plain, round_step
from tpmlab.schedule.calendar import Calendar

__all__ = ["DayAxis"]

_WEEKS = (5, 10, 20, 40, 50, 100, 200, 500, 1000, 2000, 5000)


class DayAxis:
    """Writes days as numbers, or as dates if there is a calendar.

    Parameters
    ----------
    calendar : Calendar, optional
        Maps working days to dates.
    """

    def __init__(self, calendar: Calendar | None = None) -> None:
        self._calendar = calendar
        self.label = "working days from the start" if calendar is None else ""

    def words(self, day: float) -> str:
        """Write the day by which something ends: ``day 12.5`` or ``Fri 3 Apr 2026``."""
        if self._calendar is None:
            return f"day {plain(day)}"
        end = self._calendar.finish_date(max(day, 0.0))
        return f"{end:%a} {end.day} {end:%b %Y}"

    def mark(self, axes: Axes, pixels: float) -> None:
        """Set the ticks of the x axis: whole working weeks, or Mondays and months."""
        low, high = axes.get_xlim()
        if self._calendar is None:
            step = _step(high - low, max(int(pixels / 48), 2))
            first = int(-(-max(low, 0.0) // step))
            ticks = [n * step for n in range(first, int(high / step + 1e-9) + 1)]
            axes.set_xticks(ticks, [plain(tick) for tick in ticks])
            return
        dates = _dates(
            self._calendar.start_date(max(low, 0.0)),
            self._calendar.start_date(max(high, 0.0)),
            max(int(pixels / 58), 2),
        )
        places = [self._calendar.day(when) for when in dates]
        shown = [
            (place, when)
            for n, (place, when) in enumerate(zip(places, dates, strict=True))
            if low <= place <= high and place not in places[:n]
        ]
        years = [when.year for _, when in shown]
        texts = [
            f"{when.day} {when:%b}" + (f"\n{when.year}" if when.year not in years[:n] else "")
            for n, (_, when) in enumerate(shown)
        ]
        axes.set_xticks([place for place, _ in shown], texts)


def _step(span: float, most: int) -> float:
    """Distance of ticks in days: whole days in a short plan, whole weeks in a long one."""
    if span < 3:
        return round_step(span, min(most, 6))
    if span <= 11:
        return 1.0
    return float(next((step for step in _WEEKS if span / step <= most), 10_000))


def _dates(first: date, last: date, most: int) -> list[date]:
    """Mondays, or first days of months, so many that their words find room."""
    weeks = (last - first).days / 7
    step = next((step for step in (1, 2, 4) if weeks / step <= most), 0)
    if step:
        monday = first + timedelta(days=-first.weekday() % 7)
        return [monday + timedelta(weeks=n) for n in range(0, int(weeks) + 2, step)]
    months = weeks / 4.35
    step = next((step for step in (1, 2, 3, 6, 12, 24, 60) if months / step <= most), 120)
    start = first.year * 12 + first.month - 1
    start += -start % min(step, 12)
    return [date(n // 12, n % 12 + 1, 1) for n in range(start, start + int(months) + 2, step)]
