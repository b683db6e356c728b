"""The learner's copy of the material: laid once, brought up to date ever after.

Nothing a learner wrote is ever overwritten. What counts as written by them is said in
:mod:`tpmlab.learning.shipped`, what happens to a file in :mod:`tpmlab.learning.update`.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from tpmlab import content
from tpmlab.curriculum import load_curriculum
from tpmlab.learning import manifest
from tpmlab.learning.locking import exclusive
from tpmlab.learning.manifest import Entry, Manifest, WorkspaceError
from tpmlab.learning.places import find_workspace, own_folder, stamp
from tpmlab.learning.shipped import Shipped, shipped_files
from tpmlab.learning.update import Report, Update

__all__ = ["Report", "WorkspaceError", "lay", "path_of"]

_REPOSITORY_FOLDERS = {
    "content",
    "datasets",
    "docs",
    "exercises",
    "notebooks",
    "solutions",
    "src",
    "tests",
}
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def lay(target: Path, base: Path | None = None) -> Report:
    """Lay a workspace, or bring one up to date.

    Parameters
    ----------
    target : pathlib.Path
        The learner's folder; made if it is missing.
    base : pathlib.Path, optional
        Folder that holds ``notebooks/``, ``exercises/`` and ``datasets/`` (default:
        :func:`tpmlab.content.root`).

    Returns
    -------
    Report
        What was added, updated, moved and kept; ``lines()`` says it in words.

    Raises
    ------
    WorkspaceError
        If the folder can't be a workspace, or can't be written. What was not yet done
        is done by the next call.
    LockedError
        If another process updates this workspace for longer than ten seconds.
    """
    target, base = target.absolute(), base or content.root()
    with _in_one_sentence(target):
        _refuse_repository(target)
        files = list(shipped_files(base))
        if not files:
            raise WorkspaceError(
                f"{base} holds no notebooks: build them with 'tpmlab author build', "
                "or reinstall tpmlab."
            )
        _refuse_obstacles(target, files)
        own_folder(target).mkdir(parents=True, exist_ok=True)
        with exclusive(own_folder(target) / "update-lock.sqlite3", f"the workspace {target}"):
            return _update(target, files)


def path_of(key: str, workspace: Path | None = None) -> PurePosixPath:
    """Find where the learner's file of a lesson or assignment is, relative to the workspace.

    Parameters
    ----------
    key : str
        ``lesson:ID`` or ``assignment:ID``.
    workspace : pathlib.Path, optional
        The workspace (default: the one around the current folder).

    Returns
    -------
    pathlib.PurePosixPath
        Without a workspace, or for a file not laid in it, the place the curriculum gives.

    Examples
    --------
    >>> path_of("assignment:critical-path").as_posix()
    'exercises/critical-path/critical-path.ipynb'
    """
    workspace = workspace or find_workspace()
    if workspace is not None:
        entry = manifest.read(workspace).files.get(key)
        for path in (entry.path, entry.beside) if entry else ():
            if path and (workspace / path).exists():
                return PurePosixPath(path)
    kind, _, name = key.partition(":")
    curriculum = load_curriculum()
    return curriculum.notebook(name) if kind == "lesson" else curriculum.exercise(name)


def _update(target: Path, files: list[Shipped]) -> Report:
    laid = manifest.read(target)
    report = Report(first=not laid.files, backups=f".tpmlab/backups/{stamp()}")
    update = Update(target, report.backups, report)
    entries = {file.key: laid.files.get(file.key) or Entry(path=str(file.path)) for file in files}
    for file in files:
        known = entries[file.key].known
        if file.fingerprint not in known:
            known.append(file.fingerprint)
    # Written ahead: should this update be interrupted, the next one knows its files again.
    gone = {key: entry for key, entry in laid.files.items() if key not in entries}
    manifest.write(target, Manifest(files={**gone, **entries}))
    for entry in gone.values():
        update.retire(entry)
    done = {file.key: update.bring(file, entries[file.key]) for file in files}
    manifest.write(target, Manifest(files=done))
    return report


def _refuse_repository(target: Path) -> None:
    """Refuse a folder of tpmlab's own sources: an update would rewrite them."""
    resolved = target.resolve()
    for folder in (resolved, *resolved.parents):
        inside = resolved.relative_to(folder).parts
        if not (folder / "content" / "curriculum.yaml").is_file():
            continue
        if not inside or inside[0] in _REPOSITORY_FOLDERS:
            raise WorkspaceError(
                f"{target} belongs to tpmlab's own files: choose another folder, "
                f"for example 'tpmlab lab {folder / 'tpmlab-workspace'}'."
            )


def _refuse_obstacles(target: Path, files: list[Shipped]) -> None:
    """Refuse, before anything is written, files where folders belong and links that lead away."""
    folders = {target / parent for file in files for parent in file.path.parents}
    for folder in sorted({*folders, *target.parents, own_folder(target)}):
        if folder.exists() and not folder.is_dir():
            raise WorkspaceError(
                f"{folder} is a file, and a folder is needed there: move it away or choose "
                "another folder."
            )
        if folder.is_relative_to(target) and not folder.resolve().is_relative_to(target.resolve()):
            raise WorkspaceError(
                f"{folder} is a link that leads out of the workspace: remove the link or choose "
                "another folder."
            )


@contextmanager
def _in_one_sentence(target: Path) -> Iterator[None]:
    """Turn what the operating system refuses into one sentence with a remedy."""
    try:
        yield
    except WorkspaceError:
        raise
    except (OSError, sqlite3.Error) as error:
        code = getattr(error, "errno", None)
        where = getattr(error, "filename", None) or target
        if code in _FULL:
            problem = "the disk is full: make room and run the command again"
        elif code in _FORBIDDEN or code is None:
            problem = (
                "it may not be written: choose a folder of your own, or correct its permissions"
            )
        else:
            problem = f"{getattr(error, 'strerror', error)}: mend that or choose another folder"
        raise WorkspaceError(f"{where}: {problem}; nothing of yours was changed.") from None
