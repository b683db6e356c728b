"""``tpmlab app cockpit``: the cockpit without code cells, for a projector."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class _Widget(StrEnum):
    """What can be shown alone."""

    cockpit = "cockpit"


@app.command()
def show(
    widget: Annotated[_Widget, typer.Argument(help="What to show.")],
    *,
    scenario: Annotated[
        str, typer.Option(help="Id of a scenario, or a .yaml file of yours.")
    ] = "tutorial",
    seed: Annotated[int, typer.Option(min=0, help="Which luck.")] = 1,
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8866,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open one.")] = True,
) -> None:
    """Show the cockpit in a page of its own, without code; only this machine can reach it."""
    from tpmlab.learning.app import serve
    from tpmlab.scenarios import load

    load(scenario)  # a wrong one is said here and not on the page
    typer.echo(
        f"Starting the {widget} at http://127.0.0.1:{port}/; stop it with Ctrl-C. "
        "Open it in one browser at a time: each page is a game of its own."
    )
    raise typer.Exit(serve(scenario, seed, port, browser=browser))
