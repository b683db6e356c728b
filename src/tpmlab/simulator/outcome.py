"""What a run amounts to, as one row of a table."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.scoring import delivered_value, score
from tpmlab.simulator.state import State

__all__ = ["outcome"]


def outcome(scenario: Scenario, state: State) -> dict[str, Any]:
    """Sum up a finished run; :func:`tpmlab.simulator.simulate` says what the columns mean.

    Parameters
    ----------
    scenario : Scenario
        The one that was played.
    state : State
        The last one of the run.

    Returns
    -------
    dict of str to number
        Score and its parts, value and money in thousands, finish in weeks, and what went
        wrong.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator import play, policies
    >>> run = play(load("tutorial"), policies.strong, seed=1)
    >>> outcome(run.scenario, run.state)["launched"]
    True
    """
    parts = asdict(score(scenario, state))
    work = state.work
    return {
        "score": parts.pop("total"),
        "finish": state.ledger.finish,
        "launched": state.ledger.ended == "launched",
        **parts,
        "delivered": delivered_value(scenario, state),
        "spent": state.ledger.spent,
        "escaped": sum(work.flawed) + sum(work.known),
        "lost": state.team.lost,
        "events": sum(week >= 0 for week in state.risks.fired),
    }
