"""Questions with a known number, for judging one's own ranges.

Answers are worked out when they are needed: from the datasets, whose source goes with the
answer, or by the planning functions. Nothing is copied here, so nothing can grow stale.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tpmlab import data
from tpmlab.errors import TpmlabError
from tpmlab.estimate.team import channels
from tpmlab.flow.queues import kingman
from tpmlab.schedule.distributions import Triangular

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["POOL", "Asked", "draw"]


class Asked:
    """A question whose answer is one number.

    Parameters
    ----------
    name : str
        Stays the same.
    text : str
        The question, without its unit.
    unit : str
        What the number counts.
    answer : callable
        Works the number out: from the dataset's table, or from nothing.
    dataset : str
        Id of the dataset, empty for a number that is worked out.
    """

    def __init__(
        self, name: str, text: str, unit: str, answer: Callable[..., float], *, dataset: str = ""
    ) -> None:
        self.name, self.text, self.unit = name, text, unit
        self.dataset = dataset
        self._answer = answer

    def __repr__(self) -> str:
        return f"Asked({self.name!r})"

    @cached_property
    def answer(self) -> float:
        """The number, to three digits: nobody is asked for more."""
        exact = self._answer(data.load(self.dataset)) if self.dataset else self._answer()
        return float(f"{exact:.3g}")

    @property
    def source(self) -> str:
        """Where the number comes from, in words."""
        return data.source(self.dataset) if self.dataset else "worked out"


def draw(seed: int, count: int = 10, pool: Sequence[Asked] | None = None) -> list[Asked]:
    """Draw questions, without repeats.

    Parameters
    ----------
    seed : int
        Same seed, same questions in the same order.
    count : int
        How many.
    pool : sequence of Asked, optional
        What to draw from; :data:`POOL` if left out.

    Returns
    -------
    list of Asked

    Raises
    ------
    TpmlabError
        If the pool holds fewer.

    Examples
    --------
    >>> [question.name for question in draw(1, 2)] == [question.name for question in draw(1, 2)]
    True
    """
    known = POOL if pool is None else pool
    if not 1 <= count <= len(known):
        raise TpmlabError(f"count is {count}; give a number from 1 to {len(known)}.")
    order = np.random.default_rng(seed).permutation(len(known))
    return [known[place] for place in order[:count]]


def _share(found: pd.Series) -> float:
    return 100 * float(found.mean())


def _costlier(us: pd.DataFrame) -> float:
    return _share(us["cost_overrun_pct"].dropna() > 0)


def _later(us: pd.DataFrame) -> float:
    return _share(us["schedule_overrun_days"].dropna() > 0)


def _length(us: pd.DataFrame) -> float:
    return float(us["planned_duration_days"].dropna().median())


def _amber(uk: pd.DataFrame) -> float:
    rated = uk["delivery_confidence"]
    colours = rated[rated.isin(["Red", "Amber/Red", "Amber", "Amber/Green", "Green"])]
    return _share(colours == "Amber")


def _whole_life(uk: pd.DataFrame) -> float:
    return float(uk["whole_life_cost_gbp_m"].dropna().median())


def _moved_later(pairs: pd.DataFrame) -> float:
    return _share(pairs["end_date_slip_days"].dropna() > 0)


def _to_the_day(releases: pd.DataFrame) -> float:
    python = releases[releases["project"] == "Python"]
    return _share(python["slip_days"].dropna() == 0)


def _decided(peps: pd.DataFrame) -> float:
    recent = peps[peps["created"] >= "2010-01-01"]
    return float(recent["created_to_first_decision_days"].dropna().median())


def _turned_down(peps: pd.DataFrame) -> float:
    return _share(peps["status"].isin(["Rejected", "Withdrawn"]))


def _lead_time(requests: pd.DataFrame, level: float) -> float:
    mine = requests[requests["repository"] == "kubernetes/enhancements"]
    return float(mine["lead_time_days"].quantile(level))


def _open_proposals(months: pd.DataFrame) -> float:
    return float(months["wip"].iloc[-1])


def _retargeted(proposals: pd.DataFrame) -> float:
    return _share(proposals["stable_retargets"].dropna() >= 1)


def _threes(points: pd.DataFrame) -> float:
    return _share(points["story_points"] == 3)


def _large(points: pd.DataFrame) -> float:
    return _share(points["story_points"] > 13)


_US, _UK, _PAIRS = "us-it-dashboard-2012", "uk-major-projects", "uk-major-projects-year-on-year"
_PEPS, _REQUESTS, _POINTS = "python-pep-flow", "k8s-pull-request-lead-times", "story-points"

POOL: tuple[Asked, ...] = (
    Asked(
        "us-costlier",
        "US federal IT projects on the public dashboard of 2012: which share cost, or was "
        "projected to cost, more than its latest plan",
        "%",
        _costlier,
        dataset=_US,
    ),
    Asked(
        "us-later",
        "US federal IT projects on the public dashboard of 2012: which share ended, or was "
        "projected to end, later than its latest plan",
        "%",
        _later,
        dataset=_US,
    ),
    Asked(
        "us-length",
        "US federal IT projects on the public dashboard of 2012: the median planned duration",
        "days",
        _length,
        dataset=_US,
    ),
    Asked(
        "uk-amber",
        "Major projects of the UK government, publications 2014 to 2023: of all ratings from Red "
        "to Green, which share was plain Amber",
        "%",
        _amber,
        dataset=_UK,
    ),
    Asked(
        "uk-whole-life-cost",
        "Major projects of the UK government, 2014 to 2023: the median whole-life cost",
        "million pounds",
        _whole_life,
        dataset=_UK,
    ),
    Asked(
        "uk-moved-later",
        "Major projects of the UK government, from one publication to the next: in which share "
        "did the end date move later",
        "%",
        _moved_later,
        dataset=_PAIRS,
    ),
    Asked(
        "python-to-the-day",
        "Release milestones of Python: which share came on exactly the day first published",
        "%",
        _to_the_day,
        dataset="release-schedules",
    ),
    Asked(
        "pep-decided",
        "Proposals to change Python (PEPs) created since 2010 and decided: median time from "
        "creation to the first decision",
        "days",
        _decided,
        dataset=_PEPS,
    ),
    Asked(
        "pep-turned-down",
        "All proposals to change Python (PEPs) until August 2026: which share was rejected or "
        "withdrawn",
        "%",
        _turned_down,
        dataset=_PEPS,
    ),
    Asked(
        "pull-request-half",
        "Merged pull requests of the repository kubernetes/enhancements: median time from the "
        "first commit to the merge",
        "days",
        lambda table: _lead_time(table, 0.5),
        dataset=_REQUESTS,
    ),
    Asked(
        "pull-request-85",
        "Merged pull requests of the repository kubernetes/enhancements: within how much time, "
        "from the first commit, were 85% merged",
        "days",
        lambda table: _lead_time(table, 0.85),
        dataset=_REQUESTS,
    ),
    Asked(
        "open-proposals",
        "Enhancement proposals of Kubernetes: how many were open, neither implemented nor closed, "
        "in July 2026",
        "proposals",
        _open_proposals,
        dataset="k8s-enhancement-cumulative-flow",
    ),
    Asked(
        "retargeted",
        "Enhancement proposals of Kubernetes with a target release for stable: in which share was "
        "that target changed at least once",
        "%",
        _retargeted,
        dataset="k8s-enhancement-flow",
    ),
    Asked(
        "story-points-three",
        "23,313 issues of 16 open-source projects, estimated in story points: which share got a 3",
        "%",
        _threes,
        dataset=_POINTS,
    ),
    Asked(
        "story-points-large",
        "23,313 issues of 16 open-source projects, estimated in story points: which share got "
        "more than 13",
        "%",
        _large,
        dataset=_POINTS,
    ),
    Asked(
        "ten-teams",
        "Ten teams must all deliver, each is on time with a chance of 90%, independently: the "
        "chance that all ten are",
        "%",
        lambda: 100 * 0.9**10,
    ),
    Asked(
        "busy-tester",
        "A tester is busy 90% of the time, work comes at random and takes a day on average, also "
        "at random: the average wait before testing begins",
        "days",
        lambda: kingman(0.9, ca2=1, ce2=1, mean_service=1).wq,
    ),
    Asked(
        "pairs",
        "A team of 14 people, in which each pair talks: how many pairs",
        "pairs",
        lambda: channels(14),
    ),
    Asked(
        "most-likely",
        "A task takes 4 days at best, most likely 6, 14 at worst (a triangle): the chance that it "
        "takes 6 days or fewer",
        "%",
        lambda: 100 * Triangular(4, 6, 14).chance(6),
    ),
)
