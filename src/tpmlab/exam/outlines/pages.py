"""Outlines, months and PDUs laid out for a terminal, with the trademark notice below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tpmlab.exam.outlines.compare import Comparison
from tpmlab.exam.outlines.eligibility import EDUCATION, Eligibility, Month
from tpmlab.exam.outlines.loading import NOTICE
from tpmlab.exam.outlines.model import Outline, Reading
from tpmlab.exam.outlines.renewal import KINDS, PduRule, RenewalStatus
from tpmlab.exam.outlines.words import (
    cost_words,
    dates_words,
    length_words,
    outline_sections,
    reading_words,
    weight_words,
)

__all__ = [
    "new_console",
    "print_all",
    "print_comparison",
    "print_eligibility",
    "print_lines",
    "print_notice",
    "print_one",
    "print_renewal",
]

_TABLE_WIDTH = 140  # narrower screens get one block an exam
_HEADINGS = ("For", "Prerequisites", "Exam", "Passing", "Price", "Renewal", "Sat")


def print_all(outlines: Iterable[Outline], day: date) -> None:
    """Print every exam to compare, retired ones last: a table, or blocks where it is narrow."""
    console = new_console()
    table = Table(box=None, padding=(0, 2, 1, 0))
    table.add_column("Id", no_wrap=True)
    for heading in _HEADINGS:
        table.add_column(heading)
    for each in sorted(outlines, key=lambda outline: (outline.state(day) == "retired", outline.id)):
        cells = _cells(each, day)
        if console.width >= _TABLE_WIDTH:
            table.add_row(f"{each.id}\n{each.short}", *cells)
            continue
        console.print(f"{each.id}: {each.name}", style="bold")
        block = Table.grid(padding=(0, 2, 0, 0))
        for heading, cell in zip(_HEADINGS, cells, strict=True):
            block.add_row(f"  {heading}", cell)
        console.print(block)
    if console.width >= _TABLE_WIDTH:
        console.print(table)
    console.print("\nOne of them whole: tpmlab exam outlines ID")
    print_notice(console)


def _cells(outline: Outline, day: date) -> tuple[str, ...]:
    return (
        outline.for_whom,
        outline.prerequisites.short,
        length_words(outline),
        outline.exam.pass_short,
        cost_words(outline),
        outline.renewal.short,
        dates_words(outline, day),
    )


def print_one(outline: Outline, day: date) -> None:
    """Print one exam whole: form, domains, tasks, what is not verified, pages read."""
    console = new_console()
    console.print(f"{outline.id}: {outline.name}", style="bold")
    console.print(
        f"For {outline.for_whom}. Read on {outline.retrieved}; check {outline.issuer_url}"
    )
    first, *others = outline_sections(outline, day)
    print_lines(console, first.heading, first.lines)
    for domain in outline.domains:
        weight, count = weight_words(domain.weight_percent), len(domain.tasks)
        console.print(
            f"\n{domain.name}: {weight}, {count} {'task' if count == 1 else 'tasks'}", style="bold"
        )
        table = Table.grid(padding=(0, 2, 0, 0))
        for task in domain.tasks:
            table.add_row(f" {outline.id}:{task.id}", task.label)
        console.print(table)
    for section in others:
        print_lines(console, section.heading, section.lines)
    console.print("\nPages read", style="bold")
    for page in outline.sources:
        console.print(f" - {page}", soft_wrap=True)  # a broken address can't be clicked
    print_notice(console)


def print_comparison(found: Comparison) -> None:
    """Print what changed between two versions: weights, and where each task stood before."""
    console = new_console()
    console.print(f"From {found.old.id} to {found.new.id}", style="bold")
    shares = Table("Domain", "Before", "Now", "Tasks", box=None, padding=(0, 2, 0, 0))
    for row in found.weights:
        before = "–" if row.old_tasks is None else weight_words(row.old_percent)
        now = "–" if row.new_tasks is None else weight_words(row.new_percent)
        shares.add_row(row.name, before, now, f"{row.old_tasks or 0} → {row.new_tasks or 0}")
    console.print(shares)
    console.print()
    if found.moves and found.new.moves is not None:
        table = Table("Task now", "", "Before", "", box=None, padding=(0, 2, 0, 0))
        for move in found.moves:
            table.add_row(move.task, move.label, ", ".join(move.old) or "–", move.kind)
        console.print(table)
        console.print(f"\n{found.new.moves.note}")
    else:
        console.print("Nobody has mapped the tasks of these two yet; read both side by side.")
    print_notice(console)


def print_eligibility(
    outline: Outline, applying: Month, counted: Sequence[tuple[Reading, Eligibility]]
) -> None:
    """Print months and training under each reading of the rule, and whom to ask."""
    console = new_console()
    console.print(f"{outline.name}, applying in {applying}", style="bold")
    for reading, found in counted:
        heading = f"Reading '{reading.id}': {reading.says}"
        print_lines(console, heading, _eligibility_lines(reading, found))
    enough = [reading.id for reading, found in counted if found.enough]
    if not enough:
        said = f"Not enough yet by {', '.join(reading.id for reading, _ in counted)}."
    else:
        others = "" if len(enough) == len(counted) else " Not by the others."
        said = f"Enough by {', '.join(enough)}.{others}"
    console.print(f"\n{said} Confirm with the issuer before you apply: {outline.issuer_url}")
    print_notice(console)


def _eligibility_lines(reading: Reading, found: Eligibility) -> list[str]:
    to_go = f"; {found.missing} to go" if found.missing else ""
    lines = [
        f"{found.months} of {found.needed} months, asked with a {EDUCATION[found.path]}{to_go}"
    ]
    if found.overlapping:
        lines.append(f"{found.overlapping} months of overlap counted once")
    if found.too_old:
        lines.append(
            f"{found.too_old} months lie before the {reading.window_years} years that count"
        )
    if found.missing and found.enough_from is not None:
        lines.append(f"enough from {found.enough_from} on, if what has no end goes on")
    elif found.missing:
        lines.append("never enough as things stand: log the next project when it starts")
    if found.training_missing:
        lines.append(f"{found.training_missing:g} hours of training to go")
    return [*lines, reading_words(reading)]


def print_renewal(outline: Outline, rule: PduRule, found: RenewalStatus, day: date) -> None:
    """Print a cycle's PDUs by year and kind, and what is wanting."""
    console = new_console()
    console.print(f"{outline.name}: {found.first_day} to {found.last_day}", style="bold")
    years = [f"Year {n}" for n in range(1, len(found.by_year) + 1)]
    table = Table("", *years, "All", "Rule", box=None, padding=(0, 2, 0, 0))
    asked = dict.fromkeys(KINDS, f"at least {rule.each_skill_min:g}")
    asked["giving-back"] = f"at most {rule.giving_back_max:g}, with working"
    asked["working"] = f"at most {rule.working_max:g}"
    for kind in KINDS:
        cells = [f"{year[kind]:g}" for year in found.by_year]
        table.add_row(kind, *cells, f"{found.by_kind[kind]:g}", asked[kind])
    console.print(table)
    print_lines(console, "Where you stand", _renewal_lines(rule, found, day))
    numbers = outline.renewal.pdu_rule
    if numbers is not None:
        console.print(f"\nRule read {numbers.retrieved}: {numbers.sources[0]}")
    console.print(f"Confirm with the issuer: {outline.issuer_url}")
    print_notice(console)


