"""Which items a practice asks: chosen by task, drawn with a seed, case sets kept together."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tpmlab.errors import TpmlabError
from tpmlab.exam.items.model import Item
from tpmlab.exam.playing.sheet import Section, Sheet

__all__ = ["practice_sheet"]


def practice_sheet(
    items: Sequence[Item],
    count: int,
    seed: int,
    *,
    task: str | None = None,
    title: str = "Practice",
) -> Sheet:
    """Draw items for a practice with feedback after each answer.

    Parameters
    ----------
    items : sequence of Item
        The bank of one outline.
    count : int
        How many to ask; all there are, if there are fewer.
    seed : int
        The same seed draws the same items from the same bank.
    task : str, optional
        Id of a task, such as ``business.3``, or of a domain, such as ``business``.
    title : str
        What the session is called; the task is added.

    Raises
    ------
    TpmlabError
        If no item counts for that task.

    Examples
    --------
    >>> practice_sheet([], 10, 1)
    Traceback (most recent call last):
        ...
    tpmlab.errors.TpmlabError: There are no items to practise yet.
    """
    found = [item for item in items if task in (None, item.task, item.domain)]
    if not items:
        raise TpmlabError("There are no items to practise yet.")
    if not found:
        known = ", ".join(sorted({item.task for item in items}))
        raise TpmlabError(f"No item counts for '{task}'; use a task or its domain: {known}.")
    drawn = random.Random(seed).sample(found, min(count, len(found)))  # noqa: S311 - no secret
    place = {item.case or item.id: n for n, item in reversed(list(enumerate(drawn)))}
    order = {item.id: n for n, item in enumerate(items)}
    drawn.sort(key=lambda item: (place[item.case or item.id], order[item.id]))
    about = title if task is None else f"{title}: {task}"
    section = Section(tuple(item.id for item in drawn))
    return Sheet(found[0].outline, "study", (section,), title=about, seed=seed)
