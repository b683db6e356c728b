"""What an item borrows from other files exists there: misconceptions, tasks, sources, places."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from tpmlab.curriculum import load_curriculum
from tpmlab.errors import ContentError
from tpmlab.exam.items.files import CaseSet, ItemFile
from tpmlab.exam.items.messages import closest
from tpmlab.exam.items.misconceptions import load_misconceptions
from tpmlab.exam.items.model import Item
from tpmlab.exam.outlines.loading import load_outline
from tpmlab.sources import load_sources

__all__ = ["check_item", "check_set", "check_twins", "fail_at", "unknown_names"]


def check_set(document: ItemFile, path: Path, outline_id: str, taken: Collection[str]) -> None:
    """Hold the ids of a file against its name, its folder and the ids already read.

    Raises
    ------
    ContentError
        For the first that doesn't agree.
    """
    found = document.root
    if found.id != path.stem:
        message = f"the id '{found.id}' differs from the file name; rename one"
        raise fail_at(path, f"id: {found.id}", message)
    if found.outline != outline_id:
        message = f"the outline '{found.outline}' differs from '{outline_id}'; correct one"
        raise fail_at(path, "outline:", message)
    ids = [item.id for item in document.items]
    if isinstance(found, CaseSet):
        ids.append(found.id)
    for name in ids:
        if name in taken or ids.count(name) > 1:
            raise fail_at(path, f"id: {name}", f"the id '{name}' is taken; choose another")


def check_item(item: Item, path: Path, base: Path) -> None:
    """Look up every id that an item names in the file that defines it.

    Raises
    ------
    ContentError
        For the first that isn't there; the message names file, line and the closest ids.
    """
    for words, message in unknown_names(item, base):
        raise fail_at(path, words, message)


def unknown_names(item: Item, base: Path) -> Iterator[tuple[str, str]]:
    """Give each id that an item names and nothing defines, with what to say about it.

    The first of each pair is the word to look for in the item's file.
    """
    known = load_misconceptions(base)
    for name in item.misconceptions:
        if name not in known:
            yield name, f"no misconception '{name}'; {closest(name, known)}"
    if item.outline:
        yield from _unknown_in_outline(item, base)
        return
    lesson = load_curriculum(base).lessons.get(item.lesson)
    if lesson is not None and item.objective is not None:
        objectives = [objective.id for objective in lesson.objectives]
        if item.objective not in objectives:
            message = f"'{item.lesson}' has no objective '{item.objective}'"
            yield "objective:", f"{message}; {closest(item.objective, objectives)}"


def check_twins(items: Iterable[Item], known: Collection[str], base: Path) -> list[ContentError]:
    """List an error for each item whose twin is no item."""
    problems = []
    for item in items:
        if item.twin is not None and item.twin not in known:
            near = closest(item.twin, known)
            message = f"no item '{item.twin}' to be the twin of '{item.id}'; {near}"
            problems.append(fail_at(base / item.file, f"twin: {item.twin}", message))
    return problems


def fail_at(path: Path, words: str, message: str) -> ContentError:
    """Make the error for the first line of a file that holds the given words."""
    pattern = re.compile(re.escape(words).replace(r":\ ", r":\s*"))
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next((n for n, text in enumerate(lines, start=1) if pattern.search(text)), 1)
    return ContentError(f"{path}, line {line}: {message}.")


def _unknown_in_outline(item: Item, base: Path) -> Iterator[tuple[str, str]]:
    tasks = load_outline(item.outline, base).tasks
    for task in (item.task, *item.also):
        if task not in tasks:
            yield task, f"'{item.outline}' has no task '{task}'; {closest(task, tasks)}"
    if item.sources:
        known = load_sources(base).by_id
        for source in item.sources:
            if source not in known:
                yield (
                    source,
                    f"no source '{source}'; add it to content/sources.yaml or correct the id",
                )
