"""What outlines, months and PDUs come to, as tables for a notebook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from tpmlab.errors import TpmlabError
from tpmlab.exam.outlines.compare import compare_outlines
from tpmlab.exam.outlines.eligibility import Education, Month, ProjectLed, check_eligibility
from tpmlab.exam.outlines.loading import load_outline, load_outlines
from tpmlab.exam.outlines.renewal import Earned, Kind, renewal_status
from tpmlab.exam.outlines.words import cost_words, dates_words, length_words

__all__ = [
    "ProjectRow",
    "as_projects",
    "eligibility_table",
    "outline_table",
    "renewal_table",
    "weight_table",
]

ProjectRow = tuple[str, str] | tuple[str, str, str]
"""Name, first month and, if it is over, last month of a project, as in ``2025-03``."""


def outline_table(day: date, *names: str) -> pd.DataFrame:
    """Set exams side by side: what they ask, how long they last, what they cost, for how long.

    Parameters
    ----------
    day : datetime.date
        The reader's day: exams that can't be sat on it are left out, unless named.
    *names : str
        Ids of outlines, in the order wanted (default: all that can be sat, by id).

    Returns
    -------
    pandas.DataFrame
        One row an exam, by its short name; prices with the day they were read.

    Examples
    --------
    >>> table = outline_table(date(2026, 12, 9), "pmp-2026", "csm")
    >>> table["asks for"].tolist()[1], table.loc["PMP", "exam"]
    ('16 h live course', '180 items (170 scored), 240 min')
    """
    chosen = (
        [load_outline(name) for name in names]
        if names
        else [each for each in load_outlines().values() if each.state(day) == "current"]
    )
    rows = {
        each.short: {
            "for": each.for_whom,
            "asks for": each.prerequisites.short,
            "exam": length_words(each),
            "price": cost_words(each),
            "kept by": each.renewal.short,
            "sat": dates_words(each, day),
            "read": each.retrieved.isoformat(),
        }
        for each in chosen
    }
    return pd.DataFrame.from_dict(rows, orient="index")


def weight_table(old: str, new: str) -> pd.DataFrame:
    """Give the share of an exam that each domain has, in two versions of it.

    Parameters
    ----------
    old, new : str
        Ids of outlines; the new one supersedes the old one.

    Returns
    -------
    pandas.DataFrame
        Per cent and number of tasks by domain, before and after.

    Examples
    --------
    >>> weight_table("pmp-2021", "pmp-2026")["now, %"].to_dict()
    {'People': 33.0, 'Process': 41.0, 'Business Environment': 26.0}
    """
    rows = {
        row.name: {
            "before, %": row.old_percent,
            "now, %": row.new_percent,
            "tasks before": row.old_tasks,
            "tasks now": row.new_tasks,
        }
        for row in compare_outlines(load_outline(old), load_outline(new)).weights
    }
    return pd.DataFrame.from_dict(rows, orient="index")


def as_projects(rows: Iterable[ProjectRow]) -> list[ProjectLed]:
    """Read rows of name, first month and last month; without the last you still lead it.

    Examples
    --------
    >>> as_projects([("Archive", "2025-01", "2025-06")])[0].end
    Month(year=2025, month=6)
    """
    projects = []
    for row in rows:
        if len(row) not in (2, 3):
            raise TpmlabError(
                f"{row!r} is no project; give name, first month and, if it is over, last month."
            )
        months = [Month.parse(month) for month in row[1:]]
        projects.append(ProjectLed(row[0], *months))
    return projects


def eligibility_table(
    exam: str,
    projects: Iterable[ProjectRow],
    education: Education,
    applying: str,
    *,
    training_hours: float = 0.0,
) -> pd.DataFrame:
    """Count months under each reading of an issuer's rule, side by side.

    Parameters
    ----------
    exam : str
        Id of an outline that has readings, such as ``pmp-2026``.
    projects : iterable of tuple
        Name, first month, and last month unless you still lead it: ``("Archive", "2025-01",
        "2025-06")``.
    education : str
        ``secondary``, ``associate``, ``bachelor`` or ``gac`` (an accredited degree).
    applying : str
        Month of the application, such as ``2027-01``; it doesn't count itself.
    training_hours : float
        Hours of training that you can show.

    Returns
    -------
    pandas.DataFrame
        One row a reading: months that count, needed, missing; months that lie before the
        window; hours of training missing; the first month in which the months suffice.

    Raises
    ------
    TpmlabError
        If the outline has no readings, or a month or project can't be used.

    Examples
    --------
    >>> table = eligibility_table("pmp-2026", [("Archive", "2016-01", "2018-12")], "bachelor",
    ...                           "2027-01", training_hours=35)
    >>> table[["counted", "needed", "too old"]].to_dict("index")["ten-years"]
    {'counted': 24, 'needed': 36, 'too old': 12}
    """
    outline = load_outline(exam)
    if not outline.prerequisites.readings:
        raise TpmlabError(
            f"'{exam}' has no rule about months here; it asks for {outline.prerequisites.short}."
        )
    led, month = as_projects(projects), Month.parse(applying)
    rows = {}
    for reading in outline.prerequisites.readings:
        rule = outline.prerequisites.rule(reading)
        found = check_eligibility(led, rule, education, month, training_hours=training_hours)
        rows[reading.id] = {
            "counted": found.months,
            "needed": found.needed,
            "missing": found.missing,
            "too old": found.too_old,
            "hours missing": found.training_missing,
            "enough from": str(found.enough_from or "not within 20 years"),
            "page of": reading.published or "undated",
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def renewal_table(
    exam: str, cycle_start: date, earned: Iterable[tuple[date, Kind, float]], day: date
) -> pd.Series:
    """Count PDUs of a cycle and what is left to earn.

    Parameters
    ----------
    exam : str
        Id of an outline that is renewed in PDUs.
    cycle_start : datetime.date
        First day of the cycle.
    earned : iterable of tuple
        Day, kind and PDUs; kinds are ``ways-of-working``, ``power-skills``,
        ``business-acumen``, ``giving-back`` and ``working``.
    day : datetime.date
        Today.

    Returns
    -------
    pandas.Series
        PDUs counted, beyond a cap, missing in all and in education, and to earn each month.

    Raises
    ------
    TpmlabError
        If the outline isn't renewed in PDUs.

    Examples
    --------
    >>> log = [(date(2025, 6, 1), "ways-of-working", 12), (date(2026, 2, 1), "working", 10)]
    >>> found = renewal_table("pmp-2026", date(2025, 3, 14), log, date(2026, 12, 9))
    >>> found["counted"], found["beyond a cap"], found["missing"]
    (20.0, 2.0, 40.0)
    """
    rule = load_outline(exam).renewal.rule()
    if rule is None:
        raise TpmlabError(f"'{exam}' isn't renewed in PDUs; see tpmlab exam outlines {exam}.")
    status = renewal_status([Earned(*each) for each in earned], rule, cycle_start)
    month = status.per_month(day)
    return pd.Series(
        {
            "last day": status.last_day.isoformat(),
            "counted": status.counted,
            "beyond a cap": status.uncounted,
            "missing": status.missing,
            "of that education at least": status.education_missing,
            "to earn each month": "over" if month is None else round(month, 1),
        }
    )
