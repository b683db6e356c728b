"""Today's items, a study plan and a report, laid out for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from tpmlab.exam.items.misconceptions import load_misconceptions
from tpmlab.exam.outlines.model import Outline
from tpmlab.exam.outlines.pages import new_console, print_lines, print_notice
from tpmlab.exam.study.daily import Queued
from tpmlab.exam.study.plan import StudyPlan
from tpmlab.exam.study.report import COVERAGE, Pace, Report, ScoreRange, Sureness

__all__ = ["print_plan", "print_report", "print_today"]

_BELIEFS = 8  # on one page; the others stay in --all
_BAR = 20  # characters for 0 to 100 %
_WORDS = {"sure": "sure", "think-so": "think so", "guess": "guess"}
_KINDS = {
    "practice": "",
    "mock": "a mock exam, then its wrong answers",
    "light": "known tasks only",
}


def print_today(outline: Outline, queue: Sequence[Queued], minutes: float) -> None:
    """Print why each task is up today."""
    console = new_console()
    console.print(f"{outline.short}, {minutes:g} minutes: {len(queue)} items", style="bold")
    reasons = dict.fromkeys(queued.reason for queued in queue)
    labels = {name: task.label for name, task in outline.tasks.items()}
    for reason in reasons:
        task, _, why = reason.partition(": ")
        number = sum(queued.reason == reason for queued in queue)
        console.print(f"  {number} x {task} {labels[task]} ({why})")
    console.print("\nAnswer them: tpmlab exam practice --today")
    print_notice(console)


def print_plan(outline: Outline, plan: StudyPlan) -> None:
    """Print each day of a plan with its tasks."""
    console = new_console()
    console.print(
        f"{outline.short} on {plan.exam_day:%a %d %b %Y}: {len(plan.days)} days, "
        f"{plan.minutes / 60:.0f} hours", style="bold",
    )  # fmt: skip
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("Day", "Minutes", "Items", "Tasks"):
        table.add_column(heading, no_wrap=heading == "Day")
    for each in plan.days:
        words = [", ".join(each.tasks), _KINDS[each.kind]]
        about = ": ".join(word for word in reversed(words) if word)
        table.add_row(f"{each.day:%a %d %b}", str(each.minutes), str(each.items), about)
    console.print(table)
    if plan.left_out:
        console.print(f"\nNo time for {', '.join(plan.left_out)}: find more minutes or days.")
    console.print(
        "\nThe order follows what is likely to be forgotten. Run it again after a week: it then "
        "knows what you answered."
    )
    print_notice(console)


def print_report(outline: Outline, report: Report, *, everything: bool) -> None:
    """Print ranges, sureness, beliefs and time."""
    console = new_console()
    console.print(
        f"{outline.short}: {report.answers} answers to {report.items} items", style="bold"
    )
    if not report.answers:
        console.print("Nothing to report yet: begin with 'tpmlab exam practice'.")
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("", "Right", "Fresh items like these", f"0 {'.' * (_BAR - 5)} 100"):
        table.add_column(heading, no_wrap=bool(heading))  # only labels may wrap
    for found, label in _rows(outline, report, everything=everything):
        table.add_row(label, f"{found.right} of {found.of}", _range(found), _bar(found))
    console.print(table)
    console.print(
        f"A range holds the truth in {COVERAGE:.0%} of cases. First answers count; with fewer than "
        "five there is none. It says how you do on items like these, not how an exam ends."
    )
    print_lines(console, "How sure you were", [_sure(each) for each in report.sureness])
    print_lines(console, "Beliefs to put right", _beliefs(report, everything=everything))
    print_lines(console, "Time", [_time(report.pace)])
    print_notice(console)


def _rows(outline: Outline, report: Report, *, everything: bool) -> list[tuple[ScoreRange, str]]:
    rows = [(report.whole, "All, by the exam's weights")]
    tasks = {found.name: found for found in report.tasks}
    for domain, found in zip(outline.domains, report.domains, strict=True):
        rows.append((found, domain.name))
        rows += [
            (tasks[task.id], f"  {task.id} {task.label}")
            for task in domain.tasks
            if tasks[task.id].of or everything
        ]
    return rows


def _range(found: ScoreRange) -> str:
    if found.low is None or found.high is None:
        return "too few to say"
    return f"{found.low:.0%} to {found.high:.0%}"


def _bar(found: ScoreRange) -> str:
    if found.low is None or found.high is None:
        return ""
    first, last = int(found.low * _BAR), max(int(found.low * _BAR), round(found.high * _BAR) - 1)
    return "".join("=" if first <= n <= last else "." for n in range(_BAR))


def _sure(each: Sureness) -> str:
    word, promised = _WORDS[each.word], f"{each.promised:.0%}"
    said = f"'{word}': {each.right} of {each.of} right"
    verdicts = {
        "too few": "too few to compare",
        "fits": f"fits what the word says to us ({promised})",
        "too sure": f"less than the word says to us ({promised}): doubt these more",
        "surer than you think": f"more than the word says to us ({promised}): trust yourself",
    }
    return f"{said}; {verdicts[each.verdict]}"


def _beliefs(report: Report, *, everything: bool) -> list[str]:
    known = load_misconceptions()
    shown = report.beliefs if everything else report.beliefs[:_BELIEFS]
    lines = [
        f"{known[each.id].belief} In truth: {known[each.id].correction} "
        f"({_times(each.times)}, last {each.last:%d %b})"
        for each in shown
        if each.id in known
    ]
    left = len(report.beliefs) - len(shown)
    return [*lines, *([f"and {left} more: --all shows them"] if left else [])] or ["none shown"]


def _times(times: int) -> str:
    return "once" if times == 1 else f"{times} times"


def _time(pace: Pace) -> str:
    if not pace.of:
        return "not measured yet"
    parts = [
        f"{word} answers took {seconds:.0f} s"
        for word, seconds in (("right", pace.right), ("wrong", pace.wrong))
        if seconds is not None
    ]
    said = " and ".join(parts) + " in the median"
    if pace.exam is None:
        return said
    return (
        f"{said}; the exam gives {pace.exam:.0f} s. {pace.slow} of {pace.of} took over twice that"
    )
