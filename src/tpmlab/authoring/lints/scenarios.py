"""Scenarios: can they be read, do they agree with the world, do requests speak as they should."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tpmlab.authoring.library import Library
from tpmlab.authoring.lints.finding import Finding, from_error, line_of
from tpmlab.errors import ContentError
from tpmlab.scenarios import load
from tpmlab.simulator.scenario import Scenario
from tpmlab.world import Project, World

__all__ = ["scenarios"]

_SHORT, _LONG = 25, 60  # words of a request
_EFFORT = re.compile(r"\b(person|man|working|work)[- ](day|week|hour|month)s?\b|\bpds?\b", re.I)
_PROPER = re.compile(r"(?<=[\w,;)] )[^\W\d_a-z][\w]*")  # a capital inside a name: no plain words
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


def scenarios(library: Library, known: set[str]) -> Iterator[Finding]:
    """Yield what to mend in ``content/scenarios``: file, line and remedy.

    Parameters
    ----------
    library : Library
        The content.
    known : set of str
        Words that may stand with a capital inside a name.
    """
    for path in sorted((library.base / "content" / "scenarios").glob("*.yaml")):
        name = path.relative_to(library.base).as_posix()
        try:
            scenario = load(path)
        except ContentError as error:
            yield from_error(error, library.base, name)
            continue
        page = _Page(path, name, scenario)
        if scenario.id != path.stem:
            yield page.finding("id", f"the id is '{scenario.id}'; write '{path.stem}', as the file")
        yield from _names(page, library.world, known)
        yield from _voices(page)
        for project in library.world.projects:
            if project.id == scenario.id:
                yield from _agrees(page, project)


@dataclass(frozen=True)
class _Page:
    path: Path
    name: str
    scenario: Scenario

    def at(self, entry: str, message: str) -> Finding:
        """Find the line on which the entry of that id starts."""
        return Finding(self.name, line_of(self.path, rf"^\s+.*\bid: {entry}\b"), f"{message}.")

    def finding(self, key: str, message: str) -> Finding:
        return Finding(self.name, line_of(self.path, rf"^{key}:"), f"{message}.")


def _names(page: _Page, world: World, known: set[str]) -> Iterator[Finding]:
    scenario, cast = page.scenario, {person.id: person.name for person in world.people}
    people = [(each.id, each.name) for each in (*scenario.people, *scenario.pool)]
    people += [(each.id, each.name) for each in scenario.stakeholders]
    for person, name in people:
        if person in cast:
            if name != cast[person]:
                yield page.at(person, f"content/world.yaml calls '{person}' {cast[person]}; do so")
        elif set(_PROPER.findall(name)) - known:
            yield page.at(
                person,
                f"'{name}' is nobody of content/world.yaml; use an id from there, add the person "
                "to it, or write a role in plain words",
            )
    ids = {person for person, _ in people} | cast.keys()
    for request in scenario.requests:
        if _SLUG.fullmatch(request.sender) and request.sender not in ids:
            yield page.at(
                request.id,
                f"the sender '{request.sender}' is nobody; use an id of content/world.yaml or "
                "plain words",
            )


def _voices(page: _Page) -> Iterator[Finding]:
    for request in page.scenario.requests:
        words = len(request.voice.split())
        if not _SHORT <= words <= _LONG:
            yield page.at(
                request.id, f"the voice has {words} words; write {_SHORT} to {_LONG} of them"
            )
        if match := _EFFORT.search(request.voice):
            yield page.at(
                request.id,
                f"the voice speaks of effort ('{match[0]}'); the team estimates that, so leave "
                "it out",
            )


def _agrees(page: _Page, project: Project) -> Iterator[Finding]:
    scenario = page.scenario
    finish = scenario.date_of(scenario.deadline)
    for key, here, there in (
        ("start", scenario.start, project.start),
        ("deadline", finish, project.finish),
        ("budget", f"{scenario.budget * 1000:.0f}", f"{project.budget}"),
    ):
        if here != there:
            yield page.finding(
                key, f"this makes {here}, content/world.yaml says {there}; let the two agree"
            )
