"""Rebuild data.csv from an extract of the source named on the card.

Keep a CSV with the columns of data.csv, then
    python datasets/published-incidents/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, read_csv, run, whole


def rows(source: Path) -> Iterator[Row]:
    """One row an incident."""
    for given in read_csv(source):
        yield {
            "id": given["id"],
            "organisation": given["organisation"],
            "start_date": given["start_date"],
            "cause_category": given["cause_category"],
            "change_triggered": given["change_triggered"] in ("yes", "true"),
            "trigger": given.get("trigger_own_words") or given["trigger"],
            "duration_min": whole(given["duration_min"]),
            "duration_precision": given["duration_precision"],
            "scope": given.get("scope_own_words") or given.get("scope"),
            "url": given.get("source_url") or given["url"],
            "confidence": given["confidence"],
        }


if __name__ == "__main__":
    run(rows, __file__)
