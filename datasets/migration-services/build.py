"""Rebuild data.csv from a hand-kept list of the services.

The card says where it comes from. Keep a CSV with its columns, then
    python datasets/migration-services/build.py FILE
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, read_csv, run

STEPS = ("pilot", "wave 1", "wave 2", "wave 2b", "wave 3")
NUMBERS = (
    "peak_per_second",
    "one_completes_per_second",
    "machines",
    "storage_gb",
    "out_gb_per_month",
)


def rows(source: Path) -> Iterator[Row]:
    """One row a service."""
    for given in read_csv(source):
        yield {
            "service": given["service"],
            "wave": given["wave"],
            "step": STEPS.index(given["wave"]) + 1,
            "kind": given["kind"],
            **{name: int(given[name]) for name in NUMBERS[:2]},
            "machine": given["machine"],
            **{name: int(given[name]) for name in NUMBERS[2:]},
        }


if __name__ == "__main__":
    run(rows, __file__)
