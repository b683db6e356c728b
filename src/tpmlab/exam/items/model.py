"""What a question is: one strict model for the items of lessons and of exam outlines.

An item of a lesson names ``lesson`` and ``use``, an item of an exam ``outline``, ``task``,
``approach`` and ``lead``. Answers have one form for all types, a tuple of numbers from 0:
the option chosen; several options, ascending; a choice for each prompt of a matching item;
the steps of an ordering item, numbered as in the file, in the order given; an option for
each gap. -1 stands for a prompt or gap that is still open.

A new type of question is a subclass of :class:`Item` with its own ``type`` (single,
multiple and hotspot are here, types without a list of options in ``item_types``), added to
the union in ``item_files``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from tpmlab.content import StrictModel
from tpmlab.exam.items.exhibit import AnyExhibit
from tpmlab.exam.items.messages import closest, short
from tpmlab.exam.items.parts import LogEntry, Option, OwnText, Place, Slug, Text

__all__ = ["ITEMS", "Answer", "ChoiceItem", "HotspotItem", "Item", "MultipleItem", "SingleItem"]

Answer = tuple[int, ...]
ITEMS = PurePosixPath("content/exam/items")
"""Folder of all items, relative to the content's root."""

_ONLY_OUTLINES = ("task", "also", "approach", "lead", "exhibit", "twin", "log")


class Item(StrictModel):
    """One question; what every type has in common.

    A ``quiz`` item checks one objective of its lesson, a ``prediction`` is asked before
    anything is taught and so needs none. An item of an outline counts for ``task`` and
    touches ``also``. One of a case set has the case's id in ``case`` and the shared text in
    ``situation``; its own ``stem`` may then be empty.
    """

    id: Slug
    lesson: Place = ""
    use: Literal["quiz", "prediction"] | None = None
    objective: Annotated[Slug | None, Field(validate_default=True)] = None
    outline: Place = ""
    task: str = ""
    also: list[str] = Field(default_factory=list)
    approach: Literal["predictive", "agile", "hybrid"] | None = None
    type: str
    level: Literal["recall", "apply", "analyse"]
    case: Slug | None = None
    situation: str = ""
    stem: OwnText
    lead: Text | None = None
    exhibit: AnyExhibit | None = None
    principle: Text
    twin: Slug | None = None
    sources: list[Slug] = Field(default_factory=list)
    log: list[LogEntry] = Field(default_factory=list)

    @property
    def label(self) -> str:
        """Name that others use: ``lesson-id:item-id`` or ``outline-id:item-id``."""
        return f"{self.lesson or self.outline}:{self.id}"

    @property
    def file(self) -> PurePosixPath:
        """Where the item is written, relative to the content's root."""
        folder = ITEMS / "lessons" / self.lesson if self.lesson else ITEMS / self.outline
        return folder / f"{self.case or self.id}.yaml"

    @property
    def domain(self) -> str:
        """Id of the outline's domain that the task stands in; empty for a lesson's item."""
        return self.task.rpartition(".")[0]

    @property
    def scenario(self) -> str:
        """All there is to read before the lead: the case's situation and the item's stem."""
        return "\n\n".join(part for part in (self.situation, self.stem) if part)

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """Ids of the misconceptions that its wrong answers show, each once."""
        raise NotImplementedError

    def right_answer(self) -> Answer:
        """Give the answer that counts."""
        raise NotImplementedError

    def is_right(self, answer: Sequence[int]) -> bool:
        """Tell whether an answer is right: all or nothing."""
        return tuple(answer) == self.right_answer()

    def held(self, answer: Sequence[int]) -> tuple[str, ...]:
        """Name the misconceptions that a wrong answer shows, each once; none for a right one."""
        raise NotImplementedError

    def problem(self, answer: Sequence[int]) -> str | None:
        """Say in one sentence why an answer can't be taken yet; None if it can."""
        raise NotImplementedError

    @field_validator("objective")
    @classmethod
    def _quiz_has_an_objective(cls, objective: str | None, info: ValidationInfo) -> str | None:
        if info.data.get("use") == "quiz" and objective is None:
            raise ValueError("a quiz item needs an objective; add one of the lesson's ids")
        return objective

    @field_validator("lead")
    @classmethod
    def _lead_asks(cls, lead: str | None) -> str | None:
        if lead is not None and not lead.endswith("?"):
            raise ValueError(f"the lead '{short(lead)}' asks nothing; end it with '?'")
        return lead

    @model_validator(mode="after")
    def _stands_in_one_place(self) -> Self:
        if bool(self.lesson) == bool(self.outline):
            both, neither = (
                "both 'lesson' and 'outline'; keep",
                "neither 'lesson' nor 'outline'; add",
            )
            raise ValueError(f"the item names {both if self.lesson else neither} one")
        if not self.stem and self.case is None:
            raise ValueError("'stem' is empty; write what the reader has to know")
        if self.lesson:
            self._fits_a_lesson()
        else:
            self._fits_an_outline()
        return self

    def _fits_a_lesson(self) -> None:
        if self.use is None:
            raise ValueError("'use' is missing; write 'use: quiz' or 'use: prediction'")
        for name in _ONLY_OUTLINES:
            if getattr(self, name):
                raise ValueError(f"a lesson's item has no '{name}'; remove it")

    def _fits_an_outline(self) -> None:
        for name in ("use", "objective"):
            if getattr(self, name):
                raise ValueError(f"an outline's item has no '{name}'; remove it")
        for name in ("task", "approach", "lead"):
            if not getattr(self, name):
                raise ValueError(f"'{name}' is missing; add it, every item of an outline has one")
        if self.twin == self.id:
            raise ValueError(f"the item is its own twin; name another than '{self.id}'")


