"""What a learner can choose in an item, in one form for every type: lists to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tpmlab.exam.items.model import ChoiceItem, Item, MultipleItem
from tpmlab.exam.items.types import MatchingItem, OrderingItem, PullDownItem

__all__ = ["Asked", "Field", "gap_sentence", "how_asked"]

_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five"}


@dataclass(frozen=True)
class Field:
    """One list to choose from; ``label`` is empty where the item has only this one."""

    label: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """How an item is answered.

    Attributes
    ----------
    kind : str
        ``one`` option of the only field, ``several`` of them, one for ``each`` field, or the
        options of the only field put in ``order``.
    instruction : str
        What to do, as a sentence.
    fields : tuple of Field
        Options in file order, which is what answers count in.
    offered : tuple of int
        For ``order``: the order in which the options are shown first.
    """

    kind: Literal["one", "several", "each", "order"]
    instruction: str
    fields: tuple[Field, ...]
    offered: tuple[int, ...] = ()


def how_asked(item: Item) -> Asked:
    """Tell how an item of any type is answered.

    Parameters
    ----------
    item : Item
        Of a lesson or an outline. A hotspot item is asked by the words of its options.

    Examples
    --------
    >>> from tpmlab.exam.items.bank import load_item
    >>> how_asked(load_item("status-report", "moved-in-silence")).instruction
    'Choose two; it counts when all are right.'
    """
    if isinstance(item, MatchingItem):
        choices = tuple(item.choices.values())
        fields = tuple(Field(prompt.text, choices) for prompt in item.prompts)
        return Asked("each", "Match each line with one choice; a choice may fit twice.", fields)
    if isinstance(item, PullDownItem):
        lists = zip(_gap_labels(item), item.lists, strict=True)
        fields = tuple(Field(label, tuple(o.text for o in options)) for label, options in lists)
        return Asked("each", "Fill each gap of the sentence.", fields)
    if isinstance(item, OrderingItem):
        steps = Field("", tuple(step.text for step in item.steps))
        return Asked("order", "Put the steps in order, the first on top.", (steps,), item.offered)
    if isinstance(item, ChoiceItem):
        listed = (Field("", tuple(option.text for option in item.options)),)
        if isinstance(item, MultipleItem):
            words = f"Choose {_COUNTS[item.choose]}; it counts when all are right."
            return Asked("several", words, listed)
        place = "Choose the place that answers." if item.type == "hotspot" else "Choose one."
        return Asked("one", place, listed)
    raise TypeError(f"no way to ask an item of type '{item.type}' is known")


def gap_sentence(item: PullDownItem) -> str:
    """Write the sentence with its gaps numbered: "The change goes to [1] with [2]."."""
    parts = item.parts
    gaps = [f"[{number}]" for number in range(1, len(parts))]
    return "".join(part + gap for part, gap in zip(parts, [*gaps, ""], strict=True))


def _gap_labels(item: PullDownItem) -> list[str]:
    """Name each gap by its number and the words before it."""
    before = [" ".join(part.split()[-4:]) for part in item.parts[:-1]]
    return [f"[{n}] after “{words}”" if words else f"[{n}]" for n, words in enumerate(before, 1)]
