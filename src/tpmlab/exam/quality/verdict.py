"""What a gate says: its verdict, what it measured, which items are to blame, what to do."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from tpmlab.exam.quality.intervals import Interval, Verdict, judge_band, wilson

__all__ = ["Blame", "GateResult", "count_gate", "rate_gate"]


@dataclass(frozen=True)
class Blame:
    """An item that pushes a gate the wrong way, and the words of it to change."""

    item: str
    words: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class GateResult:
    """One gate's finding.

    ``measure`` and ``interval`` are in ``unit``: a share from 0 to 1, a ratio, a count or
    the p value of a test. ``n`` is how many things were counted. ``limit`` says in words
    what passes, ``advice`` in one sentence what to do; ``detail`` holds further lines.
    """

    name: str
    title: str
    verdict: Verdict
    measure: float
    unit: Literal["share", "points", "ratio", "count", "p"]
    limit: str
    advice: str
    n: int
    interval: Interval | None = None
    blame: tuple[Blame, ...] = ()
    detail: tuple[str, ...] = field(default=())


def rate_gate(
    name: str,
    title: str,
    right: float,
    n: int,
    good: tuple[float, float],
    *,
    fair: tuple[float, float] | None = None,
    advice: str,
    blame: Sequence[Blame] = (),
    detail: Sequence[str] = (),
) -> GateResult:
    """Judge how many of n items have a trait; see :func:`judge_band`.

    Nothing to count warns: what was not looked at has not passed.
    """
    rate, interval = (right / n if n else math.nan), wilson(right, n)
    limit = _band(good) if fair is None else f"{_band(good)}, fails {_beyond(fair)}"
    verdict = judge_band(rate, interval, n, good, fair) if n else "warn"
    return GateResult(
        name,
        title,
        verdict,
        rate,
        "share",
        limit,
        advice if n else "Write items of this kind: there is nothing to measure yet.",
        n,
        interval,
        tuple(blame),
        tuple(detail),
    )


def count_gate(
    name: str,
    title: str,
    blame: Sequence[Blame],
    n: int,
    *,
    limit: str = "none",
    advice: str,
    bad: Verdict = "fail",
    detail: Sequence[str] = (),
) -> GateResult:
    """Judge a list of things to mend: one is too many."""
    verdict: Verdict = bad if blame else "pass"
    return GateResult(
        name,
        title,
        verdict,
        len(blame),
        "count",
        limit,
        advice,
        n,
        None,
        tuple(blame),
        tuple(detail),
    )


def _band(band: tuple[float, float]) -> str:
    low, high = (f"{100 * edge:.3g}" for edge in band)
    return f"at most {high} %" if band[0] <= 0 else f"{low}–{high} %"


def _beyond(band: tuple[float, float]) -> str:
    low, high = (f"{100 * edge:.3g}" for edge in band)
    return f"above {high} %" if band[0] <= 0 else f"outside {low}–{high} %"
