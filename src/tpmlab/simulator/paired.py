"""Policies on the same luck: what each differs from the first by, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import sqrt

import pandas as pd

from tpmlab.simulator.decisions import SimulatorError
from tpmlab.simulator.many import simulate
from tpmlab.simulator.runs import Policy
from tpmlab.simulator.scenario import Scenario

__all__ = ["compare_policies"]


def compare_policies(
    scenario: Scenario, policies: Mapping[str, Policy], seeds: Iterable[int] | None = None
) -> pd.DataFrame:
    """Run policies on the same seeds and set each against the first, pair by pair.

    Parameters
    ----------
    scenario : Scenario
        What is played.
    policies : mapping of str to callable
        By name; the first is the yardstick.
    seeds : iterable of int, optional
        Two or more; default: the scenario's public seeds.

    Returns
    -------
    pandas.DataFrame
        A row a policy. ``points`` is the mean difference in score to the first and ``error``
        its standard error; ``score``, ``weeks`` (the finish), ``spent`` and ``value``
        (thousands) and ``trust`` (0 to 1, as the score counts it) are means.

    Raises
    ------
    SimulatorError
        If there is no policy, or fewer than two seeds: an error can't be stated then.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator import policies as p
    >>> found = compare_policies(load("tutorial"), {"wait": p.nothing, "look": p.strong}, range(8))
    >>> bool(found.loc["look", "points"] > 2 * found.loc["look", "error"])
    True
    """
    wanted = list(scenario.seeds if seeds is None else seeds)
    if not policies or len(wanted) < 2:
        raise SimulatorError("To compare policies, give one or more, and two seeds or more.")
    tables = {name: simulate(scenario, policy, wanted) for name, policy in policies.items()}
    first = next(iter(tables.values()))["score"]
    rows = {name: _row(table, first) for name, table in tables.items()}
    return pd.DataFrame(rows).T


def _row(table: pd.DataFrame, first: pd.Series) -> dict[str, float]:
    gap = table["score"] - first
    return {
        "score": table["score"].mean(),
        "points": gap.mean(),
        "error": gap.std(ddof=1) / sqrt(len(gap)),
        "weeks": table["finish"].mean(),
        "spent": table["spent"].mean(),
        "value": table["delivered"].mean(),
        "trust": table["trust"].mean(),
    }
