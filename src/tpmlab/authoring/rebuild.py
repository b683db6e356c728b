"""Rebuild a dataset's ``data.csv``: what every ``datasets/*/build.py`` shares.

A ``build.py`` turns the publisher's file into rows; this module writes them in the one
form that all datasets have, so that the same file gives the same bytes everywhere.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from tpmlab.data.package import Dataset, read_package
from tpmlab.errors import TpmlabError

__all__ = ["Cell", "Row", "number", "read_csv", "run", "table_text", "whole"]

Cell = str | int | float | bool | date | datetime | None
Row = Mapping[str, Cell]


def run(rows: Callable[[Path], Iterable[Row]], script: str) -> None:
    """Be the command line of a ``build.py``: read the source named, write ``data.csv``.

    Parameters
    ----------
    rows : callable
        Reads the publisher's file or folder into rows, in the order to be written.
    script : str
        ``__file__`` of the ``build.py``; its folder's name is the dataset's id.

    Raises
    ------
    SystemExit
        With one sentence if the source won't do; nothing is written then.
    """
    folder = Path(script).resolve().parent
    parser = argparse.ArgumentParser(
        description=rows.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path, help="what you have downloaded; see the card")
    parser.add_argument("--output", type=Path, default=folder / "data.csv")
    given = parser.parse_args()
    try:
        dataset = read_package(folder.parents[1]).find(folder.name)
        text = table_text(rows(given.source), dataset)
    except FileNotFoundError as error:
        sys.exit(f"{error.filename} does not exist; the dataset's card says what to download.")
    except KeyError as error:
        sys.exit(f"{given.source}: the column {error} is missing; is it the file of the card?")
    except TpmlabError as error:
        sys.exit(str(error))
    given.output.write_text(text, encoding="utf-8", newline="\n")


def table_text(rows: Iterable[Row], dataset: Dataset) -> str:
    """Write rows as the text of a ``data.csv``.

    Parameters
    ----------
    rows : iterable of mapping
        Cells by column; None is an empty cell. A row must have exactly the columns of
        ``datapackage.json``.
    dataset : Dataset
        Which columns there are.

    Returns
    -------
    str
        Comma-separated, one header row, a line feed at line ends.

    Raises
    ------
    TpmlabError
        If a row has a column too many or too few.

    Examples
    --------
    >>> from tpmlab.data.package import read_package
    >>> points = read_package().find("story-points")
    >>> row = {"project": "mesos", "issue_order": 1, "split": "train", "story_points": 3.0}
    >>> table_text([row], points).splitlines()[1]
    'mesos,1,train,3'
    """
    columns = list(dataset.columns)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        wrong = set(row) ^ set(columns)
        if wrong:
            raise TpmlabError(
                f"build.py of '{dataset.name}': '{min(wrong)}' is in the rows or in "
                "datapackage.json, not in both; make them agree."
            )
        writer.writerow([_text(row[name]) for name in columns])
    return text.getvalue()


def read_csv(path: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    """Read a CSV file with one header row; cells may be long and hold line breaks."""
    csv.field_size_limit(10_000_000)
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def whole(text: str) -> int | None:
    """Read a whole number; an empty cell is None.

    Examples
    --------
    >>> whole("100750"), whole("")
    (100750, None)
    """
    return int(text) if text else None


def number(text: str) -> float | None:
    """Read a number; an empty cell is None.

    Examples
    --------
    >>> number("112.58"), number("")
    (112.58, None)
    """
    return float(text) if text else None


def _text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else str(value)
