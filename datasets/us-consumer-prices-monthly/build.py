"""Rebuild data.csv from an extract of the consumer price index, by month.

Keep a CSV with the columns year, month (1 to 12) and cpi_u_index_1982_84_100, from series
CUUR0000SA0, then
    python datasets/us-consumer-prices-monthly/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, number, read_csv, run


def rows(source: Path) -> Iterator[Row]:
    """One row a month that was published."""
    for given in read_csv(source):
        month = f"{given['year']}-{int(given['month']):02d}" if "year" in given else given["month"]
        yield {
            "month": month,
            "cpi_u_index_1982_84_100": number(given["cpi_u_index_1982_84_100"]),
        }


if __name__ == "__main__":
    run(rows, __file__)
