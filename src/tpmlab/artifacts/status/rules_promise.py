"""Colour, date and way forward: whether the top of the report tells the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from tpmlab.artifacts.status.finding import Finding
from tpmlab.artifacts.status.report import StatusReport
from tpmlab.artifacts.status.wording import EMPTY_REASON

__all__ = ["RULES"]

LONG_BLOCK = 10  # calendar days after which a block is no longer news
FAR_AHEAD = 20  # calendar days from which one date without a range claims too much
LONGEST_WAIT = 31  # calendar days between two reports


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def green_but_late(report: StatusReport) -> Iterator[Finding]:
    late = report.days_late
    if report.health == "green" and late > 0:
        yield Finding(
            "health",
            "green-but-late",
            "must",
            f"The forecast is {late} days after the promise, and the colour says that it holds.",
            "amber, with what would have to happen to keep the date; red, if nothing can.",
        )
    latest = report.finish.latest
    if report.health == "green" and late <= 0 and latest and latest > report.finish.promised:
        yield Finding(
            "health",
            "green-but-at-risk",
            "must",
            f"Green says that the promise holds; the latest date, {_day(latest)}, breaks it.",
            "amber, with what has to happen and who does it.",
        )


def colour_hides_a_block(report: StatusReport) -> Iterator[Finding]:
    if report.health != "green":
        return
    for number, entry in enumerate(report.blocked):
        days = (report.day - entry.since).days if entry.since else 0
        if days >= LONG_BLOCK:
            yield Finding(
                "health",
                "green-but-blocked",
                "must",
                f"'{entry.what}' has been blocked for {days} days under a green report "
                f"(blocked[{number}]).",
                "amber, or a sentence that says why the date holds all the same.",
            )


def reason_for_the_colour(report: StatusReport) -> Iterator[Finding]:
    if not report.reason.strip():
        yield Finding(
            "reason",
            "colour-without-reason",
            "must",
            f"{report.health} is a mood until the reader knows why.",
            "Certification has no day to spare, and it is in another firm's hands.",
        )
    elif EMPTY_REASON.match(report.reason):
        yield Finding(
            "reason",
            "reason-repeats-colour",
            "should",
            f"'{report.reason}' says the colour again in words.",
            "All eleven rehearsal steps passed on Thursday; four days of float are left.",
        )


def red_needs_a_way(report: StatusReport) -> Iterator[Finding]:
    if report.health == "red" and not report.asks:
        yield Finding(
            "asks",
            "red-without-ask",
            "must",
            "Red says that the promise fails unless somebody decides, and nobody is asked to.",
            "Inês Carvalho decides by Tuesday: two currencies later, or launch a week later.",
        )
    if report.health == "amber" and not (report.asks or report.next):
        yield Finding(
            "next",
            "amber-without-way",
            "must",
            "Amber means that the date holds if something happens. Nobody is down to do it.",
            "Declan Foy gives a certification slot in writing by Wednesday 20 January.",
        )


def late_is_explained(report: StatusReport) -> Iterator[Finding]:
    if report.days_late > 0 and not (report.changed or report.blocked):
        yield Finding(
            "changed",
            "late-without-cause",
            "must",
            f"The forecast is {report.days_late} days late, and nothing in the report is "
            "blocked or changed.",
            "certify: 13 days instead of 10, because the examiner is away for three of them.",
        )


def summary_says_the_date(report: StatusReport) -> Iterator[Finding]:
    words = len(report.summary.split())
    if not words:
        yield Finding(
            "summary",
            "no-summary",
            "must",
            "Most readers stop after the first paragraph, and there is none.",
            "Launch holds on Friday 12 March, with no day to spare in certification.",
        )
        return
    if words > 80:
        yield Finding(
            "summary",
            "summary-too-long",
            "should",
            f"{words} words: the date and the decision drown in them.",
            "Three sentences: the date, what endangers it, what you need.",
        )
    finish = report.finish.forecast
    named = f"{finish.day} {finish:%B}".casefold()
    text = " ".join(report.summary.casefold().split())
    said = named in text or finish.isoformat() in text
    short = f"{finish.day} {finish:%b}".casefold()
    if not (said or short in text or f"{finish:%B} {finish.day}".casefold() in text):
        yield Finding(
            "summary",
            "summary-without-date",
            "should",
            f"The first paragraph doesn't say when it ends; the forecast is {_day(finish)}.",
            f"We expect to finish on {_day(finish)}.",
        )


def far_dates_need_a_range(report: StatusReport) -> Iterator[Finding]:
    finish = report.finish
    ahead = (finish.forecast - report.day).days
    if finish.latest is None and ahead > FAR_AHEAD:
        yield Finding(
            "finish.latest",
            "no-range",
            "consider",
            f"One date, {ahead} days ahead, claims to know more than anybody can.",
            f"forecast {_day(finish.forecast)}, "
            f"at the latest {_day(finish.forecast + timedelta(days=max(3, ahead // 8)))}",
        )


def dates_make_sense(report: StatusReport) -> Iterator[Finding]:
    finish = report.finish
    if finish.latest is not None and finish.latest < finish.forecast:
        yield Finding(
            "finish.latest",
            "range-upside-down",
            "must",
            f"The latest date, {_day(finish.latest)}, is before the forecast.",
            f"at the latest {_day(finish.forecast + timedelta(days=7))}",
        )
    if finish.forecast < report.day:
        yield Finding(
            "finish.forecast",
            "forecast-in-the-past",
            "must",
            f"The forecast, {_day(finish.forecast)}, is over, and the work isn't.",
            f"{_day(report.day + timedelta(days=7))}, and why.",
        )


def next_report_is_dated(report: StatusReport) -> Iterator[Finding]:
    wanted = report.day + timedelta(days=7)
    if report.next_update is None:
        yield Finding(
            "next_update",
            "no-next-update",
            "should",
            "The reader doesn't know when silence should worry them.",
            _day(wanted),
        )
    elif report.next_update <= report.day:
        yield Finding(
            "next_update",
            "next-update-over",
            "must",
            f"The next update was due on {_day(report.next_update)}, before this report.",
            _day(wanted),
        )
    elif (report.next_update - report.day).days > LONGEST_WAIT:
        yield Finding(
            "next_update",
            "next-update-too-far",
            "should",
            f"{(report.next_update - report.day).days} days of silence is longer than news keeps.",
            _day(wanted),
        )


RULES: tuple[Callable[[StatusReport], Iterator[Finding]], ...] = (
    green_but_late,
    colour_hides_a_block,
    reason_for_the_colour,
    red_needs_a_way,
    late_is_explained,
    summary_says_the_date,
    far_dates_need_a_range,
    dates_make_sense,
    next_report_is_dated,
)
