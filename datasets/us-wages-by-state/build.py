"""Rebuild data.csv from an extract of the wage series by state of May 2025.

The extract keeps the publisher's numbers under names with units: occ_code is soc_code, tot_emp
employment_count, a_mean annual_mean_wage_usd, a_pct10 annual_p10_wage_usd, and so on; "*"
(withheld) and "#" (above the ceiling) are empty cells. The card names the publisher's and the
carriers' files. Keep a CSV with the columns year, state_fips, state_abbr, state_name, soc_code,
soc_title, employment_count, employment_rse_pct, mean_wage_rse_pct, the six wages,
employment_per_1000_jobs and location_quotient, then
    python datasets/us-wages-by-state/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, number, read_csv, run, whole


def rows(source: Path) -> Iterator[Row]:
    """One row a state and occupation."""
    for given in read_csv(source):
        yield {
            "year": int(given["year"]),
            "state_fips": given["state_fips"],
            "state_abbr": given["state_abbr"],
            "state_name": given["state_name"],
            "soc_code": given["soc_code"],
            "soc_title": given["soc_title"],
            "employment_count": whole(given["employment_count"]),
            "employment_rse_pct": number(given["employment_rse_pct"]),
            "mean_wage_rse_pct": number(given["mean_wage_rse_pct"]),
            **{name: whole(text) for name, text in given.items() if name.startswith("annual_")},
            "employment_per_1000_jobs": number(given["employment_per_1000_jobs"]),
            "location_quotient": number(given["location_quotient"]),
        }


if __name__ == "__main__":
    run(rows, __file__)
