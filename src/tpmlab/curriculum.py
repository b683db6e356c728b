"""Modules and lessons in order: ``content/curriculum.yaml`` as data.

Order lives here alone. File names carry the order (``05-planning/02-critical-path.ipynb``),
ids never do, so a lesson may move without breaking a link.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import Annotated, Self

from pydantic import Field, model_validator

from tpmlab.content import StrictModel, read_yaml, root
from tpmlab.errors import ContentError

__all__ = ["Curriculum", "Lesson", "Module", "Objective", "load_curriculum"]

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


class Objective(StrictModel):
    """What a learner can do after a lesson; quiz items name its id."""

    id: Slug
    text: str


class Lesson(StrictModel):
    """One lesson: its text is ``content/lessons/<module>/<id>.md``."""

    id: Slug
    title: str
    minutes: Annotated[int, Field(ge=1, le=120)]
    objectives: Annotated[list[Objective], Field(min_length=1)]
    needs: list[Slug] = Field(default=[])
    assignment: Slug | None = None


class Module(StrictModel):
    """A group of lessons. A bare id in ``lessons`` keeps the place of one not yet written."""

    id: Slug
    title: str
    lessons: list[Slug | Lesson]

    @property
    def written(self) -> list[Lesson]:
        """Lessons that exist, in order."""
        return [lesson for lesson in self.lessons if isinstance(lesson, Lesson)]


class Curriculum(StrictModel):
    """Every module in teaching order.

    Examples
    --------
    >>> curriculum = load_curriculum()
    >>> curriculum.notebook("critical-path").as_posix()
    'notebooks/05-planning/02-critical-path.ipynb'
    """

    modules: list[Module]

    @cached_property
    def places(self) -> dict[str, tuple[int, int]]:
        """Place in teaching order, (module, lesson), of every id, written or planned."""
        return {
            entry if isinstance(entry, str) else entry.id: (m, number)
            for m, module in enumerate(self.modules)
            for number, entry in enumerate(module.lessons, start=1)
        }

    @cached_property
    def lessons(self) -> dict[str, Lesson]:
        """Written lessons by id, in teaching order."""
        return {lesson.id: lesson for module in self.modules for lesson in module.written}

    @property
    def planned(self) -> set[str]:
        """Ids that have a place but no text yet."""
        return set(self.places) - set(self.lessons)

    def module_of(self, lesson_id: str) -> Module:
        """Return the module that a lesson belongs to; ContentError if no lesson has this id."""
        return self.modules[self._place(lesson_id)[0]]

    def source(self, lesson_id: str) -> PurePosixPath:
        """Where a lesson is written, relative to the content's root."""
        return PurePosixPath("content/lessons", self.module_of(lesson_id).id, f"{lesson_id}.md")

    def notebook(self, lesson_id: str) -> PurePosixPath:
        """Where a lesson's notebook is built, relative to the content's root."""
        m, number = self._place(lesson_id)
        folder = f"{m:02d}-{self.modules[m].id}"
        return PurePosixPath("notebooks", folder, f"{number:02d}-{lesson_id}.ipynb")

    def exercise(self, assignment_id: str) -> PurePosixPath:
        """Where an assignment's release version lies, relative to the content's root."""
        return PurePosixPath("exercises", assignment_id, f"{assignment_id}.ipynb")

    def assignments(self) -> Iterator[tuple[str, Lesson]]:
        """Yield assignment ids, each with the lesson that leads to it, in teaching order."""
        for lesson in self.lessons.values():
            if lesson.assignment is not None:
                yield lesson.assignment, lesson

    def before(self, lesson_id: str) -> list[str]:
        """Written lessons that come earlier, in order."""
        ids = list(self.lessons)
        return ids[: ids.index(lesson_id)]

    def after(self, lesson_id: str) -> str | None:
        """Next written lesson, or None at the end."""
        ids = list(self.lessons)
        place = ids.index(lesson_id) + 1
        return ids[place] if place < len(ids) else None

    def _place(self, lesson_id: str) -> tuple[int, int]:
        try:
            return self.places[lesson_id]
        except KeyError:
            known = ", ".join(self.lessons)
            raise ContentError(f"There is no lesson '{lesson_id}'; known are {known}.") from None

    @model_validator(mode="after")
    def _ids_are_unique_and_needs_come_first(self) -> Self:
        seen: set[str] = set()
        for module in self.modules:
            for entry in module.lessons:
                lesson_id = entry if isinstance(entry, str) else entry.id
                if lesson_id in seen:
                    raise ValueError(f"the lesson '{lesson_id}' stands twice; keep one")
                needs = [] if isinstance(entry, str) else entry.needs
                for need in needs:
                    if need not in seen:
                        raise ValueError(
                            f"'{lesson_id}' needs '{need}', which does not come before it"
                        )
                seen.add(lesson_id)
        return self


def load_curriculum(base: Path | None = None) -> Curriculum:
    """Read ``content/curriculum.yaml`` below ``base`` (default: tpmlab's own content)."""
    path = (base or root()) / "content" / "curriculum.yaml"
    return _load(path, path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=4)
def _load(path: Path, stamp: int) -> Curriculum:
    """Read the file once for each version of it: every question asks for the curriculum."""
    return read_yaml(path, Curriculum)
