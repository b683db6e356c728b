"""The ``tpmlab`` command: names and one-line helps; a command's code loads when it runs."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from tpmlab.errors import TpmlabError

__all__ = ["app", "main"]

# command -> (module whose `app` holds it, its line in `tpmlab --help`)
_COMMANDS = {
    "lab": ("tpmlab.cli_lab", "Lay or update your copy of the lessons, open JupyterLab."),
    "progress": ("tpmlab.cli_progress", "Show what you have done; export or reset it."),
    "check": ("tpmlab.cli_check", "Check your exercise and say what each part earned."),
    "simulate": ("tpmlab.cli_simulate", "Run a policy of yours on many seeds of a scenario."),
    "app": ("tpmlab.cli_app", "Show the cockpit alone, without code: for a projector."),
    "exam": ("tpmlab.cli_exam", "Exams a TPM meets: what they ask, whether you qualify."),
    "author": ("tpmlab.cli_author", "Write, build and check lessons and assignments."),
}


class _LazyGroup(TyperGroup):
    """Knows its commands by name and help; imports one only to run it."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in _COMMANDS:
            return None
        return TyperCommand(name=cmd_name, help=_COMMANDS[cmd_name][1])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, command, rest = super().resolve_command(ctx, args)
        if name in _COMMANDS:
            command = typer.main.get_command(import_module(_COMMANDS[name][0]).app)
            command.name = name
        return name, command, rest


app = typer.Typer(
    cls=_LazyGroup,
    rich_markup_mode=None,  # Rich would double the time of --help
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tpmlab {import_module('tpmlab').__version__}")
        raise typer.Exit


@app.callback()
def tpmlab(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", is_eager=True, callback=_print_version
        ),
    ] = False,
) -> None:
    """Learn technical project management in JupyterLab: decide, see, explain, check."""


def main() -> None:
    """Run the command line; anything a reader can mend ends as one sentence, exit code 1."""
    try:
        app()
    except TpmlabError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        typer.echo(f"{where}{error.strerror or error}; mend that and try again.", err=True)
        sys.exit(1)
