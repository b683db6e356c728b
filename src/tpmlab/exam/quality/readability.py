"""The gate on reading load: what is tested is judgement, not patience with long sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import fmean

from tpmlab.exam.quality.entry import Entry
from tpmlab.exam.quality.verdict import Blame, GateResult, count_gate

__all__ = ["grade_level", "readability_gate"]

HARDEST = 11.0  # US school grade
_END = re.compile(r"[.!?:;](?=\s|$)")
_WORD = re.compile(r"(?<![\w.,])[^\W\d_]+(?:['’-][^\W\d_]+)*(?!\w)")
_LETTER = re.compile(r"[^\W\d_]")


def grade_level(text: str) -> float:
    """Estimate the US school grade that a text asks for: the automated readability index.

    4.71 × letters a word + 0.5 × words a sentence − 21.43, with numbers left out. It needs no
    list of syllables and so gives the same number everywhere.

    References
    ----------
    .. [1] Senter, R. J. and Smith, E. A. (1967), "Automated Readability Index",
       AMRL-TR-66-220, Aerospace Medical Research Laboratories.

    Examples
    --------
    >>> round(grade_level("The vendor is late. The test can start on Monday. Who decides?"), 1)
    -0.6
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_END.findall(text)))
    letters = sum(len(_LETTER.findall(word)) for word in words)
    return 4.71 * letters / len(words) + 0.5 * len(words) / sentences - 21.43


def readability_gate(entries: Sequence[Entry]) -> GateResult:
    """Find scenarios that ask for more than grade 11; how many words is a flaw of its own."""
    grades = [(grade_level(entry.asked), entry) for entry in entries]
    hard = sorted((pair for pair in grades if pair[0] > HARDEST), key=lambda pair: -pair[0])
    blame = [
        Blame(entry.id, (_longest_sentence(entry.asked),), f"grade {grade:.1f}")
        for grade, entry in hard
    ]
    mean = f"Mean grade {fmean(grade for grade, _ in grades):.1f}." if grades else ""
    return count_gate(
        "readability",
        f"Scenarios above US grade {HARDEST:g}",
        blame,
        len(entries),
        advice="Split the longest sentence and use shorter words.",
        detail=[mean] if mean else [],
    )


def _longest_sentence(text: str) -> str:
    return max(re.split(r"(?<=[.!?])\s+", text), key=len)
