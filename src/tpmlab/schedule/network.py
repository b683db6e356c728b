"""Tasks and links: a plan that is always sound.

A :class:`Plan` checks itself when it is made, so whatever takes a plan may rely on
known ids, sensible durations and no circle.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from tpmlab.errors import TpmlabError
from tpmlab.schedule.topology import Topology, topology

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LINK_TYPES", "Link", "Plan", "PlanError", "Task", "days_text", "whole_numbers"]

LINK_TYPES: Mapping[str, str] = {
    "FS": "finish to start",
    "SS": "start to start",
    "FF": "finish to finish",
    "SF": "start to finish",
}
"""The four ways one task can wait for another."""


class PlanError(TpmlabError, ValueError):
    """A plan that can't be: a circle, an unknown task, a duration below zero."""


class Task(NamedTuple):
    """A task and its duration in working days."""

    id: str
    duration: float


class Link(NamedTuple):
    """One task waits for another; a negative `lag` (in working days) is a lead."""

    pred: str
    succ: str
    type: str = "FS"
    lag: float = 0.0

    def __str__(self) -> str:
        return f"{self.pred} → {self.succ} ({self.kind})"

    @property
    def kind(self) -> str:
        """Type and lag in short: ``FS``, ``SS+2``, ``FF−1``."""
        sign = "+" if self.lag > 0 else "−"
        return f"{self.type}{sign}{days_text(abs(self.lag))}" if self.lag else self.type


@dataclass(frozen=True)
class Plan:
    """Tasks and the links between them.

    Parameters
    ----------
    tasks : tuple of Task
        Ids are unique; durations are in working days, 0 or more.
    links : tuple of Link
        At most one of each type between two tasks; no circle.

    Raises
    ------
    PlanError
        For the first problem met; the message names the task or the circle.

    Examples
    --------
    >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"]),
    ...                        ("docs", 3, [("spec", "SS", 2)])])
    >>> plan["docs"].duration
    3.0
    >>> [str(link) for link in plan.links]
    ['spec → build (FS)', 'spec → docs (SS+2)']
    """

    tasks: tuple[Task, ...]
    links: tuple[Link, ...] = ()

    def __post_init__(self) -> None:
        _check_tasks(self.tasks)
        _check_links(self.links, {task.id for task in self.tasks})
        circle = self.topology.circle
        if circle:
            raise PlanError(
                f"These tasks wait for each other in a circle: {' → '.join(circle)}; "
                "remove one of the links."
            )

    @classmethod
    def from_rows(cls, rows: Iterable[Any]) -> Plan:
        """Read a plan from rows of (task, days, what it waits for).

        Parameters
        ----------
        rows : iterable of tuples
            Task id, duration in working days, and a list of predecessors: an id
            (finish to start, no lag) or a tuple (id, link type, lag in working days).

        Returns
        -------
        Plan
            Tasks in the order of the rows, which need not be the order of work.

        Raises
        ------
        PlanError
            If a row can't be read or the plan isn't sound.

        Examples
        --------
        >>> Plan.from_rows([("a", 1, ["b"]), ("b", 1, ["a"])])
        Traceback (most recent call last):
            ...
        tpmlab.schedule.network.PlanError: These tasks wait for each other in a circle: a → b → a; remove one of the links.
        """  # noqa: E501 - a doctest compares one line
        tasks: list[Task] = []
        links: list[Link] = []
        for row in rows:
            name, days, predecessors = _read_row(row)
            tasks.append(Task(name, _days(days, f"Task '{name}' has the duration")))
            links.extend(_read_link(entry, name) for entry in predecessors)
        return cls(tuple(tasks), tuple(links))

    def __len__(self) -> int:
        return len(self.tasks)

    def __iter__(self) -> Iterator[Task]:
        return iter(self.tasks)

    def __getitem__(self, task_id: str) -> Task:
        return self.tasks[self.index(task_id)]

    @cached_property
    def topology(self) -> Topology:
        """Arrays of the network, shared by all plans with the same tasks and links."""
        return topology(tuple(task.id for task in self.tasks), self.links)

    def index(self, task_id: str) -> int:
        """Row of a task; PlanError with the closest id if there is none."""
        try:
            return self.topology.row[task_id]
        except KeyError:
            raise _unknown(f"There is no task '{task_id}'", task_id, self.topology.row) from None

    def with_duration(self, task_id: str, days: float) -> Plan:
        """Return the same plan with one task made longer or shorter.

        Examples
        --------
        >>> plan = Plan.from_rows([("spec", 5, [])])
        >>> plan.with_duration("spec", 7)["spec"].duration, plan["spec"].duration
        (7.0, 5.0)
        """
        row = self.index(task_id)
        task = Task(task_id, _days(days, f"Task '{task_id}' has the duration"))
        return replace(self, tasks=(*self.tasks[:row], task, *self.tasks[row + 1 :]))

    def with_link(self, pred: str, succ: str, type: str = "FS", lag: float = 0.0) -> Plan:  # noqa: A002 - the subject's word
        """Return the plan with a link added, or its lag changed if it is there already.

        Examples
        --------
        >>> plan = Plan.from_rows([("spec", 5, []), ("docs", 3, [])])
        >>> str(plan.with_link("spec", "docs", "SS", 2).links[0])
        'spec → docs (SS+2)'
        """
        link = _read_link((pred, type, lag), succ)
        if link[:3] in [known[:3] for known in self.links]:
            links = tuple(link if known[:3] == link[:3] else known for known in self.links)
            return replace(self, links=links)
        return replace(self, links=(*self.links, link))

    def without_link(self, pred: str, succ: str, type: str | None = None) -> Plan:  # noqa: A002
        """Return the plan without the links from `pred` to `succ` (of one type, if given).

        Examples
        --------
        >>> plan = Plan.from_rows([("spec", 5, []), ("docs", 3, ["spec"])])
        >>> plan.without_link("spec", "docs").links
        ()
        """
        kept = tuple(
            link
            for link in self.links
            if (link.pred, link.succ) != (pred, succ) or type not in (None, link.type)
        )
        if len(kept) == len(self.links):
            kind = f"{type} link" if type else "link"
            raise PlanError(f"There is no {kind} {pred} → {succ}; see plan.table().")
        return replace(self, links=kept)

    def table(self) -> pd.DataFrame:
        """Show the plan as a table: task, days, what it waits for.

        Examples
        --------
        >>> plan = Plan.from_rows([("spec", 5, []), ("docs", 3, [("spec", "SS", 2)])])
        >>> plan.table().to_dict("index")
        {'spec': {'days': 5, 'waits_for': ''}, 'docs': {'days': 3, 'waits_for': 'spec SS+2'}}
        """
        import pandas as pd

        waits: dict[str, list[str]] = {task.id: [] for task in self.tasks}
        for link in self.links:
            plain = link.kind == "FS"
            waits[link.succ].append(link.pred if plain else f"{link.pred} {link.kind}")
        table = pd.DataFrame(
            {
                "days": [task.duration for task in self.tasks],
                "waits_for": [", ".join(entries) for entries in waits.values()],
            },
            index=pd.Index(waits, name="task"),
        )
        return whole_numbers(table)


