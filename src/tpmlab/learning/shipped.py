"""What tpmlab ships to a learner, and what a file's author (us or them) left in it.

A file is known by a key that never changes: ``lesson:critical-path`` for
``notebooks/05-planning/02-critical-path.ipynb``, so that a renumbering moves a file
instead of making another one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

__all__ = ["FOLDERS", "Shipped", "fingerprint", "shipped_files"]

_SOURCES = ("notebooks", "exercises", "datasets", "content/scenarios")  # never solutions
FOLDERS = tuple(PurePosixPath(source).name for source in _SOURCES)
"""Folders that a learner gets; ``scenarios`` are the simulator's, to copy and change."""

_NUMBERED = re.compile(r"\d+-(?P<id>[a-z0-9-]+)\.ipynb")
_SKIPPED = {"__pycache__", "gradebook.db"}


@dataclass(frozen=True)
class Shipped:
    """One file of the present version: its key, its place and its bytes."""

    key: str
    path: PurePosixPath
    data: bytes

    @property
    def digest(self) -> str:
        """Names the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def fingerprint(self) -> str:
        """Names what was written in it; see :func:`fingerprint`."""
        return fingerprint(self.path, self.data)


def shipped_files(base: Path) -> Iterator[Shipped]:
    """Yield every file that a learner gets, in the order of paths.

    Parameters
    ----------
    base : pathlib.Path
        Folder that holds ``notebooks/``, ``exercises/``, ``datasets/`` and ``content/``.
    """
    for source, folder in zip(_SOURCES, FOLDERS, strict=True):
        for file in sorted((base / source).rglob("*")):
            path = folder / PurePosixPath(file.relative_to(base / source).as_posix())
            skipped = any(part.startswith(".") or part in _SKIPPED for part in path.parts)
            if file.is_file() and not skipped:
                yield Shipped(_key(path), path, file.read_bytes())


def fingerprint(path: PurePosixPath, data: bytes) -> str:
    """Name what was written in a file: equal for two files that differ in outputs only.

    Of a notebook the cells count, in their order: id, type, source and attachments;
    outputs, counts and metadata don't. Of any other file every byte counts, and so it
    does of a notebook that can't be read.

    Examples
    --------
    >>> ran = b'{"cells": [{"id": "a", "cell_type": "code", "source": "1", "outputs": [7]}]}'
    >>> fresh = b'{"cells": [{"id": "a", "cell_type": "code", "source": ["1"], "outputs": []}]}'
    >>> name = PurePosixPath("a.ipynb")
    >>> fingerprint(name, ran) == fingerprint(name, fresh)
    True
    """
    cells = _cells(data) if path.suffix == ".ipynb" else None
    if cells is None:
        return hashlib.sha256(data).hexdigest()
    return "cells:" + hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _cells(data: bytes) -> list[list[Any]] | None:
    try:
        return [_cell(cell) for cell in json.loads(data)["cells"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _cell(cell: dict[str, Any]) -> list[Any]:
    source = cell["source"]
    text = source if isinstance(source, str) else "".join(source)
    # A picture pasted into a text cell is something the learner wrote too.
    attachments = json.dumps(cell.get("attachments") or None, sort_keys=True)
    return [cell.get("id"), cell["cell_type"], text, attachments]


def _key(path: PurePosixPath) -> str:
    folder, *inner = path.parts
    numbered = _NUMBERED.fullmatch(path.name)
    if folder == "notebooks" and len(inner) == 2 and numbered:
        return f"lesson:{numbered['id']}"
    if folder == "exercises" and path.name == f"{inner[0]}.ipynb":
        return f"assignment:{inner[0]}"
    if folder == "datasets" and len(inner) > 1:
        return f"dataset:{'/'.join(inner)}"
    return f"file:{path}"
