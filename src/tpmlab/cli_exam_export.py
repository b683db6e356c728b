"""``tpmlab exam export`` and ``import``: the bank elsewhere, and questions of your own here."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tpmlab.errors import TpmlabError

if TYPE_CHECKING:
    from tpmlab.exam.items.model import Item

__all__ = ["export", "import_"]


def export(
    name: Annotated[
        str, typer.Argument(metavar="FORMAT", help="anki, csv, moodle, qti21, qti30 or canvas.")
    ],
    file: Annotated[Path, typer.Argument(help="File to write, such as pmp.apkg.")],
    *,
    outline: Annotated[str, typer.Option("--outline", help="Which exam.")] = "pmp-2026",
    task: Annotated[
        str | None, typer.Option(help="Only a task such as business.3, or a domain.")
    ] = None,
    form: Annotated[
        str | None, typer.Option(help="Only the items of a form, such as mock-60.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Which form of that kind.")] = 1,
    mine: Annotated[
        bool, typer.Option("--mine", help="Your own imported items instead of the bank's.")
    ] = False,
) -> None:
    """Write items for another program: with pictures, reasons and the rule behind each key.

    \b
        tpmlab exam export anki pmp.apkg                  cards for Anki; again updates them
        tpmlab exam export moodle people.xml --task people
        tpmlab exam export qti30 mock.zip --form mock-60 --seed 7
        tpmlab exam export csv mine.csv --mine            single and multiple, a row each

    qti21 and qti30 are packages for test systems, canvas is QTI 1.2 as Canvas reads it.
    A type that a format doesn't have is converted or left out, and the output says how many.
    """  # noqa: D301 - click reads \b as "keep these lines"
    from tpmlab.exam.export.formats import FORMATS, export_items
    from tpmlab.exam.outlines.loading import load_outline
    from tpmlab.files import write_atomically

    _check(name, file)
    items = _items(outline, task, form, seed, mine=mine)
    about = " ".join(part for part in (task, form, "own items" if mine else None) if part)
    title = f"tpmlab {load_outline(outline).id}" + (f": {about}" if about else "")
    made = export_items(items, name, title, time.time())
    write_atomically(file, made.data)
    for line in made.lines():
        typer.echo(line)
    typer.echo(f"Written to {file}, for {FORMATS[name].reader}.")


def import_(
    file: Annotated[Path, typer.Argument(help="CSV or YAML file with your items.")],
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Take the sound ones and say what was skipped.")
    ] = False,
) -> None:
    """Take items of your own into the folder my-items/ of your workspace.

    They stay there: nothing is sent anywhere. Each is checked as the bank's own are, and if
    one is wrong nothing is imported. For the columns of a CSV file, export one; YAML holds one
    item a document, as docs/item-format.md shows.

    \b
        tpmlab exam import my_questions.csv
        tpmlab exam import my_questions.yaml --skip-bad
    """  # noqa: D301
    from tpmlab.exam.export.own_items import import_items, own_items_folder

    workspace = _workspace()
    found = import_items(file, workspace, skip_bad=skip_bad)
    for problem in found.skipped:
        typer.echo(f"Skipped: {problem}")
    again = f", {len(found.replaced)} of them in place of an older one" if found.replaced else ""
    count = f"{len(found.kept)} item{' is' if len(found.kept) == 1 else 's are'}"
    typer.echo(f"{count} in {own_items_folder(workspace)}{again}.")


def _check(name: str, file: Path) -> None:
    """Refuse what would fail after the work, or give a file that its reader doesn't open."""
    from tpmlab.exam.export.formats import FORMATS

    if name not in FORMATS:
        raise TpmlabError(f"There is no format '{name}'; use one of {', '.join(FORMATS)}.")
    suffix = FORMATS[name].suffix
    if file.suffix.lower() != suffix:
        raise TpmlabError(f"{file} should end in {suffix}, which {name} files do; rename it.")
    if not file.parent.is_dir():
        raise TpmlabError(f"{file.parent} is no folder: make it, or name another file.")
    if file.is_dir():
        raise TpmlabError(f"{file} is a folder: name a file in it.")


def _items(
    outline: str, task: str | None, form: str | None, seed: int, *, mine: bool
) -> list[Item]:
    if mine and form:
        raise TpmlabError("A form is drawn from the bank: leave out --mine or --form.")
    if mine:
        from tpmlab.exam.export.own_items import load_own_items

        items = load_own_items(_workspace(), outline)
    else:
        items = _bank_items(outline, form, seed)
    found = [item for item in items if task in (None, item.task, item.domain)]
    if items and not found:
        known = ", ".join(sorted({item.task for item in items}))
        raise TpmlabError(f"No item counts for '{task}'; use a task or its domain: {known}.")
    return found


def _bank_items(outline: str, form: str | None, seed: int) -> tuple[Item, ...]:
    from tpmlab.exam.items.bank import load_bank

    bank = load_bank(outline)
    if form is None:
        return bank.items
    from tpmlab.exam.outlines.loading import load_outline
    from tpmlab.exam.playing.form_model import load_form
    from tpmlab.exam.playing.forms import assemble

    (sheet,) = assemble(bank, load_form(form), load_outline(outline), seed)
    return tuple(bank.item(name) for name in sheet.items)


def _workspace() -> Path:
    from tpmlab.learning.places import find_workspace

    workspace = find_workspace()
    if workspace is None:
        raise TpmlabError(
            f"{Path.cwd()} is not in a tpmlab workspace, where own items are kept: change to the "
            "folder that 'tpmlab lab' made, or run 'tpmlab lab' here to make one."
        )
    return workspace
