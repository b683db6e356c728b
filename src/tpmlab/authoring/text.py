"""Read a lesson or an assignment: a MyST Markdown notebook, with the line of each cell."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Literal

from tpmlab.errors import ContentError

__all__ = ["Cell", "Document", "Heading", "mask_code", "read_document"]

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1[`~]*[ ]*$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*$")


@dataclass(frozen=True)
class Cell:
    """One cell as written; ``line`` is the first line of text, or the fence of a code cell."""

    kind: Literal["text", "code"]
    source: str
    tags: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Heading:
    """A Markdown heading and where it stands."""

    level: int
    text: str
    line: int


@dataclass(frozen=True)
class Document:
    """A parsed Markdown notebook; ``path`` is relative to the content's root."""

    path: PurePosixPath
    cells: tuple[Cell, ...]

    def where(self, line: int) -> str:
        """Name a place as ``file:line``."""
        return f"{self.path}:{line}"

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Headings of all text cells, in order."""
        return tuple(
            Heading(len(match[1]), match[2], cell.line + offset)
            for cell in self.cells
            if cell.kind == "text"
            for offset, line in enumerate(mask_fences(cell.source).split("\n"))
            if (match := _HEADING.match(line))
        )

    @property
    def title(self) -> str | None:
        """Text of the first heading if it is of level 1."""
        first = self.headings[:1]
        return first[0].text if first and first[0].level == 1 else None


def read_document(base: Path, path: PurePosixPath) -> Document:
    """Parse one Markdown notebook.

    Parameters
    ----------
    base : pathlib.Path
        The content's root.
    path : pathlib.PurePosixPath
        The file, relative to it.

    Raises
    ------
    ContentError
        If the file is missing, not UTF-8, has front matter, or a cell's options are broken.
    """
    try:
        text = (base / path).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(
            f"{path} does not exist: write it or take its id out of content/curriculum.yaml."
        ) from None
    except UnicodeDecodeError:
        raise ContentError(f"{path} is not UTF-8 text: save it again as UTF-8.") from None
    if text.startswith("---"):
        raise ContentError(
            f"{path}:1: front matter is not used here; remove the lines between '---' marks."
        )
    return Document(path, tuple(_cells(text, path)))


def _cells(text: str, path: PurePosixPath) -> list[Cell]:
    notebook = _parse(text, path)
    lines = text.split("\n")
    cells = []
    for node, start in zip(notebook.cells, notebook.metadata["source_map"], strict=True):
        tags = node.metadata.get("tags", [])
        unknown = set(node.metadata) - {"tags"}
        if unknown or not isinstance(tags, list):
            raise ContentError(
                f"{path}:{start}: a cell takes ':tags: [...]' and no other option; correct it."
            )
        if node.cell_type == "code":
            cells.append(Cell("code", node.source, tuple(str(tag) for tag in tags), start))
        else:
            cells.append(Cell("text", node.source, (), _first_text_line(lines, start)))
    return cells


def _first_text_line(lines: list[str], start: int) -> int:
    """Line of the first word at or after a 0-based line; lines count from 1."""
    while not lines[start].strip() or lines[start].startswith("+++"):
        start += 1
    return start + 1


def _parse(text: str, path: PurePosixPath):  # type: ignore[no-untyped-def] # nbformat is untyped
    try:
        from jupytext.myst import MystMetadataParsingError, myst_to_notebook
    except ImportError:
        raise ContentError(
            "Building lessons needs jupytext: run 'pip install \"tpmlab[author]\"'."
        ) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return myst_to_notebook(text, add_source_map=True)
    except MystMetadataParsingError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise ContentError(
            f"{path}:{line[1] if line else 1}: the cell's options are not YAML; "
            "write them as ':tags: [live]'."
        ) from None


def mask_fences(text: str) -> str:
    """Blank out fenced code and HTML comments, keeping every position."""
    return _COMMENT.sub(_blank, _FENCE.sub(_blank, text))


def mask_code(text: str) -> str:
    """Blank out fenced code, comments and code spans, keeping every position.

    Examples
    --------
    >>> mask_code("a `b` c")
    'a     c'
    """
    return _SPAN.sub(_blank, mask_fences(text))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
