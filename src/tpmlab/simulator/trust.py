"""Trust: bad news costs some of it, and bad news that people find out themselves more.

Slovic (1993) found that trust is lost more easily than won; how much more here, and that it
holds for sponsors of projects, is our judgement: ``docs/model.md`` says so.
"""

from __future__ import annotations

from math import isfinite
from numbers import Integral, Real
from typing import Any

from tpmlab.simulator.crews import package_statuses
from tpmlab.simulator.decisions import Report
from tpmlab.simulator.status import completeness
from tpmlab.simulator.turn import Turn

__all__ = ["close_account", "reality_check", "rebaseline", "take_report"]

_MOST_REBASELINES = 2
_LEAST_NOTICE = 2.0  # weeks: news on the last day is no worse than news a fortnight before
_REPORT_HOLDS = 0.003  # trust for a report that brings no new delay, twice that if complete
_REPORT_PAUSE = 3  # weeks; reports in between inform and earn nothing
_BROKEN_PROMISE = 0.01
_SILENCE, _LONG_SILENCE = 0.015, 8  # trust at a look after that many weeks without a report
_TROUBLE_UNTOLD, _TROUBLE_TOLD = 0.03, 0.012
_PADDING = 0.035  # a week, for finishing more than three weeks before what was said


def take_report(turn: Turn, report: Any) -> None:
    """Send a status report to all stakeholders.

    Parameters
    ----------
    turn : Turn
        Its state changes.
    report : Report
        The finish that it states moves what they believe.
    """
    state = turn.state
    problem = _bad_report(report, state.week)
    if problem:
        turn.refuse("report", problem)
        return
    sponsors = state.sponsors
    earns = sponsors.reported < 0 or state.week - sponsors.reported >= _REPORT_PAUSE
    share = completeness(report, nothing_yet=_nothing_yet(turn))
    reward = _REPORT_HOLDS * (1 + share) if earns else 0.0
    for s, believed in enumerate(sponsors.believed):
        slip = report.finish - believed
        if slip > 0:
            sponsors.trust[s] -= (
                turn.rules.slip_cost * slip / (slip + _notice(believed, state.week))
            )
        else:
            sponsors.trust[s] += reward
        sponsors.believed[s] = float(report.finish)
        if turn.structure.scenario.stakeholders[s].watches in report.warns:
            sponsors.warned[s] = state.week
    sponsors.reported = state.week
    sponsors.promised = -1 if report.next_update is None else int(report.next_update)
    turn.tell("report", "report", f"The report says: ready in week {report.finish:.1f}.")


def _nothing_yet(turn: Turn) -> bool:
    """Whether no package is done or blocked, so that there is nothing to say about that."""
    work = turn.state.work
    for waiting, gone in zip(work.waiting, work.gone, strict=True):
        if waiting <= 0 and not gone:
            return False
    return "blocked" not in package_statuses(turn.structure, work)


def _notice(believed: float, week: int) -> float:
    """Weeks that news of a delay leaves to prepare for it."""
    return max(_LEAST_NOTICE, believed - week)


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and isfinite(value)


def _bad_report(report: Any, week: int) -> str:
    if not isinstance(report, Report):
        return f"'report' is {report!r}: give a Report."
    finish: Any = report.finish
    update: Any = report.next_update
    if not _is_number(finish) or not week <= finish <= 1e4:
        return f"The report's finish is {finish!r}: give a week from {week} on."
    if update is not None and (not isinstance(update, Integral) or update <= week):
        return f"The report's next update is {update!r}: give a week after {week}."
    for name in ("done", "blocked", "warns"):
        if not isinstance(getattr(report, name), (tuple, list)):
            return f"The report's '{name}' is {getattr(report, name)!r}: give a list of ids."
    return ""


