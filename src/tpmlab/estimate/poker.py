"""Planning poker: what a round of cards says, and who should speak."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from tpmlab.amounts import amount
from tpmlab.estimate.errors import EstimateError

__all__ = ["DECK", "PokerRound", "poker_round"]

DECK: tuple[float, ...] = (0, 0.5, 1, 2, 3, 5, 8, 13, 20, 40, 100)
"""The usual cards, in story points; their gaps grow as certainty shrinks."""


@dataclass(frozen=True)
class PokerRound:
    """One round of cards. Made by :func:`poker_round`."""

    low: float
    """Lowest card, in points."""
    median: float
    """Middle of the cards, in points; between two cards if the number of votes is even."""
    mean: float
    """Mean of the cards, in points."""
    high: float
    """Highest card, in points."""
    steps: int
    """Cards of the deck from the lowest vote to the highest; 0 if all agree."""
    speakers: tuple[str, ...]
    """Who should explain: lowest and highest voters, if they are far apart."""
    abstained: tuple[str, ...]
    """Who showed no number: a sign that the item is not understood."""

    @property
    def agreed(self) -> bool:
        """Whether the votes lie at most one card apart and nobody abstained."""
        return self.steps <= 1 and not self.abstained


def poker_round(votes: Mapping[str, float | None], deck: Sequence[float] = DECK) -> PokerRound:
    """Sum up a round of planning poker.

    Parameters
    ----------
    votes : mapping
        Name to card in points; None for a question mark or a coffee cup. At least one
        number.
    deck : sequence of float
        The cards, rising.

    Returns
    -------
    PokerRound
        Spread, middle and who should speak before the next round.

    Raises
    ------
    EstimateError
        If nobody showed a number or a vote is no card of the deck.

    References
    ----------
    .. [1] Grenning, J. (2002), "Planning poker", Renaissance Software Consulting.
    .. [2] Cohn, M. (2005), "Agile Estimating and Planning", Prentice Hall, on
       planning poker.

    Examples
    --------
    >>> cards = poker_round({"Ana": 3, "Ben": 5, "Chidi": 13, "Dee": None})
    >>> cards.median, cards.steps, cards.speakers, cards.agreed
    (5, 3, ('Ana', 'Chidi'), False)
    """
    cards = [amount(card, "deck", EstimateError) for card in deck]
    if not cards or cards != sorted(set(cards)):
        raise EstimateError("deck is not in rising order; list each card once, smallest first.")
    shown = {name: vote for name, vote in votes.items() if vote is not None}
    if not shown:
        raise EstimateError("votes holds no number; talk about the item, then vote again.")
    for name, vote in shown.items():
        if vote not in cards:
            listed = ", ".join(f"{card:g}" for card in cards)
            raise EstimateError(f"votes of '{name}' is {vote}; use a card: {listed}.")
    values = list(shown.values())
    low, high = min(values), max(values)
    steps = cards.index(high) - cards.index(low)
    speakers = tuple(name for name, vote in shown.items() if steps > 1 and vote in (low, high))
    abstained = tuple(name for name, vote in votes.items() if vote is None)
    return PokerRound(low, median(values), fmean(values), high, steps, speakers, abstained)
