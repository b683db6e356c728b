"""``tpmlab simulate``: a policy of yours on many seeds, beside the built-in ones."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tpmlab.errors import TpmlabError

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

__all__ = ["app", "simulate"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_MONEY = ("spent", "delivered", "net_benefit")  # in thousands


@app.command()
def simulate(
    scenario: Annotated[
        str, typer.Argument(help="Id of a scenario, such as tutorial, or a .yaml file of yours.")
    ],
    policy: Annotated[
        Path, typer.Option(help="Python file with a function policy(view) that returns a Decision.")
    ],
    *,
    seeds: Annotated[int, typer.Option(min=1, help="How many: seeds 1 to this number.")] = 40,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes to use.")] = 1,
    seconds: Annotated[
        float, typer.Option(min=0.1, help="The longest that a week's decision may take.")
    ] = 2,
    baselines: Annotated[
        bool, typer.Option(help="Run the built-in policies on the same seeds.")
    ] = True,
    csv: Annotated[
        Path | None, typer.Option(help="Write your policy's runs here, a row a seed.")
    ] = None,
    picture: Annotated[
        Path | None, typer.Option(help="Write a picture of the scores here, as PNG.")
    ] = None,
) -> None:
    """Run your policy on many seeds of a scenario, beside the built-in ones.

    A policy decides a week at a time from what a project manager can see. It runs in a
    process of its own, gets views and nothing else, and what it prints is not shown. The
    smallest one:

    \b
        from tpmlab.simulator import Decision

    \b
        def policy(view):
            late = view.forecast > view.agreed
            return Decision(test=0.1, overtime=0.2 if late else 0.0)

    \b
    Save it as my_policy.py, then:
        tpmlab simulate tutorial --policy my_policy.py
        tpmlab simulate saas-launch --policy my_policy.py --seeds 200 --workers 2

    The table shows medians over the seeds, for one lucky seed says little; half of the
    scores lie between the quartiles. docs/model.md has what a view shows and what the score
    counts.
    """  # noqa: D301 - click reads \b as "keep these lines"
    from tpmlab.scenarios import load
    from tpmlab.simulator.policies import NAIVE

    chosen = load(scenario)
    for path in filter(None, (csv, picture)):
        if not path.resolve().parent.is_dir():
            raise TpmlabError(f"There is no folder {path.parent} for {path.name}: make it first.")
    names = (*(each.__name__ for each in NAIVE), "strong") if baselines else ()
    if policy.stem in names:
        raise TpmlabError(
            f"'{policy.stem}' is the name of a built-in policy: rename {policy.name}."
        )
    from tpmlab.policy_box import Limits, from_file, run_beside

    source = from_file(policy)
    with _Bar((1 + len(names)) * seeds) as bar:
        found = run_beside(
            chosen,
            source,
            range(1, seeds + 1),
            baselines=names,
            workers=workers,
            limits=Limits(decision=seconds),
            progress=bar.show,
        )
    tables = {policy.stem: found.own.table, **found.baselines}
    _print(tables, f"{chosen.title}, {seeds} {'seed' if seeds == 1 else 'seeds'}")
    if found.own.refused:
        typer.echo(f"Orders without effect: {found.own.refused}; {found.own.examples[0]}")
    _save(tables, policy.stem, csv, picture)


class _Bar:
    """A progress bar on the error stream, if somebody looks."""

    def __init__(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self._bar = Progress(console=Console(stderr=True), disable=not sys.stderr.isatty())
        self._task = self._bar.add_task("Running", total=total)

    def __enter__(self) -> _Bar:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def show(self, done: int) -> None:
        self._bar.update(self._task, completed=done)


def _print(tables: dict[str, pd.DataFrame], title: str) -> None:
    from rich.console import Console

    Console(highlight=False).print(_table(tables, title))


def _table(tables: dict[str, pd.DataFrame], title: str) -> Table:
    from rich.table import Table
    from rich.text import Text

    own = next(iter(tables))
    title = f"{title}: medians, and quartiles of the score; money in thousands"
    shown = Table(title=title, title_justify="left", box=None, padding=(0, 2, 0, 0))
    shown.add_column("Policy", no_wrap=True)
    for heading in ("Score", "Quartiles", "Weeks", "Spent", "Value", "Net", "Launched"):
        shown.add_column(heading, justify="right", no_wrap=True)
    ranked = sorted(tables, key=lambda name: -float(tables[name]["score"].median()))
    for name in ranked:
        table = tables[name]
        low, high = table["score"].quantile([0.25, 0.75])
        medians = [f"{table[column].median():,.0f}" for column in _MONEY]
        shown.add_row(
            Text(name, style="bold" if name == own else ""),
            f"{table['score'].median():.0f}",
            f"{low:.0f} to {high:.0f}",
            f"{table['finish'].median():.1f}",
            *medians,
            f"{table['launched'].mean():.0%}",
        )
    return shown


def _save(
    tables: dict[str, pd.DataFrame], own: str, csv: Path | None, picture: Path | None
) -> None:
    from tpmlab.files import write_atomically

    if csv:
        write_atomically(csv, tables[own].to_csv(lineterminator="\n").encode())
        typer.echo(f"{len(tables[own])} runs written to {csv}.")
    if picture:
        from tpmlab.explorer_pictures.policies import policies_picture

        drawn = policies_picture({name: table["score"] for name, table in tables.items()})
        write_atomically(picture, drawn.png())
        typer.echo(f"Picture written to {picture}: {drawn.alt}")
