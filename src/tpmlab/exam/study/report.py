"""What a learner's answers say: ranges by task and domain, sureness, beliefs, time.

Only the first answer to an item counts for a range: the second time one recognises it. A
range says what share of *fresh items like these* the learner would get right, in four of five
cases; it says nothing about passing an exam.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

import numpy as np
from scipy.stats import beta

from tpmlab.exam.items.bank import Bank
from tpmlab.exam.items.model import Item
from tpmlab.exam.outlines.model import Outline
from tpmlab.exam.study.reviews import Review

__all__ = [
    "COVERAGE",
    "Believed",
    "Pace",
    "Report",
    "ScoreRange",
    "Sureness",
    "make_report",
    "score_range",
]

COVERAGE = 0.80  # of ranges hold the truth
_FEWEST = 5  # answers below which a range says next to nothing, and isn't shown
_DRAWS = 20_000
_FORGIVEN = 2  # right answers since, after which a belief counts as put right
_CLAIMED = {"sure": 0.9, "think-so": 0.7, "guess": 0.25}  # what the words promise: our reading


@dataclass(frozen=True)
class ScoreRange:
    """Right answers of all, and the range of shares they speak for; None: too few answers."""

    name: str
    right: int
    of: int
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Sureness:
    """Answers given with one word of confidence: right, of all, what the word promises.

    ``verdict`` is ``"too sure"``, ``"surer than you think"``, ``"fits"`` or ``"too few"``.
    """

    word: str
    right: int
    of: int
    promised: float
    verdict: str


@dataclass(frozen=True)
class Believed:
    """A misconception that wrong answers showed and that hasn't been put right since."""

    id: str
    times: int
    last: date
    right_since: int


@dataclass(frozen=True)
class Pace:
    """Median seconds of right and of wrong answers, and how many took over twice the exam's."""

    right: float | None
    wrong: float | None
    exam: float | None
    slow: int
    of: int


@dataclass(frozen=True)
class Report:
    """A learner's standing in one outline.

    Attributes
    ----------
    whole : ScoreRange
        Over the domains by their published weights; no range as long as a domain has none.
    domains, tasks : tuple of ScoreRange
        In the outline's order.
    sureness : tuple of Sureness
        Where sureness was asked.
    beliefs : tuple of Believed
        The most shown first.
    pace : Pace
        Time for an item.
    answers, items : int
        Judged answers, and different items among them.
    """

    whole: ScoreRange
    domains: tuple[ScoreRange, ...]
    tasks: tuple[ScoreRange, ...]
    sureness: tuple[Sureness, ...]
    beliefs: tuple[Believed, ...]
    pace: Pace
    answers: int
    items: int


def make_report(reviews: Sequence[Review], bank: Bank, outline: Outline, seed: int = 0) -> Report:
    """Draw up a report.

    Parameters
    ----------
    reviews : sequence of Review
        Judged answers in the order of writing; those to items no longer in the bank are left
        out.
    bank : Bank
        Items of the outline.
    outline : Outline
        Names, weights, minutes.
    seed : int
        Of the draws behind the range over all domains.

    Examples
    --------
    >>> from tpmlab.exam.outlines.loading import load_outline
    >>> empty = make_report([], Bank("pmp-2026", (), {}), load_outline("pmp-2026"))
    >>> empty.whole
    ScoreRange(name='all', right=0, of=0, low=None, high=None)
    """
    known = [review for review in reviews if review.item in bank.by_id]
    first: dict[str, Review] = {}
    for review in known:
        first.setdefault(review.item, review)
    by_task = _ranges(first.values(), outline.tasks, lambda r: bank.by_id[r.item].task)
    by_domain = _ranges(
        first.values(), [d.id for d in outline.domains], lambda r: bank.by_id[r.item].domain
    )
    return Report(
        whole=_whole(by_domain, outline, seed),
        domains=by_domain,
        tasks=by_task,
        sureness=_sureness(first.values()),
        beliefs=_beliefs(known, bank.by_id),
        pace=_pace(known, outline),
        answers=len(known),
        items=len(first),
    )


