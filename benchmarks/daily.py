"""Today's items for a learner with 100,000 answers and a bank of 5,000 items.

Ours reads what memory was kept, the twenty answers that came since, and chooses. Beside it: all
answers read again from the progress file, which is what happens once after an update.
"""

from __future__ import annotations

import random
import sqlite3
import sys
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.rows import Row, alternate
from tpmlab.exam.items.bank import Bank
from tpmlab.exam.outlines.loading import load_outline
from tpmlab.exam.study.daily import daily_items
from tpmlab.exam.study.memory import Memory, remember
from tpmlab.exam.study.memory_file import load_memory
from tpmlab.exam.study.reviews import load_reviews
from tpmlab.learning.places import progress_file
from tpmlab.learning.store import Store

__all__ = ["TASKS", "run"]

ITEMS, REVIEWS, NEW = 5_000, 100_000, 20
TASKS = (f"today's items: {ITEMS:,} to choose from, {REVIEWS:,} answers",)
FIRST, A_DAY = date(2026, 1, 1), 300
MINUTES = 45


def run() -> list[Row]:
    """Measure the queue of a day beside one that remembers nothing kept."""
    sys.path.append(str(Path(__file__).parents[1] / "tests" / "helpers"))
    from synthetic_bank import synthetic_bank  # type: ignore[import-not-found]

    bank, outline = synthetic_bank(ITEMS), load_outline("pmp-2026")
    day = FIRST + timedelta(days=REVIEWS // A_DAY + 1)
    with TemporaryDirectory(prefix="tpmlab-bench-") as name:
        workspace = Path(name)
        (workspace / ".tpmlab").mkdir()
        _answer(workspace, bank, 0, REVIEWS - NEW)
        load_memory(workspace, bank)
        (kept,) = workspace.rglob("memory-*.json")
        before = kept.read_bytes()
        _answer(workspace, bank, REVIEWS - NEW, REVIEWS)

        def ours() -> None:
            kept.write_bytes(before)
            daily_items(bank, outline, load_memory(workspace, bank), day, MINUTES)

        def afresh() -> None:
            memory = remember(Memory(), load_reviews(workspace, bank.outline), bank.by_id)
            daily_items(bank, outline, memory, day, MINUTES)

        times = alternate(ours, afresh, repeats=20)
    return [Row(TASKS[0], *times, peer="all answers read again", aim=200)]


def _answer(workspace: Path, bank: Bank, first: int, end: int) -> None:
    """Write answers as a player does, seven of ten right, three hundred a day."""
    luck = random.Random(first)
    rows = []
    for number in range(first, end):
        item, right = luck.choice(bank.items), luck.random() < 0.7
        at = f"{FIRST + timedelta(days=number // A_DAY)}T10:00:00"
        answer = item.right_answer() if right else (0,) * len(item.right_answer())
        rows.append((bank.outline, item.id, str(list(answer)), right, "sure", 60.0, at, "study"))
    query = (
        "INSERT INTO reviews (outline, item, answer, correct, confidence, seconds, at, mode) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    )

    def write(connection: sqlite3.Connection) -> None:
        connection.executemany(query, rows)

    Store(progress_file(workspace)).run(write)
