"""A report against the one before: what moved, vanished or only got older."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tpmlab.artifacts.status.finding import Finding
from tpmlab.artifacts.status.report import Change, StatusReport

__all__ = ["RULES"]

_END = re.compile(
    r"\b(finish|end|dates?|launch|promised?|deadline|go-?live|release|cut-?over)\b", re.I
)


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def date_moved_in_silence(report: StatusReport, previous: StatusReport) -> Iterator[Finding]:
    days = (report.finish.forecast - previous.finish.forecast).days
    if days and not report.changed:
        yield Finding(
            "changed",
            "date-moved-in-silence",
            "must",
            f"The forecast moved by {days:+d} days since {previous.day}, and 'changed' is empty.",
            f"{previous.finish.forecast} to {report.finish.forecast}, why, and who knows.",
        )


def promise_moved_in_silence(report: StatusReport, previous: StatusReport) -> Iterator[Finding]:
    moved = report.finish.promised != previous.finish.promised
    if moved and not any(
        entry.decided_by.strip() and _about_the_end(entry, report) for entry in report.changed
    ):
        yield Finding(
            "finish.promised",
            "promise-moved-in-silence",
            "must",
            f"The promise was {previous.finish.promised}; nobody is named who agreed to another.",
            "Inês Carvalho agreed on 18 December; the old date stays visible.",
        )


def _about_the_end(entry: Change, report: StatusReport) -> bool:
    """Whether a change speaks of the end: by a word for it, or by the promised day."""
    promised = report.finish.promised
    days = (f"{promised.day} {promised:%b}", f"{promised:%b} {promised.day}", str(promised))
    return bool(_END.search(entry.what)) or any(_key(day) in _key(entry.after) for day in days)


def actions_are_answered(report: StatusReport, previous: StatusReport) -> Iterator[Finding]:
    now = " ".join(
        _key(text)
        for name in ("done", "blocked", "changed", "next", "asks")
        for entry in getattr(report, name)
        for text in entry.model_dump().values()
        if isinstance(text, str)
    ) + _key(report.summary)
    for entry in previous.next:
        due = entry.due is not None and entry.due <= report.day
        if due and _key(entry.what) not in now and not _told(entry.what, now):
            yield Finding(
                "done",
                "promise-vanished",
                "must",
                f"'{entry.what}' was promised for {entry.due} and isn't mentioned any more.",
                "Done on the 14th; or: not done, because …, now by the 22nd.",
            )


def _told(what: str, now: str) -> bool:
    """Whether half of a promise's longer words come up again."""
    words = [word for word in _key(what).split() if len(word) > 4]
    return bool(words) and sum(word in now for word in words) * 2 >= len(words)


def blocks_only_got_older(report: StatusReport, previous: StatusReport) -> Iterator[Finding]:
    before = {_key(entry.what): entry for entry in previous.blocked}
    for number, entry in enumerate(report.blocked):
        old = before.get(_key(entry.what))
        if old is not None and _key(entry.next_action) == _key(old.next_action):
            yield Finding(
                f"blocked[{number}].next_action",
                "same-action-again",
                "must",
                f"'{entry.what}' was blocked on {previous.day} too, with the same next action: "
                "it hasn't helped.",
                "Another way: who else can open it, what does it cost, what do we do without it?",
            )


def not_the_same_again(report: StatusReport, previous: StatusReport) -> Iterator[Finding]:
    if report.summary.strip() and _key(report.summary) == _key(previous.summary):
        yield Finding(
            "summary",
            "copied-summary",
            "should",
            f"Word for word the summary of {previous.day}: the reader will stop reading.",
            "What is different today; or, in four words: no change since Friday.",
        )


RULES: tuple[Callable[[StatusReport, StatusReport], Iterator[Finding]], ...] = (
    date_moved_in_silence,
    promise_moved_in_silence,
    actions_are_answered,
    blocks_only_got_older,
    not_the_same_again,
)
