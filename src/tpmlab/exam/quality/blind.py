"""Gates of solvers that don't know the subject: stem-blind, echo of the stem, convergence."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from statistics import fmean

from tpmlab.exam.quality.entry import Question
from tpmlab.exam.quality.intervals import percent
from tpmlab.exam.quality.solver import (
    Cues,
    Solved,
    all_cues,
    learn,
    length_cues,
    solve_blind,
    solve_with,
    word_cues,
)
from tpmlab.exam.quality.verdict import Blame, GateResult, rate_gate
from tpmlab.exam.quality.wording import content_words

__all__ = ["blind_gates", "overlap_gates"]

FAIR, POOR = 0.10, 0.15  # above chance: to pass, to fail; 35 % and 40 % with four options
_MOST_BLAMED = 12
_REWORD = (
    "Give the words listed to both sides: to some distractors, and to fewer keys (or the reverse)."
)


def blind_gates(
    questions: Sequence[Question],
    training: Sequence[Question],
    foreign: Cues,
    lessons: Sequence[Question] = (),
    others: Sequence[Question] = (),
) -> Iterator[GateResult]:
    """Solve questions without their stems and judge how often that finds the key.

    Parameters
    ----------
    questions : sequence of Question
        Single-answer questions that are judged.
    training : sequence of Question
        The whole bank; what has the task of the question at hand is left out.
    foreign : Cues
        What gave keys away in another writer's bank.
    lessons : sequence of Question, optional
        Another bank of our own, to learn from.
    others : sequence of Question, optional
        Gaps, and questions with several keys: solved when the pick is one of the keys.
    """
    variants = (
        ("blind", "Stem-blind solver, all cues", all_cues),
        ("blind-words", "Stem-blind solver, words only", word_cues),
        ("blind-lengths", "Stem-blind solver, lengths only", length_cues),
    )
    for name, title, features in variants:
        solved = solve_blind(questions, features, training)
        detail = [*_by_domain(solved), *_leaning(questions)] if name == "blind" else ()
        yield _gate(name, title, solved, detail)
    if others:
        solved = solve_blind(others, all_cues, training)
        yield _gate("blind-others", "Stem-blind solver, several answers and gaps", solved)
    yield _gate(
        "blind-foreign", "Solver trained on another writer's bank", solve_with(questions, foreign)
    )
    if lessons:
        solved = solve_blind(questions, all_cues, lessons)
        yield _gate("blind-lessons", "Solver trained on the lessons' items", solved)


def _gate(
    name: str, title: str, solved: Sequence[Solved], detail: Sequence[str] = ()
) -> GateResult:
    chance = fmean(each.question.chance for each in solved) if solved else 0.25
    return rate_gate(
        name,
        title,
        sum(each.credit for each in solved),
        len(solved),
        (0.0, chance + FAIR),
        fair=(0.0, chance + POOR),
        advice=_REWORD,
        blame=_blame(solved),
        detail=detail,
    )


def _by_domain(solved: Sequence[Solved]) -> list[str]:
    found: dict[str, list[float]] = {}
    for each in solved:
        found.setdefault(each.question.domain or each.question.task, []).append(each.credit)
    if len(found) < 2:
        return []
    parts = [f"{name} {percent(fmean(got))} of {len(got)}" for name, got in sorted(found.items())]
    return ["By domain: " + "; ".join(parts)]


def _leaning(questions: Sequence[Question]) -> list[str]:
    """Words that lean to one side over the whole set, with their counts there and here."""
    cues = learn((each, word_cues(each)) for each in questions)
    return [
        f"{side} have most of (keys:distractors) "
        + ", ".join(f"{cue} {keys}:{others}" for cue, keys, others in words)
        for side, words in zip(("Keys", "Distractors"), cues.leaning(20), strict=True)
        if words
    ]


def _blame(solved: Sequence[Solved]) -> list[Blame]:
    """Items solved by the loudest cues; the words are those to change."""
    wrong = [each for each in solved if each.credit > 0 and each.drivers]
    wrong.sort(key=lambda each: -sum(abs(weight) for _, weight in each.drivers[:4]))
    return [
        Blame(each.question.item, tuple(cue for cue, _ in each.drivers[:4]), _sides(each))
        for each in wrong[:_MOST_BLAMED]
    ]


def _sides(each: Solved) -> str:
    """Tell which words speak for a key and which against the others."""
    keyish = [cue for cue, weight in each.drivers[:4] if weight > 0]
    others = [cue for cue, weight in each.drivers[:4] if weight < 0]
    parts = [f"sounds like a key: {', '.join(keyish)}"] if keyish else []
    return "; ".join([*parts, *([f"like distractors: {', '.join(others)}"] if others else [])])


def overlap_gates(questions: Sequence[Question]) -> Iterator[GateResult]:
    """Judge two picks that need no knowledge of the subject.

    One takes the option that shares most words with the stem, the other the one that shares
    most words with the other options.
    """
    yield _pick(
        "stem-overlap",
        "Stem-overlap solver",
        questions,
        _shared_with_stem,
        "Use the stem's words in several options or in none.",
    )
    yield _pick(
        "convergence",
        "Solver by words shared with other options",
        questions,
        _shared_with_others,
        "Let each element of the options occur as often in distractors as in keys.",
    )


Shared = Callable[[Question], list[frozenset[str]]]


def _pick(
    name: str, title: str, questions: Sequence[Question], shared: Shared, advice: str
) -> GateResult:
    chance = fmean(question.chance for question in questions) if questions else 0.25
    found, blame = [], []
    for question in questions:
        common = shared(question)
        most = max(map(len, common))
        best = [n for n, words in enumerate(common) if len(words) == most]
        credit = sum(n in question.keys for n in best) / len(best)
        found.append(credit)
        if math.isclose(credit, 1) and most:
            words = tuple(sorted(set().union(*(common[n] for n in best))))
            lead = most - max((len(w) for n, w in enumerate(common) if n not in best), default=0)
            blame.append(
                (lead, Blame(question.item, words, f"only the key has {lead} more of them"))
            )
    blame.sort(key=lambda pair: -pair[0])
    return rate_gate(
        name,
        title,
        sum(found),
        len(questions),
        (0.0, chance + FAIR),
        fair=(0.0, chance + POOR),
        advice=advice,
        blame=[each for _, each in blame[:_MOST_BLAMED]],
    )


def _shared_with_stem(question: Question) -> list[frozenset[str]]:
    stem = content_words(question.stem)
    return [content_words(choice.plain) & stem for choice in question.choices]


def _shared_with_others(question: Question) -> list[frozenset[str]]:
    words = [content_words(choice.plain) for choice in question.choices]
    counts = Counter(word for each in words for word in each)
    return [frozenset(word for word in each if counts[word] > 1) for each in words]
