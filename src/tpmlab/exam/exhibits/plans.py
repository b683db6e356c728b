"""Exhibits of plans: bars on a time axis, a network of activities, load against capacity."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
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
    same_length,
    slug,
    unique,
)

__all__ = ["Gantt", "Network", "ResourceHistogram"]

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]
Time = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]


class Bar(StrictModel):
    """A row of a Gantt chart; ``start`` and ``finish`` alike make a milestone.

    ``done`` is the share of the work that is complete; ``baseline`` the start and finish first
    planned.
    """

    id: Id
    name: Label
    start: Time
    finish: Time
    done: Annotated[float | None, Field(ge=0, le=1)] = None
    baseline: Annotated[list[Time] | None, Field(min_length=2, max_length=2)] = None

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        for start, finish in filter(None, [(self.start, self.finish), self.baseline]):
            if finish < start:
                raise ValueError(
                    f"'{self.name}' finishes at {number(finish)}, before it starts at "
                    f"{number(start)}; correct one"
                )
        return self


class Gantt(Exhibit):
    """Bars on a time axis with a line at today. Times are ends of periods, counted from 0."""

    kind: Literal["gantt"]
    period: Label = "week"
    today: Time | None = None
    bars: Annotated[list[Bar], Field(min_length=2, max_length=12)]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        unique((bar.id for bar in self.bars), "the bar")
        if self.end <= 0:
            raise ValueError("every bar ends at 0; give the plan some time")
        if self.today is None:
            return self
        if self.today > 1.5 * self.end:
            raise ValueError(f"'today' is {number(self.today)}, long past the plan; correct it")
        for bar in self.bars:
            if bar.done and bar.start >= self.today:
                raise ValueError(f"'{bar.name}' starts after today and is partly done; correct it")
        return self

    @property
    def end(self) -> float:
        """Where the last bar ends, baselines too."""
        return max(max(bar.finish, *(bar.baseline or [0])) for bar in self.bars)

    @property
    def regions(self) -> dict[str, str]:
        """``bar-ID`` for each bar, and ``today``."""
        bars = {f"bar-{bar.id}": f"Bar {bar.name}" for bar in self.bars}
        return bars if self.today is None else bars | {"today": "The line at today"}

    @property
    def alt(self) -> str:
        """How many bars, their span, and today."""
        spans = [f"{bar.name} {self._span(bar.start, bar.finish)}" for bar in self.bars]
        today = "" if self.today is None else f" Today is the end of {self._at(self.today)}."
        return f"Gantt chart, {self.title}, in {self.period}s: {'; '.join(spans)}.{today}"

    @property
    def table(self) -> DataTable:
        """A row a bar."""
        rows = [
            (
                bar.name,
                number(bar.start),
                number(bar.finish),
                "" if bar.done is None else f"{bar.done:.0%}",
                "" if bar.baseline is None else self._span(*bar.baseline),
            )
            for bar in self.bars
        ]
        heads = ("activity", f"starts after {self.period}", f"ends with {self.period}")
        used = [n for n in range(5) if n < 3 or any(row[n] for row in rows)]
        columns = (*heads, "complete", "baseline")
        return DataTable(
            tuple(columns[n] for n in used), tuple(tuple(row[n] for n in used) for row in rows)
        )

    def _at(self, time: float) -> str:
        return f"{self.period} {number(time)}"

    def _span(self, start: float, finish: float) -> str:
        if start == finish:
            return f"at the end of {self._at(start)}"
        return f"{number(start)} to {number(finish)}"


class Activity(StrictModel):
    """An activity of a network and what must finish before it."""

    id: Id
    name: Name | Literal[""] = ""
    days: Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
    after: list[Id] = Field(default_factory=list)

    @property
    def shown(self) -> str:
        """Name on the drawing."""
        return self.name or self.id.upper()


class Network(Exhibit):
    """Activities with durations and predecessors; dates and floats on request.

    ``show: durations`` leaves the dates to the learner, ``show: dates`` writes early and late
    dates and floats into the boxes.
    """

    kind: Literal["network"]
    show: Literal["durations", "dates"] = "durations"
    activities: Annotated[list[Activity], Field(min_length=3, max_length=12)]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        unique((one.id for one in self.activities), "the activity")
        unique((one.shown for one in self.activities), "the name")
        known = {one.id: one for one in self.activities}
        for one in self.activities:
            for before in one.after:
                if before not in known:
                    raise ValueError(
                        f"'{one.id}' comes after '{before}', which is no activity of the network; "
                        f"its ids are {', '.join(known)}"
                    )
        try:
            TopologicalSorter({one.id: one.after for one in self.activities}).prepare()
        except CycleError as error:
            circle = " → ".join(reversed(error.args[1]))
            raise ValueError(f"activities wait in a circle: {circle}; remove one link") from None
        if not any(one.days for one in self.activities):
            raise ValueError("no activity takes any time; give durations")
        return self

    @property
    def regions(self) -> dict[str, str]:
        """``activity-ID`` for each activity."""
        return {f"activity-{one.id}": f"Activity {one.shown}" for one in self.activities}

    @property
    def alt(self) -> str:
        """Each activity with its duration and what it waits for."""
        names = {one.id: one.shown for one in self.activities}
        parts = [
            f"{one.shown} {number(one.days)} days"
            + (f" after {listed([names[name] for name in one.after])}" if one.after else "")
            for one in self.activities
        ]
        return f"Network, {self.title}: {'; '.join(parts)}."

    @property
    def rows(self) -> list[tuple[str, float, list[str]]]:
        """Name, days and predecessors' names, as a plan is made from."""
        names = {one.id: one.shown for one in self.activities}
        return [(one.shown, one.days, [names[n] for n in one.after]) for one in self.activities]

    @property
    def table(self) -> DataTable:
        """A row an activity; with ``show: dates`` its dates and float too."""
        rows = [(name, number(days), ", ".join(after) or "–") for name, days, after in self.rows]
        heads = ("activity", "days", "after")
        if self.show == "durations":
            return DataTable(heads, tuple(rows))
        from tpmlab.schedule.critical_path import critical_path
        from tpmlab.schedule.network import Plan

        dated = critical_path(Plan.from_rows(self.rows))
        found = [
            (one.early_start, one.early_finish, one.late_start, one.late_finish, one.total_float)
            for one in (dated[name] for name, _, _ in self.rows)
        ]
        more = ("early start", "early finish", "late start", "late finish", "total float")
        full = [(*row, *map(number, dates)) for row, dates in zip(rows, found, strict=True)]
        return DataTable((*heads, *more), tuple(full))


