"""Rebuild data.csv from a hand-kept list of figures.

There is no publisher's file: each figure was read where its row says. Keep a CSV with the
columns id, figure, value, unit, population, sample_size, year, source, url, checked_against, then
    python datasets/published-figures/build.py FILE
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, read_csv, run


def rows(source: Path) -> Iterator[Row]:
    """One row a figure; a remark in the unit, as in "percent (nine in ten)", gets its own cell."""
    for figure in read_csv(source):
        unit, _, remark = figure["unit"].partition(" (")
        checked, _, note = figure["checked_against"].partition(" (")
        remarks = [text.rstrip(")") for text in (remark, note) if text]
        yield {
            "id": figure["id"],
            "figure": figure["figure"],
            "value": float(figure["value"]),
            "unit": re.sub(r" of \d+$", "", unit),  # the number is the sample size
            "population": figure["population"],
            "sample_size": int(figure["sample_size"]) if figure["sample_size"] else None,
            "year": int(figure["year"]),
            "source": figure["source"],
            "url": figure["url"],
            "checked_against": checked,
            "remark": "; ".join(remarks) or figure.get("remark") or None,
        }


if __name__ == "__main__":
    run(rows, __file__)
