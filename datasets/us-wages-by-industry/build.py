"""Rebuild data.csv from an extract of the wage series by industry of May 2025.

The extract keeps the publisher's numbers under names with units: occ_code is soc_code, tot_emp
employment_count, a_mean annual_mean_wage_usd, a_pct10 annual_p10_wage_usd, and so on; "*"
(withheld) and "#" (above the ceiling) are empty cells. The card names the publisher's and the
carriers' files. Keep a CSV with the columns year, industry_code, industry_name, industry_level,
is_sector, soc_code, soc_title, employment_count, employment_rse_pct, mean_wage_rse_pct and the
six wages, then
    python datasets/us-wages-by-industry/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, number, read_csv, run, whole


def rows(source: Path) -> Iterator[Row]:
    """One row an industry and occupation."""
    for given in read_csv(source):
        yield {
            "year": int(given["year"]),
            "industry_code": given["industry_code"],
            "industry_name": given["industry_name"],
            "industry_level": int(given["industry_level"]),
            "is_sector": given["is_sector"].lower() == "true",
            "soc_code": given["soc_code"],
            "soc_title": given["soc_title"],
            "employment_count": whole(given["employment_count"]),
            "employment_rse_pct": number(given["employment_rse_pct"]),
            "mean_wage_rse_pct": number(given["mean_wage_rse_pct"]),
            **{name: whole(text) for name, text in given.items() if name.startswith("annual_")},
        }


if __name__ == "__main__":
    run(rows, __file__)