def _renewal_lines(rule: PduRule, found: RenewalStatus, day: date) -> list[str]:
    lines = [f"{found.counted:g} of {rule.total:g} PDUs count"]
    if found.uncounted:
        lines.append(f"{found.uncounted:g} are beyond a limit and don't count")
    if found.outside:
        lines.append(f"{found.outside:g} are dated outside of this cycle")
    if found.complete:
        return [*lines, "nothing is wanting"]
    lines.append(
        f"{found.missing:g} to go, at least {found.education_missing:g} of them in education"
    )
    skills = [f"{want:g} in {skill}" for skill, want in found.skill_missing.items() if want]
    if skills:
        lines.append(f"among those {', '.join(skills)}")
    pace = found.per_month(day)
    return [*lines, "the cycle is over" if pace is None else f"that is {pace:.1f} a month"]


def new_console() -> Console:
    """Make a console that prints words as they are."""
    return Console(highlight=False, markup=False, emoji=False)


def print_notice(console: Console) -> None:
    """Print whose marks these are, and that nobody endorses this."""
    console.print(f"\n{NOTICE}", style="dim")


def print_lines(console: Console, heading: str, lines: Iterable[str]) -> None:
    """Print a heading and a list below it."""
    console.print(f"\n{heading}", style="bold")
    for line in lines:
        row = Table.grid(padding=(0, 1, 0, 0))
        row.add_row("-", Text(line, overflow="fold"))
        console.print(Padding(row, (0, 0, 0, 1)))
