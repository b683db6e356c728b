"""What gives a lesson's answers away: cues in length, place and words of its options.

Each rule looks at the items of one lesson together and returns findings; nothing here
reads a file. Rules for the whole bank need hundreds of items and live elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from tpmlab.exam.items.model import Item
from tpmlab.exam.quality.entry import Question
from tpmlab.exam.quality.flaws import item_flaws
from tpmlab.exam.quality.lengths import key_is_longest, key_is_shortest
from tpmlab.exam.quality.reading import entry_of
from tpmlab.exam.quality.wording import ALIKE_STEMS, alike_pairs

__all__ = ["Finding", "lesson_findings"]

FEWEST_FOR_RATES = 3  # below this many items a rate of keys says nothing
# Habits that may be right in a case: the bank's gates warn of them.
DOUBTS = {"vague-frequency", "opposites-pair", "number-order"}


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
    >>> from tpmlab.exam.items.bank import load_lesson_items
    >>> lesson_findings(load_lesson_items("critical-path"))
    []
    """
    found = [
        Finding(item.file, flaw.message)
        for item in items
        for flaw in item_flaws(entry_of(item))
        if flaw.kind not in DOUBTS
    ]
    return [*found, *_rates(items), *_same_stems(items)]


def _rates(items: Sequence[Item]) -> Iterator[Finding]:
    """Keys of single items that share a place or a length more often than chance gives."""
    singles = [item for item in items if item.type == "single"]
    if len(singles) < FEWEST_FOR_RATES:
        return
    asked = [(item, question) for item in singles for question in entry_of(item).questions]
    chance = math.ceil(sum(question.chance for _, question in asked))
    traits: dict[str, list[Item]] = {}
    for item, question in asked:
        for trait in _key_traits(question):
            traits.setdefault(trait, []).append(item)
    for trait, having in traits.items():
        if len(having) > chance:
            ids = ", ".join(f"'{item.id}'" for item in having)
            yield Finding(
                having[0].file.parent,
                f"the key is {trait} in {len(having)} of {len(singles)} items, where {chance} "
                f"would be chance ({ids}); change some.",
            )


def _key_traits(question: Question) -> Iterator[str]:
    yield f"option {question.keys[0] + 1}"
    if key_is_longest(question):
        yield "the longest option"
    if key_is_shortest(question):
        yield "the shortest option"


def _same_stems(items: Sequence[Item]) -> Iterator[Finding]:
    for first, second, share in alike_pairs([item.stem for item in items], ALIKE_STEMS):
        yield Finding(
            items[second].file,
            f"the stem shares {share:.0%} of its words with '{items[first].id}'; "
            "ask something else or drop one.",
        )
