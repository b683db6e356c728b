"""``tpmlab exam check``, ``show`` and ``numbers``: for those who write items."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tpmlab.errors import TpmlabError

if TYPE_CHECKING:
    from rich.console import Console

    from tpmlab.exam.items.bank import Bank
    from tpmlab.exam.items.model import Item
    from tpmlab.exam.numeric.formula import Formula

__all__ = ["check", "numbers", "show"]

OutlineId = Annotated[str, typer.Option("--outline", help="Outline the items are for.")]


def check(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[ID or FILE]...", help="Default: all items.")
    ] = None,
    outline: OutlineId = "pmp-2026",
) -> None:
    """Load items and look up every id they name; say what to mend, a line each.

    Tasks, misconceptions, sources, twins and regions of exhibits have to exist. Exit code 1
    if anything is to mend.

    \b
        tpmlab exam check                         all items of pmp-2026
        tpmlab exam check fields-by-friday        one of them, by id
        tpmlab exam check my/item.yaml            a file, wherever it lies
    """  # noqa: D301 - click reads \b as "keep these lines"
    from tpmlab.content import root
    from tpmlab.exam.items.bank import read_bank
    from tpmlab.exam.items.model import ITEMS
    from tpmlab.exam.items.references import check_twins

    folder = root() / ITEMS / outline
    paths = [_path(name, folder) for name in names] if names else None
    bank, problems = read_bank(outline, paths=paths)
    known = {path.stem for path in folder.glob("*.yaml")} | bank.by_id.keys()
    problems += check_twins(bank.items, known, root())
    for problem in problems:
        typer.echo(str(problem))
    files = len({item.case or item.id for item in bank.items})
    typer.echo(f"{len(bank)} items in {files} files are sound, {len(problems)} problems.")
    raise typer.Exit(1 if problems else 0)


def show(
    item_id: Annotated[str, typer.Argument(metavar="ID", help="Id of an item or a case set.")],
    outline: OutlineId = "pmp-2026",
    key: Annotated[bool, typer.Option("--key", help="Also the answer and its reasons.")] = False,
) -> None:
    """Print an item as a learner reads it; with --key also the answer and its reasons.

    \b
        tpmlab exam show fields-by-friday
        tpmlab exam show fields-by-friday --key
    """  # noqa: D301
    from rich.console import Console

    from tpmlab.exam.items.bank import read_bank
    from tpmlab.exam.outlines.loading import NOTICE

    bank, _ = read_bank(outline)
    items = [item for item in bank.items if item.case == item_id] or [bank.item(item_id)]
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    if items[0].case == item_id:
        _print_case(console, bank, item_id)
    for item in items:
        _print_item(console, item, alone=item.case != item_id, key=key)
    console.print(f"\n{NOTICE}", style="dim")


def numbers(
    formula: Annotated[
        str | None, typer.Argument(metavar="FORMULA", help="One of them, such as eac-typical.")
    ] = None,
    wrong: Annotated[
        list[str] | None,
        typer.Option("--wrong", help="A misconception to use; two or three times."),
    ] = None,
) -> None:
    """List the formulas of numeric items, or one with its inputs, wrong answers and seeds.

    Seeds are grouped by the key's place among the options: spread it over your items.

    \b
        tpmlab exam numbers
        tpmlab exam numbers eac-typical
        tpmlab exam numbers eac-typical --wrong multiply-by-cpi --wrong etc-for-eac --wrong spi-in-cost-forecast
    """  # noqa: D301, E501
    from tpmlab.exam.numeric.formulas import FORMULAS

    if formula is None:
        for each in FORMULAS.values():
            typer.echo(f"{each.name}: {each.asks}")
        return
    if formula not in FORMULAS:
        raise TpmlabError(f"There is no formula '{formula}'; 'tpmlab exam numbers' lists them.")
    for line in _formula_lines(FORMULAS[formula], wrong or list(FORMULAS[formula].wrong)[:3]):
        typer.echo(line)


def _path(name: str, folder: Path) -> Path:
    if name.endswith((".yaml", ".yml")):
        return Path(name)
    path = folder / f"{name}.yaml"
    if not path.is_file():
        raise TpmlabError(f"{path} does not exist: correct the id, or name a file.")
    return path


def _print_case(console: Console, bank: Bank, case_id: str) -> None:
    case = bank.cases[case_id]
    console.print(f"{case.id}: case set, {case.approach}", style="bold")
    console.print(f"\n{case.stem}\n")
    _print_exhibit(console, case.exhibit)


def _print_exhibit(console: Console, exhibit: object) -> None:
    from tpmlab.exam.items.exhibit import Exhibit

    if isinstance(exhibit, Exhibit):
        console.print(f"[{exhibit.title}] {exhibit.alt}\n", style="cyan")


def _print_item(console: Console, item: Item, *, alone: bool, key: bool) -> None:
    from tpmlab.exam.items.markup import to_plain
    from tpmlab.exam.items.words import answer_lines, asked_lines, reason_lines

    about = f"{item.task}, {item.approach}, {item.type}, {item.level}"
    console.print(f"{item.id}: {about}", style="bold")
    text = item.scenario if alone else item.stem
    if text:
        console.print(f"\n{to_plain(text)}\n")
    if alone:
        _print_exhibit(console, item.exhibit)
    console.print(to_plain(str(item.lead)), style="bold")
    for line in asked_lines(item):
        console.print(f"  {line}")
    if key:
        console.print("\nRight: " + "; ".join(answer_lines(item, item.right_answer())))
        for line in reason_lines(item):
            console.print(f"  {line}")
        console.print(f"Principle: {to_plain(item.principle)}")
    console.print()


def _formula_lines(formula: Formula, wrong: list[str]) -> Iterator[str]:
    from tpmlab.exam.numeric.formula import UNIT, compute, seeds_by_rank

    yield f"{formula.name}: {formula.asks}"
    shown = {**formula.inputs, **formula.derived}
    yield f"Placeholders: {', '.join(f'{{{name}}}' for name in shown)}; in 'whys' also {{answer}}"
    yield f"Wrong answers: {', '.join(formula.wrong)}"
    unit = "the item's 'unit'" if formula.unit == UNIT else formula.unit or "none"
    needed = "needed" if formula.has_unit else "not allowed"
    yield f"Unit of the answer: {unit}; 'unit' is {needed}; decimals: {formula.decimals}"
    yield f"Seeds with {', '.join(wrong)}, by the key's place:"
    ranks = seeds_by_rank(formula, wrong)
    for rank, seeds in ranks.items():
        found = compute(formula, seeds[0], wrong, "EUR" if formula.has_unit else "")
        options = " | ".join(text for text, _ in found.options)
        yield f"  {rank + 1}: seeds {', '.join(map(str, seeds))}; seed {seeds[0]}: {options}"
    if not ranks:
        yield "  none among the first 200; take other wrong answers."
