"""Numeric questions: a formula, seeded inputs, and wrong answers made by wrong procedures.

A formula is data (:class:`Formula`): ranges of its inputs, the right procedure and wrong
ones, each with the misconception that it shows. :func:`compute` draws the inputs for a seed
and gives the options in ascending order; a seed whose options collide is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from random import Random
from typing import NamedTuple

from tpmlab.errors import TpmlabError
from tpmlab.exam.numeric.words import Shown, number_words, with_unit

__all__ = [
    "UNIT",
    "Choice",
    "Computed",
    "Formula",
    "Input",
    "NumericError",
    "compute",
    "draw",
    "seeds_by_rank",
]

UNIT = "unit"
"""Stands for the unit that the item names."""

CLOSE = 0.02  # a wrong answer this near to the key might be its rounding
_DRAWS = 2_000  # inputs that don't fit together are drawn again, so many times

Inputs = Mapping[str, float]


class Choice(NamedTuple):
    """A choice by name, with the number that speaks for it where one is shown."""

    name: str
    number: float | None = None


Value = float | Choice
"""What a procedure gives."""
Procedure = Callable[[Inputs], Value]


class NumericError(TpmlabError, ValueError):
    """A numeric question that can't be made as it is asked for."""


@dataclass(frozen=True)
class Input:
    """Values a formula's input may take: ``low`` to ``high`` by ``step``, or one of ``choices``.

    ``unit`` is a word shown after the number, ``"%"``, or :data:`UNIT`.
    """

    low: float = 0.0
    high: float = 0.0
    step: float = 1.0
    unit: str = ""
    choices: tuple[float, ...] = ()

    @property
    def decimals(self) -> int:
        """Decimals needed to show every value."""
        values = self.choices or (self.low, self.step)
        return max(len(f"{value:.10g}".partition(".")[2]) for value in values)

    def draw(self, chance: Random) -> float:
        """Take one value."""
        if self.choices:
            return chance.choice(self.choices)
        steps = round((self.high - self.low) / self.step)
        return round(self.low + self.step * chance.randint(0, steps), 10)


@dataclass(frozen=True)
class Formula:
    """One thing that can be computed from a few numbers, and how it goes wrong.

    Attributes
    ----------
    name : str
        As items name it, such as ``eac-typical``.
    asks : str
        What is computed, in words, with its formula.
    inputs : mapping
        Input by name; stems show one as ``{name}``.
    key : callable
        The right procedure: inputs to a value.
    wrong : mapping
        Misconception id to the procedure that it leads to.
    unit : str
        Unit of the answer, as in :class:`Input`.
    decimals : int
        Decimals of the answer unless the item says otherwise.
    origin : float
        Where the answer's scale begins: availabilities are near each other when their
        distances from 100 are.
    fits : callable
        Tells whether inputs go together as they would in a project.
    derive : callable
        Further figures that follow from the inputs, for stems to show.
    derived : mapping
        How these are shown, by name.
    turned : tuple of str
        First words of names, as in ``a_size``, whose inputs change places by chance.
    """

    name: str
    asks: str
    inputs: Mapping[str, Input]
    key: Procedure
    wrong: Mapping[str, Procedure]
    unit: str = UNIT
    decimals: int = 0
    origin: float = 0.0
    fits: Callable[[Inputs], bool] = lambda _: True
    derive: Callable[[Inputs], Mapping[str, float]] = lambda _: {}
    derived: Mapping[str, Input] = field(default_factory=dict)
    turned: tuple[str, ...] = ()

    @property
    def has_unit(self) -> bool:
        """Whether an item of this formula has to name a unit."""
        shown = (*self.inputs.values(), *self.derived.values())
        return UNIT in (self.unit, *(each.unit for each in shown))


@dataclass(frozen=True)
class Computed:
    """A formula's inputs and options for one seed.

    ``options`` pairs each answer with the misconception behind it, None for the key, in
    ascending order; ``shown`` has every input as stems show it.
    """

    inputs: Inputs
    shown: Mapping[str, Shown]
    options: tuple[tuple[str, str | None], ...]

    @property
    def rank(self) -> int:
        """Place of the key among the options, from 0."""
        return next(n for n, (_, belief) in enumerate(self.options) if belief is None)


def draw(formula: Formula, seed: int) -> dict[str, float]:
    """Draw a formula's inputs: the same for a seed, today and tomorrow.

    Examples
    --------
    >>> from tpmlab.exam.numeric.formulas import FORMULAS
    >>> draw(FORMULAS["cpi"], 3) == draw(FORMULAS["cpi"], 3)
    True
    """
    chance = Random(f"{formula.name}:{seed}")  # noqa: S311 - a question's numbers
    for _ in range(_DRAWS):
        inputs = {name: each.draw(chance) for name, each in formula.inputs.items()}
        if formula.turned:
            inputs = _turn(inputs, formula.turned, chance)
        if formula.fits(inputs):
            return inputs
    raise NumericError(f"'{formula.name}' finds no inputs for seed {seed}; try another seed.")


