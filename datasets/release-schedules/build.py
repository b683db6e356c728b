"""Rebuild data.csv from an extract of the projects' schedule documents.

There is no single publisher's file: the extract holds, for each milestone, the first date that
was ever committed to the project's own schedule and the day it came. The card names the
documents and the commits. Keep a CSV with the columns project, release, milestone, kind,
planned_date, planned_recorded_on, actual_date, replans, plan_30d_before_actual, source_url and
note, then
    python datasets/release-schedules/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tpmlab.authoring.rebuild import Row, read_csv, run


def rows(source: Path) -> Iterator[Row]:
    """One row a milestone whose first plan was recorded before the planned day."""
    for given in read_csv(source):
        planned = date.fromisoformat(given["planned_date"])
        recorded = date.fromisoformat(given["planned_recorded_on"])
        actual = date.fromisoformat(given["actual_date"])
        late_plan = given["plan_30d_before_actual"]
        if recorded >= planned:
            continue
        yield {
            "project": given["project"],
            "release": given["release"],
            "milestone": given["milestone"],
            "kind": given["kind"],
            "planned_date": planned,
            "planned_recorded_on": recorded,
            "actual_date": actual,
            "slip_days": (actual - planned).days,
            "replans": int(given["replans"]),
            "plan_30d_before_actual": late_plan,
            "slip_vs_30d_plan_days": (
                (actual - date.fromisoformat(late_plan)).days if late_plan else None
            ),
            "source_url": given["source_url"],
            "note": given["note"],
        }


if __name__ == "__main__":
    run(rows, __file__)
