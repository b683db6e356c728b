"""Parts that questions are made of: options, prompts, steps, and notes on how they were written."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    Field,
    StringConstraints,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)

from tpmlab.content import StrictModel
from tpmlab.exam.items.messages import short

__all__ = [
    "LogEntry",
    "Option",
    "OwnText",
    "Place",
    "Prompt",
    "Slip",
    "Slug",
    "Step",
    "TaskId",
    "Text",
]


def _or_empty(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    return value if value == "" else handler(value)


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Place = Annotated[Slug, WrapValidator(_or_empty)]
"""Id of a lesson or an outline; empty for an item that doesn't stand there."""
OwnText = Annotated[Text, WrapValidator(_or_empty)]
"""A text that may be empty where something shared stands in for it."""
TaskId = Annotated[str, Field(pattern=r"^[a-z0-9-]+:[a-z0-9.-]+$")]


class Option(StrictModel):
    """One answer on offer: the key, or wrong for a reason that has an id.

    ``why`` speaks to the case: why this answer holds or fails here. ``region`` names what
    the option points at in the item's exhibit; hotspot items alone have it.
    """

    text: Text
    key: bool = False
    misconception: Slug | None = None
    why: Text
    region: Text | None = None

    @model_validator(mode="after")
    def _wrong_for_a_reason(self) -> Self:
        if self.key and self.misconception:
            raise ValueError(
                f"the key '{short(self.text)}' names the misconception '{self.misconception}'; "
                "remove 'misconception' or 'key'"
            )
        if not self.key and not self.misconception:
            raise ValueError(
                f"the wrong option '{short(self.text)}' names no misconception; "
                "add 'misconception: ID' with an id of misconceptions.yaml"
            )
        return self


class Prompt(StrictModel):
    """One thing to match: the letter of its right choice, and which wrong ones tempt."""

    text: Text
    answer: Text
    why: Text
    tempts: Annotated[dict[Text, Slug], Field(min_length=1)]


class Step(StrictModel):
    """One step of a right order, and why it stands where it does."""

    text: Text
    why: Text


class Slip(StrictModel):
    """A typical wrong order: step ``put`` placed somewhere before step ``before``.

    Steps are numbered from 1 in the right order.
    """

    put: Annotated[int, Field(ge=1)]
    before: Annotated[int, Field(ge=1)]
    misconception: Slug
    why: Text

    @model_validator(mode="after")
    def _is_wrong(self) -> Self:
        if self.put <= self.before:
            raise ValueError(
                f"putting step {self.put} before step {self.before} is no mistake; "
                "'put' is the later step of the right order"
            )
        return self


class LogEntry(StrictModel):
    """What one step of the writing process found in an item."""

    on: date
    step: Literal["written", "solved", "blind", "critic", "revised"]
    found: Text
