"""The card of a dataset: what it is, where it comes from, and what it can't tell."""

from __future__ import annotations

__all__ = ["Card"]


class Card(str):
    """A card's Markdown: text to a program, a page to a notebook."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)

    def _repr_markdown_(self) -> str:
        return str(self)
