"""One line of the table: what was measured, ours, theirs, and the ratio."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

__all__ = ["HEAD", "Row", "alternate", "print_table"]

HEAD = ("task", "ours: median (p95)", "peer: median (p95)", "peer/ours", "aim", "peer")


@dataclass(frozen=True)
class Row:
    """Two sets of figures for the same task, taken in the same run.

    Parameters
    ----------
    task : str
        What was measured.
    ours, theirs : sequence of float
        In `unit`; `theirs` is empty where nobody stands beside us.
    peer : str
        Whom we stand beside.
    aim : float, optional
        Our own limit for the median; for the 95th percentile it is twice that.
    least_ratio : float, optional
        How many times our median the peer's has to be.
    unit : str
        Milliseconds unless said.
    """

    task: str
    ours: Sequence[float]
    theirs: Sequence[float] = ()
    peer: str = ""
    aim: float | None = None
    least_ratio: float | None = None
    unit: str = "ms"

    def cells(self) -> list[str]:
        """Text of the row, in the order of the table's head."""
        ratio = median(self.theirs) / median(self.ours) if self.theirs else None
        return [
            self.task,
            self._spread(self.ours),
            self._spread(self.theirs) if self.theirs else "",
            f"{_short(ratio)} x" if ratio else "",
            "; ".join(self._aims(ratio)),
            self.peer,
        ]

    def _spread(self, values: Sequence[float]) -> str:
        late = f" ({_short(percentile_95(values))})" if len(values) > 1 else ""
        return f"{_short(median(values))} {self.unit}{late}"

    def _aims(self, ratio: float | None) -> list[str]:
        aims = []
        if self.aim is not None:
            met = median(self.ours) <= self.aim and percentile_95(self.ours) <= 2 * self.aim
            aims.append(f"{_short(self.aim)} {self.unit}: {_yes(met)}")
        if self.least_ratio is not None and ratio is not None:
            aims.append(f"{_short(self.least_ratio)} x: {_yes(ratio >= self.least_ratio)}")
        return aims


def percentile_95(values: Sequence[float]) -> float:
    """95th percentile, interpolated."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def alternate(
    ours: Callable[[], object],
    theirs: Callable[[], object] | None = None,
    *,
    repeats: int = 20,
    scale: float = 1.0,
) -> tuple[list[float], list[float]]:
    """Time two calls in turn, so that whatever else the machine does meets both alike.

    Each is called once before the clock runs. The peer runs a fifth as often, and its times
    are multiplied by `scale`: how many times the work of its call our call does.
    """
    ours()
    if theirs is not None:
        theirs()
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(repeats):
        times[0].append(_milliseconds(ours))
        if theirs is not None and turn % 5 == 0:
            times[1].append(scale * _milliseconds(theirs))
    return times


def print_table(rows: Sequence[Row]) -> None:
    """Print rows with their medians, 95th percentiles in brackets, and ratios."""
    table = [list(HEAD), *(row.cells() for row in rows)]
    widths = [max(len(line[n]) for line in table) for n in range(len(HEAD))]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))


def _milliseconds(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return 1000 * (perf_counter() - start)


def _short(value: float) -> str:
    """Two or three digits that matter: 0.34, 7.6, 81, 1,250."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 20 else f"{value:.2g}"


def _yes(met: bool) -> str:
    return "yes" if met else "NO"
