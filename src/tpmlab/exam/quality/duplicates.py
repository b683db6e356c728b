"""Gates against asking the same twice: stems that are alike, and stems with their keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tpmlab.exam.quality.entry import Entry
from tpmlab.exam.quality.intervals import percent
from tpmlab.exam.quality.verdict import Blame, GateResult, count_gate
from tpmlab.exam.quality.wording import ALIKE_STEMS, alike_pairs

__all__ = ["duplicate_gates"]

ALIKE_WITH_KEY = 0.75


def duplicate_gates(entries: Sequence[Entry]) -> Iterator[GateResult]:
    """Find pairs of items that share most of their words.

    Declared twins may share their stem, items of one case its situation.
    """
    twins = _families(entries)
    stems = [" ".join((entry.situation, entry.stem)).strip() for entry in entries]
    with_keys = [f"{stem} {_keys(entry)}" for stem, entry in zip(stems, entries, strict=True)]
    for name, title, texts, limit in (
        ("alike-stems", "Stems that are nearly the same", stems, ALIKE_STEMS),
        ("alike-with-key", "Stems and keys that are nearly the same", with_keys, ALIKE_WITH_KEY),
    ):
        pairs = [
            (entries[first], entries[second], share)
            for first, second, share in alike_pairs(texts, limit)
            if texts[first] and not _may_share(entries[first], entries[second], twins)
        ]
        blame = [
            Blame(b.id, (a.id,), f"shares {percent(share)} of its words with '{a.id}'")
            for a, b, share in pairs
        ]
        yield count_gate(
            name,
            title,
            blame,
            len(entries),
            limit=f"none at or above {percent(limit)} common words",
            advice="Ask something else, drop one, or declare the pair with 'twin:'.",
        )


def _keys(entry: Entry) -> str:
    found = [c.plain for question in entry.questions for c in question.choices if c.key]
    return " ".join(found) if found else " ".join(entry.texts)


def _may_share(first: Entry, second: Entry, twins: dict[str, str]) -> bool:
    same_case = first.case is not None and first.case == second.case
    return same_case or twins[first.id] == twins[second.id]


def _families(entries: Sequence[Entry]) -> dict[str, str]:
    """Name of the family of each item: twins of twins belong together."""
    family = {entry.id: entry.id for entry in entries}
    for entry in entries:
        if entry.twin in family:
            old, new = family[entry.id], family[str(entry.twin)]
            family = {name: new if its == old else its for name, its in family.items()}
    return family
