"""Types of question whose answer isn't a choice from one list: matching, ordering, gaps."""

from __future__ import annotations

import string
from collections.abc import Iterable, Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from tpmlab.exam.items.model import Answer, Item, differ, one_key
from tpmlab.exam.items.parts import Option, Prompt, Slip, Step, Text

__all__ = ["MatchingItem", "OrderingItem", "PullDownItem"]

OPEN = -1  # stands in an answer for a prompt or a gap that has none yet


class MatchingItem(Item):
    """A question that gives each prompt one of several choices.

    Choices are numbered from 0 in file order. There are more or fewer of them than
    prompts, or one fits twice: the last pair never follows from the others.
    """

    type: Literal["matching"]
    prompts: Annotated[list[Prompt], Field(min_length=3, max_length=6)]
    choices: Annotated[dict[Text, Text], Field(min_length=2, max_length=7)]

    @property
    def letters(self) -> tuple[str, ...]:
        """Letters of the choices, in file order."""
        return tuple(self.choices)

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """Ids of the misconceptions behind tempting choices, each once."""
        return tuple(dict.fromkeys(name for each in self.prompts for name in each.tempts.values()))

    def right_answer(self) -> Answer:
        """Give the number of the right choice for each prompt."""
        return tuple(self.letters.index(prompt.answer) for prompt in self.prompts)

    def held(self, answer: Sequence[int]) -> tuple[str, ...]:
        """Name the misconceptions behind the wrong choices, each once."""
        beliefs = [
            prompt.tempts.get(self.letters[number])
            for prompt, number in zip(self.prompts, answer, strict=False)
            if number != OPEN
        ]
        return tuple(dict.fromkeys(belief for belief in beliefs if belief))

    def problem(self, answer: Sequence[int]) -> str | None:
        """Say in one sentence why an answer can't be taken yet; None if it can."""
        return _unfilled(answer, [len(self.choices)] * len(self.prompts), "prompt")

    @model_validator(mode="after")
    def _letters_are_known(self) -> Self:
        differ((prompt.text for prompt in self.prompts), "prompts")
        differ(self.choices.values(), "choices")
        for number, prompt in enumerate(self.prompts, start=1):
            if wrong := {prompt.answer, *prompt.tempts} - self.choices.keys():
                letters = ", ".join(self.letters)
                raise ValueError(
                    f"prompt {number} names '{min(wrong)}', which is no choice; use {letters}"
                )
            if prompt.answer in prompt.tempts:
                raise ValueError(
                    f"prompt {number} is tempted by its own answer '{prompt.answer}'; "
                    "name wrong choices only"
                )
        if (
            len({prompt.answer for prompt in self.prompts})
            == len(self.prompts)
            == len(self.choices)
        ):
            raise ValueError(
                "each choice fits one prompt, so the last pair gives itself away; "
                "add a choice or let one fit twice"
            )
        return self


class OrderingItem(Item):
    """A question that puts steps in order; the file has the right one.

    ``shown`` is the order in which they are offered, as numbers from 1.
    """

    type: Literal["ordering"]
    steps: Annotated[list[Step], Field(min_length=3, max_length=6)]
    shown: list[int]
    slips: Annotated[list[Slip], Field(min_length=1)]

    @property
    def offered(self) -> Answer:
        """Numbers of the steps from 0 in the order in which they are offered."""
        return tuple(number - 1 for number in self.shown)

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """Ids of the misconceptions behind typical wrong orders, each once."""
        return tuple(dict.fromkeys(slip.misconception for slip in self.slips))

    def right_answer(self) -> Answer:
        """Give the steps as the file orders them."""
        return tuple(range(len(self.steps)))

    def held(self, answer: Sequence[int]) -> tuple[str, ...]:
        """Name the misconceptions behind the slips that an order makes, each once."""
        return tuple(dict.fromkeys(slip.misconception for slip in self.slips_in(answer)))

    def slips_in(self, answer: Sequence[int]) -> list[Slip]:
        """List the typical slips that an order makes; none for one that isn't whole."""
        if self.problem(answer) is not None:
            return []
        place = {step: n for n, step in enumerate(answer)}
        return [slip for slip in self.slips if place[slip.put - 1] < place[slip.before - 1]]

    def problem(self, answer: Sequence[int]) -> str | None:
        """Say in one sentence why an answer can't be taken yet; None if it can."""
        if sorted(answer) != list(range(len(self.steps))):
            return f"Put all {len(self.steps)} steps in order, each of them once."
        return None

    @model_validator(mode="after")
    def _orders_are_sound(self) -> Self:
        numbers = list(range(1, len(self.steps) + 1))
        differ((step.text for step in self.steps), "steps")
        if sorted(self.shown) != numbers:
            raise ValueError(
                f"'shown' is {self.shown}; give each of {numbers[0]} to {numbers[-1]} once"
            )
        if self.shown == numbers:
            raise ValueError("'shown' is the right order already; mix the steps")
        for slip in self.slips:
            if slip.put > len(numbers):
                raise ValueError(f"a slip puts step {slip.put} and there are {len(numbers)} steps")
        return self


