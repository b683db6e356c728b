"""The player: one state machine behind the widget and the terminal program.

Every command takes ``now``, the seconds of a steady clock such as ``time.monotonic()``,
and becomes events; the events are saved first, then they change the state. A command that
comes after the time is up changes nothing: look at ``state.phase`` after each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, get_args

from tpmlab.exam.playing.session_state import (
    Answer,
    Confidence,
    Ending,
    Event,
    Judged,
    SessionError,
    fold,
)
from tpmlab.exam.playing.sheet import Section, Sheet

__all__ = [
    "Judged",
    "Question",
    "ReviewRow",
    "Saver",
    "Section",
    "Session",
    "SessionError",
    "Sheet",
]

SAVE_EVERY = 5.0  # seconds of ticks that a kill may cost


class Question(Protocol):
    """What a session asks of an item: whether an answer is complete, and whether it is right."""

    def problem(self, answer: Answer) -> str | None:
        """Say why an answer is incomplete or not possible; None if it is complete."""
        ...

    def is_right(self, answer: Answer) -> bool:
        """Tell whether a complete answer is right, all or nothing."""
        ...


@dataclass(frozen=True)
class ReviewRow:
    """One item on the review page."""

    position: int
    item: str
    state: Literal["answered", "incomplete", "unanswered"]
    flagged: bool


Saver = Callable[[Sequence[Event], Sequence[Judged]], None]
"""Takes events, with the answers that they judge, before they count."""


class Session:
    """One learner at one sheet of items.

    Parameters
    ----------
    sheet : Sheet
        Items, sections, minutes, mode.
    items : mapping
        Item by id, for every id of the sheet.
    save : callable, optional
        See :data:`Saver`. If it raises, the command hasn't happened.
    events : iterable of Event
        What happened before, oldest first: the session goes on from there, closed.

    Attributes
    ----------
    state : State
        Where the session stands; read it.

    Examples
    --------
    >>> class Sum:
    ...     def problem(self, answer): return None if answer else "Choose one."
    ...     def is_right(self, answer): return answer == (1,)
    >>> session = Session(Sheet("demo", "study", (Section(("sum",)),)), {"sum": Sum()})
    >>> session.open(now=100.0)
    >>> session.choose((1,), now=107.0)
    >>> session.rate("sure", now=108.0)
    >>> session.commit(now=109.0)
    >>> session.outcome("sum")
    Judged(item='sum', answer=(1,), right=True, confidence='sure', seconds=9.0)
    """

    def __init__(
        self,
        sheet: Sheet,
        items: Mapping[str, Question],
        save: Saver = lambda events, judged: None,
        events: Iterable[Event] = (),
    ) -> None:
        self.sheet = sheet
        self.state = fold(sheet, events)
        self.state.running = False
        self._items = items
        self._save = save
        self._since = 0.0  # reading of the caller's clock at state.clock

    @property
    def item(self) -> Any:
        """Item that is shown, or None on the review page, in a break and at the end."""
        name = self._shown()
        return None if name is None else self._items[name]

    def left(self, now: float) -> float | None:
        """Seconds left of the exam, or of the break while it is on; None where time is free."""
        limit = self._limit()
        if limit is None or self.state.phase == "done":
            return None
        spent = self.state.break_used if self.state.phase == "break" else self.state.used
        return max(0.0, limit - spent - (self._clock(now) - self.state.clock))

    def open(self, now: float) -> None:
        """Show the player: the clock runs from here."""
        if self.state.running:
            raise SessionError("The session is open already; close it first.")
        if self.state.phase == "done":
            return
        self._since = now
        self._emit(now, Event("opened", self.state.clock))

    def close(self, now: float) -> None:
        """Put the player away: the clock stands until it is opened again."""
        if self._comes_in_time(now):
            self._emit(now, Event("closed", self._clock(now)))

    def pause(self, now: float) -> None:
        """Stop the clock; the player hides the item meanwhile."""
        if self._comes_in_time(now) and not self.state.paused:
            self._emit(now, Event("paused", self._clock(now)))

    def resume(self, now: float) -> None:
        """Let the clock go on after a pause."""
        if self.state.running and self.state.paused:
            self._since = now
            self._emit(now, Event("resumed", self.state.clock))

    def tick(self, now: float) -> None:
        """Let time take effect; call it about once a second. Saved each five seconds."""
        if self._comes_in_time(now) and self._clock(now) - self.state.clock >= SAVE_EVERY:
            self._emit(now, Event("tick", self._clock(now)))

    def go(self, position: int, now: float) -> None:
        """Show the item at a position of the open section."""
        if self._acts(now):
            self._refuse_rest()
            if position not in self.sheet.range_of(self.state.section):
                raise SessionError(
                    f"Item {position + 1} is not in the open section: a closed section stays "
                    "closed, and the next opens when you end this one."
                )
            self._emit(now, Event("went", self._clock(now), self.sheet.items[position]))

    def choose(self, answer: Iterable[int], now: float) -> None:
        """Answer the item shown, in part (-1 where nothing is chosen yet) or whole."""
        if self._acts(now):
            name = self._open_item()
            given = [int(number) for number in answer]
            self._emit(now, Event("chose", self._clock(now), name, given))

    def rate(self, confidence: Confidence, now: float) -> None:
        """Say how sure you are of the answer to the item shown."""
        if self._acts(now):
            name = self._open_item()
            if confidence not in get_args(Confidence):
                raise SessionError(f"'{confidence}' is none of sure, think-so, guess; use one.")
            self._emit(now, Event("rated", self._clock(now), name, confidence))

    def commit(self, now: float) -> None:
        """Have the answer judged (study mode): it can't be changed afterwards."""
        if self._acts(now):
            name = self._open_item()
            if self.sheet.mode != "study":
                raise SessionError("In an exam answers are judged at the end: go on to the next.")
            problem = self._items[name].problem(self.state.answers.get(name, ()))
            if problem is not None:
                raise SessionError(problem)
            if name not in self.state.confidence:
                raise SessionError("Say first how sure you are: sure, think so or guess.")
            self._emit(now, Event("tick", self._clock(now)))  # the judgement tells the time spent
            judged = self._judge(name)
            self._emit(now, Event("committed", self.state.clock, name), [judged])

    def flag(self, now: float) -> None:
        """Mark the item shown to come back to, or take the mark away."""
        if self._acts(now) and (name := self._shown()) is not None:
            self._emit(now, Event("flagged", self._clock(now), name))

    def strike(self, option: int, now: float) -> None:
        """Strike an option out, or restore it; a note to yourself that changes no answer."""
        if self._acts(now):
            name = self._open_item()
            self._emit(now, Event("struck", self._clock(now), name, int(option)))

    def review(self, now: float) -> None:
        """Show the review page of the open section."""
        if self._acts(now):
            self._refuse_rest()
            self._emit(now, Event("reviewing", self._clock(now)))

    def finish_section(self, now: float) -> None:
        """Close the section: there is no way back. After the last one the session is done."""
        if self._acts(now):
            self._refuse_rest()
            if self.state.section == len(self.sheet.sections) - 1:
                self._end("submitted", now, self._clock(now))
            else:
                self._emit(now, Event("section", self._clock(now)))

    def end_break(self, now: float) -> None:
        """Go on before the minutes of the break are over."""
        if self._acts(now) and self.state.phase == "break":
            self._emit(now, Event("rested", self._clock(now)))

    def stop(self, now: float) -> None:
        """End the session at once; what was answered counts."""
        if self._comes_in_time(now):
            self._end("stopped", now, self._clock(now))

    def review_rows(self) -> list[ReviewRow]:
        """Tell of each item of the open section whether it is answered and flagged."""
        return [
            ReviewRow(position, name, self._answered(name), name in self.state.flags)
            for position in self.sheet.range_of(self.state.section)
            for name in (self.sheet.items[position],)
        ]

    def outcome(self, name: str) -> Judged | None:
        """Tell what became of an item; None while it isn't judged."""
        if name not in self.state.judged and self.state.phase != "done":
            return None
        return self._counted(name)

    def results(self) -> tuple[Judged, ...]:
        """Tell what became of every item, once the session is done.

        Raises
        ------
        SessionError
            If it still goes on.
        """
        if self.state.phase != "done":
            raise SessionError("The session still goes on: end it to see its results.")
        return tuple(self._counted(name) for name in self.sheet.items)

    def _counted(self, name: str) -> Judged:
        judged = self._judge(name)
        if self.sheet.mode == "exam" or name in self.state.judged:
            return judged
        return Judged(name, (), False, None, judged.seconds)

    def _judge(self, name: str) -> Judged:
        answer = self.state.answers.get(name, ())
        if self._items[name].problem(answer) is not None:
            answer = ()
        right = bool(answer) and self._items[name].is_right(answer)
        confidence = self.state.confidence.get(name) if answer else None
        return Judged(name, answer, right, confidence, self.state.seconds.get(name, 0.0))

    def _answered(self, name: str) -> Literal["answered", "incomplete", "unanswered"]:
        answer = self.state.answers.get(name)
        if answer is None:
            return "unanswered"
        return "answered" if self._items[name].problem(answer) is None else "incomplete"

    def _shown(self) -> str | None:
        shown = self.state.phase == "item" and (
            self.state.position in self.sheet.range_of(self.state.section)
        )
        return self.sheet.items[self.state.position] if shown else None

    def _open_item(self) -> str:
        name = self._shown()
        if name is None:
            raise SessionError("No item is shown now: go to one first.")
        if name in self.state.judged:
            raise SessionError("This item is judged: its answer stays as it is; go on to the next.")
        return name

    def _refuse_rest(self) -> None:
        if self.state.phase == "break":
            raise SessionError("The break is on: end it first.")

    def _limit(self) -> float | None:
        if self.state.phase == "break":
            return 60.0 * self.sheet.sections[self.state.section - 1].break_minutes
        return None if self.sheet.minutes is None else 60.0 * self.sheet.minutes

    def _clock(self, now: float) -> float:
        runs = self.state.running and not self.state.paused
        return self.state.clock + (max(0.0, now - self._since) if runs else 0.0)

    def _comes_in_time(self, now: float) -> bool:
        """End breaks and the exam whose time was over before ``now``; tell whether it goes on."""
        while self.state.phase != "done":
            if not self.state.running:
                raise SessionError("The session is closed: open it first.")
            limit = self._limit()
            spent = self.state.break_used if self.state.phase == "break" else self.state.used
            if limit is None or spent + self._clock(now) - self.state.clock < limit:
                return True
            over = self.state.clock + max(0.0, limit - spent)
            if self.state.phase == "break":
                self._emit(self._since + over - self.state.clock, Event("rested", over))
            else:
                self._end("time", now, over)
        return False

    def _acts(self, now: float) -> bool:
        """As :meth:`_comes_in_time`, for commands that a pause forbids."""
        goes_on = self._comes_in_time(now)
        if goes_on and self.state.paused:
            raise SessionError("The session is paused: go on first.")
        return goes_on

    def _end(self, how: Ending, now: float, clock: float) -> None:
        self._emit(now, Event("tick", clock))  # so that the last item has its time
        exam = self.sheet.mode == "exam"
        judged = [self._judge(name) for name in self.sheet.items] if exam else []
        done = Event("ended", clock, value=how)
        self._emit(now, done, [each for each in judged if each.answer])

    def _emit(self, now: float, event: Event, judged: Sequence[Judged] = ()) -> None:
        self._save([event], judged)
        fold(self.sheet, [event], self.state)
        self._since = now
