"""Words that messages share: a text cut to fit, the ids closest to a wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["closest", "short"]


def short(text: str) -> str:
    """Cut a text so that it fits into a message.

    Examples
    --------
    >>> short("Ask the developers to size the fields and their effect")
    'Ask the developers to size the fields a…'
    """
    return text if len(text) <= 40 else text[:39] + "…"


def closest(wrong: str, known: Iterable[str]) -> str:
    """Words that lead from an unknown id to the known ones.

    Examples
    --------
    >>> closest("scope4", ["scope-4", "velocity"])
    'closest are scope-4'
    """
    names = list(known)
    close = get_close_matches(wrong, names, n=3, cutoff=0.4) or names[:5]
    return f"closest are {', '.join(close)}" if close else "there are none yet"
