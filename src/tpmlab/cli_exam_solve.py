"""``tpmlab exam solve-sheet`` and ``solve-compare``: an independent solver, without the keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tpmlab.errors import TpmlabError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tpmlab.exam.items.model import Item
    from tpmlab.exam.quality.solve_compare import Disagreement

__all__ = ["solve_compare", "solve_sheet"]

OfOutline = Annotated[str, typer.Option(help="Whose bank, such as pmp-2026.")]
OfDomain = Annotated[str | None, typer.Option(help="One domain's items only, such as people.")]


def solve_sheet(
    *,
    outline: OfOutline = "pmp-2026",
    domain: OfDomain = None,
    item: Annotated[
        list[str] | None, typer.Option(help="Only this item; give it again for more.")
    ] = None,
    answers: Annotated[
        Path | None, typer.Option(help="Write the CSV file for the answers here.")
    ] = None,
    options_only: Annotated[
        bool, typer.Option("--options-only", help="Leave the scenarios out: for guessing.")
    ] = False,
) -> None:
    """Print items without keys, for somebody who did not write them to solve.

    Codes stand for the items' ids; reasons, misconceptions, principles, twins and logs are
    left out. Exhibits are told by their words and their table.

    \b
        tpmlab exam solve-sheet --domain people --answers people.csv > people.txt
        tpmlab exam solve-compare people.csv

    With --options-only a reader guesses without the scenario. Keys that are found so are right
    in any scenario: let a fact decide.
    """  # noqa: D301 - click reads \b as "keep these lines"
    from tpmlab.exam.quality import solve_sheet as sheets
    from tpmlab.files import write_atomically

    items = _items(outline, domain)
    if item:
        unknown = set(item) - {each.id for each in items}
        if unknown:
            raise TpmlabError(f"'{outline}' has no item '{min(unknown)}'; correct --item.")
        items = [each for each in items if each.id in item]
    if answers is not None:
        if answers.exists():
            raise TpmlabError(f"{answers} exists and may hold answers; give another name.")
        write_atomically(answers, sheets.answer_csv(items).encode())
    typer.echo(sheets.solve_sheet(items, options_only=options_only), nl=False)


def solve_compare(
    file: Annotated[Path, typer.Argument(help="The filled CSV file.")],
    *,
    outline: OfOutline = "pmp-2026",
    least: Annotated[
        float, typer.Option(min=0, max=100, help="Agreement in percent below which to fail.")
    ] = 95.0,
) -> None:
    """Compare a solver's answers with the keys: agreement by domain, every disagreement.

    An item whose solver disagrees is rewritten or dropped. The exit code is 1 when fewer
    agree than asked for, or an answer is missing.

    \b
        tpmlab exam solve-compare people.csv
    """  # noqa: D301
    from tpmlab.exam.quality.solve_compare import SheetError, compare_sheet

    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise SheetError(f"{file} is not UTF-8 text: save it again as CSV in UTF-8.") from None
    found = compare_sheet(text, _items(outline, None), str(file))
    for each in (*found.by_domain, found.whole):
        low, high = each.interval
        rate = f"{100 * each.agree / each.n:.1f} %" if each.n else "–"
        typer.echo(
            f"{each.domain:<10} {each.agree:>4} of {each.n:<4} {rate:>8}   "
            f"95 % interval {100 * low:.1f} to {100 * high:.1f} %"
        )
    _print_notes("Disagreements: rewrite or drop", found.disagreements)
    _print_notes("Doubts, though the answer agrees", found.doubts)
    if found.unanswered:
        typer.echo(f"\nNot answered: {', '.join(found.unanswered)}")
    if found.missing:
        typer.echo(f"\nNot on the sheet: {len(found.missing)} items of the bank.")
    agreed = found.whole.n and 100 * found.whole.agree / found.whole.n >= least
    if not agreed or found.unanswered:
        raise typer.Exit(1)


def _print_notes(heading: str, notes: Sequence[Disagreement]) -> None:
    if notes:
        typer.echo(f"\n{heading}")
    for note in notes:
        typer.echo(f"- {note.file}: {note.item}")
        typer.echo(f"    chosen  {note.chosen}")
        if note.chosen != note.key:
            typer.echo(f"    key     {note.key}")
        for name, words in (("fact", note.deciding_fact), ("doubt", note.doubt)):
            if words:
                typer.echo(f"    {name:<7} {words}")


def _items(outline_id: str, domain: str | None) -> list[Item]:
    """Items that can be read; files that can't are named and left out."""
    from tpmlab.exam.items.bank import read_bank
    from tpmlab.exam.outlines.loading import load_outline

    bank, problems = read_bank(outline_id)
    for problem in problems:
        typer.echo(f"left out: {problem}", err=True)
    if domain is None:
        return list(bank.items)
    names = [each.id for each in load_outline(outline_id).domains]
    if domain not in names:
        raise TpmlabError(f"'{outline_id}' has no domain '{domain}'; use {', '.join(names)}.")
    return [item for item in bank.items if item.domain == domain]
