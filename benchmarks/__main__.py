"""Run every benchmark, or those named: ``python -m benchmarks explorer``."""

from __future__ import annotations

import sys
from importlib import import_module

from benchmarks.rows import Row, print_table

ENTRIES = ("explorer",)


def main(names: list[str]) -> int:
    """Run the entries and print one table."""
    unknown = [name for name in names if name not in ENTRIES]
    if unknown:
        print(f"There is no benchmark '{unknown[0]}'; there are {', '.join(ENTRIES)}.")
        return 2
    rows: list[Row] = []
    for name in names or ENTRIES:
        rows += import_module(f"benchmarks.{name}").run()
    print_table(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
