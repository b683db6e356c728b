"""Months of experience, counted as an application asks for them: each month once, in a window.

The rule itself is data (``content/exam/outlines/*.yaml``), for issuers change it and pages
disagree about it. Here is only the counting. Conventions: a month counts when at least one
project was led in it; the window is the given number of years before the month of the
application, and that month itself isn't over, so it doesn't count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import total_ordering
from typing import Literal, Self

from tpmlab.errors import TpmlabError

__all__ = [
    "EDUCATION",
    "Education",
    "Eligibility",
    "EligibilityError",
    "ExperienceRule",
    "Month",
    "ProjectLed",
    "check_eligibility",
    "months_led",
]

Education = Literal["secondary", "associate", "bachelor", "gac"]

# Lowest first: whoever has one may also use the rule of those before it.
EDUCATION: Mapping[Education, str] = {
    "secondary": "secondary diploma",
    "associate": "associate degree",
    "bachelor": "bachelor's degree or higher",
    "gac": "degree from a GAC-accredited programme",
}

_HORIZON = 20 * 12  # months ahead in which open projects are thought to go on


class EligibilityError(TpmlabError, ValueError):
    """Projects or a rule that can't be counted as they stand."""


@total_ordering
@dataclass(frozen=True)
class Month:
    """A calendar month.

    Examples
    --------
    >>> Month.parse("2025-11").plus(3)
    Month(year=2026, month=2)
    >>> str(Month(2026, 2))
    '2026-02'
    >>> Month.parse("2025-13")
    Traceback (most recent call last):
        ...
    tpmlab.exam.outlines.eligibility.EligibilityError: '2025-13' is not a month; write one as 2025-03.
    """  # noqa: E501 - a doctest names the module

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2025-03``."""
        match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text)
        if match is None:
            raise EligibilityError(f"'{text}' is not a month; write one as 2025-03.")
        return cls(int(match[1]), int(match[2]))

    @property
    def number(self) -> int:
        """Months since year 0, for arithmetic."""
        return self.year * 12 + self.month - 1

    def plus(self, months: int) -> Month:
        """Give the month so many months later, or earlier if negative."""
        year, month = divmod(self.number + months, 12)
        return Month(year, month + 1)

    def __lt__(self, other: Month) -> bool:
        return self.number < other.number

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True)
class ProjectLed:
    """A project and the first and last month in which you led it; no end: you still do."""

    name: str
    start: Month
    end: Month | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise EligibilityError(
                f"The project '{self.name}' ends in {self.end}, before it starts in {self.start}; "
                "correct one of them."
            )


@dataclass(frozen=True)
class ExperienceRule:
    """One reading of what an issuer asks for.

    Attributes
    ----------
    id : str
        Name of the reading.
    months : mapping
        Level of education → months of experience; levels may be left out.
    window_years : int or None
        How far back months count; None where no limit is known.
    training_hours : float
        Hours of training asked for beside the months.
    """

    id: str
    months: Mapping[Education, int]
    window_years: int | None
    training_hours: float = 0.0

    def path(self, education: Education) -> Education:
        """Level of education, one's own or a lower one, that asks for the fewest months."""
        levels = list(EDUCATION)
        open_to_you = levels[: levels.index(education) + 1]
        named = [level for level in open_to_you if level in self.months]
        if not named:
            raise EligibilityError(
                f"The reading '{self.id}' names no months for this education "
                f"({EDUCATION[education]}); use another reading or ask the issuer."
            )
        return min(reversed(named), key=lambda level: self.months[level])


@dataclass(frozen=True)
class Eligibility:
    """What the projects come to under one reading.

    Attributes
    ----------
    rule : str
        Id of the reading used.
    path : Education
        Level of education whose months were asked for.
    months, needed, missing : int
        Months that count, that the path asks for, and that are still wanting.
    overlapping : int
        Months given more than once, counted once: how many were saved that way.
    too_old : int
        Different months before the window.
    training_missing : float
        Hours of training still wanting.
    enough_from : Month or None
        First month, from that of the application on, in which the months suffice, if
        projects without an end go on; None if they never do within twenty years.
    """

    rule: str
    path: Education
    months: int
    needed: int
    missing: int
    overlapping: int
    too_old: int
    training_missing: float
    enough_from: Month | None

    @property
    def enough(self) -> bool:
        """Whether months and training suffice under this reading."""
        return self.missing == 0 and self.training_missing == 0


