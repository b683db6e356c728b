"""Items and answers in plain words, for places that show text only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tpmlab.exam.items.markup import to_plain
from tpmlab.exam.items.model import ChoiceItem, Item, MultipleItem
from tpmlab.exam.items.parts import Option
from tpmlab.exam.items.types import OPEN, MatchingItem, OrderingItem, PullDownItem

__all__ = ["LETTERS", "answer_lines", "asked_lines", "reason_lines"]

LETTERS = "ABCDEFGH"


def asked_lines(item: Item) -> Iterator[str]:
    """Write what there is to choose from, a line each, in the order shown.

    Examples
    --------
    >>> from tpmlab.exam.items.bank import load_item
    >>> next(asked_lines(load_item("critical-path", "express-certificate")))
    'A. No day at all'
    """
    if isinstance(item, ChoiceItem):
        if isinstance(item, MultipleItem):
            yield f"Choose {item.choose}."
        for letter, option in zip(LETTERS, item.options, strict=False):
            place = f" [{option.region}]" if option.region else ""
            yield f"{letter}. {to_plain(option.text)}{place}"
    elif isinstance(item, MatchingItem):
        yield from (f"{n}. {to_plain(each.text)}" for n, each in enumerate(item.prompts, start=1))
        yield from (f"{letter}) {to_plain(text)}" for letter, text in item.choices.items())
    elif isinstance(item, OrderingItem):
        yield from (f"- {to_plain(item.steps[number].text)}" for number in item.offered)
    elif isinstance(item, PullDownItem):
        yield item.sentence
        for name, options in item.gaps.items():
            yield f"{{{name}}}: {' / '.join(to_plain(option.text) for option in options)}"


def answer_lines(item: Item, answer: Sequence[int]) -> list[str]:
    """Say an answer in words: a line for each option, prompt, step or gap.

    Parameters
    ----------
    item : Item
        The question.
    answer : sequence of int
        As :meth:`Item.right_answer` has it; -1 for what is still open.
    """
    if isinstance(item, ChoiceItem):
        return [to_plain(item.options[number].text) for number in answer]
    if isinstance(item, MatchingItem):
        texts = [to_plain(text) for text in item.choices.values()]
        pairs = zip(item.prompts, answer, strict=False)
        return [f"{to_plain(each.text)}: {_or_open(texts, number)}" for each, number in pairs]
    if isinstance(item, OrderingItem):
        return [f"{n}. {to_plain(item.steps[i].text)}" for n, i in enumerate(answer, start=1)]
    if isinstance(item, PullDownItem):
        chosen = [
            _or_open([to_plain(option.text) for option in options], number)
            for options, number in zip(item.lists, answer, strict=False)
        ]
        return [item.filled(chosen)] if len(chosen) == len(item.lists) else []
    raise TypeError(f"{type(item).__name__} has no words yet")


def reason_lines(item: Item) -> Iterator[str]:
    """Write the reason for each part of the item, with the misconception behind what is wrong."""
    if isinstance(item, ChoiceItem):
        pairs = zip(LETTERS, item.options, strict=False)
        yield from (f"{letter} {_reason(option)}" for letter, option in pairs)
    elif isinstance(item, MatchingItem):
        for number, each in enumerate(item.prompts, start=1):
            tempts = ", ".join(f"{letter} tempts by {name}" for letter, name in each.tempts.items())
            yield f"{number} is {each.answer}: {to_plain(each.why)} ({tempts})"
    elif isinstance(item, OrderingItem):
        steps = enumerate(item.steps, start=1)
        yield from (f"{number}: {to_plain(step.why)}" for number, step in steps)
        for slip in item.slips:
            slipped = f"{slip.put} before {slip.before} ({slip.misconception})"
            yield f"{slipped}: {to_plain(slip.why)}"
    elif isinstance(item, PullDownItem):
        for name, options in item.gaps.items():
            yield from (f"{name}, {to_plain(each.text)} {_reason(each)}" for each in options)


def _reason(option: Option) -> str:
    return f"({option.misconception or 'key'}): {to_plain(option.why)}"


def _or_open(texts: Sequence[str], number: int) -> str:
    return "…" if number == OPEN else texts[number]
