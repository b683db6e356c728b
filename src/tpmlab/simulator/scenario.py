"""A project to run, as data: people, work, risks, requests, stakeholders, money, a date.

A scenario is text that anybody can write; ``tpmlab.scenarios`` reads it from a file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, Strict, model_validator

from tpmlab.simulator.dynamics import (
    Amount,
    Dynamics,
    Neutral,
    ScoreWeights,
    Share,
    StrictModel,
    ValueForm,
)

__all__ = [
    "ChangeRequest",
    "Member",
    "Mitigation",
    "Risk",
    "Scenario",
    "Stakeholder",
    "WorkPackage",
]

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Text = Annotated[str, Field(min_length=1)]
Names = Annotated[tuple[Id, ...], Strict(False)]
Window = Annotated[tuple[int, int], Strict(False)]
Range = Annotated[tuple[float, float, float], Strict(False)]


class Member(StrictModel):
    """Somebody who can work: on the team from the first day, or in the pool of hires.

    Parameters
    ----------
    id, name, role : str
        The id is stable: it keys this person's luck.
    cost : float
        Pay a week, in thousands.
    skills : dict of str to float
        Output per day on work of that skill, 1 for a solid practitioner. Skills left out
        count as the scenario's `other_skill`.
    """

    id: Id
    name: Text
    role: Text
    cost: Annotated[float, Field(gt=0, le=1000)]
    skills: dict[Id, Annotated[float, Field(ge=0, le=2)]]


class WorkPackage(StrictModel):
    """A piece of work.

    Parameters
    ----------
    size : (float, float, float)
        Optimistic, likely and pessimistic effort in person-days, rework not counted.
    skill : str
        What it takes.
    after : tuple of str
        Packages that must be done before it starts.
    crew : int
        How many people can share it.
    kind : {"build", "test", "cut-over"}
        A test finds the flaws of what it follows; a cut-over does so less, and starts only
        on clean work.
    optional : bool
        Whether the product can launch without it.
    value : float
        Thousands, if it is delivered by the deadline.
    """

    id: Id
    title: Text
    size: Range
    skill: Id
    after: Names = ()
    crew: Annotated[int, Field(ge=1, le=10)] = 2
    kind: Literal["build", "test", "cut-over"] = "build"
    optional: bool = False
    value: Amount = 0.0

    @property
    def expected(self) -> float:
        """Mean size by PERT's formula, in person-days."""
        low, likely, high = self.size
        return (low + 4 * likely + high) / 6

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        low, likely, high = self.size
        if not 0 < low <= likely <= high <= 1000:
            raise ValueError(
                f"package '{self.id}' has the size {list(self.size)}: give optimistic, likely "
                "and pessimistic person-days in rising order, above 0"
            )
        return self


class Mitigation(StrictModel):
    """What a risk costs to weaken, and by how much: `chance` multiplies its hazard."""

    cost: Amount = 0.0
    effort: Amount = 0.0
    chance: Share = 0.3
    impact: Share = 0.6  # share of the impact that is taken away


class Risk(StrictModel):
    """Something that may go wrong while its package is open.

    Parameters
    ----------
    window : (int, int)
        First and last week in which it can happen.
    chance : float
        That it happens if the package stays open through all of the window.
    effort, freeze, cost : float
        Mean impact: person-days on the package, weeks in which nobody can work on it,
        thousands.
    """

    id: Id
    title: Text
    window: Window
    chance: Annotated[float, Field(ge=0, lt=1)]
    package: Id
    effort: Amount = 0.0
    freeze: Annotated[float, Field(ge=0, le=26)] = 0.0
    cost: Amount = 0.0
    mitigation: Mitigation = Mitigation()
    note: str = ""


class ChangeRequest(StrictModel):
    """Something that somebody asks for on the way.

    Parameters
    ----------
    sender : str
        Id of a person, or a name that the scenario's text explains.
    voice : str
        What they write: 25 to 60 words, never the effort.
    window : (int, int)
        First and last week in which it can arrive.
    effort : (float, float, float)
        Person-days, as a member of the team estimates it once it has arrived.
    value : float
        Thousands, if delivered by the deadline; the requester states it.
    importance : float
        How much the answer weighs with the stakeholders.
    """

    id: Id
    title: Text
    sender: Text
    voice: Text
    window: Window
    package: Id
    effort: Range
    value: Amount
    importance: Annotated[float, Field(ge=0, le=5)] = 1.0


class Stakeholder(StrictModel):
    """Somebody whose trust the project needs.

    Parameters
    ----------
    weight : float
        Against the other stakeholders.
    patience : int
        Weeks between looks at the real state.
    watches : {"date", "money", "quality", "people"}
        What worries them most.
    trust : float
        At the start, 0 to 1.
    """

    id: Id
    name: Text
    role: Text
    weight: Annotated[float, Field(gt=0, le=10)] = 1.0
    patience: Annotated[int, Field(ge=1, le=26)] = 4
    watches: Literal["date", "money", "quality", "people"] = "date"
    trust: Share = 0.7


