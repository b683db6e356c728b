"""A document's prose in units that lints can judge: paragraphs, list items, table rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass

from tpmlab.authoring.links import Link, find_links
from tpmlab.authoring.text import Cell, Document, mask_code

__all__ = ["Unit", "blank_links", "units"]

_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*$")
_NEW_UNIT = re.compile(r"^\s*(?:>\s*)*(?:[-*+]|\d+[.)])\s|^\s*\||^\s*>\s*$")


@dataclass(frozen=True)
class Unit:
    """A paragraph, list item or table row without code; ``section`` is its level-2 heading."""

    line: int
    text: str
    section: str

    def line_at(self, position: int) -> int:
        """Line of a position in the text."""
        return self.line + self.text.count("\n", 0, position)


def units(document: Document) -> Iterator[Unit]:
    """Yield a document's prose in order; headings, code and comments are left out."""
    section = ""
    for cell in document.cells:
        if cell.kind == "text":
            section = yield from _units(cell, section)


def _units(cell: Cell, section: str) -> Generator[Unit, None, str]:
    """Yield a cell's units, starting in a section; return the section it ends in."""
    held: list[str] = []
    start = cell.line
    for number, line in enumerate([*mask_code(cell.source).split("\n"), ""], start=cell.line):
        heading = _HEADING.match(line)
        if held and (heading or not line.strip() or _NEW_UNIT.match(line)):
            yield Unit(start, "\n".join(held), section)
            held = []
        if heading:
            section = heading[1] if line.lstrip().startswith("## ") else section
        elif line.strip():
            start = start if held else number
            held.append(line)
    return section


def blank_links(text: str, unwanted: Callable[[Link], bool] = lambda link: False) -> str:
    """Blank out what isn't read aloud: targets and titles, and labels of unwanted links.

    Examples
    --------
    >>> blank_links("a [b](lesson:c) d")
    'a  b            d'
    """
    for link in find_links(text):
        start = link.start + 1 + link.image
        label = "" if unwanted(link) else link.text
        shown = " " * (start - link.start) + label
        text = text[: link.start] + shown.ljust(link.end - link.start) + text[link.end :]
    return text
