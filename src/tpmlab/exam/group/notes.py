"""What the one who leads the meeting needs: the minutes, when to discuss, what to ask."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from math import ceil, floor

from tpmlab.exam.group.choosing import CLOSING, MAIN_EACH, OPENING, WARM_UP_EACH, Sizes
from tpmlab.exam.group.page import table

__all__ = ["discuss_from_to", "notes_html", "timetable"]

_LOW, _HIGH = 0.3, 0.7


def discuss_from_to(members: int) -> tuple[int, int]:
    """Numbers of right votes between which a discussion pays: 30 to 70 % of the members.

    Examples
    --------
    >>> discuss_from_to(6), discuss_from_to(3)
    ((2, 4), (1, 2))
    """
    return ceil(_LOW * members), floor(_HIGH * members)


def timetable(sizes: Sizes, minutes: int) -> list[tuple[str, str]]:
    """Say from which minute to which each part runs; what is left over comes before the end.

    Examples
    --------
    >>> timetable(Sizes(3, 5, 5), 60)[0], timetable(Sizes(3, 5, 5), 60)[-1]
    (('0–3', 'Cards and sheets out; who leads today, who leads next week'), ('55–60', 'Each says one rule to keep; the take-home items; who explains what next week'))
    """  # noqa: E501 - a doctest compares one line
    rows, at = [], 0
    for length, what in _parts(sizes, minutes):
        if length:
            rows.append((f"{at}–{at + length}", what))
        at += length
    return rows


def _parts(sizes: Sizes, minutes: int) -> Iterator[tuple[int, str]]:
    yield OPENING, "Cards and sheets out; who leads today, who leads next week"
    yield (
        sizes.warm_up * WARM_UP_EACH,
        f"Warm-up: items 1 to {sizes.warm_up}, {WARM_UP_EACH} minutes each, one vote, key, no talk",
    )
    for number in range(sizes.warm_up + 1, sizes.warm_up + sizes.main + 1):
        yield MAIN_EACH, f"Item {number}: read and vote 3, discuss 3, vote again and key 2"
    spent = OPENING + sizes.warm_up * WARM_UP_EACH + sizes.main * MAIN_EACH + CLOSING
    yield minutes - spent, "In hand: for the warm-up item that most had wrong, or a pause"
    yield CLOSING, "Each says one rule to keep; the take-home items; who explains what next week"


def notes_html(sizes: Sizes, minutes: int, members: int) -> str:
    """Write the notes for the one who leads."""
    low, high = discuss_from_to(members)
    return "".join(
        (
            "<h2>Notes</h2>",
            "<p>Another member leads each week. You vote too: write your own letters down before "
            "you turn to the keys, and let the others speak first. The pages for members hold no "
            "key. Of these, the vote sheet lies open; the keys behind it stay face down until the "
            "second vote.</p>",
            table("The meeting, minute by minute", ("Minutes", "What"), timetable(sizes, minutes)),
            "<h3>One item, step by step</h3><ol>",
            *(f"<li>{escape(step)}</li>" for step in _steps(low, high, members)),
            "</ol><h3>What to ask</h3><ul>",
            *(f"<li>{escape(ask)}</li>" for ask in _ASK),
            "</ul><h3>When they disagree, and when they don't</h3><ul>",
            *(f"<li>{escape(line)}</li>" for line in _DISAGREE),
            "</ul><h3>After the meeting</h3><ul>",
            *(f"<li>{escape(line)}</li>" for line in _AFTER),
            "</ul>",
        )
    )


def _steps(low: int, high: int, members: int) -> Iterator[str]:
    yield "Everybody reads in silence and writes a letter under 'first'. Nobody says it."
    yield "On your word all cards go up at once. Write the letters on the vote sheet."
    some = str(low) if low == high else f"{low} to {high}"
    yield (
        f"Count the right ones, and don't tell. {some} of {members} right (30 to 70 %): pairs of "
        "different letters talk for three minutes, each gives the reason first and the letter last."
    )
    yield (
        f"Fewer than {low} right: too hard to settle by talk. Read the scenario aloud once, ask "
        "for the deciding fact, then let them talk and vote again."
    )
    yield f"More than {high} right: no discussion. One of them gives the reason; show the key."
    yield "After a discussion all cards go up again, all at once. Only now the key and its page."


_ASK = (
    "Which words of the scenario made you choose that? Read them out.",
    "What would have to be different for the other letter to be right?",
    "Who could defend the letter that nobody held up?",
    "How sure were you: would you bet a coffee on it? (A sure wrong answer is the one to note.)",
)
_DISAGREE = (
    "Split pairs, not the room: two who differ talk; two who agree look for a third.",
    "The quietest member reports for a pair, the most talkative one writes.",
    "If nobody is persuaded by the key, note the item with the sentence you doubt and check it in "
    "a book. Items have mistakes; a vote doesn't make one right or wrong.",
    "All of one mind and wrong is the best find of the meeting: name the belief, and who will "
    "explain it next week.",
    "Bring no questions that somebody remembers from the real exam. Every candidate has promised "
    "to keep them secret, and this material has none.",
)
_AFTER = (
    "Type the vote sheet into votes.csv and let tpmlab exam tally count it: the next pack aims at "
    "what it shows.",
    "Two days later send the keys of the take-home items round, and begin the next meeting with "
    "what somebody had wrong.",
)
