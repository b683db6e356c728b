"""Carry out a decision, order by order; what can't be done is refused with its reason.

A refused order has no effect, and the others stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from math import isfinite
from operator import attrgetter
from typing import Any

from tpmlab.simulator.decisions import Decision
from tpmlab.simulator.requests import answer_request
from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.state import State
from tpmlab.simulator.structure import structure_of
from tpmlab.simulator.trust import rebaseline, take_report
from tpmlab.simulator.turn import Turn

__all__ = ["MOST_OVERTIME", "MOST_TESTING", "carry_out", "refusals"]

MOST_OVERTIME, MOST_TESTING = 0.5, 0.4


def carry_out(turn: Turn, decision: Decision) -> None:
    """Apply a decision to the turn's state.

    Parameters
    ----------
    turn : Turn
        Its state changes; refusals and answers become events.
    decision : Decision
        What the manager wants.
    """
    for (order, apply), wanted in zip(_ORDERS, _wanted(decision), strict=True):
        if wanted is None:
            continue
        kind = wanted.__class__
        # an empty priority is an order: there is none any more
        silent = (kind is tuple and order != "priority") or (kind is dict and order == "answer")
        if not silent or wanted:
            apply(turn, wanted)


def refusals(scenario: Scenario, state: State, decision: Decision) -> list[str]:
    """List the reasons why parts of a decision would be refused; nothing else is told.

    Answers are tried apart from the other orders: whether a trade is granted stays unknown.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator.start import new_game
    >>> tutorial = load("tutorial")
    >>> refusals(tutorial, new_game(tutorial, seed=1), Decision(cut=("rules",)))
    ["'rules' must ship: only optional packages can be left out."]
    """
    found = []
    for part in (Decision(answer=decision.answer), replace(decision, answer={})):
        turn = Turn(structure_of(scenario), scenario.dynamics, state.copy(), [])
        carry_out(turn, part)
        found += [event.text for event in turn.events if event.kind == "refused"]
    return found


def _named(turn: Turn, order: str, known: dict[str, int], names: Any) -> Iterator[tuple[str, int]]:
    """Yield each known name with its place; refuse the others."""
    if isinstance(names, str) or not hasattr(names, "__iter__"):
        turn.refuse(order, f"'{order}' is {names!r}: give a list of ids.")
        return
    for name in sorted(names, key=str) if isinstance(names, (set, frozenset)) else names:
        place = known.get(name) if isinstance(name, str) else None
        if place is None:
            turn.refuse(
                order, f"'{order}' names {name!r}, which is not one of: {', '.join(known)}."
            )
        else:
            yield name, place


def _number(turn: Turn, order: str, value: Any, most: float) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = float("nan")
    if isfinite(number) and 0 <= number <= most:
        return number
    turn.refuse(order, f"'{order}' is {value!r}: give a share of time from 0 to {most:g}.")
    return None


def _hire(turn: Turn, names: Any) -> None:
    team, rules = turn.state.team, turn.rules
    for name, j in _named(turn, "hire", turn.structure.person, names):
        if team.place[j] != "pool":
            turn.refuse("hire", f"'{name}' is not in the pool of people to hire.")
            continue
        team.place[j], team.arrives[j] = "coming", turn.state.week + rules.hire_weeks
        turn.state.ledger.spent += rules.hire_fee
        turn.tell("person", name, f"'{name}' was asked for and comes in week {team.arrives[j]}.")


def _release(turn: Turn, names: Any) -> None:
    team, rules = turn.state.team, turn.rules
    for name, j in _named(turn, "release", turn.structure.person, names):
        if team.place[j] not in {"team", "coming"}:
            turn.refuse("release", f"'{name}' is not on the team.")
        elif team.place[j] == "team" and team.place.count("team") == 1:
            turn.refuse("release", f"'{name}' is the last one on the team.")
        else:
            team.place[j] = "released"
            turn.state.ledger.spent += rules.notice_weeks * turn.structure.cost[j]
            turn.tell(
                "person", name, f"'{name}' left; {rules.notice_weeks:g} weeks' notice is paid."
            )


def _overtime(turn: Turn, wanted: Any) -> None:
    if not isinstance(wanted, Mapping):
        share = _number(turn, "overtime", wanted, MOST_OVERTIME)
        if share is not None:
            turn.state.orders.overtime = [share] * len(turn.structure.person)
        return
    before, shares = turn.state.orders.overtime, [0.0] * len(turn.structure.person)
    for name, j in _named(turn, "overtime", turn.structure.person, wanted):
        share = _number(turn, "overtime", wanted[name], MOST_OVERTIME)
        shares[j] = before[j] if share is None else share
    turn.state.orders.overtime = shares


def _test(turn: Turn, wanted: Any) -> None:
    share = _number(turn, "test", wanted, MOST_TESTING)
    if share is not None:
        turn.state.orders.test = share


def _assign(turn: Turn, wanted: Any) -> None:
    if not isinstance(wanted, Mapping):
        turn.refuse("assign", f"'assign' is {wanted!r}: give packages for each person.")
        return
    orders = {}
    for name, j in _named(turn, "assign", turn.structure.person, wanted):
        packages = _named(turn, "assign", turn.structure.package, wanted[name])
        orders[j] = tuple(i for _, i in packages)
    turn.state.orders.assign = orders


def _priority(turn: Turn, wanted: Any) -> None:
    found = (i for _, i in _named(turn, "priority", turn.structure.package, wanted))
    # a package named twice would get two crews
    turn.state.orders.priority = tuple(dict.fromkeys(found))


def _fast_track(turn: Turn, names: Any) -> None:
    work = turn.state.work
    for name, i in _named(turn, "fast_track", turn.structure.package, names):
        if work.gone[i] or work.waiting[i] <= 0:
            turn.refuse("fast_track", f"'{name}' is done or left out.")
        elif not turn.structure.before[i]:
            turn.refuse("fast_track", f"'{name}' waits for nothing, so it can't start sooner.")
        else:
            work.fast[i] = True


def _cut(turn: Turn, names: Any) -> None:
    for name, i in _leaving(turn, "cut", names):
        turn.drop(i)
        for s, weight in enumerate(turn.structure.weights):  # cutting alone surprises everybody
            turn.state.sponsors.trust[s] -= 0.02 * min(1.0, 2 * weight)
        turn.tell("scope", name, f"'{name}' is cut from this release, with its value.")


def _defer(turn: Turn, names: Any) -> None:
    for name, i in _leaving(turn, "defer", names):
        if turn.state.work.gone[i] == "deferred":
            turn.refuse("defer", f"'{name}' is already set aside.")
            continue
        turn.state.work.gone[i] = "deferred"
        turn.tell("scope", name, f"'{name}' is set aside; a launch without it cuts it.")


def _leaving(turn: Turn, order: str, names: Any) -> Iterator[tuple[str, int]]:
    """Yield the packages that may leave."""
    for name, i in _named(turn, order, turn.structure.package, names):
        if not turn.structure.scenario.packages[i].optional:
            turn.refuse(order, f"'{name}' must ship: only optional packages can be left out.")
        elif turn.state.work.gone[i] == "cut":
            turn.refuse(order, f"'{name}' is already cut.")
        elif turn.state.work.waiting[i] <= 0:
            turn.refuse(order, f"'{name}' is already built.")
        else:
            yield name, i


def _resume(turn: Turn, names: Any) -> None:
    for name, i in _named(turn, "resume", turn.structure.package, names):
        if turn.state.work.gone[i] != "deferred":
            turn.refuse("resume", f"'{name}' is not set aside.")
            continue
        turn.state.work.gone[i] = ""
        turn.tell("scope", name, f"'{name}' is taken up again.")


def _answer(turn: Turn, wanted: Any) -> None:
    if not isinstance(wanted, Mapping):
        turn.refuse("answer", f"'answer' is {wanted!r}: give an answer for each request.")
        return
    for name, c in _named(turn, "answer", turn.structure.request, wanted):
        answer_request(turn, c, wanted[name])


def _mitigate(turn: Turn, names: Any) -> None:
    state = turn.state
    for name, r in _named(turn, "mitigate", turn.structure.risk, names):
        risk = turn.structure.scenario.risks[r]
        i = turn.structure.package[risk.package]
        work = state.work
        if state.risks.mitigated[r]:
            turn.refuse("mitigate", f"'{name}' is already mitigated.")
        elif state.risks.fired[r] >= 0 or state.week > risk.window[1]:
            turn.refuse("mitigate", f"'{name}' has happened or can't happen any more.")
        elif work.gone[i] or (work.started[i] and work.waiting[i] <= 0):
            turn.refuse("mitigate", f"'{name}' is over: '{risk.package}' is done or left out.")
        else:
            state.risks.mitigated[r] = True
            state.ledger.spent += risk.mitigation.cost
            turn.add_work(i, risk.mitigation.effort)


def _accept(turn: Turn, names: Any) -> None:
    for name, r in _named(turn, "accept", turn.structure.risk, names):
        if turn.state.risks.accepted[r]:
            turn.refuse("accept", f"'{name}' is already accepted.")
        elif turn.state.risks.fired[r] >= 0:
            turn.refuse("accept", f"'{name}' has already happened.")
        else:
            turn.state.risks.accepted[r] = True


def _hold(turn: Turn, wanted: Any) -> None:
    turn.state.orders.hold = bool(wanted)


# in this order: what is left out first, so that no other order counts on it
_ORDERS: tuple[tuple[str, Callable[[Turn, Any], None]], ...] = (
    ("resume", _resume),
    ("answer", _answer),
    ("cut", _cut),
    ("defer", _defer),
    ("fast_track", _fast_track),
    ("mitigate", _mitigate),
    ("accept", _accept),
    ("hire", _hire),
    ("release", _release),
    ("overtime", _overtime),
    ("test", _test),
    ("assign", _assign),
    ("priority", _priority),
    ("rebaseline", rebaseline),
    ("report", take_report),
    ("hold_release", _hold),
)
_wanted = attrgetter(*(order for order, _ in _ORDERS))
