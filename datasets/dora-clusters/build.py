"""Rebuild data.csv from an extract of the source named on the card.

Keep a CSV with the columns of data.csv, then
    python datasets/dora-clusters/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, read_csv, run


def rows(source: Path) -> Iterator[Row]:
    """One row a cluster."""
    for given in read_csv(source):
        cells = {
            name.removesuffix("_percent") + "_pct" if name.endswith("_percent") else name: value
            for name, value in given.items()
        }
        cells["time_to_recover"] = (
            cells.pop("time_to_restore_or_recover", None) or cells["time_to_recover"]
        )
        cells["url"] = cells.pop("source_url", None) or cells["url"]
        shares = {name: float(value) for name, value in cells.items() if name.endswith("_pct")}
        yield cells | shares | {"report_year": int(cells["report_year"])}


if __name__ == "__main__":
    run(rows, __file__)
