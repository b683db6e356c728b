"""A week's pack as a notebook: for a projector, with the keys folded away."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from typing import Any

from tpmlab.exam.group.item_page import asked_html, key_html
from tpmlab.exam.group.pack_page import item_headings
from tpmlab.exam.group.record import Week
from tpmlab.exam.items.bank import Bank
from tpmlab.exam.outlines.loading import NOTICE
from tpmlab.pictures import Picture

__all__ = ["pack_notebook"]

_TALLY = """\
# After the meeting, not on the wall: its columns are persons. When the votes stand in votes.csv,
# run this cell: Shift and Enter.
from tpmlab.exam.group.folder import tally_file

tally_file("votes.csv").picture"""


def pack_notebook(number: int, week: Week, bank: Bank, members: Sequence[str]) -> str:
    """Write the notebook: an item a cell, its key folded in the next, the tally at the end."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_notebook

    opening = (
        f"# Study group, week {number}\n\n{len(members)} members, {week.minutes} minutes. Show an "
        "item, vote by card, discuss, vote again; then open its key.\n\n*" + NOTICE + "*"
    )
    cells = [_cell(opening)]
    for heading, item in item_headings(number, week, bank):
        shown = _Attached()
        cells.append(_cell(asked_html(item, heading, shown.add), shown.files))
        summary = f"<summary>Key of {escape(heading)}: after the second vote</summary>"
        inner = key_html(item, f"{heading}: key")
        cells.append(_cell(f"<details>{summary}{inner}</details>"))
    cells.append(new_code_cell(_TALLY))
    for n, cell in enumerate(cells):
        cell["id"] = f"{n:02d}-{sha256(cell['source'].encode()).hexdigest()[:8]}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.validate(book)
    return str(nbformat.writes(book, version=4))


class _Attached:
    """Pictures that a cell carries with it."""

    def __init__(self) -> None:
        self.files: dict[str, dict[str, str]] = {}

    def add(self, picture: Picture) -> str:
        name = f"exhibit-{len(self.files) + 1}.png"
        self.files[name] = {"image/png": b64encode(picture.png()).decode()}
        return f'<img src="attachment:{name}" alt="{escape(picture.alt)}">'


def _cell(source: str, attachments: dict[str, dict[str, str]] | None = None) -> Any:
    from nbformat.v4 import new_markdown_cell

    cell = new_markdown_cell(source)
    if attachments:
        cell["attachments"] = attachments
    return cell
