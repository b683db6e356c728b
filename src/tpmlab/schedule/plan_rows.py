"""Plans as rows and tables: what people type, read into tasks and links, and back.

A row is a tuple (task, days, what it waits for) or a mapping with named fields. In a
table, and in a mapping, waiting may be written as text: ``"spec SS+2, api"``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from tpmlab.schedule.tasks import LINK_TYPES, Link, PlanError, Task, checked_lag

if TYPE_CHECKING:
    import pandas as pd

    from tpmlab.schedule.network import Plan

__all__ = ["plan_table", "read_link", "read_rows", "read_table", "waits_text", "whole_numbers"]

_EXTRAS = tuple(spec.name for spec in fields(Task))[2:]
_COLUMNS = ("task", "days", "waits_for", *_EXTRAS)
_ALIASES = {"id": "task", "duration": "days"}

_NAME = r'(?:"(?P<quoted>(?:[^"]|"")+)"|(?P<plain>[^",]+?))'
_AMOUNT = r"\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+"
_WAIT = re.compile(
    rf"\s*{_NAME}(?:\s+(?P<type>FS|SS|FF|SF)(?:\s*(?P<sign>[+\-−])\s*(?P<lag>{_AMOUNT}))?)?\s*(?:,|$)"
)
_NEED = re.compile(rf"\s*{_NAME}(?:\s+(?P<units>{_AMOUNT}))?\s*(?:,|$)")
_LIKE_A_LINK = re.compile(r'[",]|^\s|\s$|\s(FS|SS|FF|SF)(\s*[+\-−].*)?$')
_LIKE_UNITS = re.compile(r'[",]|^\s|\s$|\s[\d.][\d.e+\-]*$')


def read_rows(rows: Iterable[Any]) -> tuple[tuple[Task, ...], tuple[Link, ...]]:
    """Read tasks and links from rows; see :meth:`tpmlab.schedule.Plan.from_rows`."""
    tasks: list[Task] = []
    links: list[Link] = []
    for row in rows:
        name, days, predecessors, extras = _read_row(row)
        tasks.append(Task(name, days, **extras))
        links.extend(read_link(entry, name) for entry in predecessors)
    return tuple(tasks), tuple(links)


def read_table(table: pd.DataFrame) -> tuple[tuple[Task, ...], tuple[Link, ...]]:
    """Read tasks and links from a table; see :meth:`tpmlab.schedule.Plan.from_table`."""
    named = table if {"task", "id"} & set(table.columns) else table.reset_index(names="task")
    if named is not table and not all(isinstance(name, str) for name in table.index):
        raise PlanError("The table has no column 'task': add one with the tasks' ids.")
    return read_rows(
        {str(key): value for key, value in row.items() if not _missing(value)}
        for row in named.to_dict("records")
    )


def read_link(entry: Any, succ: str) -> Link:
    """Read what a task waits for: an id, or (id, link type, lag in working days).

    Raises
    ------
    PlanError
        If the entry can't be read.
    """
    if isinstance(entry, str):
        return Link(entry, succ)
    if isinstance(entry, Link) and entry.succ == succ:
        entry = (entry.pred, entry.type, entry.lag)
    parts = tuple(entry) if isinstance(entry, tuple | list) else ()
    if not 1 <= len(parts) <= 3:
        raise PlanError(
            f"Task '{succ}' waits for {entry!r}: write an id, or (id, link type, lag in days)."
        )
    pred = parts[0]
    kind = parts[1] if len(parts) > 1 else "FS"
    lag = parts[2] if len(parts) > 2 else 0.0
    return Link(pred, succ, kind, checked_lag(pred, succ, lag))


def waits_text(links: Iterable[Link]) -> str:
    """Write what a task waits for: ``"spec, api SS+2"``.

    An id that holds a comma, or ends like a link type, stands in double quotes.

    Examples
    --------
    >>> waits_text([Link("spec", "ship"), Link("phase, one", "ship", "SS", 2)])
    'spec, "phase, one" SS+2'
    """
    return ", ".join(_wait_text(link) for link in links)


def plan_table(plan: Plan) -> pd.DataFrame:
    """Show a plan as a table; see :meth:`tpmlab.schedule.Plan.table`."""
    import pandas as pd

    waits: dict[str, list[Link]] = {task.id: [] for task in plan}
    for link in plan.links:
        waits[link.succ].append(link)
    data: dict[str, list[Any]] = {
        "days": [task.duration for task in plan],
        "waits_for": [waits_text(links) for links in waits.values()],
    }
    for name in _EXTRAS:
        column = [getattr(task, name) for task in plan]
        plain = {"cost": 0.0, "resources": {}}.get(name)
        if any(value != plain for value in column):
            data[name] = [_needs_text(v) for v in column] if name == "resources" else column
    return whole_numbers(pd.DataFrame(data, index=pd.Index(waits, name="task")))


def whole_numbers(table: pd.DataFrame) -> pd.DataFrame:
    """Show 5 instead of 5.0 in every column that holds whole days only."""
    for name in table.select_dtypes("number"):
        if (table[name] % 1 == 0).all():
            table[name] = table[name].astype(int)
    return table


def _read_row(row: Any) -> tuple[str, Any, list[Any], dict[str, Any]]:
    if isinstance(row, Mapping):
        return _read_mapping(row)
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
    return name, days, _entries(predecessors, name), {}


def _read_mapping(row: Mapping[Any, Any]) -> tuple[str, Any, list[Any], dict[str, Any]]:
    values: dict[str, Any] = {}
    for key, value in row.items():
        name = _ALIASES.get(key, key)
        if name not in _COLUMNS:
            raise PlanError(f"The row {dict(row)!r} has the field '{key}': {_closest(str(key))}")
        if name in values:
            raise PlanError(f"The row {dict(row)!r} gives '{name}' twice: keep one.")
        values[name] = value
    for name in ("task", "days"):
        if name not in values:
            raise PlanError(f"The row {dict(row)!r} has no field '{name}': add it.")
    task, days, waits = values.pop("task"), values.pop("days"), values.pop("waits_for", ())
    if isinstance(waits, str):
        waits = list(_read_waits(waits, task))
    elif not isinstance(waits, Iterable):
        raise PlanError(f"Task '{task}' waits for {waits!r}: write a list, such as ['spec'].")
    if isinstance(values.get("resources"), str):
        values["resources"] = _read_needs(values["resources"], task)
    return task, days, _entries(waits, task), values


def _entries(predecessors: Iterable[Any], name: str) -> list[Any]:
    entries = list(predecessors)
    if len(entries) == 3 and isinstance(entries[1], str) and entries[1] in LINK_TYPES:
        raise PlanError(f"Task '{name}' waits for {predecessors!r}: write [{tuple(entries)!r}].")
    return entries


def _read_waits(text: str, task: str) -> Iterator[tuple[str, str, float]]:
    for entry in _matches(_WAIT, text, f"Task '{task}' waits for", "spec, api SS+2"):
        lag = float(entry["lag"] or 0.0) * (1 if entry["sign"] in (None, "+") else -1)
        yield _name(entry), entry["type"] or "FS", lag


def _read_needs(text: str, task: str) -> dict[str, float]:
    needs: dict[str, float] = {}
    for entry in _matches(_NEED, text, f"Task '{task}' needs", "developer 2, tester"):
        name = _name(entry)
        if name in needs:
            raise PlanError(f"Task '{task}' needs '{name}' twice: add the two up.")
        needs[name] = float(entry["units"] or 1.0)
    return needs


def _matches(
    pattern: re.Pattern[str], text: str, where: str, example: str
) -> Iterator[re.Match[str]]:
    place = 0
    while text[place:].strip():
        match = pattern.match(text, place)
        if match is None:
            raise PlanError(f"{where} '{text}', which can't be read: write it like '{example}'.")
        yield match
        place = match.end()


def _name(entry: re.Match[str]) -> str:
    quoted: str | None = entry["quoted"]
    return entry["plain"] if quoted is None else quoted.replace('""', '"')


def _wait_text(link: Link) -> str:
    sign = "−" if link.lag < 0 else "+"
    lag = f"{sign}{_exact(abs(link.lag))}" if link.lag else ""
    name = _name_text(link.pred, _LIKE_A_LINK)
    return name if link.type == "FS" and not lag else f"{name} {link.type}{lag}"


def _needs_text(resources: Mapping[str, float]) -> str:
    needs = resources.items()
    return ", ".join(f"{_name_text(name, _LIKE_UNITS)} {_exact(units)}" for name, units in needs)


def _name_text(name: str, mistakable: re.Pattern[str]) -> str:
    """Put a name in quotes if it could be read as something else."""
    return '"' + name.replace('"', '""') + '"' if mistakable.search(name) else name


def _exact(number: float) -> str:
    return repr(number).removesuffix(".0")


def _closest(name: str) -> str:
    close = get_close_matches(name, [*_COLUMNS, *_ALIASES], n=1)
    return f"did you mean '{close[0]}'?" if close else f"use {', '.join(_COLUMNS)}."


def _missing(value: Any) -> bool:
    import pandas as pd

    return bool(pd.api.types.is_scalar(value) and pd.isna(value))
