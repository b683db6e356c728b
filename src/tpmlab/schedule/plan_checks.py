"""What makes a plan sound: checks of its tasks, links and settings, each with one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tpmlab.schedule.tasks import (
    LINK_TYPES,
    Link,
    PlanError,
    Task,
    checked_lag,
    checked_number,
    days_text,
)

Floats = NDArray[np.float64]

__all__ = ["check_links", "check_set_days", "check_tasks", "checked_capacity", "unknown"]


def checked_capacity(capacity: Any) -> dict[str, float]:
    """Return units by resource as numbers of at least 0.

    Raises
    ------
    PlanError
        Names the resource.
    """
    if not isinstance(capacity, Mapping):
        raise PlanError(
            f"The plan's capacity is {capacity!r}: give units of each resource, such as "
            '{"developer": 2}.'
        )
    advice = "give units as a number, 0 or more."
    return {
        name: checked_number(units, f"The capacity of '{name}' is {units!r}: {advice}", low=0)
        for name, units in capacity.items()
    }


def check_tasks(tasks: tuple[Task, ...]) -> None:
    """Refuse no tasks at all, and two with one id.

    Raises
    ------
    PlanError
        Names the task.
    """
    if not tasks:
        raise PlanError("The plan is empty: give it at least one task.")
    seen: set[str] = set()
    for task in tasks:
        if task.id in seen:
            raise PlanError(f"The task '{task.id}' stands twice: rename one of them.")
        seen.add(task.id)


def check_links(links: tuple[Link, ...], ids: set[str]) -> None:
    """Refuse links to unknown tasks, of unknown types, or twice the same.

    Raises
    ------
    PlanError
        Names the link, and the closest id known.
    """
    seen: set[tuple[str, ...]] = set()
    for link in links:
        if link.pred not in ids:
            problem = f"Task '{link.succ}' waits for '{link.pred}', which isn't in the plan"
            raise unknown(problem, link.pred, ids)
        if link.succ not in ids:
            raise unknown(f"There is no task '{link.succ}'", link.succ, ids)
        if link.type not in LINK_TYPES:
            raise PlanError(
                f"The link {link.pred} → {link.succ} has the type {link.type!r}: "
                "use FS, SS, FF or SF."
            )
        checked_lag(link.pred, link.succ, link.lag)
        if link[:3] in seen:
            raise PlanError(
                f"The link {link.pred} → {link.succ} ({link.type}) stands twice: keep one."
            )
        seen.add(link[:3])


def unknown(problem: str, name: str, known: Iterable[str]) -> PlanError:
    """Make the error for a name that isn't known, with the closest that is."""
    close = get_close_matches(str(name), list(known), n=1)
    advice = f"did you mean '{close[0]}'?" if close else "correct the name or add the task."
    return PlanError(f"{problem}: {advice}")


def check_set_days(tasks: Sequence[Task], early: Floats, latest: Floats) -> None:
    """Refuse early starts later than the day on which a task must start.

    Parameters
    ----------
    tasks : sequence of Task
        In the plan's order.
    early, latest : numpy.ndarray
        Early start of each task and the latest one that its constraint allows, in working
        days; shape ``(tasks,)``.

    Raises
    ------
    PlanError
        Names the task, the day asked and the day that its links allow.
    """
    for n in np.flatnonzero(early > latest + 1e-9 * np.maximum(early, 1.0)).tolist():
        raise PlanError(
            f"Task '{tasks[n].id}' must start on day {days_text(latest[n])}, but its links allow "
            f"day {days_text(early[n])} at the earliest: move that day, or change the links."
        )
