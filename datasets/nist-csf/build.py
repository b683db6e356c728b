"""Rebuild data.csv from an extract of the framework.

The card says where it comes from. Keep a CSV with its columns, then
    python datasets/nist-csf/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, read_csv, run


def _count(text: str) -> int | None:
    return int(text) or None if text else None


def rows(source: Path) -> Iterator[Row]:
    """One row a function, category or outcome, in the framework's order."""
    for given in read_csv(source):
        yield {
            "id": given["id"],
            "level": given["level"],
            "parent_id": given["parent_id"] or None,
            "name": given["name"] or None,
            "outcome_statement": given["outcome_statement"] or None,
            "category_count": _count(given["category_count"]),
            "subcategory_count": _count(given["subcategory_count"]),
        }


if __name__ == "__main__":
    run(rows, __file__)
