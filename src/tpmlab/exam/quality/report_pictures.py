"""Pictures of a bank: how long keys are, where they stand, which words lean to one side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tpmlab.charts import bars
from tpmlab.exam.quality.entry import Question
from tpmlab.exam.quality.solver import learn, word_cues
from tpmlab.pictures import Picture

__all__ = ["length_picture", "position_picture", "word_pictures"]

_FEWEST_USES = 4
_MOST_WORDS = 15


def length_picture(questions: Sequence[Question]) -> Picture:
    """Draw how often the key is the longest option or the shortest, alone or with another.

    Parameters
    ----------
    questions : sequence of Question
        With one key each.
    """
    counts = Counter(map(_rank, questions))
    shares = {name: 100 * counts[name] / len(questions) for name in _RANKS}
    return bars(shares, title="Length of the key among its options", unit="% of items")


_RANKS = (
    "longest, alone",
    "longest, with another",
    "between",
    "shortest, with another",
    "shortest, alone",
)


def _rank(question: Question) -> str:
    lengths, mine = question.lengths, question.lengths[question.keys[0]]
    for name, end in (("longest", max(lengths)), ("shortest", min(lengths))):
        if mine == end:
            return f"{name}, {'alone' if lengths.count(end) == 1 else 'with another'}"
    return "between"


def position_picture(questions: Sequence[Question]) -> Picture:
    """Draw how many keys stand at each place."""
    most = max(len(question.choices) for question in questions)
    counts = Counter(question.keys[0] for question in questions)
    places = {"ABCDEF"[n]: counts[n] for n in range(most)}
    return bars(places, title="Place of the key", unit="items")


def word_pictures(questions: Sequence[Question]) -> list[Picture]:
    """Draw the words, pairs and openings that lean most to keys, and to distractors.

    A bar is the share of a word's uses that stand on that side, in percent.
    """
    cues = learn((question, word_cues(question)) for question in questions)
    pictures = []
    for side, found in zip(("keys", "distractors"), cues.leaning(400), strict=True):
        often = [(cue, k, d) for cue, k, d in found if k + d >= _FEWEST_USES][:_MOST_WORDS]
        uses = {cue: (k if side == "keys" else d, k + d) for cue, k, d in often}
        shares = {f"{cue} ({n} of {of})": 100 * n / of for cue, (n, of) in uses.items()}
        if shares:
            title = f"Words that lean to {side}"
            pictures.append(bars(shares, title=title, unit=f"% of uses in {side}"))
    return pictures
