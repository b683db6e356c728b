"""Files of the bank: an item or a case set each; ``type`` decides which model reads it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, RootModel, model_validator

from tpmlab.content import StrictModel
from tpmlab.exam.items.exhibit import AnyExhibit
from tpmlab.exam.items.model import HotspotItem, Item, MultipleItem, SingleItem
from tpmlab.exam.items.parts import LogEntry, Slug, Text
from tpmlab.exam.items.types import MatchingItem, OrderingItem, PullDownItem
from tpmlab.exam.numeric.item import NumericItem

__all__ = ["CaseSet", "ItemFile", "LessonItemFile"]

TYPES = ("single", "multiple", "matching", "ordering", "hotspot", "pull-down", "numeric")
LESSON_TYPES = ("single", "multiple")
_SHARED = ("outline", "approach", "exhibit")  # a case set's items take these over from it
_FROM_CASE = ("case", "situation")  # filled in by the case set, never written

AnyItem = Annotated[
    SingleItem
    | MultipleItem
    | MatchingItem
    | OrderingItem
    | HotspotItem
    | PullDownItem
    | NumericItem,
    Field(discriminator="type"),
]


class CaseSet(StrictModel):
    """One situation and three to five items on it; each can be answered without the others.

    Items take ``outline``, ``approach`` and ``exhibit`` from the case unless they give
    their own approach or exhibit.
    """

    id: Slug
    outline: Slug
    type: Literal["case"]
    approach: Literal["predictive", "agile", "hybrid"]
    stem: Text
    exhibit: AnyExhibit | None = None
    items: Annotated[list[AnyItem], Field(min_length=3, max_length=5)]
    log: list[LogEntry] = Field(default_factory=list)

    @model_validator(mode="before")
    @classmethod
    def _items_share(cls, document: dict[str, Any]) -> dict[str, Any]:
        items = document.get("items")
        if not isinstance(items, list):
            return document
        shared = {name: document[name] for name in _SHARED if name in document}
        given = {"case": document.get("id"), "situation": document.get("stem", ""), "stem": ""}
        for number, item in enumerate(items, start=1):
            _is_an_item(item, TYPES, f"item {number} of the case: ")
            _refuse(item, (*_FROM_CASE, "outline"), "an item of a case set")
        return document | {"items": [shared | given | item for item in items]}


class LessonItemFile(RootModel[Annotated[SingleItem | MultipleItem, Field(discriminator="type")]]):
    """One file below ``lessons/``."""

    model_config = ConfigDict(frozen=True, strict=True)

    @model_validator(mode="before")
    @classmethod
    def _type_is_known(cls, document: Any) -> Any:
        return _is_an_item(document, LESSON_TYPES)


class ItemFile(RootModel[Annotated[AnyItem | CaseSet, Field(discriminator="type")]]):
    """One file of an outline."""

    model_config = ConfigDict(frozen=True, strict=True)

    @model_validator(mode="before")
    @classmethod
    def _type_is_known(cls, document: Any) -> Any:
        _is_an_item(document, (*TYPES, "case"))
        _refuse(document, _FROM_CASE, "an item of its own")
        return document

    @property
    def items(self) -> list[Item]:
        """The items it holds."""
        return list(self.root.items) if isinstance(self.root, CaseSet) else [self.root]


def _is_an_item(document: Any, types: tuple[str, ...], where: str = "") -> Any:
    if not isinstance(document, dict):
        raise ValueError(f"{where}an item is a list of 'key: value' lines; copy the nearest item")
    if document.get("type") not in types:
        *names, last = (f"'type: {name}'" for name in types)
        raise ValueError(
            f"{where}'type' is {document.get('type')!r}; write {', '.join(names)} or {last}"
        )
    return document


def _refuse(document: dict[str, Any], names: tuple[str, ...], what: str) -> None:
    for name in names:
        if name in document:
            raise ValueError(f"{what} has no '{name}'; remove it")
