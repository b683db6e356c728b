"""The company's own cases for the lessons on the role: ``content/cases/*.yaml`` as data."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from tpmlab.content import StrictModel, read_yaml, root
from tpmlab.errors import ContentError
from tpmlab.role.archive import Archive
from tpmlab.role.sectors import Sector
from tpmlab.role.workday import Workday

__all__ = ["archive", "decision_rights", "decisions", "sectors", "workday"]


class _Firm(StrictModel):
    title: str
    note: str
    table: dict[str, dict[str, str]]


class _Rights(StrictModel):
    decisions: dict[str, str]
    roles: list[str]
    firms: dict[str, _Firm]


class _Sectors(StrictModel):
    sectors: list[Sector]


def workday() -> Workday:
    """Read the day of the lesson *What a TPM does*.

    Returns
    -------
    Workday

    Raises
    ------
    ContentError
        If the file is missing or isn't as it should be.

    Examples
    --------
    >>> workday().title
    'Tuesday 8 December 2026'
    """
    return read_yaml(_folder() / "workday.yaml", Workday)


def decision_rights(firm: str = "wickerbridge") -> pd.DataFrame:
    """Read who decides what on Wickerbridge Billing, under the habits of one firm.

    Parameters
    ----------
    firm : str
        ``"wickerbridge"``, ``"platform"``, ``"scrum"`` or ``"agency"``.

    Returns
    -------
    pandas.DataFrame
        One row a decision, one column a role, letters in the cells.

    Raises
    ------
    ContentError
        If there is no such firm, or the file isn't as it should be.

    Examples
    --------
    >>> decision_rights().loc["launch date", "sponsor"]
    'D'
    """
    rights = _rights()
    if firm not in rights.firms:
        raise ContentError(f"There is no firm '{firm}': use {', '.join(rights.firms)}.")
    rows = {
        name: [rights.firms[firm].table.get(name, {}).get(role, "") for role in rights.roles]
        for name in rights.decisions
    }
    table = pd.DataFrame.from_dict(rows, orient="index", columns=rights.roles)
    table.index.name = "decision"
    return table


def decisions() -> dict[str, str]:
    """Read the question behind each row of :func:`decision_rights`.

    Returns
    -------
    dict from str to str

    Raises
    ------
    ContentError
        If the file is missing or isn't as it should be.

    Examples
    --------
    >>> decisions()["roll back"]
    'At 2 am, is the cut-over undone?'
    """
    return _rights().decisions


def sectors() -> dict[str, Sector]:
    """Read the sectors of the lesson on industries, by id.

    Returns
    -------
    dict from str to Sector

    Raises
    ------
    ContentError
        If the file is missing or isn't as it should be.

    Examples
    --------
    >>> next(iter(sectors()))
    'software'
    """
    path = _folder() / "sectors.yaml"
    return {sector.id: sector for sector in read_yaml(path, _Sectors).sectors}


def archive() -> Archive:
    """Read the documents of Wickerbridge Billing.

    Returns
    -------
    Archive

    Raises
    ------
    ContentError
        If the file is missing or isn't as it should be.

    Examples
    --------
    >>> archive().project
    'Wickerbridge Billing'
    """
    return read_yaml(_folder() / "archive.yaml", Archive)


def _rights() -> _Rights:
    return read_yaml(_folder() / "decision-rights.yaml", _Rights)


def _folder() -> Path:
    return root() / "content" / "cases"
