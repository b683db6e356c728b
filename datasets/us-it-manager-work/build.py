"""Rebuild data.csv from an extract of the O*NET ratings of one occupation.

Keep a CSV with the columns domain, element_id, element_name, importance_1_5, level_0_7,
respondents_count and updated_month, from the tables Work Activities, Skills, Knowledge and
Work Styles of the O*NET database, occupation 15-1299.09, then
    python datasets/us-it-manager-work/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, number, read_csv, run


def rows(source: Path) -> Iterator[Row]:
    """One row an element of the work."""
    for given in read_csv(source):
        yield {
            "domain": given["domain"],
            "element_id": given["element_id"],
            "element_name": given["element_name"],
            "importance_1_5": number(given["importance_1_5"]),
            "level_0_7": number(given["level_0_7"]),
            "respondents_count": number(given["respondents_count"]),
            "updated_month": given["updated_month"],
        }


if __name__ == "__main__":
    run(rows, __file__)
