"""Saves on the disk: whole or not at all, and the one before is kept."""

from __future__ import annotations

import re
from pathlib import Path

from tpmlab.files import write_atomically
from tpmlab.learning.places import find_workspace
from tpmlab.simulator.decisions import SimulatorError

__all__ = ["Shelf"]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ -]{0,60}")


class Shelf:
    """The folder ``simulator-saves`` of the workspace, or of the current folder.

    Parameters
    ----------
    scenario : str
        Id that the names of its saves begin with.
    folder : pathlib.Path, optional
        Another folder.
    """

    def __init__(self, scenario: str, folder: Path | None = None) -> None:
        self.folder = folder or (find_workspace() or Path.cwd()) / "simulator-saves"
        self.autosave = f"{scenario}-autosave.json"
        self._scenario = scenario
        self._autosaved = False

    def names(self) -> list[str]:
        """List this scenario's saves, the newest first."""
        found = self.folder.glob(f"{self._scenario}*.json")
        return [p.name for p in sorted(found, key=lambda p: (-p.stat().st_mtime, p.name))]

    def write(self, name: str, text: str) -> Path:
        """Write a save under a name, in one step; a save of that name is replaced.

        Raises
        ------
        SimulatorError
            If the name is none for a file, or the disk refuses.
        """
        name = name.strip().removesuffix(".json")
        if not _NAME.fullmatch(name):
            raise SimulatorError(f"'{name}' is no name for a save: use letters, digits and '-'.")
        if not name.startswith(self._scenario):
            name = f"{self._scenario}-{name}"
        return self._put(f"{name}.json", text)

    def keep(self, text: str) -> Path:
        """Write the autosave; an earlier game's is kept beside it."""
        before = None if self._autosaved else self.folder / f"{self._scenario}-autosave-before.json"
        path = self._put(self.autosave, text, before)
        self._autosaved = True
        return path

    def read(self, name: str) -> str:
        """Read a save.

        Raises
        ------
        SimulatorError
            If there is none of that name, or it can't be read.
        """
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise SimulatorError(
                f"{name} is damaged: it is not text; use an earlier copy."
            ) from None
        except OSError as problem:
            raise SimulatorError(f"{name} can't be read: {problem.strerror}.") from None

    def _put(self, name: str, text: str, keep: Path | None = None) -> Path:
        path = self.folder / name
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_atomically(path, text.encode(), keep)
        except OSError as problem:
            raise SimulatorError(f"{path} can't be written: {problem.strerror}.") from None
        return path
