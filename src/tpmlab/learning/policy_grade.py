"""A learner's policy on projects it has never met, beside the built-in ones.

Self-study uses seeds that everybody can derive. A class sets its own by a secret that is
read when the policy is graded: the environment variable ``TPMLAB_COURSE_SECRET``, or a file
``course-secret.txt`` beside ``nbgrader_config.py``.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from tpmlab.learning.check import AnswerStopped, CheckFailed
from tpmlab.policy_box import Limits, Played, PolicyError, Source, from_function, play_policy
from tpmlab.scenarios import load
from tpmlab.simulator import policies
from tpmlab.simulator.many import simulate

__all__ = ["PolicyGrade", "grade_policy", "policy_baselines", "unseen_seeds"]

_VARIABLE, _FILE = "TPMLAB_COURSE_SECRET", "course-secret.txt"
_KEPT = "baselines.json"
_NOT_WRITTEN = (
    "'policy', or a function that it calls, is not written yet. Write your answer in the cell "
    "above in place of the line 'raise NotImplementedError()', run that cell, then run this one."
)
_TRIVIAL = ("nothing", "always_no", "mitigate_all")  # the others come in far below these
_LIMITS = Limits(decision=2.0, total=25.0, own_work=True)  # a cell has 120 seconds for all


@dataclass(frozen=True, slots=True)
class PolicyGrade:
    """How a policy did on unseen projects.

    Parameters
    ----------
    score, floor, ceiling : float
        Median scores: the policy's, the best trivial policy's and the strong policy's, all
        on the same projects.
    floor_name : str
        Which trivial policy is the best.
    played : Played
        The policy's runs.
    """

    score: float
    floor: float
    ceiling: float
    floor_name: str
    played: Played

    @property
    def share(self) -> float:
        """How far the policy has come: 0 at the best trivial one, 1 at the strong one."""
        return (self.score - self.floor) / max(self.ceiling - self.floor, 1e-9)

    def __str__(self) -> str:
        """Say it in two sentences, with the first order that had no effect."""
        text = (
            f"On {len(self.played.table)} projects that it has never met, your policy's median "
            f"score is {self.score:.1f}. On the same projects '{self.floor_name}', the best of "
            f"the trivial policies, reaches {self.floor:.1f} and the strong one "
            f"{self.ceiling:.1f}."
        )
        if self.played.refused:
            text += f" {self.played.refused} of its orders had no effect; the first one, in "
            text += self.played.examples[0]
        return text


def unseen_seeds(exercise: str, count: int = 100) -> tuple[int, ...]:
    """Derive an exercise's seeds from the course's secret, if there is one.

    Parameters
    ----------
    exercise : str
        Its id; other exercises have other seeds.
    count : int
        How many.

    Returns
    -------
    tuple of int
        The same for the same secret, whatever the machine; too large to be guessed.

    Examples
    --------
    >>> seeds = unseen_seeds("run-a-project", 3)
    >>> len(set(seeds)), seeds == unseen_seeds("run-a-project", 5)[:3]
    (3, True)
    """
    return tuple(
        int.from_bytes(hashlib.sha256(f"{_secret()}\n{exercise}\n{place}".encode()).digest()[:7])
        for place in range(count)
    )


def _secret() -> str:
    said = os.environ.get(_VARIABLE, "").strip()
    if said:
        return said
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "nbgrader_config.py").is_file():
            file = folder / _FILE
            return file.read_text(encoding="utf-8").strip() if file.is_file() else ""
    return ""


def policy_baselines(
    scenario: str, exercise: str, count: int = 100, *, keep: Path | None = None
) -> pd.DataFrame:
    """Run the policies that a learner's is measured against, on an exercise's seeds.

    Parameters
    ----------
    scenario : str
        Id of a scenario.
    exercise : str
        Id of the exercise.
    count : int
        Projects.
    keep : pathlib.Path, optional
        Run them in any case, and write the result to this file. A file ``baselines.json`` in
        the current folder is read instead of running them, if it is for the same seeds.

    Returns
    -------
    pandas.DataFrame
        A row a policy, the best first: medians of score, finish in weeks, money spent and
        value delivered in thousands.

    Examples
    --------
    >>> policy_baselines("tutorial", "run-a-project", 4).index[0]
    'strong'
    """
    seeds = unseen_seeds(exercise, count)
    known = None if keep else _kept(scenario, seeds)
    if known is None:
        known = {name: _medians(scenario, name, seeds) for name in (*_TRIVIAL, "strong")}
    if keep:
        text = json.dumps({"seeds": _print(scenario, seeds), "medians": known}, indent=1)
        keep.write_text(text + "\n", encoding="utf-8")
    return pd.DataFrame(known).T.sort_values("score", ascending=False)


def _kept(scenario: str, seeds: tuple[int, ...]) -> dict[str, dict[str, float]] | None:
    try:
        found = json.loads(Path(_KEPT).read_text(encoding="utf-8"))
        same = found["seeds"] == _print(scenario, seeds)
        return found["medians"] if same else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _print(scenario: str, seeds: tuple[int, ...]) -> str:
    """Tell sets of seeds apart without telling the seeds."""
    return hashlib.sha256(f"{scenario}\n{seeds}".encode()).hexdigest()


@lru_cache(maxsize=32)
def _medians(scenario: str, name: str, seeds: tuple[int, ...]) -> dict[str, float]:
    table = simulate(load(scenario), getattr(policies, name), seeds)
    columns = ["score", "finish", "spent", "delivered"]
    return {column: round(float(table[column].median()), 2) for column in columns}


def grade_policy(
    policy: Callable[..., Any], scenario: str, exercise: str, count: int = 100
) -> PolicyGrade:
    """Run a learner's policy, in a process of its own, on projects it has never met.

    Parameters
    ----------
    policy : function
        Defined in the notebook; takes a view, returns a decision.
    scenario : str
        Id of a scenario.
    exercise : str
        Id of the exercise, from which the seeds follow.
    count : int
        Projects.

    Returns
    -------
    PolicyGrade
        The same for the same text of the policy; asked twice, it is run once.

    Raises
    ------
    CheckFailed
        If the policy is not written yet.
    AnswerStopped
        For the first thing that goes wrong in it: what, in which project, in which week.

    Examples
    --------
    >>> from tpmlab.simulator import Decision
    >>> grade_policy(5, "tutorial", "run-a-project")
    Traceback (most recent call last):
        ...
    tpmlab.learning.check.AnswerStopped: Your policy is of type 'int': define it with def \
policy(view).
    """
    seeds = unseen_seeds(exercise, count)
    try:
        if getattr(policy, "__module__", "") == policies.__name__:
            raise PolicyError("The built-in policies don't play for you here; write your own.")
        played = _played(from_function(policy), scenario, seeds)
    except PolicyError as problem:
        played = str(problem)
    if isinstance(played, str):
        if "NotImplementedError" in played:
            raise CheckFailed(_NOT_WRITTEN)
        raise AnswerStopped(played)
    medians = policy_baselines(scenario, exercise, count)["score"].to_dict()
    ceiling = medians.pop("strong")
    best = str(max(medians, key=lambda name: medians[name]))
    score = float(played.table["score"].median())
    return PolicyGrade(score, medians[best], ceiling, best, played)


@lru_cache(maxsize=8)
def _played(source: Source, scenario: str, seeds: tuple[int, ...]) -> Played | str:
    """Play all projects, or say what went wrong; what was slow may be faster the next time."""

    def called(place: int, _: int) -> str:
        return f"unseen project {place + 1} of {len(seeds)}"

    try:
        return play_policy(load(scenario), source, seeds, limits=_LIMITS, called=called)
    except PolicyError as problem:
        if "took longer" in str(problem):
            raise
        return str(problem)
