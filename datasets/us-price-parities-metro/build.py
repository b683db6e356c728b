"""Rebuild data.csv from an extract of the regional price parities by metro area.

Keep a CSV with the columns cbsa_code, metro_name, year and the five parities (rpp_..._us_100),
from the publisher's table MARPP, then
    python datasets/us-price-parities-metro/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, number, read_csv, run


def rows(source: Path) -> Iterator[Row]:
    """One row an area."""
    for given in read_csv(source):
        yield {
            "cbsa_code": given["cbsa_code"],
            "metro_name": given["metro_name"],
            "year": int(given["year"]),
            **{name: number(text) for name, text in given.items() if name.startswith("rpp_")},
        }


if __name__ == "__main__":
    run(rows, __file__)
