"""Whether the page that shows a widget is still there: it answers when it is asked.

A kernel isn't told when a tab is closed. ipywidgets' player of animations (never shown
here) answers from the page's side: each time it is started it counts one further.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as w

__all__ = ["Presence"]

_FAR = 1_000_000_000  # counts, and milliseconds until it would count by itself


class Presence:
    """Signs of life from a page.

    Parameters
    ----------
    now : callable
        A steady clock, in seconds.

    Attributes
    ----------
    widget : Play
        To be displayed, unseen, beside what it watches over.
    seen : float or None
        When the page answered last; None as long as it never did.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self.seen: float | None = None
        self.widget = w.Play(max=_FAR, interval=_FAR, layout=w.Layout(display="none"))
        self.widget.observe(self._answered, names="value")

    def ask(self) -> None:
        """Ask the page for a sign; it comes a moment later if the page is there."""
        self.widget.playing = False
        self.widget.playing = True

    def gone(self, patience: float) -> bool:
        """Tell whether a page that has answered before has been silent for so many seconds."""
        return self.seen is not None and self._now() - self.seen > patience

    def sign(self) -> None:
        """Note a sign of life of another kind, such as a button pressed."""
        if self.seen is not None:
            self.seen = self._now()

    def _answered(self, _: Any) -> None:
        self.seen = self._now()
