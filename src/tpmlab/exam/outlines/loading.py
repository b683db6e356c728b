"""Exam outlines by id, and tasks by ``outline-id:task-id``: ``content/exam/outlines/*.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath

from tpmlab.content import read_yaml, root
from tpmlab.errors import ContentError
from tpmlab.exam.items.messages import closest
from tpmlab.exam.outlines.model import Domain, Outline, Task

__all__ = ["NOTICE", "find_task", "load_outline", "load_outlines"]

NOTICE = (
    "Independent study material. Not affiliated with, sponsored or endorsed by PMI, "
    "Scrum Alliance, PeopleCert, CompTIA, ISC2 or Amazon Web Services. PMP, CAPM, PMI-ACP, "
    "PMI-PBA and PgMP are marks of Project Management Institute, Inc.; PRINCE2 and ITIL are "
    "marks of PeopleCert group companies; other marks belong to their owners. Practice results "
    "do not predict exam results, and use of this material does not grant contact hours or PDUs."
)

_FOLDER = PurePosixPath("content/exam/outlines")


@lru_cache(maxsize=8)
def load_outlines(base: Path | None = None) -> dict[str, Outline]:
    """Read every outline and check them against each other: id → outline, by id.

    Parameters
    ----------
    base : pathlib.Path, optional
        Folder that holds ``content/`` (default: tpmlab's own). The result is kept:
        treat it as read-only.

    Returns
    -------
    dict
        One entry a file.

    Raises
    ------
    ContentError
        For the first file that can't be used; the message names file, line and field.

    Examples
    --------
    >>> outlines = load_outlines()
    >>> outlines["pmp-2026"].supersedes
    'pmp-2021'
    >>> [domain.weight_percent for domain in outlines["pmp-2026"].domains]
    [33.0, 41.0, 26.0]
    """
    folder = (base or root()) / _FOLDER
    paths = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    outlines = {name: _read(path) for name, path in paths.items()}
    for name, outline in outlines.items():
        _check_succession(outline, outlines, paths[name])
    return outlines


def load_outline(outline_id: str, base: Path | None = None) -> Outline:
    """Read one outline.

    Parameters
    ----------
    outline_id : str
        File name without ``.yaml``, such as ``pmp-2026``.
    base : pathlib.Path, optional
        Folder that holds ``content/`` (default: tpmlab's own).

    Raises
    ------
    ContentError
        If there is none of that id (the message names the closest), or a file is broken.

    Examples
    --------
    >>> load_outline("pmp-2026").exam.minutes
    240
    >>> load_outline("pmp-2025")
    Traceback (most recent call last):
        ...
    tpmlab.errors.ContentError: There is no outline 'pmp-2025'; closest are pmp-2026, pmp-2021, cissp-2024.
    """  # noqa: E501 - a doctest compares one line
    outlines = load_outlines(base)
    if outline_id not in outlines:
        raise ContentError(f"There is no outline '{outline_id}'; {closest(outline_id, outlines)}.")
    return outlines[outline_id]


def find_task(reference: str, base: Path | None = None) -> tuple[Outline, Domain, Task]:
    """Find what ``outline-id:task-id`` names.

    Parameters
    ----------
    reference : str
        Such as ``pmp-2026:business.3``.
    base : pathlib.Path, optional
        Folder that holds ``content/`` (default: tpmlab's own).

    Returns
    -------
    tuple
        The outline, the domain and the task.

    Raises
    ------
    ContentError
        If the outline or the task doesn't exist.

    Examples
    --------
    >>> outline, domain, task = find_task("pmp-2026:business.3")
    >>> domain.name, task.label
    ('Business Environment', 'Run change control end to end')
    """
    outline_id, colon, task_id = reference.partition(":")
    if not colon:
        raise ContentError(
            f"'{reference}' names no task; write outline-id:task-id, as in pmp-2026:business.3."
        )
    outline = load_outline(outline_id, base)
    if task_id not in outline.tasks:
        raise ContentError(
            f"The outline '{outline_id}' has no task '{task_id}'; "
            f"{closest(task_id, outline.tasks)}."
        )
    return outline, outline.domain_of(task_id), outline.tasks[task_id]


def _read(path: Path) -> Outline:
    outline = read_yaml(path, Outline)
    if outline.id != path.stem:
        raise ContentError(
            f"{path}, line 1: the id '{outline.id}' differs from the file name; rename one."
        )
    return outline


def _check_succession(outline: Outline, outlines: Mapping[str, Outline], path: Path) -> None:
    """Hold what an outline says of the one before it against that one."""
    name = outline.supersedes
    if name is None:
        return
    old = outlines.get(name)
    if old is None or old is outline:
        raise ContentError(f"{path}: 'supersedes' names no other outline, '{name}'; correct it.")
    if outline.first_day and old.last_day and outline.first_day <= old.last_day:
        raise ContentError(
            f"{path}: 'first_day' {outline.first_day} is not after the last day of '{name}', "
            f"{old.last_day}; correct one."
        )
    if outline.moves is not None:
        _check_moves(outline, old, path)


def _check_moves(outline: Outline, old: Outline, path: Path) -> None:
    moves = outline.moves.tasks if outline.moves else {}
    sources = [task for tasks in moves.values() for task in tasks]
    for what, given, known in (
        (f"task of '{outline.id}'", moves, outline.tasks),
        (f"task of '{old.id}'", sources, old.tasks),
    ):
        for task in given:
            if task not in known:
                raise ContentError(
                    f"{path}: 'moves.tasks' names '{task}', no {what}; {closest(task, known)}."
                )
        for task in known:
            if task not in given:
                raise ContentError(f"{path}: 'moves.tasks' leaves out '{task}', a {what}; add it.")
