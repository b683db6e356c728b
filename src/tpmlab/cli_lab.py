"""``tpmlab lab``: lay or update the workspace, then open JupyterLab on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tpmlab.learning import lab as jupyter
from tpmlab.learning.workspace import lay

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def lab(
    folder: Annotated[
        Path | None,
        typer.Argument(
            help="Your copy of the lessons [default: the one you are in, else ./tpmlab-workspace]."
        ),
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="[default: the first free from 8888]")
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open one.")] = True,
) -> None:
    """Lay or update your copy of the lessons and open JupyterLab on it.

    Files that you changed are never overwritten: a new version is laid beside them.
    """
    workspace = (folder or jupyter.default_folder()).absolute()
    report = lay(workspace)
    typer.echo("\n".join([f"Workspace: {workspace}", *report.lines()]))
    jupyter.sign_shipped(workspace)
    typer.echo("Starting JupyterLab; stop it with Ctrl-C.")
    raise typer.Exit(jupyter.run(workspace, port, browser=browser))
