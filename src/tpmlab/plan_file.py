"""Plans as YAML files: strict to read, exact to write.

A plan file names what :class:`tpmlab.schedule.Plan` holds::

    deadline: 40
    capacity: {developer: 3}
    calendar:
      start: 2026-03-02
      week: {Mon: 1, Tue: 1, Wed: 1, Thu: 1, Fri: 0.5}
      holidays: {2026-04-03: Good Friday}
    tasks:
    - {task: spec, days: 5}
    - task: build
      days: 10
      waits_for: spec
      resources: {developer: 2}
      distribution: {kind: Triangular, low: 8, likely: 10, high: 15}
    - {task: docs, days: 3, waits_for: spec SS+2, finish_no_later_than: 20}

Only `tasks`, with `task` and `days` in each, must be there. Days are working days, counted
from 0 where they stand for a date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any, cast

import yaml
from pydantic import Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from tpmlab.content import StrictModel, parse_yaml, read_yaml
from tpmlab.errors import ContentError
from tpmlab.files import write_atomically
from tpmlab.schedule.calendar import Calendar
from tpmlab.schedule.network import Plan
from tpmlab.schedule.plan_checks import check_links, check_tasks, unknown
from tpmlab.schedule.plan_rows import read_rows, waits_text
from tpmlab.schedule.tasks import Link, PlanError, Task

__all__ = ["plan_text", "read_plan", "write_plan"]

_Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]

_LINE_ENDS = "\x85\u2028\u2029"  # PyYAML writes them bare and reads them as a blank

_KINDS = ("Discrete", "Empirical", "LogNormal", "PertBeta", "Triangular", "Uniform")


def read_plan(source: str | Path) -> Plan:
    """Read a plan from a YAML file, or from its text.

    Parameters
    ----------
    source : path or str
        A file; a string of several lines is read as the text itself.

    Returns
    -------
    Plan
        Tasks in the order of the file, links in the order of the tasks that wait.

    Raises
    ------
    ContentError
        If the file is missing, or for the first thing in it that can't be used: broken
        YAML, an unknown key, a wrong type, a task unknown or named twice, a circle. The
        message names file and line.

    Examples
    --------
    >>> plan = read_plan('''
    ... calendar: {start: 2026-03-02, holidays: [2026-04-03]}
    ... tasks:
    ... - {task: spec, days: 5}
    ... - {task: docs, days: 3, waits_for: spec SS+2}
    ... ''')
    >>> [str(link) for link in plan.links]
    ['spec → docs (SS+2)']
    >>> read_plan('''
    ... tasks:
    ... - {task: spec, days: 5}
    ... - {task: docs, days: 3, waits_for: spce}
    ... ''')
    Traceback (most recent call last):
        ...
    tpmlab.errors.ContentError: <text>, line 4: Task 'docs' waits for 'spce', which isn't in the plan: did you mean 'spec'?
    """  # noqa: E501 - a doctest compares one line
    if isinstance(source, str) and "\n" in source:
        return parse_yaml(source, _PlanFile).plan()
    return read_yaml(Path(source), _PlanFile).plan()


def write_plan(plan: Plan, path: str | Path) -> None:
    """Write a plan as a YAML file that :func:`read_plan` reads back, number for number.

    Parameters
    ----------
    plan : Plan
        Any plan.
    path : path or str
        The file; one that stands there is replaced in one step.

    Raises
    ------
    ContentError
        If the folder doesn't exist or can't be written to, or a distribution is of a kind
        of your own.
    """
    target, data = Path(path), plan_text(plan).encode("utf-8")
    try:
        write_atomically(target, data)
    except FileNotFoundError:
        raise ContentError(
            f"{target.parent} does not exist: create the folder or correct its name."
        ) from None
    except OSError as error:
        raise ContentError(
            f"{target} can't be written ({error.strerror}): choose another place."
        ) from None


def plan_text(plan: Plan) -> str:
    """Write a plan as the text of a YAML file.

    Parameters
    ----------
    plan : Plan
        Any plan.

    Returns
    -------
    str
        YAML; what is at its default is left out.

    Raises
    ------
    ContentError
        If a distribution is of a kind of your own.

    Examples
    --------
    >>> plan = Plan.from_rows([("spec", 5, []), ("docs", 3, [("spec", "SS", 2)])], deadline=9)
    >>> print(plan_text(plan), end="")
    deadline: 9
    tasks:
    - task: spec
      days: 5
    - task: docs
      days: 3
      waits_for: spec SS+2
    """
    document: dict[str, Any] = {}
    if plan.deadline is not None:
        document["deadline"] = _tidy(plan.deadline)
    if plan.capacity:
        document["capacity"] = {name: _tidy(units) for name, units in plan.capacity.items()}
    if plan.calendar is not None:
        document["calendar"] = _calendar_node(plan.calendar)
    waits: dict[str, list[Link]] = {task.id: [] for task in plan}
    for link in plan.links:
        waits[link.succ].append(link)
    document["tasks"] = [_task_node(task, waits[task.id]) for task in plan]
    text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)
    if any(mark in text for mark in _LINE_ENDS):
        text = yaml.safe_dump(document, sort_keys=False, allow_unicode=False, width=100)
    return text


class _CalendarNode(StrictModel):
    start: dt.date
    week: list[str] | dict[str, float] | None = None
    holidays: list[dt.date] | dict[dt.date, str] = Field(default_factory=list)

    @model_validator(mode="after")
    def _is_sound(self) -> _CalendarNode:
        self.calendar()
        return self

    def calendar(self) -> Calendar:
        if self.week is None:
            return Calendar(self.start, holidays=self.holidays)
        return Calendar(self.start, self.week, self.holidays)


class _TaskNode(StrictModel):
    task: str
    days: float
    waits_for: str = ""
    cost: float = 0.0
    resources: dict[str, float] = Field(default_factory=dict)
    start_no_earlier_than: float | None = None
    finish_no_later_than: float | None = None
    must_start_on: float | None = None
    distribution: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _is_sound(self) -> _TaskNode:
        self.read()
        return self

    def read(self) -> tuple[Task, tuple[Link, ...]]:
        row = self.model_dump(exclude_unset=True)
        if self.distribution is not None:
            row["distribution"] = _read_distribution(self.distribution, self.task)
        tasks, links = read_rows([row])
        return tasks[0], links


class _PlanFile(StrictModel):
    tasks: list[_TaskNode]
    capacity: dict[str, _Amount] = Field(default_factory=dict)
    deadline: _Amount | None = None
    calendar: _CalendarNode | None = None

    @model_validator(mode="after")
    def _is_sound(self) -> _PlanFile:
        """Check the plan as a whole, so that a problem is named with the line of its task."""
        ids = {node.task for node in self.tasks}
        seen: dict[str, Task] = {}
        for n, node in enumerate(self.tasks):
            task, links = node.read()
            try:
                check_tasks((seen[task.id], task) if task.id in seen else (task,))
                check_links(links, ids)
            except PlanError as problem:
                raise _at(("tasks", n), problem) from None
            seen[task.id] = task
        try:
            self.plan()
        except PlanError as problem:
            raise _at(("tasks",), problem) from None
        return self

    def plan(self) -> Plan:
        rows = [node.read() for node in self.tasks]
        return Plan(
            tuple(task for task, _ in rows),
            tuple(link for _, links in rows for link in links),
            self.capacity,
            self.deadline,
            None if self.calendar is None else self.calendar.calendar(),
        )


def _at(place: tuple[int | str, ...], problem: PlanError) -> ValidationError:
    kind = PydanticCustomError("value_error", "{text}", {"text": str(problem)})
    return ValidationError.from_exception_data(
        "plan", [InitErrorDetails(type=kind, loc=place, input=None)]
    )


def _read_distribution(node: dict[str, Any], task: str) -> Any:
    from tpmlab import schedule  # distributions bring SciPy

    values = dict(node)
    kind = values.pop("kind", None)
    if kind not in _KINDS:
        raise PlanError(
            f"The distribution of task '{task}' has the kind {kind!r}: use {', '.join(_KINDS)}."
        )
    made = getattr(schedule, kind)
    known = [spec.name for spec in fields(made)]
    for name in values:
        if name not in known:
            raise unknown(f"The {kind} of task '{task}' has no field '{name}'", name, known)
    try:
        return made(**values)
    except TypeError:
        raise PlanError(
            f"The {kind} of task '{task}' is not complete: give {', '.join(known)}."
        ) from None


def _task_node(task: Task, links: Iterable[Link]) -> dict[str, Any]:
    node: dict[str, Any] = {"task": task.id, "days": _tidy(task.duration)}
    if waits := waits_text(links):
        node["waits_for"] = waits
    for spec in fields(Task)[2:]:
        value = getattr(task, spec.name)
        if spec.name == "distribution" and value is not None:
            node[spec.name] = _distribution_node(value, task.id)
        elif spec.name == "resources" and value:
            node[spec.name] = {name: _tidy(units) for name, units in value.items()}
        elif value not in (None, {}) and (value != 0.0 or spec.name != "cost"):
            node[spec.name] = _tidy(value)
    return node


def _distribution_node(distribution: Any, task: str) -> dict[str, Any]:
    kind = type(distribution).__name__
    if kind not in _KINDS:
        raise ContentError(
            f"The distribution of task '{task}' is a {kind}, which a plan file can't hold: "
            f"use {', '.join(_KINDS)}."
        )
    node: dict[str, Any] = {"kind": kind}
    for spec in fields(distribution):
        value = getattr(distribution, spec.name)
        node[spec.name] = [_tidy(v) for v in value] if isinstance(value, tuple) else _tidy(value)
    return node


def _calendar_node(calendar: Calendar) -> dict[str, Any]:
    shares = cast("dict[str, float]", calendar.week)
    week = {name: _tidy(share) for name, share in shares.items()}
    node: dict[str, Any] = {"start": calendar.start, "week": week}
    if all(share == 1 for share in week.values()):
        node["week"] = list(week)
    if calendar.holidays:
        named = cast("dict[dt.date, str]", calendar.holidays)
        node["holidays"] = named if any(named.values()) else list(named)
    return node


def _tidy(number: float) -> float | int:
    """Write whole numbers without a point; numpy's numbers as Python's."""
    plain = float(number)
    return int(plain) if plain.is_integer() and abs(plain) < 1e15 else plain
