"""Who decides what: a table of decisions and roles, and what is wrong with it.

A cell holds letters: D decides, V must agree (a veto), C is asked before, I is told after,
W does the work. The rules are about form; which role *should* decide is the firm's choice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from tpmlab.role.model import RoleError

__all__ = ["LETTERS", "RightsFinding", "combine", "deciders", "review_rights"]

LETTERS = {"D": "decides", "V": "must agree", "C": "is asked", "I": "is told", "W": "does it"}
_MOST_VETOES = 2


@dataclass(frozen=True)
class RightsFinding:
    """Something to settle: the decision, the rule (gap, fight, own-work, vetoes) and a sentence."""

    decision: str
    rule: str
    reason: str

    def __str__(self) -> str:
        return f"{self.decision}: {self.reason}"


def deciders(table: pd.DataFrame) -> dict[str, list[str]]:
    """List for each decision the roles that decide it.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a decision (its name is the index), one column a role, letters in the cells.

    Returns
    -------
    dict from str to list of str

    Raises
    ------
    RoleError
        If a cell holds another letter, or a decision stands there twice.

    Examples
    --------
    >>> table = pd.DataFrame({"sponsor": ["D", ""], "TPM": ["W", "C"]}, index=["date", "design"])
    >>> deciders(table)
    {'date': ['sponsor'], 'design': []}
    """
    cells = _cells(table)
    return {row: [role for role, text in roles.items() if "D" in text] for row, roles in cells}


def review_rights(table: pd.DataFrame, *, acceptance: Iterable[str] = ()) -> list[RightsFinding]:
    """Find gaps, fights, people who approve their own work, and too many vetoes.

    Parameters
    ----------
    table : pandas.DataFrame
        As for :func:`deciders`.
    acceptance : iterable of str
        The decisions that accept somebody's work; there nobody who does it may decide.

    Returns
    -------
    list of RightsFinding
        In the order of the table; empty when nothing is open.

    Raises
    ------
    RoleError
        As :func:`deciders`, or if an acceptance isn't in the table.

    Examples
    --------
    >>> table = pd.DataFrame({"sponsor": ["D", ""], "TPM": ["DW", "C"]}, index=["date", "design"])
    >>> [str(finding) for finding in review_rights(table)]
    ['date: sponsor and TPM both decide; one of them should.', 'design: nobody decides.']
    """
    cells = _cells(table)
    accepting = set(acceptance)
    if missing := sorted(accepting - {row for row, _ in cells}):
        raise RoleError(f"The table has no decision '{missing[0]}'; name rows of its index.")
    found = []
    for row, roles in cells:
        who = [role for role, text in roles.items() if "D" in text]
        vetoes = [role for role, text in roles.items() if "V" in text]
        if not who:
            found.append(RightsFinding(row, "gap", "nobody decides."))
        if len(who) > 1:
            names = f"{', '.join(who[:-1])} and {who[-1]}"
            every = "both" if len(who) == 2 else "all"
            reason = f"{names} {every} decide; one of them should."
            found.append(RightsFinding(row, "fight", reason))
        if row in accepting:
            for role in who:
                if "W" in roles[role]:
                    reason = f"{role} does the work and accepts it; somebody else should."
                    found.append(RightsFinding(row, "own-work", reason))
        if len(vetoes) > _MOST_VETOES:
            reason = f"{len(vetoes)} roles must agree; keep two at most, ask the others."
            found.append(RightsFinding(row, "vetoes", reason))
    return found


def combine(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Lay two tables over each other, as when two firms or two habits meet on one project.

    Parameters
    ----------
    first, second : pandas.DataFrame
        As for :func:`deciders`; a decision or role that one of them lacks is empty there.

    Returns
    -------
    pandas.DataFrame
        Decisions and roles of `first`, then those that only `second` has; a cell holds the
        letters of both.

    Examples
    --------
    >>> here = pd.DataFrame({"sponsor": ["D"]}, index=["date"])
    >>> there = pd.DataFrame({"TPM": ["D"]}, index=["date"])
    >>> combine(here, there).loc["date"].to_dict()
    {'sponsor': 'D', 'TPM': 'D'}
    """
    rows = list(dict.fromkeys([*first.index, *second.index]))
    roles = list(dict.fromkeys([*first.columns, *second.columns]))
    both = [dict(_cells(table)) for table in (first, second)]

    def cell(row: str, role: str) -> str:
        letters = {letter for table in both for letter in table.get(row, {}).get(role, "")}
        return "".join(letter for letter in LETTERS if letter in letters)

    data = {role: [cell(row, role) for row in rows] for role in roles}
    return pd.DataFrame(data, index=pd.Index(rows, name=first.index.name))


def _cells(table: pd.DataFrame) -> list[tuple[str, dict[str, str]]]:
    names = [str(name) for name in table.index]
    if twice := [name for name in names if names.count(name) > 1]:
        raise RoleError(f"The decision '{twice[0]}' stands there twice; keep one row of it.")
    found = []
    for row, (_, values) in zip(names, table.iterrows(), strict=True):
        roles = {}
        for role, value in values.items():
            text = "" if pd.isna(value) else str(value).upper().replace(" ", "").replace(",", "")
            if strange := set(text) - set(LETTERS):
                raise RoleError(
                    f"'{row}', {role}: '{min(strange)}' is no letter of the table; use D, V, C, "
                    "I or W."
                )
            roles[str(role)] = text
        found.append((row, roles))
    return found
