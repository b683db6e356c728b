"""Write files so that a reader, a crash or a full disk never meets half of one."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from pathlib import Path

__all__ = ["put_away", "replace", "write_atomically"]

# Windows refuses to replace a file that another program has open for a moment.
_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8)


def write_atomically(path: Path, data: bytes, keep: Path | None = None) -> None:
    """Write a temporary file beside ``path``, then put it in its place in one step.

    Parameters
    ----------
    path : pathlib.Path
        The file; its folder exists.
    data : bytes
        What it shall hold.
    keep : pathlib.Path, optional
        Where a file that stands at ``path`` goes; without it, it is replaced.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_atomically(Path(folder) / "note.txt", b"kept whole")
    ...     print((Path(folder) / "note.txt").read_text(), len(os.listdir(folder)))
    kept whole 1
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".tpmlab-", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_usual_mode())
        if keep is not None and path.exists():
            # Only now, when the new bytes are safely on the disk.
            put_away(path, keep)
        replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def put_away(path: Path, keep: Path) -> None:
    """Move a file to ``keep``, making the folders it needs."""
    keep.parent.mkdir(parents=True, exist_ok=True)
    replace(path, keep)


def replace(source: Path, target: Path) -> None:
    """``os.replace``, tried again for a moment where the file is in use."""
    for pause in _PATIENCE:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.replace(target)


def _usual_mode() -> int:
    """Mode a new file would have: mkstemp makes files that only their owner may read."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
