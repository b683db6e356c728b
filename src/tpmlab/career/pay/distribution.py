"""A published distribution of wages: five percentiles, and what they say about an offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from tpmlab.amounts import amount
from tpmlab.career.pay.errors import PayError

__all__ = ["PUBLISHED", "Percentile", "Wages"]

PUBLISHED = (10, 25, 50, 75, 90)
"""The percentiles that are published; nothing is known below the first or above the last."""


class Percentile(NamedTuple):
    """Out of 100 people in the same statistics, how many earn less: a number or a range.

    Examples
    --------
    >>> str(Percentile(62.6, 62.6)), str(Percentile(90, 100)), str(Percentile(75, 90))
    ('P63', 'above P90', 'between P75 and P90')
    """

    low: float
    high: float

    def __str__(self) -> str:
        if self.low == 0:
            return f"below P{self.high:.0f}"
        if self.high == 100:
            return f"above P{self.low:.0f}"
        if round(self.low) == round(self.high):
            return f"P{self.low:.0f}"
        return f"between P{self.low:.0f} and P{self.high:.0f}"


@dataclass(frozen=True, repr=False)
class Wages:
    """Wages of one occupation (or title) in one place, industry and year.

    Parameters
    ----------
    label : str
        Whose wages, where and when.
    points : mapping from int to float
        US dollars a year by percentile, such as ``{10: 61_580, 50: 102_320}``; those not
        printed are left out.
    ceiling : float, optional
        If the percentiles that are missing at the top were left out because they exceed a
        ceiling that the publisher prints: the ceiling, in dollars.
    count : int
        Jobs, or filings, behind it; 0 where it is not published.

    Raises
    ------
    PayError
        If fewer than two percentiles are given, or they fall.

    Examples
    --------
    >>> us = Wages("US", {10: 61_580, 25: 78_440, 50: 102_320, 75: 133_100, 90: 167_970})
    >>> us
    US: P10 61,580, P25 78,440, P50 102,320, P75 133,100, P90 167,970
    >>> str(us.percentile(104_000)), str(us.percentile(200_000)), us.wage_at(50)
    ('P51', 'above P90', 102320.0)
    """

    label: str
    points: Mapping[int, float]
    ceiling: float | None = None
    count: int = 0

    def __post_init__(self) -> None:
        known = sorted(self.points)
        if len(known) < 2 or not set(known) <= set(PUBLISHED):
            raise PayError(
                f"{self.label}: {len(known)} percentiles are given; give at least two of "
                f"{', '.join(f'P{number}' for number in PUBLISHED)}."
            )
        for number in known:
            amount(self.points[number], f"{self.label}: P{number}", PayError, above=0)
        for one, two in pairwise(known):
            if self.points[one] > self.points[two]:
                raise PayError(
                    f"{self.label}: P{two} lies below P{one}; percentiles rise, so exchange them."
                )

    def __repr__(self) -> str:
        points = (f"P{number} {self.points[number]:,.0f}" for number in sorted(self.points))
        return f"{self.label}: {', '.join(points)}"

    def percentile(self, pay: float) -> Percentile:
        """Place a pay among these wages.

        Parameters
        ----------
        pay : float
            US dollars a year, of the year of these wages.

        Returns
        -------
        Percentile
            Between two published percentiles by a straight line; beyond them only what is
            known: below the lowest, above the highest, or, where a missing one lies above
            a printed ceiling, between the two.

        Raises
        ------
        PayError
            If `pay` is not above 0.

        Notes
        -----
        A straight line between two percentiles is an assumption. Wages crowd at the lower
        end of such a stretch, so that the true percentile is rather a little higher.

        Examples
        --------
        >>> closed = Wages("managers, 2024", {10: 104_450, 75: 216_220}, ceiling=239_200)
        >>> str(closed.percentile(230_000)), str(closed.percentile(250_000))
        ('between P75 and P90', 'above P75')
        """
        pay = amount(pay, "pay", PayError, above=0)
        known = sorted(self.points)
        if pay < self.points[known[0]]:
            return Percentile(0.0, float(known[0]))
        if pay > self.points[known[-1]]:
            return self._beyond(pay, known[-1])
        same = [number for number in known if self.points[number] == pay]
        if same:
            return Percentile(float(same[0]), float(same[-1]))
        for low, high in pairwise(known):
            below, above = self.points[low], self.points[high]
            if below < pay < above:
                place = low + (high - low) * (pay - below) / (above - below)
                return Percentile(place, place)
        raise AssertionError("a pay within the published percentiles lies between two of them")

    def wage_at(self, percentile: float) -> float:
        """Give the wage at a percentile, by a straight line between published ones.

        Parameters
        ----------
        percentile : float
            From the lowest to the highest that is published, usually 10 to 90.

        Returns
        -------
        float
            US dollars a year.

        Raises
        ------
        PayError
            If `percentile` lies beyond what is published.

        Examples
        --------
        >>> Wages("US", {10: 60_000, 50: 100_000}).wage_at(30)
        80000.0
        """
        known = sorted(self.points)
        field = f"percentile of {self.label}"
        wanted = amount(percentile, field, PayError, low=known[0], high=known[-1])
        for low, high in pairwise(known):
            if wanted <= high:
                share = (wanted - low) / (high - low)
                below = self.points[low]
                return float(below + share * (self.points[high] - below))
        raise AssertionError("a percentile within the published ones lies between two of them")

    def _beyond(self, pay: float, highest: int) -> Percentile:
        missing = [number for number in PUBLISHED if number > highest]
        if missing and self.ceiling is not None and pay <= self.ceiling:
            return Percentile(float(highest), float(missing[0]))
        return Percentile(float(highest), 100.0)
