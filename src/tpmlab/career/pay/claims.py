"""Set what somebody claims about pay against a published distribution, with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from tpmlab.amounts import amount
from tpmlab.career.pay.distribution import Percentile, Wages
from tpmlab.career.pay.errors import PayError

__all__ = ["VERDICTS", "Verdict", "check_claim", "verdicts"]

VERDICTS = ("holds", "holds for some", "too wide", "above", "below", "not comparable")

_MOST = 66
"""A range over this many people of 100 or more says little about any one of them: our choice."""

_NO_CODE = {
    "Program Manager and similar roles": "no occupation code of its own",
    "Technical Project Manager": "no occupation code of its own",
}
_NOT_COMPARABLE = {
    "Chief Technology Officer": (
        "Officers of large companies, paid partly in bonus and stock: these wages leave both "
        "out, and no code here is theirs."
    )
}
_LEVELS = {"entry", "mid", "senior"}


class Verdict(NamedTuple):
    """What a published distribution says about a claimed range."""

    verdict: str
    """One of ``VERDICTS``."""
    reason: str
    low: Percentile | None = None
    """Where the low end stands; None if not comparable."""
    high: Percentile | None = None
    """Where the high end stands; None if there is none."""


def check_claim(low: float, high: float | None, wages: Wages) -> Verdict:
    """Judge a claimed range of pay by a published distribution.

    Parameters
    ----------
    low : float
        Low end, in US dollars a year.
    high : float or None
        High end; None for "more than `low`".
    wages : Wages
        The yardstick.

    Returns
    -------
    Verdict
        ``above`` if the low end lies over the median (or, where there is no high end,
        over P90), ``below`` if the high end lies under it, ``too wide`` if an end lies
        beyond P10 or P90 or the range holds 66 people of 100 or more, ``holds for some``
        if there is no high end and fewer than half earn so much, else ``holds``.

    Raises
    ------
    PayError
        If an end is not above 0, or they stand in the wrong order.

    Examples
    --------
    >>> us = Wages("US", {10: 61_580, 25: 78_440, 50: 102_320, 75: 133_100, 90: 167_970})
    >>> check_claim(85_000, 130_000, us).verdict, check_claim(110_000, 170_000, us).verdict
    ('holds', 'above')
    >>> check_claim(150_000, None, us).reason
    'About 18 of 100 earn more than 150,000; the median is 102,320.'
    """
    low = amount(low, "low end", PayError, above=0)
    if high is None:
        return _open(low, wages)
    high = amount(high, "high end", PayError, above=0)
    if high < low:
        raise PayError(f"The high end {high:,.0f} lies below the low end {low:,.0f}; swap them.")
    first, last, median = wages.percentile(low), wages.percentile(high), wages.wage_at(50)
    where = f"from {_placed(low, first)} to {_placed(high, last)}; the median is {median:,.0f}."
    if low > median:
        return Verdict("above", f"More than half earn less than its low end: {where}", first, last)
    if high < median:
        return Verdict("below", f"More than half earn more than its high end: {where}", first, last)
    if first.low == 0 or last.high == 100 or last.low - first.high >= _MOST:
        least = last.low - first.high
        return Verdict("too wide", f"It holds {least:.0f} of 100 or more: {where}", first, last)
    share = last.low - first.high
    return Verdict("holds", f"It holds {share:.0f} of 100: {where}", first, last)


def verdicts(claims: pd.DataFrame, wages: Wages) -> pd.DataFrame:
    """Judge a table of claims by one distribution.

    Parameters
    ----------
    claims : pandas.DataFrame
        With the columns of the dataset ``article-salary-claims``.
    wages : Wages
        The yardstick for all of them.

    Returns
    -------
    pandas.DataFrame
        Indexed by claim: role, level, low_usd, high_usd, verdict, reason and caveat.

    Raises
    ------
    PayError
        If an end of a claim won't do; see :func:`check_claim`.

    Examples
    --------
    >>> claims = pd.DataFrame([("a", "Technical Project Manager", "entry", 42_000, 108_000)],
    ...     columns=["claim", "role", "level", "low_usd", "high_usd"])
    >>> us = Wages("US", {10: 61_580, 25: 78_440, 50: 102_320, 75: 133_100, 90: 167_970})
    >>> verdicts(claims, us)["verdict"].tolist()
    ['too wide']
    """
    rows = []
    for claim in claims.to_dict("records"):
        high = None if pd.isna(claim["high_usd"]) else float(claim["high_usd"])
        if claim["role"] in _NOT_COMPARABLE:
            found = Verdict("not comparable", _NOT_COMPARABLE[claim["role"]])
        else:
            found = check_claim(float(claim["low_usd"]), high, wages)
        rows.append((claim["claim"], claim["role"], claim["level"], claim["low_usd"], high,
                     found.verdict, found.reason, _caveat(claim)))  # fmt: skip
    names = ["claim", "role", "level", "low_usd", "high_usd", "verdict", "reason", "caveat"]
    table = pd.DataFrame(rows, columns=names).set_index("claim")
    return table.astype({"high_usd": "Float64"})


def _open(low: float, wages: Wages) -> Verdict:
    place, median = wages.percentile(low), wages.wage_at(50)
    if place.low >= 90:
        return Verdict("above", f"Fewer than 10 of 100 earn {low:,.0f} or more.", place)
    more = f"About {100 - place.low:.0f} of 100 earn more than {low:,.0f}"
    if place.low != place.high:
        more = f"{low:,.0f} lies {place}"
    word = "holds" if low <= median else "holds for some"
    return Verdict(word, f"{more}; the median is {median:,.0f}.", place)


def _placed(pay: float, place: Percentile) -> str:
    return f"{pay:,.0f} ({place})"


def _caveat(claim: Mapping[Any, Any]) -> str:
    said = [_NO_CODE[str(claim["role"])]] if claim["role"] in _NO_CODE else []
    if claim["level"] in _LEVELS:
        said.append("official wages know no levels")
    return "; ".join([*said, "the claim names no year and no source"])
