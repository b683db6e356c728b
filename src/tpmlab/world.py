"""The one fictional company, its people and its projects: ``content/world.yaml`` as data.

Every lesson, exercise, scenario and exam case draws names, dates and budgets from
here, so that they agree; a lint flags a name that the world does not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from tpmlab.content import StrictModel, read_yaml, root

__all__ = ["Firm", "Person", "Project", "World", "load_world"]

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


class Firm(StrictModel):
    """The company itself, a customer, a vendor or a partner.

    Parameters
    ----------
    id : str
        Slug by which people and projects refer to it.
    name : str
        As written in prose.
    role : str
        What it is to the company: "vendor", "customer", "the company".
    place : str
        Where it sits, or empty.
    note : str
        What a writer must know to stay consistent.
    """

    id: Id
    name: str
    role: str
    place: str = ""
    note: str = ""


class Person(StrictModel):
    """One of the cast; ``firm`` is the id of a firm or of the company."""

    id: Id
    name: str
    role: str
    firm: Id
    place: str = ""
    note: str = ""


class Project(StrictModel):
    """One of the projects; people and firms are named by id, ``budget`` is in US dollars."""

    id: Id
    title: str
    sponsor: Id
    lead: Id
    team: list[Id] = Field(default_factory=list)
    firms: list[Id] = Field(default_factory=list)
    start: date
    finish: date
    budget: Annotated[int, Field(gt=0)]
    note: str = ""

    @model_validator(mode="after")
    def _starts_before_it_finishes(self) -> Self:
        if self.finish <= self.start:
            raise ValueError(
                f"project '{self.id}' finishes on {self.finish}, not after its start {self.start}"
            )
        return self


class World(StrictModel):
    """Company, firms, people, projects, and the real-world names that prose may use.

    Examples
    --------
    >>> world = load_world()
    >>> {person.firm for person in world.people} <= {firm.id for firm in world.all_firms()}
    True
    """

    company: Firm
    firms: list[Firm] = Field(default_factory=list)
    people: list[Person] = Field(default_factory=list)
    projects: list[Project] = Field(default_factory=list)
    proper_nouns: list[str] = Field(default_factory=list)

    def all_firms(self) -> list[Firm]:
        """Give the company, then the other firms."""
        return [self.company, *self.firms]

    def names(self) -> Iterator[str]:
        """Every name that prose may use: full names, titles, real-world proper nouns."""
        yield from (firm.name for firm in self.all_firms())
        for person in self.people:
            yield from (person.name, person.role)
        yield from (project.title for project in self.projects)
        yield from self.proper_nouns

    @model_validator(mode="after")
    def _references_hold(self) -> Self:
        firms = [firm.id for firm in self.all_firms()]
        people = [person.id for person in self.people]
        for kind, ids in (
            ("firm", firms),
            ("person", people),
            ("project", [p.id for p in self.projects]),
        ):
            twice = {i for i in ids if ids.count(i) > 1}
            if twice:
                raise ValueError(f"the {kind} '{min(twice)}' stands twice; give each its own id")
        for person in self.people:
            _known(person.firm, firms, f"{person.id}.firm")
        for project in self.projects:
            for person_id in (project.sponsor, project.lead, *project.team):
                _known(person_id, people, f"{project.id}")
            for firm_id in project.firms:
                _known(firm_id, firms, f"{project.id}.firms")
        return self


def _known(reference: str, ids: list[str], field: str) -> None:
    if reference not in ids:
        raise ValueError(
            f"'{field}' names '{reference}', which is not in the world; add it or correct the id"
        )


def load_world(base: Path | None = None) -> World:
    """Read ``content/world.yaml`` below ``base`` (default: tpmlab's own content)."""
    return read_yaml((base or root()) / "content" / "world.yaml", World)
