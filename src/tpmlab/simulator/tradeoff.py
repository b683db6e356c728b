"""Scope, time, money and quality as linked levers: a project as one package of work.

A small, honest model. The work of all kept features flows through the rework cycle
day by day: new work becomes correct or silently flawed, flaws are found by testing and
by the final test, and found flaws are fixed, later ones at a higher price. Many seeded
futures run at once, and a moved lever changes its consequences only. ``docs/model.md``
gives every equation and default with its source, and what the model leaves out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from tpmlab.simulator.draws import uniforms
from tpmlab.simulator.equations import (
    coordination_loss,
    drag,
    newcomer_output,
    next_fatigue,
    unlearned,
    week_pay,
)
from tpmlab.simulator.project import Levers, Parameters, Project
from tpmlab.simulator.rework import HORIZON, SLICES, Work, finish_of

__all__ = ["Luck", "Outcome", "Weeks", "luck_of", "simulate", "size_of", "team_weeks"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class Outcome:
    """What became of a project in many futures: one number a future in each array.

    Parameters
    ----------
    finish : numpy.ndarray
        Working weeks from the start until the work is ready; inf if it never is.
    cost : numpy.ndarray
        kUSD spent until then.
    escapes : numpy.ndarray
        Defects that reach the customer.
    value : numpy.ndarray
        kUSD of value at launch: the later of finish and agreed date.
    agreed_week : float
        The agreed date, in working weeks from the start.
    """

    project: Project
    levers: Levers
    finish: Numbers
    cost: Numbers
    escapes: Numbers
    value: Numbers
    agreed_week: float

    def __repr__(self) -> str:
        known = self.summary()
        return (
            f"Outcome of {len(self.finish)} futures: half are ready by week {known['p50']:.1f}, "
            f"{self.chance:.0%} by the agreed week {self.agreed_week:g}; on average "
            f"{known['cost']:,.0f} kUSD spent, {known['escapes']:.0f} defects escape, "
            f"value {known['value']:,.0f} kUSD"
        )

    @property
    def chance(self) -> float:
        """Share of futures that are ready by the agreed date."""
        return float((self.finish <= self.agreed_week + 1e-9).mean())

    def week(self, confidence: float) -> float:
        """Working week by which this share of futures is ready."""
        return float(np.quantile(self.finish, confidence, method="inverted_cdf"))

    def summary(self) -> dict[str, float]:
        """Give the numbers a sponsor asks for.

        Returns
        -------
        dict
            ``p10 p50 p80`` in working weeks, ``chance`` as a fraction; means of
            ``cost`` and ``value`` in kUSD and of ``escapes`` in defects.
        """
        weeks = {f"p{round(c * 100)}": self.week(c) for c in (0.1, 0.5, 0.8)}
        means = {name: float(getattr(self, name).mean()) for name in ("cost", "escapes", "value")}
        return {**weeks, "chance": self.chance, **means}


def simulate(
    project: Project, levers: Levers | None = None, n_trials: int = 400, seed: int = 1
) -> Outcome:
    """Run a project's futures under one setting of the levers.

    Futures are paired: future i meets the same luck under any levers, so the difference
    of two outcomes is the work of the levers alone.

    Parameters
    ----------
    project : Project
        What is to be done, by whom, until when.
    levers : Levers, optional
        Default: the plan as promised.
    n_trials : int
        How many futures.
    seed : int
        Futures use the seeds ``seed`` to ``seed + n_trials - 1``.

    Returns
    -------
    Outcome
        Arrays of length ``n_trials``.

    Raises
    ------
    ProjectError
        If the levers name an unknown feature.

    References
    ----------
    .. [1] Cooper, K. G. (1993), "The rework cycle: benchmarks for the project manager",
       Project Management Journal 24(1), 17-21.
    .. [2] Abdel-Hamid, T. and Madnick, S. (1991), Software Project Dynamics, Prentice Hall.

    Examples
    --------
    >>> project = Project.from_rows([("web", 120, 300), ("mobile", 40, 90)], team=6,
    ...     week_cost=8, start="2026-01-05", wanted="2026-03-27", budget=600)
    >>> everything = simulate(project)
    >>> less = simulate(project, Levers(keep=("web",)))
    >>> everything.chance < less.chance
    True
    """
    levers = levers or Levers()
    luck = luck_of(tuple(feature.id for feature in project.features), n_trials, seed)
    weeks = team_weeks(project, levers)
    kept = project.kept(levers)
    p = project.parameters
    work = Work.fresh(size_of(project, levers, luck), p, np.exp(p.error_spread * luck.errors))
    daily = weeks.effort[:, None] / SLICES * luck.pace(p.week_spread)
    finish = finish_of(work, daily, weeks.errors, levers.testing)
    wanted, agreed = (project.week_of(day) for day in (project.wanted, project.agreed(levers)))
    late = np.maximum(np.maximum(finish, agreed) - wanted, 0)
    value = sum(feature.value for feature in kept) * np.exp(-p.decay * late)
    escapes = (work.flawed + work.known) / p.defect_effort
    return Outcome(project, levers, finish, weeks.spent_by(finish), escapes, value, agreed)


@dataclass(frozen=True, eq=False)
class Luck:
    """Standard normal numbers, one a future: what the levers can't touch."""

    sizes: dict[str, Numbers]
    plan: Numbers
    errors: Numbers
    output: Numbers  # one row a week

    def pace(self, spread: float) -> Numbers:
        """Output of each week against the plan's, a row a week."""
        pace: Numbers = np.exp(spread * self.output - spread**2 / 2)
        return pace


