"""The page of measured figures, docs/speed.md: one section an entry, written by the command."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from benchmarks.rows import HEAD, Row

__all__ = ["written"]

INTRODUCTION = """\
# Speed

How fast tpmlab is, beside what one would use instead. `python -m benchmarks --write docs/speed.md`
measures everything again and writes this page; with names, such as `python -m benchmarks cpm risk
--write docs/speed.md`, only those sections. Ours and the peer's are timed in turn in the same run,
so the ratio says more than the milliseconds, which depend on the machine and on what else it does
(a load average above 1 says that the machine was busy with other things).
Figures are medians, with the 95th percentile in brackets. An aim is our own: the median keeps it,
and the 95th percentile keeps twice as much. A miss stays on the page.
"""


def written(page: Path, entry: ModuleType, rows: Sequence[Row]) -> str:
    """Text of the page with one entry's section replaced or added; others stay as they are."""
    old = page.read_text(encoding="utf-8") if page.is_file() else ""
    parts = re.split(r"^## ", old, flags=re.MULTILINE)[1:]
    sections = {part.split("\n", 1)[0]: f"## {part.strip()}\n" for part in parts}
    name = entry.__name__.rpartition(".")[2]
    sections[name] = _section(name, entry, rows)
    return "\n".join([INTRODUCTION, *sections.values()])


def _section(name: str, entry: ModuleType, rows: Sequence[Row]) -> str:
    text = (entry.__doc__ or "").strip()
    table = [HEAD, ["---"] * len(HEAD), *(row.cells() for row in rows)]
    lines = ["| " + " | ".join(cells) + " |" for cells in table]
    return "\n".join([f"## {name}", "", text, "", _setting(name), "", *lines, ""])


def _setting(name: str) -> str:
    packages = ", ".join(f"{package} {version(package)}" for package in ("numpy", "scipy"))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"Measured on {date.today().isoformat()} by `python -m benchmarks {name}`: {cores} cores "
        f"({_processor()}), {platform.system()}, Python {platform.python_version()}, {packages}"
        f"{_load()}."
    )


def _load() -> str:
    """How busy the machine was: at most 1 if nothing but the benchmark ran."""
    return f"; load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    if about.is_file():
        found = re.search(r"^model name\s*:\s*(.+)$", about.read_text(), flags=re.MULTILINE)
        if found:
            return found.group(1).strip()
    return platform.processor() or platform.machine()
