"""A sheet for an independent solver: what a learner sees of each item, and nothing of its key.

Items stand under a code instead of their id, in an order that keeps twins apart; the items of
a case stay together.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from hashlib import sha256
from string import ascii_uppercase
from textwrap import wrap

from tpmlab.exam.exhibits.base import Exhibit
from tpmlab.exam.items.markup import to_plain
from tpmlab.exam.items.model import Answer, Item
from tpmlab.exam.items.types import PullDownItem
from tpmlab.exam.playing.asking import Asked, gap_sentence, how_asked

__all__ = ["COLUMNS", "answer_csv", "answer_words", "item_code", "read_answer", "solve_sheet"]

COLUMNS = ("code", "type", "answer", "deciding_fact", "doubt")
_WIDTH = 96
_LETTERS = ascii_uppercase
_HOW = """\
Answer each item from its words and its exhibit alone; do not look up the items' files.
Write your answers into the CSV file, one line an item:
  answer         letters as shown: B; two or more options A C; a letter for each line or gap in
                 turn (B A C); an order as the letters of its steps, the first step first (C A D B)
  deciding_fact  the words of the scenario that decide, and the rule they meet
  doubt          what could be read in two ways, or a second answer one could defend; else empty
"""
_HOW_BLIND = """\
Options without their scenarios: guess. Whoever finds a key here finds it without the facts that
should decide. Write letters into the CSV file: B; A C for several; B A C for lines, gaps, orders.
"""


def item_code(item: Item) -> str:
    """Code of an item on a sheet: always the same, and silent about the item.

    Examples
    --------
    >>> from tpmlab.exam.items.bank import load_item
    >>> item_code(load_item("status-report", "moved-in-silence"))
    'q-d7aa94'
    """
    return _code(item.label)


def solve_sheet(items: Sequence[Item], *, options_only: bool = False) -> str:
    """Write items as text, without keys, reasons, misconceptions, principle, twin and log.

    Parameters
    ----------
    items : sequence of Item
        Of any type; an exhibit is told by its words and its table.
    options_only : bool
        Leave out scenario, question and exhibit, too: for a reader who tries to guess.

    Returns
    -------
    str
        Items in the order of their codes, those of a case set together.
    """
    if options_only:
        heads = (
            (f"{item_code(item)}  ({item.type})", how_asked(item)) for item in _in_order(items)
        )
        blind = ["\n".join([head, *_options(asked)]) for head, asked in heads]
        return _joined([_HOW_BLIND, *blind])
    blocks = [_HOW]
    before: Item | None = None
    for item in _in_order(items):
        if item.case is None or before is None or item.case != before.case:
            before = None
        if item.case is not None and before is None:
            heading = f"CASE {_code(item.case)}: the next items share this situation"
            blocks.append("\n".join([heading, *_text(item.situation), *_exhibit(item.exhibit)]))
            before = item
        shown = None if before is None else before.exhibit
        blocks.append("\n".join(_item(item, shown)))
        before = item
    return _joined(blocks)


def answer_csv(items: Sequence[Item]) -> str:
    """Write the CSV file to fill in: one line an item, in the sheet's order."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((item_code(item), item.type, "", "", "") for item in _in_order(items))
    return file.getvalue()


def read_answer(text: str, item: Item) -> Answer:
    """Read letters as they stand on the sheet into an answer.

    Parameters
    ----------
    text : str
        Such as ``B``, ``A, C`` or ``C A D B``; case and what stands between don't matter.
    item : Item
        What was answered.

    Raises
    ------
    ValueError
        If a letter isn't offered, or there are too few or too many of them.

    Examples
    --------
    >>> from tpmlab.exam.items.bank import load_item
    >>> read_answer("a, b", load_item("status-report", "moved-in-silence"))
    (0, 1)
    """
    asked = how_asked(item)
    letters = [letter for letter in text.upper() if letter.isalpha()]
    numbers = [_LETTERS.index(letter) if letter in _LETTERS else -1 for letter in letters]
    if asked.kind == "order":
        if not all(number in range(len(asked.offered)) for number in numbers):
            raise ValueError(f"'{text}' names a step that isn't there")
        numbers = [asked.offered[number] for number in numbers]
    elif asked.kind != "each":
        numbers = sorted(numbers)
    answer = tuple(numbers)
    problem = item.problem(answer)
    if problem is not None:
        raise ValueError(f"'{text}': {problem}")
    return answer


def answer_words(answer: Answer, item: Item) -> str:
    """Write an answer as the sheet's letters with their words."""
    asked = how_asked(item)
    if asked.kind == "order":
        letters = [(asked.offered.index(n), asked.fields[0].options[n]) for n in answer]
    elif asked.kind == "each":
        pairs = zip(answer, asked.fields, strict=True)
        letters = [(n, field.options[n]) for n, field in pairs]
    else:
        letters = [(n, asked.fields[0].options[n]) for n in answer]
    return "; ".join(f"{_LETTERS[n]} {to_plain(text)}" for n, text in letters)


def _joined(blocks: Sequence[str]) -> str:
    return f"\n{'-' * _WIDTH}\n".join(blocks) + "\n"


def _in_order(items: Sequence[Item]) -> list[Item]:
    """By code, a case set where its own code puts it; its items as the file has them."""
    place = {item.id: n for n, item in enumerate(items)}
    return sorted(items, key=lambda item: (_code(item.case or item.label), place[item.id]))


def _code(name: str) -> str:
    return f"q-{sha256(name.encode()).hexdigest()[:6]}"


def _item(item: Item, shown: Exhibit | None) -> Iterator[str]:
    """Lines of one item; an exhibit that was shown just before isn't shown again."""
    asked = how_asked(item)
    yield f"{item_code(item)}  ({item.type})"
    if item.stem:
        yield from _text(item.stem)
    if item.exhibit is not None and item.exhibit != shown:
        yield from _exhibit(item.exhibit)
    if item.lead:
        yield from _text(item.lead)
    if isinstance(item, PullDownItem):
        yield from _text(gap_sentence(item))
    yield asked.instruction
    yield from _options(asked)


def _options(asked: Asked) -> Iterator[str]:
    if asked.kind == "order":
        for letter, number in zip(_LETTERS, asked.offered, strict=False):
            yield from _text(f"{letter}. {asked.fields[0].options[number]}", "   ")
        return
    same = len({field.options for field in asked.fields}) == 1
    for number, field in enumerate(asked.fields, start=1):
        if field.label:
            yield from _text(f"{number}. {field.label}", " ")
        if number == len(asked.fields) or not same:
            for letter, text in zip(_LETTERS, field.options, strict=False):
                yield from _text(f"{letter}. {text}", "   ")


def _exhibit(exhibit: Exhibit | None) -> Iterator[str]:
    if exhibit is None:
        return
    yield f"Exhibit: {exhibit.title}"
    yield from _text(exhibit.alt, "  ")
    rows = [exhibit.table.columns, *exhibit.table.rows]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield ("  | " + " | ".join(cells)).rstrip()


def _text(text: str, indent: str = "") -> list[str]:
    lines = []
    for part in to_plain(text).split("\n"):
        lines += wrap(part, _WIDTH, initial_indent=indent, subsequent_indent=indent) if part else []
    return lines
