"""Rebuild data.csv from the yearly tables of the Government Major Projects Portfolio.

Put into one folder, under these names,
  df_2014.csv … df_2017.csv, df_2019.csv … df_2023.csv   (data/raw_data/transposed_data) and
  uk_2018.csv   (data/raw_data), both of github.com/rauschgold/ds-bootcamp-capstone-project,
  commit ff3d3a6, which carry the departments' own columns, and
  GMPP_Government_Major_Projects_Portfolio_AR_Data_March_2022.csv and
  GMPP_Government_Major_Projects_Portofolio_AR_Data_March_2023.csv, as published (for the ids), then
    python datasets/uk-major-projects/build.py FOLDER
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tpmlab.authoring.rebuild import Row, run

SNAPSHOTS = {
    **{year: date(year - 1, 9, 30) for year in range(2014, 2021)},
    **{year: date(year, 3, 31) for year in range(2021, 2024)},
}
ID_FILES = {
    2022: "GMPP_Government_Major_Projects_Portfolio_AR_Data_March_2022.csv",
    2023: "GMPP_Government_Major_Projects_Portofolio_AR_Data_March_2023.csv",
}
# "Amber/Red" must be tried before "Amber".
RATINGS = ("Amber/Green", "Amber/Red", "Green", "Amber", "Red", "Reset", "Exempt")
DATE_FORMS = ("%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d")


@dataclass(frozen=True)
class Columns:
    """Where a year's table has what; the headings change from year to year."""

    project: int
    department: int
    category: int | None
    ratings: list[int]
    start: int
    end: int
    baseline: int
    forecast: int
    whole_life: int
    benefits: int | None


def rows(source: Path) -> Iterator[Row]:
    """One row a project and publication, in the order published."""
    for year, snapshot in SNAPSHOTS.items():
        name = "uk_2018.csv" if year == 2018 else f"df_{year}.csv"
        header, *table = _read(source / name)
        columns = _columns(header)
        ids = _ids(source / ID_FILES[year]) if year in ID_FILES else {}
        for cells in table:
            project = _words(cells[columns.project])
            if project and not project.startswith("Unnamed"):  # the carrier's empty last rows
                about = {
                    "publication_year": year,
                    "snapshot_date": snapshot,
                    "gmpp_id": ids.get(project),
                    "project": project,
                }
                yield {**about, **_row(cells, columns), "scale": _scale(year)}


def _scale(year: int) -> str:
    return "three_point" if year >= 2022 else "five_point"


def _row(cells: list[str], columns: Columns) -> Row:
    start, end = _day(cells[columns.start]), _day(cells[columns.end])
    baseline, forecast = _money(cells[columns.baseline]), _money(cells[columns.forecast])
    ratings = [_rating(cells[place]) for place in columns.ratings]
    by_owner = len(ratings) > 1 and not ratings[0] and ratings[1]
    return {
        "department": _words(cells[columns.department]),
        "category": _cell(cells, columns.category) or None,
        "delivery_confidence": next(filter(None, ratings), "Not rated"),
        "rated_by": "SRO" if by_owner else "IPA/MPA",
        "start_date": start,
        "end_date": end,
        "fy_baseline_gbp_m": baseline,
        "fy_forecast_gbp_m": forecast,
        "fy_variance_pct": _variance(baseline, forecast),
        "whole_life_cost_gbp_m": _money(cells[columns.whole_life]),
        "baseline_benefits_gbp_m": _money(_cell(cells, columns.benefits)),
        "planned_duration_days": (end - start).days if start and end else None,
    }


def _columns(header: list[str]) -> Columns:
    titles = [_words(title).lower() for title in header]

    def places(fits: Callable[[str], bool]) -> list[int]:
        words = ("narrative", "comment")
        return [
            place
            for place, title in enumerate(titles)
            if fits(title) and not any(word in title for word in words)
        ]

    def one(fits: Callable[[str], bool]) -> int:
        return places(fits)[0]

    def whole_life(title: str) -> bool:
        return "whole life" in title or "wlc" in title

    category = places(lambda title: title == "annual report category")
    benefits = places(lambda title: "baseline benefits" in title)
    return Columns(
        project=one(lambda title: title == "project_name"),
        department=one(lambda title: title == "department"),
        category=category[0] if category else None,
        ratings=places(lambda title: "rating" in title or "delivery confidence" in title),
        start=one(lambda title: re.search(r"start[ _]date", title) is not None),
        end=one(lambda title: re.search(r"end[ _]date", title) is not None),
        baseline=one(
            lambda title: (
                re.search("baseline|budget", title) is not None
                and not whole_life(title)
                and "variance" not in title
            )
        ),
        forecast=one(lambda title: "forecast" in title and "variance" not in title),
        whole_life=one(whole_life),
        benefits=benefits[0] if benefits else None,
    )


def _read(path: Path) -> list[list[str]]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    return list(csv.reader(text.splitlines(keepends=True)))


def _ids(path: Path) -> dict[str, str]:
    """Portfolio id by project name, as the published table has both."""
    return {_words(cells[1]): cells[0].strip() for cells in _read(path)[1:] if len(cells) > 1}


def _cell(cells: list[str], place: int | None) -> str:
    return "" if place is None else _words(cells[place])


def _words(text: str) -> str:
    return " ".join(text.split())


def _money(text: str) -> float | None:
    """Millions of pounds; None where a reason for withholding stands instead."""
    plain = _words(text).replace(",", "").replace("Ł", "").replace("£", "")
    match = re.fullmatch(r"(-?) ?(\d+(?:\.\d+)?) ?m?", plain)
    return round(float(match[1] + match[2]), 4) if match else None


def _variance(baseline: float | None, forecast: float | None) -> float | None:
    if not baseline or forecast is None:
        return None
    return round(100 * (forecast - baseline) / baseline, 2)


def _rating(text: str) -> str:
    plain = "".join(text.split()).lower()
    found = [rating for rating in RATINGS if plain.startswith(rating.lower())]
    if found:
        return found[0]
    if "exempt" in plain:
        return "Exempt"
    return "Not rated" if plain else ""


def _day(text: str) -> date | None:
    for form in DATE_FORMS:
        try:
            return datetime.strptime(_words(text), form).date()
        except ValueError:
            continue
    return None


if __name__ == "__main__":
    run(rows, __file__)
