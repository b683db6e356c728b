"""Topics and where each is taught and practised: ``content/syllabus.yaml`` as data."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from tpmlab.content import StrictModel, read_yaml, root

__all__ = ["Syllabus", "Topic", "load_syllabus"]

Practised = Annotated[str, Field(pattern=r"^(quiz|prediction|exercise|explorer|lesson):\S.*$")]
Practice = Literal[
    "artifact-template", "dataset", "exam-items", "exercise", "lesson", "simulator", "widget"
]


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


class Topic(StrictModel):
    """One topic.

    Parameters
    ----------
    id : str
        Slug, never reused.
    topic : str
        What it is, in one line.
    lesson : str
        Id of the lesson that teaches it, planned or written.
    practice : str
        Kind of practice meant for it.
    heading : str or None
        Heading in the lesson's text under which it is taught.
    practised : list of str
        Where a learner practises it: ``quiz:ITEM``, ``prediction:ITEM`` (an item of
        the lesson), ``exercise:ASSIGNMENT``, ``explorer:HEADING`` or
        ``lesson:HEADING`` (a heading of the lesson). One may stand without the list.
    instead : str or None
        Why it is not taught and practised as such, and what is done instead.
    check : str or None
        A claim to verify before it is taught.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
    topic: str
    lesson: str
    practice: Practice
    heading: str | None = None
    practised: Annotated[list[Practised], BeforeValidator(_as_list)] = Field(default_factory=list)
    instead: Annotated[str, Field(min_length=10)] | None = None
    check: str | None = None

    @property
    def taught(self) -> bool:
        """Whether it says where it is taught and practised, or what is done instead."""
        return self.instead is not None or (self.heading is not None and bool(self.practised))

    @model_validator(mode="after")
    def _heading_and_practice_go_together(self) -> Self:
        if (self.heading is None) != (not self.practised) and self.instead is None:
            raise ValueError(
                f"topic '{self.id}' needs both 'heading' and 'practised', or neither yet"
            )
        return self


class Syllabus(StrictModel):
    """Every topic; ids are unique.

    Examples
    --------
    >>> len(load_syllabus().topics) >= 260
    True
    """

    topics: list[Topic]

    def of(self, lesson_id: str) -> list[Topic]:
        """Topics of one lesson, in the file's order."""
        return [topic for topic in self.topics if topic.lesson == lesson_id]

    def lessons(self) -> Iterable[str]:
        """Lesson ids in order of first mention."""
        return dict.fromkeys(topic.lesson for topic in self.topics)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [topic.id for topic in self.topics]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"the topic '{twice[0]}' stands twice; keep one")
        return self


def load_syllabus(base: Path | None = None) -> Syllabus:
    """Read ``content/syllabus.yaml`` below ``base`` (default: tpmlab's own content)."""
    return read_yaml((base or root()) / "content" / "syllabus.yaml", Syllabus)
