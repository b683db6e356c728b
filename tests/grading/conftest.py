"""Submissions of an exercise, made from the committed notebooks by small edits."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
import pytest

EXERCISE = "critical-path"
Edits = Mapping[str, Sequence[Mapping[str, str]]]
Answers = Mapping[str, str]


@pytest.fixture(scope="session")
def solution(repository: Path) -> Path:
    return repository / "solutions" / EXERCISE / f"{EXERCISE}.ipynb"


@pytest.fixture(scope="session")
def release(repository: Path) -> Path:
    return repository / "exercises" / EXERCISE / f"{EXERCISE}.ipynb"


@pytest.fixture(scope="session")
def answered(repository: Path) -> Callable[..., Any]:
    """An exercise's release, answered as in its solution but for edits and whole new answers.

    Both name an answer cell by the end of its id; an edit is `{"old": ..., "new": ...}`.
    """

    def make(exercise: str, edits: Edits | None = None, answers: Answers | None = None) -> Any:
        edits, answers = edits or {}, answers or {}
        release, solution = (
            nbformat.read(repository / folder / exercise / f"{exercise}.ipynb", as_version=4)
            for folder in ("exercises", "solutions")
        )
        solved = {
            cell.id.removeprefix(f"{exercise}-"): cell.source
            for cell in solution.cells
            if cell.metadata.get("nbgrader", {}).get("solution")
        }
        assert {*edits, *answers} <= solved.keys(), "no such answer cell"
        for cell in release.cells:
            part = cell.id.removeprefix(f"{exercise}-")
            if part in solved:
                cell.source = answers.get(part, solved.pop(part))
                for edit in edits.get(part, []):
                    assert cell.source.count(edit["old"]) == 1, f"{part}: {edit['old']!r}"
                    cell.source = cell.source.replace(edit["old"], edit["new"])
        return release

    return make


@pytest.fixture(scope="module")
def course(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A course folder with our configuration and sources; nbgrader's ``alembic`` on the path."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(repository / "nbgrader_config.py", folder)
    shutil.copytree(repository / "solutions", folder / "solutions")
    shutil.copytree(repository / "exercises", folder / "exercises")
    before = os.environ["PATH"]
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    yield folder
    os.environ["PATH"] = before
