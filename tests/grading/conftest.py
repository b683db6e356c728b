"""Submissions of the exercise, made from the committed notebooks by small edits."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
import pytest

EXERCISE = "critical-path"
Edits = Mapping[str, Mapping[str, str]]


@pytest.fixture(scope="session")
def solution(repository: Path) -> Path:
    return repository / "solutions" / EXERCISE / f"{EXERCISE}.ipynb"


@pytest.fixture(scope="session")
def release(repository: Path) -> Path:
    return repository / "exercises" / EXERCISE / f"{EXERCISE}.ipynb"


@pytest.fixture(scope="session")
def edited(solution: Path, release: Path) -> Callable[[Edits], Any]:
    """The release, answered as in the solution but for edits: answer cell -> old text -> new."""

    def make(edits: Edits) -> Any:
        notebook = nbformat.read(release, as_version=4)
        answers = {
            cell.id: cell.source
            for cell in nbformat.read(solution, as_version=4).cells
            if cell.metadata.get("nbgrader", {}).get("solution")
        }
        for cell in notebook.cells:
            if cell.id not in answers:
                continue
            cell.source = answers.pop(cell.id)
            for old, new in edits.get(cell.id, {}).items():
                assert cell.source.count(old) == 1, f"{cell.id}: {old!r} is not there once"
                cell.source = cell.source.replace(old, new)
        assert not answers
        return notebook

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
