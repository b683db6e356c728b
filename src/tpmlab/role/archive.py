"""A project's documents: which question each answers, on what it rests, what its loss costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

import pandas as pd
from pydantic import Field, model_validator

from tpmlab.role.model import RoleError, RoleModel

__all__ = [
    "Archive",
    "Document",
    "Gate",
    "Question",
    "order_problems",
    "resting_on",
    "state_of",
    "trace",
]


class Question(RoleModel):
    """Something that somebody will ask, and who."""

    id: str
    text: str
    asked_by: str


class Document(RoleModel):
    """One document: phase, day, author, the questions it answers and what it rests on."""

    id: str
    title: str
    phase: str
    day: dt.date
    author: str
    answers: list[str] = Field(default_factory=list)
    rests_on: list[str] = Field(default_factory=list)


class Gate(RoleModel):
    """The end of a phase: its day, who decides, and the documents that must lie there."""

    phase: str
    day: dt.date
    decides: str
    needs: list[str]


class Archive(RoleModel):
    """Documents, questions and gates of one project; every id is known."""

    project: str
    phases: list[str]
    questions: list[Question]
    documents: list[Document]
    gates: list[Gate] = Field(default_factory=list)

    @model_validator(mode="after")
    def _ids_are_known(self) -> Archive:
        for problem in _unknown_ids(self):
            raise ValueError(problem)
        return self

    def document(self, name: str) -> Document:
        """Give a document by its id.

        Raises
        ------
        RoleError
            If there is none.
        """
        for document in self.documents:
            if document.id == name:
                return document
        known = ", ".join(document.id for document in self.documents)
        raise RoleError(f"The archive has no document '{name}'; it has {known}.")

    def table(self) -> pd.DataFrame:
        """Documents as a table: id, title, phase, day, author, answers, rests_on."""
        return pd.DataFrame([document.model_dump() for document in self.documents])


def trace(archive: Archive, question: str) -> list[Document]:
    """Follow a question to the documents that answer it, and to all that these rest on.

    Parameters
    ----------
    archive : Archive
    question : str
        Its id.

    Returns
    -------
    list of Document
        The answering ones first, the oldest foundation last; each once.

    Raises
    ------
    RoleError
        If nobody asks such a question.

    Examples
    --------
    >>> archive = Archive(project="P", phases=["a"], questions=[
    ...     Question(id="why", text="Why?", asked_by="sponsor")], documents=[
    ...     Document(id="case", title="Case", phase="a", day="2026-01-01", author="x"),
    ...     Document(id="charter", title="Charter", phase="a", day="2026-01-05", author="x",
    ...              answers=["why"], rests_on=["case"])])
    >>> [document.id for document in trace(archive, "why")]
    ['charter', 'case']
    """
    _known(archive, question)
    found = {one.id: one for one in archive.documents if question in one.answers}
    left = list(found.values())
    while left:
        for name in left.pop(0).rests_on:
            if name not in found:
                found[name] = archive.document(name)
                left.append(found[name])
    first = [one for one in found.values() if question in one.answers]
    rest = [one for one in found.values() if question not in one.answers]
    return [*first, *sorted(rest, key=lambda one: one.day, reverse=True)]


def state_of(
    archive: Archive, question: str, *, missing: Collection[str] = (), day: dt.date | None = None
) -> str:
    """Say how well the archive answers a question.

    Parameters
    ----------
    archive : Archive
    question : str
        Its id.
    missing : collection of str
        Ids of documents that were never written, or can't be found.
    day : datetime.date, optional
        Look at the archive as it was that evening; at its end if left out.

    Returns
    -------
    {"answered", "unfounded", "open"}
        Unfounded: a document answers, and something it rests on isn't there.

    Raises
    ------
    RoleError
        If the question or a missing document isn't known.
    """
    _known(archive, question)
    gone = {archive.document(name).id for name in missing}
    if day is not None:
        gone |= {one.id for one in archive.documents if one.day > day}
    there = [one for one in archive.documents if question in one.answers and one.id not in gone]
    if not there:
        return "open"
    for answer in there:
        ground, left = set[str](), [answer]
        while left:
            new = [name for name in left.pop().rests_on if name not in ground]
            ground.update(new)
            left += [archive.document(name) for name in new]
        if not ground & gone:
            return "answered"
    return "unfounded"


def resting_on(archive: Archive, missing: Collection[str]) -> set[str]:
    """Find the documents that rest on a missing one, directly or by way of others.

    Parameters
    ----------
    archive : Archive
    missing : collection of str
        Ids of documents that aren't there.

    Returns
    -------
    set of str
        Ids, without the missing ones.

    Raises
    ------
    RoleError
        If a missing document isn't known.

    Examples
    --------
    >>> def document(name, *ground):
    ...     return Document(id=name, title=name, phase="a", day="2026-01-01", author="x",
    ...                     rests_on=ground)
    >>> archive = Archive(project="P", phases=["a"], questions=[], documents=[
    ...     document("case"), document("plan", "case"), document("budget", "plan")])
    >>> sorted(resting_on(archive, ["case"]))
    ['budget', 'plan']
    """
    gone = {archive.document(name).id for name in missing}
    found = set[str]()
    while True:
        shaken = gone | found
        more = {one.id for one in archive.documents if shaken & set(one.rests_on)} - shaken
        if not more:
            return found
        found |= more


def order_problems(archive: Archive) -> list[str]:
    """Find documents that rest on a younger one, and gates passed before their documents.

    Parameters
    ----------
    archive : Archive

    Returns
    -------
    list of str
        A sentence each, in the archive's order.
    """
    found = []
    for document in archive.documents:
        for name in document.rests_on:
            other = archive.document(name)
            if other.day > document.day:
                found.append(
                    f"'{document.title}' of {document.day} rests on '{other.title}' of {other.day}."
                )
    for gate in archive.gates:
        for name in gate.needs:
            other = archive.document(name)
            if other.day > gate.day:
                found.append(
                    f"The gate of '{gate.phase}' on {gate.day} came before '{other.title}' of "
                    f"{other.day}."
                )
    return found


def _unknown_ids(archive: Archive) -> Iterator[str]:
    documents = [document.id for document in archive.documents]
    asked = {question.id for question in archive.questions}
    if len(set(documents)) < len(documents):
        yield "two documents have the same id; rename one"
    for document in archive.documents:
        if document.phase not in archive.phases:
            yield f"'{document.id}' has the unknown phase '{document.phase}'; add it to phases"
        for other in sorted(set(document.rests_on) - set(documents)):
            yield f"'{document.id}' rests on '{other}', which isn't there; add or drop it"
        for question in sorted(set(document.answers) - asked):
            yield f"'{document.id}' answers '{question}', which nobody asks; add the question"
    for gate in archive.gates:
        for need in sorted(set(gate.needs) - set(documents)):
            yield f"the gate of '{gate.phase}' needs '{need}', which isn't there; add or drop it"


def _known(archive: Archive, question: str) -> None:
    asked = [one.id for one in archive.questions]
    if question not in asked:
        raise RoleError(f"Nobody asks '{question}' here; choose from {', '.join(asked)}.")