class ResourceHistogram(Exhibit):
    """Load of people or roles in each period, stacked, against capacity."""

    kind: Literal["resource-histogram"]
    unit: Label = "hours"
    period: Label = "week"
    first: Annotated[int, Field(ge=1, le=999)] = 1
    load: Annotated[dict[Name, list[Amount]], Field(min_length=1, max_length=5)]
    capacity: Annotated[list[Amount], Field(min_length=2, max_length=14)]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        unique(self.load, "the role")
        for name, hours in self.load.items():
            same_length(f"the load of '{name}'", len(hours), len(self.capacity), "'capacity'")
        if not any(map(any, self.load.values())):
            raise ValueError("every load is 0; there is nothing to draw")
        return self

    @property
    def names(self) -> list[str]:
        """Numbers of the periods."""
        return [str(self.first + n) for n in range(len(self.capacity))]

    @property
    def totals(self) -> list[float]:
        """Load of all together, a number a period."""
        return [sum(parts) for parts in zip(*self.load.values(), strict=True)]

    @property
    def regions(self) -> dict[str, str]:
        """``week-N`` (the word is that of ``period``), N as written below the bar."""
        return {
            f"{slug(self.period)}-{name}": f"{self.period.capitalize()} {name}"
            for name in self.names
        }

    @property
    def alt(self) -> str:
        """Loads and capacities in order."""
        totals, room = (
            listed([number(value) for value in values]) for values in (self.totals, self.capacity)
        )
        return (
            f"Resource histogram, {self.title}: {self.unit} a {self.period} from {self.period} "
            f"{self.names[0]} on: {totals}. Capacity: {room}."
        )

    @property
    def table(self) -> DataTable:
        """A row a period, a column a role."""
        rows = [
            (name, *(number(hours[n]) for hours in self.load.values()), number(self.capacity[n]))
            for n, name in enumerate(self.names)
        ]
        return DataTable((self.period, *self.load, "capacity"), tuple(rows))
