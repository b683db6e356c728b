"""Rebuild data.csv from the carrier's copy of the IT Dashboard's "Projects" feed.

Get data/Projects_CW1_clean.csv of github.com/regmeg/data_visualisation, commit b21b908, then
    python datasets/us-it-dashboard-2012/build.py Projects_CW1_clean.csv
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tpmlab.authoring.rebuild import Row, read_csv, run

NAME_LENGTH = 160


def rows(source: Path) -> Iterator[Row]:
    """One row a project; overruns are recomputed, positive is late or dear."""
    for given in read_csv(source):
        start = _day(given["Start Date"])
        planned = _day(given["Planned Project Completion Date (B2)"])
        expected = _day(given["Projected/Actual Project Completion Date (B2)"])
        planned_cost = _number(given["Planned Cost ($ M)"])
        expected_cost = _number(given["Projected/Actual Cost ($ M)"])
        yield {
            "unique_investment_id": given["Unique Investment Identifier"],
            "agency_code": given["Agency Code"],
            "agency": given["Agency Name"],
            "investment_title": given["Investment Title"].strip(),
            "project_id": int(given["Project ID"].replace(",", "")),
            "project_name": " ".join(given["Project Name"].split())[:NAME_LENGTH].strip(),
            "start_date": start,
            "completion_date_b1": _day(given["Completion Date (B1)"]),
            "planned_completion_b2": planned,
            "projected_actual_completion_b2": expected,
            "planned_duration_days": (planned - start).days if planned and start else None,
            "schedule_overrun_days": (expected - planned).days if expected and planned else None,
            "lifecycle_cost_usd_m": _number(given["Lifecycle Cost($M)"]),
            "planned_cost_usd_m": planned_cost,
            "projected_actual_cost_usd_m": expected_cost,
            "cost_overrun_pct": _overrun(planned_cost, expected_cost),
            "updated_date": _day(given["Updated Date"]),
        }


def _day(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _number(text: str) -> float | None:
    return float(text.replace(",", "")) if text else None


def _overrun(planned: float | None, expected: float | None) -> float | None:
    if not planned or expected is None:
        return None
    return round(100 * (expected - planned) / planned, 2)


if __name__ == "__main__":
    run(rows, __file__)
