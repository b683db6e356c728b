"""Done, blocked, changed, next and asks: whether somebody can act on each entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from tpmlab.artifacts.status.finding import Finding
from tpmlab.artifacts.status.report import StatusReport
from tpmlab.artifacts.status.wording import ACTIVITY, GROUP, PERCENT

__all__ = ["RULES"]

MOST_DONE = 8


def done_is_a_result(report: StatusReport) -> Iterator[Finding]:
    for number, entry in enumerate(report.done):
        place = f"done[{number}].what"
        if ACTIVITY.search(entry.what):
            yield Finding(
                place,
                "done-is-activity",
                "should",
                f"'{entry.what}' says what people were busy with, not what is true now.",
                "Migration rehearsed on a copy: 240,000 invoices, 12 differences, all explained.",
            )
        elif (share := PERCENT.search(entry.what)) and share[1] != "100":
            yield Finding(
                place,
                "done-by-percent",
                "should",
                f"{share[0].strip()} of what, measured how? It may stay there for a month.",
                "Nine of twelve interfaces pass the contract tests.",
            )
        if entry.when is not None and entry.when > report.day:
            yield Finding(
                f"done[{number}].when",
                "done-in-future",
                "must",
                f"Done on {entry.when}, after the day of the report.",
                "Move it to next, with its owner.",
            )
    if len(report.done) > MOST_DONE:
        yield Finding(
            "done",
            "too-many-done",
            "consider",
            f"{len(report.done)} entries hide the two that the reader waits for.",
            "The results that somebody outside the team can use; the rest is in the board.",
        )


def blocks_can_be_cleared(report: StatusReport) -> Iterator[Finding]:
    for number, entry in enumerate(report.blocked):
        place = f"blocked[{number}]"
        if not entry.owner.strip() or GROUP.match(entry.owner):
            yield _nobody(f"{place}.owner", "blocked-without-owner", entry.owner)
        if not entry.next_action.strip():
            yield Finding(
                f"{place}.next_action",
                "blocked-without-action",
                "must",
                f"'{entry.what}' waits, and nothing is going to happen.",
                "Mei Tan rings Declan Foy for a slot in week 4.",
            )
        if entry.due is None:
            yield Finding(
                f"{place}.due",
                "blocked-without-day",
                "should",
                "Without a day nobody notices that the action didn't happen.",
                f"{report.day + timedelta(days=3)}",
            )
        elif entry.due < report.day:
            yield Finding(
                f"{place}.due",
                "action-overdue",
                "must",
                f"The action was due on {entry.due}. Did it happen?",
                "What came of it, and what happens instead, by when.",
            )
        if not entry.waits_for.strip() or entry.since is None:
            yield Finding(
                f"{place}.waits_for" if not entry.waits_for.strip() else f"{place}.since",
                "block-without-cause",
                "should",
                "The reader can't tell on what it waits and for how long already.",
                "waits for Tollivant's test certificate, since Monday 11 January.",
            )


def changes_are_decisions(report: StatusReport) -> Iterator[Finding]:
    for number, entry in enumerate(report.changed):
        place = f"changed[{number}]"
        if not (entry.before.strip() and entry.after.strip()):
            yield Finding(
                f"{place}.before",
                "change-without-size",
                "should",
                f"'{entry.what}' changed from what to what?",
                "before: Friday 12 March; after: Friday 19 March.",
            )
        if not entry.reason.strip():
            yield Finding(
                f"{place}.reason",
                "change-without-reason",
                "must",
                "A change without a reason looks like a mistake, or like a secret.",
                "The examiner is away for three days in February.",
            )
        if not entry.decided_by.strip():
            yield Finding(
                f"{place}.decided_by",
                "change-without-decider",
                "should",
                "The reader can't tell a decision from an accident.",
                "Inês Carvalho, 18 December; or: nobody yet, see asks.",
            )


def actions_have_owner_and_day(report: StatusReport) -> Iterator[Finding]:
    for number, entry in enumerate(report.next):
        place = f"next[{number}]"
        if not entry.owner.strip() or GROUP.match(entry.owner):
            yield _nobody(f"{place}.owner", "action-without-owner", entry.owner)
        if entry.due is None:
            yield Finding(
                f"{place}.due",
                "action-without-day",
                "should",
                f"'{entry.what}' has no day: it will still be next in the next report.",
                f"{report.day + timedelta(days=5)}",
            )
        elif entry.due < report.day:
            yield Finding(
                f"{place}.due",
                "action-overdue",
                "must",
                f"A next action of {entry.due} lies before the day of the report.",
                "Say what came of it; then the next one.",
            )
    if not report.next:
        yield Finding(
            "next",
            "no-next-action",
            "should",
            "The report says where things stand and not what happens now.",
            "Bongani Dlamini runs the second rehearsal by Thursday 21 January.",
        )


def asks_can_be_answered(report: StatusReport) -> Iterator[Finding]:
    for number, entry in enumerate(report.asks):
        place = f"asks[{number}]"
        if not entry.of.strip() or GROUP.match(entry.of):
            yield Finding(
                f"{place}.of",
                "ask-of-nobody",
                "must",
                f"'{entry.what}' is asked of nobody in particular, so nobody will answer.",
                "of: Inês Carvalho",
            )
        if entry.by is None:
            yield Finding(
                f"{place}.by",
                "ask-without-day",
                "must",
                "The reader doesn't know when no answer becomes an answer.",
                f"by {report.day + timedelta(days=4)}; after that the currencies stay in.",
            )
        elif entry.by < report.day:
            yield Finding(
                f"{place}.by",
                "ask-overdue",
                "must",
                f"The answer was needed by {entry.by}, which is over.",
                "What happened without it, and what can still be decided.",
            )


def nothing_is_done_and_blocked(report: StatusReport) -> Iterator[Finding]:
    blocked = {entry.what.strip().casefold() for entry in report.blocked}
    for number, entry in enumerate(report.done):
        if entry.what.strip().casefold() in blocked:
            yield Finding(
                f"done[{number}].what",
                "done-and-blocked",
                "must",
                f"'{entry.what}' stands under done and under blocked.",
                "Say which part is done, and which part waits.",
            )


def _nobody(place: str, rule: str, owner: str) -> Finding:
    said = f"'{owner}' is nobody in particular" if owner.strip() else "Nobody is down for it"
    return Finding(
        place,
        rule,
        "must",
        f"{said}, so each reader takes it for somebody else's.",
        "owner: Mei Tan",
    )


RULES: tuple[Callable[[StatusReport], Iterator[Finding]], ...] = (
    done_is_a_result,
    blocks_can_be_cleared,
    changes_are_decisions,
    actions_have_owner_and_day,
    asks_can_be_answered,
    nothing_is_done_and_blocked,
)
