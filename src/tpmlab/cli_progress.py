"""``tpmlab progress``: the same summary as *Start here*, export and reset."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from tpmlab.curriculum import load_curriculum
from tpmlab.errors import TpmlabError
from tpmlab.learning.overview import LessonRow, continue_at, rows
from tpmlab.learning.places import find_workspace
from tpmlab.learning.progress import Progress, summarise
from tpmlab.learning.transfer import export as export_events
from tpmlab.learning.transfer import reset as reset_progress
from tpmlab.learning.workspace import path_of

__all__ = ["app"]

app = typer.Typer(
    rich_markup_mode=None, add_completion=False, help="Show what you have done; export or reset it."
)


@app.callback(invoke_without_command=True)
def show(context: typer.Context) -> None:
    """Show what you have done, lesson by lesson, and where to go on."""
    if context.invoked_subcommand is not None:
        return
    workspace = _workspace()
    summary = summarise(Progress(workspace).events())
    table = rows(load_curriculum(), summary)
    console = Console(highlight=False)
    console.print(_table(table))
    following = continue_at(table, summary)
    if following is not None:
        where = path_of(f"lesson:{following.lesson.id}", workspace)
        left = f" Left there: {', '.join(following.open)}." if following.opened else ""
        console.print(f"Continue where you stopped: {following.lesson.title} ({where}).{left}")
    elif summary.recent:
        console.print("Everything written so far is done.")
    else:
        console.print("Nothing is recorded yet: run 'tpmlab lab' and begin with Start here.")


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="Where to write; ends in .json or .csv.")],
) -> None:
    """Write everything recorded, exam practice too, oldest first, to a JSON or CSV file."""
    from tpmlab.exam.study.reviews import as_events, load_reviews

    workspace = _workspace()
    events = [*Progress(workspace).events(), *as_events(load_reviews(workspace))]
    events.sort(key=lambda event: event.at)
    export_events(events, file)
    typer.echo(f"{len(events)} events written to {file}.")


@app.command()
def reset(
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Start progress anew; the old file is kept, your notebooks stay as they are."""
    workspace = _workspace()
    if not yes:
        typer.confirm(f"Start your progress in {workspace} anew?", abort=True)
    kept = reset_progress(workspace)
    typer.echo(
        f"Progress starts anew; the old file is kept as {kept}." if kept else "There was none."
    )


def _workspace() -> Path:
    workspace = find_workspace()
    if workspace is None:
        raise TpmlabError(
            f"{Path.cwd()} is not in a tpmlab workspace: change to the folder that 'tpmlab lab' "
            "made, or run 'tpmlab lab' here to make one."
        )
    return workspace


def _table(lessons: list[LessonRow]) -> Table:
    table = Table(title="Your progress", title_justify="left")
    for heading in ("Lesson", "State", "Guess", "Questions right", "Exercise"):
        table.add_column(heading)
    for row in lessons:
        guess = f"{row.guesses} of {row.predictions}" if row.predictions else "–"
        table.add_row(row.lesson.title, row.state, guess, _questions(row), _exercise(row))
    return table


def _questions(row: LessonRow) -> str:
    if not row.questions:
        return "–"
    answered = "" if row.answered == row.questions else f" ({row.answered} answered)"
    return f"{row.right} of {row.questions}{answered}"


def _exercise(row: LessonRow) -> str:
    if row.lesson.assignment is None:
        return "–"
    if row.check is None:
        return "not checked"
    return f"{row.check.earned:g} of {row.check.possible:g} points"
