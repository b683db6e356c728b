"""The ``tpmlab author`` commands: thin, each loads its code when it runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tpmlab.content import is_clone, root
from tpmlab.errors import ContentError

if TYPE_CHECKING:
    from tpmlab.authoring.build import BuildReport

__all__ = ["app"]

app = typer.Typer(
    help="Write, build and check lessons and assignments.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
new = typer.Typer(
    help="Start a lesson, an assignment or a scenario from a template.", no_args_is_help=True
)
app.add_typer(new, name="new")


@app.command()
def build(
    ids: Annotated[
        list[str] | None,
        typer.Argument(help="Lessons, assignments, 'contents' or 'glossary'; all if none."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if anything stored differs.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Build what did not change too.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option(min=1, max=64, help="Kernels at a time; default: one a core.")
    ] = None,
) -> None:
    """Build notebooks/, solutions/ and exercises/ from content/."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from tpmlab.authoring import build as builder

    base = _repository()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("building", total=None)

        def notify(done: int, total: int, name: str) -> None:
            progress.update(bar, completed=done, total=total, description=name)

        report = builder.build(
            base, ids or (), check=check, everything=everything, jobs=jobs, notify=notify
        )
    _tell(report, check)
    if not report.ok:
        raise typer.Exit(1)


def _tell(report: BuildReport, check: bool) -> None:
    for line in (*report.problems, *report.differences):
        typer.echo(line, err=True)
    for path in report.removed:
        typer.echo(f"removed {path}")
    words = [f"{len(report.built)} {'compared' if check else 'built'}"]
    if not check:
        words.append(f"{len(report.fresh)} unchanged")
    words += [f"{len(report.problems)} failed"] * bool(report.problems)
    words += [f"{len(report.differences)} differences"] * bool(report.differences)
    typer.echo(", ".join(words) + ".")


@app.command()
def check(
    syllabus: Annotated[
        bool, typer.Option("--syllabus", help="Print how much of the syllabus is taught.")
    ] = False,
) -> None:
    """Read the content as a strict colleague would; nothing is executed."""
    from tpmlab.authoring.check import check_content

    base = _repository()
    if syllabus:
        _print_syllabus(base)
        return
    findings = check_content(base)
    for finding in findings:
        typer.echo(str(finding) if finding.level == "error" else f"{finding} (note)")
    errors = sum(finding.level == "error" for finding in findings)
    typer.echo(f"{errors} to mend, {len(findings) - errors} notes.")
    if errors:
        raise typer.Exit(1)


def _print_syllabus(base: Path) -> None:
    from tpmlab.authoring.library import Library
    from tpmlab.authoring.lints.topics import coverage
    from tpmlab.syllabus import load_syllabus

    rows = coverage(load_syllabus(base), Library.load(base))
    for row in rows:
        state = f"{row.taught / row.topics:4.0%}" if row.written else "planned"
        typer.echo(f"{row.lesson:32} {row.taught:3} of {row.topics:3}  {state:>7}")
    taught, topics = sum(row.taught for row in rows), sum(row.topics for row in rows)
    share = taught / topics if topics else 0
    typer.echo(f"{'all':32} {taught:3} of {topics:3}  {share:7.0%}")


@new.command()
def lesson(
    place: Annotated[str, typer.Argument(help="module/lesson-id, as in planning/earned-value")],
) -> None:
    """Write a lesson that builds and passes the checks as it is."""
    from tpmlab.authoring.new import new_lesson

    _list(new_lesson(_repository(), place))


@new.command()
def assignment(
    assignment_id: Annotated[str, typer.Argument(help="An id, as in earned-value-recovery")],
    lesson: Annotated[
        str | None, typer.Option(help="The lesson that leads to it (a written one).")
    ] = None,
) -> None:
    """Write an assignment that builds and passes the checks as it is."""
    from tpmlab.authoring.new import new_assignment

    _list(new_assignment(_repository(), assignment_id, lesson))


@new.command()
def scenario(
    scenario_id: Annotated[str, typer.Argument(help="An id, as in cloud-migration")],
) -> None:
    """Write a small project that can be played as it is."""
    from tpmlab.authoring.new import new_scenario

    _list(new_scenario(_repository(), scenario_id), "'tpmlab author check'")


def _list(
    paths: Sequence[object], then: str = "'tpmlab author build' and 'tpmlab author check'"
) -> None:
    for path in paths:
        typer.echo(str(path))
    typer.echo(f"Next: edit the text, then {then}.")


def _repository() -> Path:
    if not is_clone():
        raise ContentError(
            "The author commands work in a clone of the repository; clone it and run "
            "'pip install -e .[author]' there."
        )
    return root()
