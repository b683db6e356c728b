"""A bank as it was read last, kept in the user's cache folder: like bytecode, never needed.

A kept bank serves while no file that it was read from, and no module that read it, has
another size or time. What can't be read, for whatever reason, counts as not kept.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import io
import os
import pickle
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import platformdirs

from tpmlab import __version__
from tpmlab.files import write_atomically

__all__ = ["cache_file", "recall", "remember", "stamp", "without_collecting"]

_DIGEST = hashlib.sha256().digest_size
_KNOWN = {("datetime", "date")}  # besides tpmlab's own classes


def cache_file(folder: Path) -> Path:
    """Name the file in which the bank of a folder is kept."""
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return platformdirs.user_cache_path("tpmlab") / f"bank-{folder.name}-{name}.bin"


def stamp(folder: Path, borrowed: Iterable[Path]) -> bytes:
    """Digest path, size and time of a folder's files, of others, and of the modules that read."""
    lines = [sys.version, version("pydantic"), __version__, str(folder.resolve())]
    with os.scandir(folder) as entries:
        lines += sorted(_line(entry.name, entry.stat()) for entry in entries)
    modules = Path(__file__).parent.parent.rglob("*.py")
    lines += sorted(_line(str(path), path.stat()) for path in (*modules, *borrowed))
    return hashlib.sha256("\n".join(lines).encode()).digest()


def _line(name: str, found: os.stat_result) -> str:
    return f"{name} {found.st_size} {found.st_mtime_ns}"


def recall(path: Path, key: bytes) -> Any:
    """Read what is kept under a key; None if nothing usable is."""
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    head, body = kept[: 2 * _DIGEST], kept[2 * _DIGEST :]
    if head != key + hashlib.sha256(body).digest():
        return None
    with contextlib.suppress(Exception), without_collecting():
        return _OwnClasses(io.BytesIO(body)).load()
    return None


def remember(path: Path, key: bytes, bank: object) -> None:
    """Keep a bank under a key; where nothing can be written, nothing is kept."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        body = pickle.dumps(bank, protocol=5)
        write_atomically(path, key + hashlib.sha256(body).digest() + body)


@contextlib.contextmanager
def without_collecting() -> Iterator[None]:
    """Let no search for garbage run: it would go through all new objects again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class _OwnClasses(pickle.Unpickler):
    """Makes objects of tpmlab's exam classes and dates, and calls nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("tpmlab.exam.") or (module, name) in _KNOWN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a bank")
