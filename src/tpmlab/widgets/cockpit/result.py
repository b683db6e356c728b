"""The score with its formulas, at any time; at the end, beside what simple policies reach."""

from __future__ import annotations

from html import escape

import ipywidgets as w

from tpmlab.simulator import policies
from tpmlab.simulator.many import simulate
from tpmlab.simulator.runs import Policy, Run
from tpmlab.simulator.scenario import Scenario
from tpmlab.simulator.scoring import FORMULAS, Score
from tpmlab.widgets.cockpit.debriefing import Debriefing
from tpmlab.widgets.cockpit.parts import table

__all__ = ["Result"]


class Result:
    """The tab that says how it went.

    Parameters
    ----------
    scenario : Scenario
        Gives the weights.
    debriefing : Debriefing
        Stands below the score once a run is over.

    Attributes
    ----------
    html : HTML
    debriefing : Debriefing
    box : VBox
    """

    def __init__(self, scenario: Scenario, debriefing: Debriefing) -> None:
        self._scenario = scenario
        self.debriefing = debriefing
        self._par: dict[int, list[list[str]]] = {}
        self.html = w.HTML()
        self.box = w.VBox([self.html, debriefing.box])

    def show(self, run: Run) -> None:
        """Show the score; the comparison is worked out once a seed, when a run is over."""
        score = run.score
        text = _parts(self._scenario, score)
        if not run.over:
            text += (
                "<p>An unfinished project has no value yet, and no score for date, cost and "
                "quality.</p>"
            )
        else:
            text = f"<p><strong>{escape(self.headline(run))}</strong></p>" + text
            text += self._comparison(run)
        self.html.value = text
        self.debriefing.show(run)

    def headline(self, run: Run) -> str:
        """Say how the project ended."""
        ledger, score = run.state.ledger, run.score
        how = "launched" if ledger.ended == "launched" else "stopped without a launch"
        return (
            f"The project was {how} after {ledger.finish:.1f} weeks. Score {score.total:.0f} of "
            f"100; net benefit {_signed(score.net_benefit)} thousand."
        )

    def _comparison(self, run: Run) -> str:
        seed = run.state.seed
        if seed not in self._par:
            self._par[seed] = [
                _row(self._scenario, policy.__name__, policy, seed)
                for policy in (*policies.NAIVE, policies.strong)
            ]
        mine = [
            "your run",
            f"{run.score.total:.0f}",
            f"{run.state.ledger.finish:.1f}",
            _signed(run.score.net_benefit),
        ]
        naive = [float(row[1]) for row in self._par[seed][: len(policies.NAIVE)]]
        par = sum(naive) / len(naive)
        luck = (
            " Your line took another luck on its way, so the comparison is a rough one."
            if run.state.branches
            else ""
        )
        return (
            f"<p><strong>Par is {par:.0f}</strong>, the mean of seven policies that never look at "
            f"the project; you are {_signed(run.score.total - par)} against it. All have this "
            f"seed's luck.{luck}</p>"
            + table(
                ["Who decides", "Score", "Finish, weeks", "Net benefit, k"],
                [mine, *self._par[seed]],
            )
        )


def _parts(scenario: Scenario, score: Score) -> str:
    weights = {name: getattr(scenario.score, name) for name in FORMULAS}
    whole = sum(weights.values())
    rows = [
        [
            name,
            f"{getattr(score, name):.2f}",
            f"{weight / whole:.0%}",
            f"{100 * weight / whole * getattr(score, name):.1f}",
            FORMULAS[name],
        ]
        for name, weight in weights.items()
    ]
    rows.append(["all", "", "100%", f"{score.total:.1f}", "the sum of the points"])
    net = (
        f"<p>Net benefit: {_signed(score.net_benefit)} thousand (value delivered, less money "
        "spent, less what escaped flaws cost to mend). It needs no weights.</p>"
    )
    return table(["Part", "0 to 1", "Weight", "Points", "How it is worked out"], rows) + net


def _row(scenario: Scenario, name: str, policy: Policy, seed: int) -> list[str]:
    outcome = simulate(scenario, policy, [seed]).iloc[0]
    return [
        name.replace("_", " "),
        f"{outcome['score']:.0f}",
        f"{outcome['finish']:.1f}",
        _signed(outcome["net_benefit"]),
    ]


def _signed(number: float) -> str:
    return f"{number:+,.0f}".replace("-", "−")
