"""``tpmlab exam``: outlines, what changed between two, your months and your PDUs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tpmlab.cli_exam_export import export, import_
from tpmlab.cli_exam_group import pack, tally
from tpmlab.cli_exam_items import check, numbers, show
from tpmlab.cli_exam_play import mock, practice, resume, sessions
from tpmlab.cli_exam_quality import quality
from tpmlab.cli_exam_solve import solve_compare, solve_sheet
from tpmlab.cli_exam_study import plan, report, today
from tpmlab.errors import TpmlabError

if TYPE_CHECKING:
    from tpmlab.exam.outlines.model import Outline, Reading

__all__ = ["app"]

app = typer.Typer(
    help="Exams a TPM meets: what they ask, what changed, whether you qualify.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)

app.command()(quality)
app.command()(solve_sheet)
app.command()(solve_compare)
app.command()(check)
app.command()(show)
app.command()(numbers)
app.command()(practice)
app.command()(mock)
app.command()(resume)
app.command()(sessions)
app.command()(export)
app.command("import")(import_)
app.command()(pack)
app.command()(tally)
app.command()(today)
app.command()(plan)
app.command()(report)

OnDay = Annotated[str | None, typer.Option("--on", help="Day to reckon from, as 2026-12-01.")]


@app.command()
def outlines(
    outline_id: Annotated[
        str | None, typer.Argument(metavar="ID", help="One of them, such as pmp-2026.")
    ] = None,
    on: OnDay = None,
) -> None:
    """List the exams a TPM meets, or show one whole.

    An outline says what an exam asks: domains with their share of the items, and the tasks
    in each. Items, lessons and misconceptions name a task as outline:task, such as
    pmp-2026:business.3.

    \b
        tpmlab exam outlines              all of them, to compare
        tpmlab exam outlines pmp-2026     one: form, tasks, what is not verified

    Prices and rules change: each figure carries the day it was read, and 'not verified'
    lists what to ask the issuer before you pay.
    """  # noqa: D301 - click reads \b as "keep these lines"
    from tpmlab.exam.outlines import pages
    from tpmlab.exam.outlines.loading import load_outline, load_outlines

    day = _day(on)
    if outline_id is None:
        pages.print_all(load_outlines().values(), day)
    else:
        pages.print_one(load_outline(outline_id), day)


@app.command()
def compare(
    old: Annotated[str, typer.Argument(help="The earlier outline, such as pmp-2021.")],
    new: Annotated[str, typer.Argument(help="The one that follows it, such as pmp-2026.")],
) -> None:
    """Say what changed between two versions of an exam.

    Weights of the domains before and after, and for each task of the new outline where its
    topic stood in the old one: for readers who own an older book.

    \b
        tpmlab exam compare pmp-2021 pmp-2026
    """  # noqa: D301
    from tpmlab.exam.outlines import pages
    from tpmlab.exam.outlines.compare import compare_outlines
    from tpmlab.exam.outlines.loading import load_outline

    pages.print_comparison(compare_outlines(load_outline(old), load_outline(new)))


@app.command()
def eligibility(
    file: Annotated[Path, typer.Argument(help="YAML file with your projects.")],
    reading: Annotated[
        str | None, typer.Option(help="Id of one reading of the rule; default: all of them.")
    ] = None,
    on: OnDay = None,
) -> None:
    """Count your months of leading projects against the rule.

    A month in which you led three projects is one month, and months before the window don't
    count. Write your projects into a file:

    \b
        exam: pmp-2026
        education: bachelor        # secondary, associate, bachelor or gac
        training_hours: 35         # or training_waived: true with an active CAPM
        projects:
          - {name: Payment gateway move, start: 2022-03, end: 2023-01}
          - {name: Data platform, start: 2024-02}     # no end: you still lead it

    \b
        tpmlab exam eligibility my_projects.yaml
        tpmlab exam eligibility my_projects.yaml --on 2027-03-01

    Public pages disagree about the rule of 2026, so each reading is counted on its own with
    its source. The issuer decides: confirm with it before you apply.
    """  # noqa: D301
    from tpmlab.exam.outlines import pages
    from tpmlab.exam.outlines.eligibility import Month, check_eligibility
    from tpmlab.exam.outlines.loading import load_outline
    from tpmlab.exam.outlines.records import read_projects

    record = read_projects(file)
    outline, day = load_outline(record.exam), _day(on)
    applying = Month(day.year, day.month)
    counted = [
        (
            each,
            check_eligibility(
                record.led(),
                outline.prerequisites.rule(each),
                record.education,
                applying,
                training_hours=record.training_hours,
                training_waived=record.training_waived,
            ),
        )
        for each in _readings(outline, reading)
    ]
    pages.print_eligibility(outline, applying, counted)


@app.command()
def renewal(
    file: Annotated[Path, typer.Argument(help="YAML file with the PDUs you have earned.")],
    on: OnDay = None,
) -> None:
    """Count your PDUs against what a renewal asks for.

    One PDU is about an hour of learning or giving back. Write them into a file:

    \b
        exam: pmp-2026
        cycle_start: 2025-03-14    # the day you passed, or the day after your last cycle
        earned:
          - {day: 2025-06-01, kind: power-skills, pdus: 1.5, what: talk on conflict}

    \b
    Kinds: ways-of-working, power-skills, business-acumen (education),
    giving-back, working (working as a practitioner).

    \b
        tpmlab exam renewal my_pdus.yaml
    """  # noqa: D301
    from tpmlab.exam.outlines import pages
    from tpmlab.exam.outlines.loading import load_outline
    from tpmlab.exam.outlines.records import read_pdus
    from tpmlab.exam.outlines.renewal import renewal_status

    record, day = read_pdus(file), _day(on)
    outline = load_outline(record.exam)
    rule = outline.renewal.rule()
    if rule is None:
        raise TpmlabError(
            f"'{outline.id}' is not renewed by PDUs: {outline.renewal.short}; "
            f"'tpmlab exam outlines {outline.id}' has the rest."
        )
    pages.print_renewal(outline, rule, renewal_status(record.read(), rule, record.cycle_start), day)


def _day(text: str | None) -> date:
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise TpmlabError(f"'{text}' is not a day; write --on 2026-12-01.") from None


def _readings(outline: Outline, wanted: str | None) -> list[Reading]:
    readings = outline.prerequisites.readings
    if not readings:
        raise TpmlabError(
            f"Months can't be counted for '{outline.id}': it asks for "
            f"{outline.prerequisites.short}; ask the issuer how they count."
        )
    if wanted is None:
        return readings
    chosen = [reading for reading in readings if reading.id == wanted]
    if not chosen:
        names = ", ".join(reading.id for reading in readings)
        raise TpmlabError(f"'{outline.id}' has no reading '{wanted}'; use {names}.")
    return chosen
