"""A learner's memory, kept between days beside the answers that it follows from.

The file is a convenience: lost, damaged or from another version, it is worked out again.
"""

from __future__ import annotations

import json
from datetime import date
from importlib.metadata import version
from pathlib import Path

from tpmlab.exam.items.bank import Bank
from tpmlab.exam.study.memory import Held, Marks, Memory, Seen, remember
from tpmlab.exam.study.reviews import load_reviews
from tpmlab.files import write_atomically
from tpmlab.learning.places import own_folder

__all__ = ["load_memory"]

_FORMAT = 1


def load_memory(workspace: Path, bank: Bank) -> Memory:
    """Work out what a learner remembers of an outline, from the answers kept so far.

    Only answers since the last time are read and added; a first time, or one after the
    progress was reset, reads them all.

    Raises
    ------
    ProgressError
        If the answers can't be read.

    Examples
    --------
    >>> load_memory(Path("no-such-workspace"), Bank("pmp-2026", (), {})) == Memory()
    True
    """
    file = own_folder(workspace) / f"memory-{bank.outline}.json"
    before, last = _read(file)
    # The last answer known is read again: if it isn't there, the progress was reset.
    reviews = load_reviews(workspace, bank.outline, after=max(0, before.through - 1))
    if before.through and (not reviews or (reviews[0].id, reviews[0].at) != (before.through, last)):
        before, reviews = Memory(), load_reviews(workspace, bank.outline)
    memory = remember(before, reviews, bank.by_id)
    if memory != before:
        _write(file, memory, reviews[-1].at)
    return memory


def _read(file: Path) -> tuple[Memory, str]:
    """Memory as it was kept, and when its last answer was given."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept["made by"] != _made_by():
            return Memory(), ""
        day = date.fromisoformat
        cards = {card: Held(s, d, day(last)) for card, (s, d, last) in kept["cards"].items()}
        items = {name: Seen(day(last), r, w) for name, (last, r, w) in kept["items"].items()}
        marks = {card: Marks(*both) for card, both in kept["open"].items()}
        open_day = day(kept["day"]) if kept["day"] else None
        return Memory(kept["through"], open_day, marks, cards, items), kept["last"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Memory(), ""


def _made_by() -> list[str]:
    return [str(_FORMAT), version("fsrs")]


def _write(file: Path, memory: Memory, last: str) -> None:
    kept = {
        "made by": _made_by(),
        "through": memory.through,
        "last": last,
        "day": memory.day and memory.day.isoformat(),
        "open": memory.open,
        "cards": {card: [*held[:2], held.last.isoformat()] for card, held in memory.cards.items()},
        "items": {name: [seen.last.isoformat(), *seen[1:]] for name, seen in memory.items.items()},
    }
    try:
        write_atomically(file, json.dumps(kept).encode())
    except OSError:
        return  # next time takes longer, and nothing is lost
