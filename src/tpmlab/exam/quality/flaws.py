"""Flaws that one item shows by itself: what a strict reader marks without knowing the subject."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

from tpmlab.exam.quality.entry import Entry, Question
from tpmlab.exam.quality.wording import CUES, words_of

__all__ = ["FLAWS", "MOST_WORDS", "Flaw", "item_flaws"]

LENGTH_SHARE = 0.20  # an option's distance from its item's mean length ...
LENGTH_SLACK = 8  # ... or this many characters, about one word, if that is more
MOST_WORDS = {"stem": 90, "situation": 120, "option": 22}

FLAWS = {
    "uneven-length": ("Option far from its item's mean length", True),
    "one-sided-cue": ("Absolute or hurry word on one side only", False),
    "negative-stem": ("Stem or lead that asks for what is not so", True),
    "long-text": ("Stem, situation or option with too many words", True),
    "currency-sign": ("A sign that starts a formula", True),
    "all-or-none": ("Option that sums up others", True),
    "unfocused-lead": ("Lead that is no question or hangs on its options", True),
    "overlap": ("Options whose numbers overlap", True),
    "number-order": ("Numbers out of order", False),
    "opposites-pair": ("One pair of opposites among the options", False),
    "vague-frequency": ("Option that is vague on how often", False),
    "hinged-item": ("Item that leans on another item", True),
}
"""Kinds of flaw, their titles, and whether one alone fails a bank (or warns)."""

_SUMS = re.compile(
    r"\b((all|none|both|neither) of (the above|these)|both [a-f] and [a-f])\b", re.IGNORECASE
)
_NEGATIVE = re.compile(r"\b(NOT|EXCEPT|LEAST)\b|\bis not (a|an|the|one)\b")
_NEGATIVE_LEAD = re.compile(r"\b(not|except|least likely|avoid)\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(often|sometimes|usually|frequently|occasionally|rarely|seldom|generally|typically|"
    r"regularly|from time to time|as needed|now and then|in most cases)\b",
    re.IGNORECASE,
)
_HINGED = re.compile(
    r"\b((previous|last|preceding|earlier) (question|item|answer)|"
    r"(question|item) \d+|your answer (above|to)|(answer|option|result) above)\b",
    re.IGNORECASE,
)
_HANGS = re.compile(r"\b(a|an|the|to|is|by|with)\s*[:?…]*$", re.IGNORECASE)
_LIMIT = re.compile(
    r"\b(?P<side>within|up to|at most|less than|under|at least|more than|over|after)\s+"
    r"(?P<number>\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s*"
    r"(?P<unit>%|[a-z]+)",
    re.IGNORECASE,
)
_ONLY_NUMBER = re.compile(r"^\D{0,12}?(-?\d[\d,  ]*(?:\.\d+)?)\D{0,16}$")
_OPPOSITES = (
    {"raise", "lower"}, {"increase", "decrease"}, {"increase", "reduce"}, {"accept", "reject"},
    {"accept", "refuse"}, {"approve", "reject"}, {"approve", "refuse"}, {"add", "remove"},
    {"start", "stop"}, {"keep", "drop"}, {"include", "exclude"}, {"before", "after"},
    {"more", "less"}, {"more", "fewer"}, {"with", "without"}, {"earlier", "later"},
    {"open", "close"}, {"faster", "slower"}, {"higher", "lower"}, {"publish", "withhold"},
)  # fmt: skip


@dataclass(frozen=True)
class Flaw:
    """One flaw: its kind, what to do in a sentence, and the words to change."""

    kind: str
    message: str
    words: tuple[str, ...] = ()


def item_flaws(entry: Entry) -> Iterator[Flaw]:
    """Find the flaws of one item.

    Examples
    --------
    >>> from tpmlab.exam.items.bank import load_item
    >>> from tpmlab.exam.quality.reading import entry_of
    >>> list(item_flaws(entry_of(load_item("status-report", "bad-news-on-monday"))))
    []
    """
    for question in entry.questions:
        yield from _length(question)
        yield from _cue_words(question)
    yield from _asking(entry)
    yield from _texts(entry)
    for question in entry.questions:
        yield from _each_option(question)
        yield from _between_options(question)


def _length(question: Question) -> Iterator[Flaw]:
    if question.kind in ("pull-down", "numeric", "hotspot"):
        return  # gaps, numbers and names of places are as long as they are
    mean = fmean(question.lengths)
    room = max(mean * LENGTH_SHARE, LENGTH_SLACK)
    for number, length in enumerate(question.lengths, start=1):
        if abs(length - mean) > room:
            wish = f"bring it to {math.ceil(mean - room)}–{math.floor(mean + room)}"
            words = (question.choices[number - 1].plain,)
            message = (
                f"option {number} has {length} characters where the mean is {mean:.0f}; {wish}."
            )
            yield Flaw("uneven-length", message, words)


def _cue_words(question: Question) -> Iterator[Flaw]:
    """Report absolutes and hurries that stand only in keys, or only in wrong options."""
    with_cue = [(choice.key, CUES.findall(choice.text)) for choice in question.choices]
    sides = {key for key, words in with_cue if words}
    if len(sides) == 1:
        words = tuple(sorted({word.casefold() for _, found in with_cue for word in found}))
        side = "keys" if sides == {True} else "wrong options"
        message = f"only {side} say {_listed(words)}; drop the word or use it on both sides."
        yield Flaw("one-sided-cue", message, words)


def _asking(entry: Entry) -> Iterator[Flaw]:
    found = _NEGATIVE.search(entry.stem) or _NEGATIVE_LEAD.search(entry.lead)
    if found:
        message = "the stem asks for what is not so; ask for what is."
        yield Flaw("negative-stem", message, (found.group(0),))
    for name in ("stem", "situation"):
        if (words := len(re.findall(r"\w+", getattr(entry, name)))) > MOST_WORDS[name]:
            message = f"the {name} has {words} words; cut it to {MOST_WORDS[name]}."
            yield Flaw("long-text", message)
    if entry.lead and (not entry.lead.endswith("?") or _HANGS.search(entry.lead)):
        message = "the lead is no whole question; end it with a word that carries meaning and '?'."
        yield Flaw("unfocused-lead", message, (entry.lead,))
    if entry.case and (hinge := _HINGED.search(f"{entry.stem} {entry.lead}")):
        message = "the item leans on another one; give it what it needs again."
        yield Flaw("hinged-item", message, (hinge.group(0),))


def _texts(entry: Entry) -> Iterator[Flaw]:
    choices = [choice for question in entry.questions for choice in question.choices]
    options = (text for choice in choices for text in (choice.text, choice.why))
    own = (entry.stem, entry.situation, entry.lead, entry.principle, *entry.texts, *entry.whys)
    if any("$" in text for text in (*own, *options)):
        message = "'$' starts a formula in notebooks; write the currency as a word."
        yield Flaw("currency-sign", message, ("$",))


def _each_option(question: Question) -> Iterator[Flaw]:
    for number, choice in enumerate(question.choices, start=1):
        if found := _SUMS.search(choice.text):
            message = f"option {number} sums up the others; make the item 'type: multiple' instead."
            yield Flaw("all-or-none", message, (found.group(0),))
        if (words := len(re.findall(r"\w+", choice.text))) > MOST_WORDS["option"]:
            message = f"option {number} has {words} words; cut it to {MOST_WORDS['option']}."
            yield Flaw("long-text", message)
        if vague := _VAGUE.search(choice.text):
            message = f"option {number} says '{vague.group(0)}'; say when or how many times."
            yield Flaw("vague-frequency", message, (vague.group(0),))


def _between_options(question: Question) -> Iterator[Flaw]:
    texts = [choice.plain for choice in question.choices]
    limits = [match for text in texts if (match := _LIMIT.search(text))]
    for (first, second), same in ((p, _same_limit(*p)) for p in combinations(limits, 2)):
        if same:
            words = (first.group(0), second.group(0))
            message = f"{_listed(words)} both hold at once; make ranges that don't overlap."
            yield Flaw("overlap", message, words)
    if question.kind == "single":
        yield from _number_order(texts)
        yield from _opposites(texts)


def _same_limit(first: re.Match[str], second: re.Match[str]) -> bool:
    sides = (
        {"within", "up to", "at most", "less than", "under"},
        {"at least", "more than", "over"},
    )
    units = {match["unit"].lower().rstrip("s") for match in (first, second)}
    both = {match["side"].lower() for match in (first, second)}
    numbers = {match["number"] for match in (first, second)}
    return len(units) == 1 and len(numbers) == 2 and any(both <= side for side in sides)


def _number_order(texts: Sequence[str]) -> Iterator[Flaw]:
    found = [_ONLY_NUMBER.match(text) for text in texts]
    if not all(found):
        return
    numbers = [float(re.sub(r"[,  ]", "", match[1])) for match in found if match]
    if numbers not in (sorted(numbers), sorted(numbers, reverse=True)):
        message = "options are numbers out of order; sort them."
        yield Flaw("number-order", message, tuple(texts))


def _opposites(texts: Sequence[str]) -> Iterator[Flaw]:
    """One pair that says opposite things: the key is nearly always one of the two."""
    pairs = []
    for first, second in combinations(texts, 2):
        ours, theirs = set(words_of(first)), set(words_of(second))
        differ = (ours - theirs, theirs - ours)
        opposed = any(len(differ[0] & pair) == len(differ[1] & pair) == 1 for pair in _OPPOSITES)
        if opposed and len(ours & theirs) >= len(ours | theirs) / 2:
            pairs.append((first, second))
    if len(pairs) == 1:
        message = (
            "two options are opposites and the others are not; add such a pair or break it up."
        )
        yield Flaw("opposites-pair", message, pairs[0])


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
