"""The status report as data: strict about form, so that :mod:`review` can judge the content."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Action", "Ask", "Blocked", "Change", "Done", "Finish", "StatusReport"]


class _Part(BaseModel):
    """Unknown keys and wrong types are errors; an empty text is a matter for the review."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Finish(_Part):
    """When it was promised, when it is expected now, and how late it could plausibly be."""

    promised: date
    forecast: date
    latest: date | None = None


class Done(_Part):
    """A result that somebody else can look at, and the day it became true."""

    what: str
    when: date | None = None


class Blocked(_Part):
    """Work that can't go on: since when, on what it waits, who acts next and by when."""

    what: str
    since: date | None = None
    waits_for: str = ""
    owner: str = ""
    next_action: str = ""
    due: date | None = None


class Change(_Part):
    """What is different from the last report: before, after, why, and who decided."""

    what: str
    before: str = ""
    after: str = ""
    reason: str = ""
    decided_by: str = ""


class Action(_Part):
    """The next thing somebody does."""

    what: str
    owner: str = ""
    due: date | None = None


class Ask(_Part):
    """A decision or help that the reader can give: what, of whom, by when."""

    what: str
    of: str = ""
    by: date | None = None


class StatusReport(_Part):
    """A status report.

    Parameters
    ----------
    project, author : str
        Whose report it is.
    day : date
        The day whose state it describes.
    health : {'green', 'amber', 'red'}
        green: the promise holds. amber: it holds if something named happens. red: it
        doesn't hold unless somebody decides something.
    reason : str
        Why this colour and not the next, in one sentence.
    summary : str
        The one paragraph for readers who stop there.
    finish : Finish
        Promised, forecast and latest plausible date.
    done, blocked, changed, next, asks : list
        Entries since the last report; next actions and asks look forward.
    next_update : date, optional
        When the reader hears from you again, whatever happens.

    Raises
    ------
    pydantic.ValidationError
        If a key is unknown or a value has the wrong type.

    Examples
    --------
    >>> from datetime import date
    >>> report = StatusReport(
    ...     project="Wickerbridge Billing", author="Nadia Rahman", day=date(2027, 1, 15),
    ...     health="amber", reason="Certification has no day to spare.",
    ...     finish=Finish(promised=date(2027, 3, 12), forecast=date(2027, 3, 12)))
    >>> report.days_late
    0
    """

    project: str
    author: str
    day: date
    health: Literal["green", "amber", "red"]
    reason: str = ""
    summary: str = ""
    finish: Finish
    done: list[Done] = Field(default_factory=list)
    blocked: list[Blocked] = Field(default_factory=list)
    changed: list[Change] = Field(default_factory=list)
    next: list[Action] = Field(default_factory=list)
    asks: list[Ask] = Field(default_factory=list)
    next_update: date | None = None

    @property
    def days_late(self) -> int:
        """Calendar days between the promised and the forecast finish; below 0 if early."""
        return (self.finish.forecast - self.finish.promised).days
