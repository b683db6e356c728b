"""Professional development units (PDUs) of a renewal cycle: what counts and what is wanting.

The numbers of a rule are data (``renewal.pdu_rule`` in ``content/exam/outlines/*.yaml``).
Kinds: the three skills of education (ways of working, power skills, business acumen),
giving back to the profession, and within it working as a practitioner, capped on its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from tpmlab.errors import TpmlabError

__all__ = [
    "KINDS",
    "SKILLS",
    "Earned",
    "PduRule",
    "RenewalError",
    "RenewalStatus",
    "Skill",
    "renewal_status",
]

Skill = Literal["ways-of-working", "power-skills", "business-acumen"]
Kind = Literal["ways-of-working", "power-skills", "business-acumen", "giving-back", "working"]

SKILLS: tuple[Skill, ...] = get_args(Skill)
KINDS: tuple[Kind, ...] = get_args(Kind)


class RenewalError(TpmlabError, ValueError):
    """PDUs or a rule that can't be counted as they stand."""


@dataclass(frozen=True)
class Earned:
    """PDUs of one kind, earned on a day; quarters of a PDU are the smallest step."""

    day: date
    kind: Kind
    pdus: float
    what: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise RenewalError(f"'{self.kind}' is no kind of PDU; use {', '.join(KINDS)}.")
        if not (0 < self.pdus < 1000 and self.pdus * 4 % 1 == 0):
            raise RenewalError(
                f"{self.pdus:g} PDUs on {self.day}: give more than 0, in steps of 0.25."
            )


@dataclass(frozen=True)
class PduRule:
    """What one cycle asks for, in PDUs.

    Attributes
    ----------
    total : float
        PDUs in a cycle.
    education_min, each_skill_min : float
        Least PDUs in education, and in each of its three skills.
    giving_back_max, working_max : float
        Most PDUs that count for giving back, and within that for working as a practitioner.
    cycle_years : int
        Length of a cycle.
    """

    total: float
    education_min: float
    each_skill_min: float
    giving_back_max: float
    working_max: float
    cycle_years: int

    def __post_init__(self) -> None:
        if not 0 <= 3 * self.each_skill_min <= self.education_min <= self.total:
            raise RenewalError(
                f"Three skills of {self.each_skill_min:g}, {self.education_min:g} in education and "
                f"{self.total:g} in all don't fit into each other; correct the rule."
            )
        if not 0 <= self.working_max <= self.giving_back_max or self.cycle_years < 1:
            raise RenewalError(
                f"Working counts up to {self.working_max:g}, giving back up to "
                f"{self.giving_back_max:g}, in {self.cycle_years} years; correct the rule."
            )


@dataclass(frozen=True)
class RenewalStatus:
    """Where a cycle stands.

    Attributes
    ----------
    first_day, last_day : datetime.date
        The cycle, both days included.
    by_year : tuple of mapping
        For each year of the cycle, PDUs of each kind as they were earned.
    counted : float
        PDUs that count: without what exceeds a cap.
    uncounted, outside : float
        PDUs beyond a cap, and PDUs dated outside of the cycle.
    skill_missing : mapping
        For each skill, what is wanting to its least number.
    education_missing : float
        Fewest further PDUs in education that are needed, whatever else is earned.
    missing : float
        Fewest further PDUs, of the best kinds, that would complete the cycle.
    """

    first_day: date
    last_day: date
    by_year: tuple[Mapping[Kind, float], ...]
    counted: float
    uncounted: float
    outside: float
    skill_missing: Mapping[Skill, float]
    education_missing: float
    missing: float

    @property
    def complete(self) -> bool:
        """Whether nothing is wanting."""
        return self.missing == 0

    @property
    def by_kind(self) -> dict[Kind, float]:
        """PDUs of each kind over the whole cycle, as they were earned."""
        return {kind: sum(year[kind] for year in self.by_year) for kind in KINDS}

    def per_month(self, on: date) -> float | None:
        """PDUs to earn in each month that is left, from a day on; None when none is left."""
        days = (self.last_day - max(on, self.first_day)).days + 1
        return None if days < 1 else self.missing / max(1.0, days / 30.4375)


def renewal_status(earned: Iterable[Earned], rule: PduRule, cycle_start: date) -> RenewalStatus:
    """Count PDUs against a rule: caps, least numbers, and what is still wanting.

    Parameters
    ----------
    earned : iterable of Earned
        In any order.
    rule : PduRule
        Numbers of the credential.
    cycle_start : datetime.date
        First day of the cycle: the day you passed, or the day after the last cycle.

    Returns
    -------
    RenewalStatus
        PDUs carried over from an earlier cycle are not known here: enter them, if the
        issuer's page shows them, on the first day.

    Examples
    --------
    >>> rule = PduRule(60, 35, 8, 25, 8, 3)
    >>> log = [Earned(date(2025, 5, 2), "ways-of-working", 20), Earned(date(2026, 1, 9), "working", 12)]
    >>> found = renewal_status(log, rule, date(2025, 3, 14))
    >>> found.counted, found.uncounted, found.education_missing, found.missing
    (28.0, 4.0, 16.0, 32.0)
    >>> found.skill_missing["power-skills"], str(found.last_day)
    (8.0, '2028-03-13')
    """  # noqa: E501 - a doctest reads better in one line
    starts = [_years_later(cycle_start, n) for n in range(rule.cycle_years + 1)]
    years: list[dict[Kind, float]] = [dict.fromkeys(KINDS, 0.0) for _ in starts[1:]]
    outside = 0.0
    for each in earned:
        if starts[0] <= each.day < starts[-1]:
            years[sum(start <= each.day for start in starts) - 1][each.kind] += each.pdus
        else:
            outside += each.pdus
    have = {kind: sum(year[kind] for year in years) for kind in KINDS}
    education = sum(have[skill] for skill in SKILLS)
    given = min(rule.giving_back_max, have["giving-back"] + min(rule.working_max, have["working"]))
    skills = {skill: max(0.0, rule.each_skill_min - have[skill]) for skill in SKILLS}
    # Giving back can at best fill its cap: the rest of the total has to be education.
    floor = max(rule.education_min, rule.total - rule.giving_back_max)
    lacking = max(0.0, floor - education, sum(skills.values()))
    return RenewalStatus(
        first_day=cycle_start,
        last_day=starts[-1] - timedelta(days=1),
        by_year=tuple(years),
        counted=education + given,
        uncounted=sum(have.values()) - education - given,
        outside=outside,
        skill_missing=skills,
        education_missing=lacking,
        missing=max(lacking, rule.total - education - given, 0.0),
    )


def _years_later(day: date, years: int) -> date:
    """Give the same day so many years on; 1 March where 29 February doesn't exist."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
