"""The gates' findings laid out for a terminal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tpmlab.exam.quality.intervals import percent
from tpmlab.exam.quality.verdict import GateResult

__all__ = ["as_data", "interval_words", "measure_words", "print_results", "summary"]

_STYLE = {"pass": "green", "warn": "yellow", "fail": "bold red"}
_MARK = {"pass": "✓ pass", "warn": "! warn", "fail": "✗ FAIL"}
_MOST_BLAMED = 6
_WIDE = 140  # narrower terminals get the first four columns


def measure_words(result: GateResult, value: float | None = None) -> str:
    """Write a gate's measure, or another value of its kind, with its unit."""
    number = result.measure if value is None else value
    if math.isnan(number):
        return "–"
    if math.isinf(number):
        return "∞"
    if result.unit == "share":
        return percent(number)
    if result.unit == "points":
        return f"{100 * number:+.1f} pts"
    if result.unit == "count":
        return f"{number:g}"
    return f"{number:.3f}" if result.unit == "p" else f"{number:.2f}"


def interval_words(result: GateResult) -> str:
    """Write a gate's 95 % interval; nothing for one without."""
    if result.interval is None:
        return ""
    return " to ".join(measure_words(result, edge) for edge in result.interval)


def print_results(
    results: Sequence[GateResult],
    problems: Sequence[Exception],
    heading: str,
    *,
    everything: bool = False,
) -> None:
    """Print one line a gate, then what to do about those that warn or fail.

    Parameters
    ----------
    results : sequence of GateResult
        In the order to be shown.
    problems : sequence of Exception
        Files that could not be read.
    heading : str
        What was looked at.
    everything : bool
        Also list the items behind gates that pass.
    """
    console = Console(highlight=False, markup=False, emoji=False)
    console.print(heading, style="bold")
    heads = ["Verdict", "Gate", "Measure", "95 % interval", "n", "Passes"]
    wide = console.width >= _WIDE
    table = Table(box=None, padding=(0, 2, 0, 0))
    for head in heads if wide else heads[:4]:
        table.add_column(head, justify="right" if head in ("Measure", "n") else "left")
    for each in results:
        mark = Text(_MARK[each.verdict], style=_STYLE[each.verdict])
        more = (str(each.n), each.limit) if wide else ()
        name = f"{each.title} [{each.name}]" if wide else each.title
        table.add_row(mark, name, measure_words(each), interval_words(each), *more)
    console.print(table)
    for each in results:
        if everything or each.verdict != "pass":
            _explain(console, each)
    for problem in problems:
        console.print(f"! not read: {problem}", style="bold red", soft_wrap=True)
    console.print(summary(results, problems), style="bold")


def summary(results: Sequence[GateResult], problems: Sequence[Exception]) -> str:
    """One line: how many gates pass, warn and fail."""
    counts = {name: sum(each.verdict == name for each in results) for name in _MARK}
    words = f"{counts['pass']} pass, {counts['warn']} warn, {counts['fail']} fail"
    return f"{words}; {len(problems)} files not read" if problems else words


def as_data(
    results: Sequence[GateResult], problems: Sequence[Exception], heading: str
) -> dict[str, Any]:
    """Give the findings as plain data for JSON; a measure that is no number becomes null."""
    return {
        "heading": heading,
        "summary": summary(results, problems),
        "gates": [_plain(asdict(each)) for each in results],
        "not_read": [str(problem) for problem in problems],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value


def _explain(console: Console, result: GateResult) -> None:
    console.print(f"\n{_MARK[result.verdict]}  {result.title}", style=_STYLE[result.verdict])
    console.print(Padding(f"Passes: {result.limit}. {result.advice}", (0, 0, 0, 2)))
    for line in result.detail:
        console.print(Padding(line, (0, 0, 0, 2)), style="dim")
    for each in result.blame[:_MOST_BLAMED]:
        words = f" [{' | '.join(each.words)}]" if each.words else ""
        why = f": {each.why}" if each.why else ""
        console.print(Padding(f"- {each.item}{words}{why}", (0, 0, 0, 2)))
    if len(result.blame) > _MOST_BLAMED:
        console.print(Padding(f"  and {len(result.blame) - _MOST_BLAMED} more", (0, 0, 0, 2)))
