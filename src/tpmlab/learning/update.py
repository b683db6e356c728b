"""Bring one laid file to the present version without touching what a learner wrote.

A file is *ours* while its fingerprint is one that tpmlab ever shipped for its key,
*theirs* as soon as it is not. Ours may be replaced or moved (a copy goes to the
backups); theirs is never written to. Each step may be interrupted: the next update
recognises its own half-done work by the same fingerprints.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Literal

from tpmlab.files import put_away, write_atomically
from tpmlab.learning.manifest import Entry
from tpmlab.learning.shipped import Shipped, fingerprint

__all__ = ["Report", "Update"]

State = Literal["missing", "ours", "theirs"]
_CHECKPOINTS = ".ipynb_checkpoints"


@dataclass
class Report:
    """What an update did; paths are relative to the workspace."""

    first: bool = False
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)  # theirs, and the new version
    backups: str = ""

    @property
    def changed(self) -> bool:
        """Whether anything was done."""
        return any((self.added, self.updated, self.moved, self.retired, self.kept))

    def lines(self) -> list[str]:
        """Sum the update up: one line if it was the first or did nothing, else three."""
        if self.first:
            return [f"Laid {_files(len(self.added))}: your own copy, to change as you like."]
        if not self.changed:
            return ["Your copy is up to date."]
        kept = "; ".join(f"{old} (new version: {new})" for old, new in self.kept[:3])
        more = f"; and {len(self.kept) - 3} more" if len(self.kept) > 3 else ""
        named = f": {kept}{more}" if kept else ""
        away = f", put away {_files(len(self.retired))} no longer part of tpmlab"
        stored = f"; what was replaced is in {self.backups}" if self.updated or self.retired else ""
        return [
            f"Updated {_files(len(self.updated))} that you had not changed.",
            f"Kept {_files(len(self.kept))} of yours with the new version beside{named}.",
            f"Added {_files(len(self.added))}, moved {_files(len(self.moved))}"
            f"{away if self.retired else ''}{stored}.",
        ]


def _files(number: int) -> str:
    return f"{number} file" if number == 1 else f"{number} files"


class Update:
    """One update of one workspace."""

    def __init__(self, workspace: Path, backups: str, report: Report) -> None:
        self._workspace = workspace
        self._backups = backups
        self._report = report

    def bring(self, file: Shipped, entry: Entry) -> Entry:
        """Lay, replace, move or leave one file; return its entry afterwards."""
        path, beside, state = self._settle(entry)
        offered = (entry.laid, entry.wanted) == (file.digest, str(file.path))
        after = Entry(
            path=path,
            beside=beside,
            known=entry.known,
            laid=file.digest,
            wanted=str(file.path),
        )
        if state == "theirs":
            if not offered:
                after.beside = self._offer(file, after)
            return after
        after.path = self._free(file.path, entry)
        if state == "missing":
            if self._lay(file.data, after.path):
                self._report.added.append(after.path)
        elif after.path != path:
            self._move(file, path, after.path, same=entry.laid == file.digest)
        elif entry.laid != file.digest and self._lay(file.data, path):
            self._report.updated.append(path)
        return after

    def retire(self, entry: Entry) -> None:
        """Put away a file that tpmlab no longer ships; one with the learner's words stays."""
        for path in (entry.path, entry.beside):
            if path and self._state(path, entry) == "ours":
                self._away(path)
                self._report.retired.append(path)

    def _settle(self, entry: Entry) -> tuple[str, str | None, State]:
        """Find which of the two places the learner chose: theirs, where they stand and how."""
        path, beside = entry.path, entry.beside
        state = self._state(path, entry)
        other = self._state(beside, entry) if beside else "missing"
        if beside is None or other == "missing":
            return path, None, state
        if state == "missing":  # the old one was deleted: the new one is the file now
            return beside, None, other
        if state == "ours":  # whatever they wrote is in the new one, if anywhere
            if other == "theirs":
                self._away(path)
                return beside, None, other
            self._away(beside)
            return path, None, state
        return path, beside, state

    def _offer(self, file: Shipped, entry: Entry) -> str:
        """Lay the present version next to a file that the learner changed.

        After a renumbering that is the place which links in other lessons lead to.
        """
        wanted = file.path if str(file.path) != entry.path else _variant(file.path, 1)
        place = self._free(wanted, entry)
        before = entry.beside
        if before and before != place and self._state(before, entry) == "ours":
            self._away(before)
        self._lay(file.data, place)
        self._report.kept.append((entry.path, place))
        return place

    def _move(self, file: Shipped, old: str, new: str, *, same: bool) -> None:
        """Move a file of ours; what its cells printed goes with it if the version is the same."""
        self._lay((self._workspace / old).read_bytes() if same else file.data, new)
        self._away(old)
        self._report.moved.append(new)

    def _lay(self, data: bytes, path: str) -> bool:
        """Write a file, backing up what stood there; False if it is there already."""
        target = self._workspace / path
        if target.is_file() and target.read_bytes() == data:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, data, keep=self._workspace / self._backups / path)
        return True

    def _away(self, path: str) -> None:
        """Move a file of ours to the backups; a folder left empty goes too."""
        source = self._workspace / path
        put_away(source, self._workspace / self._backups / path)
        for folder in source.parents:
            if folder == self._workspace or {f.name for f in folder.iterdir()} - {_CHECKPOINTS}:
                return
            if (folder / _CHECKPOINTS).exists():  # Jupyter's, of files that are gone now
                inner = folder.relative_to(self._workspace) / _CHECKPOINTS
                put_away(folder / _CHECKPOINTS, self._workspace / self._backups / inner)
            folder.rmdir()

    def _free(self, wanted: PurePosixPath, entry: Entry) -> str:
        """First of ``x.ipynb``, ``x.new.ipynb``, ``x.new-2.ipynb`` … with no one's words in it."""
        names = map(str, _names(wanted))
        return next(name for name in names if self._state(name, entry) != "theirs")

    def _state(self, path: str, entry: Entry) -> State:
        file = self._workspace / path
        if not file.exists() and not file.is_symlink():
            return "missing"
        if not file.is_file():
            return "theirs"
        ours = fingerprint(PurePosixPath(path), file.read_bytes()) in entry.known
        return "ours" if ours else "theirs"


def _names(wanted: PurePosixPath) -> Iterator[PurePosixPath]:
    plain = wanted.with_name(wanted.stem.removesuffix(".new") + wanted.suffix)
    if plain == wanted:
        yield plain
    yield from (_variant(plain, number) for number in count(1))


def _variant(path: PurePosixPath, number: int) -> PurePosixPath:
    """Name ``x.new.ipynb``, then ``x.new-2.ipynb`` and so on."""
    return path.with_name(f"{path.stem}.new{'' if number == 1 else f'-{number}'}{path.suffix}")
