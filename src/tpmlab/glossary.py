"""Terms with their definitions and the lesson that introduces each: ``content/glossary.yaml``."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from tpmlab.content import StrictModel, read_yaml, root

__all__ = ["Glossary", "Term", "load_glossary"]


class Term(StrictModel):
    """One term.

    Parameters
    ----------
    id : str
        Slug that ``term:ID`` links name.
    term : str
        As written in prose, in lower case unless it is a name.
    definition : str
        One or two sentences; shown when the reader points at a link.
    lesson : str
        Id of the lesson that introduces it (planned or written).
    also : list of str
        Other spellings and abbreviations that prose uses for it.
    everyday : bool
        The word is plain English too ("link", "check"): it may be used before it is defined.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    term: Annotated[str, Field(min_length=2)]
    definition: Annotated[str, Field(min_length=10)]
    lesson: str
    also: list[str] = Field(default_factory=list)
    everyday: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way prose may write it."""
        return (self.term, *self.also)


class Glossary(StrictModel):
    """Every term; ids and spellings are unique.

    Examples
    --------
    >>> glossary = load_glossary()
    >>> all(term.definition for term in glossary.by_id.values())
    True
    """

    terms: list[Term]

    @cached_property
    def by_id(self) -> dict[str, Term]:
        """Terms by id, in the file's order."""
        return {term.id: term for term in self.terms}

    @model_validator(mode="after")
    def _ids_and_spellings_are_unique(self) -> Self:
        ids: set[str] = set()
        spellings: dict[str, str] = {}
        for term in self.terms:
            if term.id in ids:
                raise ValueError(f"the term '{term.id}' stands twice; keep one")
            ids.add(term.id)
            for spelling in term.spellings:
                owner = spellings.setdefault(spelling.casefold(), term.id)
                if owner != term.id:
                    raise ValueError(
                        f"'{spelling}' belongs to both '{owner}' and '{term.id}'; keep it at one"
                    )
        return self


def load_glossary(base: Path | None = None) -> Glossary:
    """Read ``content/glossary.yaml`` below ``base`` (default: tpmlab's own content)."""
    return read_yaml((base or root()) / "content" / "glossary.yaml", Glossary)
