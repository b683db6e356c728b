"""Which task matters: criticality, cruciality, tornado, and where paths merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tpmlab.amounts import amount
from tpmlab.schedule.network import PlanError
from tpmlab.schedule.risk import Forecast
from tpmlab.schedule.trials import Row, critical_shares, finishes, merges

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["merge_bias", "merge_points", "mitigations", "sensitivity", "tornado"]


def sensitivity(forecast: Forecast) -> pd.DataFrame:
    """Tell for each task how often it is critical and how much its luck moves the end.

    Parameters
    ----------
    forecast : Forecast
        Made by :func:`tpmlab.schedule.monte_carlo`.

    Returns
    -------
    pandas.DataFrame
        A row a task in the plan's order: `criticality`, the share of trials in which it
        is critical; `cruciality`, the correlation of its duration with the finish (without
        sign; 0 for a certain task); `schedule_sensitivity`, criticality times the task's
        standard deviation over that of the finish; `sd` in working days.

    References
    ----------
    .. [1] Williams, T. M. (1992), "Criticality in stochastic networks", Journal of the
       Operational Research Society 43(4), pp. 353-357.
    .. [2] Vanhoucke, M. (2010), "Using activity sensitivity and network topology
       information to monitor project time performance", Omega 38(5), pp. 359-370.

    Examples
    --------
    >>> from tpmlab.schedule import Plan
    >>> from tpmlab.schedule.risk import monte_carlo
    >>> from tpmlab.schedule.distributions import Uniform
    >>> plan = Plan.from_rows([("build", 10, []), ("docs", 2, [])])
    >>> sensitivity(monte_carlo(plan, {"build": Uniform(8, 12)})).loc["build"].round(2).tolist()
    [1.0, 1.0, 1.0, 1.15]
    """
    import pandas as pd

    critical = critical_shares(forecast.plan.topology, forecast.days, forecast.n_trials)
    finish = forecast.finish - forecast.finish.mean()
    end_sd = float(finish.std())
    sds = np.array([float(np.std(row)) for row in forecast.days])
    crucial = np.zeros(len(sds))
    for n, row in enumerate(forecast.days):
        if sds[n] > 1e-12 and end_sd > 1e-12:
            together = float(np.dot(finish, row)) / forecast.n_trials
            crucial[n] = abs(together) / (sds[n] * end_sd)
    weight = critical * sds / end_sd if end_sd > 1e-12 else np.zeros_like(sds)
    columns = {"criticality": critical, "cruciality": crucial, "schedule_sensitivity": weight}
    index = pd.Index([task.id for task in forecast.plan], name="task")
    return pd.DataFrame({**columns, "sd": sds}, index=index)


def tornado(forecast: Forecast, low: float = 0.1, high: float = 0.9) -> pd.DataFrame:
    """Set one uncertain task or event at a time to its good and bad case.

    Parameters
    ----------
    forecast : Forecast
        Made by :func:`tpmlab.schedule.monte_carlo`.
    low, high : float
        Good and bad case of a task, as confidences; an event doesn't happen, or does.

    Returns
    -------
    pandas.DataFrame
        A row a task or event, widest swing first: mean finish in the `good` and the `bad`
        case and the `swing` between them, in working days. All other luck stays.

    Raises
    ------
    PlanError
        If a confidence is out of range.

    References
    ----------
    .. [1] Vose, D. (2008), Risk Analysis, 3rd ed., Wiley, on tornado charts.

    Examples
    --------
    >>> from tpmlab.schedule import Plan
    >>> from tpmlab.schedule.risk import monte_carlo
    >>> from tpmlab.schedule.distributions import Uniform
    >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"])])
    >>> forecast = monte_carlo(plan, {"spec": Uniform(4, 6), "build": Uniform(5, 15)})
    >>> tornado(forecast)["swing"].round(6).to_dict()
    {'build': 8.0, 'spec': 1.6}
    """
    import pandas as pd

    good, bad = (amount(level, "confidence", PlanError, low=0, high=1) for level in (low, high))
    plan, rows = forecast.plan, []
    for name, spread in forecast.durations.items():
        row = plan.index(name)
        delay = forecast.days[row] - forecast.estimates[row]
        cases: list[dict[int, Row]] = [
            {row: spread.quantile(level) + delay} for level in (good, bad)
        ]
        rows.append((name, *(_mean_finish(forecast, case) for case in cases)))
    for event in forecast.events:
        hit = [plan.index(name) for name in event.tasks]
        without: dict[int, Row] = {
            row: forecast.days[row] - event.delay(forecast.luck) for row in hit
        }
        always = event.if_it_happens(forecast.luck)
        cases = [without, {row: days + always for row, days in without.items()}]
        rows.append((event.id, *(_mean_finish(forecast, case) for case in cases)))
    table = pd.DataFrame(rows, columns=["cause", "good", "bad"]).set_index("cause")
    table["swing"] = table["bad"] - table["good"]
    order = table["swing"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[order]


def mitigations(forecast: Forecast, confidence: float = 0.8) -> pd.DataFrame:
    """Tell what mitigating each event, one at a time, buys.

    Parameters
    ----------
    forecast : Forecast
        With events, some of which have a mitigation.
    confidence : float
        Of the date compared, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        A row an event that can be mitigated: `price` of the mitigation; `days_saved`, off
        the date of that confidence; `mean_days_saved`; `mean_cost_saved`, the price
        already paid out of it. Each compared on equal luck.

    Raises
    ------
    PlanError
        If the confidence is out of range.

    References
    ----------
    .. [1] Law, A. M. (2014), "Simulation Modeling and Analysis", 5th ed., McGraw-Hill, on
       common random numbers (comparing two systems on equal luck).

    Examples
    --------
    >>> from tpmlab.schedule import Plan
    >>> from tpmlab.schedule.risk import monte_carlo
    >>> from tpmlab.schedule.risk_events import Mitigation, RiskEvent
    >>> outage = RiskEvent("outage", 0.3, 5, ["build"], mitigation=Mitigation(4000, 0.1))
    >>> forecast = monte_carlo(Plan.from_rows([("build", 10, [])]), {}, events=[outage])
    >>> mitigations(forecast).loc["outage", "days_saved"]
    np.float64(5.0)
    """
    import pandas as pd

    rows = {}
    for event in forecast.events:
        if event.mitigation is not None:
            others = [event.mitigated() if known is event else known for known in forecast.events]
            after = forecast.with_events(others)
            rows[event.id] = {
                "price": event.mitigation.cost,
                "days_saved": forecast.quantile(confidence) - after.quantile(confidence),
                "mean_days_saved": forecast.mean.value - after.mean.value,
                "mean_cost_saved": float(forecast.cost.mean() - after.cost.mean()),
            }
    columns = ["price", "days_saved", "mean_days_saved", "mean_cost_saved"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns, dtype=float)
    return table.rename_axis("event")


def merge_bias(forecast: Forecast) -> pd.Series[float]:
    """Split the distance from the planned to the mean finish into its causes.

    Parameters
    ----------
    forecast : Forecast
        Made by :func:`tpmlab.schedule.monte_carlo`.

    Returns
    -------
    pandas.Series
        Working days: `planned` finish with the plan's own durations; what `estimates` add
        whose mean is not the planned duration; what `events` add on average; what `merging`
        adds because the later path decides (never below 0); their sum, the `mean` finish.

    Notes
    -----
    The finish is a convex function of the durations, so its mean is at least the finish at
    mean durations (Jensen); the difference is the merge bias that adding up means overlooks.

    References
    ----------
    .. [1] MacCrimmon, K. R. and Ryavec, C. A. (1964), "An analytical study of the PERT
       assumptions", Operations Research 12(1), pp. 16-37.

    Examples
    --------
    >>> from tpmlab.schedule import Plan
    >>> from tpmlab.schedule.risk import monte_carlo
    >>> from tpmlab.schedule.listed import Discrete
    >>> plan = Plan.from_rows([("app", 8.5, []), ("data", 11, []), ("ship", 4, ["app", "data"])])
    >>> spread = {"app": Discrete((7, 10), (0.5, 0.5)), "data": Discrete((9, 13), (0.5, 0.5))}
    >>> round(float(merge_bias(monte_carlo(plan, spread))["merging"]), 2)
    0.25
    """
    import pandas as pd

    net = forecast.plan.topology
    ends = [
        float(finishes(net, rows, 1)[0])
        for rows in (
            [task.duration for task in forecast.plan],
            _means(forecast.estimates),
            _means(forecast.days),
        )
    ]
    mean = forecast.mean.value
    parts = [ends[0], ends[1] - ends[0], ends[2] - ends[1], mean - ends[2], mean]
    names = ["planned", "estimates", "events", "merging", "mean"]
    return pd.Series(parts, index=pd.Index(names, name="part"), name="days")


def merge_points(forecast: Forecast) -> pd.DataFrame:
    """Show where paths merge and what each merge costs on average.

    Parameters
    ----------
    forecast : Forecast
        Made by :func:`tpmlab.schedule.monte_carlo`.

    Returns
    -------
    pandas.DataFrame
        A row a task with two predecessors or more, and one for the project's ``finish``:
        `expected`, the latest of its predecessors' mean dates; `mean`, the mean of its
        start; `bias`, the working days between the two (never below 0).

    References
    ----------
    .. [1] MacCrimmon, K. R. and Ryavec, C. A. (1964), "An analytical study of the PERT
       assumptions", Operations Research 12(1), pp. 16-37.

    Examples
    --------
    >>> from tpmlab.schedule import Plan
    >>> from tpmlab.schedule.risk import monte_carlo
    >>> from tpmlab.schedule.distributions import Uniform
    >>> plan = Plan.from_rows([("app", 5, []), ("data", 5, []), ("ship", 1, ["app", "data"])])
    >>> spread = Uniform(0, 10)
    >>> points = merge_points(monte_carlo(plan, {"app": spread, "data": spread}))
    >>> points["bias"].round(1).to_dict()
    {'ship': 1.6, 'finish': 0.0}
    """
    import pandas as pd

    points, last = merges(forecast.plan.topology, forecast.days, forecast.n_trials)
    rows = {forecast.plan.tasks[n].id: point for n, point in points.items()}
    rows["finish"] = (last, forecast.mean.value)
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["expected", "mean"])
    table["bias"] = (table["mean"] - table["expected"]).clip(lower=0.0)
    return table.rename_axis("task")


def _means(rows: list[Row] | tuple[Row, ...]) -> list[float]:
    return [float(np.mean(row)) for row in rows]


def _mean_finish(forecast: Forecast, changed: dict[int, Row]) -> float:
    rows = [changed.get(n, row) for n, row in enumerate(forecast.days)]
    return float(finishes(forecast.plan.topology, rows, forecast.n_trials).mean())
