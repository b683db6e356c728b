"""Requests for change: they arrive, wait for an answer, and cost more the later they are."""

from __future__ import annotations

from typing import Any

from tpmlab.simulator.decisions import Trade
from tpmlab.simulator.turn import Turn

__all__ = ["answer_request", "arrive_and_expire"]

_YES, _NO, _TRADE_REFUSED, _UNANSWERED = 0.015, -0.015, -0.005, -0.03  # trust, per importance
_PATIENCE = 3  # weeks until an unanswered request is taken for a no, and a rude one


def arrive_and_expire(turn: Turn) -> None:
    """Let this week's requests come in, and count the unanswered ones."""
    state = turn.state
    requests, week = state.requests, state.week
    for c, status in enumerate(requests.status):
        if status == "future":
            if state.chance.arrives[c] == week:
                _arrive(turn, c)
        elif status == "open" and week >= requests.until[c]:
            requests.status[c] = "expired"
            silent = not requests.trade_refused[c]
            if silent:
                _feel(turn, c, _UNANSWERED)
            request = turn.structure.scenario.requests[c]
            how = "nobody answered" if silent else "the trade was refused"
            turn.tell("answer", request.id, f"'{request.title}' is off: {how}.")


def _arrive(turn: Turn, c: int) -> None:
    request, state = turn.structure.scenario.requests[c], turn.state
    if state.work.gone[turn.structure.package[request.package]] == "cut":
        state.requests.status[c] = "expired"  # nothing left to ask for, and nobody asked
        return
    state.requests.status[c] = "open"
    state.requests.since[c] = state.week
    state.requests.until[c] = state.week + _PATIENCE + 1
    turn.tell("request", request.id, f"A request came in: '{request.title}'.")


def answer_request(turn: Turn, c: int, answer: Any) -> None:
    """Answer an open request with yes, no or a trade.

    Parameters
    ----------
    turn : Turn
        Its state changes.
    c : int
        Which request.
    answer : str or Trade
        "yes", "no" or what has to move.
    """
    request, state = turn.structure.scenario.requests[c], turn.state
    i = turn.structure.package[request.package]
    if state.requests.status[c] != "open":
        turn.refuse("answer", f"'{request.id}' is not waiting for an answer.")
    elif answer == "no":
        state.requests.status[c] = "no"
        _feel(turn, c, _NO)
    elif state.work.gone[i]:
        turn.refuse("answer", f"'{request.id}' needs '{request.package}', which is left out.")
    elif answer == "yes":
        _grant(turn, c, "yes")
    elif isinstance(answer, Trade):
        _trade(turn, c, answer)
    else:
        turn.refuse(
            "answer", f"The answer to '{request.id}' is {answer!r}: use yes, no or a Trade."
        )


def _grant(turn: Turn, c: int, status: str) -> float:
    """Take a request on; returns the effort that it adds."""
    request, state = turn.structure.scenario.requests[c], turn.state
    i, work = turn.structure.package[request.package], state.work
    effort = state.chance.effort[c] * (1 + turn.rules.late_request * _done_share(turn))
    turn.add_work(i, effort)
    spoiled = turn.rules.request_spoils * work.correct[i]
    work.correct[i] -= spoiled
    work.known[i] += spoiled
    state.ledger.promised += state.chance.value[c]
    state.requests.status[c] = status
    _feel(turn, c, _YES)
    return effort


def _trade(turn: Turn, c: int, trade: Trade) -> None:
    request, state = turn.structure.scenario.requests[c], turn.state
    if state.requests.trade_refused[c]:
        turn.refuse("answer", f"'{request.id}': a trade was refused before; say yes or no.")
        return
    problem = _bad_trade(turn, trade)
    if problem:
        turn.refuse("answer", f"'{request.id}': {problem}")
        return
    trust = sum(w * t for w, t in zip(turn.structure.weights, state.sponsors.trust, strict=True))
    if state.chance.accepts[c] >= 0.35 + 0.55 * trust:
        state.requests.trade_refused[c] = True
        state.requests.until[c] = max(state.requests.until[c], state.week + 2)
        _feel(turn, c, _TRADE_REFUSED)
        turn.tell("answer", request.id, f"The trade for '{request.title}' was refused.")
        return
    effort = _grant(turn, c, "traded")
    ledger = state.ledger
    if trade.moves == "time":
        weeks = effort / max(ledger.velocity, 1.0)
        ledger.agreed += weeks
        state.sponsors.believed = [x + weeks for x in state.sponsors.believed]
        turn.tell("answer", request.id, f"Traded: the agreed date moves by {weeks:.1f} weeks.")
    elif trade.moves == "budget":
        money = effort * _cost_so_far(turn)
        ledger.approved += money
        turn.tell("answer", request.id, f"Traded: the budget grows by {money:.0f} thousand.")
    else:
        turn.drop(turn.structure.package[str(trade.package)])
        turn.tell("answer", request.id, f"Traded: '{trade.package}' leaves this release.")


def _bad_trade(turn: Turn, trade: Trade) -> str:
    if trade.moves not in {"time", "budget", "scope"}:
        return f"a trade moves time, budget or scope, not {trade.moves!r}."
    if trade.moves != "scope":
        return ""
    i = turn.structure.package.get(str(trade.package))
    if i is None:
        return f"{trade.package!r} is no package."
    work, package = turn.state.work, turn.structure.scenario.packages[i]
    if not package.optional or work.gone[i] == "cut" or work.waiting[i] <= 0:
        return f"'{package.id}' can't leave: it must ship, or is built or gone."
    return ""


def _done_share(turn: Turn) -> float:
    work = turn.state.work
    size = sum(s for s, gone in zip(work.size, work.gone, strict=True) if not gone)
    left = sum(w for w, gone in zip(work.waiting, work.gone, strict=True) if not gone)
    return 1 - left / size if size else 1.0


def _cost_so_far(turn: Turn) -> float:
    """Thousands a person-day of built work has cost, at first as the budget plans it."""
    scenario, work = turn.structure.scenario, turn.state.work
    planned = scenario.budget / turn.structure.planned_effort
    if work.built < 0.05 * turn.structure.planned_effort:
        return planned
    return turn.state.ledger.spent / work.built


def _feel(turn: Turn, c: int, change: float) -> None:
    importance = turn.structure.scenario.requests[c].importance
    trust = turn.state.sponsors.trust
    turn.state.sponsors.trust = [t + change * importance for t in trust]
