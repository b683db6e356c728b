"""Rebuild data.csv from an extract of the source named on the card.

Keep a CSV with the columns of data.csv, then
    python datasets/github-status-incidents/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, read_csv, run, whole


def rows(source: Path) -> Iterator[Row]:
    """One row an announcement."""
    for given in read_csv(source):
        yield {
            "incident_id": int(given["incident_id"]),
            "impact": given["impact"],
            "component_count": int(given["component_count"]),
            "started_at": given.get("started_at_utc") or given["started_at"],
            "duration_min": whole(given["duration_min"]),
            "first_identified_min": whole(given["first_identified_min"]),
            "first_monitoring_min": whole(given["first_monitoring_min"]),
            "update_count": whole(given["update_count"]),
        }


if __name__ == "__main__":
    run(rows, __file__)
