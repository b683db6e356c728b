"""Pay: an offer or a claim beside official wages, after prices of its time and place.

No occupation code means technical project manager. 13-1082, project management
specialists, is used unless another is named; it is a proxy. Official wages are
straight-time pay of employees before tax, without bonus and stock.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from tpmlab.amounts import amount
from tpmlab.career.pay import official, prices
from tpmlab.career.pay.claims import check_claim, verdicts
from tpmlab.career.pay.distribution import Wages
from tpmlab.career.pay.errors import PayError

if TYPE_CHECKING:
    from tpmlab.pictures import Picture

__all__ = [
    "PayError",
    "Wages",
    "check_claim",
    "check_claims",
    "claims_picture",
    "compare_offers",
    "filed_wages",
    "in_dollars_of",
    "price_levels",
    "real_growth",
    "wages",
]

PROJECT_MANAGERS = "13-1082"
LATEST = "2026-08"
"""The last month of the price index."""


def wages(
    place: str = "United States",
    *,
    year: int | None = None,
    occupation: str = PROJECT_MANAGERS,
    industry: str | None = None,
) -> Wages:
    """Find the official wages of an occupation.

    Parameters
    ----------
    place : str
        "United States", a state, or a city with a metropolitan area of its name.
    year : int, optional
        May of this year: 2020 to 2025 for the United States (13-1082 from 2021), 2025 for
        every other place. The latest if left out.
    occupation : str
        Code or official title, such as ``"11-3021"`` or ``"Software Developers"``.
    industry : str, optional
        Name or code of an industry, for the United States of 2025 only.

    Returns
    -------
    Wages
        P10, P25, median, P75 and P90 where they are published.

    Raises
    ------
    PayError
        If there are no such wages; the message names the nearest names or years.

    References
    ----------
    .. [1] US Bureau of Labor Statistics, Occupational Employment and Wage Statistics,
       https://www.bls.gov/oes/tables.htm.

    Examples
    --------
    >>> str(wages("Denver").percentile(104_000)), wages(year=2021).wage_at(50)
    ('P38', 94500.0)
    >>> wages("Denvr")
    Traceback (most recent call last):
        ...
    tpmlab.career.pay.errors.PayError: There are no wages for 'Denvr'; the nearest is Denver, CO.
    """
    code, found = official.named(occupation), official.place_of(place)
    if industry is None:
        return official.in_place(found, code, year)
    if found.kind != "nation":
        raise PayError(
            f"Wages by place and industry at once are not published: leave out '{industry}' or "
            f"'{place}'."
        )
    return official.in_industry(industry, code, year)


def filed_wages(title: str, part: str | None = None) -> Wages:
    """Find what employers filed for foreign workers under a family of job titles.

    Parameters
    ----------
    title : str
        Such as ``"Technical Program Manager"``.
    part : str, optional
        A state's postal code, or ``"senior+"``, ``"unmarked"``, ``"junior"``: a word in the
        title.

    Returns
    -------
    Wages
        Of certified filings, October to December 2023; `count` is their number.

    Raises
    ------
    PayError
        If nothing is filed under that title or part.

    Notes
    -----
    A filed wage is the least that an employer promises, not what was paid; filers are not
    all employers, and two of them file about half of the technical program managers.

    References
    ----------
    .. [1] US Department of Labor, Office of Foreign Labor Certification, LCA disclosure
       data, https://www.dol.gov/agencies/eta/foreign-labor/performance.

    Examples
    --------
    >>> [filed_wages(title).wage_at(50) for title in
    ...  ("Technical Program Manager", "Technical Project Manager")]
    [170000.0, 110000.0]
    """
    return official.filed(title, part)


def in_dollars_of(pay: float, since: int | str, until: int | str) -> float:
    """Say what a pay of one time would be in dollars of another.

    Parameters
    ----------
    pay : float
        US dollars a year.
    since, until : int or str
        When it is paid, and whose dollars are wanted: a month as ``"2026-08"``, or a year
        for its May, the month of the official wages.

    Returns
    -------
    float
        US dollars a year that buy as much at `until` as `pay` at `since`.

    Raises
    ------
    PayError
        If the pay is not above 0 or there are no prices for one of the times.

    References
    ----------
    .. [1] US Bureau of Labor Statistics, Consumer Price Index, CPI-U, US city average, all
       items, https://www.bls.gov/cpi/.

    Examples
    --------
    >>> round(in_dollars_of(104_000, "2026-08", 2025))
    99804
    """
    return amount(pay, "pay", PayError, above=0) * prices.factor(
        official.price_index(), since, until
    )


def real_growth(before: float, after: float, since: int | str, until: int | str) -> float:
    """Say how much more a later pay buys than an earlier one, of the basket of all city households.

    Parameters
    ----------
    before, after : float
        US dollars a year, each of its own time.
    since, until : int or str
        Their times, as in :func:`in_dollars_of`.

    Returns
    -------
    float
        0.02 is two per cent more to buy with, -0.02 two per cent less.

    Raises
    ------
    PayError
        If a pay is not above 0 or there are no prices for one of the times.

    Examples
    --------
    >>> round(real_growth(96_000, 104_000, 2023, "2026-08"), 3)
    -0.016
    """
    return prices.growth(before, after, prices.factor(official.price_index(), since, until))


def price_levels(*places: str) -> pd.DataFrame:
    """Set the price levels of places side by side.

    Parameters
    ----------
    *places : str
        States or cities.

    Returns
    -------
    pandas.DataFrame
        A row a place, the United States being 100, in 2023: `all_items`, and of it
        `goods`, `housing` (rents, also for owners), `utilities`, `other_services`. Taxes
        are in none of them.

    Raises
    ------
    PayError
        If a place is unknown or has no price level.

    References
    ----------
    .. [1] US Bureau of Economic Analysis, Regional Price Parities,
       https://www.bea.gov/data/prices-inflation/regional-price-parities-state-and-metro-area.

    Examples
    --------
    >>> price_levels("Denver", "San Jose")["housing"].tolist()
    [146.15, 213.01]
    """
    return pd.DataFrame([official.parities(official.place_of(place)) for place in places])


def compare_offers(
    offers: Mapping[str, float],
    *,
    when: int | str = LATEST,
    occupation: str = PROJECT_MANAGERS,
) -> pd.DataFrame:
    """Compare offers in several places.

    Parameters
    ----------
    offers : mapping from str to float
        US dollars a year by place.
    when : int or str
        When they are made, as in :func:`in_dollars_of`.
    occupation : str
        Code or official title.

    Returns
    -------
    pandas.DataFrame
        A row an offer, in whole dollars: `pay_usd`; `may_2025_usd`, the same in dollars of
        the month of the wages; `median_usd` there and then; `percentile` of the offer;
        `price_level` (US = 100, of 2023); `at_us_prices_usd`, what it buys at average prices; and
        `as_the_first_usd`, the pay that would buy as much here as the first offer there.

    Raises
    ------
    PayError
        If there are no offers, a place is unknown or has no price level, or a pay is not
        above 0.

    Examples
    --------
    >>> both = compare_offers({"Denver": 104_000, "San Jose": 128_000})
    >>> both["percentile"].tolist(), both["at_us_prices_usd"].tolist()
    (['P35', 'P41'], [98588, 113405])
    """
    if not offers:
        raise PayError("There are no offers; give at least one, such as {'Denver': 104_000}.")
    rows = []
    for place, pay in offers.items():
        then = in_dollars_of(pay, when, 2025)
        here = wages(place, occupation=occupation)
        level = float(price_levels(place)["all_items"].iloc[0])
        rows.append((place, float(pay), then, here.wage_at(50), str(here.percentile(then)), level,
                     pay / level * 100))  # fmt: skip
    names = ["place", "pay_usd", "may_2025_usd", "median_usd", "percentile", "price_level",
             "at_us_prices_usd"]  # fmt: skip
    table = pd.DataFrame(rows, columns=names).set_index("place")
    first = table["at_us_prices_usd"].iloc[0]
    table["as_the_first_usd"] = first * table["price_level"] / 100
    money = [name for name in table.columns if name.endswith("_usd")]
    table[money] = table[money].round(0).astype("int64")
    return table


def check_claims(*, year: int = 2025, occupation: str = PROJECT_MANAGERS) -> pd.DataFrame:
    """Judge every salary claim of the articles this course started from by official wages.

    Parameters
    ----------
    year : int
        May of this year.
    occupation : str
        Code or official title of the yardstick: there is none for the role itself.

    Returns
    -------
    pandas.DataFrame
        Indexed by claim: role, level, both ends, `verdict`, `reason` and `caveat`.

    Raises
    ------
    PayError
        If there are no such wages.

    Examples
    --------
    >>> check_claims()["verdict"].tolist()
    ['holds', 'holds for some', 'above', 'not comparable', 'too wide', 'too wide', 'too wide']
    """
    yardstick = wages(year=year, occupation=occupation)
    return verdicts(official.table_named("article-salary-claims"), yardstick)


def claims_picture(*, year: int = 2025, occupation: str = PROJECT_MANAGERS) -> Picture:
    """Draw the claims over the official distribution they are judged by.

    Parameters
    ----------
    year : int
        May of this year.
    occupation : str
        Code or official title of the yardstick.

    Returns
    -------
    Picture
        A bar a claim with its verdict; its words name each.

    Raises
    ------
    PayError
        If there are no such wages.

    Examples
    --------
    >>> claims_picture().alt[:60]
    '7 claims over Project Management Specialists, United States,'
    """
    from tpmlab.career.pay.pictures import claims_picture as draw  # it loads matplotlib

    table = check_claims(year=year, occupation=occupation)
    return draw(table, wages(year=year, occupation=occupation))
