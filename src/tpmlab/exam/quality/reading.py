"""Turn items of any type into what the gates look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tpmlab.content import root
from tpmlab.errors import ContentError
from tpmlab.exam.items.bank import load_lesson_items
from tpmlab.exam.items.model import ITEMS, ChoiceItem, Item
from tpmlab.exam.items.parts import Option
from tpmlab.exam.items.types import MatchingItem, OrderingItem, PullDownItem
from tpmlab.exam.quality.entry import Choice, Entry, Question

__all__ = ["entry_of", "read_lessons"]


def read_lessons(base: Path | None = None) -> tuple[list[Item], list[ContentError]]:
    """Read the questions of all lessons; a lesson that can't be read doesn't stop the others.

    Parameters
    ----------
    base : pathlib.Path, optional
        Folder that holds ``content/`` (default: tpmlab's own).

    Returns
    -------
    tuple
        The items that are sound, and an error for each lesson with one that isn't.
    """
    items: list[Item] = []
    problems = []
    for folder in sorted(path for path in ((base or root()) / ITEMS / "lessons").glob("*/")):
        try:
            items.extend(load_lesson_items(folder.name, base))
        except ContentError as error:
            problems.append(error)
    return items, problems


def entry_of(item: Item) -> Entry:
    """Give what the gates look at: texts, keys and declarations of one item."""
    return Entry(
        id=item.id,
        file=str(item.file),
        type=item.type,
        level=item.level,
        group=item.task or item.lesson,
        domain=item.domain,
        approach=item.approach or "",
        stem=item.stem,
        situation=item.situation,
        lead=item.lead or "",
        principle=item.principle,
        questions=tuple(_questions(item)),
        tasks=tuple(dict.fromkeys(filter(None, (item.task, *item.also)))),
        case=item.case,
        twin=item.twin,
        exhibit=None if item.exhibit is None else f"{item.exhibit.kind}: {item.exhibit.title}",
        whys=tuple(_whys(item)),
        misconceptions=item.misconceptions,
        texts=tuple(_other_texts(item)),
    )


def _questions(item: Item) -> Iterator[Question]:
    if isinstance(item, ChoiceItem):
        yield _question(item, item.options)
    elif isinstance(item, PullDownItem):
        for options in item.lists:
            yield _question(item, options)


def _question(item: Item, options: Sequence[Option]) -> Question:
    choices = tuple(Choice(each.text, each.key, each.misconception, each.why) for each in options)
    stem = " ".join((item.scenario, item.lead or "")).strip()
    return Question(item.id, item.task or item.lesson, item.domain, item.type, stem, choices)


def _whys(item: Item) -> Iterator[str]:
    if isinstance(item, ChoiceItem):
        yield from (option.why for option in item.options)
    elif isinstance(item, PullDownItem):
        yield from (option.why for gap in item.lists for option in gap)
    elif isinstance(item, MatchingItem):
        yield from (prompt.why for prompt in item.prompts)
    elif isinstance(item, OrderingItem):
        yield from _ordering_whys(item)


def _ordering_whys(item: OrderingItem) -> Iterable[str]:
    return [*(step.why for step in item.steps), *(slip.why for slip in item.slips)]


def _other_texts(item: Item) -> Iterator[str]:
    if isinstance(item, MatchingItem):
        yield from (prompt.text for prompt in item.prompts)
        yield from item.choices.values()
    elif isinstance(item, OrderingItem):
        yield from (step.text for step in item.steps)
    elif isinstance(item, PullDownItem):
        yield item.sentence
