"""All modules with their lessons and exercises on one page, in teaching order."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from nbformat.v4 import new_markdown_cell

from tpmlab.authoring.library import CONTENTS_PAGE, Library
from tpmlab.authoring.links import resolve_text
from tpmlab.authoring.notebook import empty_notebook
from tpmlab.curriculum import Lesson, Module

__all__ = ["contents_notebook"]


def contents_notebook(library: Library) -> Any:
    """Lay out each module: lessons with minutes, what one can do afterwards, the exercise."""
    notebook = empty_notebook(PurePosixPath("content/curriculum.yaml"))
    lessons = library.curriculum.lessons.values()
    minutes = sum(lesson.minutes for lesson in lessons)
    opening = (
        f"# Contents\n\n{len(lessons)} lessons of {minutes // 60} hours and {minutes % 60} minutes "
        "in all, exercises not counted. *Start here* proposes a path through them."
    )
    notebook.cells.append(new_markdown_cell(opening, id="contents"))
    for module in library.curriculum.modules:
        text = resolve_text(_module(module), library, CONTENTS_PAGE)
        notebook.cells.append(new_markdown_cell(text, id=f"module-{module.id}"[:64]))
    return notebook


def _module(module: Module) -> str:
    minutes = sum(lesson.minutes for lesson in module.written)
    time = f" ({minutes} minutes)" if minutes else ""
    lines = [f"## {module.title}{time}", "", *(_lesson(lesson) for lesson in module.written)]
    planned = [entry for entry in module.lessons if isinstance(entry, str)]
    if planned:
        names = ", ".join(name.replace("-", " ") for name in planned)
        lines += ["", f"Planned: {names}."]
    return "\n".join(lines)


def _lesson(lesson: Lesson) -> str:
    able = "; ".join(objective.text for objective in lesson.objectives)
    exercise = f" [Exercise](assignment:{lesson.assignment})." if lesson.assignment else ""
    title = f"**[{lesson.title}](lesson:{lesson.id})**"
    return f"- {title}, {lesson.minutes} minutes: {able}.{exercise}"
