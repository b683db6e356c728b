"""The bank of questions: one YAML file an item, read strictly.

``content/exam/items/lessons/<lesson-id>/<item-id>.yaml`` holds the questions of a
lesson, ``content/exam/misconceptions.yaml`` the beliefs that make wrong options
tempting. A new type of question is a subclass of :class:`Item` with its own ``type``,
added to the union in ``_ItemFile``.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal, Self

from pydantic import (
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from tpmlab.content import StrictModel, read_yaml, root
from tpmlab.curriculum import load_curriculum
from tpmlab.errors import ContentError

__all__ = [
    "Item",
    "Misconception",
    "MultipleItem",
    "Option",
    "SingleItem",
    "load_item",
    "load_lesson_items",
    "load_misconceptions",
]

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
TaskId = Annotated[str, Field(pattern=r"^[a-z0-9-]+:[a-z0-9.-]+$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

_LESSON_ITEMS = PurePosixPath("content/exam/items/lessons")
_MISCONCEPTIONS = PurePosixPath("content/exam/misconceptions.yaml")


class Misconception(StrictModel):
    """A belief that makes a wrong answer tempting, and what is true instead.

    ``tasks`` names the exam tasks it spoils, as ``outline-id:task-id``.
    """

    id: Slug
    group: Text
    belief: Text
    correction: Text
    tasks: list[TaskId] = Field(default_factory=list)


class Option(StrictModel):
    """One answer on offer: the key, or wrong for a reason that has an id.

    ``why`` speaks to the case: why this answer holds or fails here.
    """

    text: Text
    key: bool = False
    misconception: Slug | None = None
    why: Text

    @model_validator(mode="after")
    def _wrong_for_a_reason(self) -> Self:
        if self.key and self.misconception:
            raise ValueError(
                f"the key '{_short(self.text)}' names the misconception '{self.misconception}'; "
                "remove 'misconception' or 'key'"
            )
        if not self.key and not self.misconception:
            raise ValueError(
                f"the wrong option '{_short(self.text)}' names no misconception; "
                "add 'misconception: ID' with an id of misconceptions.yaml"
            )
        return self


class Item(StrictModel):
    """One question with its options; what every type of question has in common.

    A ``quiz`` item checks one objective of its lesson, a ``prediction`` is asked before
    anything is taught and so needs none. Options are numbered from 0 in file order.
    """

    id: Slug
    lesson: Slug
    use: Literal["quiz", "prediction"]
    objective: Annotated[Slug | None, Field(validate_default=True)] = None
    type: str
    level: Literal["recall", "apply", "analyse"]
    stem: Text
    options: list[Option]
    principle: Text
    sources: list[Slug] = Field(default_factory=list)

    @property
    def label(self) -> str:
        """Name that lessons use: ``lesson-id:item-id``."""
        return f"{self.lesson}:{self.id}"

    @property
    def file(self) -> PurePosixPath:
        """Where the item is written, relative to the content's root."""
        return _LESSON_ITEMS / self.lesson / f"{self.id}.yaml"

    @property
    def keys(self) -> tuple[int, ...]:
        """Numbers of the options that are right."""
        return tuple(i for i, option in enumerate(self.options) if option.key)

    def is_right(self, chosen: list[int]) -> bool:
        """Tell whether exactly the keys were chosen: all or nothing."""
        return set(chosen) == set(self.keys)

    @field_validator("objective")
    @classmethod
    def _quiz_has_an_objective(cls, objective: str | None, info: ValidationInfo) -> str | None:
        if info.data.get("use") == "quiz" and objective is None:
            raise ValueError("a quiz item needs an objective; add one of the lesson's ids")
        return objective

    @field_validator("options")
    @classmethod
    def _options_are_three_to_six_and_differ(cls, options: list[Option]) -> list[Option]:
        if not 3 <= len(options) <= 6:
            raise ValueError(f"{len(options)} options; give 3 to 6")
        counts = Counter(" ".join(option.text.casefold().split()) for option in options)
        text, times = counts.most_common(1)[0]
        if times > 1:
            raise ValueError(f"two options say '{_short(text)}'; make them differ")
        return options


class SingleItem(Item):
    """A question with exactly one right option."""

    type: Literal["single"]

    @field_validator("options")
    @classmethod
    def _one_key(cls, options: list[Option]) -> list[Option]:
        keys = sum(option.key for option in options)
        if keys != 1:
            raise ValueError(f"{keys} options are keys; a single item has exactly one 'key: true'")
        return options


