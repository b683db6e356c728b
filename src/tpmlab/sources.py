"""Where facts come from: ``content/sources.yaml`` as data; ``source:ID`` links resolve to it."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from tpmlab.content import StrictModel, read_yaml, root

__all__ = ["Source", "Sources", "load_sources"]


def _as_text(value: object) -> object:
    """YAML reads ``1959`` as a number and ``2026-07-01`` as a date; both are meant as written."""
    return str(value) if isinstance(value, int | date) else value


class Source(StrictModel):
    """One publication.

    Parameters
    ----------
    id : str
        Slug that ``source:ID`` links name.
    citation : str
        Author (year), title, publisher: shown when the reader points at a link.
    url : str or None
        Where to read it; null when it is in print only.
    published : str
        Year or ISO date.
    retrieved : date or None
        The day somebody last looked; required when there is a url.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    citation: Annotated[str, Field(min_length=10)]
    url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None
    published: Annotated[str, BeforeValidator(_as_text), Field(pattern=r"^\d{4}(-\d\d){0,2}$")]
    retrieved: date | None = None

    @model_validator(mode="after")
    def _a_link_has_a_date(self) -> Self:
        if self.url is not None and self.retrieved is None:
            raise ValueError(
                f"source '{self.id}' has a url but no 'retrieved' date; add the day you looked"
            )
        return self


class Sources(StrictModel):
    """Every source; ids are unique.

    Examples
    --------
    >>> sources = load_sources()
    >>> all(source.citation for source in sources.by_id.values())
    True
    """

    sources: list[Source]

    @cached_property
    def by_id(self) -> dict[str, Source]:
        """Sources by id, in the file's order."""
        return {source.id: source for source in self.sources}

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [source.id for source in self.sources]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"the source '{twice[0]}' stands twice; keep one")
        return self


def load_sources(base: Path | None = None) -> Sources:
    """Read ``content/sources.yaml`` below ``base`` (default: tpmlab's own content)."""
    return read_yaml((base or root()) / "content" / "sources.yaml", Sources)
