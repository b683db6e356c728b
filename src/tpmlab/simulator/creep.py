"""Scope that grows: requests answered by a rule, small additions that nobody records, and a date.

One stretch of work at an even pace, week by week. A request costs more the more is done
already, as in the weekly model: ``effort * (1 + growth * share done)``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, inf
from typing import Literal, NamedTuple

from tpmlab.simulator.decisions import SimulatorError

__all__ = ["Answer", "Baseline", "Course", "Rule", "Wish", "decide", "run"]

Rule = Literal["yes", "value", "time", "scope", "no"]
_HORIZON = 150
_MONTH = 52 / 12


@dataclass(frozen=True, slots=True)
class Wish:
    """A request for change; effort in person-days as on the first day, value in thousands."""

    id: str
    title: str
    week: int
    effort: float
    value: float


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was agreed.

    Parameters
    ----------
    scope : float
        Person-days.
    deadline : float
        Weeks; value falls from then on by `decay` a week.
    reserve : float
        Weeks by which the plan ends sooner.
    pay : float
        Thousands a week.
    value : float
        Thousands, if all planned scope ships by the deadline.
    optional, optional_value : float
        Person-days of planned scope that may leave, and the thousands that leave with it.
    decay : float
        Share of the value lost in a week after the deadline.
    """

    scope: float
    deadline: float
    pay: float
    value: float
    reserve: float = 0.0
    optional: float = 0.0
    optional_value: float = 0.0
    decay: float = 0.03

    @property
    def pace(self) -> float:
        """Person-days a week that end the plan `reserve` weeks before the deadline."""
        return self.scope / (self.deadline - self.reserve)

    @property
    def full_cost(self) -> float:
        """Thousands that a person-day of scope costs: pay, and the value lost to the delay."""
        return (self.pay + self.decay * self.value) / self.pace


class Answer(NamedTuple):
    """What was said to a wish, and what it takes in the week in which it came."""

    wish: Wish
    said: Literal["yes", "time", "scope", "no"]
    effort: float


class Course(NamedTuple):
    """What became of the project; one number a week from week 0 to the week of the finish."""

    recorded: tuple[float, ...]
    """Scope that everybody knows of, person-days."""
    scope: tuple[float, ...]
    """Scope in truth: with what nobody recorded."""
    done: tuple[float, ...]
    agreed: tuple[float, ...]
    finish: float
    """Weeks; inf if the scope grows as fast as the work."""
    net: float
    """Thousands: value at the finish less pay."""
    answers: tuple[Answer, ...]


def decide(
    baseline: Baseline,
    wishes: Sequence[Wish],
    rule: Rule,
    *,
    least: float = 1.0,
    additions: float = 0.0,
    growth: float = 0.8,
) -> Course:
    """Answer each wish by one rule, in the week in which it comes.

    Parameters
    ----------
    baseline : Baseline
        What was agreed.
    wishes : sequence of Wish
        What people ask for.
    rule : {"yes", "value", "time", "scope", "no"}
        Yes to all for nothing; yes to those worth `least` times their full cost; yes to all
        if the agreed date moves by what each takes; yes to all if planned scope of the same
        size leaves, as long as some may; no to all.
    least : float
        For "value".
    additions : float
        Scope that comes unrecorded in a month, as a share of the baseline.
    growth : float
        How much more work costs when it comes on the last day rather than the first.

    Returns
    -------
    Course

    Raises
    ------
    SimulatorError
        If there is no such rule, or a number is below 0.

    Examples
    --------
    >>> plan = Baseline(scope=200, deadline=20, pay=50, value=2000)
    >>> wish = Wish("export", "Export", week=10, effort=10, value=300)
    >>> round(decide(plan, [wish], "yes", growth=0.8).finish, 2)  # 14 person-days at 10 a week
    21.4
    >>> decide(plan, [wish], "no").finish
    20.0
    """
    if rule not in {"yes", "value", "time", "scope", "no"}:
        raise SimulatorError(f"'{rule}' is no rule: use yes, value, time, scope or no.")
    chosen: dict[str, Rule] = dict.fromkeys((wish.id for wish in wishes), rule)
    return run(baseline, wishes, chosen, least=least, additions=additions, growth=growth)


def run(
    baseline: Baseline,
    wishes: Sequence[Wish],
    rules: Mapping[str, Rule],
    *,
    least: float = 1.0,
    additions: float = 0.0,
    growth: float = 0.8,
) -> Course:
    """Run the project with a rule of its own for each wish; see :func:`decide`.

    With the answers of one course and a single one turned round, the difference is what that
    answer cost.
    """
    if min(least, additions, growth) < 0:
        raise SimulatorError(
            f"least is {least}, additions {additions}, growth {growth}: give 0 or more each."
        )
    state = _Scope(baseline, growth)
    for week in range(_HORIZON):
        for wish in wishes:
            if wish.week == week:
                state.answer(wish, rules[wish.id], least)
        state.hidden += baseline.scope * additions / _MONTH * state.dearer
        state.note()
        if state.done + baseline.pace >= state.scope - 1e-9:
            return state.course(week + (state.scope - state.done) / baseline.pace)
        state.done += baseline.pace
    return state.course(inf)


class _Scope:
    """The project while it runs."""

    def __init__(self, baseline: Baseline, growth: float) -> None:
        self._baseline, self._growth = baseline, growth
        self._optional = baseline.optional
        self._value, self._agreed = baseline.value, baseline.deadline
        self._recorded = baseline.scope
        self.done = self.hidden = 0.0
        self._answers: list[Answer] = []
        self._rows: list[tuple[float, float, float, float]] = []

    @property
    def scope(self) -> float:
        """All work, recorded or not."""
        return self._recorded + self.hidden

    @property
    def dearer(self) -> float:
        """Factor by which new work costs more today than on the first day."""
        return 1 + self._growth * self.done / self.scope

    def answer(self, wish: Wish, rule: Rule, least: float) -> None:
        """Answer a wish and take on what it brings."""
        effort = wish.effort * self.dearer
        said = self._said(wish, rule, effort, least)
        if said != "no":
            self._recorded += effort
            self._value += wish.value
        if said == "time":
            self._agreed += effort / self._baseline.pace
        if said == "scope":
            self._recorded -= effort
            self._optional -= effort
            share = effort / self._baseline.optional
            self._value -= self._baseline.optional_value * share
        self._answers.append(Answer(wish, said, effort))

    def _said(
        self, wish: Wish, rule: Rule, effort: float, least: float
    ) -> Literal["yes", "time", "scope", "no"]:
        if rule == "value":
            return "yes" if wish.value >= least * effort * self._baseline.full_cost else "no"
        if rule == "scope":
            return "scope" if effort <= self._optional else "no"
        return rule

    def note(self) -> None:
        """Keep this week's row."""
        self._rows.append((self._recorded, self.scope, self.done, self._agreed))

    def course(self, finish: float) -> Course:
        """Close the books."""
        if finish < inf:  # what was done on the last, broken week
            self._rows.append((self._recorded, self.scope, self.scope, self._agreed))
        late = max(0.0, finish - self._baseline.deadline)
        net = self._value * exp(-self._baseline.decay * late) - self._baseline.pay * finish
        recorded, scope, done, agreed = zip(*self._rows, strict=True)
        return Course(recorded, scope, done, agreed, finish, net, tuple(self._answers))
