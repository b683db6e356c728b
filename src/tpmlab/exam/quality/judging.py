"""Read what is to be judged and run its gates: a bank, a domain of it, the lessons' items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tpmlab.errors import ContentError
from tpmlab.exam.items.bank import read_bank
from tpmlab.exam.items.misconceptions import load_misconceptions
from tpmlab.exam.items.model import Item
from tpmlab.exam.items.targets import load_targets
from tpmlab.exam.outlines.loading import load_outline
from tpmlab.exam.outlines.model import Outline
from tpmlab.exam.quality.entry import Entry
from tpmlab.exam.quality.foreign import load_foreign_cues
from tpmlab.exam.quality.gates import Catalogue, bank_gates, domain_gates, lesson_gates
from tpmlab.exam.quality.reading import entry_of, read_lessons
from tpmlab.exam.quality.verdict import GateResult

__all__ = ["Judged", "judge"]


@dataclass(frozen=True)
class Judged:
    """What the gates found, in what, and which files they could not see.

    ``outline`` is None where items belong to none, as those of lessons, or are a part only.
    """

    heading: str
    results: tuple[GateResult, ...]
    problems: tuple[ContentError, ...]
    entries: tuple[Entry, ...]
    outline: Outline | None


def judge(
    outline_id: str, domain: str | None = None, *, lessons: bool = False, base: Path | None = None
) -> Judged:
    """Judge the items of an outline, of one of its domains, or of the lessons.

    Parameters
    ----------
    outline_id : str
        Such as ``pmp-2026``.
    domain : str, optional
        Judge this domain's items only.
    lessons : bool
        Judge the lessons' items instead.
    base : pathlib.Path, optional
        Folder that holds ``content/`` (default: tpmlab's own).

    Raises
    ------
    ContentError
        If there is no such outline or domain, or a catalogue that the gates need is broken.
        An item that can't be read is a problem of the result.
    """
    taught, taught_problems = read_lessons(base)
    if lessons:
        return _judge_lessons(taught, taught_problems, base)
    outline = load_outline(outline_id, base)
    names = [each.id for each in outline.domains]
    if domain is not None and domain not in names:
        raise ContentError(f"'{outline_id}' has no domain '{domain}'; use {', '.join(names)}.")
    bank, problems = read_bank(outline_id, base)
    catalogue = Catalogue(
        outline,
        load_targets(outline_id, base),
        load_misconceptions(base),
        load_foreign_cues(base),
        [entry_of(item) for item in taught],
        {name: {entry.step for entry in case.log} for name, case in bank.cases.items()},
    )
    items = [item for item in bank.items if domain in (None, item.domain)]
    if domain is None:
        results = bank_gates(items, catalogue)
    else:
        results = domain_gates(bank.items, domain, catalogue)
    where = f"{outline.short}, {outline.id}{f', {domain}' if domain else ''}"
    return Judged(
        f"Bank for {where}: {len(items)} items",
        tuple(results),
        tuple(problems),
        tuple(entry_of(item) for item in items),
        outline if domain is None else None,
    )


def _judge_lessons(
    taught: Sequence[Item], problems: Sequence[ContentError], base: Path | None
) -> Judged:
    return Judged(
        f"Questions of the lessons: {len(taught)} items",
        tuple(lesson_gates(taught, load_misconceptions(base), load_foreign_cues(base))),
        tuple(problems),
        tuple(entry_of(item) for item in taught),
        None,
    )
