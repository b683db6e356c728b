"""Rebuild data.csv from an extract of the consumer price index, by year.

Keep a CSV with the columns year, cpi_u_annual_avg_index_1982_84_100 (the publisher's average, or a
mean of the months), inflation_yoy_pct, months_available, cpi_u_may_index_1982_84_100 and
to_2025_dollars_factor, from series CUUR0000SA0, then
    python datasets/us-consumer-prices/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, number, read_csv, run

INDICES = (
    "cpi_u_annual_avg_index_1982_84_100",
    "cpi_u_may_index_1982_84_100",
    "inflation_yoy_pct",
)


def rows(source: Path) -> Iterator[Row]:
    """One row a year."""
    for given in read_csv(source):
        months = int(given["months_available"])
        yield {
            "year": int(given["year"]),
            **{name: number(given[name]) for name in INDICES},
            "months_available": months,
            "to_2025_dollars_factor": number(given["to_2025_dollars_factor"]),
        }


if __name__ == "__main__":
    run(rows, __file__)
