"""A small shipped version, and the tools of a learner who edits its files."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SMALL = {
    "notebooks/00-start/01-start-here.ipynb": ["# Start here", "import tpmlab"],
    "notebooks/05-planning/02-critical-path.ipynb": ["# Which task may slip?", "plan = 1"],
    "exercises/critical-path/critical-path.ipynb": ["# Exercise", "answer = ..."],
}


def notebook(sources: list[str], printed: str = "") -> bytes:
    """A notebook with one code cell a source; ids follow the position, as ours do."""
    outputs = [{"output_type": "stream", "name": "stdout", "text": printed}] if printed else []
    cells = [
        {
            "id": f"cell-{number}",
            "cell_type": "code",
            "execution_count": None,
            "metadata": {},
            "outputs": outputs,
            "source": source,
        }
        for number, source in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


class Shipping:
    """A folder such as tpmlab ships, whose next version a test writes."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.files = {path: notebook(sources) for path, sources in SMALL.items()}
        self.files["datasets/wages/data.csv"] = b"year,wage\n2025,100\n"
        self.write()

    def write(self, *without: str, **changes: bytes) -> None:
        self.files = {p: d for p, d in {**self.files, **changes}.items() if p not in without}
        shutil.rmtree(self.base, ignore_errors=True)
        for path, data in self.files.items():
            (self.base / path).parent.mkdir(parents=True, exist_ok=True)
            (self.base / path).write_bytes(data)


@pytest.fixture
def shipping(tmp_path: Path) -> Shipping:
    return Shipping(tmp_path / "base")


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder below which permissions count: root, who ignores them, is someone else for a while."""
    folder = Path(tempfile.mkdtemp())
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        shutil.rmtree(folder)
