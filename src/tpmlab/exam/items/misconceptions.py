"""The beliefs that make wrong answers tempting: ``content/exam/misconceptions.yaml``."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path, PurePosixPath

from pydantic import Field, field_validator

from tpmlab.content import StrictModel, read_yaml, root
from tpmlab.exam.items.parts import Slug, TaskId, Text

__all__ = ["MISCONCEPTIONS", "Misconception", "load_misconceptions"]

MISCONCEPTIONS = PurePosixPath("content/exam/misconceptions.yaml")
"""Where they are written, relative to the content's root."""


class Misconception(StrictModel):
    """A belief that makes a wrong answer tempting, and what is true instead.

    ``tasks`` names the exam tasks it spoils, as ``outline-id:task-id``.
    """

    id: Slug
    group: Text
    belief: Text
    correction: Text
    tasks: list[TaskId] = Field(default_factory=list)


class _MisconceptionFile(StrictModel):
    misconceptions: list[Misconception]

    @field_validator("misconceptions")
    @classmethod
    def _ids_are_unique(cls, entries: list[Misconception]) -> list[Misconception]:
        for name, times in Counter(entry.id for entry in entries).items():
            if times > 1:
                raise ValueError(f"the misconception '{name}' stands {times} times; keep one")
        return entries


@lru_cache(maxsize=8)
def load_misconceptions(base: Path | None = None) -> dict[str, Misconception]:
    """Read ``content/exam/misconceptions.yaml``: id → misconception, in file order.

    Parameters
    ----------
    base : pathlib.Path, optional
        Folder that holds ``content/`` (default: tpmlab's own). The result is kept:
        treat it as read-only.

    Examples
    --------
    >>> load_misconceptions()["durations-add-up"].belief
    'Project duration is the sum of all durations.'
    """
    path = (base or root()) / MISCONCEPTIONS
    return {entry.id: entry for entry in read_yaml(path, _MisconceptionFile).misconceptions}
