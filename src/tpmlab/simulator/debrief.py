"""What mattered in a run, and what of it could be known: effects, errors, par and luck.

The verdict on a choice is its mean effect over futures that were as likely as the one that
happened, from the week in which it was made. What it did on the luck that happened is shown
beside it and never judged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np
import pandas as pd

from tpmlab.simulator.choices import Choice, choices_of
from tpmlab.simulator.decisions import SimulatorError
from tpmlab.simulator.many import par, simulate
from tpmlab.simulator.policies import NAIVE, strong
from tpmlab.simulator.replay import Difference, Futures, difference, over_futures, replay
from tpmlab.simulator.runs import Run
from tpmlab.simulator.scoring import delivered_value
from tpmlab.simulator.view import view_of

__all__ = ["Debrief", "Finding", "Split", "debrief"]

_MATTERS = 0.5  # points; a smaller effect is not worth a sentence however certain it is
_PILOT = 5  # futures for every choice, to see which deserve more
_MARGIN = 2  # choices beyond those shown that get the second look too


class Split(NamedTuple):
    """A score taken apart; the three add up to it.

    Parameters
    ----------
    usual : float
        Mean score of policies that don't look, over the scenario's public seeds.
    luck : float
        How much better they did on this seed.
    skill : float
        How much better this run did than they on the same seed.
    error : float
        Standard error of `usual`, and so of `luck`.
    """

    usual: float
    luck: float
    skill: float
    error: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One choice, what it was worth when it was made, and what came of it.

    Parameters
    ----------
    choice : Choice
        What was decided, and the alternative.
    expected : Futures
        Over futures from that week on.
    happened : Difference
        On the luck of this run, exactly.
    forecast, agreed : float
        The public forecast and the agreed date in that week, in weeks.
    percent : float
        Share of the work that looked done then, 0 to 1.
    """

    choice: Choice
    expected: Futures
    happened: Difference
    forecast: float
    agreed: float
    percent: float

    @property
    def clear(self) -> bool:
        """Whether the effect stands out from the luck of the futures tried."""
        return self.expected.clear and abs(self.expected.mean.points) >= _MATTERS

    @property
    def least(self) -> float:
        """Points that the effect has at least, two standard errors granted."""
        return abs(self.expected.mean.points) - 2 * self.expected.error.points

    @property
    def unusual(self) -> bool:
        """Whether what happened lies outside two standard deviations of the futures."""
        gap = abs(self.happened.points - self.expected.mean.points)
        return gap > 2 * self.expected.spread.points + 0.05


@dataclass(frozen=True, slots=True)
class Debrief:
    """All that a debrief says, as numbers; ``tpmlab.simulator.debrief_words`` puts it in words.

    Parameters
    ----------
    run : Run
        Finished.
    played : int
        Weeks that were played by the learner; the rest carried on without orders.
    findings : tuple of Finding
        Every choice, those that matter most first.
    most : int
        How many of them to show.
    baselines : pandas.DataFrame
        The built-in policies on this seed: `score`, `finish`, `spent`, `delivered`,
        `net_benefit`.
    split : Split
        The score as what is usual, luck and skill.
    classmates : tuple of float
        Scores of others, if given.
    """

    run: Run
    played: int
    findings: tuple[Finding, ...]
    most: int
    baselines: pd.DataFrame
    split: Split
    classmates: tuple[float, ...] = ()

    @property
    def mattered(self) -> tuple[Finding, ...]:
        """Choices to talk about, the largest sure effect first; none if luck hides them all."""
        return tuple(each for each in self.findings if each.clear)[: self.most]

    def table(self) -> pd.DataFrame:
        """List every choice with its numbers.

        Returns
        -------
        pandas.DataFrame
            A row a choice: expected effect in points with its standard error, in weeks,
            money spent, value and net benefit; what happened; forecast and agreed date then.
        """
        return pd.DataFrame([_row(finding) for finding in self.findings], columns=list(_COLUMNS))


_COLUMNS = (
    "week",
    "choice",
    "instead",
    "points",
    "points error",
    "weeks",
    "weeks error",
    "spent",
    "value",
    "value error",
    "net benefit",
    "clear",
    "points that happened",
    "weeks that happened",
    "futures",
    "forecast then",
    "agreed then",
)


def _row(finding: Finding) -> dict[str, object]:
    choice, mean, error = finding.choice, finding.expected.mean, finding.expected.error
    values = (
        choice.week,
        choice.text,
        choice.instead,
        mean.points,
        error.points,
        mean.weeks,
        error.weeks,
        mean.spent,
        mean.value,
        error.value,
        mean.net_benefit,
        finding.clear,
        finding.happened.points,
        finding.happened.weeks,
        finding.expected.tried,
        finding.forecast,
        finding.agreed,
    )
    return dict(zip(_COLUMNS, values, strict=True))


