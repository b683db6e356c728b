"""Find built files whose text is gone or has moved."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from tpmlab.authoring.targets import Target

__all__ = ["leftovers", "stale_files"]

_NOT_OURS = {".ipynb_checkpoints", "__pycache__"}


def stale_files(base: Path, targets: Iterable[Target], places: set[PurePosixPath]) -> list[Path]:
    """List files that an earlier build made and this one would not.

    Only notebooks that name the text they were built from count, and the folders of
    assignments that no longer exist: a notebook somebody put there by hand stays.

    Parameters
    ----------
    base : pathlib.Path
        The content's root.
    targets : iterable of Target
        Everything that is built now.
    places : set of pathlib.PurePosixPath
        Where lessons and pages are built, relative to ``base``.
    """
    owned = {folder for target in targets for folder in target.folders}
    return sorted({*_old_pages(base, places), *_old_folders(base, owned)})


def leftovers(base: Path, target: Target, made: Iterable[PurePosixPath]) -> Iterator[Path]:
    """Yield files in a target's own folders that it no longer makes."""
    kept = set(made)
    for folder in target.folders:
        for path in _files(base / folder):
            if PurePosixPath(path.relative_to(base).as_posix()) not in kept:
                yield path


def _old_pages(base: Path, places: set[PurePosixPath]) -> Iterator[Path]:
    for path in _files(base / "notebooks"):
        place = PurePosixPath(path.relative_to(base).as_posix())
        if path.suffix == ".ipynb" and place not in places and _is_built(path):
            yield path


def _old_folders(base: Path, owned: set[PurePosixPath]) -> Iterator[Path]:
    for top in ("solutions", "exercises"):
        for folder in sorted((base / top).glob("*/")):
            if PurePosixPath(top, folder.name) in owned:
                continue
            if _is_built(folder / f"{folder.name}.ipynb"):
                yield from _files(folder)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [p for p in sorted(folder.rglob("*")) if p.is_file() and not _NOT_OURS & set(p.parts)]


def _is_built(path: Path) -> bool:
    try:
        return "built_from" in json.loads(path.read_text(encoding="utf-8"))["metadata"]["tpmlab"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
