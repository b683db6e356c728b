"""A working day as a sequence of decisions: what each takes from you and costs others.

Time is in minutes since midnight. A message is dealt with when it arrives, or in the next
batch; what comes while you are busy waits. Between the pieces lies the day's own work,
which counts only in stretches long enough to get back into it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from tpmlab.role.model import RoleError, RoleModel

__all__ = ["Choice", "DayResult", "Event", "Fixed", "Piece", "Workday", "play"]


def _minutes(value: object) -> object:
    """Read a time of day: "09:05" is 545."""
    if isinstance(value, str):
        hours, _, minutes = value.partition(":")
        if not (hours.isdigit() and minutes.isdigit() and int(minutes) < 60):
            raise ValueError(f"'{value}' is no time of day; write it like 09:05")
        return 60 * int(hours) + int(minutes)
    return value


Clock = Annotated[int, BeforeValidator(_minutes), Field(ge=0, le=1440)]
Hours = dict[str, Annotated[float, Field(ge=0, le=80)]]


class Choice(RoleModel):
    """One way to answer: your minutes, minutes of others, and the hours somebody loses by it."""

    id: str
    text: str
    minutes: Annotated[int, Field(ge=0, le=240)]
    others: Annotated[int, Field(ge=0)] = 0
    lost: Hours = Field(default_factory=dict)
    says: str


class Event(RoleModel):
    """Something that arrives: when, from whom, what, and the ways to answer.

    `by` is the time after which the answer costs the hours in `late` as well; what is `now`
    can't wait for a batch.
    """

    id: str
    at: Clock
    sender: str
    text: str
    choices: Annotated[list[Choice], Field(min_length=2)]
    by: Clock = 1440
    late: Hours = Field(default_factory=dict)
    now: bool = False

    def choice(self, name: str) -> Choice:
        """Give the choice of this id."""
        for choice in self.choices:
            if choice.id == name:
                return choice
        known = ", ".join(choice.id for choice in self.choices)
        raise RoleError(f"'{self.id}' has no choice '{name}'; choose from {known}.")


class Fixed(RoleModel):
    """A meeting or a meal that stands in the calendar already."""

    title: str
    at: Clock
    minutes: Annotated[int, Field(gt=0)]


class Workday(RoleModel):
    """A day: its hours, what is fixed, the work of your own, and what arrives.

    Attributes
    ----------
    start, end : int
        Minutes since midnight.
    focus, focus_minutes : str, int
        Your own work, and the minutes it needs.
    shortest : int
        Minutes; a shorter stretch is of no use for it.
    rates : mapping from str to float
        Dollars an hour, for those who can lose hours.
    """

    title: str
    start: Clock
    end: Clock
    focus: str
    focus_minutes: Annotated[int, Field(gt=0)]
    shortest: Annotated[int, Field(gt=0)]
    rate_of_others: Annotated[float, Field(ge=0)]
    rates: dict[str, float]
    fixed: list[Fixed]
    events: list[Event]

    @model_validator(mode="after")
    def _who_loses_has_a_rate(self) -> Workday:
        for event in self.events:
            for hours in (event.late, *(choice.lost for choice in event.choices)):
                for name in hours:
                    if name not in self.rates:
                        raise ValueError(f"'{event.id}': {name} has no rate; add it to rates")
        return self


@dataclass(frozen=True)
class Piece:
    """One stretch of the day, in minutes since midnight; `kind` is event, fixed or focus."""

    title: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class DayResult:
    """What came of a day.

    Attributes
    ----------
    pieces : tuple of Piece
        In order of time; stretches too short for the day's own work are left out.
    focus_minutes : int
        Minutes of the day's own work, after settling in.
    focus_done : bool
        Whether that was enough.
    lost_hours : mapping from str to float
        Hours of others, waited or redone.
    lost_usd : float
        Those hours in dollars.
    others_usd : float
        What the minutes of others in your conversations cost.
    own_minutes : int
        Minutes you spent on what arrived.
    overtime : int
        Minutes after the day's end.
    says : tuple of (sender, sentence)
        What followed, one for each event.
    """

    pieces: tuple[Piece, ...]
    focus_minutes: int
    focus_done: bool
    lost_hours: Mapping[str, float]
    lost_usd: float
    others_usd: float
    own_minutes: int
    overtime: int
    says: tuple[tuple[str, str], ...]


def play(
    day: Workday,
    choices: Mapping[str, str],
    *,
    settle: int = 15,
    batches: tuple[str, ...] = (),
) -> DayResult:
    """Live through a day with the choices made.

    Parameters
    ----------
    day : Workday
        The day.
    choices : mapping from str to str
        A choice for each event, by ids; the first one where an event is left out.
    settle : int
        Minutes lost at the start of each stretch of your own work, 0 to 60.
    batches : tuple of str
        Times such as ``("11:30", "16:30")`` at which you deal with what has come; as it
        comes if left out. What comes after the last of them is dealt with as it comes.

    Returns
    -------
    DayResult

    Raises
    ------
    RoleError
        If an event or a choice isn't known, or `settle` is out of range.

    Examples
    --------
    >>> day = Workday(title="Short", start=540, end=660, focus="plan", focus_minutes=60,
    ...     shortest=30, rate_of_others=0, rates={"Mei": 100}, fixed=[], events=[
    ...     Event(id="ask", at="10:00", sender="Mei", text="Which?", choices=[
    ...         Choice(id="now", text="Ring", minutes=20, says="Done."),
    ...         Choice(id="later", text="Wait", minutes=0, lost={"Mei": 8}, says="Gone.")])])
    >>> play(day, {"ask": "now"}).focus_minutes, play(day, {"ask": "later"}).lost_usd
    (70, 800.0)
    """
    if not 0 <= settle <= 60:
        raise RoleError(f"settle is {settle}: give minutes from 0 to 60.")
    unknown = [name for name in choices if name not in {event.id for event in day.events}]
    if unknown:
        raise RoleError(f"The day has no event '{unknown[0]}'; see [e.id for e in day.events].")
    made = [(event, event.choice(choices.get(event.id, event.choices[0].id)))
            for event in day.events]  # fmt: skip
    times = sorted(_clock(time) for time in batches)
    busy = [Piece(slot.title, slot.at, slot.at + slot.minutes, "fixed") for slot in day.fixed]
    lost: dict[str, float] = {}
    for event, choice in made:
        start = event.at
        if not event.now:
            start = next((time for time in times if time >= event.at), event.at)
        start = _free(busy, max(start, day.start), choice.minutes)
        if choice.minutes:
            busy.append(Piece(event.sender, start, start + choice.minutes, "event"))
        late = start > event.by and choice.minutes > 0
        for hours in (choice.lost, event.late if late else {}):
            for name, number in hours.items():
                lost[name] = lost.get(name, 0.0) + number
    busy.sort(key=lambda piece: piece.start)
    own = _stretches(day, busy, settle)
    minutes = sum(max(0, piece.end - piece.start - settle) for piece in own)
    return DayResult(
        pieces=tuple(sorted([*busy, *own], key=lambda piece: piece.start)),
        focus_minutes=minutes,
        focus_done=minutes >= day.focus_minutes,
        lost_hours=lost,
        lost_usd=sum((hours * day.rates[name] for name, hours in lost.items()), 0.0),
        others_usd=sum(choice.others for _, choice in made) / 60 * day.rate_of_others,
        own_minutes=sum(choice.minutes for _, choice in made),
        overtime=max(0, max((piece.end for piece in busy), default=day.end) - day.end),
        says=tuple((event.sender, choice.says) for event, choice in made),
    )


def _clock(time: str) -> int:
    try:
        return int(str(_minutes(time)))
    except ValueError:
        raise RoleError(f"'{time}' is no time of day; write it like 11:30.") from None


def _free(busy: list[Piece], start: int, minutes: int) -> int:
    """Find the first moment from `start` at which nothing else stands for so long."""
    for piece in sorted(busy, key=lambda one: one.start):
        if minutes and piece.start < start + minutes and start < piece.end:
            start = piece.end
    return start


def _stretches(day: Workday, busy: list[Piece], settle: int) -> list[Piece]:
    found, free = [], day.start
    for piece in [*busy, Piece("", day.end, day.end, "")]:
        if min(piece.start, day.end) - free >= max(day.shortest, settle + 1):
            found.append(Piece(day.focus, free, min(piece.start, day.end), "focus"))
        free = max(free, piece.end)
    return found
