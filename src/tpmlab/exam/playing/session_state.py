"""What a player knows at one moment, and how each event changes it.

A session is a list of events; :func:`fold` of all of them gives the state. Whoever has
the events has the session: nothing else is kept, and nothing here reads a clock or a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from tpmlab.errors import TpmlabError
from tpmlab.exam.playing.sheet import Sheet

__all__ = [
    "Answer",
    "Confidence",
    "Ending",
    "Event",
    "Judged",
    "Phase",
    "SessionError",
    "State",
    "fold",
]

Answer = tuple[int, ...]
Confidence = Literal["sure", "think-so", "guess"]
Ending = Literal["submitted", "time", "stopped"]
Phase = Literal["item", "review", "break", "done"]


class SessionError(TpmlabError, ValueError):
    """The session doesn't allow this now; the message is written for the learner."""


@dataclass(frozen=True)
class Judged:
    """What became of one item. Unanswered, or answered in part: ``answer`` is empty."""

    item: str
    answer: Answer
    right: bool
    confidence: Confidence | None
    seconds: float


@dataclass(frozen=True)
class Event:
    """One thing that happened, at ``clock`` seconds of the session's own time.

    That time stands still while the player is closed or paused. ``value`` depends on the kind:

    ==============  =======================================================
    opened, closed  the player was opened, closed
    paused, resumed the learner stopped the clock, went on
    tick            time went by
    went            shows ``item``
    chose           ``value`` is the answer to ``item`` (list of numbers)
    rated           ``value`` is the confidence in the answer to ``item``
    committed       the answer to ``item`` was judged (study mode)
    flagged, struck ``item`` was flagged or unflagged; option ``value`` struck or restored
    reviewing       the review page of the section is shown
    section         the section was closed
    rested          the break is over
    ended           ``value`` says how: submitted, time, stopped
    ==============  =======================================================
    """

    kind: str
    clock: float
    item: str = ""
    value: Any = None


@dataclass
class State:
    """Where a session stands. Read it; only :func:`fold` changes it.

    ``used`` counts the seconds of the exam, ``break_used`` those of the break that is on,
    ``seconds`` those spent on answering each item, ``clock`` all of them.
    """

    phase: Phase = "item"
    section: int = 0
    position: int = 0
    running: bool = False
    paused: bool = False
    pauses: int = 0
    clock: float = 0.0
    used: float = 0.0
    break_used: float = 0.0
    ended: Ending | None = None
    answers: dict[str, Answer] = field(default_factory=dict)
    confidence: dict[str, Confidence] = field(default_factory=dict)
    judged: set[str] = field(default_factory=set)
    flags: set[str] = field(default_factory=set)
    struck: dict[str, set[int]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def fold(sheet: Sheet, events: Iterable[Event], state: State | None = None) -> State:
    """Tell the state after some events, from the start or from a state before them.

    Parameters
    ----------
    sheet : Sheet
        What the events belong to. Events on items that it doesn't hold count for time only.
    events : iterable of Event
        Oldest first.
    state : State, optional
        The state before them, changed in place (default: a new session's).

    Examples
    --------
    >>> from tpmlab.exam.playing.sheet import Section
    >>> sheet = Sheet("pmp-2026", "study", (Section(("a", "b")),))
    >>> state = fold(sheet, [Event("opened", 0), Event("chose", 9.5, "a", [2])])
    >>> state.answers, state.seconds
    ({'a': (2,)}, {'a': 9.5})
    """
    state = state or State()
    items = sheet.items
    for event in events:
        _spend(state, items, event.clock - state.clock)
        state.clock = event.clock
        if event.item and event.item not in items:
            continue
        _STEPS[event.kind](sheet, state, event)
    return state


def _spend(state: State, items: tuple[str, ...], seconds: float) -> None:
    """Count time where it was spent: on the item shown, on the review page, or in the break."""
    if state.phase == "break":
        state.break_used += seconds
    elif state.phase != "done":
        state.used += seconds
        if state.phase == "item" and state.position < len(items):
            name = items[state.position]
            if name in state.judged:
                return  # reading why is not answering
            state.seconds[name] = state.seconds.get(name, 0.0) + seconds


def _opened(sheet: Sheet, state: State, event: Event) -> None:
    state.running, state.paused = True, False


def _closed(sheet: Sheet, state: State, event: Event) -> None:
    state.running = False


def _paused(sheet: Sheet, state: State, event: Event) -> None:
    state.paused = True
    state.pauses += 1


def _resumed(sheet: Sheet, state: State, event: Event) -> None:
    state.paused = False


def _tick(sheet: Sheet, state: State, event: Event) -> None:
    """Time alone went by: :func:`_spend` has counted it."""


def _went(sheet: Sheet, state: State, event: Event) -> None:
    state.phase, state.position = "item", sheet.items.index(event.item)


def _chose(sheet: Sheet, state: State, event: Event) -> None:
    if event.value:
        state.answers[event.item] = tuple(event.value)
    else:
        state.answers.pop(event.item, None)


def _rated(sheet: Sheet, state: State, event: Event) -> None:
    state.confidence[event.item] = event.value


def _committed(sheet: Sheet, state: State, event: Event) -> None:
    state.judged.add(event.item)


def _flagged(sheet: Sheet, state: State, event: Event) -> None:
    state.flags ^= {event.item}


def _struck(sheet: Sheet, state: State, event: Event) -> None:
    state.struck[event.item] = state.struck.get(event.item, set()) ^ {event.value}


def _reviewing(sheet: Sheet, state: State, event: Event) -> None:
    state.phase = "review"


def _section(sheet: Sheet, state: State, event: Event) -> None:
    rests = sheet.sections[state.section].break_minutes > 0
    state.section += 1
    state.position = sheet.range_of(state.section).start
    state.phase, state.break_used = ("break", 0.0) if rests else ("item", state.break_used)


def _rested(sheet: Sheet, state: State, event: Event) -> None:
    state.phase = "item"


def _ended(sheet: Sheet, state: State, event: Event) -> None:
    state.phase, state.running, state.ended = "done", False, event.value


_STEPS: dict[str, Callable[[Sheet, State, Event], None]] = {
    "opened": _opened,
    "closed": _closed,
    "paused": _paused,
    "resumed": _resumed,
    "tick": _tick,
    "went": _went,
    "chose": _chose,
    "rated": _rated,
    "committed": _committed,
    "flagged": _flagged,
    "struck": _struck,
    "reviewing": _reviewing,
    "section": _section,
    "rested": _rested,
    "ended": _ended,
}
