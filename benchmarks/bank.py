"""A bank of 10,000 items from YAML files: read afresh, and as it was kept.

Beside it stands what one would write first: PyYAML's safe loader and the same models. The bank
is made in a temporary folder by the maker that the tests use.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from benchmarks.rows import Row, alternate
from tpmlab.exam.items import cache
from tpmlab.exam.items.bank import load_bank
from tpmlab.exam.items.files import ItemFile

__all__ = ["TASKS", "run"]

ITEMS = 10_000
PART = 10  # the peer reads every tenth file: all of them take minutes
TASKS = (f"{ITEMS:,} items from files", f"{ITEMS:,} items, kept from before")


def run() -> list[Row]:
    """Measure both ways of loading beside the plain one."""
    sys.path.append(str(Path(__file__).parents[1] / "tests" / "helpers"))
    from synthetic_bank import write_bank  # type: ignore[import-not-found]

    with TemporaryDirectory(prefix="tpmlab-bench-") as name:
        base = Path(name)
        folder = write_bank(base, ITEMS)
        paths = sorted(folder.glob("*.yaml"))[::PART]
        kept = cache.cache_file(folder)

        def afresh() -> None:
            kept.unlink(missing_ok=True)
            load_bank("pmp-2026", base)

        def plainly() -> None:
            for path in paths:
                ItemFile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))

        fresh, plain = alternate(afresh, plainly, repeats=5, scale=PART)
        again, _ = alternate(lambda: load_bank("pmp-2026", base), repeats=10)
        kept.unlink(missing_ok=True)
    peer = "PyYAML's safe loader, same models"
    return [
        Row(TASKS[0], fresh, plain, peer=peer, aim=3_000),
        Row(TASKS[1], again, plain, peer=peer, aim=300),
    ]