class Scenario(StrictModel):
    """All of a project that is known before it starts.

    Weeks are numbered from 0; ``deadline`` 27 means the end of the 27th week. Money is in
    thousands of `currency`. `other_skill` is anybody's output on work of a skill that they
    don't list. `horizon` is the last week played; a project that is not ready by then has
    failed. `seeds` are the public ones, for comparing runs; `class_seeds` are of like
    difficulty (:func:`tpmlab.simulator.even_seeds` of 1 to 80), one for each learner or group.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> load("tutorial").deadline
    6
    """

    id: Id
    title: Text
    story: Text
    minutes: Annotated[int, Field(ge=1, le=600)] = 60
    start: date
    currency: Text = "USD"
    deadline: Annotated[int, Field(ge=2, le=200)]
    budget: Annotated[float, Field(gt=0)]
    horizon: Annotated[int, Field(ge=0, le=400)] = 0  # 0: 2.5 times the deadline
    people: Annotated[tuple[Member, ...], Strict(False), Field(min_length=1)]
    pool: Annotated[tuple[Member, ...], Strict(False)] = ()
    packages: Annotated[tuple[WorkPackage, ...], Strict(False), Field(min_length=1)]
    risks: Annotated[tuple[Risk, ...], Strict(False)] = ()
    requests: Annotated[tuple[ChangeRequest, ...], Strict(False)] = ()
    stakeholders: Annotated[tuple[Stakeholder, ...], Strict(False), Field(min_length=1)]
    other_skill: Annotated[float, Field(ge=0.05, le=1)] = 0.3
    value: ValueForm = ValueForm()
    dynamics: Dynamics = Dynamics()
    score: ScoreWeights = ScoreWeights()
    neutral: Neutral = Neutral()
    seeds: Annotated[tuple[int, ...], Strict(False)] = tuple(range(1, 41))
    class_seeds: Annotated[tuple[int, ...], Strict(False)] = ()

    @property
    def last_week(self) -> int:
        """First week that is no longer played."""
        return self.horizon or -(-5 * self.deadline // 2)

    @property
    def planned_effort(self) -> float:
        """Expected person-days of all packages, rework not counted."""
        return sum(package.expected for package in self.packages)

    @property
    def planned_value(self) -> float:
        """Value of all packages, in thousands."""
        return sum(package.value for package in self.packages)

    def date_of(self, week: float) -> date:
        """Working day on which that many weeks are over; weeks run Monday to Friday.

        Examples
        --------
        >>> from tpmlab.scenarios import load
        >>> load("saas-launch").date_of(27)
        datetime.date(2027, 3, 12)
        """
        days = max(round(5 * week + 0.4999), 1) - 1
        return self.start + timedelta(days=days // 5 * 7 + days % 5)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        people = (*self.people, *self.pool)
        for what, items in (
            ("person", people),
            ("package", self.packages),
            ("risk", self.risks),
            ("request", self.requests),
            ("stakeholder", self.stakeholders),
        ):
            _unique(what, (item.id for item in items))
        if self.start.weekday() != 0:
            raise ValueError(f"start is {self.start}, no Monday: weeks run Monday to Friday")
        known = {package.id for package in self.packages}
        for package in self.packages:
            for name in package.after:
                _known(f"package '{package.id}' comes after", name, known)
            if not any(package.skill in person.skills for person in self.people):
                raise ValueError(
                    f"package '{package.id}' needs the skill '{package.skill}', which nobody on "
                    "the team lists: add it to somebody's skills or change the package"
                )
        entries: tuple[Risk | ChangeRequest, ...] = (*self.risks, *self.requests)
        for entry in entries:
            _known(f"'{entry.id}' touches", entry.package, known)
            if not 0 <= entry.window[0] <= entry.window[1]:
                raise ValueError(
                    f"'{entry.id}' has the window {list(entry.window)}: give first and last week"
                )
        for request in self.requests:
            if not 0 < request.effort[0] <= request.effort[1] <= request.effort[2]:
                raise ValueError(
                    f"request '{request.id}' has the effort {list(request.effort)}: give "
                    "optimistic, likely and pessimistic person-days in rising order, above 0"
                )
        self.in_order()
        return self

    def in_order(self) -> tuple[str, ...]:
        """Package ids, each after all that it needs; a circle is an error that names it."""
        waiting = {package.id: set(package.after) for package in self.packages}
        order: list[str] = []
        while waiting:
            free = [name for name, needs in waiting.items() if not needs & waiting.keys()]
            if not free:
                circle = ", ".join(sorted(waiting))
                raise ValueError(
                    f"packages wait for each other in a circle among {circle}: remove one 'after'"
                )
            order += free
            for name in free:
                del waiting[name]
        return tuple(order)


def _unique(what: str, names: Iterable[str]) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            raise ValueError(f"the {what} '{name}' stands twice: give each its own id")


def _known(says: str, name: str, known: set[str]) -> None:
    if name not in known:
        raise ValueError(f"{says} '{name}', which is no package: correct the id")
