"""Check an exercise as it will be graded, on a copy, and say per part what came of it.

nbgrader runs the notebook and decides the points; this module prepares the copy and
puts the outcome into words. Heavy imports wait until a check runs.
"""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from tpmlab.content import root
from tpmlab.curriculum import load_curriculum
from tpmlab.errors import TpmlabError
from tpmlab.learning.execution import executed
from tpmlab.learning.repair import Model, grade_id, repaired
from tpmlab.learning.verdict import Part, verdict

__all__ = ["ExerciseError", "Part", "Result", "release_notebook", "validate"]

_LARGEST_FILE = 10_000_000


class ExerciseError(TpmlabError, ValueError):
    """An exercise can't be checked; the message names the file and says what to do."""


@dataclass(frozen=True)
class Result:
    """Outcome of a check; ``notes`` tell what had to be mended in the copy."""

    assignment: str
    parts: list[Part]
    notes: list[str] = field(default_factory=list)

    @property
    def earned(self) -> float:
        """Points that the visible checks gave."""
        return sum(part.earned for part in self.parts)

    @property
    def possible(self) -> float:
        """Points of all parts."""
        return sum(part.points for part in self.parts)

    @property
    def summary(self) -> str:
        """One sentence with the points.

        Examples
        --------
        >>> Result("critical-path", [Part("Part 1", 4, 2, "partly")]).summary
        '2 of 4 visible points; more checks run at grading.'
        """
        return f"{self.earned:g} of {self.possible:g} visible points; more checks run at grading."

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return asdict(self) | {
            "earned": self.earned,
            "possible": self.possible,
            "summary": self.summary,
        }


def release_notebook(assignment: str) -> Path:
    """Where an exercise lies as it was given out; ExerciseError if there is no such exercise.

    Examples
    --------
    >>> release_notebook("critical-paht")
    Traceback (most recent call last):
        ...
    tpmlab.learning.validation.ExerciseError: There is no exercise 'critical-paht'; did you mean 'critical-path'?
    """  # noqa: E501 - a doctest compares one line
    curriculum = load_curriculum()
    known = [name for name, _ in curriculum.assignments()]
    if assignment not in known:
        close = get_close_matches(assignment, known, n=1)
        advice = f"did you mean '{close[0]}'?" if close else f"there is {', '.join(known)}."
        raise ExerciseError(f"There is no exercise '{assignment}'; {advice}")
    path = root() / curriculum.exercise(assignment)
    if not path.is_file():
        raise ExerciseError(f"{path} is missing: reinstall tpmlab, or run 'tpmlab author build'.")
    return path


def validate(path: Path, assignment: str, *, seconds: int = 120) -> Result:
    """Check a learner's notebook without touching it.

    Parameters
    ----------
    path : pathlib.Path
        The learner's notebook.
    assignment : str
        Id of the exercise.
    seconds : int
        Time limit of each cell, as at grading.

    Returns
    -------
    Result
        Points, state and message of each part, in order.

    Raises
    ------
    ExerciseError
        If there is no such exercise or file, or the file is no notebook of this exercise.
    """
    release = release_notebook(assignment)
    model = Model.of(_read(release))
    learners = _read(path)
    if not any(grade_id(cell) in model.cells for cell in learners.cells):
        raise ExerciseError(f"{path} holds no cell of the exercise '{assignment}': check its name.")
    notebook, notes = repaired(learners, model)
    with _folder(path.parent, release.parent) as folder:
        done = executed(notebook, folder, seconds)
    cells = {grade_id(cell): cell for cell in done.cells}
    parts = dict.fromkeys(model.parts[name] for name in model.cells if model.points(name))
    return Result(assignment, [verdict(part, model, cells, seconds) for part in parts], notes)


def _read(path: Path) -> Any:
    import nbformat

    try:
        with warnings.catch_warnings():  # old notebooks have no cell ids: nothing to worry about
            warnings.simplefilter("ignore")
            notebook = nbformat.read(str(path), as_version=4)
            nbformat.validate(notebook)
    except FileNotFoundError:
        raise ExerciseError(f"{path} does not exist: check its name and folder.") from None
    except OSError as error:
        raise ExerciseError(f"{path} can't be read: {error.strerror or error}.") from None
    except Exception:  # whatever nbformat meets in a file that is no notebook
        raise ExerciseError(
            f"{path} is damaged or no notebook: open it in JupyterLab, or take a fresh copy."
        ) from None
    return notebook


@contextmanager
def _folder(learners: Path, released: Path) -> Iterator[Path]:
    """Lay a folder of its own: the learner's files beside the notebook, then the exercise's."""
    with tempfile.TemporaryDirectory(prefix="tpmlab-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        for source in (learners, released):
            for file in source.iterdir():
                if file.suffix == ".ipynb" or file.is_symlink() or not file.is_file():
                    continue
                if file.stat().st_size <= _LARGEST_FILE:
                    shutil.copyfile(file, folder / file.name)
        yield folder
