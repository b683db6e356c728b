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
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from tpmlab.simulator.draws import uniforms
from tpmlab.simulator.equations import (
    MOST_FLAWED,
    coordination_loss,
    drag,
    fix_price,
    flawed_share,
    found_by_testing,
    newcomer_output,
    next_fatigue,
    unlearned,
    week_pay,
)
from tpmlab.simulator.project import Levers, Parameters, Project

__all__ = ["HORIZON", "Outcome", "Work", "simulate"]

HORIZON = 104  # weeks; a future that needs longer counts as never finished
_SLICES = 5  # a working day each

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
    luck = _luck(tuple(feature.id for feature in project.features), n_trials, seed)
    weeks = _weeks(project, levers)
    kept = project.kept(levers)
    size = _size(project, levers, luck)
    work = Work.fresh(
        size, project.parameters, np.exp(project.parameters.error_spread * luck.errors)
    )
    finish = _run(work, weeks, luck, levers.testing)
    wanted, agreed = (project.week_of(day) for day in (project.wanted, project.agreed(levers)))
    value = sum(feature.value for feature in kept) * np.exp(
        -project.parameters.decay * np.maximum(np.maximum(finish, agreed) - wanted, 0)
    )
    escapes = (work.flawed + work.known) / project.parameters.defect_effort
    return Outcome(project, levers, finish, weeks.spent_by(finish), escapes, value, agreed)


@dataclass(frozen=True, eq=False)
class _Luck:
    """Standard normal numbers: what the levers can't touch."""

    sizes: dict[str, Numbers]
    plan: Numbers
    errors: Numbers
    output: Numbers  # one row a week


@lru_cache(maxsize=8)
def _luck(features: tuple[str, ...], n_trials: int, seed: int) -> _Luck:
    seeds = np.arange(seed, seed + n_trials, dtype=np.uint64)

    def normal(entity: str, purpose: str, steps: int = 1) -> Numbers:
        numbers: Numbers = ndtri(uniforms(seeds, entity, purpose, steps))
        return numbers

    sizes = {name: normal(name, "size")[0] for name in features}
    output = normal("team", "output", HORIZON)
    return _Luck(sizes, normal("plan", "size")[0], normal("team", "errors")[0], output)


def _size(project: Project, levers: Levers, luck: _Luck) -> Numbers:
    """Draw the true size in person-days: each feature's luck, times the plan's own."""
    spread, common = project.parameters.size_spread, project.parameters.plan_spread
    size = np.zeros_like(luck.plan)
    for feature in project.kept(levers):
        size += feature.effort * np.exp(spread * luck.sizes[feature.id])
    return size * np.exp(common * luck.plan)


@dataclass(frozen=True, eq=False)
class _Weeks:
    """Everything about the team that the levers fix in advance, one number a week."""

    effort: Numbers  # person-days a week that reach the work
    errors: Numbers  # flawed share against the base share
    spent: Numbers  # kUSD until the start of each week, one more than weeks

    def spent_by(self, week: Numbers) -> Numbers:
        return np.interp(week, np.arange(len(self.spent)), self.spent)


def _weeks(project: Project, levers: Levers) -> _Weeks:
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
    return _Weeks(effort, errors, np.concatenate([[0.0], np.cumsum(paid)]))


def _fatigue(overtime: Numbers, p: Parameters) -> Numbers:
    """Fatigue during each week: it builds while overtime lasts and fades after."""
    tired = np.zeros(HORIZON + 1)
    for week, share in enumerate(overtime):
        tired[week + 1] = next_fatigue(tired[week], share, p.fatigue, p.recovery)
    return tired[:-1]