def months_led(
    projects: Iterable[ProjectLed], applying: Month, window_years: int | None = None
) -> frozenset[Month]:
    """Collect the different months in which at least one project was led.

    Parameters
    ----------
    projects : iterable of ProjectLed
        In any order; they may overlap.
    applying : Month
        Month of the application: only months before it count.
    window_years : int, optional
        How far back; without it, all the way.

    Returns
    -------
    frozenset of Month
        Each month once.

    Examples
    --------
    >>> january, march = Month(2025, 1), Month(2025, 3)
    >>> twice = [ProjectLed("a", january, march), ProjectLed("b", march, Month(2025, 4))]
    >>> len(months_led(twice, applying=Month(2026, 1)))
    4
    """
    return frozenset(_all_months(projects, applying, window_years))


def check_eligibility(
    projects: Iterable[ProjectLed],
    rule: ExperienceRule,
    education: Education,
    applying: Month,
    *,
    training_hours: float = 0.0,
    training_waived: bool = False,
) -> Eligibility:
    """Set months and training against one reading of the issuer's rule.

    Parameters
    ----------
    projects : iterable of ProjectLed
        What you led, with first and last month.
    rule : ExperienceRule
        The reading; see ``Outline.prerequisites.readings``.
    education : str
        Your highest level: a key of ``EDUCATION``.
    applying : Month
        Month in which you mean to apply.
    training_hours : float
        Hours of training that you can show.
    training_waived : bool
        Something stands in for the training, such as an active CAPM.

    Returns
    -------
    Eligibility
        Never a promise: the issuer decides, and may audit.

    Raises
    ------
    EligibilityError
        If the rule names no path for the education, or hours are negative.

    Examples
    --------
    >>> rule = ExperienceRule("eight-years", {"secondary": 60, "bachelor": 36}, 8, 35)
    >>> led = [ProjectLed("billing", Month(2023, 1), Month(2025, 6)), ProjectLed("wallet", Month(2025, 4))]
    >>> found = check_eligibility(led, rule, "bachelor", Month(2025, 12), training_hours=35)
    >>> found.months, found.missing, found.overlapping, str(found.enough_from)
    (35, 1, 3, '2026-01')
    """  # noqa: E501 - a doctest reads better in one line
    if training_hours < 0:
        raise EligibilityError(f"Hours of training are {training_hours:g}; give 0 or more.")
    led = list(projects)
    path = rule.path(education)
    needed = rule.months[path]
    listed = _all_months(led, applying, rule.window_years)
    counted = frozenset(listed)
    wanting = 0.0 if training_waived else max(0.0, rule.training_hours - training_hours)
    return Eligibility(
        rule=rule.id,
        path=path,
        months=len(counted),
        needed=needed,
        missing=max(0, needed - len(counted)),
        overlapping=len(listed) - len(counted),
        too_old=len(months_led(led, applying)) - len(counted),
        training_missing=wanting,
        enough_from=_enough_from(led, rule, needed, applying),
    )


def _all_months(
    projects: Iterable[ProjectLed], applying: Month, window_years: int | None
) -> list[Month]:
    """Every month of every project inside the window, repeated where projects overlap."""
    if window_years is not None and window_years < 1:
        raise EligibilityError(f"The window is {window_years} years; give 1 or more.")
    last = applying.plus(-1)
    found = []
    for project in projects:
        first, end = project.start, last if project.end is None else min(project.end, last)
        if window_years is not None:
            first = max(first, applying.plus(-12 * window_years))
        found += [first.plus(n) for n in range(end.number - first.number + 1)]
    return found


def _enough_from(
    projects: list[ProjectLed], rule: ExperienceRule, needed: int, applying: Month
) -> Month | None:
    for ahead in range(_HORIZON + 1):
        month = applying.plus(ahead)
        if len(months_led(projects, month, rule.window_years)) >= needed:
            return month
    return None
