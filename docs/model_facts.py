"""Draw the six panels of ``docs/model.md``: ``python docs/model_facts.py`` (about a minute).

They show the same facts as ``tests/simulator/test_facts.py`` holds, measured on the scenario
*saas-launch* over the seeds below, paired: each future is compared with itself.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from tpmlab.pictures import FONT, PALETTE, Picture, new_figure, style_axes
from tpmlab.scenarios import load
from tpmlab.simulator import Decision, Report, Run, View, play
from tpmlab.simulator.equations import drag, next_fatigue

SAAS, SEEDS = load("saas-launch"), range(1, 31)
Rule = Callable[[View], Decision]


def base(view: View, **more: Any) -> Decision:
    """Refuse every request, test a tenth of the time, send no report."""
    refused = {request.id: "no" for request in view.open_requests}
    return Decision(answer=refused, **{"test": 0.1, **more})


def runs(rule: Rule) -> list[Run]:
    """Play all seeds."""
    return [play(SAAS, rule, seed) for seed in SEEDS]


def finishes(played: list[Run]) -> np.ndarray:
    """Weeks at launch."""
    return np.array([run.state.ledger.finish for run in played])


def hiring(at: float) -> Rule:
    """Ask for half as many people again when that share looks done."""

    def rule(view: View) -> Decision:
        free = tuple(person.id for person in view.people.values() if person.place == "pool")
        return base(view, hire=free if view.percent >= at else ())

    return rule


def sprint(run_weeks: int) -> Rule:
    """50-hour weeks for so long, from half-way."""
    first: list[int] = []

    def rule(view: View) -> Decision:
        if view.week == 0:
            first.clear()
        if not first and view.percent >= 0.5:
            first.append(view.week)
        on = bool(first) and view.week < first[0] + run_weeks
        return base(view, overtime=0.25 if on else 0.0)

    return rule


def reporting(said: Callable[[View], float | None]) -> Rule:
    """Send a report each fourth week, and at once when the end slips."""

    def rule(view: View) -> Decision:
        finish = said(view)
        return base(view, report=None if finish is None else Report(max(finish, view.week)))

    return rule


def honest(view: View) -> float | None:
    """Say what the facts say."""
    believed = max(each.believed for each in view.sponsors.values())
    news = view.forecast - view.week < 6 and view.forecast > believed + 0.3
    return view.forecast if view.week % 4 == 3 or news else None


def rosy(view: View) -> float | None:
    """Say that all is well."""
    return view.deadline if view.week % 4 == 3 else None


def brooks(axes: Axes, before: np.ndarray) -> None:
    """Draw weeks later, by how much looked done when help was asked for."""
    shares = (0.1, 0.25, 0.4, 0.6, 0.8)
    slips = [finishes(runs(hiring(at))) - before for at in shares]
    axes.errorbar(
        [100 * at for at in shares],
        [slip.mean() for slip in slips],
        yerr=[2 * slip.std() / len(slip) ** 0.5 for slip in slips],
        color=PALETTE["blue"],
        marker="o",
    )
    axes.axhline(0, color=PALETTE["ink"], linewidth=1)
    title(axes, "Four people more: weeks later", "% that looked done when asked for")


def ninety(axes: Axes, played: list[Run]) -> None:
    """Draw what looked done and what was."""
    tables = [run.table() for run in played]
    grid = np.linspace(0, 1, 41)
    for name, colour, label in (
        ("percent", "blue", "looks done"),
        ("true", "vermilion", "is sound"),
    ):
        lines = [np.interp(grid, np.linspace(0, 1, len(t)), t[name]) for t in tables]
        mean = 100 * np.mean(lines, axis=0)
        axes.plot(100 * grid, mean, color=PALETTE[colour])
        place = 24 if name == "percent" else 28
        side = {"percent": (-4, 6, "right"), "true": (6, -12, "left")}[name]
        axes.annotate(label, (100 * grid[place], mean[place]), xytext=side[:2],
                      textcoords="offset points", ha=side[2], color=PALETTE[colour],
                      fontsize=FONT["small"])  # fmt: skip
    title(axes, "% that looks done, and is", "% of the time passed, no early tests")


def overtime(axes: Axes, before: np.ndarray) -> None:
    """Weeks later, by weeks of overtime."""
    weeks = (2, 3, 4, 6, 8, 12)
    slips = [finishes(runs(sprint(n))) - before for n in weeks]
    colours = [PALETTE["blue" if slip.mean() < 0 else "vermilion"] for slip in slips]
    axes.bar([str(n) for n in weeks], [slip.mean() for slip in slips], color=colours)
    axes.axhline(0, color=PALETTE["ink"], linewidth=1)
    title(axes, "50-hour weeks: weeks later", "how many of them, from half-way")


def testing(axes: Axes) -> None:
    """Finish, by share of time for tests."""
    shares = (0.0, 0.04, 0.08, 0.12, 0.16, 0.2, 0.3)
    weeks = [finishes(runs(lambda view, s=s: base(view, test=s))).mean() for s in shares]
    axes.plot([100 * share for share in shares], weeks, color=PALETTE["blue"], marker="o")
    title(axes, "Weeks to launch", "% of the time for early tests")


def tired(axes: Axes) -> None:
    """Output of one person under overtime, flaws mended."""
    rules = SAAS.dynamics
    for share, colour, label in ((0.25, "blue", "50 hours"), (0.5, "vermilion", "60 hours")):
        fatigue, net = 0.0, []
        for _ in range(16):
            flawed = 1.5 * rules.error_share * drag(fatigue, rules.fatigue_drag)
            yields = (1 + share) / drag(fatigue, rules.fatigue_drag) * (1 - flawed)
            net.append(100 * yields / (1 - 1.5 * rules.error_share))
            fatigue = next_fatigue(fatigue, share, rules.fatigue, rules.recovery)
        axes.plot(range(1, 17), net, color=PALETTE[colour])
        away = (0, -12 if share < 0.5 else 5)
        axes.annotate(label, (16, net[-1]), xytext=away, textcoords="offset points", ha="right",
                      color=PALETTE[colour], fontsize=FONT["small"])  # fmt: skip
    axes.axhline(100, color=PALETTE["ink"], linewidth=1)
    axes.set_xticks(range(2, 17, 2))
    title(axes, "Sound work, % of a 40-hour week", "weeks of overtime without a break")


def trust(axes: Axes, silent: list[Run]) -> None:
    """Trust over the project, by what is reported."""
    for played, colour, label in (
        (runs(reporting(honest)), "blue", "honest"),
        (silent, "ink", "silent"),
        (runs(reporting(rosy)), "vermilion", "rosy"),
    ):
        mean = [np.mean([run.table()["trust"].iloc[:29].iloc[w] for run in played if run.week > 28])
                for w in range(29)]  # fmt: skip
        axes.plot(range(29), mean, color=PALETTE[colour])
        axes.annotate(label, (28, mean[-1]), xytext=(4, 0), textcoords="offset points",
                      va="center", color=PALETTE[colour], fontsize=FONT["small"])  # fmt: skip
    axes.set_ylim(-0.02, 0.8)
    axes.set_xlim(0, 36)
    axes.set_xticks(range(0, 29, 7))
    title(axes, "Trust", "week")


def title(axes: Axes, above: str, below: str) -> None:
    """Name a panel and its axis."""
    style_axes(axes, grid="y")
    axes.set_title(above, loc="left", fontsize=FONT["label"], color=PALETTE["ink"])
    axes.set_xlabel(below, fontsize=FONT["small"], color=PALETTE["quiet"])


def main() -> None:
    """Draw and write."""
    figure = new_figure(760)
    panels = figure.subplots(3, 2)
    silent = runs(base)
    before = finishes(silent)
    brooks(panels[0, 0], before)
    ninety(panels[0, 1], runs(lambda view: base(view, test=0.0)))
    overtime(panels[1, 0], before)
    testing(panels[1, 1])
    tired(panels[2, 0])
    trust(panels[2, 1], silent)
    figure.tight_layout(h_pad=2.2, w_pad=2.5)
    target = Path(__file__).parent / "images" / "model-facts.png"
    target.write_bytes(Picture(figure, "").png())


if __name__ == "__main__":
    main()
