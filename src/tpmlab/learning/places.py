"""Where a workspace keeps its own things, and how to find the workspace."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

__all__ = ["find_workspace", "manifest_file", "own_folder", "progress_file", "stamp"]


def own_folder(workspace: Path) -> Path:
    """Folder that belongs to tpmlab, not to the learner."""
    return workspace / ".tpmlab"


def manifest_file(workspace: Path) -> Path:
    """File that makes a folder a workspace: what was laid, and where."""
    return own_folder(workspace) / "manifest.json"


def progress_file(workspace: Path) -> Path:
    """File that holds the learner's progress."""
    return own_folder(workspace) / "progress.sqlite3"


def find_workspace(start: Path | None = None) -> Path | None:
    """Nearest folder upward from ``start`` (default: the current one) that is a workspace.

    Examples
    --------
    >>> find_workspace(Path("/")) is None
    True
    """
    try:
        folder = (start or Path.cwd()).resolve()
        return next((f for f in (folder, *folder.parents) if manifest_file(f).is_file()), None)
    except OSError:  # the current folder was deleted, or may not be read
        return None


def stamp() -> str:
    """Return the time in UTC as part of a file name: it sorts, and Windows accepts it.

    Examples
    --------
    >>> len(stamp())
    22
    """
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
