"""A solver that never sees a stem: naive Bayes on the words and lengths of options.

It learns from other items which words stand in keys. If it finds the keys of items it has
not seen, so can a learner who knows nothing of the subject.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tpmlab.exam.quality.entry import Question

__all__ = [
    "Cues",
    "Solved",
    "all_cues",
    "learn",
    "length_cues",
    "solve_blind",
    "solve_with",
    "word_cues",
]

Features = Callable[[Question], list[list[str]]]
Driver = tuple[str, float]
Seen = tuple[Question, list[list[str]]]

_WEIGHT = 1.0  # of the prior, in words: an unseen word says nothing, a rare one little


@dataclass(frozen=True)
class Solved:
    """One question as a blind solver saw it.

    ``credit`` is 1 for a key, 0 for a distractor, shared out where several scored best;
    ``drivers`` are the cues that speak loudest for the key, with their weights.
    """

    question: Question
    credit: float
    drivers: tuple[Driver, ...]


class Cues:
    """How often each cue stood in keys and in distractors.

    Examples
    --------
    >>> cues = Cues({"facilitate": (9, 1), "mandate": (0, 12), "the": (25, 75)}, (34, 88))
    >>> [round(cues.weight(word), 1) for word in ("facilitate", "mandate", "the", "unseen")]
    [2.6, -2.9, -0.1, 0.0]
    """

    def __init__(self, counts: Mapping[str, tuple[int, int]], totals: tuple[int, int]) -> None:
        self.counts, self.totals = counts, totals

    def weight(self, cue: str, without: Cues | None = None) -> float:
        """Logarithm of how much likelier the cue is in a key than in a distractor.

        The counts of ``without``, what the judged items themselves gave, are taken off.
        """
        in_keys, in_others = self.counts.get(cue, (0, 0))
        keys, others = self.totals
        if without is not None:
            less = without.counts.get(cue, (0, 0))
            in_keys, in_others = in_keys - less[0], in_others - less[1]
            keys, others = keys - without.totals[0], others - without.totals[1]
        if keys <= 0 or others <= 0:
            return 0.0
        share = keys / (keys + others)
        # The prior has the classes' own shares, so that an unseen cue weighs nothing.
        odds = (in_keys + _WEIGHT * share) / (in_others + _WEIGHT * (1 - share))
        return math.log(odds) - math.log(share / (1 - share))

    def leaning(self, most: int) -> tuple[list[tuple[str, int, int]], list[tuple[str, int, int]]]:
        """Cues that lean furthest, to keys and to distractors, with both counts.

        Ordered by how surprising the counts are were the cue even: (k - e)² / e for the
        expected number e of keys.

        Examples
        --------
        >>> cues = Cues({"ask": (9, 3), "since": (0, 12), "the": (25, 75)}, (34, 90))
        >>> cues.leaning(1)
        ([('ask', 9, 3)], [('since', 0, 12)])
        """
        share = self.totals[0] / max(1, sum(self.totals))
        sides: tuple[list[tuple[float, str, int, int]], ...] = ([], [])
        for cue, (keys, others) in self.counts.items():
            expected = share * (keys + others)
            surprise = (keys - expected) ** 2 / expected if expected else 0.0
            sides[0 if keys > expected else 1].append((-surprise, cue, keys, others))
        found = [[(cue, k, d) for _, cue, k, d in sorted(side)[:most]] for side in sides]
        return found[0], found[1]


def word_cues(question: Question) -> list[list[str]]:
    """Words, pairs and first word of each choice."""
    found = []
    for choice in question.choices:
        words = choice.words
        pairs = [f"{first} {second}" for first, second in itertools.pairwise(words)]
        found.append([*words, *pairs, *(f"first: {word}" for word in words[:1])])
    return found


def length_cues(question: Question) -> list[list[str]]:
    """Rank of each choice's length: 1 is the longest; equal lengths share a rank."""
    lengths = question.lengths
    return [[f"length: {1 + sum(other > length for other in lengths)}"] for length in lengths]


def all_cues(question: Question) -> list[list[str]]:
    """Words, pairs, first word and rank of length together."""
    pairs = zip(word_cues(question), length_cues(question), strict=True)
    return [words + lengths for words, lengths in pairs]


def solve_blind(
    questions: Sequence[Question],
    features: Features = all_cues,
    training: Sequence[Question] | None = None,
) -> list[Solved]:
    """Solve each question knowing only options of other tasks.

    Parameters
    ----------
    questions : sequence of Question
        To be solved.
    features : callable
        :func:`all_cues`, :func:`word_cues` or :func:`length_cues`.
    training : sequence of Question, optional
        What the solver learns from (default: ``questions``); whatever has the same task
        as the question at hand is left out.

    References
    ----------
    .. [1] Manning, C. D., Raghavan, P. and Schütze, H. (2008), "Introduction to
       Information Retrieval", chapter 13.
    """
    seen = [(question, features(question)) for question in questions]
    taught = seen if training is None else [(each, features(each)) for each in training]
    known = learn(taught)
    by_task: dict[str, list[Seen]] = defaultdict(list)
    for question, cues in taught:
        by_task[question.task].append((question, cues))
    own = {task: learn(by_task[task]) for task in {question.task for question in questions}}
    return [_solve(question, cues, known, own[question.task]) for question, cues in seen]


def solve_with(questions: Sequence[Question], cues: Cues) -> list[Solved]:
    """Solve questions by the words that gave keys away in another bank."""
    return [_solve(question, word_cues(question), cues, _NOTHING) for question in questions]


_NOTHING = Cues({}, (0, 0))


def learn(seen: Iterable[Seen]) -> Cues:
    """Count the cues of keys and of distractors."""
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for question, choices in seen:
        for choice, cues in zip(question.choices, choices, strict=True):
            counts[0 if choice.key else 1].update(cues)
    keys, others = counts
    both = {cue: (keys[cue], others[cue]) for cue in keys.keys() | others.keys()}
    return Cues(both, (keys.total(), others.total()))


def _solve(question: Question, choices: list[list[str]], known: Cues, own: Cues) -> Solved:
    weights = [{cue: known.weight(cue, own) for cue in cues} for cues in choices]
    scores = [
        sum(weight[cue] for cue in cues) for weight, cues in zip(weights, choices, strict=True)
    ]
    best = max(scores)
    picked = [n for n, score in enumerate(scores) if math.isclose(score, best, abs_tol=1e-9)]
    credit = sum(n in question.keys for n in picked) / len(picked)
    return Solved(question, credit, _drivers(question, weights))


def _drivers(question: Question, weights: Sequence[Mapping[str, float]]) -> tuple[Driver, ...]:
    """Cues that lift a key above the others: its own good ones, and bad ones of the rest."""
    pull: dict[str, float] = {}
    for n, weight in enumerate(weights):
        for cue, value in weight.items():
            if (value > 0) == (n in question.keys):
                pull[cue] = value
    loud = sorted(pull.items(), key=lambda driver: (-abs(driver[1]), driver[0]))
    return tuple((cue, round(value, 2)) for cue, value in loud[:6] if abs(value) > 0.3)
