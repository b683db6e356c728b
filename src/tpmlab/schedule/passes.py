"""The two passes, one task a row, with the reason for each date in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tpmlab.schedule.critical_path import Schedule, critical_path
from tpmlab.schedule.network import Link, Plan, days_text, whole_numbers

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["backward_pass", "forward_pass"]


def forward_pass(plan: Plan) -> pd.DataFrame:
    """Show how early each task can start, in calculation order.

    Parameters
    ----------
    plan : Plan
        Any sound plan.

    Returns
    -------
    pandas.DataFrame
        A row a task, predecessors first: `days`, `early_start`, `early_finish` (working
        days from day 0) and `because`, the reason for the early start.

    Raises
    ------
    PlanError
        If a task must start on a day that its links don't allow.

    References
    ----------
    .. [1] Kelley, J. E. and Walker, M. R. (1959), "Critical-path planning
       and scheduling", Eastern Joint Computer Conference, pp. 160-173.

    Examples
    --------
    >>> plan = Plan.from_rows([("data", 3, []), ("api", 5, []), ("test", 2, ["data", "api"])])
    >>> forward_pass(plan)["because"].tolist()
    ['waits for nothing', 'waits for nothing', 'latest of data 3, api 5']
    """
    schedule = critical_path(plan)
    reasons = {task.id: _why_early(schedule, task.id) for task in plan}
    return _table(schedule, ("early_start", "early_finish"), reasons, plan.topology.order)


def backward_pass(plan: Plan) -> pd.DataFrame:
    """Show how late each task may end, in calculation order.

    Parameters
    ----------
    plan : Plan
        Any sound plan.

    Returns
    -------
    pandas.DataFrame
        A row a task, successors first: `days`, `late_finish`, `late_start` (working
        days from day 0) and `because`, the reason for the late finish.

    Raises
    ------
    PlanError
        If a task must start on a day that its links don't allow.

    References
    ----------
    .. [1] Kelley, J. E. and Walker, M. R. (1959), "Critical-path planning
       and scheduling", Eastern Joint Computer Conference, pp. 160-173.

    Examples
    --------
    >>> plan = Plan.from_rows([("spec", 4, []), ("build", 6, ["spec"]), ("docs", 3, ["spec"])])
    >>> backward_pass(plan).loc["spec", "because"]
    'earliest of build 4, docs 7'
    """
    schedule = critical_path(plan)
    reasons = {task.id: _why_late(schedule, task.id) for task in plan}
    return _table(schedule, ("late_finish", "late_start"), reasons, plan.topology.order[::-1])


def _table(
    schedule: Schedule, fields: tuple[str, str], reasons: dict[str, str], order: tuple[int, ...]
) -> pd.DataFrame:
    import pandas as pd

    ids = [schedule.plan.tasks[row].id for row in order]
    data = {"days": [schedule.plan[name].duration for name in ids]}
    data |= {field: [getattr(schedule[name], field) for name in ids] for field in fields}
    table = pd.DataFrame(data, index=pd.Index(ids, name="task"))
    table["because"] = [reasons[name] for name in ids]
    return whole_numbers(table)


def _why_early(schedule: Schedule, name: str) -> str:
    plan, net, task = schedule.plan, schedule.plan.topology, schedule.plan[name]
    bounds = [_earliest_start(schedule, plan.links[n]) for n in net.into[plan.index(name)]]
    if task.must_start_on is not None:
        day = task.must_start_on
        bounds.append((day, f"to start on day {days_text(day)}"))
    elif task.start_no_earlier_than is not None:
        day = task.start_no_earlier_than
        bounds.append((day, f"not before day {days_text(day)}"))
    if not bounds:
        return "waits for nothing"
    words = ", ".join(text for _, text in bounds)
    if max(value for value, _ in bounds) < 0:
        return f"{words}: held at day 0"
    return f"latest of {words}" if len(bounds) > 1 else words


def _earliest_start(schedule: Schedule, link: Link) -> tuple[float, str]:
    """Start that one link asks of its successor, and the sum that leads to it."""
    pred, days = schedule[link.pred], schedule.plan[link.succ].duration
    value, text = (
        (pred.early_finish, link.pred)
        if link.type[0] == "F"
        else (pred.early_start, f"start of {link.pred}")
    )
    own = days if link.type[1] == "F" else 0.0
    return value + link.lag - own, _sum(text, value, link.lag, -own)


def _why_late(schedule: Schedule, name: str) -> str:
    plan, net, task = schedule.plan, schedule.plan.topology, schedule.plan[name]
    bounds = [_latest_finish(schedule, plan.links[n]) for n in net.out_of[plan.index(name)]]
    if task.must_start_on is not None:
        day = task.must_start_on
        bounds.append((day + task.duration, f"to start on day {days_text(day)}"))
    if task.finish_no_later_than is not None:
        day = task.finish_no_later_than
        bounds.append((day, f"to end by day {days_text(day)}"))
    end = f"project end {days_text(schedule.finish)}"
    if not bounds:
        return f"nothing waits: {end}"
    words = [text for _, text in bounds]
    if min(value for value, _ in bounds) > schedule.finish:
        words.append(end)
    return f"earliest of {', '.join(words)}" if len(words) > 1 else words[0]


def _latest_finish(schedule: Schedule, link: Link) -> tuple[float, str]:
    """Finish that one link allows its predecessor, and the sum that leads to it."""
    succ, days = schedule[link.succ], schedule.plan[link.pred].duration
    value, text = (
        (succ.late_start, link.succ)
        if link.type[1] == "S"
        else (succ.late_finish, f"finish of {link.succ}")
    )
    own = days if link.type[0] == "S" else 0.0
    return value - link.lag + own, _sum(text, value, -link.lag, own)


def _sum(text: str, value: float, *terms: float) -> str:
    """Write a sum, without its zeros: ``api 5 + 2 − 3 = 4``, or just ``api 5``."""
    shown = [f"{'+' if term > 0 else '−'} {days_text(abs(term))}" for term in terms if term]
    start = f"{text} {days_text(value)}"
    if not shown:
        return start
    return " ".join([start, *shown, f"= {days_text(value + sum(terms))}"])
