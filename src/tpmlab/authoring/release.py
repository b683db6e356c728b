"""Make the learner's version of an assignment with nbgrader's own ``generate_assignment``."""

from __future__ import annotations

import os
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from tpmlab.errors import TpmlabError

__all__ = ["ReleaseError", "release"]

_GRADEBOOK = "gradebook.db"


class ReleaseError(TpmlabError, RuntimeError):
    """nbgrader refused an assignment; its own words are in the message."""


def release(
    assignment_id: str, source: Mapping[PurePosixPath, bytes], base: Path
) -> dict[PurePosixPath, bytes]:
    """Give the files of ``exercises/<assignment>/`` for those of ``solutions/<assignment>/``.

    Parameters
    ----------
    assignment_id : str
        Name of the assignment.
    source : mapping
        Contents by path relative to the assignment's folder.
    base : pathlib.Path
        The content's root, whose ``nbgrader_config.py`` holds if there is one.

    Returns
    -------
    dict
        Contents by path relative to the assignment's folder.

    Raises
    ------
    ReleaseError
        If nbgrader fails.
    """
    with tempfile.TemporaryDirectory(prefix="tpmlab-", ignore_cleanup_errors=True) as name:
        course = Path(name)
        for path, content in source.items():
            target = course / "solutions" / assignment_id / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        with _alembic_on_path(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            (course / _GRADEBOOK).write_bytes(_empty_gradebook())
            _generate(assignment_id, course, base)
        made = course / "exercises" / assignment_id
        return {
            PurePosixPath(path.relative_to(made).as_posix()): path.read_bytes()
            for path in sorted(made.rglob("*"))
            if path.is_file()
        }


@cache
def _empty_gradebook() -> bytes:
    """Make a gradebook once: for each new one nbgrader starts alembic, which takes seconds."""
    from nbgrader.api import Gradebook

    with tempfile.TemporaryDirectory(prefix="tpmlab-", ignore_cleanup_errors=True) as name:
        file = Path(name) / _GRADEBOOK
        Gradebook(f"sqlite:///{file}").close()
        return file.read_bytes()


def _generate(assignment_id: str, course: Path, base: Path) -> None:
    from nbgrader.apps import NbGraderAPI

    result = NbGraderAPI(config=_config(course, base)).generate_assignment(
        assignment_id, force=True
    )
    if not result["success"]:
        words = (result.get("error") or result.get("log") or "no reason given").strip()
        raise ReleaseError(
            f"content/assignments/{assignment_id}.md: nbgrader could not make the exercise: "
            f"{words.splitlines()[-1]}; mend the assignment."
        )


def _config(course: Path, base: Path) -> Any:
    from traitlets.config import Config
    from traitlets.config.loader import PyFileConfigLoader

    config = Config()
    if (base / "nbgrader_config.py").is_file():
        config = PyFileConfigLoader("nbgrader_config.py", path=str(base)).load_config()
    ours = Config()
    ours.CourseDirectory.root = str(course)
    ours.CourseDirectory.source_directory = "solutions"
    ours.CourseDirectory.release_directory = "exercises"
    ours.CourseDirectory.db_url = f"sqlite:///{course / _GRADEBOOK}"
    config.merge(ours)
    return config


@contextmanager
def _alembic_on_path() -> Iterator[None]:
    """Let nbgrader find the bare command ``alembic``, which lies beside this Python."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before
