"""Words that both players say: times, how sure one is, what ending a section means."""

from __future__ import annotations

from tpmlab.exam.playing.results import Count, Results
from tpmlab.exam.playing.session import ReviewRow, Session

__all__ = [
    "ABOUT_RANGES",
    "CONFIDENCE",
    "clock_words",
    "end_question",
    "range_words",
    "row_word",
    "time_words",
]

CONFIDENCE = {"sure": "sure", "think-so": "think so", "guess": "guess"}
"""How sure a learner is, as a session keeps it → as it is written."""

ABOUT_RANGES = (
    "A range is the share of items like these that a count speaks for, in four of five cases, if "
    "you met the items for the first time. It says nothing about passing an exam."
)


def clock_words(seconds: float) -> str:
    """Write a time as people read a clock.

    Examples
    --------
    >>> clock_words(4799.2), clock_words(65)
    ('1:19:59', '1:05')
    """
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def row_word(session: Session, row: ReviewRow) -> str:
    """Say how an item of the review page stands."""
    judged = session.sheet.mode == "study" and session.outcome(row.item) is not None
    words = {"answered": "answered", "incomplete": "answered in part", "unanswered": "not answered"}
    return "judged" if judged else words[row.state]


def range_words(count: Count) -> str:
    """Write the range that a count speaks for; empty where it says next to nothing.

    Examples
    --------
    >>> range_words(Count("People", 14, 20)), range_words(Count("People", 2, 3))
    ('56 to 81 %', '')
    """
    from tpmlab.exam.study.report import score_range  # SciPy takes a second: only when it is shown

    found = score_range(count.name, count.right, count.of)
    if found.low is None or found.high is None:
        return ""
    return f"{100 * found.low:.0f} to {100 * found.high:.0f} %"


def end_question(session: Session) -> str:
    """Ask whether to end the open section, with what is left open in it."""
    rows = session.review_rows()
    if session.sheet.mode == "study":
        judged = sum(session.outcome(row.item) is not None for row in rows)
        return f"End this practice? {judged} of {len(rows)} items are judged; they count."
    counts = [
        f"{sum(row.state == 'unanswered' for row in rows)} not answered",
        f"{sum(row.state == 'incomplete' for row in rows)} answered in part",
        f"{sum(row.flagged for row in rows)} flagged",
    ]
    last = session.state.section == len(session.sheet.sections) - 1
    what = "Submit the exam" if last else f"End section {session.state.section + 1}"
    return f"{what}? {', '.join(counts)}. There is no way back to these items."


def time_words(session: Session, found: Results) -> str:
    """Say what a done session's time went into."""
    words = f"Time on items: {clock_words(found.seconds)}"
    if session.sheet.minutes is not None:
        words += f" of {clock_words(60 * session.sheet.minutes)}"
    words += f", {found.seconds / found.total.of:.0f} seconds an item."
    slow = [
        f"item {session.sheet.items.index(each.item) + 1} ({clock_words(each.seconds)})"
        for each in found.slowest
    ]
    pauses = f" Pauses: {session.state.pauses}." if session.state.pauses else ""
    return f"{words} Longest: {', '.join(slow)}.{pauses}"
