"""The bank as a CSV file: a question a row, to read and change in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from tpmlab.exam.export.csv_cells import COLUMNS, LETTERS, guarded
from tpmlab.exam.export.exported import Exported, sorted_out
from tpmlab.exam.items.model import ChoiceItem, Item

__all__ = ["csv_sheet"]

_INSTEAD = {"numeric": "single with the numbers of its seed"}
_LEFT_OUT = ("hotspot", "matching", "ordering", "pull-down")


def csv_sheet(items: Iterable[Item], _title: str = "", _when: float = 0.0) -> Exported:
    """Write single, multiple and numeric items as CSV, UTF-8 with a mark that Excel needs.

    What a row doesn't hold: the log of the writing process, and a case set's bond (the
    shared situation becomes part of the stem).

    Parameters
    ----------
    items : iterable of Item
        Any types; those without a list of options are left out and counted.
    """
    kept, exported = sorted_out(items, _LEFT_OUT, _INSTEAD)
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for item in kept:
        if isinstance(item, ChoiceItem):
            writer.writerow({name: guarded(text) for name, text in _row(item).items()})
    return exported(out.getvalue().encode("utf-8-sig"))


def _row(item: ChoiceItem) -> dict[str, str]:
    row = {
        "id": item.id,
        "outline": item.outline,
        "task": item.task,
        "also": " ".join(item.also),
        "approach": item.approach or "",
        "type": "single" if item.type == "numeric" else item.type,
        "level": item.level,
        "stem": item.scenario,
        "lead": item.lead or "",
        "key": " ".join(LETTERS[number] for number in item.keys),
        "principle": item.principle,
        "sources": " ".join(item.sources),
        "twin": item.twin or "",
        "exhibit": item.exhibit.model_dump_json(exclude_defaults=True) if item.exhibit else "",
    }
    for letter, option in zip(LETTERS, item.options, strict=False):
        row[f"option_{letter}"] = option.text
        row[f"why_{letter}"] = option.why
        row[f"misconception_{letter}"] = option.misconception or ""
    return row
