"""``tpmlab check``: what an exercise earns so far, part by part."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tpmlab.errors import TpmlabError
from tpmlab.learning.places import find_workspace
from tpmlab.learning.progress import Progress
from tpmlab.learning.validation import ExerciseError, Result, release_notebook, validate
from tpmlab.learning.verdict import STATE_WORDS
from tpmlab.learning.workspace import path_of

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["app", "check", "learners_notebook"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_COLOURS = {
    "passed": "green",
    "partly": "yellow",
    "wrong": "red",
    "unanswered": "dim",
    "broken": "red",
}


@app.command()
def check(
    exercise: Annotated[str, typer.Argument(help="Id of the exercise, such as critical-path.")],
    file: Annotated[
        Path | None, typer.Option(help="Your notebook, if it lies elsewhere than it was laid.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    seconds: Annotated[int, typer.Option(min=1, help="Time limit of each cell.")] = 30,
) -> None:
    """Check your exercise and say what each part earned.

    Your notebook is run on a copy. Exit code 0: all visible points; 1: not all; 2: it
    could not be checked.
    """
    try:
        release_notebook(exercise)
        path = file or learners_notebook(exercise)
        if not as_json and sys.stderr.isatty():
            typer.echo(f"Running {path} from top to bottom …", err=True)
        result = validate(path, exercise, seconds=seconds)
    except TpmlabError as error:
        typer.echo(json.dumps({"error": str(error)}) if as_json else str(error), err=not as_json)
        raise typer.Exit(2) from None
    _record(result, path)
    if as_json:
        typer.echo(json.dumps(result.as_json() | {"file": str(path)}))
    else:
        _print(result, path)
    raise typer.Exit(0 if result.earned == result.possible else 1)


def learners_notebook(exercise: str) -> Path:
    """Find the learner's copy of an exercise.

    Parameters
    ----------
    exercise : str
        Id of the exercise.

    Returns
    -------
    pathlib.Path
        Where the workspace around the current folder has it, else here or in
        ``exercises/`` here.

    Raises
    ------
    ExerciseError
        If it is in none of these places.
    """
    workspace = find_workspace()
    laid = path_of(f"assignment:{exercise}", workspace)
    # The folder one stands in comes first: a second copy of the exercise may lie there.
    places = [Path(laid.name), Path(laid)]
    if workspace is not None:
        places.insert(1, workspace / laid)
    for place in places:
        if place.is_file():
            return place
    raise ExerciseError(
        f"{laid} is not in {workspace or Path.cwd()}: change to the folder that 'tpmlab lab' made, "
        f"or name your notebook with 'tpmlab check {exercise} --file FILE'."
    )


def _record(result: Result, path: Path) -> None:
    """Note it in the workspace that the notebook lies in, wherever the command runs."""
    states = {part.name: str(part.state) for part in result.parts}
    progress = Progress(find_workspace(path.resolve().parent))
    progress.check_run(result.assignment, result.earned, result.possible, states)


def _print(result: Result, path: Path) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    console.print(_table(result, path))
    for note in result.notes:
        console.print(f"Note: {note}", markup=False)
    console.print(result.summary)


def _table(result: Result, path: Path) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=f"{result.assignment} ({path})", title_justify="left", show_lines=True)
    for heading in ("Part", "Points", "State", "What to do next"):
        table.add_column(heading)
    for part in result.parts:
        state = Text(STATE_WORDS[part.state], style=_COLOURS[part.state])
        points = f"{part.earned:g} of {part.points:g}"
        table.add_row(Text(part.name), points, state, Text(part.message))
    return table
