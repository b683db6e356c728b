"""Rebuild data.csv from a hand-kept list of published figures on pay.

There is no publisher's file: each figure was read where its row says. Keep a CSV with the columns
figure_id, publisher, publication, edition_or_period, published_date, geography, population,
statistic, value, unit and source_url, then
    python datasets/pay-published-figures/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, number, read_csv, run

CAVEATS = {
    "Project Management Institute": (
        "people who chose to answer their own institute; read in a press release or trade news, "
        "not in the report; holders and others differ in more than the certificate, so a gap is "
        "not its effect"
    ),
    "Certification Magazine": (
        "certificate holders who chose to answer a magazine; others answer each year"
    ),
    "US Bureau of Labor Statistics": (
        "official estimate, for comparison: employees only, without bonus and stock"
    ),
}


def rows(source: Path) -> Iterator[Row]:
    """One row a figure; what to mind is added by its survey."""
    for given in read_csv(source):
        yield {
            "id": given.get("figure_id") or given["id"],
            "figure": given.get("statistic") or given["figure"],
            "value": number(given["value"]),
            "unit": given["unit"].replace("usd_per_year", "USD per year"),
            "population": given["population"],
            "geography": given["geography"],
            "publisher": given["publisher"],
            "publication": given["publication"],
            "edition": given.get("edition_or_period") or given["edition"],
            "published": given.get("published_date") or given["published"],
            "read_in": given.get("source_url") or given["read_in"],
            "caveat": CAVEATS[given["publisher"]],
        }


if __name__ == "__main__":
    run(rows, __file__)