def debrief(
    run: Run,
    *,
    most: int = 5,
    futures: int = 24,
    seeds: int = 8,
    classmates: Sequence[float] = (),
    progress: Callable[[float], None] | None = None,
) -> Debrief:
    """Find out which choices of a run mattered.

    Every choice is first tried in a few futures. Those that look largest get fresh futures,
    and only these count: the luck that made a choice look large is left behind.

    Parameters
    ----------
    run : Run
        One that isn't finished is played to its end without further orders.
    most : int
        Choices to talk about, 1 or more.
    futures : int
        Fresh futures for each choice that may be among them, 2 or more.
    seeds : int
        Public seeds that say what is usual, 2 or more.
    classmates : sequence of float
        Scores of others in the same scenario.
    progress : callable, optional
        Called with the share that is done, 0 to 1.

    Returns
    -------
    Debrief
        The same for the same run.

    Raises
    ------
    SimulatorError
        If nothing was played yet, or a number is too small.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator import policies
    >>> from tpmlab.simulator.runs import play
    >>> run = play(load("tutorial"), policies.max_test, seed=3)
    >>> found = debrief(run, futures=12, seeds=3)
    >>> found.mattered[0].choice.text, found.mattered[0].expected.mean.weeks > 0
    ('40% of all time for testing', True)
    """
    _check(run, most, futures, seeds)
    tell = progress or (lambda _: None)
    whole, choices = replay(run), choices_of(run)
    expected = _looked_at(run, choices, most + _MARGIN, futures, lambda p: tell(0.7 * p))
    findings = []
    for place, (choice, worth) in enumerate(zip(choices, expected, strict=True)):
        findings.append(_finding(run, whole, choice, worth))
        tell(0.7 + 0.1 * (place + 1) / len(choices))
    baselines = _baselines(run)
    tell(0.85)
    split = _split(run, whole.score.total, seeds)
    tell(1.0)
    return Debrief(
        whole,
        run.week,
        tuple(sorted(findings, key=_weight)),
        most,
        baselines,
        split,
        tuple(float(each) for each in classmates),
    )


def _weight(finding: Finding) -> tuple[bool, float]:
    """Sure effects first, by what they are at least; then the others by what they seem."""
    size = finding.least if finding.clear else abs(finding.expected.mean.points)
    return not finding.clear, -size


def _check(run: Run, most: int, futures: int, seeds: int) -> None:
    if not run.decisions:
        raise SimulatorError("Nothing was played yet: play at least one week, then debrief.")
    for name, value, least in (("most", most, 1), ("futures", futures, 2), ("seeds", seeds, 2)):
        if value < least:
            raise SimulatorError(f"{name} is {value}: give {least} or more.")


def _looked_at(
    run: Run,
    choices: tuple[Choice, ...],
    places: int,
    futures: int,
    progress: Callable[[float], None],
) -> list[Futures]:
    """Estimate all choices roughly, and the largest again on fresh futures."""
    work = len(choices) * _PILOT + min(places, len(choices)) * futures
    found = list(over_futures(run, choices, _PILOT, progress=lambda n: progress(n * _PILOT / work)))
    done = len(choices) * _PILOT
    promise = [abs(each.mean.points) - each.error.points for each in found]
    again = sorted(range(len(choices)), key=lambda place: (-promise[place], place))[:places]
    closer = over_futures(
        run,
        [choices[place] for place in again],
        futures,
        first=_PILOT,
        progress=lambda n: progress((done + n * futures) / work),
    )
    for place, better in zip(again, closer, strict=True):
        found[place] = better
    return found


def _finding(run: Run, whole: Run, choice: Choice, expected: Futures) -> Finding:
    view = view_of(run.scenario, run.states[choice.week])
    happened = difference(run.scenario, whole.state, replay(run, choice).state)
    return Finding(choice, expected, happened, view.forecast, view.agreed, view.percent)


def _baselines(run: Run) -> pd.DataFrame:
    names = ["score", "finish", "spent", "delivered", "net_benefit"]
    rows = {
        policy.__name__: simulate(run.scenario, policy, [run.state.seed]).iloc[0][names]
        for policy in (*NAIVE, strong)
    }
    table = pd.DataFrame(rows).T.astype(float)
    table.loc["this run"] = [_own(run)[name] for name in names]
    return table.sort_values("score", ascending=False)


def _own(run: Run) -> dict[str, float]:
    whole = replay(run)
    found, ledger = whole.score, whole.state.ledger
    return {
        "score": found.total,
        "finish": ledger.finish,
        "spent": ledger.spent,
        "delivered": delivered_value(run.scenario, whole.state),
        "net_benefit": found.net_benefit,
    }


def _split(run: Run, score: float, seeds: int) -> Split:
    public = par(run.scenario, run.scenario.seeds[:seeds])["score"].to_numpy()
    here = float(par(run.scenario, [run.state.seed])["score"].iloc[0])
    usual = float(np.mean(public))
    error = float(np.std(public, ddof=1)) / sqrt(len(public)) if len(public) > 1 else 0.0
    return Split(usual, here - usual, score - here, error)
