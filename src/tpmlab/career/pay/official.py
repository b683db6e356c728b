"""Pick wages, prices and claims out of the official tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any

import pandas as pd

from tpmlab.career.pay.distribution import Wages
from tpmlab.career.pay.errors import PayError
from tpmlab.career.pay.places import Place, find_place
from tpmlab.data import load

__all__ = ["filed", "in_industry", "in_place", "metro_names", "named", "parities", "place_of"]

_COLUMNS = {10: "p10", 25: "p25", 50: "median", 75: "p75", 90: "p90"}
_CEILINGS = {2020: 208_000.0, 2021: 208_000.0, 2022: 239_200.0, 2023: 239_200.0, 2024: 239_200.0}
"""Highest wage that the publisher printed, by year; from 2025 on every percentile is printed."""


def in_place(place: Place, occupation: str, year: int | None) -> Wages:
    """Find the wages of an occupation in a place; by year for the nation, 2025 elsewhere."""
    if place.kind == "nation":
        table = _of(table_named("us-wages-by-year"), occupation)
        row = _of_year(table, year, "the United States")
        return _wages(row, f"{row['soc_title']}, United States, May {row['year']}")
    name = "state" if place.kind == "state" else "metro"
    key = "state_abbr" if place.kind == "state" else "cbsa_code"
    table = _of(table_named(f"us-wages-by-{name}"), occupation)
    table = table[(table[key] == place.key).fillna(False)]
    if table.empty:
        raise PayError(f"No wages of {occupation} are published for {place.name}; take its state.")
    row = _of_year(table, year, place.name)
    return _wages(row, f"{row['soc_title']}, {place.name}, May {row['year']}")


def in_industry(industry: str, occupation: str, year: int | None) -> Wages:
    """Find the wages of an occupation in an industry of the nation, by its code or name."""
    table = _of(table_named("us-wages-by-industry"), occupation)
    wanted = str(industry).strip().casefold()
    code = table["industry_code"].str.casefold() == wanted
    mine = table[code] if code.any() else table[table["industry_name"].str.casefold() == wanted]
    if mine.empty:
        close = _close(wanted, table["industry_name"])
        raise PayError(f"There is no industry '{industry}'; {close}.")
    row = _of_year(mine.sort_values("industry_level").head(1), year, str(industry))
    return _wages(row, f"{row['soc_title']}, {row['industry_name']}, US, May {row['year']}")


def filed(title: str, part: str | None) -> Wages:
    """Find the wages filed under a family of titles, whole or for a state or seniority."""
    table = table_named("us-filed-wages")
    families = table["title_family"].unique()
    found = next((one for one in families if one.casefold() == str(title).strip().casefold()), None)
    if found is None:
        raise PayError(f"No wages are filed under '{title}'; {_close(str(title), families)}.")
    mine = table[table["title_family"] == found]
    parts = mine.set_index("breakdown_value")
    wanted = "all" if part is None else str(part)
    if wanted not in parts.index:
        known = mine["breakdown_value"][mine["breakdown"].isin(["seniority_in_title"])]
        raise PayError(
            f"There is no part '{part}' of {found}; take a state's postal code with five filings "
            f"or more, or {', '.join(known)}."
        )
    row = parts.loc[wanted]
    points = {n: float(row[f"{name}_annual_wage_usd"]) for n, name in _COLUMNS.items()}
    label = f"filed as {found}" + ("" if part is None else f" ({part})")
    return Wages(f"{label}, October to December 2023", points, count=int(row["filings_count"]))


def parities(place: Place) -> pd.Series:
    """Find a place's price levels of 2023, by what is bought."""
    kind = "metro" if place.kind == "metro" else "state"
    table = table_named(f"us-price-parities-{kind}")
    key = "cbsa_code" if kind == "metro" else "state_abbr"
    mine = table[table[key] == place.key]
    if mine.empty:
        state = place.name.rpartition(", ")[2].partition("-")[0]
        raise PayError(
            f"There is no price level for {place.name}, whose borders have changed since; take its "
            f"state: '{state}'."
        )
    row = mine.iloc[0]
    names = [name for name in mine.columns if name.startswith("rpp_")]
    short = [name.removeprefix("rpp_").removesuffix("_us_100") for name in names]
    return pd.Series(row[names].to_numpy(float), index=short, name=place.name)


