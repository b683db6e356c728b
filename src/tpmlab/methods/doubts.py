"""How far a recommendation can be trusted: other limits, other facts, ranges instead of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from tpmlab.amounts import amount
from tpmlab.methods.choosing import FACTORS, Facts, Limits, advise
from tpmlab.methods.errors import MethodError

__all__ = ["EXPERTS", "doubt", "experts", "what_would_change"]

EXPERTS: Mapping[str, Limits] = MappingProxyType(
    {
        "planner": Limits(change=25, feedback=5, undo=2, harm=2, unplanned=60),
        "middle": Limits(),
        "experimenter": Limits(change=5, feedback=30, undo=15, harm=4, outside=3, unplanned=30),
    }
)
"""Three sets of limits that experienced people defend; invented for this course."""

_DECIDING = ("outside", "undo", "harm", "change", "feedback", "unplanned")
_STEP = {"outside": 1.0, "harm": 1.0}


def experts(facts: Facts) -> pd.DataFrame:
    """Ask three people with different limits, and say where they part.

    Parameters
    ----------
    facts : Facts
        What is known of the project.

    Returns
    -------
    pandas.DataFrame
        One row for each of :data:`EXPERTS`: `method`, `gates`, `inside`, and `parts over`, the
        factors on which this one and the middle one disagree.

    Examples
    --------
    >>> experts(Facts(change=7, feedback=10, undo=8, harm=2, outside=1))["method"].to_dict()
    {'planner': 'plan-driven', 'middle': 'plan-driven', 'experimenter': 'Scrum'}
    """
    answers = {name: advise(facts, limits) for name, limits in EXPERTS.items()}
    middle = {reason.factor: reason.speaks_for for reason in answers["middle"].reasons}
    rows = []
    for name, advice in answers.items():
        apart = [r.factor for r in advice.reasons if r.speaks_for != middle[r.factor]]
        rows.append((name, advice.method, advice.frame, advice.inside, ", ".join(apart) or "-"))
    columns = ["expert", "method", "gates", "inside", "parts over"]
    return pd.DataFrame(rows, columns=columns).set_index("expert")


def what_would_change(facts: Facts, limits: Limits | None = None) -> pd.DataFrame:
    """Move one fact at a time across its limit, and see what the answer becomes.

    Parameters
    ----------
    facts : Facts
        What is known of the project.
    limits : Limits, optional
        Where a fact begins to count.

    Returns
    -------
    pandas.DataFrame
        One row a deciding factor: its `value`, the value to `move to` and the `method` then;
        ``"the same"`` where this fact alone changes nothing.

    Examples
    --------
    >>> table = what_would_change(Facts(change=12, feedback=5, undo=1, harm=2, outside=0))
    >>> table["method"].to_dict()["change"], table["method"].to_dict()["outside"]
    ('plan-driven', 'hybrid')
    """
    limits = limits or Limits()
    now = advise(facts, limits)
    rows = []
    for name in _DECIDING:
        value, limit = float(getattr(facts, name)), float(getattr(limits, name))
        there = _across(name, value, limit)
        low, high = FACTORS[name][1:3]
        words, becomes = "out of range", "the same"
        if low <= there <= high:
            known = {fact: getattr(facts, fact) for fact in FACTORS}
            moved = Facts(**{**known, name: int(there) if FACTORS[name][3] else there})
            then = advise(moved, limits)
            words = f"{there:g}"
            if (then.method, then.inside) != (now.method, now.inside):
                becomes = then.method
        rows.append((name, value, words, becomes))
    columns = ["factor", "value", "move to", "method"]
    return pd.DataFrame(rows, columns=columns).set_index("factor")


def doubt(
    low: Facts, high: Facts, limits: Limits | None = None, *, n_trials: int = 2000, seed: int = 1
) -> pd.Series:
    """Draw facts from ranges and count the recommendations.

    Parameters
    ----------
    low, high : Facts
        Ends of the range of each fact; every value between them is equally likely, and the
        facts are drawn independently.
    limits : Limits, optional
        Where a fact begins to count.
    n_trials : int
        Draws, 100 to 100,000.
    seed : int
        Seed of the draws.

    Returns
    -------
    pandas.Series
        Share of the draws for each method that came up, largest first.

    Raises
    ------
    MethodError
        If a lower end lies above its upper end.

    Examples
    --------
    >>> sure = Facts(change=3, feedback=20, undo=10, harm=3, outside=2)
    >>> doubt(sure, sure).to_dict()
    {'plan-driven': 1.0}
    """
    trials = int(amount(n_trials, "n_trials", MethodError, low=100, high=100_000, whole=True))
    random = np.random.default_rng(seed)
    drawn: dict[str, list[float]] = {}
    for name, (_, _, _, whole) in FACTORS.items():
        a, b = getattr(low, name), getattr(high, name)
        if a > b:
            raise MethodError(
                f"'{name}' runs from {a:g} to {b:g}: give the lower end in the first facts."
            )
        numbers = random.integers(a, b + 1, trials) if whole else random.uniform(a, b, trials)
        drawn[name] = numbers.tolist()
    names = list(drawn)
    said = [
        advise(Facts(**dict(zip(names, row, strict=True))), limits).method
        for row in zip(*drawn.values(), strict=True)
    ]
    return pd.Series(said).value_counts(normalize=True).rename("share")


def _across(name: str, value: float, limit: float) -> float:
    """Nearest value on the other side of a limit, one step away from it where it isn't on it."""
    step = _STEP.get(name, 0.5)
    if name == "feedback":  # quick up to the limit
        return limit if value > limit else limit + step
    return limit - step if value >= limit else limit
