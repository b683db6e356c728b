"""Early or late discovery: how often to look, priced by a small model.

Work is built week by week. With some chance a week's work rests on a misunderstanding, which
nobody notices until the next review, and which costs more the longer others have built on it.
Reviews cost time too. So looking more often pays where much is misunderstood and waiting makes
it dearer, and costs more than it saves where neither holds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from tpmlab.amounts import FloatArray, amount
from tpmlab.methods.errors import MethodError

__all__ = ["compare_rhythms", "simulate_reviews"]


def simulate_reviews(
    weeks: int,
    every: int,
    *,
    misread: float = 0.25,
    fix: float = 0.5,
    growth: float = 0.15,
    review: float = 0.2,
    answer: float = 0.0,
    n_trials: int = 4000,
    seed: int = 1,
) -> FloatArray:
    """Simulate how long a piece of work takes if it is looked at every so many weeks.

    Parameters
    ----------
    weeks : int
        Weeks of work if nothing is misunderstood, 1 to 200.
    every : int
        Weeks between reviews, 1 to `weeks`; `weeks` is one review at the end.
    misread : float
        Chance that a week's work rests on a misunderstanding, 0 to 1.
    fix : float
        Weeks to mend one on the day it was made.
    growth : float
        Share of `fix` that each week of waiting adds; 0 if late is no dearer than early.
    review : float
        Weeks that one review takes from the work.
    answer : float
        Weeks from a review until its answer is known.
    n_trials, seed : int
        Futures, 100 to 100,000, and the seed of their draws. The same seed gives the same
        misunderstandings whatever the rhythm.

    Returns
    -------
    numpy.ndarray
        Weeks taken in each future: `weeks` + reviews x `review` + the sum over what was misread
        of `fix` x (1 + `growth` x weeks waited). Shape ``(n_trials,)``.

    Raises
    ------
    MethodError
        If a figure is out of range.

    References
    ----------
    .. [1] Cooper, K. G. (1993), "The rework cycle: benchmarks for the project manager",
       Project Management Journal 24(1), pp. 17-21.
    .. [2] Menzies, T. et al. (2017), "Are delayed issues harder to resolve?", Empirical
       Software Engineering 22, pp. 1903-1935; who found `growth` near 0 in their projects.

    Examples
    --------
    >>> round(float(simulate_reviews(20, 20).mean()), 1), round(float(simulate_reviews(20, 4).mean()), 1)
    (26.2, 24.0)
    """  # noqa: E501 - a doctest compares one line
    length = int(amount(weeks, "weeks", MethodError, low=1, high=200, whole=True))
    step = int(amount(every, "every", MethodError, low=1, high=length, whole=True))
    chance = amount(misread, "misread", MethodError, low=0, high=1)
    for name, value in (("fix", fix), ("growth", growth), ("review", review), ("answer", answer)):
        amount(value, name, MethodError, low=0, high=1000)
    trials = int(amount(n_trials, "n_trials", MethodError, low=100, high=100_000, whole=True))
    done = np.arange(1, length + 1)
    seen = np.minimum(np.ceil(done / step) * step, length) + answer
    repair = fix * (1 + growth * (seen - done))
    wrong = np.random.default_rng(seed).random((trials, length)) < chance
    reviews = -(-length // step)
    return np.asarray(length + reviews * review + wrong @ repair, dtype=np.float64)


def compare_rhythms(
    weeks: int, rhythms: Sequence[int], gate: float, **assumptions: float
) -> pd.DataFrame:
    """Compare rhythms of review in the same futures, against one date.

    Parameters
    ----------
    weeks : int
        Weeks of work if nothing is misunderstood.
    rhythms : sequence of int
        Weeks between reviews, one row each.
    gate : float
        Weeks until the date that doesn't move.
    **assumptions
        Passed on to :func:`simulate_reviews`.

    Returns
    -------
    pandas.DataFrame
        Index `review every` (weeks); `mean` and `P80` in weeks, `chance` to be done by `gate`.

    Raises
    ------
    MethodError
        If a figure is out of range.

    Examples
    --------
    >>> compare_rhythms(20, [2, 20], gate=25)["chance"].round(2).to_dict()
    {2: 0.62, 20: 0.33}
    """
    date = amount(gate, "gate", MethodError, low=0)
    rows = {}
    for every in rhythms:
        taken = simulate_reviews(weeks, every, **assumptions)  # type: ignore[arg-type]
        late = float(np.quantile(taken, 0.8, method="inverted_cdf"))
        rows[every] = (float(taken.mean()), late, float((taken <= date + 1e-9).mean()))
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["mean", "P80", "chance"])
    return table.rename_axis("review every")
