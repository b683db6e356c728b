"""Start a lesson, an assignment or a scenario from a template that passes the checks as it is."""

from __future__ import annotations

import re
from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path, PurePosixPath
from string import Template

from tpmlab.authoring.curriculum_edit import with_assignment, with_lesson
from tpmlab.authoring.files import remove, store
from tpmlab.curriculum import load_curriculum
from tpmlab.errors import ContentError

__all__ = ["new_assignment", "new_lesson", "new_scenario"]

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CURRICULUM = PurePosixPath("content/curriculum.yaml")


def new_lesson(base: Path, place: str) -> list[PurePosixPath]:
    """Write a lesson's template, its questions and its entry in the curriculum.

    Parameters
    ----------
    base : pathlib.Path
        The content's root.
    place : str
        ``module/lesson-id``; an unknown module is added at the end.

    Returns
    -------
    list of pathlib.PurePosixPath
        Files written or changed, relative to ``base``.

    Raises
    ------
    ContentError
        If the name is not usable or something of that name exists; nothing is written then.
    """
    module_id, _, lesson_id = place.partition("/")
    _require_slug(module_id, "module/lesson-id")
    _require_slug(lesson_id, "module/lesson-id")
    words = {"id": lesson_id, "title": lesson_id.replace("-", " ").capitalize()}
    entry = [
        f"id: {lesson_id}",
        f"title: {words['title']}",
        "minutes: 20",
        "objectives:",
        '  - {id: say-it, text: "say in one sentence what this lesson is for"}',
    ]
    curriculum = with_lesson(_read(base), module_id, lesson_id, entry)
    items = PurePosixPath("content/exam/items/lessons", lesson_id)
    page = PurePosixPath("content/lessons", module_id, f"{lesson_id}.md")
    texts = {page: _templates()["lesson.md"]}
    texts |= {items / name: text for name, text in _templates("items").items()}
    return _write(
        base, {path: Template(text).substitute(words) for path, text in texts.items()}, curriculum
    )


def new_assignment(
    base: Path, assignment_id: str, lesson_id: str | None = None
) -> list[PurePosixPath]:
    """Write an assignment's template; with a lesson, name it in the lesson's entry.

    Raises
    ------
    ContentError
        If the name is not usable, something of that name exists, or the lesson has an
        assignment already; nothing is written then.
    """
    _require_slug(assignment_id, "an id")
    text = _read(base)
    curriculum = with_assignment(text, lesson_id, assignment_id) if lesson_id else text
    words = {"id": assignment_id, "title": assignment_id.replace("-", " ")}
    body = Template(_templates()["assignment.md"]).substitute(words)
    return _write(
        base, {PurePosixPath("content/assignments", f"{assignment_id}.md"): body}, curriculum
    )


def new_scenario(base: Path, scenario_id: str) -> list[PurePosixPath]:
    """Write a small scenario that loads and can be played as it is.

    Parameters
    ----------
    base : pathlib.Path
        The content's root.
    scenario_id : str
        Lower-case words joined by hyphens, at most 40 characters.

    Returns
    -------
    list of pathlib.PurePosixPath
        The file written, relative to ``base``.

    Raises
    ------
    ContentError
        If the name is not usable or there is such a scenario; nothing is written then.
    """
    _require_slug(scenario_id, "an id", longest=40)
    words = {"id": scenario_id, "title": scenario_id.replace("-", " ").capitalize()}
    text = Template(_templates("scenario")["scenario.yaml"]).substitute(words)
    path = PurePosixPath("content/scenarios", f"{scenario_id}.yaml")
    return _write(base, {path: text}, _read(base))


def _require_slug(name: str, form: str, longest: int = 60) -> None:
    if not _SLUG.fullmatch(name) or len(name) > longest:
        raise ContentError(
            f"'{name}' is no id: write {form} in lower-case words joined by hyphens, "
            "like planning/earned-value."
        )


def _read(base: Path) -> str:
    load_curriculum(base)  # a broken file is reported with its line
    return (base / _CURRICULUM).read_text(encoding="utf-8")


def _templates(kind: str = "") -> dict[str, str]:
    """Give the templates of one folder by name."""
    folder = files("tpmlab.authoring") / "templates" / kind
    return {
        file.name: file.read_text(encoding="utf-8")
        for file in sorted(folder.iterdir(), key=str)
        if file.is_file()
    }


def _write(base: Path, texts: dict[PurePosixPath, str], curriculum: str) -> list[PurePosixPath]:
    """Write all or nothing: the curriculum last, so that it never names what is not there."""
    there = [path for path in texts if (base / path).exists()]
    if there:
        raise ContentError(f"{there[0]} exists; choose another id or edit that file.")
    with ExitStack() as undo:
        for path, text in texts.items():
            store(base / path, text.encode())
            undo.callback(remove, base / path)
        changed = curriculum != _read(base)
        if changed:
            store(base / _CURRICULUM, curriculum.encode())
        undo.pop_all()
    return [*texts, *([_CURRICULUM] if changed else [])]
