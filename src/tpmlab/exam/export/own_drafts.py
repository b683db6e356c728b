"""Questions of a file on their way in: checked by the model of the bank, with line and field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from tpmlab.content import parse_yaml
from tpmlab.errors import ContentError
from tpmlab.exam.export.csv_rows import Row, column_of, read_rows
from tpmlab.exam.items.files import ItemFile
from tpmlab.exam.items.model import Item
from tpmlab.exam.items.references import unknown_names

__all__ = ["Draft", "drafts_of_csv", "drafts_of_yaml"]

_NEXT_DOCUMENT = re.compile(r"^---[ \t]*$\n?", re.MULTILINE)
_PATTERN = "should be small letters and digits with '-' between words, such as my-item"


@dataclass
class Draft:
    """One item or case set: the line where it begins, its text as kept, what is wrong with it."""

    line: int
    problems: list[str] = field(default_factory=list)
    id: str = ""
    outline: str = ""
    ids: tuple[str, ...] = ()
    text: str = ""


def drafts_of_csv(text: str, path: Path, base: Path) -> Iterator[Draft]:
    """Read each row of a CSV file."""
    for row in read_rows(text):
        faults = list(row.faults)
        draft = Draft(row.line)
        if not faults:
            try:
                file = ItemFile.model_validate(row.document)
            except ValidationError as error:
                faults += [_cell_fault(row, problem) for problem in error.errors()]
            else:
                faults += [
                    (_column_with(row, words), message)
                    for words, message in _unknown(file.items, base)
                ]
                draft = _drafted(file, row.line, _dumped(row.document))
        draft.problems += [_sentence(path, row.line, *fault) for fault in faults]
        yield draft


def drafts_of_yaml(text: str, path: Path, base: Path) -> Iterator[Draft]:
    """Read each document of a YAML file; documents are parted by a line ``---``."""
    for line, document in _documents(text):
        try:
            # Empty lines before it, so that messages count the lines of the whole file.
            file = parse_yaml("\n" * (line - 1) + document, ItemFile, where=str(path))
        except ContentError as error:
            yield Draft(line, [str(error)])
            continue
        draft = _drafted(file, line, document)
        if not draft.outline:
            draft.problems.append(
                _sentence(path, line, "outline", "it is missing; own items stand in an outline")
            )
        for words, message in _unknown(file.items, base):
            draft.problems.append(_sentence(path, _line_with(words, document, line), "", message))
        yield draft


def _documents(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in [*_NEXT_DOCUMENT.finditer(text), None]:
        document = text[start : match.start() if match else len(text)]
        if re.search(r"^[^#\s]", document, re.MULTILINE):
            yield text.count("\n", 0, start) + 1, document
        start = match.end() if match else start


def _drafted(file: ItemFile, line: int, text: str) -> Draft:
    found = file.root
    ids = tuple(dict.fromkeys([found.id, *(item.id for item in file.items)]))
    return Draft(line, [], found.id, found.outline, ids, text)


def _unknown(items: list[Item], base: Path) -> list[tuple[str, str]]:
    try:
        return [pair for item in items for pair in unknown_names(item, base)]
    except ContentError as error:  # the outline itself isn't there
        return [(items[0].outline, str(error).removesuffix("."))]


def _cell_fault(row: Row, problem: Any) -> tuple[str, str]:
    column = column_of(row, problem["loc"])
    if problem["type"] == "missing":
        name = column or str(problem["loc"][-1])
        return name, f"'{name}' is empty; fill the cell"
    if problem["type"] == "string_pattern_mismatch":
        return column, f"'{problem['input']}' {_PATTERN}"
    text = str(problem["msg"]).removeprefix("Value error, ")
    return column, text.removeprefix("Input ").removesuffix(".")


def _column_with(row: Row, words: str) -> str:
    """Name the column whose cell holds an id that nothing defines."""
    for number, option in enumerate(row.document["options"]):
        if option.get("misconception") == words:
            return f"misconception_{row.letters[number]}"
    columns = ("outline", "task", "also", "sources")
    return next((name for name in columns if words in row.document.get(name, "")), "")


def _line_with(words: str, document: str, first: int) -> int:
    lines = document.splitlines()
    return first + next((n for n, line in enumerate(lines) if words in line), 0)


def _sentence(path: Path, line: int, column: str, message: str) -> str:
    where = f"{path}, line {line}, {column}" if column else f"{path}, line {line}"
    return f"{where}: {message}."


def _dumped(document: dict[str, Any]) -> str:
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)
