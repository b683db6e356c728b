"""Rebuild data.csv from an extract of the regional price parities by state.

Keep a CSV with the columns state_fips, state_abbr, state_name, year and the five parities
(rpp_..._us_100), from the publisher's table SARPP, then
    python datasets/us-price-parities-state/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, number, read_csv, run


def rows(source: Path) -> Iterator[Row]:
    """One row a state."""
    for given in read_csv(source):
        yield {
            "state_fips": given["state_fips"],
            "state_abbr": given["state_abbr"],
            "state_name": given["state_name"],
            "year": int(given["year"]),
            **{name: number(text) for name, text in given.items() if name.startswith("rpp_")},
        }


if __name__ == "__main__":
    run(rows, __file__)
