"""Practice with items of the learner's own, which an import put into the workspace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tpmlab.errors import TpmlabError
from tpmlab.exam.export.own_items import load_own_items
from tpmlab.exam.items.bank import Bank
from tpmlab.exam.playing.practice import practice_sheet
from tpmlab.exam.playing.sheet import Sheet

__all__ = ["own_practice_sheet", "with_own_items"]


def with_own_items(bank: Bank, workspace: Path | None, sheet: Sheet) -> Bank:
    """Put the learner's own items behind those of the bank, if a sheet asks any that it lacks.

    An own item with an id of the bank, from a time when the bank had none such, is left out:
    answers kept under that id are to the bank's. A sheet without own items doesn't read them,
    so that a file of theirs that was spoilt keeps nobody from the bank.

    Raises
    ------
    ContentError
        If the sheet asks own items and one of their files can't be used.

    Examples
    --------
    >>> from tpmlab.exam.items.bank import load_bank
    >>> bank = load_bank("pmp-2026")
    >>> with_own_items(bank, None, practice_sheet(bank.items, 5, 1)) is bank
    True
    """
    if workspace is None or all(name in bank.by_id for name in sheet.items):
        return bank
    own = load_own_items(workspace, sheet.outline)
    return replace(bank, items=bank.items + tuple(i for i in own if i.id not in bank.by_id))


def own_practice_sheet(
    workspace: Path, outline: str, count: int, seed: int, *, task: str | None = None
) -> Sheet:
    """Draw from the learner's own items alone; parameters as of ``practice_sheet``.

    Raises
    ------
    TpmlabError
        If there are none, or none for the task.

    Examples
    --------
    >>> own_practice_sheet(Path("no-such-workspace"), "pmp-2026", 10, 1)
    Traceback (most recent call last):
        ...
    tpmlab.errors.TpmlabError: No items of your own yet: 'tpmlab exam import FILE' takes some in.
    """
    own = load_own_items(workspace, outline)
    if not own:
        raise TpmlabError("No items of your own yet: 'tpmlab exam import FILE' takes some in.")
    return practice_sheet(own, count, seed, task=task, title="My items")
