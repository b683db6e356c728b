"""Rows of a CSV file as the documents that the item model reads, and back to the cell at fault."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tpmlab.exam.export.csv_cells import COLUMNS, LETTERS, unguarded
from tpmlab.exam.items.messages import closest

__all__ = ["Row", "column_of", "read_rows"]

_PARTS = {"text": "option", "why": "why", "misconception": "misconception"}
_LISTS = ("also", "sources")
_TYPES = ("single", "multiple")
_NOT_WORDS = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class Row:
    """A row: the line where it begins, its document, and what can't even be read.

    ``faults`` are pairs of column and sentence; a row with any has an empty document.
    """

    line: int
    document: dict[str, Any]
    letters: str = ""
    faults: tuple[tuple[str, str], ...] = ()


def read_rows(text: str) -> Iterator[Row]:
    """Read the rows of a CSV file with comma, semicolon or tab between its cells.

    A fault of the file as a whole, such as an unknown column, is a row of line 1.

    Examples
    --------
    >>> [(row.line, row.faults[0][0]) for row in read_rows("id,stemm")]
    [(1, 'stemm')]
    """
    head = text.partition("\n")[0]
    between = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    try:
        names = [name.strip() for name in next(reader, [])]
        yield from (
            Row(1, {}, faults=((name, fault),)) for name, fault in _faults_of_the_head(names)
        )
        begins = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _row(begins, names, cells)
            begins = reader.line_num + 1
    except csv.Error as error:
        sentence = f"{error}; save the file again as CSV"
        yield Row(max(reader.line_num, 1), {}, faults=(("", sentence),))


def column_of(row: Row, location: Sequence[int | str]) -> str:
    """Name the column that a place in the row's document came from; "" for the whole row.

    Examples
    --------
    >>> column_of(Row(2, {}, "acd"), ("single", "options", 1, "why"))
    'why_c'
    """
    if "options" in location:
        inside = list(location)[list(location).index("options") + 1 :]
        if inside and isinstance(inside[0], int):
            letter = row.letters[inside[0]]
            return f"{_PARTS.get(str(inside[-1]), 'option')}_{letter}"
        return "option_a"
    return next((str(part) for part in location if part in COLUMNS), "")


def _faults_of_the_head(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    for number, name in enumerate(names):
        if name not in COLUMNS:
            yield name, f"'{name}' is no column; {closest(name, COLUMNS)}"
        elif name in names[:number]:
            yield name, f"the column '{name}' stands twice; remove one"
    if "id" not in names:
        yield "id", "there is no column 'id'; begin the file with the names of the columns"


def _row(line: int, names: Sequence[str], cells: Sequence[str]) -> Row:
    if len(cells) > len(names):
        fault = f"{len(cells)} cells under {len(names)} columns; put texts with commas in quotes"
        return Row(line, {}, faults=(("", fault),))
    texts = {
        name: unguarded(cell.strip()) for name, cell in zip(names, cells, strict=False) if cell
    }
    filled = {name: text for name, text in texts.items() if text}
    letters = "".join(
        n for n in LETTERS if any(f"{part}_{n}" in filled for part in _PARTS.values())
    )
    faults = tuple(_faults(filled, letters))
    return Row(line, {} if faults else _document(filled, letters), letters, faults)


def _faults(filled: Mapping[str, str], letters: str) -> Iterator[tuple[str, str]]:
    if (kind := filled.get("type")) not in _TYPES:
        found = f"is '{kind}'" if kind else "is empty"
        yield "type", f"the type {found}; a row is single or multiple, the others go into YAML"
    for letter in _keys(filled):
        if letter not in letters:
            yield "key", f"the key '{letter}' is no option; use {', '.join(letters) or 'a to f'}"
    if "exhibit" in filled:
        try:
            json.loads(filled["exhibit"])
        except ValueError as error:
            yield "exhibit", f"the exhibit is no JSON ({error}); copy one from an export"


def _keys(filled: Mapping[str, str]) -> list[str]:
    return [word for word in _NOT_WORDS.split(filled.get("key", "").lower()) if word]


def _document(filled: Mapping[str, str], letters: str) -> dict[str, Any]:
    keys = set(_keys(filled))
    options = []
    for letter in letters:
        cells = {part: filled.get(f"{column}_{letter}") for part, column in _PARTS.items()}
        option: dict[str, Any] = {part: text for part, text in cells.items() if text}
        options.append(option | ({"key": True} if letter in keys else {}))
    inside = {"key", *(f"{column}_{letter}" for column in _PARTS.values() for letter in LETTERS)}
    document: dict[str, Any] = {k: v for k, v in filled.items() if k not in inside}
    document |= {name: filled[name].split() for name in _LISTS if name in filled}
    if "exhibit" in filled:
        document["exhibit"] = json.loads(filled["exhibit"])
    if filled["type"] == "multiple":
        document["choose"] = len(keys)
    return document | {"options": options}
