"""One line of the table: what was measured, ours, theirs, and the ratio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

__all__ = ["Row", "print_table"]


@dataclass(frozen=True)
class Row:
    """Two sets of timings of the same task, taken in the same run.

    Parameters
    ----------
    task : str
        What was timed.
    ours, theirs : sequence of float
        Milliseconds.
    peer : str
        Whom we stand beside.
    aim : float
        Our own limit for the median, in milliseconds; for the 95th percentile it is twice that.
    """

    task: str
    ours: Sequence[float]
    theirs: Sequence[float]
    peer: str
    aim: float

    def cells(self) -> list[str]:
        """Text of the row, in the order of the table's head."""
        ours, theirs = median(self.ours), median(self.theirs)
        late = percentile_95(self.ours)
        met = "yes" if ours <= self.aim and late <= 2 * self.aim else "NO"
        return [
            self.task,
            f"{ours:.0f} ms ({late:.0f})",
            f"{theirs:.0f} ms ({percentile_95(self.theirs):.0f})",
            f"{theirs / ours:.1f} x",
            f"{self.aim:.0f} ms: {met}",
            self.peer,
        ]


def percentile_95(values: Sequence[float]) -> float:
    """95th percentile, interpolated."""
    return quantiles(values, n=20, method="inclusive")[-1]


def print_table(rows: Sequence[Row]) -> None:
    """Print rows with their medians, 95th percentiles in brackets, and ratios."""
    head = ["task", "ours: median (p95)", "peer: median (p95)", "peer/ours", "aim", "peer"]
    table = [head, *(row.cells() for row in rows)]
    widths = [max(len(line[n]) for line in table) for n in range(len(head))]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))
