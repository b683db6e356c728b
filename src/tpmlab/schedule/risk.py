"""When will it be done? Thousands of futures of one plan, with their luck kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from tpmlab.amounts import FloatArray, amount
from tpmlab.schedule.distributions import Distribution
from tpmlab.schedule.luck import Correlation, Luck
from tpmlab.schedule.network import Plan, PlanError
from tpmlab.schedule.outcomes import Outcomes
from tpmlab.schedule.risk_events import RiskEvent
from tpmlab.schedule.trials import Row, finishes

__all__ = ["Costs", "Forecast", "monte_carlo"]


@dataclass(frozen=True)
class Costs:
    """What the plan costs, in one currency.

    Parameters
    ----------
    per_day : mapping from str to float
        Money a working day of each task; tasks not named cost nothing by the day.
    overhead_per_day : float
        Money a working day of the whole project, from day 0 to its finish.
    fixed : float
        Money spent in any case.

    Raises
    ------
    PlanError
        If a number is below 0.

    Examples
    --------
    >>> Costs(per_day={"build": 800}, overhead_per_day=300, fixed=5000).fixed
    5000
    """

    per_day: Mapping[str, float] = field(default_factory=dict)
    overhead_per_day: float = 0.0
    fixed: float = 0.0

    def __post_init__(self) -> None:
        for name, rate in self.per_day.items():
            amount(rate, f"Costs: per_day of '{name}'", PlanError, low=0)
        amount(self.overhead_per_day, "Costs: overhead_per_day", PlanError, low=0)
        amount(self.fixed, "Costs: fixed", PlanError, low=0)


@dataclass(frozen=True, eq=False)
class Forecast(Outcomes):
    """Many futures of one plan: ``forecast.quantile(0.8)``, ``forecast.chance(60)``.

    Made by :func:`monte_carlo`. The ``with_`` methods change one thing and keep all luck,
    so that two forecasts differ by that change alone.

    Attributes
    ----------
    plan : Plan
        The plan; its durations hold for tasks not named in `durations`.
    durations : mapping from str to Distribution
        The uncertain tasks.
    events : tuple of RiskEvent
        What may happen.
    costs : Costs
        Rates behind `cost`.
    luck : Luck
        Uniform numbers, seed and number of trials.
    """

    plan: Plan
    durations: Mapping[str, Distribution]
    events: tuple[RiskEvent, ...]
    costs: Costs
    luck: Luck

    def __post_init__(self) -> None:
        for name, spread in self.durations.items():
            self.plan.index(name)
            if not isinstance(spread, Distribution):
                raise PlanError(
                    f"Task '{name}' has the duration {spread!r}; give a distribution, such as "
                    "Triangular(3, 5, 10)."
                )
        ids = [event.id for event in self.events]
        for name in (task for event in self.events for task in event.tasks):
            self.plan.index(name)
        if len(set(ids)) < len(ids):
            raise PlanError(f"Two events share an id in {', '.join(ids)}; rename one of them.")
        pairs = self.luck.correlation if isinstance(self.luck.correlation, Mapping) else {}
        for name in (*self.costs.per_day, *(name for pair in pairs for name in pair)):
            self.plan.index(name)

    def __repr__(self) -> str:
        day = f"P50 day {self.quantile(0.5):.1f}, P80 day {self.quantile(0.8):.1f}"
        return (
            f"Forecast of {len(self.plan)} tasks: {day} ({self.n_trials} trials, seed {self.seed})"
        )

    @cached_property
    def estimates(self) -> tuple[Row, ...]:
        """Days of each task without events: an array a task, or a number if certain."""
        drawn = self.luck.days(self.durations)
        return tuple(drawn.get(task.id, task.duration) for task in self.plan)

    @cached_property
    def days(self) -> tuple[Row, ...]:
        """Days of each task with the delays of events, in the plan's order."""
        rows = list(self.estimates)
        for event in self.events:
            delay = event.delay(self.luck)
            for name in event.tasks:
                rows[self.plan.index(name)] = rows[self.plan.index(name)] + delay
        return tuple(rows)

    @cached_property
    def finish(self) -> FloatArray:
        """Working day on which the project ends; shape ``(n_trials,)``."""
        return finishes(self.plan.topology, self.days, self.n_trials)

    @cached_property
    def cost(self) -> FloatArray:
        """Money spent by the end, in the currency of `costs`; shape ``(n_trials,)``.

        Beside `costs`, the fixed cost of each task and what events cost.
        """
        fixed = self.costs.fixed + sum(task.cost for task in self.plan)
        total = fixed + self.costs.overhead_per_day * self.finish
        for name, rate in self.costs.per_day.items():
            total = total + rate * self.days[self.plan.index(name)]
        for event in self.events:
            total = total + event.spent + event.cost * event.happens(self.luck)
        return total

    def with_duration(self, task_id: str, days: float | Distribution) -> Forecast:
        """Give the forecast with one task's estimate changed: only that task is drawn anew.

        Parameters
        ----------
        task_id : str
            One of the plan's tasks.
        days : float or Distribution
            Working days; a number makes the task certain.

        Returns
        -------
        Forecast
            Same luck in every other respect.

        Raises
        ------
        PlanError
            If there is no such task or the number is below 0.

        Examples
        --------
        >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"])])
        >>> monte_carlo(plan, {}).with_duration("build", 8).quantile(0.5)
        13.0
        """
        others = {name: d for name, d in self.durations.items() if name != task_id}
        if isinstance(days, Distribution):
            return replace(self, durations={**others, task_id: days})
        plan = self.plan.with_task(task_id, duration=days, distribution=None)
        return replace(self, plan=plan, durations=others)

    def with_events(self, events: Iterable[RiskEvent]) -> Forecast:
        """Give the forecast with these events instead; events that stay keep their luck.

        Parameters
        ----------
        events : iterable of RiskEvent
            All that may happen; empty for none.

        Returns
        -------
        Forecast
            Same luck in every other respect.

        Raises
        ------
        PlanError
            If an event names an unknown task, or two share an id.

        Examples
        --------
        >>> forecast = monte_carlo(Plan.from_rows([("build", 10, [])]), {})
        >>> forecast.with_events([RiskEvent("outage", 1.0, 5, ["build"])]).quantile(0.5)
        15.0
        """
        return replace(self, events=tuple(events))


