"""Make a notebook's outputs the same on every run, and refuse what can't be."""

from __future__ import annotations

import base64
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tpmlab.authoring.execute import LessonError
from tpmlab.authoring.text import Document

__all__ = ["keep_volatile", "normalise"]

_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_NOTES = {b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf"}
_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,}")
_WIDGET = "application/vnd.jupyter.widget"


def normalise(notebook: Any, document: Document, private: list[Path]) -> None:
    """Drop what differs from run to run; fail on what would still differ or give a machine away.

    Parameters
    ----------
    notebook : NotebookNode
        Executed; changed in place.
    document : Document
        What it was made from, cell by cell.
    private : list of pathlib.Path
        Folders that no output may mention.

    Raises
    ------
    LessonError
        If an output holds an object's address or a path; file and line are named.
    """
    notebook.metadata.pop("widgets", None)
    for cell, written in zip(notebook.cells, document.cells, strict=True):
        if cell.cell_type != "code":
            continue
        cell.metadata.pop("execution", None)
        cell.outputs = list(_tidy(cell.outputs))
        if "volatile" in written.tags:
            continue
        for text in _texts(cell.outputs):
            _require_stable(text, document.where(written.line), private)


def _tidy(outputs: list[Any]) -> Iterator[Any]:
    """Join adjacent chunks of one stream, drop widget views and notes inside pictures."""
    joined: list[Any] = []
    for output in outputs:
        before = joined[-1] if joined else None
        if (
            before is not None
            and output.output_type == before.output_type == "stream"
            and output.name == before.name
        ):
            before.text += output.text
        else:
            joined.append(output)
    for output in joined:
        data = output.get("data", {})
        if any(kind.startswith(_WIDGET) for kind in data):
            continue  # a view of a widget that no longer lives
        if "image/png" in data:
            data["image/png"] = _plain_png(data["image/png"])
        yield output


def _plain_png(encoded: str) -> str:
    """Picture without its notes (software, time), which change with the matplotlib release."""
    raw = base64.b64decode(encoded)
    if not raw.startswith(_PNG_HEAD):
        return encoded
    parts, place = [_PNG_HEAD], len(_PNG_HEAD)
    while place < len(raw):
        (length,) = struct.unpack(">I", raw[place : place + 4])
        end = place + 12 + length
        if raw[place + 4 : place + 8] not in _PNG_NOTES:
            parts.append(raw[place:end])
        place = end
    return base64.b64encode(b"".join(parts)).decode()


def _texts(outputs: list[Any]) -> Iterator[str]:
    for output in outputs:
        if output.output_type == "stream":
            yield output.text
        for kind, value in output.get("data", {}).items():
            if kind.startswith(("text/", "application/", "image/svg")):
                yield value if isinstance(value, str) else str(value)


def _require_stable(text: str, where: str, private: list[Path]) -> None:
    address = _ADDRESS.search(text)
    if address:
        raise LessonError(
            f"{where}: the output shows an object's address ({address[0]}); show a value, or "
            "give the object a repr."
        )
    for folder in private:
        if len(folder.parts) > 1 and re.search(rf"{re.escape(str(folder))}(?![\w.-])", text):
            raise LessonError(
                f"{where}: the output shows a path of this machine ({folder}…); "
                "print a relative path."
            )


def keep_volatile(notebook: Any, stored: Any) -> None:
    """Give ``volatile`` cells whose source is unchanged the outputs stored before.

    Parameters
    ----------
    notebook : NotebookNode
        Just built; changed in place.
    stored : NotebookNode or None
        The notebook built last time.
    """
    if stored is None:
        return
    before: dict[str, list[Any]] = {}
    for cell in stored.cells:
        if "volatile" in cell.metadata.get("tags", []):
            before.setdefault(cell.source, []).append(cell.outputs)
    for cell in notebook.cells:
        if "volatile" in cell.metadata.get("tags", []) and before.get(cell.source):
            cell.outputs = before[cell.source].pop(0)
