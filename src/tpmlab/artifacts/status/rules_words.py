"""The words of a report: numbers instead of adjectives, facts instead of blame."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tpmlab.artifacts.status.finding import Finding, Severity
from tpmlab.artifacts.status.report import StatusReport
from tpmlab.artifacts.status.wording import BLAME, CERTAINTY, JARGON, SHARE_DONE, VAGUE

__all__ = ["RULES", "texts"]


def texts(report: StatusReport) -> Iterator[tuple[str, str]]:
    """Yield each free text of a report with its place."""
    yield "summary", report.summary
    yield "reason", report.reason
    for name in ("done", "blocked", "changed", "next", "asks"):
        for number, entry in enumerate(getattr(report, name)):
            for field in ("what", "waits_for", "next_action", "before", "after", "reason"):
                if text := getattr(entry, field, ""):
                    yield f"{name}[{number}].{field}", text


def _spot(
    report: StatusReport,
    pattern: re.Pattern[str],
    *,
    rule: str,
    severity: Severity,
    reason: str,
    example: str,
) -> Iterator[Finding]:
    for place, text in texts(report):
        if match := pattern.search(text):
            yield Finding(place, rule, severity, reason.format(match[0]), example)


def numbers_instead_of_adjectives(report: StatusReport) -> Iterator[Finding]:
    yield from _spot(
        report,
        VAGUE,
        rule="vague-size",
        severity="should",
        reason="'{}' means something else to each reader.",
        example="six working days; by Thursday 21 January; two of eleven steps.",
    )


def no_false_certainty(report: StatusReport) -> Iterator[Finding]:
    yield from _spot(
        report,
        CERTAINTY,
        rule="false-certainty",
        severity="should",
        reason="'{}' is a promise that the plan can't keep for you.",
        example="holds unless certification takes more than ten days.",
    )


def facts_instead_of_blame(report: StatusReport) -> Iterator[Finding]:
    yield from _spot(
        report,
        BLAME,
        rule="blame",
        severity="must",
        reason="'{}' judges a person in front of others; the next bad news will come later.",
        example="The certificate was due on the 11th; Declan Foy answers by the 20th.",
    )


def plain_words_at_the_top(report: StatusReport) -> Iterator[Finding]:
    for place, text in (("summary", report.summary), ("reason", report.reason)):
        if match := JARGON.search(text):
            yield Finding(
                place,
                "jargon-at-the-top",
                "should",
                f"A sponsor would have to ask what '{match[0]}' is; say what it does.",
                "Test orders were rejected for two days; the backlog clears by Friday.",
            )


def no_share_of_the_whole(report: StatusReport) -> Iterator[Finding]:
    for place, text in (("summary", report.summary), ("reason", report.reason)):
        if match := SHARE_DONE.search(text):
            yield Finding(
                place,
                "share-of-the-whole",
                "should",
                f"'{match[0]}' measured how? The last tenth may take as long as the rest.",
                "22 of 39 services run in the new place.",
            )


RULES: tuple[Callable[[StatusReport], Iterator[Finding]], ...] = (
    numbers_instead_of_adjectives,
    no_false_certainty,
    facts_instead_of_blame,
    plain_words_at_the_top,
    no_share_of_the_whole,
)