def monte_carlo(
    plan: Plan,
    durations: Mapping[str, Distribution] | None = None,
    *,
    events: Iterable[RiskEvent] = (),
    costs: Costs | None = None,
    correlation: Correlation = 0.0,
    n_trials: int = 10_000,
    seed: int = 1,
    sampling: str = "random",
) -> Forecast:
    """Run a plan many times, each time with other luck.

    Parameters
    ----------
    plan : Plan
        Tasks and links; tasks without a distribution take exactly their duration.
    durations : mapping from str to Distribution, optional
        How long uncertain tasks may take, in working days; tasks not named keep the
        `distribution` that stands in the plan.
    events : iterable of RiskEvent
        What may happen besides.
    costs : Costs, optional
        Rates for the joint confidence of date and money.
    correlation : float or mapping from (task, task) to float
        0 to 1 for all pairs, or -1 to 1 for the pairs named (Gaussian copula).
    n_trials : int
        Number of futures; the error of a chance is at most ``1 / sqrt(n_trials)``.
    seed : int
        Same seed, same futures.
    sampling : {'random', 'latin', 'antithetic'}
        See :class:`tpmlab.schedule.luck.Luck`.

    Returns
    -------
    Forecast
        Arrays of shape ``(n_trials,)``, worked out when first asked for.

    Raises
    ------
    PlanError
        If a task is unknown or a number is out of range.

    References
    ----------
    .. [1] Van Slyke, R. M. (1963), "Monte Carlo methods and the PERT problem", Operations
       Research 11(5), pp. 839-860.
    .. [2] Vose, D. (2008), Risk Analysis, 3rd ed., Wiley, on project risk.

    Examples
    --------
    >>> from tpmlab.schedule import Plan
    >>> from tpmlab.schedule.distributions import Triangular
    >>> plan = Plan.from_rows([("app", 10, []), ("data", 10, []), ("ship", 1, ["app", "data"])])
    >>> spread = Triangular(8, 10, 12)
    >>> forecast = monte_carlo(plan, {"app": spread, "data": spread})
    >>> round(forecast.mean.value, 1), round(forecast.chance(11), 2)
    (11.5, 0.25)
    >>> monte_carlo(plan.with_task("ship", distribution=spread)).quantile(1.0) <= 22
    True
    """
    luck = Luck(n_trials, seed, sampling, correlation)
    own = {task.id: task.distribution for task in plan if task.distribution is not None}
    return Forecast(plan, {**own, **(durations or {})}, tuple(events), costs or Costs(), luck)
