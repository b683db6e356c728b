"""Put an exercise back in order: its own cells restored, what was changed said in plain words.

Checks must run as they were given out, whatever happened to the notebook. The release
notebook is the model: its cells carry nbgrader's grade ids, and these decide what a
cell is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

__all__ = ["Model", "repaired"]

_PART = re.compile(r"^##\s+(Part\s+\d+.*?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Model:
    """The release notebook, cell by grade id, and the part that each cell belongs to."""

    notebook: Any
    cells: dict[str, Any]
    parts: dict[str, str]

    @classmethod
    def of(cls, notebook: Any) -> Model:
        """Read a release notebook; ``## Part 1: …`` headings name the parts."""
        cells, parts, part = {}, {}, "the introduction"
        for cell in notebook.cells:
            headings = _PART.findall(cell.source) if cell.cell_type == "markdown" else []
            part = headings[-1] if headings else part
            name = grade_id(cell)
            if name:
                cells[name], parts[name] = cell, part
        return cls(notebook, cells, parts)

    def graded(self, part: str) -> list[str]:
        """Grade ids of a part's checks."""
        return [name for name in self.cells if self.parts[name] == part and self.points(name)]

    def answers(self, part: str) -> list[str]:
        """Grade ids of a part's answer cells."""
        return [name for name in self.cells if self.parts[name] == part and self.is_answer(name)]

    def points(self, name: str) -> float:
        """Points of a check, 0 for any other cell."""
        return float(self.cells[name].metadata.nbgrader.get("points", 0))

    def is_answer(self, name: str) -> bool:
        """Whether the learner writes in this cell."""
        return bool(self.cells[name].metadata.nbgrader.get("solution"))

    def title(self, name: str) -> str:
        """Name a cell for the learner: ``an answer cell of Part 2``."""
        part = self.parts[name].split(":")[0]
        if self.is_answer(name):
            return f"an answer cell of {part}"
        if self.points(name):
            return f"a check of {part}"
        kind = "code" if self.cells[name].cell_type == "code" else "text"
        return f"a {kind} cell of {part}"


def grade_id(cell: Any) -> str | None:
    """Grade id of a cell, or None for one that is the learner's own."""
    mark = cell.metadata.get("nbgrader")
    name = mark.get("grade_id") if isinstance(mark, dict) else None
    return name if isinstance(name, str) and name else None


def repaired(notebook: Any, model: Model) -> tuple[Any, list[str]]:
    """Return a notebook fit for checking, and what had to be mended.

    Parameters
    ----------
    notebook : NotebookNode
        The learner's notebook; left as it is.
    model : Model
        The exercise as released.

    Returns
    -------
    NotebookNode
        The exercise's cells as released, each once, with the learner's answers in them,
        and the learner's own cells. Tags and other metadata are gone: one of them
        (``skip-execution``) would let a check pass unseen.
    list of str
        One sentence for each kind of damage and cell.
    """
    from nbformat.v4 import new_notebook

    notes: list[str] = []
    cells = _put_back_lost(list(_sorted_out(notebook.cells, model, notes)), model, notes)
    return new_notebook(cells=[cell for _, cell in cells], metadata=model.notebook.metadata), list(
        dict.fromkeys(notes)
    )


def _sorted_out(
    cells: list[Any], model: Model, notes: list[str]
) -> Iterator[tuple[str | None, Any]]:
    """Learner's cells, each with its grade id if it is one of the exercise's."""
    seen: set[str] = set()
    for cell in cells:
        name = grade_id(cell)
        if name not in model.cells:
            yield None, _own_cell(cell)
        elif name not in seen:
            seen.add(name)
            yield name, _restored(cell, name, model, notes)
        elif model.is_answer(name):
            notes.append(
                f"{_start(model.title(name))} stands twice. Both were run, so the lower one counts "
                "here; delete the one you don't mean before you hand the notebook in."
            )
            yield None, _own_cell(cell)
        else:
            notes.append(
                f"{_start(model.title(name))} stands twice; one was used. Delete the copy before "
                "you hand the notebook in: it can stop the grading."
            )


def _own_cell(cell: Any) -> Any:
    from nbformat.v4 import new_code_cell, new_markdown_cell

    make = new_code_cell if cell.cell_type == "code" else new_markdown_cell
    return make(cell.source)


def _restored(cell: Any, name: str, model: Model, notes: list[str]) -> Any:
    """Build the released cell anew; the learner's source stays in an answer cell only."""
    released = _released(name, model)
    what = _start(model.title(name))
    if cell.cell_type != released.cell_type:
        notes.append(f"{what} had become a {cell.cell_type} cell; it was run as code.")
    if model.is_answer(name):
        released.source = cell.source
    elif cell.source.strip() != released.source.strip() and released.cell_type == "code":
        notes.append(f"{what} was changed; the original was used, as it will be at grading.")
    return released


def _released(name: str, model: Model) -> Any:
    from copy import deepcopy

    cell = deepcopy(model.cells[name])
    cell.metadata = {"nbgrader": cell.metadata.nbgrader}
    return cell


def _put_back_lost(
    cells: list[tuple[str | None, Any]], model: Model, notes: list[str]
) -> list[tuple[str | None, Any]]:
    names = list(model.cells)
    present = {name for name, _ in cells}
    for before, name in pairwise([None, *names]):
        if name in present or name is None:
            continue
        place = [n for n, _ in cells].index(before) + 1 if before is not None else 0
        cells.insert(place, (name, _released(name, model)))
        if model.cells[name].cell_type == "code":
            notes.append(
                f"{_start(model.title(name))} is missing from your notebook; the original was put "
                "back for this run. Copy your answers into a fresh notebook before you hand it in."
            )
    return cells


def _start(text: str) -> str:
    return text[:1].upper() + text[1:]
