"""Progress out of tpmlab (JSON, CSV), and a clean start that keeps the old file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

from tpmlab.files import write_atomically
from tpmlab.learning.places import progress_file
from tpmlab.learning.store import Event, ProgressError, Store

__all__ = ["export", "reset"]


def export(events: Sequence[Event], target: Path) -> None:
    """Write every event, oldest first, to a ``.json`` or ``.csv`` file.

    Raises
    ------
    ProgressError
        If the ending is another, or the file can't be written.
    """
    formats = {".json": _json, ".csv": _csv}
    if target.suffix.lower() not in formats:
        raise ProgressError(f"'{target.name}' ends neither in .json nor in .csv: choose one.")
    try:
        write_atomically(target, formats[target.suffix.lower()](events).encode())
    except OSError as error:
        raise ProgressError(
            f"{target} can't be written ({error.strerror}): choose another."
        ) from None


def reset(workspace: Path) -> Path | None:
    """Start progress anew; return where the old file is kept, None if there was none."""
    return Store(progress_file(workspace)).set_aside("before-reset")


def _json(events: Sequence[Event]) -> str:
    rows = [
        {"at": e.at, "kind": e.kind, "subject": e.subject, "item": e.item, "data": e.data}
        for e in events
    ]
    return json.dumps(rows, indent=1, ensure_ascii=False) + "\n"


def _csv(events: Sequence[Event]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["at", "kind", "subject", "item", "data"])
    for e in events:
        writer.writerow([e.at, e.kind, e.subject, e.item, json.dumps(e.data, ensure_ascii=False)])
    return text.getvalue()
