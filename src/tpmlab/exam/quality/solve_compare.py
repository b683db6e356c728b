"""Hold an independent solver's answers against the keys: agreement by domain, disagreements."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tpmlab.errors import TpmlabError
from tpmlab.exam.items.model import Item
from tpmlab.exam.quality.intervals import Interval, wilson
from tpmlab.exam.quality.solve_sheet import COLUMNS, answer_words, item_code, read_answer

__all__ = ["Agreement", "Comparison", "Disagreement", "SheetError", "compare_sheet"]


class SheetError(TpmlabError, ValueError):
    """An answer sheet that can't be compared: not a CSV file of a sheet, an unknown code."""


@dataclass(frozen=True)
class Agreement:
    """How many answers of a domain agree with the keys, with its 95 % interval."""

    domain: str
    agree: int
    n: int

    @property
    def interval(self) -> Interval:
        """Wilson's interval of the rate."""
        return wilson(self.agree, self.n)


@dataclass(frozen=True)
class Disagreement:
    """An item whose solver chose something else, and what they noted."""

    item: str
    file: str
    chosen: str
    key: str
    deciding_fact: str
    doubt: str


@dataclass(frozen=True)
class Comparison:
    """What an answer sheet shows.

    ``doubts`` are agreeing answers with a doubt, ``unanswered`` ids without an answer;
    ``missing`` ids that the sheet does not have.
    """

    by_domain: tuple[Agreement, ...]
    whole: Agreement
    disagreements: tuple[Disagreement, ...]
    doubts: tuple[Disagreement, ...]
    unanswered: tuple[str, ...]
    missing: tuple[str, ...]


def compare_sheet(text: str, items: Sequence[Item], where: str = "<sheet>") -> Comparison:
    """Compare a filled answer sheet with the keys.

    Parameters
    ----------
    text : str
        The CSV file that :func:`tpmlab.exam.quality.solve_sheet.answer_csv` began.
    items : sequence of Item
        The bank, or the part of it that was on the sheet.
    where : str
        Name of the file, for messages.

    Raises
    ------
    SheetError
        If a column is missing, a code is unknown or stands twice, or an answer can't be read.
        The message names file and line.
    """
    known = {item_code(item): item for item in items}
    rows = _rows(text, known, where)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong, doubts, unanswered = [], [], []
    for line, row in rows.items():
        item = known[row["code"]]
        if not row["answer"]:
            unanswered.append(item.id)
            continue
        note = _note(item, row, f"{where}, line {line}")
        domain = item.domain or item.lesson
        total[domain] += 1
        if note.chosen == note.key:
            right[domain] += 1
            if note.doubt:
                doubts.append(note)
        else:
            wrong.append(note)
    seen = {row["code"] for row in rows.values()}
    return Comparison(
        tuple(Agreement(name, right[name], total[name]) for name in sorted(total)),
        Agreement("all", right.total(), total.total()),
        tuple(wrong),
        tuple(doubts),
        tuple(unanswered),
        tuple(item.id for code, item in known.items() if code not in seen),
    )


def _rows(text: str, known: dict[str, Item], where: str) -> dict[int, dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), restkey="", restval="")
    missing = [name for name in COLUMNS[:3] if name not in (reader.fieldnames or [])]
    if missing:
        raise SheetError(
            f"{where}: no column '{missing[0]}'; start from the file that "
            "'tpmlab exam solve-sheet --answers FILE' writes."
        )
    found: dict[int, dict[str, str]] = {}
    seen: dict[str, int] = {}
    for raw in reader:
        line = reader.line_num
        row = {name: (raw.get(name) or "").strip() for name in COLUMNS}
        if not any(row.values()):
            continue
        code = row["code"]
        if code not in known:
            raise SheetError(
                f"{where}, line {line}: no item has the code '{code}'; give the outline and the "
                "domain that the sheet was made for."
            )
        if code in seen:
            raise SheetError(
                f"{where}, line {line}: '{code}' stands in line {seen[code]} too; keep one."
            )
        seen[code] = line
        found[line] = row
    return found


def _note(item: Item, row: dict[str, str], where: str) -> Disagreement:
    try:
        answer = read_answer(row["answer"], item)
    except ValueError as error:
        raise SheetError(f"{where}: the answer {error}; write the sheet's letters.") from None
    return Disagreement(
        item.id,
        str(item.file),
        answer_words(answer, item),
        answer_words(item.right_answer(), item),
        row["deciding_fact"],
        row["doubt"],
    )
