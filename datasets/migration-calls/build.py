"""Rebuild data.csv from a hand-kept list of the pairs.

The card says where it comes from. Keep a CSV with its columns, then
    python datasets/migration-calls/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, read_csv, run


def rows(source: Path) -> Iterator[Row]:
    """One row a pair of services."""
    for given in read_csv(source):
        yield {
            "caller": given["caller"],
            "called": given["called"],
            "calls_per_day": int(given["calls_per_day"]),
        }


if __name__ == "__main__":
    run(rows, __file__)
