"""Choices under uncertainty: expected value, decision trees, the value of information."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tpmlab.amounts import FloatArray, amount, amounts
from tpmlab.prioritise.errors import PrioritiseError

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Chance",
    "Choice",
    "Information",
    "Node",
    "Rollback",
    "emv",
    "perfect_information",
    "rollback",
    "sample_information",
]


@dataclass(frozen=True)
class Chance:
    """A fork that luck decides: ``Chance({"well": (0.6, 700), "badly": (0.4, 150)})``.

    Parameters
    ----------
    branches : mapping
        Name of a branch to (probability, what follows); probabilities add up to 1.
    cost : float
        Paid to get here, in money; a gain is negative.

    Raises
    ------
    PrioritiseError
        If the probabilities don't add up to 1.

    Examples
    --------
    >>> round(rollback(Chance({"well": (0.6, 700), "badly": (0.4, 150)}, cost=250)).value, 9)
    230.0
    """

    branches: Mapping[str, tuple[float, Node]]
    cost: float = 0.0

    def __post_init__(self) -> None:
        amount(self.cost, "cost", PrioritiseError)
        _probabilities([part[0] for part in self.branches.values()], "branches")


@dataclass(frozen=True)
class Choice:
    """A fork that we decide: ``Choice({"build": Chance(...), "buy": 200})``.

    Parameters
    ----------
    options : mapping
        Name of an option to what follows; at least one.
    cost : float
        Paid to get here, in money; a gain is negative.

    Raises
    ------
    PrioritiseError
        If there is no option.

    Examples
    --------
    >>> rollback(Choice({"build": 230, "buy": 200})).chosen
    'build'
    """

    options: Mapping[str, Node]
    cost: float = 0.0

    def __post_init__(self) -> None:
        amount(self.cost, "cost", PrioritiseError)
        if not self.options:
            raise PrioritiseError("options is empty; give the choice at least one option.")


Node = Chance | Choice | float
"""What can follow a branch: another fork, or a final payoff in money."""


@dataclass(frozen=True)
class Rollback:
    """A tree's expected value under the best choices.

    Made by :func:`rollback`.
    """

    value: float
    """Expected money, all costs on the way deducted."""
    chosen: str | None = None
    """The best option if the node is a choice."""
    parts: Mapping[str, Rollback] = field(default_factory=dict)
    """The same for every branch or option."""


def emv(probabilities: ArrayLike, impacts: ArrayLike) -> float:
    """Average the money at stake in risks: the sum of probability x impact.

    Parameters
    ----------
    probabilities : array_like
        Shape ``(n,)``: probability of each risk, 0 to 1. Risks are separate events, so
        they need not add up to 1.
    impacts : array_like
        Shape ``(n,)``: money if it happens; negative for a threat, positive for an
        opportunity.

    Returns
    -------
    float
        Money on average. No single project ever sees it.

    Raises
    ------
    PrioritiseError
        If the lengths differ or a probability is out of range.

    References
    ----------
    .. [1] Project Management Institute (2013), "A Guide to the Project Management Body of
       Knowledge", 5th ed., chapter 11 (expected monetary value analysis).

    Examples
    --------
    >>> emv([0.30, 0.15, 0.40], [-80_000, -200_000, 50_000])
    -34000.0
    """
    chance = amounts(probabilities, "probabilities", PrioritiseError, low=0, high=1)
    return float(chance @ amounts(impacts, "impacts", PrioritiseError, length=chance.size))


def rollback(node: Node) -> Rollback:
    """Solve a decision tree from its leaves: average over luck, maximise over choices.

    Parameters
    ----------
    node : Chance, Choice or float
        The tree; a number is a final payoff in money.

    Returns
    -------
    Rollback
        Expected value in money, the best option (of equals the first), and the same for
        every part.

    Raises
    ------
    PrioritiseError
        If a payoff is no number.

    References
    ----------
    .. [1] Raiffa, H. (1968), "Decision Analysis: Introductory Lectures on Choices
       under Uncertainty", Addison-Wesley.

    Examples
    --------
    >>> tree = Choice({
    ...     "build": Chance({"well": (0.6, 700), "badly": (0.4, 150)}, cost=250),
    ...     "buy": Chance({"well": (0.6, 800), "badly": (0.4, 300)}, cost=400)})
    >>> best = rollback(tree)
    >>> best.chosen, round(best.value, 9), round(best.parts["buy"].value, 9)
    ('build', 230.0, 200.0)
    """
    if isinstance(node, Chance):
        parts = {name: rollback(part[1]) for name, part in node.branches.items()}
        chance = [part[0] for part in node.branches.values()]
        mean = sum(p * part.value for p, part in zip(chance, parts.values(), strict=True))
        return Rollback(mean - node.cost, None, parts)
    if isinstance(node, Choice):
        parts = {name: rollback(part) for name, part in node.options.items()}
        chosen = max(parts, key=lambda name: parts[name].value)
        return Rollback(parts[chosen].value - node.cost, chosen, parts)
    return Rollback(amount(node, "payoff", PrioritiseError))


class Information(NamedTuple):
    """What knowing more before choosing is worth.

    Made by :func:`perfect_information` and :func:`sample_information`.
    """

    without: float
    """Expected money of the best option chosen now."""
    with_information: float
    """Expected money if the choice waits for the information, before paying for it."""
    value: float
    """The most one should pay for the information, in money; never below 0."""
    best: str
    """The best option now."""
    policy: dict[str, str]
    """The best option for each state or signal."""


def perfect_information(payoffs: pd.DataFrame, probabilities: ArrayLike) -> Information:
    """Value of knowing the state of the world before choosing (EVPI).

    Parameters
    ----------
    payoffs : pandas.DataFrame
        Money: one row an option, one column a state of the world.
    probabilities : array_like
        Shape ``(n_states,)``: chance of each state, adding up to 1.

    Returns
    -------
    Information
        Its `policy` names the best option in each state.

    Raises
    ------
    PrioritiseError
        If the probabilities don't fit the columns or don't add up to 1.

    References
    ----------
    .. [1] Raiffa, H. (1968), "Decision Analysis", Addison-Wesley.

    Examples
    --------
    >>> import pandas as pd
    >>> payoffs = pd.DataFrame({"busy": [450, 400], "quiet": [-100, 50]}, index=["build", "buy"])
    >>> known = perfect_information(payoffs, [0.6, 0.4])
    >>> known.best, round(known.value, 9), known.policy
    ('buy', 30.0, {'busy': 'build', 'quiet': 'buy'})
    """
    import pandas as pd

    certain = pd.DataFrame(np.eye(payoffs.shape[1]), index=payoffs.columns, columns=payoffs.columns)
    return sample_information(payoffs, probabilities, certain)


def sample_information(
    payoffs: pd.DataFrame, probabilities: ArrayLike, likelihood: pd.DataFrame
) -> Information:
    """Value of an imperfect signal, such as a pilot or a prototype (EVSI).

    Parameters
    ----------
    payoffs : pandas.DataFrame
        Money: one row an option, one column a state of the world.
    probabilities : array_like
        Shape ``(n_states,)``: chance of each state before the signal, adding up to 1.
    likelihood : pandas.DataFrame
        One row a signal, one column a state in the same order: the chance of the signal
        if the state is true. Each column adds up to 1.

    Returns
    -------
    Information
        Its `policy` names the best option after each signal.

    Raises
    ------
    PrioritiseError
        If shapes differ or probabilities don't add up to 1.

    References
    ----------
    .. [1] Raiffa, H. (1968), "Decision Analysis", Addison-Wesley.
    .. [2] Howard, R. A. (1966), "Information value theory", IEEE Transactions on
       Systems Science and Cybernetics 2(1), pp. 22-26.

    Examples
    --------
    >>> import pandas as pd
    >>> payoffs = pd.DataFrame({"busy": [450, 400], "quiet": [-100, 50]}, index=["build", "buy"])
    >>> pilot = pd.DataFrame({"busy": [0.8, 0.2], "quiet": [0.1, 0.9]}, index=["up", "down"])
    >>> tested = sample_information(payoffs, [0.6, 0.4], pilot)
    >>> round(tested.value, 9), tested.policy
    (18.0, {'up': 'build', 'down': 'buy'})
    """
    money = _matrix(payoffs, "payoffs")
    prior = _probabilities(probabilities, "probabilities", payoffs.shape[1])
    signals = _matrix(likelihood, "likelihood")
    if signals.shape[1] != prior.size:
        raise PrioritiseError(
            f"likelihood has {signals.shape[1]} columns for {prior.size} states; give one a state."
        )
    for place, name in enumerate(likelihood.columns):
        _probabilities(signals[:, place], f"likelihood column '{name}'")
    now = money @ prior
    joint = (
        money @ (signals * prior).T
    )  # option x signal: payoff, weighted with the signal's chance
    best = joint.argmax(axis=0)
    without = float(now.max())
    informed = float(joint.max(axis=0).sum())
    policy = {
        str(s): str(payoffs.index[row]) for s, row in zip(likelihood.index, best, strict=True)
    }
    gain = max(informed - without, 0.0)  # below 0 only by rounding
    return Information(without, informed, gain, str(payoffs.index[int(now.argmax())]), policy)


def _matrix(table: pd.DataFrame, name: str) -> FloatArray:
    rows = [
        amounts(row, f"{name} row '{title}'", PrioritiseError) for title, row in table.T.items()
    ]
    if not rows:
        raise PrioritiseError(f"{name} has no rows; give one an option or signal.")
    return np.array(rows)


def _probabilities(
    values: ArrayLike | Sequence[float], name: str, n: int | None = None
) -> FloatArray:
    chance = amounts(values, name, PrioritiseError, low=0, high=1, length=n)
    if abs(chance.sum() - 1) > 1e-9:
        raise PrioritiseError(
            f"{name} has probabilities that add up to {chance.sum():.10g}; make them add up to 1."
        )
    return chance
