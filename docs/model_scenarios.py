"""Measure the scenarios for ``docs/model.md``: ``python docs/model_scenarios.py``.

Every policy plays every scenario on a hundred seeds that nobody tuned on; it takes a minute or two.
"""

from __future__ import annotations

import sys

import numpy as np

from tpmlab.scenarios import load, names
from tpmlab.simulator import policies, simulate

SEEDS = range(5000, 5100)
HEAD = (
    "scenario",
    "best trivial policy, median",
    "strong, median",
    "strong beats each / all at once",
    "strong, middle half: score",
    "weeks",
    "deadline met by strong",
)


def cells(name: str) -> list[str]:
    """One scenario's row."""
    scenario = load(name)
    naive = {p.__name__: simulate(scenario, p, SEEDS)["score"] for p in policies.NAIVE}
    strong = simulate(scenario, policies.strong, SEEDS)
    best = max(naive, key=lambda policy: naive[policy].median())
    wins = np.array([strong["score"] > score for score in naive.values()])
    low, high = np.percentile(strong["score"], [25, 75])
    first, last = np.percentile(strong["finish"], [25, 75])
    return [
        name,
        f"{best.replace('_', ' ')}, {naive[best].median():.0f}",
        f"{strong['score'].median():.0f}",
        f"{wins.mean(axis=1).min():.0%} / {wins.all(axis=0).mean():.0%}",
        f"{low:.0f}–{high:.0f}",
        f"{first:.1f}–{last:.1f} of {scenario.deadline}",
        f"{(strong['finish'] <= scenario.deadline).mean():.0%}",
    ]


if __name__ == "__main__":
    sys.stdout.write(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}\n")
    for scenario in names():
        sys.stdout.write(f"| {' | '.join(cells(scenario))} |\n")
