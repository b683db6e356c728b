"""Put built files in place whole, and take them away with the folders they leave empty."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from tpmlab.files import write_atomically

__all__ = ["remove", "store"]


def store(path: Path, content: bytes) -> None:
    """Write a file in one step, making the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, content)


def remove(path: Path) -> None:
    """Remove a file, then its folder if nothing else lies there."""
    path.unlink(missing_ok=True)
    with suppress(OSError):
        path.parent.rmdir()
