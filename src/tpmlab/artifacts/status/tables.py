"""A status report's entries as a table, and back: one row an entry."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd
from pydantic import ValidationError

from tpmlab.artifacts.status.report import StatusReport
from tpmlab.errors import TpmlabError

__all__ = ["StatusError", "from_table", "to_table"]

SECTIONS = ("done", "blocked", "changed", "next", "asks")


class StatusError(TpmlabError, ValueError):
    """A table or file that can't be read as a status report."""


def to_table(report: StatusReport) -> pd.DataFrame:
    """Show every entry of a report as one row.

    Parameters
    ----------
    report : StatusReport
        Any report.

    Returns
    -------
    pandas.DataFrame
        Columns `section` and `what`, then those of any entry: `when`, `since`, `waits_for`,
        `owner`, `next_action`, `due`, `before`, `after`, `reason`, `decided_by`, `of`, `by`.
        Empty cells are ``None``. The head (project, colour, dates) is not in the table.

    Examples
    --------
    >>> from datetime import date
    >>> from tpmlab.artifacts.status import Done, Finish
    >>> report = StatusReport(project="Audit Repair", author="Stefan Iliev",
    ...     day=date(2027, 1, 15), health="amber", done=[Done(what="48 of 60 findings closed")],
    ...     finish=Finish(promised=date(2027, 3, 19), forecast=date(2027, 3, 19)))
    >>> to_table(report)[["section", "what"]].values.tolist()
    [['done', '48 of 60 findings closed']]
    """
    rows = [
        {"section": section, **entry.model_dump()}
        for section in SECTIONS
        for entry in getattr(report, section)
    ]
    columns = ["section", "what", "when", "since", "waits_for", "owner", "next_action", "due"]
    columns += ["before", "after", "reason", "decided_by", "of", "by"]
    table = pd.DataFrame(rows, columns=columns, dtype=object)
    return table.where(table.notna() & (table != ""), None)


def from_table(table: pd.DataFrame, **head: Any) -> StatusReport:
    """Make a report from a table of entries, such as an export or a spreadsheet.

    Parameters
    ----------
    table : pandas.DataFrame
        One row an entry; a column `section` (done, blocked, changed, next, asks) and a
        column `what`; others as in :func:`to_table`. Dates may be dates or ISO text.
    **head : object
        The other fields of :class:`StatusReport`: project, author, day, health, finish, ...

    Returns
    -------
    StatusReport
        Entries in the order of the table.

    Raises
    ------
    StatusError
        If a column is missing or unknown, a section or date can't be read, or a field of
        the head is wrong; the message names row and column.

    Examples
    --------
    >>> from datetime import date
    >>> from tpmlab.artifacts.status import Finish
    >>> rows = pd.DataFrame({"section": ["next"], "what": ["Second rehearsal"],
    ...                      "owner": ["Bongani Dlamini"], "due": ["2027-01-21"]})
    >>> report = from_table(rows, project="Wickerbridge Billing", author="Nadia Rahman",
    ...     day=date(2027, 1, 15), health="green",
    ...     finish=Finish(promised=date(2027, 3, 12), forecast=date(2027, 3, 12)))
    >>> report.next[0].due
    datetime.date(2027, 1, 21)
    """
    for name in ("section", "what"):
        if name not in table:
            raise StatusError(f"The table has no column '{name}': add it; each row is one entry.")
    entries: dict[str, list[dict[str, Any]]] = {section: [] for section in SECTIONS}
    for number, row in enumerate(table.to_dict("records"), start=1):
        section = str(row.pop("section")).strip().casefold()
        if section not in entries:
            raise StatusError(
                f"Row {number}: there is no section '{section}'; use {', '.join(SECTIONS)}."
            )
        entries[section].append(
            {str(k): _cell(v, str(k), number) for k, v in row.items() if _filled(v)}
        )
    try:
        return StatusReport.model_validate({**head, **entries})
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        place = _place(table, problem["loc"])
        raise StatusError(f"{place}: {problem['msg']} (found {problem['input']!r}).") from None


def _filled(value: Any) -> bool:
    return not (value is None or value == "" or (pd.api.types.is_scalar(value) and pd.isna(value)))


def _cell(value: Any, column: str, number: int) -> Any:
    if column not in ("when", "since", "due", "by"):
        return value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        raise StatusError(
            f"Row {number}, column '{column}': {value!r} is no date; write it as 2027-01-21."
        ) from None


def _place(table: pd.DataFrame, location: tuple[int | str, ...]) -> str:
    """Row and column of a problem that pydantic found, or the field of the head."""
    if len(location) >= 3 and location[0] in SECTIONS:
        same = table["section"].astype(str).str.strip().str.casefold() == location[0]
        row = [n for n, hit in enumerate(same, start=1) if hit][int(location[1])]
        return f"Row {row}, column '{location[2]}'"
    return f"'{'.'.join(str(part) for part in location)}'"
