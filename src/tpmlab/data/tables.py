"""Read a dataset's table: every cell checked against the schema, every column typed."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

from tpmlab.data.errors import DataError
from tpmlab.data.package import Column, Dataset

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_table"]

_WHOLE = r"-?\d+"
_SHAPES = {  # how a filled cell of each type is written
    "integer": (_WHOLE, "a whole number"),
    "number": (rf"{_WHOLE}(\.\d+)?([eE][+-]?\d+)?", "a number"),
    "boolean": ("true|false", "true or false"),
    "date": (r"\d{4}-\d\d-\d\d", "a date as 2026-03-31"),
    "datetime": (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "a time as 2026-03-31T09:30:00Z"),
    "yearmonth": (r"\d{4}-\d\d", "a month as 2026-03"),
}


def read_table(path: Path, dataset: Dataset) -> pd.DataFrame:
    """Read a dataset's ``data.csv`` into a DataFrame typed by its schema.

    Parameters
    ----------
    path : pathlib.Path
        UTF-8 file with one header row.
    dataset : Dataset
        What the columns are.

    Returns
    -------
    pandas.DataFrame
        One row a line. Whole numbers are ``int64`` (``Int64`` where cells are empty),
        numbers ``float64`` with NaN for an empty cell, true and false ``bool`` or
        ``boolean``, dates and months (their first day) ``datetime64``, times in UTC,
        text ``str`` with a missing value for an empty cell.

    Raises
    ------
    DataError
        For the first thing that is not as the schema says; names file, line and column.
    """
    import pandas as pd

    rows, lines = _rows(path, tuple(dataset.columns))
    cells = list(zip(*rows, strict=True)) if rows else [() for _ in dataset.columns]
    return pd.DataFrame(
        {
            column.name: _typed(list(values), column, path, lines)
            for column, values in zip(dataset.columns.values(), cells, strict=True)
        }
    )


def _rows(path: Path, header: tuple[str, ...]) -> tuple[list[list[str]], list[int]]:
    """Cells of each row and the line it ends on; the header and each row's width are checked."""
    rows, lines = [], []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            found = tuple(next(reader, ()))
            if found != header:
                raise DataError(f"{path}, line 1: {_header_problem(found, header)}.")
            for row in reader:
                if len(row) != len(header):
                    raise DataError(
                        f"{path}, line {reader.line_num}: {len(row)} cells where the header has "
                        f"{len(header)}; restore the file."
                    )
                rows.append(row)
                lines.append(reader.line_num)
    except FileNotFoundError:
        raise DataError(f"{path} is missing: reinstall tpmlab or restore the file.") from None
    except UnicodeDecodeError:
        raise DataError(f"{path} is not UTF-8 text: restore the file.") from None
    except csv.Error as error:
        raise DataError(f"{path}, line {reader.line_num}: {error}; restore the file.") from None
    return rows, lines


def _header_problem(found: tuple[str, ...], header: tuple[str, ...]) -> str:
    missing = [name for name in header if name not in found]
    extra = [name for name in found if name not in header]
    if missing:
        return f"the column '{missing[0]}' is missing; add it or restore the file"
    if extra:
        return f"the column '{extra[0]}' is not in datapackage.json; remove it or describe it"
    return "the columns are not in the order of datapackage.json; put them in it"


def _typed(values: list[str], column: Column, path: Path, lines: list[int]) -> pd.Series:
    _check(values, column, path, lines)
    try:
        return _converted(values, column)
    except (ValueError, OverflowError):  # well-formed, yet no day of the calendar
        for value, line in zip(values, lines, strict=True):
            try:
                _converted([value], column)
            except (ValueError, OverflowError):
                raise _bad(value, _SHAPES[column.type][1], column, path, line) from None
        raise


def _check(values: list[str], column: Column, path: Path, lines: list[int]) -> None:
    shape, wanted = _SHAPES.get(column.type, ("", ""))
    fits = re.compile(shape or r"[\s\S]*").fullmatch
    allowed = column.constraints.enum
    for value in dict.fromkeys(values):
        if not value:
            if column.constraints.required:
                raise _bad(value, "a value", column, path, lines[values.index(value)])
        elif not fits(value):
            raise _bad(value, wanted, column, path, lines[values.index(value)])
        elif allowed and value not in allowed:
            known = f"one of {', '.join(allowed)}"
            raise _bad(value, known, column, path, lines[values.index(value)])


def _bad(value: str, wanted: str, column: Column, path: Path, line: int) -> DataError:
    return DataError(
        f"{path}, line {line}, column '{column.name}': {value!r} is not {wanted}; restore the cell."
    )


def _converted(values: list[str], column: Column) -> pd.Series:
    import pandas as pd

    filled = [value or None for value in values]
    if column.type == "string":
        return pd.Series(filled, dtype="str")
    if column.type == "boolean":
        states = [None if value is None else value == "true" for value in filled]
        return pd.Series(states, dtype="boolean" if None in states else "bool")
    if column.type == "integer":
        whole = [None if value is None else int(value) for value in filled]
        return pd.Series(whole, dtype="Int64" if None in whole else "int64")
    if column.type == "number":
        numbers = [float("nan") if value is None else float(value) for value in filled]
        return pd.Series(numbers, dtype="float64")
    form = {"date": "%Y-%m-%d", "yearmonth": "%Y-%m", "datetime": "%Y-%m-%dT%H:%M:%SZ"}[column.type]
    texts = pd.Series(filled, dtype="str")
    return pd.to_datetime(texts, format=form, utc=column.type == "datetime")
