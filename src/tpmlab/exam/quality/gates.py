"""Run the gates: on a bank or a domain of it, and on the items of the lessons."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tpmlab.exam.items.misconceptions import Misconception
from tpmlab.exam.items.model import Item
from tpmlab.exam.items.targets import Targets
from tpmlab.exam.outlines.model import Outline
from tpmlab.exam.quality.blind import blind_gates, overlap_gates
from tpmlab.exam.quality.blueprint import blueprint_gates
from tpmlab.exam.quality.duplicates import duplicate_gates
from tpmlab.exam.quality.entry import Entry, Question
from tpmlab.exam.quality.flaws import FLAWS, Flaw, item_flaws
from tpmlab.exam.quality.lengths import length_gates
from tpmlab.exam.quality.options import position_gates, word_gates
from tpmlab.exam.quality.process import process_gate
from tpmlab.exam.quality.rationales import rationale_gates
from tpmlab.exam.quality.readability import readability_gate
from tpmlab.exam.quality.reading import entry_of
from tpmlab.exam.quality.recompute import numeric_gate
from tpmlab.exam.quality.solver import Cues
from tpmlab.exam.quality.verdict import Blame, GateResult, count_gate

__all__ = ["Catalogue", "bank_gates", "domain_gates", "lesson_gates", "single_answer"]


@dataclass(frozen=True)
class Catalogue:
    """What items are held against, beside themselves.

    ``foreign`` are the cues of another writer's bank, ``lessons`` the items of our lessons,
    a second bank for the blind solver to learn from; ``case_steps`` the steps in the log of
    each case set.
    """

    outline: Outline
    targets: Targets
    misconceptions: Mapping[str, Misconception]
    foreign: Cues
    lessons: Sequence[Entry] = ()
    case_steps: Mapping[str, Collection[str]] = field(default_factory=dict)


def bank_gates(items: Sequence[Item], catalogue: Catalogue) -> list[GateResult]:
    """Judge the whole bank of an outline.

    Parameters
    ----------
    items : sequence of Item
        All that the outline has.
    catalogue : Catalogue
        What they are held against.

    Returns
    -------
    list of GateResult
        What lets keys be guessed first, then single items, then what the bank covers.
    """
    entries = [entry_of(item) for item in items]
    outline = catalogue.outline
    tasks = [f"{outline.id}:{task}" for task in outline.tasks]
    return [
        *_guessing(entries, entries, catalogue.foreign, catalogue.lessons),
        *_each(entries),
        numeric_gate(items),
        process_gate(items, catalogue.case_steps),
        *rationale_gates(entries, catalogue.misconceptions, tasks, catalogue.lessons),
        *blueprint_gates(entries, outline, catalogue.targets),
    ]


def domain_gates(items: Sequence[Item], domain: str, catalogue: Catalogue) -> list[GateResult]:
    """Judge the items of one domain; solvers learn from the whole bank all the same."""
    bank = [entry_of(item) for item in items]
    entries = [entry for entry in bank if entry.domain == domain]
    own = [item for item in items if item.domain == domain]
    return [
        *_guessing(entries, bank, catalogue.foreign, catalogue.lessons),
        *_each(entries),
        numeric_gate(own),
        process_gate(own, catalogue.case_steps),
        *rationale_gates(entries, catalogue.misconceptions),
    ]


def lesson_gates(
    items: Sequence[Item], misconceptions: Mapping[str, Misconception], foreign: Cues
) -> list[GateResult]:
    """Judge the items of all lessons: whatever does not need an outline."""
    entries = [entry_of(item) for item in items]
    return [
        *_guessing(entries, entries, foreign),
        *_each(entries),
        *rationale_gates(entries, misconceptions),
    ]


def single_answer(entries: Sequence[Entry]) -> list[Question]:
    """Questions in words with one key among three or more options, in the bank's order."""
    return [q for entry in entries if entry.type in ("single", "hotspot") for q in entry.questions]


def _guessing(
    entries: Sequence[Entry],
    bank: Sequence[Entry],
    foreign: Cues,
    lessons: Sequence[Entry] = (),
) -> Iterator[GateResult]:
    """Judge whether keys can be guessed from lengths, places and words."""
    singles, every = single_answer(entries), _worded(entries)
    placed = [q for e in entries if e.type in ("single", "hotspot", "numeric") for q in e.questions]
    yield from length_gates(singles)
    others = [q for e in entries if e.type in ("multiple", "pull-down") for q in e.questions]
    yield from blind_gates(singles, _worded(bank), foreign, _worded(lessons), others)
    yield from overlap_gates(singles)
    yield from position_gates(placed)
    yield from word_gates(every)


def _worded(entries: Sequence[Entry]) -> list[Question]:
    """Questions whose options are words: those of numeric items are computed."""
    return [q for entry in entries if entry.type != "numeric" for q in entry.questions]


def _each(entries: Sequence[Entry]) -> Iterator[GateResult]:
    """Judge what single items and pairs of them show."""
    found: dict[str, list[tuple[Entry, Flaw]]] = {kind: [] for kind in FLAWS}
    for entry in entries:
        for flaw in item_flaws(entry):
            found[flaw.kind].append((entry, flaw))
    for kind, (title, fails) in FLAWS.items():
        yield count_gate(
            kind,
            title,
            [Blame(entry.id, flaw.words, flaw.message) for entry, flaw in found[kind]],
            len(entries),
            advice="Mend the items listed; each line says how.",
            bad="fail" if fails else "warn",
        )
    yield readability_gate(entries)
    yield from duplicate_gates(entries)