def rebaseline(turn: Turn, wanted: Any) -> None:
    """Ask for a new agreed date: it is granted, at a price in trust.

    Parameters
    ----------
    turn : Turn
        Its state changes.
    wanted : float
        The new date, in weeks.
    """
    state, ledger = turn.state, turn.state.ledger
    if not _is_number(wanted) or wanted > 1e4:
        turn.refuse("rebaseline", f"'rebaseline' is {wanted!r}: give a week.")
    elif wanted <= max(ledger.agreed, state.week):
        turn.refuse("rebaseline", f"Week {wanted:g} is no later than agreed: {ledger.agreed:.1f}.")
    elif ledger.moves >= _MOST_REBASELINES:
        turn.refuse("rebaseline", f"The date was moved {ledger.moves} times: no more.")
    else:
        for s, believed in enumerate(state.sponsors.believed):
            slip = max(float(wanted) - believed, 0.0)
            loss = turn.rules.slip_cost * slip / (slip + _notice(believed, state.week))
            state.sponsors.trust[s] -= loss + 0.03
            state.sponsors.believed[s] = max(believed, float(wanted))
        ledger.moved += float(wanted) - ledger.agreed
        ledger.moves += 1
        ledger.agreed = float(wanted)
        turn.tell("report", "rebaseline", f"The agreed date is now the end of week {wanted:g}.")


def reality_check(turn: Turn) -> None:
    """Let stakeholders look at the end of a week, each at their own pace.

    Whoever looks sees the public forecast and compares it with what was said.
    """
    state, sponsors, rules = turn.state, turn.state.sponsors, turn.rules
    now, forecast = state.week + 1, state.ledger.forecast
    if 0 <= sponsors.promised < now and sponsors.reported < sponsors.promised:
        sponsors.trust = [t - _BROKEN_PROMISE for t in sponsors.trust]
        sponsors.promised = -1
        turn.tell("trust", "report", "The report promised for this week did not come.")
    patiences, watched = turn.structure.patience, turn.structure.watches
    for s, believed in enumerate(sponsors.believed):
        looks = now % patiences[s] == 0
        if not looks and now < believed - 1:
            continue
        notice = _notice(believed, now)
        gap = forecast - believed
        if gap > 1 + 0.15 * notice:  # less is noise, and a distant date has more of it
            loss = rules.slip_cost * rules.surprise * gap / (gap + notice)
            sponsors.trust[s] -= loss
            sponsors.believed[s] += gap / 2
            stakeholder = turn.structure.scenario.stakeholders[s]
            turn.tell(
                "trust",
                stakeholder.id,
                f"{stakeholder.name} saw a date {gap:.1f} weeks later than anybody had said.",
            )
        if looks:
            if now - max(sponsors.reported, 0) > _LONG_SILENCE:
                sponsors.trust[s] -= _SILENCE
            _look_closer(turn, s, watched[s])
    sponsors.trust = [min(1.0, max(0.0, t)) for t in sponsors.trust]


def _look_closer(turn: Turn, s: int, watches: str) -> None:
    """Trouble in what somebody watches costs trust, less if a report warned of it."""
    trouble = min(1.0, max(0.0, _trouble(turn, watches)))
    if trouble <= 0:
        return
    state = turn.state
    patience = turn.structure.patience[s]
    warned = state.sponsors.warned[s]
    told = warned >= 0 and state.week - warned < 2 * patience
    state.sponsors.trust[s] -= trouble * (_TROUBLE_TOLD if told else _TROUBLE_UNTOLD)


def _trouble(turn: Turn, watches: str) -> float:
    state, ledger = turn.state, turn.state.ledger
    if watches == "money":
        pay = sum([turn.structure.cost[j] for j in turn.on_team])
        cost = ledger.spent + pay * max(0.0, ledger.forecast - state.week - 1)
        budget = turn.structure.scenario.budget + ledger.approved
        return (cost / budget - 1) / 0.15
    if watches == "quality":
        return sum(state.work.known) / max(state.work.built, 1.0) / 0.10
    if watches == "people":
        morale = sum([state.team.morale[j] for j in turn.on_team]) / max(len(turn.on_team), 1)
        return (0.6 - morale) / 0.3
    return 0.0


def close_account(turn: Turn) -> None:
    """Settle trust when the project launches: padding is noticed too."""
    sponsors, finish = turn.state.sponsors, turn.state.ledger.finish
    for s, believed in enumerate(sponsors.believed):
        sponsors.trust[s] -= _PADDING * max(0.0, believed - finish - 3)
    sponsors.trust = [min(1.0, max(0.0, t)) for t in sponsors.trust]
