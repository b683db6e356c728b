"""What gives a lesson's answers away: cues in length, place and words of its options.

Each rule looks at the items of one lesson together and returns findings; nothing here
reads a file. Rules for the whole bank need hundreds of items and live elsewhere.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import PurePosixPath
from statistics import fmean

from tpmlab.exam.bank import Item
from tpmlab.exam.markup import to_plain

__all__ = ["Finding", "lesson_findings"]

LENGTH_SHARE = 0.20  # an option's distance from its item's mean length ...
LENGTH_SLACK = 8  # ... or this many characters, about one word, if that is more
ALIKE_STEMS = 0.80  # share of common words from which two stems ask the same
MOST_WORDS = {"stem": 90, "option": 22}
FEWEST_FOR_RATES = 3  # below this many items a rate of keys says nothing

_HURRY = "immediately|at once|right away|straight away|urgently|instantly"
_ABSOLUTE = (
    "always|never|impossible|completely|entirely|totally|guaranteed?|guarantees|"
    "no matter what|under no circumstances|everyone|everybody|nobody"
)
_CUES = re.compile(rf"\b({_HURRY}|{_ABSOLUTE})\b", re.IGNORECASE)
_SUMS = re.compile(r"\b(all|none|both|neither) of (the above|these)\b", re.IGNORECASE)
_NEGATIVE = re.compile(r"\b(NOT|EXCEPT|LEAST)\b|\bis not (a|an|the|one)\b")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Finding:
    """Something to mend in an item: its file below the content's root, and one sentence."""

    file: PurePosixPath
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.message}"


def lesson_findings(items: Sequence[Item]) -> list[Finding]:
    """Find what lets a learner guess the keys of a lesson without knowing its subject.

    Parameters
    ----------
    items : sequence of Item
        Every question of one lesson, predictions included.

    Returns
    -------
    list of Finding
        In the order of the items; empty when the set is clean.

    References
    ----------
    .. [1] Haladyna, T. M., Downing, S. M. and Rodriguez, M. C. (2002), "A review of
       multiple-choice item-writing guidelines for classroom assessment", Applied
       Measurement in Education 15(3).

    Examples
    --------
    >>> from tpmlab.exam.bank import load_lesson_items
    >>> lesson_findings(load_lesson_items("critical-path"))
    []
    """
    found = [finding for item in items for finding in _one_item(item)]
    return [*found, *_rates(items), *_same_stems(items)]


def _one_item(item: Item) -> Iterator[Finding]:
    for message in (*_length(item), *_cue_words(item), *_wording(item)):
        yield Finding(item.file, message)


def _length(item: Item) -> Iterator[str]:
    lengths = [len(to_plain(option.text)) for option in item.options]
    mean = fmean(lengths)
    room = max(mean * LENGTH_SHARE, LENGTH_SLACK)
    for number, length in enumerate(lengths, start=1):
        if abs(length - mean) > room:
            wish = f"bring it to {math.ceil(mean - room)}–{math.floor(mean + room)}"
            yield f"option {number} has {length} characters where the mean is {mean:.0f}; {wish}."


def _cue_words(item: Item) -> Iterator[str]:
    """Report absolutes and hurries that stand only in keys, or only in wrong options."""
    with_cue = {n: _CUES.findall(option.text) for n, option in enumerate(item.options)}
    sides = {item.options[n].key for n, words in with_cue.items() if words}
    if len(sides) == 1:
        words = sorted({word.casefold() for found in with_cue.values() for word in found})
        side = "keys" if sides == {True} else "wrong options"
        yield f"only {side} say {_listed(words)}; drop the word or use it on both sides."


def _wording(item: Item) -> Iterator[str]:
    if _NEGATIVE.search(item.stem):
        yield "the stem asks for what is not so; ask for what is."
    if (words := len(_WORD.findall(item.stem))) > MOST_WORDS["stem"]:
        yield f"the stem has {words} words; cut it to {MOST_WORDS['stem']}."
    options = (text for option in item.options for text in (option.text, option.why))
    if any("$" in text for text in (item.stem, item.principle, *options)):
        yield "'$' starts a formula in notebooks; write the currency as a word."
    for number, option in enumerate(item.options, start=1):
        if _SUMS.search(option.text):
            yield f"option {number} sums up the others; make the item 'type: multiple' instead."
        if (words := len(_WORD.findall(option.text))) > MOST_WORDS["option"]:
            yield f"option {number} has {words} words; cut it to {MOST_WORDS['option']}."


def _rates(items: Sequence[Item]) -> Iterator[Finding]:
    """Keys of single items that share a place or a length more often than chance gives."""
    singles = [item for item in items if item.type == "single"]
    if len(singles) < FEWEST_FOR_RATES:
        return
    chance = math.ceil(sum(1 / len(item.options) for item in singles))
    traits: dict[str, list[Item]] = {}
    for item in singles:
        for trait in _key_traits(item):
            traits.setdefault(trait, []).append(item)
    for trait, having in traits.items():
        if len(having) > chance:
            ids = _listed([item.id for item in having])
            yield Finding(
                having[0].file.parent,
                f"the key is {trait} in {len(having)} of {len(singles)} items, where {chance} "
                f"would be chance ({ids}); change some.",
            )


def _key_traits(item: Item) -> Iterator[str]:
    (key,) = item.keys
    yield f"option {key + 1}"
    lengths = [len(to_plain(option.text)) for option in item.options]
    others = lengths[:key] + lengths[key + 1 :]
    if lengths[key] > max(others):
        yield "the longest option"
    if lengths[key] < min(others):
        yield "the shortest option"


def _same_stems(items: Iterable[Item]) -> Iterator[Finding]:
    words = [(item, Counter(_WORD.findall(item.stem.casefold()))) for item in items]
    for (first, ours), (second, theirs) in combinations(words, 2):
        share = (ours & theirs).total() / (ours | theirs).total()
        if share >= ALIKE_STEMS:
            yield Finding(
                second.file,
                f"the stem shares {share:.0%} of its words with '{first.id}'; "
                "ask something else or drop one.",
            )


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
