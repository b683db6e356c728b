"""What a way to spend the minutes costs: one exam sat by rule, many times over.

The candidate is made of numbers. An item needs a time of its own, lognormal; given less, the
chance of a right answer falls in a straight line down to that of a guess. Coming back to an
item costs its reading once more. These are assumptions, and parameters. The order of the rules
hangs on what half the time is worth: with `partial=0` no cap pays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tpmlab.errors import TpmlabError

__all__ = ["PACINGS", "Candidate", "Pacing", "pacing_table"]

_GUESS = 0.25  # one of four
_LETTER = 2.0  # seconds to choose a letter without reading


@dataclass(frozen=True)
class Pacing:
    """A rule for the minutes of an exam.

    Attributes
    ----------
    cap : float or None
        Seconds after which the best guess is taken; None: stay until it is solved.
    comes_back : bool
        Whether items cut off are flagged and taken up again in the time left.
    letters : bool
        Whether enough time is kept to choose a letter for each item not reached.
    """

    cap: float | None = None
    comes_back: bool = False
    letters: bool = False


PACINGS = {
    "each to its end": Pacing(),
    "each to its end, letters at the end": Pacing(letters=True),
    "80 seconds and no more": Pacing(cap=80, letters=True),
    "two minutes, flag, come back": Pacing(cap=120, comes_back=True, letters=True),
}


@dataclass(frozen=True)
class Candidate:
    """Somebody who sits an exam.

    Attributes
    ----------
    seconds : float
        Median time that an item needs.
    spread : float
        Standard deviation of its logarithm.
    chance : float
        Of a right answer once an item had its time.
    again : float
        Seconds to find back into an item left before.
    partial : float
        How much of that straight line an item cut off keeps: 1 all of it, 0 nothing, so that
        it is a guess until it is solved.
    """

    seconds: float = 75.0
    spread: float = 0.5
    chance: float = 0.75
    again: float = 15.0
    partial: float = 1.0


def pacing_table(
    candidate: Candidate | None = None,
    *,
    items: int = 60,
    minutes: float = 80,
    runs: int = 500,
    seed: int = 0,
) -> pd.DataFrame:
    """Sit the same exams under each rule of :data:`PACINGS`.

    Parameters
    ----------
    candidate : Candidate, optional
        Who sits them.
    items : int
        Items of an exam.
    minutes : float
        Its time.
    runs : int
        How many exams; the same for each rule.
    seed : int
        Of the times that items need.

    Returns
    -------
    pandas.DataFrame
        One row a rule: items right on average, items that nobody read on average, and the
        minutes left over on average.

    Raises
    ------
    TpmlabError
        If there is no exam to sit.

    Examples
    --------
    >>> pacing_table(Candidate(seconds=40), runs=200)["right"].round(1).tolist()
    [45.0, 45.0, 44.5, 45.0]
    """
    sitter = candidate or Candidate()
    if items < 1 or minutes <= 0 or runs < 1 or sitter.seconds <= 0:
        raise TpmlabError("An exam needs an item, a minute and a run; raise what is zero.")
    luck = np.random.default_rng(seed)
    needs = luck.lognormal(np.log(sitter.seconds), sitter.spread, (runs, items))
    rows = {}
    for name, rule in PACINGS.items():
        sat = np.array([_sit(row, 60 * minutes, rule, sitter) for row in needs])
        rows[name] = sat.mean(axis=0)
    columns = ["right", "unread", "minutes left"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def _sit(
    needs: np.ndarray, seconds: float, rule: Pacing, sitter: Candidate
) -> tuple[float, int, float]:
    """Go through one exam: items expected right, items never read, minutes left."""
    given = np.zeros(needs.size)
    left = seconds
    for number, need in enumerate(needs):
        kept = _LETTER * (needs.size - number - 1) if rule.letters else 0.0
        spent = min(need, rule.cap or need, max(left - kept, 0.0))
        given[number] = spent
        left -= spent
    if rule.comes_back:
        left = _come_back(needs, given, left, sitter.again)
    unread = given <= _LETTER
    shares = np.where(given < needs, sitter.partial * given / needs, 1.0)
    chances = _GUESS + (sitter.chance - _GUESS) * shares
    chances[unread] = _GUESS if rule.letters else 0.0
    return float(chances.sum()), int(unread.sum()), left / 60


def _come_back(needs: np.ndarray, given: np.ndarray, left: float, again: float) -> float:
    """Take up what was cut off, in order, while there is time; tell what is left of it."""
    for number in np.flatnonzero(given < needs):
        if left <= again:
            break
        spent = min(needs[number] - given[number], left - again)
        given[number] += spent
        left -= again + spent
    return left
