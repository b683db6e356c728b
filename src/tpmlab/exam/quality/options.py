"""Gates on single words and places: absolutes, first words, conduct, position of the key."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from scipy.stats import chisquare

from tpmlab.exam.quality.entry import Choice, Question
from tpmlab.exam.quality.intervals import Interval, Verdict, judge_band, percent, wilson, worst
from tpmlab.exam.quality.verdict import Blame, GateResult, rate_gate
from tpmlab.exam.quality.wording import CONDUCT, CUES

__all__ = ["longest_run", "position_gates", "word_gates"]

_MOST_BLAMED = 8
LONGEST_RUN = 4  # keys at one place in a row
FIRST_WORD_USES, FIRST_WORD_SHARE = 10, (0.10, 0.45)
CONDUCT_SHARE = (0.15, 0.40)
_LETTERS = "ABCDEF"


def word_gates(questions: Sequence[Question]) -> Iterator[GateResult]:
    """Judge words that stand more often in keys than elsewhere, or less.

    Parameters
    ----------
    questions : sequence of Question
        Of any kind with a list of choices.
    """
    yield _absolutes(questions)
    yield _first_words(questions)
    yield _conduct(questions)


def _absolutes(questions: Sequence[Question]) -> GateResult:
    keys = [c for q in questions for c in q.choices if c.key]
    others = [c for q in questions for c in q.choices if not c.key]
    hits, misses = (sum(bool(CUES.search(c.plain)) for c in side) for side in (keys, others))
    rates = [hits / len(keys) if keys else 0.0, misses / len(others) if others else 0.0]
    difference = rates[0] - rates[1]
    interval = _difference(wilson(hits, len(keys)), wilson(misses, len(others)), rates)
    verdict = judge_band(difference, interval, len(questions), (-0.05, 0.05), (-0.10, 0.10))
    leaning = difference > 0
    blame = [
        Blame(
            question.item, tuple(word.lower() for word in CUES.findall(choice.plain)), choice.plain
        )
        for question in questions
        for choice in question.choices
        if choice.key == leaning and CUES.search(choice.plain)
    ]
    return GateResult(
        "absolutes",
        "Absolutes and hurry words, keys − distractors",
        verdict if questions else "warn",
        difference,
        "points",
        "within 5 points, fails beyond 10",
        f"Drop such words from {'keys' if leaning else 'distractors'}, or use them on both sides.",
        len(questions),
        interval,
        tuple(blame[:_MOST_BLAMED]),
        (f"In {percent(rates[0])} of keys and {percent(rates[1])} of distractors.",),
    )


def _difference(first: Interval, second: Interval, rates: Sequence[float]) -> Interval:
    """Interval of a difference of two rates from their own; Newcombe 1998, method 10."""
    down = math.hypot(rates[0] - first.low, second.high - rates[1])
    up = math.hypot(first.high - rates[0], rates[1] - second.low)
    return Interval(rates[0] - rates[1] - down, rates[0] - rates[1] + up)


def _first_words(questions: Sequence[Question]) -> GateResult:
    uses: dict[str, list[tuple[Question, Choice]]] = defaultdict(list)
    for question in questions:
        for choice in question.choices:
            if choice.words:
                uses[choice.words[0]].append((question, choice))
    often = {word: its for word, its in uses.items() if len(its) >= FIRST_WORD_USES}
    verdicts: list[Verdict] = []
    blame, shares = [], []
    for word, its in sorted(often.items(), key=lambda pair: -len(pair[1])):
        keys = sum(choice.key for _, choice in its)
        share = keys / len(its)
        # A word has its uses, not the bank's items, to be judged by: ten say little.
        verdict = judge_band(share, wilson(keys, len(its)), len(its), FIRST_WORD_SHARE)
        verdicts.append(verdict)
        shares.append(f"{word} {keys} of {len(its)}")
        if verdict != "pass":
            rare = share > FIRST_WORD_SHARE[1]
            having = [q.item for q, choice in its if choice.key == rare]
            side = "keys" if rare else "distractors"
            why = f"opens {keys} keys in {len(its)} uses; change it in {side}: {_some(having)}"
            blame.append(Blame(having[0], (word,), why))
    return GateResult(
        "first-words",
        "First words that lean to one side",
        worst(verdicts),
        len(blame),
        "count",
        "10–45 % of a word's uses in keys, from ten uses on",
        "Open some options of the other side with the words listed, or use them less.",
        len(often),
        None,
        tuple(blame),
        (f"Keys among the uses: {'; '.join(shares)}.",) if shares else (),
    )


def _conduct(questions: Sequence[Question]) -> GateResult:
    using = [(q, c) for q in questions for c in q.choices if CONDUCT.search(c.plain)]
    keys = sum(choice.key for _, choice in using)
    leaning = bool(using) and keys / len(using) > CONDUCT_SHARE[1]
    blame = [
        Blame(q.item, tuple(m.group(0).lower() for m in CONDUCT.finditer(c.plain)), c.plain)
        for q, c in using
        if c.key == leaning
    ]
    return rate_gate(
        "conduct",
        "Keys among options with polite or analytic verbs",
        keys,
        len(using),
        CONDUCT_SHARE,
        advice=(
            "Let more distractors be courteous or analytic, and some keys firm, quick or formal."
            if leaning
            else "Let some keys ask, review or check, as distractors do."
        ),
        blame=blame[:_MOST_BLAMED],
    )


def position_gates(questions: Sequence[Question]) -> Iterator[GateResult]:
    """Judge at which places the keys of single-answer questions stand.

    Parameters
    ----------
    questions : sequence of Question
        In the order in which a reader meets them.
    """
    expected: dict[int, float] = defaultdict(float)
    found: Counter[int] = Counter()
    for question in questions:
        found[question.keys[0]] += 1
        for place in range(len(question.choices)):
            expected[place] += 1 / len(question.choices)
    places = sorted(expected)
    p = math.nan
    if questions:
        p = float(chisquare([found[n] for n in places], [expected[n] for n in places]).pvalue)
    most = max(places, key=lambda n: found[n] - expected[n], default=0)
    counts = ", ".join(f"{_LETTERS[n]} {found[n]}" for n in places)
    yield GateResult(
        "key-position",
        "Position of the key, chi-square",
        _p_verdict(p),
        p,
        "p",
        "p above 0.05, fails at 0.01",
        f"Move keys away from {_LETTERS[most]}: reorder the options of some items.",
        len(questions),
        None,
        tuple(
            Blame(q.item, (_LETTERS[most],), "key stands at the place used most")
            for q in questions
            if q.keys[0] == most
        )[:_MOST_BLAMED],
        (f"Keys at {counts}.",) if questions else (),
    )
    yield _runs(questions)


def _p_verdict(p: float) -> Verdict:
    if math.isnan(p):
        return "warn"
    return "pass" if p > 0.05 else "fail" if p <= 0.01 else "warn"


def longest_run(places: Sequence[int]) -> tuple[int, int]:
    """Give length and start of the longest run of equal numbers.

    Examples
    --------
    >>> longest_run([0, 2, 2, 2, 1])
    (3, 1)
    """
    best, start = (0, 0), 0
    for _, run in groupby(places):
        length = len(list(run))
        best, start = max(best, (length, start), key=lambda pair: pair[0]), start + length
    return best


def _runs(questions: Sequence[Question]) -> GateResult:
    length, start = longest_run([question.keys[0] for question in questions])
    run = questions[start : start + length]
    letter = _LETTERS[run[0].keys[0]] if run else ""
    return GateResult(
        "key-runs",
        "Longest run of keys at one place, in the bank's order",
        "pass" if length <= LONGEST_RUN else "fail",
        length,
        "count",
        f"at most {LONGEST_RUN}",
        "Reorder the options of one item in the run.",
        len(questions),
        None,
        (Blame(run[len(run) // 2].item, (letter,), f"in the middle of {length} keys at {letter}"),)
        if length > LONGEST_RUN
        else (),
    )


def _some(names: Sequence[str]) -> str:
    shown = list(dict.fromkeys(names))
    return ", ".join(shown[:4]) + (f" and {len(shown) - 4} more" if len(shown) > 4 else "")
