"""What to say to an answer once it is judged: each choice, its reason, the belief behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tpmlab.exam.items.bank import load_misconceptions
from tpmlab.exam.items.model import ChoiceItem, Item
from tpmlab.exam.items.parts import Option
from tpmlab.exam.items.types import MatchingItem, OrderingItem, PullDownItem

__all__ = ["Feedback", "Remark", "feedback"]

Mark = Literal["right", "wrong", "missed", "other"]


@dataclass(frozen=True)
class Remark:
    """One choice and why it holds or fails here.

    ``mark`` is *right* or *wrong* for what was chosen, *missed* for a right choice that
    wasn't, *other* for a wrong one that wasn't. ``belief`` and ``correction`` are those of
    its misconception, empty without one.
    """

    mark: Mark
    text: str
    why: str
    belief: str = ""
    correction: str = ""


@dataclass(frozen=True)
class Feedback:
    """The verdict in a few words, a remark for every choice, and the rule behind the key."""

    right: bool
    verdict: str
    remarks: tuple[Remark, ...]
    principle: str


def feedback(item: Item, answer: Sequence[int]) -> Feedback:
    """Answer an answer: what was right, what wasn't, and why each wrong choice tempts.

    Parameters
    ----------
    item : Item
        Any type.
    answer : sequence of int
        Complete, or empty for an item left open.

    Examples
    --------
    >>> from tpmlab.exam.items.bank import load_item
    >>> said = feedback(load_item("status-report", "bad-news-on-monday"), (0,))
    >>> said.verdict, [remark.mark for remark in said.remarks]
    ('Not right.', ['wrong', 'missed', 'other', 'other'])
    """
    right = bool(answer) and item.is_right(answer)
    verdict = "Right." if right else "Not right." if answer else "Not answered."
    return Feedback(right, verdict, tuple(_remarks(item, tuple(answer))), item.principle)


def _remarks(item: Item, answer: tuple[int, ...]) -> Iterator[Remark]:
    if isinstance(item, ChoiceItem):
        yield from (_option(each, n in answer) for n, each in enumerate(item.options))
    elif isinstance(item, PullDownItem):
        for place, options in enumerate(item.lists):
            chosen = answer[place] if answer else -1
            yield from (
                _option(each, n == chosen, f"Gap {place + 1}: ") for n, each in enumerate(options)
            )
    elif isinstance(item, MatchingItem):
        for place, _ in enumerate(item.prompts):
            yield _pair(item, place, answer[place] if answer else None)
    elif isinstance(item, OrderingItem):
        yield from _steps(item, answer)


def _option(option: Option, chosen: bool, before: str = "") -> Remark:
    marks: tuple[Mark, Mark] = ("right", "missed") if option.key else ("wrong", "other")
    mark = marks[0] if chosen else marks[1]
    return Remark(mark, before + option.text, option.why, *_belief(option.misconception))


def _pair(item: MatchingItem, place: int, chosen: int | None) -> Remark:
    prompt = item.prompts[place]
    fits = f"{prompt.text} → {item.choices[prompt.answer]}"
    if chosen is None:
        return Remark("missed", fits, prompt.why)
    letter = item.letters[chosen]
    if letter == prompt.answer:
        return Remark("right", fits, prompt.why)
    text = f"{fits} (you chose: {item.choices[letter]})"
    return Remark("wrong", text, prompt.why, *_belief(prompt.tempts.get(letter)))


def _steps(item: OrderingItem, answer: tuple[int, ...]) -> Iterator[Remark]:
    for number, step in enumerate(item.steps):
        place = answer.index(number) if answer else None
        text = f"{number + 1}. {step.text}"
        if place == number:
            yield Remark("right", text, step.why)
        else:
            yours = f" (you put it {place + 1}.)" if place is not None else ""
            yield Remark("missed" if place is None else "wrong", text + yours, step.why)
    for slip in item.slips_in(answer):
        text = f"Step {slip.put} before step {slip.before}"
        yield Remark("wrong", text, slip.why, *_belief(slip.misconception))


def _belief(name: str | None) -> tuple[str, str]:
    known = load_misconceptions().get(name) if name else None
    return (known.belief, known.correction) if known else ("", "")
