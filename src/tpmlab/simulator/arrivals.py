"""Risks that come true while their package is open."""

from __future__ import annotations

from tpmlab.simulator.turn import Turn

__all__ = ["fire_risks"]

_TRUST_IF_UNTOLD = 0.02  # times the impact's luck


def fire_risks(turn: Turn) -> None:
    """Let each risk's hazard grow by a week, and fire those that have passed their threshold."""
    state, structure = turn.state, turn.structure
    risks, work = state.risks, state.work
    for r, hazard in structure.risks_in[state.week]:
        i = structure.risk_package[r]
        if risks.fired[r] >= 0 or work.gone[i] or work.waiting[i] <= 0:
            continue
        weaker = structure.scenario.risks[r].mitigation.chance if risks.mitigated[r] else 1.0
        risks.strain[r] += hazard * weaker
        if risks.strain[r] > state.chance.fires[r]:
            _fire(turn, r, i)


def _fire(turn: Turn, r: int, i: int) -> None:
    risk, state = turn.structure.scenario.risks[r], turn.state
    state.risks.fired[r] = state.week
    luck = state.chance.impact[r]
    impact = luck * (1 - risk.mitigation.impact if state.risks.mitigated[r] else 1.0)
    turn.add_work(i, impact * risk.effort)
    state.work.frozen[i] += 5 * impact * risk.freeze
    state.ledger.spent += impact * risk.cost
    if not (state.risks.accepted[r] or state.risks.mitigated[r]):
        state.sponsors.trust = [t - _TRUST_IF_UNTOLD * luck for t in state.sponsors.trust]
    turn.tell("risk", risk.id, f"It happened: {risk.title}.")
