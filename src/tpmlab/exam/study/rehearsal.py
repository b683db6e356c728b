"""Learners made of numbers: what a report says of somebody whose true shares are known."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from tpmlab.errors import TpmlabError
from tpmlab.exam.items.bank import Bank
from tpmlab.exam.items.model import ChoiceItem, Item
from tpmlab.exam.outlines.model import Outline
from tpmlab.exam.study.report import make_report
from tpmlab.exam.study.reviews import Review

__all__ = ["ranges_by_answers", "rehearse"]

_ENDS = ["lower end", "upper end", "true share"]
_DAY = "2027-01-28T12:00:00+00:00"  # any day will do: a report needs one to name the latest


def rehearse(
    bank: Bank,
    outline: Outline,
    chances: Mapping[str, float],
    answers: int,
    *,
    seed: int = 0,
) -> list[Review]:
    """Let a learner with known chances answer items, each once, mixed by the domains' weights.

    Parameters
    ----------
    bank : Bank
        Items of the outline.
    outline : Outline
        Gives the weights.
    chances : mapping
        Domain → chance of a right answer, 0 to 1.
    answers : int
        How many items to answer; the bank may hold fewer.
    seed : int
        Of the draws: which items, which of them right, which wrong option.

    Raises
    ------
    TpmlabError
        If a domain has no chance, or one outside 0 to 1, or there is nothing to answer.

    Examples
    --------
    >>> from tpmlab.exam.items.bank import load_bank
    >>> from tpmlab.exam.outlines.loading import load_outline
    >>> bank, outline = load_bank("pmp-2026"), load_outline("pmp-2026")
    >>> done = rehearse(bank, outline, {"people": 1, "process": 1, "business": 0}, 20)
    >>> len(done), sum(review.right for review in done)
    (20, 15)
    """
    _check(chances, outline)
    if answers < 1:
        raise TpmlabError(f"{answers} answers tell nothing; ask for 1 or more.")
    luck = np.random.default_rng(seed)
    items = _mixed(bank, outline, luck)[:answers]
    return [
        _review(n, bank.outline, item, luck.random() < chances[item.domain], luck)
        for n, item in enumerate(items, start=1)
    ]


def ranges_by_answers(
    bank: Bank,
    outline: Outline,
    chances: Mapping[str, float],
    counts: Sequence[int],
    *,
    seed: int = 0,
) -> pd.DataFrame:
    """Follow the range over all domains while one learner answers more and more items.

    Parameters
    ----------
    bank, outline, chances, seed
        As in :func:`rehearse`.
    counts : sequence of int
        Numbers of answers after which to look; 20 or more, so that each domain has some.

    Returns
    -------
    pandas.DataFrame
        By number of answers, in per cent: ``lower end``, ``upper end``, and ``true share``,
        the chances mixed by weight.

    Raises
    ------
    TpmlabError
        If a count is too small for a range or larger than the bank.

    Examples
    --------
    >>> from tpmlab.exam.items.bank import load_bank
    >>> from tpmlab.exam.outlines.loading import load_outline
    >>> found = ranges_by_answers(load_bank("pmp-2026"), load_outline("pmp-2026"),
    ...     {"people": 0.8, "process": 0.6, "business": 0.5}, [20, 100])
    >>> width = found["upper end"] - found["lower end"]
    >>> bool(width[100] < width[20]), float(found.loc[100, "true share"])
    (True, 64.0)
    """
    if not counts or max(counts) > len(bank.items):
        raise TpmlabError(f"Look after 20 to {len(bank.items)} answers: the bank holds no more.")
    done = rehearse(bank, outline, chances, max(counts), seed=seed)
    shares = _shares(outline)
    truth = 100 * sum(shares[name] * chances[name] for name in shares)
    rows = {}
    for count in counts:
        whole = make_report(done[:count], bank, outline).whole
        if whole.low is None or whole.high is None:
            raise TpmlabError(f"{count} answers give no range for each domain; take 20 or more.")
        rows[count] = (100 * whole.low, 100 * whole.high, round(truth, 1))
    return pd.DataFrame.from_dict(rows, orient="index", columns=_ENDS)


def _check(chances: Mapping[str, float], outline: Outline) -> None:
    for domain in outline.domains:
        chance = chances.get(domain.id)
        if chance is None or not 0 <= chance <= 1:
            raise TpmlabError(f"'{domain.id}' needs a chance from 0 to 1, such as 0.7.")


def _shares(outline: Outline) -> dict[str, float]:
    """Weights as shares; alike where the outline publishes none."""
    weights = {each.id: float(each.weight_percent or 1) for each in outline.domains}
    return {name: weight / sum(weights.values()) for name, weight in weights.items()}


def _mixed(bank: Bank, outline: Outline, luck: np.random.Generator) -> list[Item]:
    """Shuffle each domain, then deal so that any beginning has about the domains' shares."""
    shares = _shares(outline)
    places: list[tuple[float, Item]] = []
    for name, share in shares.items():
        items = [item for item in bank.items if item.domain == name]
        order = luck.permutation(len(items))
        places += [((n + 0.5) / share, items[number]) for n, number in enumerate(order)]
    return [item for _, item in sorted(places, key=lambda place: place[0])]


def _review(
    number: int, outline: str, item: Item, right: bool, luck: np.random.Generator
) -> Review:
    answer = item.right_answer() if right else _wrong(item, luck)
    return Review(
        id=number,
        session=None,
        outline=outline,
        item=item.id,
        given=json.dumps(list(answer)),
        correct=int(right),
        confidence=None,
        seconds=None,
        at=_DAY,
        mode="study",
    )


def _wrong(item: Item, luck: np.random.Generator) -> tuple[int, ...]:
    """One wrong option; an item without a list of options is left open."""
    if not isinstance(item, ChoiceItem):
        return ()
    wrong = [number for number in range(len(item.options)) if number not in item.keys]
    return (int(luck.choice(wrong)),)
