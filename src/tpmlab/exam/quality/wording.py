"""Words of items: how they are counted, compared, and which of them give keys away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "ABSOLUTE",
    "ALIKE_STEMS",
    "CONDUCT",
    "CUES",
    "STOP",
    "alike_pairs",
    "content_words",
    "words_of",
]

ALIKE_STEMS = 0.80  # share of common words from which two stems ask the same

_HURRY = "immediately|at once|right away|straight away|urgently|instantly|without delay"
ABSOLUTE = (
    "always|never|impossible|completely|entirely|totally|guaranteed?|guarantees|"
    "no matter what|under no circumstances|everyone|everybody|nobody"
)
CUES = re.compile(rf"\b({_HURRY}|{ABSOLUTE})\b", re.IGNORECASE)

# What well-behaved managers do in bad items: they talk, listen, look into it and write it down.
_POLITE = (
    "ask|coach|collaborate|consult|convene|discuss|encourage|engage|explain|facilitate|help|"
    "invite|involve|listen|meet|mentor|negotiate|support|talk|thank|walk|work with"
)
_ANALYTIC = (
    "analy[sz]e|assess|check|clarify|compare|confirm|determine|diagnose|estimate|evaluate|"
    "examine|explore|find out|identify|inspect|investigate|measure|quantify|review|"
    "size|study|understand|validate|verify"
)
CONDUCT = re.compile(rf"\b({_POLITE}|{_ANALYTIC})(s|d|es|ed|ing)?\b", re.IGNORECASE)

STOP = frozenset({
    "a", "about", "above", "after", "again", "all", "also", "an", "and", "any", "are", "as",
    "at", "be", "because", "been", "before", "being", "below", "between", "both", "but", "by",
    "can", "cannot", "could", "did", "do", "does", "doing", "down", "during", "each", "few",
    "for", "from", "further", "had", "has", "have", "having", "he", "her", "here", "hers",
    "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "itself", "just", "me",
    "more", "most", "my", "no", "nor", "not", "now", "of", "off", "on", "once", "only", "or",
    "other", "our", "out", "over", "own", "same", "she", "should", "so", "some", "such",
    "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those",
    "through", "to", "too", "under", "until", "up", "us", "very", "was", "we", "were", "what",
    "when", "where", "which", "while", "who", "whom", "whose", "why", "will", "with", "would",
    "yet", "you", "your", "project", "manager", "first", "next", "best"
})  # fmt: skip

_TOKEN = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?(?:-[a-z0-9]+)*", re.IGNORECASE)
_NUMBER = re.compile(r"\d")


def words_of(text: str) -> tuple[str, ...]:
    """Split a text into words in small letters; whatever holds a digit becomes ``#``.

    Examples
    --------
    >>> words_of("Re-plan sprint 4 by Friday's review.")
    ('re-plan', 'sprint', '#', 'by', "friday's", 'review')
    """
    found = (token.lower().replace("’", "'") for token in _TOKEN.findall(text))
    return tuple("#" if _NUMBER.search(word) else word for word in found)


def content_words(text: str) -> frozenset[str]:
    """Words of a text that carry meaning, with plural and verb endings cut off.

    Examples
    --------
    >>> sorted(content_words("The testers tested the interfaces."))
    ['interface', 'test', 'tester']
    """
    return frozenset(_root(word) for word in words_of(text) if word not in STOP and word != "#")


def _root(word: str) -> str:
    for ending in ("'s", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            cut = word.removesuffix(ending)
            # "interfaces" loses its s only, "processes" both letters
            return f"{cut}e" if ending == "es" and not cut.endswith(("s", "x", "h")) else cut
    return word


def alike_pairs(texts: Sequence[str], limit: float) -> list[tuple[int, int, float]]:
    """Find pairs of texts that share most of their words.

    Parameters
    ----------
    texts : sequence of str
        Compared each with each, by the set of their words.
    limit : float
        Smallest share of common words (of all words of both) that is reported.

    Returns
    -------
    list of tuple
        Numbers of the two texts and the share, the most alike first.

    References
    ----------
    .. [1] Jaccard, P. (1912), "The distribution of the flora in the alpine zone",
       New Phytologist 11(2).

    Examples
    --------
    >>> alike_pairs(["the vendor is late", "the vendor was late", "a test fails"], 0.5)
    [(0, 1, 0.6)]
    """
    sets = [set(re.findall(r"\w+", text.casefold())) for text in texts]
    matrix = _matrix(sets)
    sizes = matrix.sum(axis=1)
    found = []
    for first in range(len(sets) - 1):
        common = matrix[first + 1 :] @ matrix[first]
        union = np.maximum(sizes[first + 1 :] + sizes[first] - common, 1.0)
        share = np.divide(common, union, dtype=np.float64)
        for offset in np.flatnonzero(share >= limit):
            found.append((first, first + 1 + int(offset), float(share[offset])))
    return sorted(found, key=lambda pair: (-pair[2], pair[:2]))


def _matrix(sets: Iterable[set[str]]) -> NDArray[np.float32]:
    rows = list(sets)
    vocabulary = {word: n for n, word in enumerate(sorted(set().union(*rows)))}
    matrix = np.zeros((len(rows), len(vocabulary)), dtype=np.float32)
    for n, words in enumerate(rows):
        matrix[n, [vocabulary[word] for word in words]] = 1.0
    return matrix
