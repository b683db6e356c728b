"""Remember what each built file was made from, so that only what changed is built again.

The cache is a convenience in ``.build-cache/``: lost or damaged, everything is built.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path, PurePosixPath
from re import match
from typing import Any

import tpmlab
from tpmlab.authoring.files import store

__all__ = ["Cache", "builder_key", "digest"]

_PACKAGE = Path(tpmlab.__file__).parent


def digest(*parts: bytes) -> str:
    """Short fingerprint of bytes, each part counted for itself.

    Examples
    --------
    >>> digest(b"ab", b"c") == digest(b"a", b"bc")
    False
    """
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()[:32]


@lru_cache(maxsize=1)
def builder_key() -> str:
    """Fingerprint of the builder itself: its modules, this Python and the packages beneath."""
    own = sorted(Path(__file__).parent.glob("*.py"))
    names = sorted({match(r"[\w.-]+", line)[0] for line in requires("tpmlab") or []})  # type: ignore[index]
    releases = [f"{name} {_release(name)}" for name in names]
    return digest(sys.version.encode(), *map(str.encode, releases), *(p.read_bytes() for p in own))


def _release(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


@dataclass
class Cache:
    """What was built, from what; ``base`` is the content's root."""

    base: Path
    entries: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, base: Path) -> Cache:
        """Read the cache; an unreadable one counts as empty."""
        try:
            entries = json.loads(cls(base).file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            entries = {}
        return cls(base, entries if isinstance(entries, dict) else {})

    @property
    def file(self) -> Path:
        """Where it is kept; git ignores the folder."""
        return self.base / ".build-cache" / "built.json"

    def is_fresh(self, name: str, key: str) -> bool:
        """Tell whether nothing that the target was made from, and nothing it made, changed."""
        try:
            entry = self.entries[name]
            return bool(
                entry["key"] == key
                and all(self._read(path) == was for path, was in entry["reads"].items())
                and all(self._read(path) == was for path, was in entry["files"].items())
            )
        except (KeyError, TypeError, AttributeError):
            return False

    def files(self, name: str) -> list[PurePosixPath]:
        """Files of a target as it was last built."""
        return [PurePosixPath(path) for path in self.entries[name]["files"]]

    def note(
        self, name: str, key: str, reads: list[str], files: dict[PurePosixPath, bytes]
    ) -> None:
        """Remember a target just built, and save."""
        self.entries[name] = {
            "key": key,
            "reads": {path: self._read(path) for path in reads},
            "files": {path.as_posix(): digest(content) for path, content in files.items()},
        }
        text = json.dumps(self.entries, indent=1, sort_keys=True)
        store(self.file, text.encode())

    def _read(self, path: str) -> str:
        own = path.startswith("src/tpmlab/")
        file = _PACKAGE / path.removeprefix("src/tpmlab/") if own else self.base / path
        try:
            return digest(file.read_bytes())
        except OSError:
            return ""
