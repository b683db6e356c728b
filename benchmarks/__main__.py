"""Run every benchmark, or those named: ``python -m benchmarks cpm risk --write docs/speed.md``."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

from benchmarks.page import written
from benchmarks.rows import Row, print_table

ENTRIES = ("cpm", "risk", "compress", "flow", "explorer", "cockpit", "simulator", "daily")
"""What runs when nothing is named; each is a module with TASKS and run()."""

ON_REQUEST: tuple[str, ...] = ("bank", "psplib")
"""Entries that take minutes; they run when named, with arguments of their own after the name."""

USAGE = "python -m benchmarks [ENTRY ...] [--write PAGE]"


def main(words: list[str]) -> int:
    """Run the entries and print one table each; with ``--write``, put them into a page."""
    page = None
    if "--write" in words:
        place = words.index("--write")
        page = Path(words[place + 1]) if place + 1 < len(words) else None
        if page is None:
            print(f"Name the page to write after --write: {USAGE}")
            return 2
        words = words[:place] + words[place + 2 :]
    names = [word for word in words if word in ENTRIES + ON_REQUEST]
    rest = [word for word in words if word not in names]
    if rest and len(names) != 1:
        known = ", ".join(ENTRIES + ON_REQUEST)
        print(f"There is no benchmark '{rest[0]}'; there are {known}. {USAGE}")
        return 2
    for name in names or ENTRIES:
        entry = import_module(f"benchmarks.{name}")
        rows = _run(entry, rest)
        print(f"\n{name}")
        print_table(rows)
        if page is not None:
            page.write_text(written(page, entry, rows), encoding="utf-8")
    return 0


def _run(entry: ModuleType, arguments: list[str]) -> list[Row]:
    rows: list[Row] = entry.run(arguments) if arguments else entry.run()
    return rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
