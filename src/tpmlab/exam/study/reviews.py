"""Every answer that was judged, whoever asked: practice, mock exams, the questions of lessons."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tpmlab.learning.places import progress_file
from tpmlab.learning.store import Event, Store

__all__ = ["Review", "answered_items", "as_events", "load_reviews"]


class Review(NamedTuple):
    """One judged answer; ``id`` rises in the order of writing.

    ``outline`` is empty for a lesson's question, whose ``item`` is ``lesson-id:item-id``;
    ``confidence`` and ``seconds`` are None where nobody asked or measured. ``at`` is ISO, UTC.
    """

    id: int
    session: int | None
    outline: str
    item: str
    given: str
    correct: int
    confidence: str | None
    seconds: float | None
    at: str
    mode: str

    @property
    def answer(self) -> tuple[int, ...]:
        """The answer, in the one form of the bank."""
        return tuple(json.loads(self.given))

    @property
    def right(self) -> bool:
        """Whether it was right."""
        return bool(self.correct)


def load_reviews(workspace: Path, outline: str | None = None, after: int = 0) -> list[Review]:
    """Read reviews in the order they were written.

    Parameters
    ----------
    workspace : pathlib.Path
        The learner's folder.
    outline : str, optional
        Only items of this outline; empty text: only questions of lessons (default: all).
    after : int
        Only those with a higher id: what came since the last reading.

    Raises
    ------
    ProgressError
        If the progress file can't be read or was written by a newer tpmlab.

    Examples
    --------
    >>> load_reviews(Path("no-such-workspace"))
    []
    """
    query = (
        "SELECT id, session, outline, item, answer, correct, confidence, seconds, at, mode "
        "FROM reviews WHERE id > ? AND (? IS NULL OR outline = ?) ORDER BY id"
    )
    rows = Store(progress_file(workspace)).rows(query, (after, outline, outline))
    return list(map(Review._make, rows))


def answered_items(workspace: Path | None, outline: str) -> frozenset[str]:
    """Ids of an outline's items that were answered in a workspace; none without one.

    Examples
    --------
    >>> answered_items(None, "pmp-2026")
    frozenset()
    """
    if workspace is None:
        return frozenset()
    return frozenset(review.item for review in load_reviews(workspace, outline))


def as_events(reviews: Iterable[Review]) -> list[Event]:
    """Give the exam player's reviews the form in which progress is exported.

    Those of lessons are left out: the progress file has them as events already.

    Examples
    --------
    >>> review = Review(7, 1, "pmp-2026", "a", "[2]", 1, "sure", 41.5, "2026-11-23", "study")
    >>> as_events([review])[0].data["right"]
    True
    """
    return [
        Event(
            "review",
            review.outline,
            review.item,
            {
                "chosen": list(review.answer),
                "right": review.right,
                "confidence": review.confidence,
                "seconds": review.seconds,
                "mode": review.mode,
                "session": review.session,
            },
            review.at,
        )
        for review in reviews
        if review.mode != "lesson"
    ]
