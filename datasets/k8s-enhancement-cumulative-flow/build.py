"""Rebuild data.csv from the dataset k8s-enhancement-flow.

python datasets/k8s-enhancement-cumulative-flow/build.py datasets/k8s-enhancement-flow/data.csv
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tpmlab.authoring.rebuild import Row, read_csv, run

FIRST, LAST = (2020, 7), (2026, 7)  # status dates before are migration dates


def rows(source: Path) -> Iterator[Row]:
    """One row a month: how many proposals had reached each state by its end."""
    proposals = [_months(proposal) for proposal in read_csv(source)]
    year, month = FIRST
    while (year, month) <= LAST:
        yield _count(proposals, f"{year}-{month:02d}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _months(proposal: dict[str, str]) -> dict[str, str]:
    """Tell the month each state was first reached; states that weren't are left out."""
    implemented = proposal["implemented_on"]
    dates = {
        "created": proposal["creation_date"] or proposal["first_seen"],
        "implementable": min(filter(None, (proposal["implementable_on"], implemented)), default=""),
        "implemented": implemented,
        # A proposal counts once: what was implemented and later replaced stays implemented.
        "closed": "" if implemented else proposal["closed_other_on"],
    }
    return {state: day[:7] for state, day in dates.items() if day}


def _count(proposals: list[dict[str, str]], month: str) -> Row:
    reached = {
        state: sum(dates.get(state, "9999") <= month for dates in proposals)
        for state in ("created", "implementable", "implemented", "closed")
    }
    return {
        "month": month,
        "cum_created": reached["created"],
        "cum_implementable_or_later": reached["implementable"],
        "cum_implemented": reached["implemented"],
        "cum_closed_other": reached["closed"],
        "wip": reached["created"] - reached["implemented"] - reached["closed"],
    }


if __name__ == "__main__":
    run(rows, __file__)
