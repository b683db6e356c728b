"""What anybody could forecast from public facts: remaining work, pace, longest path."""

from __future__ import annotations

from itertools import compress

from tpmlab.simulator.equations import fix_price
from tpmlab.simulator.state import State
from tpmlab.simulator.structure import Structure, on_top
from tpmlab.simulator.turn import Turn

__all__ = ["fix_prices", "late_pressure", "remaining", "update_forecast"]

_PLANNED_FOCUS = 0.45  # share of the team's days that a plan counts on for new work
_GROWTH = 1.3  # effort to finish a person-day of new work, its rework included
_KNOWN_TO_COME = 0.22  # flaws still to be found, as planners assume, of the work done
_SMOOTHING = 0.12  # weight of the last week in the velocity


def remaining(structure: Structure, state: State) -> list[float]:
    """List the new work left in each package: an estimate until it has started."""
    work, expected, size = state.work, structure.expected, state.chance.size
    return [
        # until it has started, an estimate and what was added to it
        0.0 if gone else waiting if started else expected[i] + waiting - size[i]
        for i, (waiting, started, gone) in enumerate(
            zip(work.waiting, work.started, work.gone, strict=True)
        )
    ]


def fix_prices(turn: Turn) -> list[float]:
    """Person-days to mend a person-day in each package now; 1 where nothing is built yet."""
    work, late_fix = turn.state.work, turn.rules.late_fix
    size, waiting, prices = work.size, work.waiting, [1.0] * len(work.size)
    begun = list(compress(range(len(size)), work.started))
    above = on_top(turn.structure, tuple(work.gone))
    for p in begun:
        on_it, picked = above[p]
        if not on_it.isdisjoint(begun):
            whole, left = sum(picked(size)), sum(picked(waiting))
            if left < whole:
                prices[p] = fix_price(1 - left / whole, late_fix)
    return prices


def planned_velocity(people: int) -> float:
    """Person-days of work a week that a plan counts on."""
    return _PLANNED_FOCUS * 5 * people


def update_forecast(
    turn: Turn, now: int, done_this_week: float | None = None, busy: float = 1.0
) -> None:
    """Renew velocity, prices of mending, longest path and forecast.

    Parameters
    ----------
    turn : Turn
        Its ledger changes.
    now : int
        Weeks that are over.
    done_this_week : float or None
        Person-days of new work and mending in a full week; None before the first.
    busy : float
        Share of the team's time that found work: an idle week says little about the pace.
    """
    state, structure = turn.state, turn.structure
    work, ledger = state.work, state.ledger
    if done_this_week is not None:
        ledger.velocity += _SMOOTHING * busy * (done_this_week - ledger.velocity)
    left, known, gone = remaining(structure, state), work.known, work.gone
    ledger.prices = prices = fix_prices(turn)
    to_mend, new = 0.0, sum(left)
    ledger.path = path = [0.0] * len(left)  # of what follows, until its own turn comes
    for i, inputs, pace in structure.backwards:
        todo = left[i]
        if known[i] and not gone[i]:
            mend = known[i] * prices[i]
            to_mend += mend
            todo += mend
        if todo:
            path[i] += todo / pace
        longest = path[i]
        for p in inputs:
            path[p] = longest if longest > path[p] else path[p]
    hidden = max(0.0, _KNOWN_TO_COME * work.built - work.fixed)
    todo = _GROWTH * new + to_mend + 1.5 * hidden * (new > 0)
    by_pace, by_path = todo / max(ledger.velocity, 1e-3), 1.2 * max(path)
    ledger.forecast = now + max(by_pace, by_path) + 0.25 * min(by_pace, by_path)


def late_pressure(turn: Turn) -> float:
    """Pressure from 0 to 1: how far the forecast lies beyond the agreed date."""
    ledger, week = turn.state.ledger, turn.state.week
    late = (ledger.forecast - ledger.agreed) / max(2.0, ledger.agreed - week)
    return min(1.0, max(0.0, late))