def compute(
    formula: Formula,
    seed: int,
    wrong: Sequence[str],
    unit: str = "",
    decimals: int | None = None,
) -> Computed:
    """Compute the key and the wrong answers of a numeric question.

    Parameters
    ----------
    formula : Formula
        What is asked.
    seed : int
        Seed of the inputs.
    wrong : sequence of str
        Misconceptions whose procedures make the wrong options: two or three.
    unit : str
        The item's unit, such as "EUR thousand", where the formula has one.
    decimals : int, optional
        Decimals of the answer; the formula's own by default.

    Returns
    -------
    Computed
        Inputs, and options in ascending order.

    Raises
    ------
    NumericError
        If the formula has no such procedure, or two options collide or a wrong one comes
        within 2 % of the key: the message has the next seed that serves.

    Examples
    --------
    >>> from tpmlab.exam.numeric.formulas import FORMULAS
    >>> wrong = ["channels-counted-twice", "channels-run-through-me"]
    >>> found = compute(FORMULAS["channels"], 1, wrong)
    >>> len(found.options), sorted(found.inputs)
    (3, ['others'])
    """
    _known(formula, wrong)
    places = formula.decimals if decimals is None else decimals
    inputs = draw(formula, seed)
    values = _values(formula, inputs, wrong)
    trouble = _collision(formula, values, places)
    if trouble:
        following = _next_good(formula, seed, wrong, places)
        advice = "other wrong answers" if following is None else f"seed {following}"
        raise NumericError(f"Seed {seed} of '{formula.name}' {trouble}; use {advice}.")
    everything = {**formula.inputs, **formula.derived}
    figures = {**inputs, **formula.derive(inputs)}
    shown = {
        name: Shown(number_words(figures[name], each.decimals), _unit(each.unit, unit))
        for name, each in everything.items()
    }
    options = tuple(
        (_answer(value, places, _unit(formula.unit, unit)), belief)
        for belief, value in sorted(values.items(), key=lambda pair: _order(pair[1]))
    )
    return Computed(inputs, shown, options)


def seeds_by_rank(
    formula: Formula, wrong: Sequence[str], decimals: int | None = None
) -> dict[int, list[int]]:
    """List for each place that the key can take, from 0, a few seeds that put it there.

    Examples
    --------
    >>> from tpmlab.exam.numeric.formulas import FORMULAS
    >>> seeds_by_rank(FORMULAS["channels"], ["channels-counted-twice", "channels-run-through-me"])
    {1: [1, 2, 3, 4, 5, 6, 7, 8]}
    """
    _known(formula, wrong)
    places = formula.decimals if decimals is None else decimals
    ranks: dict[int, list[int]] = {}
    for seed in range(1, 201):
        values = _values(formula, draw(formula, seed), wrong)
        if not _collision(formula, values, places):
            beliefs = sorted(values, key=lambda belief: _order(values[belief]))
            ranks.setdefault(beliefs.index(None), []).append(seed)
    return {rank: ranks[rank][:8] for rank in sorted(ranks)}


def _turn(given: Inputs, groups: Sequence[str], chance: Random) -> dict[str, float]:
    """Let the inputs of one group appear under the name of another."""
    takes = dict(zip(groups, chance.sample(groups, len(groups)), strict=True))
    split = (name.split("_", 1) for name in given)
    return {f"{group}_{rest}": given[f"{takes[group]}_{rest}"] for group, rest in split}


def _known(formula: Formula, wrong: Sequence[str]) -> None:
    for name in wrong:
        if name not in formula.wrong:
            known = ", ".join(formula.wrong)
            raise NumericError(
                f"'{formula.name}' has no wrong answer for '{name}'; it has {known}."
            )


def _values(formula: Formula, inputs: Inputs, wrong: Sequence[str]) -> dict[str | None, Value]:
    values: dict[str | None, Value] = {None: formula.key(inputs)}
    return values | {name: formula.wrong[name](inputs) for name in wrong}


def _next_good(formula: Formula, seed: int, wrong: Sequence[str], decimals: int) -> int | None:
    """Find the next seed whose options can be told apart."""
    for following in range(seed + 1, seed + 1_000):
        values = _values(formula, draw(formula, following), wrong)
        if not _collision(formula, values, decimals):
            return following
    return None


def _collision(formula: Formula, values: Mapping[str | None, Value], decimals: int) -> str | None:
    """Say which options can't be told apart."""
    texts = {name: _answer(value, decimals, "") for name, value in values.items()}
    for one, other in combinations(values, 2):
        near = one is None and _near(values[one], values[other], formula.origin)
        if near or texts[one] == texts[other]:
            first = "the key" if one is None else f"'{one}'"
            return f"lets {first} and '{other}' give nearly the same answer"
    return None


def _near(key: Value, value: Value, origin: float) -> bool:
    if isinstance(key, Choice) or isinstance(value, Choice):
        return False
    return abs(value - key) <= CLOSE * abs(key - origin)


def _order(value: Value) -> tuple[float, str]:
    return (value.number or 0.0, value.name) if isinstance(value, Choice) else (value, "")


def _answer(value: Value, decimals: int, unit: str) -> str:
    if not isinstance(value, Choice):
        return with_unit(number_words(value, decimals), unit)
    if value.number is None:
        return value.name
    return f"{value.name}: {with_unit(number_words(value.number, decimals), unit)}"


def _unit(unit: str, of_item: str) -> str:
    return of_item if unit == UNIT else unit
