"""Exhibits of work that flows: a kanban board, a cumulative flow diagram."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from tpmlab.content import StrictModel
from tpmlab.exam.exhibits.base import (
    Amount,
    DataTable,
    Exhibit,
    Id,
    Label,
    listed,
    number,
    slug,
    unique,
)

__all__ = ["Board", "CumulativeFlow"]

Stage = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=12)]


class Card(StrictModel):
    """A card on a board: what it is, how many days it has been in its column, if it is stuck."""

    id: Id
    text: Label
    age: Annotated[int | None, Field(ge=0, le=999)] = None
    blocked: bool = False


class Column(StrictModel):
    """A column of a board; more cards than ``wip`` only with ``over_limit: true``."""

    name: Label
    wip: Annotated[int | None, Field(ge=1, le=20)] = None
    over_limit: bool = False
    cards: Annotated[list[Card], Field(max_length=8)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _limit(self) -> Self:
        over = self.wip is not None and len(self.cards) > self.wip
        if over and not self.over_limit:
            raise ValueError(
                f"'{self.name}' holds {len(self.cards)} cards over its limit of {self.wip}; remove "
                "some, or write 'over_limit: true' if the item is about that"
            )
        if self.over_limit and not over:
            raise ValueError(f"'{self.name}' is not over its limit; remove 'over_limit'")
        return self


class Board(Exhibit):
    """A kanban board: columns with limits, and the cards in them."""

    kind: Literal["board"]
    columns: Annotated[list[Column], Field(min_length=2, max_length=6)]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        unique((column.name for column in self.columns), "the column")
        cards = [card.id for column in self.columns for card in column.cards]
        if not cards:
            raise ValueError("the board holds no card; give it some work")
        unique(cards, "the card")
        return self

    @property
    def regions(self) -> dict[str, str]:
        """``column-NAME`` (its head) for each column and ``card-ID`` for each card."""
        heads = {f"column-{slug(c.name)}": f"Column {c.name}" for c in self.columns}
        cards = {
            f"card-{card.id}": f"Card {card.text} in {column.name}"
            for column in self.columns
            for card in column.cards
        }
        return heads | cards

    @property
    def alt(self) -> str:
        """The number of cards in each column and its limit, and what is blocked."""
        parts = [
            f"{c.name} {len(c.cards)}" + (f" (limit {c.wip})" if c.wip else "")
            for c in self.columns
        ]
        stuck = [card.text for c in self.columns for card in c.cards if card.blocked]
        tail = f" Blocked: {listed(stuck)}." if stuck else ""
        return f"Board, {self.title}: cards in each column: {listed(parts)}.{tail}"

    @property
    def table(self) -> DataTable:
        """A row a card, empty columns too."""
        rows = []
        for c in self.columns:
            limit = "" if c.wip is None else str(c.wip)
            if not c.cards:
                rows.append((c.name, limit, "(no card)", "", ""))
            for card in c.cards:
                age = "" if card.age is None else str(card.age)
                rows.append((c.name, limit, card.text, age, "blocked" if card.blocked else ""))
        return DataTable(("column", "limit", "card", "days in column", "state"), tuple(rows))


class CumulativeFlow(Exhibit):
    """How many items have reached each stage by each day; the last stage is the end.

    ``reached`` names the stages in the order of the work.
    """

    kind: Literal["cumulative-flow"]
    unit: Label = "items"
    period: Label = "day"
    at: Annotated[list[Annotated[int, Field(ge=0, le=10_000)]], Field(min_length=3, max_length=12)]
    reached: Annotated[dict[Stage, list[Amount]], Field(min_length=2, max_length=6)]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        unique(self.reached, "the stage")
        if any(later <= sooner for sooner, later in pairwise(self.at)):
            raise ValueError("'at' does not rise from entry to entry; put the days in order")
        for name, counts in self.reached.items():
            if len(counts) != len(self.at):
                raise ValueError(
                    f"'{name}' has {len(counts)} entries where 'at' has {len(self.at)}; "
                    "give one for each"
                )
            if any(later < sooner for sooner, later in pairwise(counts)):
                raise ValueError(f"'{name}' falls; who has reached a stage has reached it for good")
        for (before, more), (after, fewer) in pairwise(self.reached.items()):
            if any(late > early for early, late in zip(more, fewer, strict=True)):
                raise ValueError(
                    f"more items have reached '{after}' than '{before}' before it; "
                    "the stages stand in the order of the work"
                )
        return self

    @property
    def regions(self) -> dict[str, str]:
        """``band-STAGE`` for each stage; ``day-N`` (word of ``period``) on the axis."""
        bands = {f"band-{slug(name)}": f"Band {name}" for name in self.reached}
        days = {f"{slug(self.period)}-{n}": f"{self.period.capitalize()} {n}" for n in self.at}
        return bands | days

    @property
    def alt(self) -> str:
        """What has reached each stage on the last day."""
        parts = [f"{name} {number(counts[-1])}" for name, counts in self.reached.items()]
        return (
            f"Cumulative flow diagram, {self.title}: {self.period} {self.at[0]} to {self.at[-1]}. "
            f"By {self.period} {self.at[-1]}, {self.unit} that have reached each stage: "
            f"{listed(parts)}."
        )

    @property
    def table(self) -> DataTable:
        """A row a day, a column a stage."""
        rows = [
            (str(day), *(number(counts[n]) for counts in self.reached.values()))
            for n, day in enumerate(self.at)
        ]
        return DataTable((self.period, *(f"reached {name}" for name in self.reached)), tuple(rows))
