"""An offer among official wages of its place, and what it buys against pay before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from tpmlab.career.pay.distribution import PUBLISHED, Percentile, Wages
from tpmlab.explorer_pictures.panels import Panel, Sheet, axis_end
from tpmlab.pictures import Label, Picture
from tpmlab.pictures.numbers import plain

__all__ = ["PayFigure", "PayView", "describe", "headline"]


class PayView(NamedTuple):
    """One state of the explorer; money in dollars of May 2025 unless said otherwise."""

    offer: float
    """In dollars of its own time."""
    when: str
    """Its time in words."""
    offer_real: float
    before: float
    """Pay until now, in dollars of its own time."""
    since: str
    before_real: float
    growth: float
    """Of what the pay buys; 0.02 is two per cent more."""
    place: str
    here: Wages
    nation: Wages
    remote: float
    """Share of comparable jobs that may be done from anywhere, 0 to 1."""
    home: str
    level: float
    """Prices at home; the United States are 100."""
    history: Mapping[int, Wages]
    """Wages in the United States by year."""
    times: tuple[float, float]
    """Years of the pay until now and of the offer, with parts of a year."""

    @property
    def standing(self) -> Percentile:
        """The offer among comparable jobs: local ones, and those from anywhere."""
        local, far = (wages.percentile(self.offer_real) for wages in (self.here, self.nation))
        share = self.remote
        low = (1 - share) * local.low + share * far.low
        return Percentile(low, (1 - share) * local.high + share * far.high)

    @property
    def at_average_prices(self) -> float:
        """What the offer buys at home, at average prices of the United States."""
        return self.offer / self.level * 100


def headline(view: PayView) -> str:
    """Say the state in one line of HTML."""
    return (
        f"<b>{view.offer:,.0f} is {view.standing} among comparable jobs and buys "
        f"{_growth(view.growth)} than {view.before:,.0f} did in {view.since}.</b> At home it goes "
        f"as far as {view.at_average_prices:,.0f} at average prices."
    )


def describe(view: PayView) -> str:
    """Say what the picture shows, in words."""
    here, nation = view.here, view.nation
    local, far = here.percentile(view.offer_real), nation.percentile(view.offer_real)
    first, last = min(view.history), max(view.history)
    ends = [view.history[year].wage_at(50) for year in (first, last)]
    return (
        f"An offer of {view.offer:,.0f} dollars in {view.when} is {view.offer_real:,.0f} in "
        f"dollars of May 2025: {local} of official wages in {view.place} (P10 {_at(here, 10)}, "
        f"median {here.wage_at(50):,.0f}, P90 {_at(here, 90)}) and {far} in the United States "
        f"(median {nation.wage_at(50):,.0f}). With {view.remote:.0%} of comparable jobs remote it "
        f"is {view.standing}. It buys {_growth(view.growth)} than {view.before:,.0f} in "
        f"{view.since}; prices in {view.home} are {view.level:.1f}, so it goes as far as "
        f"{view.at_average_prices:,.0f} at average prices. The median of the occupation went from "
        f"{ends[0]:,.0f} in {first} to {ends[1]:,.0f} in {last}, in dollars of May 2025."
    )


class PayFigure:
    """Two panels: distributions with the offer, and pay after prices by year."""

    def __init__(self) -> None:
        self._sheet = Sheet(478)
        self._top = self._sheet.panel(
            (12, 318, 664, 104),
            title="Where the offer stands: P10 to P90, and the middle half (thick)",
            x="thousand dollars a year, in dollars of May 2025",
            grid="x",
        )
        self._top.axes.set_yticks([])
        self._top.limits(y=(-0.6, 1.9))
        self._top.numbers("x", 8)
        self._bottom = self._sheet.panel(
            (58, 44, 560, 168),
            title="What pay buys: wages in the United States by year (May)",
            y="thousand dollars of May 2025: middle half, median; dotted: P10 and P90",
        )
        self._bottom.limits(x=(2020.7, 2027.0))
        self._bottom.axes.set_xticks(range(2021, 2027))
        self._bottom.numbers("y", 6)
        self._wide = self._top.bars("sky")
        self._half = self._top.bars("blue")
        self._median = [self._top.line("paper", width=3) for _ in range(2)]
        self._offer = self._top.line("vermilion", width=2.4, zorder=6)
        self._area = self._bottom.bars("mist")
        self._middle = self._bottom.line("blue", width=2)
        self._edges = [self._bottom.line("quiet", width=1.2, linestyle=":") for _ in range(2)]
        self._path = self._bottom.line("vermilion", width=1.6, linestyle=(0, (4, 2)), zorder=6)
        self._then = self._bottom.line("vermilion", marker="o", markersize=8, zorder=7)
        self._now = self._bottom.line("vermilion", marker="D", markersize=9, zorder=7)

    def show(self, view: PayView) -> None:
        """Move everything to a state."""
        self._show_place(view)
        self._show_time(view)

    def png(self) -> bytes:
        """Draw the sheet as it stands."""
        return self._sheet.png()

    def picture(self, view: PayView) -> Picture:
        """Finish the sheet for print."""
        self.show(view)
        return self._sheet.picture(describe(view))

    def _show_place(self, view: PayView) -> None:
        rows = ((1.0, view.place, view.here), (0.0, "United States", view.nation))
        most = max(max(wages.points.values()) for _, _, wages in rows)
        self._top.limits(x=(0.0, axis_end(max(most, view.offer_real) / 1000)))
        wide, half, words = [], [], []
        for (level, name, wages), median in zip(rows, self._median, strict=True):
            known = sorted(wages.points)
            wide.append((wages.points[known[0]] / 1000, wages.points[known[-1]] / 1000, level))
            half.append((wages.wage_at(25) / 1000, wages.wage_at(75) / 1000, level))
            middle = wages.wage_at(50) / 1000
            median.set_data([middle] * 2, [level - 0.22, level + 0.22])
            place = wages.percentile(view.offer_real)
            low = self._top.axes.get_xlim()[0] + self._top.pixels(4, "x")
            up = level + self._top.pixels(19)
            words.append(Label(f"{name}: median {middle:,.0f}, the offer is {place}", low, up,
                               anchor=0))  # fmt: skip
        for bars, spans, tall in ((self._wide, wide, 0.1), (self._half, half, 0.22)):
            left, right, middles = (np.array(part) for part in zip(*spans, strict=True))
            bars.show(left, right, middles - tall, middles + tall)
        at = view.offer_real / 1000
        self._offer.set_data([at] * 2, [-0.45, 1.35])
        far = at > 0.7 * self._top.axes.get_xlim()[1]
        gap = self._top.pixels(-6 if far else 6, "x")
        offer = Label(f"offer {plain(at)}", at + gap, -0.45, "vermilion", float(far), bold=True)
        self._top.write([*words, offer])

    def _show_time(self, view: PayView) -> None:
        years = np.array(sorted(view.history), dtype=float)
        known = {n: _row(view.history, years, n) for n in PUBLISHED}
        points = (view.before_real / 1000, view.offer_real / 1000)
        most = float(np.nanmax([*known[90], *known[75], *points]))
        self._bottom.limits(y=(0.0, axis_end(most)))
        self._area.area(years, known[25], known[75])
        self._middle.set_data(years, known[50])
        for line, number in zip(self._edges, (10, 90), strict=True):
            line.set_data(years, known[number])
        self._path.set_data(view.times, points)
        self._then.set_data([view.times[0]], [points[0]])
        self._now.set_data([view.times[1]], [points[1]])
        self._bottom.write(self._time_words(self._bottom, view, points, known))

    @staticmethod
    def _time_words(
        panel: Panel,
        view: PayView,
        points: tuple[float, float],
        known: Mapping[int, Sequence[float]],
    ) -> list[Label]:
        up, right = panel.pixels(15), panel.pixels(12, "x")
        change = f"{100 * view.growth:+.1f}%".replace("-", "−")
        below = -1 if points[0] < points[1] else 1
        end = max(view.history) + 0.08
        ends = [Label(f"P{n}", end, known[n][-1], "quiet", 0) for n in (10, 90)
                if np.isfinite(known[n]).all()]  # fmt: skip
        return [
            *ends,
            Label(f"until now {plain(points[0])}", view.times[0], points[0] + below * up,
                  "vermilion", bold=True),
            Label(f"offer {plain(points[1])}", view.times[1] + right, points[1], "vermilion", 0,
                  bold=True),
            Label(f"buys {change}", view.times[1] + right, points[1] - up, "vermilion", 0),
        ]  # fmt: skip


def _row(history: Mapping[int, Wages], years: np.ndarray, number: int) -> list[float]:
    """Thousand dollars by year; no number where a percentile is not printed."""
    values = [history[int(year)].points.get(number, float("nan")) for year in years]
    return [value / 1000 for value in values]


def _at(wages: Wages, number: int) -> str:
    return f"{wages.points[number]:,.0f}" if number in wages.points else "not printed"


def _growth(share: float) -> str:
    return f"{abs(share):.1%} {'more' if share >= 0 else 'less'}"
