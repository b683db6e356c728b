"""Rebuild data.csv from an extract of public price records.

The card says where it comes from. Keep a CSV with its columns, then
    python datasets/aws-price-facts/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, read_csv, run


def rows(source: Path) -> Iterator[Row]:
    """One row an item in a region."""
    for given in read_csv(source):
        yield {
            "service": given["service"],
            "item": given["item"],
            "region": given["region"],
            "vcpus": int(float(given["vcpus"])) if given["vcpus"] else None,
            "memory_gib": float(given["memory_gib"]) if given["memory_gib"] else None,
            "price_usd": float(given["price_usd"] if "price_usd" in given else given["price"]),
            "unit": given["unit"],
            "as_of": given["as_of"],
            "evidence": given["evidence"],
            "note": given["note"] or None,
        }


if __name__ == "__main__":
    run(rows, __file__)