def score_range(name: str, right: int, of: int) -> ScoreRange:
    """Range of shares for a count: Jeffreys' interval [1]_, which holds the truth at its rate.

    References
    ----------
    .. [1] Brown, L. D., Cai, T. T. and DasGupta, A. (2001), "Interval estimation for a
       binomial proportion", Statistical Science 16(2).

    Examples
    --------
    >>> found = score_range("business.3", 7, 10)
    >>> round(found.low, 2), round(found.high, 2)
    (0.5, 0.85)
    >>> score_range("business.3", 2, 3).low is None
    True
    """
    if of < _FEWEST:
        return ScoreRange(name, right, of, None, None)
    tail = (1 - COVERAGE) / 2
    low, high = beta.ppf([tail, 1 - tail], right + 0.5, of - right + 0.5)
    return ScoreRange(
        name, right, of, 0.0 if right == 0 else float(low), 1.0 if right == of else float(high)
    )


def _ranges(
    reviews: Iterable[Review], names: Iterable[str], key: Callable[[Review], str]
) -> tuple[ScoreRange, ...]:
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for review in reviews:
        of[key(review)] += 1
        right[key(review)] += review.right
    return tuple(score_range(name, right[name], of[name]) for name in names)


def _whole(domains: Sequence[ScoreRange], outline: Outline, seed: int) -> ScoreRange:
    """Mix the domains by weight: draws from each one's distribution, summed."""
    right, of = sum(d.right for d in domains), sum(d.of for d in domains)
    weights = [domain.weight_percent for domain in outline.domains]
    if any(d.low is None for d in domains) or None in weights:
        return ScoreRange("all", right, of, None, None)
    luck = np.random.default_rng(seed)
    draws = np.array([luck.beta(d.right + 0.5, d.of - d.right + 0.5, _DRAWS) for d in domains])
    mixed = np.average(draws, axis=0, weights=np.array(weights, dtype=float))
    low, high = np.quantile(mixed, [(1 - COVERAGE) / 2, (1 + COVERAGE) / 2])
    return ScoreRange("all", right, of, float(low), float(high))


def _sureness(reviews: Iterable[Review]) -> tuple[Sureness, ...]:
    marks: dict[str, list[bool]] = {word: [] for word in _CLAIMED}
    for review in reviews:
        if review.confidence in marks:
            marks[review.confidence].append(review.right)
    return tuple(
        Sureness(word, sum(given), len(given), _CLAIMED[word], _fit(word, given))
        for word, given in marks.items()
        if given
    )


def _fit(word: str, given: Sequence[bool]) -> str:
    """Whether what the word promises lies in the range that the answers speak for."""
    found = score_range(word, sum(given), len(given))
    if found.low is None or found.high is None:
        return "too few"
    if found.high < _CLAIMED[word]:
        return "too sure"
    return "surer than you think" if found.low > _CLAIMED[word] else "fits"


def _beliefs(reviews: Sequence[Review], items: Mapping[str, Item]) -> tuple[Believed, ...]:
    times: Counter[str] = Counter()
    last: dict[str, date] = {}
    since: defaultdict[str, int] = defaultdict(int)
    for review in reviews:
        item = items[review.item]
        if review.right:
            for name in item.misconceptions:
                since[name] += 1
            continue
        for name in item.held(review.answer):
            times[name] += 1
            last[name] = date.fromisoformat(review.at[:10])
            since[name] = 0
    held = [name for name in times if since[name] < _FORGIVEN]
    held.sort(key=lambda name: (-times[name], name))
    return tuple(Believed(name, times[name], last[name], since[name]) for name in held)


def _pace(reviews: Sequence[Review], outline: Outline) -> Pace:
    taken: dict[bool, list[float]] = {True: [], False: []}
    for review in reviews:
        if review.seconds is not None:
            taken[review.right].append(review.seconds)
    asked = outline.exam.items
    exam = 60 * outline.exam.minutes / asked if asked else None
    every = [*taken[True], *taken[False]]
    return Pace(
        right=median(taken[True]) if taken[True] else None,
        wrong=median(taken[False]) if taken[False] else None,
        exam=exam,
        slow=sum(seconds > 2 * exam for seconds in every) if exam else 0,
        of=len(every),
    )