class ChoiceItem(Item):
    """A question whose options are listed, numbered from 0 in file order."""

    options: list[Option]

    @property
    def keys(self) -> Answer:
        """Numbers of the options that are right."""
        return tuple(i for i, option in enumerate(self.options) if option.key)

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """Ids of the misconceptions behind the wrong options, each once."""
        return self.held(range(len(self.options)))

    def right_answer(self) -> Answer:
        """Give the numbers of the keys."""
        return self.keys

    def is_right(self, answer: Sequence[int]) -> bool:
        """Tell whether exactly the keys were chosen: all or nothing."""
        return set(answer) == set(self.keys)

    def held(self, answer: Sequence[int]) -> tuple[str, ...]:
        """Name the misconceptions behind the wrong options chosen, each once."""
        beliefs = (self.options[number].misconception for number in answer)
        return tuple(dict.fromkeys(belief for belief in beliefs if belief))

    def problem(self, answer: Sequence[int]) -> str | None:
        """Say in one sentence why an answer can't be taken yet; None if it can."""
        wanted = len(self.keys)
        if not all(0 <= number < len(self.options) for number in answer):
            return f"Options are numbered 0 to {len(self.options) - 1}."
        if len(set(answer)) == len(answer) == wanted:
            return None
        if wanted == 1:
            return "Choose an option first." if not answer else "Choose one option."
        return f"Choose {wanted} options; {len(set(answer))} are chosen."

    @field_validator("options")
    @classmethod
    def _options_are_three_to_six_and_differ(cls, options: list[Option]) -> list[Option]:
        if not 3 <= len(options) <= 6:
            raise ValueError(f"{len(options)} options; give 3 to 6")
        differ((option.text for option in options), "options")
        return options

    @model_validator(mode="after")
    def _regions_are_for_hotspots(self) -> Self:
        if self.type != "hotspot" and any(option.region for option in self.options):
            raise ValueError("'region' is for hotspot items; remove it or set 'type: hotspot'")
        if self.outline:
            self._has_as_many_options_as_an_exam()
        return self

    def _has_as_many_options_as_an_exam(self) -> None:
        count, low, high = len(self.options), *((5, 6) if self.type == "multiple" else (3, 4))
        if not low <= count <= high and self.type != "hotspot":
            raise ValueError(
                f"{count} options; a {self.type} item of an outline has {low} or {high}"
            )


class SingleItem(ChoiceItem):
    """A question with exactly one right option."""

    type: Literal["single"]

    @field_validator("options")
    @classmethod
    def _one_key(cls, options: list[Option]) -> list[Option]:
        return one_key(options, "a single item")


class HotspotItem(ChoiceItem):
    """A question answered by pointing at the exhibit; ``text`` says the same in words."""

    type: Literal["hotspot"]

    @field_validator("options")
    @classmethod
    def _one_key_each_a_region(cls, options: list[Option]) -> list[Option]:
        for option in options:
            if option.region is None:
                raise ValueError(
                    f"the option '{short(option.text)}' names no region; add 'region: NAME' "
                    "with a name of the exhibit's drawing"
                )
        differ((str(option.region) for option in options), "regions")
        return one_key(options, "a hotspot item")

    @model_validator(mode="after")
    def _points_at_an_exhibit(self) -> Self:
        if self.exhibit is None:
            raise ValueError("a hotspot item needs an exhibit to point at; add 'exhibit'")
        for option in self.options:
            if option.region not in self.exhibit.regions:
                raise ValueError(
                    f"the exhibit has no region '{option.region}'; "
                    f"{closest(str(option.region), self.exhibit.regions)}"
                )
        return self


class MultipleItem(ChoiceItem):
    """A question with two or more right options, scored all or nothing.

    ``choose`` is how many options are right: the learner is told.
    """

    type: Literal["multiple"]
    choose: int

    @field_validator("options")
    @classmethod
    def _keys_and_a_distractor(cls, options: list[Option]) -> list[Option]:
        keys = sum(option.key for option in options)
        if keys < 2:
            raise ValueError(
                f"{keys} options are keys; a multiple item has two or more 'key: true'"
            )
        if keys == len(options):
            raise ValueError("every option is a key; a multiple item needs one or more wrong ones")
        return options

    @field_validator("choose")
    @classmethod
    def _choose_counts_the_keys(cls, choose: int, info: ValidationInfo) -> int:
        keys = sum(option.key for option in info.data.get("options", []))
        if keys and choose != keys:
            raise ValueError(f"'choose' says {choose} and {keys} options are keys; make them agree")
        return choose


def one_key(options: list[Option], what: str) -> list[Option]:
    """Pass options on, or tell that not exactly one of them is a key."""
    keys = sum(option.key for option in options)
    if keys != 1:
        raise ValueError(f"{keys} options are keys; {what} has exactly one 'key: true'")
    return options


def differ(texts: Iterable[str], what: str) -> None:
    """Raise ValueError if two texts say the same but for case and spaces."""
    said = [" ".join(text.casefold().split()) for text in texts]
    if len(set(said)) < len(said):
        text, _ = Counter(said).most_common(1)[0]
        raise ValueError(f"two {what} say '{short(text)}'; make them differ")
