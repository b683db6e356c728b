"""What a learner remembers, by task and by misconception, with FSRS.

A *card* is a task of the outline (``process.6``) or a misconception (``~sv-is-time``). All of
one day's answers that speak of a card are one review of it: a day of practice says once how
well a task is known, however many items were asked. The forgetting curve is the one of
:mod:`fsrs` [1]_, with its published parameters; no learner's data were used to fit them here.

References
----------
.. [1] Open Spaced Repetition, "Free Spaced Repetition Scheduler", version 6, package ``fsrs``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from fsrs import Card, Rating, Scheduler, State

from tpmlab.exam.items.model import Item
from tpmlab.exam.study.reviews import Review

__all__ = [
    "Held",
    "Marks",
    "Memory",
    "Seen",
    "belief",
    "held_on",
    "practised",
    "recall",
    "remember",
]

# Steps within a day and fuzz are for flash cards: here a day is one review, and a plan that is
# computed twice must be the same plan.
_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
_KNOWN, _SHAKY = 0.9, 0.6  # shares of a day's answers from which a review is Good, or Hard
_GUESS = 0.5  # what a right guess counts


class Held(NamedTuple):
    """How firmly a card is remembered: FSRS stability in days, difficulty 1–10, last review."""

    stability: float
    difficulty: float
    last: date


class Seen(NamedTuple):
    """When an item was last asked, and how often it was right and wrong."""

    last: date
    right: int
    wrong: int


class Marks(NamedTuple):
    """A day's answers that speak of a card: the sum of their marks (0 to 1 each), how many."""

    total: float
    of: int


@dataclass(frozen=True)
class Memory:
    """Everything that follows from a learner's answers so far.

    Attributes
    ----------
    through : int
        Highest id of an answer that is in it: ask the store for later ones only.
    day : datetime.date or None
        The open day, whose answers are not a review yet.
    open : mapping
        Card → :class:`Marks` of the open day's answers.
    cards : mapping
        Card → :class:`Held`, by the days before the open one.
    items : mapping
        Item id → :class:`Seen`.
    """

    through: int = 0
    day: date | None = None
    open: Mapping[str, Marks] = field(default_factory=dict)
    cards: Mapping[str, Held] = field(default_factory=dict)
    items: Mapping[str, Seen] = field(default_factory=dict)


def belief(misconception: str) -> str:
    """Name of the card of a misconception.

    Examples
    --------
    >>> belief("sv-is-time")
    '~sv-is-time'
    """
    return f"~{misconception}"


def remember(memory: Memory, answers: Iterable[Review], items: Mapping[str, Item]) -> Memory:
    """Add answers to a memory.

    Parameters
    ----------
    memory : Memory
        ``Memory()`` to begin with.
    answers : iterable of Review
        In the order of writing; those already in the memory are passed over.
    items : mapping
        Item by id. Answers to items that no longer exist teach nothing and are passed over.

    Returns
    -------
    Memory
        Adding answers one at a time or all together gives the same.

    Examples
    --------
    >>> remember(Memory(), [], {}) == Memory()
    True
    """
    cards, seen, open_ = dict(memory.cards), dict(memory.items), dict(memory.open)
    through, day = memory.through, memory.day
    for answer in answers:
        if answer.id <= through:
            continue
        through = answer.id
        item = items.get(answer.item)
        if item is None:
            continue
        on = date.fromisoformat(answer.at[:10])
        if day is not None and on > day:
            cards.update(_reviewed(cards, open_, day))
            open_ = {}
        # A clock that was set back must not open a day twice: its answers join the open day.
        day = on if day is None else max(day, on)
        for card, mark in _marks(item, answer):
            total, of = open_.get(card, (0.0, 0))
            open_[card] = Marks(total + mark, of + 1)
        _, right, wrong = seen.get(answer.item, (day, 0, 0))
        seen[answer.item] = Seen(day, right + answer.right, wrong + (not answer.right))
    return Memory(through, day, open_, cards, seen)


def held_on(memory: Memory, card: str) -> Held | None:
    """How firmly a card is held, the open day counted as a review; None if it was never met."""
    held = memory.cards.get(card)
    if memory.day is not None and (marks := memory.open.get(card)):
        return _after(held, marks, memory.day)
    return held


def recall(held: Held | None, day: date) -> float:
    """Chance that a card is remembered on a day, 0 to 1; 0 for one that was never met.

    Examples
    --------
    >>> learnt = practised(None, date(2027, 1, 4))
    >>> [round(recall(learnt, date(2027, 1, day)), 2) for day in (4, 6, 11, 25)]
    [1.0, 0.87, 0.75, 0.65]
    """
    if held is None:
        return 0.0
    return _SCHEDULER.get_card_retrievability(_card(held), _noon(day))


def practised(held: Held | None, day: date) -> Held:
    """Tell what a card becomes by a day's practice with most answers right: for plans."""
    return _after(held, Marks(_SHAKY, 1), day)


def _marks(item: Item, answer: Review) -> list[tuple[str, float]]:
    """Which cards an answer speaks of, and how well: 0 wrong, 1 right, between for a guess."""
    guessed = answer.confidence == "guess"
    if answer.right:
        mark = _GUESS if guessed else 1.0
        return [(item.task, mark), *((belief(each), mark) for each in item.misconceptions)]
    # A wrong answer shows the beliefs behind it; of the others on offer it says nothing.
    return [(item.task, 0.0), *((belief(each), 0.0) for each in item.held(answer.answer))]


def _reviewed(cards: Mapping[str, Held], marks: Mapping[str, Marks], day: date) -> dict[str, Held]:
    return {card: _after(cards.get(card), of_day, day) for card, of_day in marks.items()}


def _after(held: Held | None, marks: Marks, day: date) -> Held:
    share = marks.total / marks.of
    rating = Rating.Good if share >= _KNOWN else Rating.Hard if share >= _SHAKY else Rating.Again
    card, _ = _SCHEDULER.review_card(_card(held), rating, _noon(day))
    if card.stability is None or card.difficulty is None:  # never after a review
        raise RuntimeError("fsrs reviewed a card and left it without stability")
    return Held(card.stability, card.difficulty, day)


def _card(held: Held | None) -> Card:
    if held is None:
        return Card(card_id=0)  # without an id the package waits a millisecond for a new one
    return Card(
        card_id=0,
        state=State.Review,
        stability=held.stability,
        difficulty=held.difficulty,
        last_review=_noon(held.last),
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
