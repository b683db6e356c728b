"""Rebuild data.csv from a summary of certified labour condition applications.

The summary sorts the filed job titles into families and takes percentiles of the annual wage; the
filings themselves, with the employers' names, are not passed on. Keep a CSV with the columns
fiscal_quarter, title_family, breakdown, breakdown_value, filings_count, employers_count, the five
percentiles (p10_annual_wage_usd and so on) and median_prevailing_wage_usd, then
    python datasets/us-filed-wages/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, read_csv, run, whole


def rows(source: Path) -> Iterator[Row]:
    """One row a title family and part of it."""
    for given in read_csv(source):
        yield {
            "fiscal_quarter": given["fiscal_quarter"],
            "title_family": given["title_family"],
            "breakdown": given["breakdown"],
            "breakdown_value": given["breakdown_value"],
            "filings_count": int(given["filings_count"]),
            "employers_count": int(given["employers_count"]),
            **{name: whole(text) for name, text in given.items() if name.endswith("_wage_usd")},
        }


if __name__ == "__main__":
    run(rows, __file__)
