"""What a plan is made of: tasks, and links that make one wait for another."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import TYPE_CHECKING, Any, NamedTuple

from tpmlab.errors import TpmlabError

if TYPE_CHECKING:
    from tpmlab.schedule.distributions import Distribution

__all__ = ["LINK_TYPES", "Link", "PlanError", "Task", "checked_lag", "checked_number", "days_text"]

LINK_TYPES: Mapping[str, str] = {
    "FS": "finish to start",
    "SS": "start to start",
    "FF": "finish to finish",
    "SF": "start to finish",
}
"""The four ways one task can wait for another."""


class PlanError(TpmlabError, ValueError):
    """A plan that can't be: a circle, an unknown task, a duration below zero."""


@dataclass(frozen=True, slots=True, repr=False)
class Task:
    """A task: how long it takes, what it needs, and on which days it is held.

    Parameters
    ----------
    id : str
        Short name, unique in its plan.
    duration : float
        Working days, 0 or more; 0 makes it a milestone.
    cost : float
        Money spent on the task whatever its duration, 0 or more.
    resources : mapping from str to float
        Units of each resource that the task needs all the time it runs, above 0.
    start_no_earlier_than : float, optional
        Working day, from day 0, before which the task can't start: raises its early start.
    finish_no_later_than : float, optional
        Working day by which the task has to end: lowers its late finish. Where the links
        don't allow it, the dates stay what they are and total float falls below 0.
    must_start_on : float, optional
        Working day on which the task starts: its early start is that day and its late
        start no later. Where the links ask for a later start, there is no schedule.
    distribution : Distribution, optional
        How long the task may take; forecasts use it, `duration` stands for all else.

    Raises
    ------
    PlanError
        If a number is missing, negative or not finite, or two constraints exclude each other.

    Notes
    -----
    The constraints are those of common scheduling tools: `start_no_earlier_than` and
    `finish_no_later_than` bound a task from one side; `must_start_on` from both, as if
    "start no earlier than" and "start no later than" stood together.

    Examples
    --------
    >>> Task("build", 10, resources={"developer": 2})
    Task('build', 10.0, resources={'developer': 2.0})
    >>> Task("launch", 0, must_start_on=40).milestone
    True
    """

    id: str
    duration: float
    cost: float = 0.0
    resources: Mapping[str, float] = field(default_factory=dict, hash=False)
    start_no_earlier_than: float | None = None
    finish_no_later_than: float | None = None
    must_start_on: float | None = None
    distribution: Distribution | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.id, str) or not self.id.strip():
            raise PlanError(f"The task {self.id!r} has no name: give it a short text as id.")
        self._keep("duration", "working days")
        if self.cost != 0.0:
            self._keep("cost", "money")
        object.__setattr__(self, "resources", self._units() if self.resources else {})
        for name in _CONSTRAINTS:
            if getattr(self, name) is not None:
                self._keep(name, "working days from day 0")
        must, wait = self.must_start_on, self.start_no_earlier_than
        if must is not None and wait is not None and wait > must:
            raise PlanError(
                f"Task '{self.id}' must start on day {days_text(must)} but no earlier than day "
                f"{days_text(wait)}: remove one of the two."
            )
        if self.distribution is not None:
            self._check_distribution()

    def __repr__(self) -> str:
        shown = [repr(self.id), repr(self.duration)]
        for spec in fields(self)[2:]:
            default = {} if spec.default is MISSING else spec.default
            value = getattr(self, spec.name)
            if value != default:
                shown.append(f"{spec.name}={value!r}")
        return f"Task({', '.join(shown)})"

    @property
    def milestone(self) -> bool:
        """Whether the task takes no time: an event, not work."""
        return self.duration == 0

    @property
    def constrained(self) -> bool:
        """Whether a day is set for the task besides what the links ask."""
        return (
            self.start_no_earlier_than is not None
            or self.finish_no_later_than is not None
            or self.must_start_on is not None
        )

    def _keep(self, name: str, unit: str) -> None:
        value = getattr(self, name)
        if type(value) is float and 0.0 <= value < math.inf:
            return  # thousands of tasks pass here
        words = name.replace("_", " ")
        problem = f"Task '{self.id}' has the {words} {value!r}: give {unit} as a number, 0 or more."
        object.__setattr__(self, name, checked_number(value, problem, low=0))

    def _units(self) -> dict[str, float]:
        if not isinstance(self.resources, Mapping):
            raise PlanError(
                f"Task '{self.id}' has the resources {self.resources!r}: give names with units, "
                'such as {"developer": 2}.'
            )
        where = f"Task '{self.id}' needs"
        return {
            _resource_name(name, where): checked_number(
                units, f"{where} {units!r} of '{name}': give a number of units above 0.", above=0
            )
            for name, units in self.resources.items()
        }

    def _check_distribution(self) -> None:
        from tpmlab.schedule.distributions import Distribution  # brings SciPy

        if not isinstance(self.distribution, Distribution):
            raise PlanError(
                f"Task '{self.id}' has the distribution {self.distribution!r}: give one of "
                "tpm.schedule, such as Triangular(3, 5, 10)."
            )


_CONSTRAINTS = ("start_no_earlier_than", "finish_no_later_than", "must_start_on")


class Link(NamedTuple):
    """One task waits for another.

    Parameters
    ----------
    pred, succ : str
        Ids of the task waited for and of the one that waits.
    type : {'FS', 'SS', 'FF', 'SF'}
        Which ends it joins: finish to start, start to start, finish to finish, start to finish.
    lag : float
        Working days between the two ends; below 0 it is a lead.

    Examples
    --------
    >>> str(Link("spec", "docs", "SS", 2))
    'spec → docs (SS+2)'
    """

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


def days_text(days: float) -> str:
    """Write a number of days without needless digits.

    Examples
    --------
    >>> days_text(5.0), days_text(2.5), days_text(1 / 3)
    ('5', '2.5', '0.33')
    """
    return f"{days:.2f}".rstrip("0").rstrip(".")


def checked_number(
    value: Any, problem: str, *, low: float = -math.inf, above: float = -math.inf
) -> float:
    """Return a finite number at least `low` and above `above`; else raise with `problem`.

    Raises
    ------
    PlanError
        With `problem` as its text.
    """
    try:
        number = math.nan if isinstance(value, str | bool) else float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not (math.isfinite(number) and number >= low and number > above):
        raise PlanError(problem)
    return number


def checked_lag(pred: str, succ: str, lag: Any) -> float:
    """Return a link's lag in working days as a finite number.

    Raises
    ------
    PlanError
        Names the link.
    """
    if type(lag) is float and -math.inf < lag < math.inf:
        return lag  # thousands of links pass here
    where = f"The link {pred} → {succ} has the lag"
    return checked_number(lag, f"{where} {lag!r}: give working days as a number.")


def _resource_name(name: Any, where: str) -> str:
    if not isinstance(name, str) or not name.strip():
        raise PlanError(f"{where} a resource without a name ({name!r}): give a short text.")
    return name
