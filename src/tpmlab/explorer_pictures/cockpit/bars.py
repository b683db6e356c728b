"""A run's packages as bars over weeks: planned at the start, and as they stand now.

The simulator has no dated plan, so one is made from public facts: each package follows
what it needs, lengths come from the longest path that every view holds, and the last bar
ends at the date that was promised (the baseline) or at this week's forecast.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tpmlab.simulator.view import View

__all__ = ["Bar", "bars_of", "baseline_of"]

_Spans = dict[str, tuple[float, float]]


class Bar(NamedTuple):
    """One package; weeks from the start of the project."""

    title: str
    planned: tuple[float, float]
    now: tuple[float, float]
    share: float
    """What is built of it, 0 to 1."""
    status: str
    """As in :class:`PackageView`."""


def bars_of(views: Sequence[View], baseline: _Spans) -> tuple[Bar, ...]:
    """Give each package its bars.

    Parameters
    ----------
    views : sequence of View
        One a week, from week 0 to now.
    baseline : dict of (start, finish) by package
        From :func:`baseline_of`.

    Returns
    -------
    tuple of Bar
        In the scenario's order.
    """
    view = views[-1]
    ahead = _ahead(view, view.week, view.forecast)
    bars = []
    for name, package in view.packages.items():
        start, finish = ahead[name]
        begun = next((v.week for v in views if v.packages[name].built > 0), None)
        if begun is not None:
            start = max(begun - 1.0, 0.0)  # seen at the end of the week that it began in
        if package.status == "done":
            finish = float(
                next(v.week for v in views if v.packages[name].status == "done" or v is view)
            )
        bars.append(
            Bar(
                package.title,
                baseline[name],
                (start, max(finish, start)),
                package.percent,
                package.status,
            )
        )
    return tuple(bars)


def baseline_of(view: View) -> _Spans:
    """Lay the packages out as planned in week 0, the last one ending at the deadline.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator.start import new_game
    >>> from tpmlab.simulator.view import view_of
    >>> tutorial = load("tutorial")
    >>> spans = baseline_of(view_of(tutorial, new_game(tutorial, seed=1)))
    >>> spans["rules"][0], spans["trial"][1]
    (0.0, 6.0)
    """
    return _ahead(view, 0.0, view.deadline)


def _ahead(view: View, begin: float, end: float) -> _Spans:
    """Lay the work that is left out from `begin`, stretched so that it ends at `end`."""
    after: dict[str, float] = dict.fromkeys(view.packages, 0.0)
    for package in view.packages.values():
        for need in package.after:
            after[need] = max(after[need], package.path)
    spans: _Spans = {}
    for name in sorted(view.packages, key=lambda name: -view.packages[name].path):
        _place(view, name, after, spans)
    last = max(finish for _, finish in spans.values())
    stretch = max(end - begin, 0.0) / last if last > 0 else 0.0
    return {name: (begin + stretch * a, begin + stretch * b) for name, (a, b) in spans.items()}


def _place(view: View, name: str, after: dict[str, float], spans: _Spans) -> None:
    """Put a package after all that it needs; those are placed first."""
    if name in spans:
        return
    package = view.packages[name]
    for need in package.after:
        _place(view, need, after, spans)
    start = max((spans[need][1] for need in package.after), default=0.0)
    gone = package.status in {"cut", "deferred"}
    spans[name] = (start, start + (0.0 if gone else max(package.path - after[name], 0.0)))