class PullDownItem(Item):
    """A sentence with gaps, each filled from a list of its own; gaps stand in its order."""

    type: Literal["pull-down"]
    sentence: Text
    gaps: Annotated[dict[Text, list[Option]], Field(min_length=2, max_length=4)]

    @property
    def parts(self) -> tuple[str, ...]:
        """The sentence cut at its gaps: one more text than there are gaps."""
        return tuple(text for text, _ in _cut(self.sentence, len(self.gaps)))

    def filled(self, texts: Sequence[str]) -> str:
        """Put texts into the gaps, in the sentence's order."""
        return "".join(a + b for a, b in zip(self.parts, [*texts, ""], strict=True))

    @property
    def lists(self) -> tuple[list[Option], ...]:
        """The options of each gap, in the sentence's order."""
        return tuple(self.gaps.values())

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """Ids of the misconceptions behind wrong options of all gaps, each once."""
        options = (option for gap in self.lists for option in gap)
        return tuple(dict.fromkeys(each.misconception for each in options if each.misconception))

    def right_answer(self) -> Answer:
        """Give the number of the key of each gap."""
        return tuple(next(n for n, each in enumerate(gap) if each.key) for gap in self.lists)

    def held(self, answer: Sequence[int]) -> tuple[str, ...]:
        """Name the misconceptions behind the wrong options chosen, each once."""
        chosen = [
            gap[number].misconception
            for gap, number in zip(self.lists, answer, strict=False)
            if number != OPEN
        ]
        return tuple(dict.fromkeys(belief for belief in chosen if belief))

    def problem(self, answer: Sequence[int]) -> str | None:
        """Say in one sentence why an answer can't be taken yet; None if it can."""
        return _unfilled(answer, [len(gap) for gap in self.lists], "gap")

    @field_validator("gaps")
    @classmethod
    def _each_gap_has_one_key(cls, gaps: dict[str, list[Option]]) -> dict[str, list[Option]]:
        for name, options in gaps.items():
            if not 3 <= len(options) <= 4:
                raise ValueError(f"the gap '{name}' has {len(options)} options; give 3 or 4")
            differ((option.text for option in options), f"options of the gap '{name}'")
            one_key(options, f"the gap '{name}'")
            if any(option.region for option in options):
                raise ValueError("'region' is for hotspot items; remove it")
        return gaps

    @model_validator(mode="after")
    def _gaps_stand_in_the_sentence(self) -> Self:
        try:
            pieces = list(string.Formatter().parse(self.sentence))
        except ValueError:
            raise ValueError("'sentence' has a brace without its pair; write {name}") from None
        named = [name for _, name, _, _ in pieces if name is not None]
        if named != list(self.gaps):
            raise ValueError(
                f"the sentence has the gaps {_listed(named)} and 'gaps' has {_listed(self.gaps)}; "
                "give the same names in the same order"
            )
        return self


def _cut(sentence: str, gaps: int) -> list[tuple[str, str | None]]:
    pieces = [(text, name) for text, name, _, _ in string.Formatter().parse(sentence)]
    return pieces if len(pieces) > gaps else [*pieces, ("", None)]


def _unfilled(answer: Sequence[int], sizes: Sequence[int], what: str) -> str | None:
    if len(answer) != len(sizes):
        return f"Give one choice for each {what}: {len(sizes)}, not {len(answer)}."
    for place, (number, size) in enumerate(zip(answer, sizes, strict=True), start=1):
        if number == OPEN:
            return f"Choose for {what} {place} of {len(sizes)} first."
        if not 0 <= number < size:
            return f"Choices for {what} {place} are numbered 0 to {size - 1}."
    return None


def _listed(names: Iterable[str]) -> str:
    words = [f"'{name}'" for name in names]
    return ", ".join(words) or "none"
