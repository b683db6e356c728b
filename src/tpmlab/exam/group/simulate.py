"""Votes of a made-up group, to try a pack and to show what talk does. A toy, not a finding.

A member knows an item with a probability for its task; who doesn't votes for a wrong option.
In the discussion somebody wrong turns right with probability 0.1 + 0.5 × the share of right
first votes, somebody right turns wrong with 0.03. The numbers are ours, chosen so that 52 %
right become 68 %, the means that one study of real classes reports [1]_; nothing else was
fitted.

References
----------
.. [1] Smith, M. K. et al. (2009), "Why peer discussion improves student performance on
   in-class concept questions", Science 323, 122-124.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from tpmlab.exam.group.record import Votes, Week
from tpmlab.exam.items.bank import Bank
from tpmlab.exam.items.model import ChoiceItem

__all__ = ["Skills", "simulate_votes"]

Skills = Mapping[str, Mapping[str, float]]
"""Member → task → probability of knowing; the task "" stands for all others."""

_ALONE, _BY_OTHERS, _TALKED_OUT = 0.1, 0.5, 0.03
_SETTLED = 0.7  # more right than this: no discussion


def simulate_votes(
    week: Week,
    bank: Bank,
    skills: Skills,
    *,
    seed: int,
    loud: str | None = None,
    copying: float = 0.0,
) -> Votes:
    """Let a made-up group vote, discuss and vote again.

    Parameters
    ----------
    week : Week
        Its warm-up has one vote; its main items have two, unless more than 70 % were right.
    bank : Bank
        The items.
    skills : mapping
        Who votes, and how likely each knows an item of each task.
    seed : int
        Each member's luck on an item depends on nothing else: change one thing, compare.
    loud : str, optional
        A member who says the letter before the others have voted.
    copying : float
        Probability, 0 to 1, that another one then votes the same.

    Returns
    -------
    dict
        Item → member → letters of the first and second vote.
    """
    votes: Votes = {}
    for name in week.voted:
        item = bank.item(name)
        if isinstance(item, ChoiceItem):
            votes[name] = _votes_on(item, name in week.main, skills, seed, (loud, copying))
    return votes


def _votes_on(
    item: ChoiceItem, discussed: bool, skills: Skills, seed: int, heard: tuple[str | None, float]
) -> dict[str, tuple[str, str]]:
    letters = "ABCD"[: len(item.options)]
    key = letters[item.keys[0]]
    luck = {
        member: Random(f"{seed}:{item.id}:{member}")  # noqa: S311 - a toy
        for member in skills
    }
    first = {}
    for member, known in skills.items():
        knows = luck[member].random() < known.get(item.task, known.get("", 0.5))
        wrong = luck[member].choice(letters.replace(key, ""))
        first[member] = key if knows else wrong
    loud, copying = heard
    for member in first:
        copies = luck[member].random() < copying
        if loud in first and member != loud and copies:
            first[member] = first[str(loud)]
    share = sum(letter == key for letter in first.values()) / len(first)
    if not discussed or share > _SETTLED:
        return {member: (letter, "") for member, letter in first.items()}
    second = {}
    for member, letter in first.items():
        moved = luck[member].random()
        if letter == key:
            stays = moved >= _TALKED_OUT
            second[member] = key if stays else luck[member].choice(letters.replace(key, ""))
        else:
            second[member] = key if moved < _ALONE + _BY_OTHERS * share else letter
    return {member: (first[member], second[member]) for member in first}
