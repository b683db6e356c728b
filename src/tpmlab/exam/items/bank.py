"""The bank of questions: one YAML file an item or case set, read strictly.

``content/exam/items/lessons/<lesson-id>/<item-id>.yaml`` holds the questions of a lesson,
``content/exam/items/<outline-id>/<id>.yaml`` those of an exam.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tpmlab.content import read_yaml, root
from tpmlab.errors import ContentError
from tpmlab.exam.items.cache import cache_file, recall, remember, stamp, without_collecting
from tpmlab.exam.items.files import CaseSet, ItemFile, LessonItemFile
from tpmlab.exam.items.messages import closest
from tpmlab.exam.items.misconceptions import Misconception, load_misconceptions
from tpmlab.exam.items.model import ITEMS, ChoiceItem, Item
from tpmlab.exam.items.references import check_item, check_set, fail_at
from tpmlab.exam.outlines.loading import load_outline

__all__ = [
    "Bank",
    "Misconception",
    "load_bank",
    "load_item",
    "load_lesson_items",
    "load_misconceptions",
    "read_bank",
]

_LESSON_ITEMS = ITEMS / "lessons"


@dataclass(frozen=True)
class Bank:
    """All items of one outline.

    Attributes
    ----------
    outline : str
        Id of the outline.
    items : tuple of Item
        By file name; items of a case set stand together, in its order.
    cases : mapping
        Case set by id.
    """

    outline: str
    items: tuple[Item, ...]
    cases: Mapping[str, CaseSet]

    def __len__(self) -> int:
        return len(self.items)

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """Item by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def by_task(self) -> dict[str, tuple[Item, ...]]:
        """Items that count for each task that has any."""
        found: dict[str, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.task, []).append(item)
        return {task: tuple(items) for task, items in found.items()}

    def tasks(self) -> tuple[str, ...]:
        """Ids of the tasks that have items, ``process.2`` before ``process.10``."""
        return tuple(sorted(self.by_task, key=_by_number))

    def item(self, item_id: str) -> Item:
        """Find an item.

        Raises
        ------
        ContentError
            If there is none of that id; the message names the closest.
        """
        if item_id not in self.by_id:
            raise ContentError(
                f"'{self.outline}' has no item '{item_id}'; {closest(item_id, self.by_id)}."
            )
        return self.by_id[item_id]


def load_bank(outline_id: str, base: Path | None = None) -> Bank:
    """Read all items of an outline.

    Parameters
    ----------
    outline_id : str
        Such as ``pmp-2026``.
    base : pathlib.Path, optional
        Folder that holds ``content/`` (default: tpmlab's own).

    Raises
    ------
    ContentError
        If there is no such outline, or for the first file that breaks a rule: the message
        names file, line and remedy.

    Notes
    -----
    A bank without faults is kept in the user's cache folder until one of its files changes.

    Examples
    --------
    >>> bank = load_bank("pmp-2026")
    >>> bank.item("no-such-item")
    Traceback (most recent call last):
        ...
    tpmlab.errors.ContentError: ...
    """
    base = base or root()
    folder = base / ITEMS / outline_id
    path = cache_file(folder)
    key = stamp(folder, _borrowed(outline_id, base)) if folder.is_dir() else b""
    kept = recall(path, key)
    if isinstance(kept, Bank):
        return kept
    with without_collecting():
        bank, problems = read_bank(outline_id, base)
    if problems:
        raise problems[0]
    remember(path, key, bank)
    return bank


def read_bank(
    outline_id: str, base: Path | None = None, paths: Iterable[Path] | None = None
) -> tuple[Bank, list[ContentError]]:
    """Read what can be read of an outline's items, and say what is wrong with the rest.

    Parameters
    ----------
    outline_id : str
        Such as ``pmp-2026``.
    base : pathlib.Path, optional
        Folder that holds ``content/`` (default: tpmlab's own).
    paths : iterable of pathlib.Path, optional
        Files to read instead of all.

    Returns
    -------
    tuple
        The items that are sound, and one error for each file that isn't.
    """
    base = base or root()
    outline = load_outline(outline_id, base)
    folder = base / ITEMS / outline_id
    chosen = sorted(folder.glob("*.yaml"), key=str) if paths is None else list(paths)
    items: dict[str, Item] = {}
    cases: dict[str, CaseSet] = {}
    problems: list[ContentError] = []
    for path in chosen:
        try:
            document = read_yaml(path, ItemFile)
            check_set(document, path, outline_id, items)
            for item in document.items:
                check_item(item, path, base)
        except ContentError as error:
            problems.append(error)
            continue
        items |= {item.id: item for item in document.items}
        if isinstance(document.root, CaseSet):
            cases[document.root.id] = document.root
    return Bank(outline.id, tuple(items.values()), cases), problems


def _by_number(task: str) -> list[str | int]:
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", task)]


def _borrowed(outline_id: str, base: Path) -> Iterator[Path]:
    """Files besides its own that a bank's items are held against."""
    load_outline(outline_id, base)  # says so if there is none
    for name in ("exam/misconceptions.yaml", f"exam/outlines/{outline_id}.yaml", "sources.yaml"):
        path = base / "content" / name
        if path.is_file():
            yield path


def load_item(lesson_id: str, item_id: str, base: Path | None = None) -> ChoiceItem:
    """Read one question of a lesson.

    Parameters
    ----------
    lesson_id, item_id : str
        Folder and file name (without ``.yaml``) below ``content/exam/items/lessons/``.
    base : pathlib.Path, optional
        Folder that holds ``content/`` (default: tpmlab's own).

    Returns
    -------
    ChoiceItem
        A single or multiple item.

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
            f"The lesson '{lesson_id}' has no item '{item_id}'; {closest(item_id, there)}."
        )
    item = read_yaml(path, LessonItemFile).root
    if item.id != path.stem:
        message = f"the id '{item.id}' differs from the file name; rename one"
        raise fail_at(path, f"id: {item.id}", message)
    if item.lesson != path.parent.name:
        message = f"the lesson '{item.lesson}' differs from the folder; correct one"
        raise fail_at(path, "lesson:", message)
    check_item(item, path, base)
    return item


def load_lesson_items(lesson_id: str, base: Path | None = None) -> list[ChoiceItem]:
    """Read every question of a lesson, by file name; none written gives an empty list.

    Raises
    ------
    ContentError
        For the first file that breaks a rule; see :func:`load_item`.
    """
    folder = (base or root()) / _LESSON_ITEMS / lesson_id
    return [load_item(lesson_id, path.stem, base) for path in sorted(folder.glob("*.yaml"))]
