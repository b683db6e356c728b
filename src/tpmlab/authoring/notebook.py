"""Lay a lesson's cells out as a notebook: stable ids, one kernel, tags for every reader.

Writing is canonical (sorted keys, one final newline), so that equal notebooks are equal bytes.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tpmlab.authoring.library import Library
from tpmlab.authoring.links import resolve_text
from tpmlab.authoring.text import Cell, Document
from tpmlab.errors import ContentError

__all__ = ["cell_id", "empty_notebook", "lesson_notebook", "text_source", "to_bytes"]

LESSON_TAGS = ("live", "reveal", "volatile")

# language_info.version is left out: it would differ between two authors' machines.
_METADATA: dict[str, Any] = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
    },
}


def empty_notebook(built_from: PurePosixPath) -> Any:
    """Notebook without cells; it says what it was built from, so that nobody edits it instead."""
    return new_notebook(metadata={**_METADATA, "tpmlab": {"built_from": built_from.as_posix()}})


def cell_id(slug: str, position: int, tag: str) -> str:
    """Stable id of a cell; notebooks allow 64 characters.

    Examples
    --------
    >>> cell_id("critical-path", 4, "live")
    'critical-path-04-live'
    """
    ending = f"-{position:02d}-{tag}"
    return slug[: 64 - len(ending)] + ending


def lesson_notebook(document: Document, slug: str, library: Library, place: PurePosixPath) -> Any:
    """Turn a lesson into a notebook that has not run yet.

    Raises
    ------
    ContentError
        If a link or a tag is unknown; the message names file and line.
    """
    notebook = empty_notebook(document.path)
    for position, cell in enumerate(document.cells, start=1):
        if cell.kind == "text":
            source = text_source(cell, document, library, place)
            node = new_markdown_cell(source, id=cell_id(slug, position, "text"))
        else:
            node = _code_cell(cell, document, slug, position)
        notebook.cells.append(node)
    return notebook


def _code_cell(cell: Cell, document: Document, slug: str, position: int) -> Any:
    unknown = [tag for tag in cell.tags if tag not in LESSON_TAGS]
    if unknown:
        raise ContentError(
            f"{document.where(cell.line)}: '{unknown[0]}' is no tag of a lesson; "
            f"use {', '.join(LESSON_TAGS)}, or none."
        )
    metadata: dict[str, Any] = {"tags": [*cell.tags, _nbval_tag(cell)]}
    if "reveal" in cell.tags:
        # Two spellings of one state: JupyterLab reads and writes both.
        metadata |= {"collapsed": True, "jupyter": {"outputs_hidden": True}}
    tag = cell.tags[0] if cell.tags else "code"
    return new_code_cell(cell.source, id=cell_id(slug, position, tag), metadata=metadata)


def _nbval_tag(cell: Cell) -> str:
    varies = {"live", "volatile"} & set(cell.tags)
    return "nbval-ignore-output" if varies else "nbval-check-output"


def text_source(cell: Cell, document: Document, library: Library, place: PurePosixPath) -> str:
    """Text of a cell with its links resolved; ContentError names file and line."""
    done: list[str] = []
    lines = cell.source.split("\n")
    try:
        return resolve_text(cell.source, library, place)
    except ContentError as error:
        # Resolved line by line once more, only to say where the trouble is.
        for offset, line in enumerate(lines):
            try:
                done.append(resolve_text(line, library, place))
            except ContentError:
                raise ContentError(f"{document.where(cell.line + offset)}: {error}.") from None
        raise ContentError(f"{document.where(cell.line)}: {error}.") from None


def to_bytes(notebook: Any) -> bytes:
    """Write a valid notebook canonically."""
    nbformat.validate(notebook)
    text: str = nbformat.writes(notebook, version=4)
    return (text.rstrip("\n") + "\n").encode()
