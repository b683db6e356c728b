"""A run as text and back: seed and decisions are kept, the weeks are played again.

The last state goes along, so that a model or a scenario that has changed is noticed instead
of telling another story.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import blake2b
from importlib.metadata import version
from math import isclose
from typing import Any

from tpmlab.simulator.decisions import Decision, SimulatorError
from tpmlab.simulator.runs import Run
from tpmlab.simulator.scenario import Scenario

__all__ = ["load_run", "save_run"]

_FORMAT = 1


def save_run(run: Run) -> str:
    """Write a run as JSON text.

    Parameters
    ----------
    run : Run
        Finished or not.

    Returns
    -------
    str
        A few kilobytes, the same for the same run.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> tutorial = load("tutorial")
    >>> text = save_run(Run.start(tutorial, seed=3).play(Decision(test=0.1)))
    >>> load_run(text, tutorial).week
    1
    """
    return json.dumps(
        {
            "tpmlab_run": _FORMAT,
            "version": version("tpmlab"),
            "scenario": run.scenario.id,
            "scenario_digest": _digest(run.scenario),
            "seed": run.state.seed,
            "branches": run.state.branches,
            "decisions": [decision.to_dict() for decision in run.decisions],
            "state": run.state.as_dict(),
        }
    )


def load_run(text: str, scenario: Scenario, *, anyway: bool = False) -> Run:
    """Read what :func:`save_run` wrote, and play it again.

    Parameters
    ----------
    text : str
        The save.
    scenario : Scenario
        The one it was played in.
    anyway : bool
        Replay the decisions although scenario or model have changed since.

    Returns
    -------
    Run
        With every week, so that undo works.

    Raises
    ------
    SimulatorError
        If the text is no save, or belongs to another scenario, or replaying it leads
        elsewhere.
    """
    saved = _parsed(text)
    if saved["scenario"] != scenario.id:
        raise SimulatorError(
            f"The save belongs to the scenario '{saved['scenario']}', not '{scenario.id}': "
            "load that one."
        )
    if saved["scenario_digest"] != _digest(scenario) and not anyway:
        raise SimulatorError(
            f"The scenario '{scenario.id}' has changed since the save: "
            "pass anyway=True to replay its decisions in today's."
        )
    run = _replayed(saved, scenario)
    if not anyway and not _close(json.loads(json.dumps(run.state.as_dict())), saved["state"]):
        raise SimulatorError(
            f"The save was made with tpmlab {saved['version']}, whose model led elsewhere: "
            "pass anyway=True to replay its decisions in today's."
        )
    return run


def _parsed(text: str) -> dict[str, Any]:
    try:
        saved = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise SimulatorError("The save is damaged: it is not JSON; use an earlier copy.") from None
    known = isinstance(saved, dict) and isinstance(saved.get("tpmlab_run"), int)
    if not known:
        raise SimulatorError("The text is not a saved run: give what save_run wrote.")
    if saved["tpmlab_run"] > _FORMAT:
        raise SimulatorError(
            f"The save has format {saved['tpmlab_run']}; this tpmlab knows up to {_FORMAT}: "
            "update tpmlab."
        )
    kinds = {"scenario": str, "scenario_digest": str, "seed": int, "version": str}
    kinds |= {"branches": list, "decisions": list, "state": dict}
    for name, kind in kinds.items():
        if not isinstance(saved.get(name), kind):
            raise SimulatorError(f"The save is damaged: '{name}' is missing; use an earlier copy.")
    checked: dict[str, Any] = saved
    return checked


def _replayed(saved: dict[str, Any], scenario: Scenario) -> Run:
    try:
        run = Run.start(scenario, saved["seed"])
        branches = [tuple(branch) for branch in saved["branches"]]
        for week, said in enumerate(saved["decisions"]):
            for at, number in branches:
                if at == week:
                    run = run.branch(number)
            run = run.play(Decision.from_dict(said))
        for at, number in branches:
            if at == run.week:
                run = run.branch(number)
    except (TypeError, ValueError, KeyError, AttributeError) as problem:
        raise SimulatorError(
            f"The save is damaged: its decisions can't be replayed ({problem}); "
            "use an earlier copy."
        ) from None
    return run


def _digest(scenario: Scenario) -> str:
    """Fingerprint of what is played; words don't change a run."""
    played = scenario.model_dump_json(exclude={"title": True, "story": True, "minutes": True})
    return blake2b(played.encode(), digest_size=8).hexdigest()


def _close(one: Any, other: Any) -> bool:
    """Equal but for the last digits, in which processors may differ."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_close(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_close, one, other))
    if isinstance(one, float) and isinstance(other, (float, int)):
        return isclose(one, other, rel_tol=1e-6, abs_tol=1e-6)
    return bool(one == other)