@lru_cache(maxsize=8)
def luck_of(features: tuple[str, ...], n_trials: int, seed: int) -> Luck:
    """Draw the luck of futures, keyed by the features' names."""
    seeds = np.arange(seed, seed + n_trials, dtype=np.uint64)

    def normal(entity: str, purpose: str, steps: int = 1) -> Numbers:
        numbers: Numbers = ndtri(uniforms(seeds, entity, purpose, steps))
        return numbers

    sizes = {name: normal(name, "size")[0] for name in features}
    output = normal("team", "output", HORIZON)
    return Luck(sizes, normal("plan", "size")[0], normal("team", "errors")[0], output)


def size_of(project: Project, levers: Levers, luck: Luck) -> Numbers:
    """Draw the true size in person-days: each feature's luck, times the plan's own."""
    spread, common = project.parameters.size_spread, project.parameters.plan_spread
    size = np.zeros_like(luck.plan)
    for feature in project.kept(levers):
        size += feature.effort * np.exp(spread * luck.sizes[feature.id])
    return size * np.exp(common * luck.plan)


@dataclass(frozen=True, eq=False)
class Weeks:
    """Everything about the team that the levers fix in advance, one number a week."""

    effort: Numbers  # person-days a week that reach the work
    errors: Numbers  # flawed share against the base share
    spent: Numbers  # kUSD until the start of each week, one more than weeks

    def spent_by(self, week: Numbers) -> Numbers:
        """KUSD spent until a moment, given in weeks."""
        return np.interp(week, np.arange(len(self.spent)), self.spent)


def team_weeks(project: Project, levers: Levers) -> Weeks:
    """Work out the team's weeks: output, errors and pay."""
    p, week = project.parameters, np.arange(HORIZON)
    last = project.week_of(project.agreed(levers))
    overtime = np.where(
        (week >= last - levers.overtime_weeks) & (week < last), p.overtime_share, 0.0
    )
    tired = _fatigue(overtime, p)
    arrival = levers.ask_week + (p.hire_weeks if levers.ask_week else 0)
    new = np.where(week >= arrival, levers.extra, 0)
    to_learn = unlearned(np.maximum(week - arrival, 0), p.ramp_weeks) * (week >= arrival)
    old_output = np.maximum(project.team - p.teaching * to_learn * new, 0)
    new_output = new * newcomer_output(to_learn, p.newcomer)
    people = project.team + new
    pace = 5 * p.focus * (1 + overtime) / drag(tired, p.fatigue_drag)
    effort = (old_output + new_output) * pace * (1 - coordination_loss(people, p.communication))
    share_of_new = new_output / (old_output + new_output)
    errors = (1 + share_of_new * to_learn) * drag(tired, p.fatigue_drag)
    paid = people * week_pay(project.week_cost, overtime, p.overtime_pay)
    paid = paid + np.where(week == levers.ask_week, p.hire_fee * levers.extra, 0.0)
    return Weeks(effort, errors, np.concatenate([[0.0], np.cumsum(paid)]))


def _fatigue(overtime: Numbers, p: Parameters) -> Numbers:
    """Fatigue during each week: it builds while overtime lasts and fades after."""
    tired = np.zeros(HORIZON + 1)
    for week, share in enumerate(overtime):
        tired[week + 1] = next_fatigue(tired[week], share, p.fatigue, p.recovery)
    return tired[:-1]
