"""Settings of the levers side by side, as a table."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tpmlab.simulator.project import Levers, Project
from tpmlab.simulator.tradeoff import Outcome, simulate

__all__ = ["compare"]


def compare(
    project: Project, settings: Mapping[str, Levers], n_trials: int = 400, seed: int = 1
) -> pd.DataFrame:
    """Run several settings of the levers on the same luck and put them side by side.

    Parameters
    ----------
    project : Project
        The project that all settings share.
    settings : mapping of str to Levers
        What to compare, by name.
    n_trials, seed : int
        As in :func:`simulate`.

    Returns
    -------
    pandas.DataFrame
        A row a setting: chance of the agreed date in per cent, the dates by which half
        and 80% of the futures are ready, and the means of cost and value (kUSD) and of
        escaped defects.

    Examples
    --------
    >>> project = Project.from_rows([("web", 120, 300), ("mobile", 40, 90)], team=6,
    ...     week_cost=8, start="2026-01-05", wanted="2026-03-27", budget=600)
    >>> table = compare(project, {"all": Levers(), "web only": Levers(keep=("web",))})
    >>> list(table.columns)
    ['chance %', 'half by', '80% by', 'cost kUSD', 'defects', 'value kUSD']
    >>> bool(table.loc["web only", "cost kUSD"] < table.loc["all", "cost kUSD"])
    True
    """
    rows = {name: _row(simulate(project, each, n_trials, seed)) for name, each in settings.items()}
    return pd.DataFrame.from_dict(rows, orient="index")


def _row(outcome: Outcome) -> dict[str, object]:
    s = outcome.summary()
    return {
        "chance %": round(100 * s["chance"]),
        "half by": _date(outcome, 0.5),
        "80% by": _date(outcome, 0.8),
        "cost kUSD": round(s["cost"]),
        "defects": round(s["escapes"]),
        "value kUSD": round(s["value"]),
    }


def _date(outcome: Outcome, share: float) -> str:
    week = outcome.week(share)
    if not np.isfinite(week):
        return "never"
    day = outcome.project.date_of(week)
    return f"{day.day} {day:%b}"
