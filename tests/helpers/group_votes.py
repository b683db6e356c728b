"""Votes of a made-up group typed into a pack's file, as somebody does after the meeting."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

Vote = Callable[[str, str], tuple[str, str]]


def fill_votes(path: Path, items: tuple[str, ...], vote: Vote) -> None:
    """Write the letters that `vote(item, member)` gives into each row of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        number = int(row["item"].rpartition("-")[2])
        row["first vote"], row["second vote"] = vote(items[number - 1], row["member"])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
