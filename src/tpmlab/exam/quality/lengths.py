"""Gates on the length of keys: the longest option, the shortest, the mean."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import fmean

from tpmlab.exam.quality.entry import Question
from tpmlab.exam.quality.intervals import Interval, judge_band
from tpmlab.exam.quality.verdict import Blame, GateResult, rate_gate

__all__ = ["key_is_longest", "key_is_shortest", "length_gates"]

SLACK = 0.05  # how far above chance a share of longest keys may lie
RATIO = (0.92, 1.08)
_MOST_BLAMED = 8


def key_is_longest(question: Question) -> bool:
    """Tell whether the key of a single-answer question has more characters than any other.

    Examples
    --------
    >>> from tpmlab.exam.quality.entry import Choice
    >>> choices = (Choice("Ask the vendor for a date", key=True), Choice("Wait", key=False))
    >>> key_is_longest(Question("late", "process.5", "process", "single", "", choices))
    True
    """
    mine, others = _sides(question)
    return mine > max(others)


def key_is_shortest(question: Question) -> bool:
    """Tell whether the key of a single-answer question has fewer characters than any other."""
    mine, others = _sides(question)
    return mine < min(others)


def length_gates(questions: Sequence[Question]) -> Iterator[GateResult]:
    """Judge the lengths of single-answer questions, over the bank and for each domain.

    Parameters
    ----------
    questions : sequence of Question
        With one key each.
    """
    for which in ("longest", "shortest"):
        yield _extreme(questions, which)
    domains: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        domains[question.domain].append(question)
    for domain, its in domains.items() if len(domains) > 1 else ():
        for which in ("longest", "shortest"):
            yield _extreme(its, which, domain)
    yield _ratio(questions)


def _extreme(questions: Sequence[Question], which: str, domain: str = "") -> GateResult:
    trait = key_is_longest if which == "longest" else key_is_shortest
    having = [question for question in questions if trait(question)]
    limit = fmean(question.chance for question in questions) + SLACK if questions else 0.3
    return rate_gate(
        f"key-{which}" + (f"-{domain}" if domain else ""),
        f"Key strictly {which}" + (f", {domain}" if domain else ""),
        len(having),
        len(questions),
        (0.0, limit),
        advice=f"Reword options so that the key is the {which} one in about a quarter of items.",
        blame=_blame(having),
    )


def _blame(having: Sequence[Question]) -> list[Blame]:
    def gap(question: Question) -> int:
        mine, others = _sides(question)
        return max(mine - max(others), min(others) - mine)

    return [
        Blame(
            question.item,
            (question.choices[question.keys[0]].plain,),
            f"key {_sides(question)[0]} characters, others {_listed(_sides(question)[1])}",
        )
        for question in sorted(having, key=gap, reverse=True)[:_MOST_BLAMED]
    ]


def _ratio(questions: Sequence[Question]) -> GateResult:
    """Mean key over mean distractor; the interval treats each question as one draw."""
    pairs = [(mine, fmean(others)) for mine, others in map(_sides, questions)]
    n = len(pairs)
    value = sum(key for key, _ in pairs) / sum(other for _, other in pairs) if n else math.nan
    interval = _ratio_interval(pairs, value)
    return GateResult(
        "length-ratio",
        "Mean length, key ÷ distractors",
        judge_band(value, interval, n, RATIO) if n else "warn",
        value,
        "ratio",
        f"{RATIO[0]}–{RATIO[1]}",
        "Cut what keys explain, or let distractors say as much.",
        n,
        interval,
        tuple(_blame([q for q in questions if _off(q, value)])),
    )


def _off(question: Question, value: float) -> bool:
    mine, others = _sides(question)
    return mine > max(others) if value > 1 else mine < min(others)


def _ratio_interval(pairs: Sequence[tuple[float, float]], value: float) -> Interval:
    """Linearised 95 % interval of a ratio of two means; see Cochran, Sampling Techniques, 6.4."""
    n = len(pairs)
    if n < 2:
        return Interval(0.0, math.inf)
    mean = fmean(other for _, other in pairs)
    spread = sum((key - value * other) ** 2 for key, other in pairs) / (n - 1)
    half = 1.96 * math.sqrt(spread / n) / mean
    return Interval(value - half, value + half)


def _sides(question: Question) -> tuple[int, list[int]]:
    (key,) = question.keys
    lengths = question.lengths
    return lengths[key], [*lengths[:key], *lengths[key + 1 :]]


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