@dataclass(eq=False)
class Work:
    """One package in the rework cycle, in person-days; a number a future.

    Invariant: ``waiting + correct + flawed + known == size``.
    """

    size: Numbers
    waiting: Numbers
    correct: Numbers
    flawed: Numbers  # nobody knows yet
    known: Numbers  # found, to be fixed
    to_test: Numbers  # effort left of the final test
    error_share: Numbers
    parameters: Parameters

    @classmethod
    def fresh(cls, size: Numbers, p: Parameters, error_luck: Numbers | float = 1.0) -> Work:
        """Work that nobody has touched yet."""
        zero = np.zeros_like(size)
        share = p.error_share * error_luck + zero
        final = p.final_test * size
        return cls(size, size.copy(), zero.copy(), zero.copy(), zero.copy(), final, share, p)

    def day(self, effort: Numbers, testing: float, errors: float) -> Numbers:
        """Spend a slice of effort; returns what was left over when nothing remained to do.

        Parameters
        ----------
        effort : numpy.ndarray
            Person-days in this slice.
        testing : float
            Share of it that looks for flaws.
        errors : float
            Flawed share against the base share.
        """
        p = self.parameters
        left = effort * (1 - testing)
        price = fix_price(1 - self.waiting / self.size, p.late_fix)
        to_fix = self.known * price
        fixing = np.minimum(to_fix, left) * (self.waiting > 0)  # while building, fixes go first
        new = np.minimum(self.waiting, left - fixing)
        left -= fixing + new
        self.waiting -= new
        passed = None
        if (self.waiting <= 0).any():
            finishing, passed = self._finish(to_fix - fixing, left)
            fixing = fixing + finishing
        fixed = fixing / price
        density = self.flawed / np.maximum(self.size - self.waiting, 1e-9)
        share = flawed_share(self.error_share, errors, density, p.errors_on_errors)
        share = np.minimum(share, MOST_FLAWED)
        flaws = share * (new + p.refix_errors * fixed)
        self.known -= fixed
        self.correct += new + fixed - flaws
        self.flawed += flaws
        self._detect(effort, testing, new, passed)
        return left

    def _finish(self, to_fix: Numbers, left: Numbers) -> tuple[Numbers, Numbers]:
        """Fix and test side by side once all is built; takes its effort out of `left`."""
        again = 1 + self.parameters.retest
        wanted = to_fix * again + self.to_test
        # in proportion to what is waiting: "fixes first" would swing from day to day
        part = np.minimum(1, left / np.maximum(wanted, 1e-12)) * (self.waiting <= 0)
        passed = part * self.to_test
        self.to_test -= passed
        left -= part * wanted
        return part * to_fix, passed

    def _detect(
        self, effort: Numbers, testing: float, new: Numbers, passed: Numbers | None
    ) -> None:
        """Move flaws from unseen to known: by chance, by testing, by the final test."""
        p = self.parameters
        exponent = (p.use_finds / self.size) * new
        exponent += p.chance_finds / _SLICES * (effort > 0)
        if passed is not None and p.final_test:
            exponent = exponent - log(1 - p.final_finds) * passed / (p.final_test * self.size)
        found = self.flawed * -np.expm1(-exponent)
        density = self.flawed / np.maximum(self.size - self.waiting, 1e-9)
        found += found_by_testing(testing, effort, density, p.test_yield, p.test_half)
        found = np.minimum(found, self.flawed)
        self.flawed -= found
        self.known += found

    def ready(self) -> NDArray[np.bool_]:
        """Built, tested, and no more known flaws than may remain."""
        tiny = 1e-9 * self.size
        built = (self.waiting <= tiny) & (self.to_test <= tiny)
        return built & (self.known <= self.parameters.ready_share * self.size)


def _run(work: Work, weeks: _Weeks, luck: _Luck, testing: float) -> Numbers:
    """Spend week after week until every future is ready; returns the finish in weeks."""
    spread = work.parameters.week_spread
    finish = np.full(work.size.shape, np.inf)
    open_ = np.ones(work.size.shape, dtype=bool)
    for week in range(HORIZON):
        daily = weeks.effort[week] / _SLICES * np.exp(spread * luck.output[week] - spread**2 / 2)
        for day in range(_SLICES):
            effort = daily * open_
            left = work.day(effort, testing, float(weeks.errors[week]))
            if not (left > 1e-9).any():  # whoever is ready has time left over
                continue
            ready = work.ready() & open_
            if ready.any():
                used = 1 - left[ready] / np.maximum(effort[ready] * (1 - testing), 1e-12)
                finish[ready] = week + (day + used) / _SLICES
                open_ &= ~ready
        if not open_.any():
            break
    return finish