@cache
def price_index() -> Mapping[str, float]:
    """Consumer prices by month; before 2019 the Mays only."""
    months = table_named("us-consumer-prices-monthly")
    years = table_named("us-consumer-prices")
    values = dict(zip(months["month"].dt.strftime("%Y-%m"), months.iloc[:, 1], strict=True))
    mays = zip(years["year"], years["cpi_u_may_index_1982_84_100"], strict=True)
    early = {f"{year}-05": float(level) for year, level in mays if f"{year}-05" not in values}
    return dict(sorted({**early, **values}.items()))


def place_of(text: str) -> Place:
    """Find a place by name among those with published wages."""
    return find_place(text, _states(), metro_names())


@cache
def metro_names() -> Mapping[str, str]:
    """Metropolitan areas: name by code."""
    table = table_named("us-wages-by-metro").dropna(subset=["cbsa_code"])
    return dict(zip(table["cbsa_code"], table["area_title"], strict=True))


@cache
def _states() -> Mapping[str, str]:
    table = table_named("us-wages-by-state")
    return dict(zip(table["state_abbr"], table["state_name"], strict=True))


def named(occupation: str) -> str:
    """Find the code of an occupation given by its code or official title."""
    table = table_named("us-wages-by-year").drop_duplicates("soc_code")
    wanted = str(occupation).strip().casefold()
    for code, title in zip(table["soc_code"], table["soc_title"], strict=True):
        if wanted in (code, title.casefold()):
            return str(code)
    raise PayError(f"There is no occupation '{occupation}'; {_close(wanted, table['soc_title'])}.")


@cache
def table_named(name: str) -> pd.DataFrame:
    """Load a dataset once; nobody here changes it."""
    return load(name)


def _of(table: pd.DataFrame, occupation: str) -> pd.DataFrame:
    mine = table[table["soc_code"] == occupation]
    if mine.empty:
        known = ", ".join(sorted(table["soc_code"].unique()))
        raise PayError(f"This table has no wages of {occupation}; it has {known}.")
    return mine


def _of_year(table: pd.DataFrame, year: int | None, where: str) -> pd.Series:
    years = sorted(table["year"].tolist())
    wanted = years[-1] if year is None else year
    if wanted not in years:
        known = f"May {years[0]}" + (f" to May {years[-1]}" if len(years) > 1 else " only")
        raise PayError(f"Wages of {where} are here for {known}; leave the year {year} out.")
    return table[table["year"] == wanted].iloc[0]


def _wages(row: pd.Series, label: str) -> Wages:
    cells = {number: row[f"annual_{name}_wage_usd"] for number, name in _COLUMNS.items()}
    points = {number: float(value) for number, value in cells.items() if not pd.isna(value)}
    if len(points) < 2:
        raise PayError(
            f"The publisher withheld the wages of {label}; take the state or the nation."
        )
    capped = 90 not in points or 75 not in points
    ceiling = _CEILINGS.get(int(row["year"])) if capped else None
    jobs = row["employment_count"]
    return Wages(label, points, ceiling, 0 if pd.isna(jobs) else int(jobs))


def _close(wanted: str, names: Sequence[str] | Any) -> str:
    known = {str(name).casefold(): str(name) for name in names}
    found = get_close_matches(wanted.casefold(), known, n=3, cutoff=0.4)
    shown = [known[name] for name in found] or list(known.values())[:3]
    return f"the nearest names are {', '.join(repr(name) for name in shown)}"
