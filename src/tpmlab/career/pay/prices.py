"""Prices in time and between places: what a pay of one year and city is worth in another."""

from __future__ import annotations

from collections.abc import Mapping

from tpmlab.amounts import amount
from tpmlab.career.pay.errors import PayError

__all__ = ["factor", "growth", "moment"]


def moment(when: int | str) -> str:
    """Name a month; a year alone means its May, the month of the official wages.

    Parameters
    ----------
    when : int or str
        ``2025`` or ``"2026-08"``.

    Returns
    -------
    str
        Year and month.

    Raises
    ------
    PayError
        If it is neither.

    Examples
    --------
    >>> moment(2025), moment("2026-08")
    ('2025-05', '2026-08')
    """
    text = str(when).strip()
    year, dash, month = text.partition("-")
    fits = year.isdigit() and len(year) == 4
    if fits and not dash:
        return f"{year}-05"
    if fits and month.isdigit() and len(month) == 2 and 1 <= int(month) <= 12:
        return text
    raise PayError(f"'{when}' is no month; write a year such as 2025, or a month as '2026-08'.")


def factor(index: Mapping[str, float], since: int | str, until: int | str) -> float:
    """Give the ratio of prices at two moments.

    Parameters
    ----------
    index : mapping from str to float
        Price index by month.
    since, until : int or str
        Moments, as in :func:`moment`.

    Returns
    -------
    float
        Prices at `until` / prices at `since`.

    Raises
    ------
    PayError
        If the index doesn't have one of the months.

    Examples
    --------
    >>> factor({"2023-05": 304.127, "2026-08": 334.98}, 2023, "2026-08").__round__(4)
    1.1014
    """
    return _level(index, until) / _level(index, since)


def growth(before: float, after: float, prices: float) -> float:
    """Give the growth of a pay after prices.

    Parameters
    ----------
    before, after : float
        Pay at both ends, in dollars of their own time, above 0.
    prices : float
        Prices at the end / prices at the start.

    Returns
    -------
    float
        0.02 is two per cent more to buy with, -0.02 two per cent less.

    Raises
    ------
    PayError
        If a number is not above 0.

    Examples
    --------
    >>> round(growth(100, 108, 1.08), 3), round(growth(100, 108, 1.10), 3)
    (0.0, -0.018)
    """
    start = amount(before, "pay before", PayError, above=0)
    end = amount(after, "pay after", PayError, above=0)
    return end / start / amount(prices, "ratio of prices", PayError, above=0) - 1


def _level(index: Mapping[str, float], when: int | str) -> float:
    month = moment(when)
    if month in index:
        return index[month]
    months = sorted(index)
    if months[0] < month < months[-1]:
        before = max(one for one in months if one < month)
        after = min(one for one in months if one > month)
        raise PayError(f"There are no prices for {month}; take {before} or {after}.")
    raise PayError(f"There are no prices for {month}; they run from {months[0]} to {months[-1]}.")
