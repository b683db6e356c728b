"""Turn an assignment's text into the notebook that nbgrader takes as its source.

An author tags intent (``answer``, ``check`` with ``points-N``, ``hidden-check``); ids and
nbgrader's metadata are derived from slug, part and tag, never typed.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell

from tpmlab.authoring.library import Library
from tpmlab.authoring.notebook import cell_id, empty_notebook, text_source
from tpmlab.authoring.text import Cell, Document
from tpmlab.errors import ContentError

__all__ = ["solution_notebook"]

_KINDS = ("answer", "check", "hidden-check", "live")
_POINTS = re.compile(r"^points-(\d+(?:\.\d+)?)$")
_PART = re.compile(r"^## Part (\d+)\b", re.MULTILINE)
_BEGIN, _END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"


def solution_notebook(document: Document, slug: str, library: Library) -> Any:
    """Lay out the instructor's notebook of an assignment; nothing is run.

    Parameters
    ----------
    document : Document
        The assignment's text.
    slug : str
        The assignment's id.
    library : Library
        What its links may name.

    Raises
    ------
    ContentError
        If tags don't fit together; the message names file, line and remedy.
    """
    return _Solution(document, slug, library).build()


class _Solution:
    """One pass over the cells: the part we are in, the check that a hidden one joins."""

    def __init__(self, document: Document, slug: str, library: Library) -> None:
        self.document, self.slug, self.library = document, slug, library
        self.place = library.curriculum.exercise(slug)
        self.notebook = empty_notebook(document.path)
        self.part = 0
        self.used: Counter[str] = Counter()
        self.open_check: Any = None

    def build(self) -> Any:
        for position, cell in enumerate(self.document.cells, start=1):
            self._read_part(cell)
            kind, points = self._kind(cell)
            if kind == "hidden-check":
                self._join_hidden(cell, points)
                continue
            node = self._node(cell, kind, points, position)
            if kind != "text":
                self.open_check = node if kind == "check" else None
            self.notebook.cells.append(node)
        if not self.used["check"]:
            raise self._error(1, "has no 'check' cell; add one with 'points-N'")
        return self.notebook

    def _read_part(self, cell: Cell) -> None:
        if cell.kind != "text":
            return
        for match in _PART.finditer(cell.source):
            line = cell.line + cell.source.count("\n", 0, match.start())
            if int(match[1]) != self.part + 1:
                raise self._error(line, f"part {match[1]} follows part {self.part}; renumber it")
            self.part += 1
            self.open_check = None

    def _kind(self, cell: Cell) -> tuple[str, float | int | None]:
        if cell.kind == "text":
            return "text", None
        points: float | int | None = None
        kinds = []
        for tag in cell.tags:
            match = _POINTS.match(tag)
            if match:
                number = float(match[1])
                points = int(number) if number.is_integer() else number
            elif tag in _KINDS:
                kinds.append(tag)
            else:
                raise self._error(
                    cell.line,
                    f"'{tag}' is no tag of an assignment; use {', '.join(_KINDS)} or points-N",
                )
        if len(kinds) > 1:
            raise self._error(cell.line, f"a cell is '{kinds[0]}' or '{kinds[1]}'; keep one tag")
        kind = kinds[0] if kinds else "code"
        self._require_fitting(cell, kind, points)
        return kind, points

    def _require_fitting(self, cell: Cell, kind: str, points: float | None) -> None:
        marks = "### BEGIN SOLUTION" in cell.source and "### END SOLUTION" in cell.source
        if kind == "answer" and not marks:
            raise self._error(
                cell.line,
                "an answer needs its solution between '### BEGIN SOLUTION' and '### END SOLUTION'",
            )
        if kind != "answer" and "### BEGIN SOLUTION" in cell.source:
            raise self._error(cell.line, "a solution stands outside an answer; tag it 'answer'")
        if kind == "check" and not points:
            raise self._error(cell.line, "a check needs points; add the tag 'points-1'")
        if points is not None and kind not in ("check", "hidden-check"):
            raise self._error(cell.line, "only checks carry points; remove the points tag")
        if "HIDDEN TESTS" in cell.source:
            raise self._error(
                cell.line, "hidden marks are written by the build; use the tag 'hidden-check'"
            )

    def _join_hidden(self, cell: Cell, points: float | int | None) -> None:
        """Join a hidden check: alone, nbgrader would show learners an empty cell that passes."""
        if self.open_check is None:
            raise self._error(
                cell.line, "a hidden check joins the check before it; put a visible check there"
            )
        self.open_check.source += f"\n{_BEGIN}\n{cell.source}\n{_END}"
        self.open_check.metadata["nbgrader"]["points"] += points or 0

    def _node(self, cell: Cell, kind: str, points: float | None, position: int) -> Any:
        if kind == "text":
            source = text_source(cell, self.document, self.library, self.place)
            node = new_markdown_cell(source)
        else:
            node = new_code_cell(cell.source)
        if kind == "live":  # a button: nothing to grade, nothing to protect
            node.id = cell_id(self.slug, position, kind)
            node.metadata["tags"] = [kind]
            return node
        node.id = self._grade_id(kind, position)
        node.metadata["nbgrader"] = {
            "schema_version": 3,
            "grade_id": node.id,
            "grade": kind == "check",
            "solution": kind == "answer",
            "locked": kind != "answer",
            "task": False,
        }
        if kind == "check":
            node.metadata["nbgrader"]["points"] = points
        return node

    def _grade_id(self, kind: str, position: int) -> str:
        if kind in ("text", "code"):
            return cell_id(self.slug, position, kind)
        self.used[kind] += 1
        stem = f"part-{max(self.part, 1)}-{kind}"
        self.used[stem] += 1
        ending = f"-{stem}" if self.used[stem] == 1 else f"-{stem}-{self.used[stem]}"
        return self.slug[: 64 - len(ending)] + ending

    def _error(self, line: int, message: str) -> ContentError:
        return ContentError(f"{self.document.where(line)}: {message}.")
