"""Rebuild data.csv from a hand-kept list of what two articles claim.

There is no publisher's file: each claim was read in the article. Keep a CSV with the columns
source_file (its first three digits count the articles from 0), role, level, low_usd, high_usd,
region and note, then
    python datasets/article-salary-claims/build.py FILE
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, read_csv, run, whole

TITLES = {
    1: "What Is a Technical Project Manager and How to Become One?",
    2: "Introduction to Technical Project Management",
}


def rows(source: Path) -> Iterator[Row]:
    """One row a claim; an open end is an empty cell."""
    for given in read_csv(source):
        counted = given.get("source_file")
        article = int(counted[:3]) + 1 if counted else int(given["article"])
        role = re.sub(r"\W+", "-", given["role"].lower())
        yield {
            "claim": f"{article}-{role}-{given['level']}",
            "article": article,
            "article_title": TITLES[article],
            "role": given["role"],
            "level": given["level"],
            "low_usd": whole(given["low_usd"]),
            "high_usd": whole(given["high_usd"]),
            "region": given["region"],
            "note": given["note"],
        }


if __name__ == "__main__":
    run(rows, __file__)
