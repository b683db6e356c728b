"""``tpmlab exam pack`` and ``tally``: a study group that meets without a server."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from tpmlab.exam.group.folder import Pack, Tally

__all__ = ["pack", "tally"]


def pack(
    *,
    week: Annotated[int, typer.Option(min=1, help="Which week of the group, from 1.")],
    outline: Annotated[
        str | None, typer.Option(help="Which exam, such as pmp-2026; default: the group's.")
    ] = None,
    members: Annotated[
        str | None, typer.Option(help="Names or initials with commas between; default: as before.")
    ] = None,
    minutes: Annotated[int, typer.Option(help="How long the meeting lasts, 25 to 180.")] = 60,
    out: Annotated[Path, typer.Option(help="The group's folder.")] = Path("study-group"),
    seed: Annotated[int, typer.Option(help="Another number draws other items.")] = 1,
    paper: Annotated[Literal["A4", "letter"], typer.Option(help="What you print on.")] = "A4",
    again: Annotated[
        bool, typer.Option("--again", help="Write a week once more, with the same items.")
    ] = False,
) -> None:
    """Make a week's pack for a study group: vote, discuss, vote again.

    Pages for the members without keys (a slip, items, cards A to D), pages for the one who leads
    (minutes, what to ask, a vote sheet, keys with reasons), both as HTML and, where Chromium,
    Chrome or Edge is installed, as PDF; a notebook for a projector; votes.csv to fill in.
    No item comes twice in a group's weeks; weak tasks come first once votes are tallied.

    \b
        tpmlab exam pack --week 1 --members NB,CC,CF,HY,BD,KM
        tpmlab exam tally study-group/week-01/votes.csv
        tpmlab exam pack --week 2
    """  # noqa: D301 - click reads \b as "keep these lines"
    from tpmlab.exam.group.folder import make_pack

    names = None if members is None else members.split(",")
    made = make_pack(
        out,
        week,
        today=date.today(),
        outline_id=outline,
        members=names,
        minutes=minutes,
        seed=seed,
        again=again,
        paper=paper,
    )
    for line in _told(made):
        typer.echo(line)
    _print(made)


def tally(
    file: Annotated[Path, typer.Argument(help="The votes.csv of a week's pack, filled in.")],
) -> None:
    """Count a week's votes: what the discussion changed, and where the group is weak.

    Writes a page with a heat map of tasks by members beside the file, and keeps the votes in
    the group's folder: the next pack aims at the weak tasks. Each cell that can't be read is
    told in a sentence with row and column, and then nothing is kept.

    \b
        tpmlab exam tally study-group/week-01/votes.csv
    """  # noqa: D301
    from tpmlab.exam.group.folder import VoteError, tally_file

    try:
        found = tally_file(file)
    except VoteError as error:
        for sentence in error.sentences:
            typer.echo(sentence, err=True)
        raise typer.Exit(1) from None
    _show(found)


def _told(made: Pack) -> list[str]:
    week = made.week
    weak = [name for name, why in week.reasons.items() if why.startswith("weak")]
    aim = (
        f"{len(weak)} of them from tasks the group found hard"
        if weak
        else "by the exam's weights; no task is known to be weak"
    )
    untold = [n for n, held in made.record.weeks.items() if n < made.number and not held.votes]
    missing = [
        f"Week {n} was not tallied, so this pack doesn't know what was hard there; run 'tpmlab "
        "exam tally' before the next one."
        for n in untold[-1:]
    ]
    return [
        f"Week {made.number}, {week.minutes} minutes, {len(made.record.members)} members: "
        f"{len(week.warm_up)} items to warm up, {len(week.main)} to discuss, "
        f"{len(week.take_home)} to take home, {aim}.",
        *missing,
        f"  members   {made.pages[0]}",
        f"  leader    {made.pages[1]}   (the keys: for one of you)",
        f"  notebook  {made.folder / 'pack.ipynb'}",
        f"  votes     {made.folder / 'votes.csv'}",
    ]


def _print(made: Pack) -> None:
    from tpmlab.exam.group.printing import find_chromium, print_pdf

    browser = find_chromium()
    if browser is None:
        typer.echo(
            "No PDF: Chromium, Chrome or Edge was not found. Open the two pages in any browser and "
            "print them there; page breaks are set."
        )
        return
    for page in made.pages:
        pdf = page.with_suffix(".pdf")
        print_pdf(page, pdf, browser)
        typer.echo(f"  paper     {pdf}")


def _show(found: Tally) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from tpmlab.exam.group.tally_page import wrong_majorities
    from tpmlab.exam.group.votes import item_code

    console = Console(highlight=False, markup=False)
    console.print(f"Week {found.number}. {found.said}")
    for each in wrong_majorities(found.items):
        code = item_code(found.number, each.number)
        console.print(
            f"  {code}, {each.item.task}: {each.first.right} of {each.first.of} right, "
            f"{each.fans} chose {each.favourite}."
        )
    table = Table(title="First votes right, by task and member, all weeks")
    table.add_column("Task")
    for name in (*found.record.members, "all"):
        table.add_column(Text(name), justify="right")
    for row in found.tasks:
        cells = [str(cell) if cell.of else "–" for cell in row.members]
        mark = " weak" if row.weak else ""
        table.add_row(f"{row.task}{mark}", *cells, str(row.whole))
    console.print(table)
    console.print(f"The page with the heat map: {found.page}")