def days_text(days: float) -> str:
    """Write a number of days without needless digits.

    Examples
    --------
    >>> days_text(5.0), days_text(2.5), days_text(1 / 3)
    ('5', '2.5', '0.33')
    """
    return f"{days:.2f}".rstrip("0").rstrip(".")


def whole_numbers(table: pd.DataFrame) -> pd.DataFrame:
    """Show 5 instead of 5.0 in every column that holds whole days only."""
    for name in table.select_dtypes("number"):
        if (table[name] % 1 == 0).all():
            table[name] = table[name].astype(int)
    return table


def _read_row(row: Any) -> tuple[str, Any, list[Any]]:
    if (
        isinstance(row, str)
        or not isinstance(row, Iterable)
        or len(parts := list(row)) not in (2, 3)
    ):
        raise PlanError(
            f"The row {row!r} can't be read: write (task, days, [what it waits for]), "
            'such as ("build", 10, ["spec"]).'
        )
    name, days, predecessors = parts if len(parts) == 3 else (*parts, [])
    if not isinstance(name, str) or not name.strip():
        raise PlanError(f"The row {row!r} has no name: give each task a short text as id.")
    if isinstance(predecessors, str) or not isinstance(predecessors, Iterable):
        raise PlanError(
            f"Task '{name}' waits for {predecessors!r}: write a list, such as [{predecessors!r}]."
        )
    entries = list(predecessors)
    if len(entries) == 3 and entries[1] in LINK_TYPES:
        raise PlanError(f"Task '{name}' waits for {predecessors!r}: write [{tuple(entries)!r}].")
    return name, days, entries


def _read_link(entry: Any, succ: str) -> Link:
    if isinstance(entry, str):
        return Link(entry, succ)
    parts = tuple(entry) if isinstance(entry, tuple | list) else ()
    if not 1 <= len(parts) <= 3:
        raise PlanError(
            f"Task '{succ}' waits for {entry!r}: write an id, or (id, link type, lag in days)."
        )
    pred = parts[0]
    kind = parts[1] if len(parts) > 1 else "FS"
    lag = parts[2] if len(parts) > 2 else 0.0
    where = f"The link {pred} → {succ} has the lag"
    return Link(pred, succ, kind, _number(lag, f"{where} {lag!r}: give working days as a number."))


def _days(value: Any, where: str) -> float:
    days = _number(value, f"{where} {value!r}: give working days as a number, 0 or more.")
    if days < 0:
        raise PlanError(f"{where} {value!r}: give working days as a number, 0 or more.")
    return days


def _number(value: Any, problem: str) -> float:
    try:
        number = math.nan if isinstance(value, str | bool) else float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise PlanError(problem)
    return number


def _check_tasks(tasks: tuple[Task, ...]) -> None:
    if not tasks:
        raise PlanError("The plan is empty: give it at least one task.")
    seen: set[str] = set()
    for task in tasks:
        if task.id in seen:
            raise PlanError(f"The task '{task.id}' stands twice: rename one of them.")
        seen.add(task.id)
        _days(task.duration, f"Task '{task.id}' has the duration")


def _check_links(links: tuple[Link, ...], ids: set[str]) -> None:
    seen: set[tuple[str, ...]] = set()
    for link in links:
        if link.pred not in ids:
            problem = f"Task '{link.succ}' waits for '{link.pred}', which isn't in the plan"
            raise _unknown(problem, link.pred, ids)
        if link.succ not in ids:
            raise _unknown(f"There is no task '{link.succ}'", link.succ, ids)
        if link.type not in LINK_TYPES:
            raise PlanError(
                f"The link {link.pred} → {link.succ} has the type {link.type!r}: "
                "use FS, SS, FF or SF."
            )
        if link[:3] in seen:
            raise PlanError(
                f"The link {link.pred} → {link.succ} ({link.type}) stands twice: keep one."
            )
        seen.add(link[:3])


def _unknown(problem: str, name: str, known: Iterable[str]) -> PlanError:
    close = get_close_matches(str(name), list(known), n=1)
    advice = f"did you mean '{close[0]}'?" if close else "correct the name or add the task."
    return PlanError(f"{problem}: {advice}")
