"""What was laid in a workspace, and where: ``.tpmlab/manifest.json``."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ValidationError

from tpmlab.errors import TpmlabError
from tpmlab.files import write_atomically
from tpmlab.learning.places import manifest_file
from tpmlab.learning.shipped import FOLDERS

__all__ = ["Entry", "Manifest", "WorkspaceError", "read", "write"]

_FORMAT = 1


class WorkspaceError(TpmlabError, OSError):
    """A workspace can't be laid, updated or read; the message says what to do."""


def _inside(path: str) -> str:
    """Refuse a path that leads out of the folders that tpmlab lays."""
    parts = PurePosixPath(path).parts
    if not parts or parts[0] not in FOLDERS or ".." in parts:
        raise ValueError(f"not below {', '.join(FOLDERS)}")
    return path


Inside = Annotated[str, AfterValidator(_inside)]


class Entry(BaseModel):
    """One laid file.

    ``path`` is where the learner's file is, ``beside`` where a newer version stands
    next to one they changed. ``known`` are the fingerprints of every version ever
    shipped: a file with one of them holds nothing of the learner's. ``laid`` names the
    bytes last laid or offered, ``wanted`` the place the curriculum gave them then.
    """

    path: Inside
    beside: Inside | None = None
    known: list[str] = []
    laid: str = ""
    wanted: str = ""


class Manifest(BaseModel):
    """Every laid file by its key."""

    format: int = _FORMAT
    files: dict[str, Entry] = {}


def read(workspace: Path) -> Manifest:
    """Read a workspace's manifest; an empty one where none was written yet.

    Raises
    ------
    WorkspaceError
        If a newer tpmlab wrote it. A damaged one reads as empty: then every file that
        is not exactly as shipped counts as the learner's.
    """
    file = manifest_file(workspace)
    try:
        document = json.loads(file.read_bytes())
    except (FileNotFoundError, ValueError):
        return Manifest()
    written = document.get("format") if isinstance(document, dict) else None
    if isinstance(written, int) and written > _FORMAT:
        raise WorkspaceError(
            f"{file} was written by a newer tpmlab: upgrade tpmlab, or choose another folder."
        )
    try:
        return Manifest.model_validate(document)
    except ValidationError:
        return Manifest()


def write(workspace: Path, manifest: Manifest) -> None:
    """Write a workspace's manifest in one step."""
    text = json.dumps(manifest.model_dump(exclude_none=True), indent=1) + "\n"
    write_atomically(manifest_file(workspace), text.encode())