class MultipleItem(Item):
    """A question with two or more right options, scored all or nothing.

    ``choose`` is how many options are right: the learner is told.
    """

    type: Literal["multiple"]
    choose: int

    @field_validator("options")
    @classmethod
    def _keys_and_a_distractor(cls, options: list[Option]) -> list[Option]:
        keys = sum(option.key for option in options)
        if keys < 2:
            raise ValueError(
                f"{keys} options are keys; a multiple item has two or more 'key: true'"
            )
        if keys == len(options):
            raise ValueError("every option is a key; a multiple item needs one or more wrong ones")
        return options

    @field_validator("choose")
    @classmethod
    def _choose_counts_the_keys(cls, choose: int, info: ValidationInfo) -> int:
        keys = sum(option.key for option in info.data.get("options", []))
        if keys and choose != keys:
            raise ValueError(f"'choose' says {choose} and {keys} options are keys; make them agree")
        return choose


class _ItemFile(RootModel[Annotated[SingleItem | MultipleItem, Field(discriminator="type")]]):
    """One file of the bank: its ``type`` decides which model reads it."""

    model_config = ConfigDict(frozen=True, strict=True)

    @model_validator(mode="before")
    @classmethod
    def _type_is_known(cls, document: Any) -> Any:
        if not isinstance(document, dict):
            raise ValueError("an item is a list of 'key: value' lines; copy the nearest item")
        if document.get("type") not in ("single", "multiple"):
            raise ValueError(
                f"'type' is {document.get('type')!r}; write 'type: single' or 'type: multiple'"
            )
        return document


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
    path = (base or root()) / _MISCONCEPTIONS
    return {entry.id: entry for entry in read_yaml(path, _MisconceptionFile).misconceptions}


def load_item(lesson_id: str, item_id: str, base: Path | None = None) -> Item:
    """Read one question of a lesson.

    Parameters
    ----------
    lesson_id, item_id : str
        Folder and file name (without ``.yaml``) below ``content/exam/items/lessons/``.
    base : pathlib.Path, optional
        Folder that holds ``content/`` (default: tpmlab's own).

    Returns
    -------
    Item
        A :class:`SingleItem` or :class:`MultipleItem`.

    Raises
    ------
    ContentError
        If there is no such item, or its file breaks a rule. The message names file,
        line and remedy, and the ids that come closest to an unknown one.
    """
    base = base or root()
    path = base / _LESSON_ITEMS / lesson_id / f"{item_id}.yaml"
    if not path.is_file():
        there = sorted(p.stem for p in path.parent.glob("*.yaml"))
        raise ContentError(
            f"The lesson '{lesson_id}' has no item '{item_id}'; {_closest(item_id, there)}."
        )
    item = read_yaml(path, _ItemFile).root
    if item.id != path.stem:
        _fail(path, f"id: {item.id}", f"the id '{item.id}' differs from the file name; rename one")
    if item.lesson != path.parent.name:
        _fail(path, "lesson:", f"the lesson '{item.lesson}' differs from the folder; correct one")
    _check_references(item, path, base)
    return item


def load_lesson_items(lesson_id: str, base: Path | None = None) -> list[Item]:
    """Read every question of a lesson, by file name; none written gives an empty list.

    Raises
    ------
    ContentError
        For the first file that breaks a rule; see :func:`load_item`.
    """
    folder = (base or root()) / _LESSON_ITEMS / lesson_id
    return [load_item(lesson_id, path.stem, base) for path in sorted(folder.glob("*.yaml"))]


def _check_references(item: Item, path: Path, base: Path) -> None:
    """Every id that the item borrows from another file exists there."""
    known = load_misconceptions(base)
    for option in item.options:
        name = option.misconception
        if name is not None and name not in known:
            _fail(
                path,
                f"misconception: {name}",
                f"no misconception '{name}'; {_closest(name, known)}",
            )
    lesson = load_curriculum(base).lessons.get(item.lesson)
    if lesson is not None and item.objective is not None:
        objectives = [objective.id for objective in lesson.objectives]
        if item.objective not in objectives:
            message = f"'{item.lesson}' has no objective '{item.objective}'"
            _fail(path, "objective:", f"{message}; {_closest(item.objective, objectives)}")


def _fail(path: Path, words: str, message: str) -> None:
    """Raise ContentError at the first line of a file that holds the given words."""
    pattern = re.compile(re.escape(words).replace(r":\ ", r":\s*"))
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next((n for n, text in enumerate(lines, start=1) if pattern.search(text)), 1)
    raise ContentError(f"{path}, line {line}: {message}.")


def _closest(wrong: str, known: Any) -> str:
    """Words that lead from an unknown id to the known ones."""
    names = list(known)
    close = get_close_matches(wrong, names, n=3, cutoff=0.4) or names[:5]
    return f"closest are {', '.join(close)}" if close else "there are none yet"


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
