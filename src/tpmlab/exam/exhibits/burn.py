"""Exhibits of work done over time: burnup, burndown, velocity."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tpmlab.exam.exhibits.base import Amount, DataTable, Exhibit, Label, listed, number, slug

__all__ = ["Burndown", "Burnup", "Velocity"]

Points = Annotated[float, Field(ge=0, le=999)]
Series = Annotated[list[Amount], Field(min_length=2, max_length=15)]


class Burnup(Exhibit):
    """Work done so far against scope, from period 0 on.

    ``scope`` and ``done`` give the level at the start and at the end of each period; ``plan``
    the level promised; ``periods`` how far the axis runs, which says nothing of a promise.
    """

    kind: Literal["burnup"]
    unit: Label = "points"
    period: Label = "sprint"
    scope: Series
    done: Series
    plan: Annotated[list[Amount], Field(max_length=15)] = Field(default_factory=list)
    periods: Annotated[int | None, Field(ge=1, le=14)] = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if len(self.done) > len(self.scope):
            raise ValueError(
                f"'done' has {len(self.done)} entries and 'scope' {len(self.scope)}; "
                "give the scope at the end of every period that is done"
            )
        for n, (done, scope) in enumerate(zip(self.done, self.scope, strict=False)):
            if done > scope:
                raise ValueError(
                    f"{self.period} {n} has {number(done)} done of a scope of {number(scope)}; "
                    "nobody can do more than there is"
                )
        if any(later < sooner for sooner, later in pairwise(self.done)):
            raise ValueError("'done' falls from one period to the next; it can only grow")
        _enough(self.periods, max(len(self.scope), len(self.plan)), self.period)
        return self

    @property
    def last(self) -> int:
        """Number of the last period on the axis."""
        return self.periods or max(len(self.scope), len(self.plan)) - 1

    @property
    def series(self) -> dict[str, list[float]]:
        """The lines drawn, by the name that their regions carry."""
        plan = {"plan": self.plan} if self.plan else {}
        return {"scope": self.scope, "done": self.done, **plan}

    @property
    def regions(self) -> dict[str, str]:
        """``scope-N``, ``done-N`` and ``plan-N`` for each period N, counted from 0."""
        return _points(self.series, self.period, self.unit)

    @property
    def alt(self) -> str:
        """Levels at the start and now, where the plan ends, and how far the axis runs."""
        words = (
            f"Burnup chart, {self.title}: after {self.period} {len(self.done) - 1}, "
            f"{number(self.done[-1])} {self.unit} are done. The scope was {number(self.scope[0])} "
            f"at the start and is {number(self.scope[-1])} at {self.period} "
            f"{len(self.scope) - 1}."
        )
        if self.plan:
            end = len(self.plan) - 1
            words += f" The plan reaches {number(self.plan[-1])} at {self.period} {end}."
        # The axis often runs past the promised end, so its last period is not called planned.
        return f"{words} The axis runs to {self.period} {self.last}."

    @property
    def table(self) -> DataTable:
        """A row a period, a column a line."""
        return _by_period(self.series, self.period, self.unit)


class Burndown(Exhibit):
    """Work left at the start and at the end of each period, beside the ideal line.

    The ideal line falls evenly from ``left[0]`` to 0 over ``periods``.
    """

    kind: Literal["burndown"]
    unit: Label = "points"
    period: Label = "day"
    left: Series
    periods: Annotated[int, Field(ge=1, le=14)]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.left[0] <= 0:
            raise ValueError("'left' begins with 0; a burndown needs work to begin with")
        _enough(self.periods, len(self.left), self.period)
        return self

    @property
    def series(self) -> dict[str, list[float]]:
        """The lines drawn, by the name that their regions carry."""
        share = self.left[0] / self.periods
        ideal = [self.left[0] - n * share for n in range(self.periods + 1)]
        return {"left": self.left, "ideal": ideal}

    @property
    def last(self) -> int:
        """Number of the last period on the axis."""
        return self.periods

    @property
    def regions(self) -> dict[str, str]:
        """``left-N`` and ``ideal-N`` for each period N, counted from 0."""
        return _points(self.series, self.period, self.unit)

    @property
    def alt(self) -> str:
        """What is left now, and the periods planned."""
        return (
            f"Burndown chart, {self.title}: {number(self.left[0])} {self.unit} at the start, "
            f"{number(self.left[-1])} left after {self.period} {len(self.left) - 1} of "
            f"{self.periods}. A second line falls evenly to 0 at {self.period} {self.periods}."
        )

    @property
    def table(self) -> DataTable:
        """A row a period, a column a line."""
        return _by_period(self.series, self.period, self.unit)


class Velocity(Exhibit):
    """What a team completed in each sprint, and what it had planned."""

    kind: Literal["velocity"]
    unit: Label = "points"
    period: Label = "sprint"
    first: Annotated[int, Field(ge=1, le=999)] = 1
    completed: Annotated[list[Points], Field(min_length=2, max_length=12)]
    planned: Annotated[list[Points], Field(max_length=12)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.planned and len(self.planned) not in (len(self.completed), len(self.completed) + 1):
            raise ValueError(
                f"'planned' has {len(self.planned)} entries for {len(self.completed)} completed; "
                "give one for each, and at most one for the next"
            )
        if not any(self.completed):
            raise ValueError("'completed' holds only zeros; there is nothing to draw")
        return self

    @property
    def names(self) -> list[str]:
        """Numbers of the sprints drawn."""
        count = max(len(self.completed), len(self.planned))
        return [str(self.first + n) for n in range(count)]

    @property
    def regions(self) -> dict[str, str]:
        """``sprint-N`` (the word is that of ``period``), N as written below the bar."""
        return {
            f"{slug(self.period)}-{name}": f"{self.period.capitalize()} {name}"
            for name in self.names
        }

    @property
    def alt(self) -> str:
        """Completed, and planned where it is known, in order."""
        words = f"Velocity chart, {self.title}: completed {_row(self.completed)} {self.unit} in "
        words += f"{self.period}s {self.first} to {self.first + len(self.completed) - 1}."
        return f"{words} Planned: {_row(self.planned)}." if self.planned else words

    @property
    def table(self) -> DataTable:
        """A row a sprint."""
        columns = {"planned": self.planned, "completed": self.completed}
        shown = {name: values for name, values in columns.items() if values}
        rows = [
            (name, *(number(v[n]) if n < len(v) else "" for v in shown.values()))
            for n, name in enumerate(self.names)
        ]
        return DataTable((self.period, *(f"{n}, {self.unit}" for n in shown)), tuple(rows))


def _enough(periods: int | None, levels: int, period: str) -> None:
    if periods is not None and levels > periods + 1:
        raise ValueError(
            f"'periods' is {periods} and there are levels for {period} 0 to {levels - 1}; "
            "raise 'periods' or cut the list"
        )


def _row(values: list[float]) -> str:
    return listed([number(value) for value in values])


def _points(series: dict[str, list[float]], period: str, unit: str) -> dict[str, str]:
    return {
        f"{name}-{n}": f"{name.capitalize()} line, {period} {n}: {number(level)} {unit}"
        for name, levels in series.items()
        for n, level in enumerate(levels)
    }


def _by_period(series: dict[str, list[float]], period: str, unit: str) -> DataTable:
    count = max(len(levels) for levels in series.values())
    rows = [
        (str(n), *(number(levels[n]) if n < len(levels) else "" for levels in series.values()))
        for n in range(count)
    ]
    return DataTable((period, *(f"{name}, {unit}" for name in series)), tuple(rows))
