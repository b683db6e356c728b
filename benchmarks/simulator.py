"""Running projects: one of 40 weeks, and a thousand of them, under the thoughtful policy.

A run is what `tpmlab simulate` repeats: a week's public view, the policy's decision, the week.
Times of single runs are scaled to 40 weeks, since each ends when it is ready. Beside them stands
the bare counting of a plain Python loop of a hundred thousand rounds: it says how fast this
machine ran Python in those minutes. A thousand seeds include the start of two processes, which
on Linux come from a server that the first call has started: that call, half a second longer, is
not counted.
"""

from __future__ import annotations

from itertools import count

from benchmarks.rows import Row, alternate
from tpmlab.scenarios import load
from tpmlab.simulator import policies, simulate
from tpmlab.simulator.start import new_game
from tpmlab.simulator.view import view_of
from tpmlab.simulator.week import advance

__all__ = ["TASKS", "run"]

SCENARIOS = ("saas-launch", "post-merger")
PEER = "100,000 rounds of a plain loop"
TASKS = (*(f"40 weeks of {name}" for name in SCENARIOS), "1,000 seeds of saas-launch")
RUN_AIM, MANY_AIM = 5.0, 4.0  # milliseconds, seconds


def run() -> list[Row]:
    """Measure single runs on seeds never seen before, then a thousand with two processes."""
    rows = [_single(task, name) for task, name in zip(TASKS, SCENARIOS, strict=False)]
    scenario = load("saas-launch")
    many = alternate(lambda: simulate(scenario, policies.strong, range(1000), workers=2), repeats=5)
    seconds = [each / 1000 for each in many[0]]
    return [*rows, Row(TASKS[-1], seconds, aim=MANY_AIM, unit="s")]


def _single(task: str, name: str) -> Row:
    scenario, seeds, weeks = load(name), count(10_000), []

    def play() -> None:
        state = new_game(scenario, next(seeds))
        while not state.over:
            advance(scenario, state, policies.strong(view_of(scenario, state)))
        weeks.append(state.week)

    ours, theirs = alternate(play, _loop, repeats=100)
    scaled = [40 * each / played for each, played in zip(ours, weeks[1:], strict=True)]
    return Row(task, scaled, theirs, PEER, aim=RUN_AIM)


def _loop() -> float:
    total = 0.0
    for number in range(100_000):
        total += number * 0.5
    return total
