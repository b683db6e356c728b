"""Rebuild data.csv from an extract of Vulnrichment.

The card says where it comes from. Keep a CSV with its columns, then
    python datasets/cvss-scored-vectors/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, read_csv, run


def rows(source: Path) -> Iterator[Row]:
    """One row a vector of version 3.1."""
    for given in read_csv(source):
        if given["cvss_version"] != "3.1":
            continue
        yield {
            "cvss_version": given["cvss_version"],
            "cve": given["cve"],
            "vector": given["vector"],
            "published_score": float(given["published_score"]),
            "scored_by": given["scored_by"],
        }


if __name__ == "__main__":
    run(rows, __file__)
