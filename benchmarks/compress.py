"""Crashing: cheapest cuts for a date, and the whole time-cost curve.

Beside it stands what one writes with SciPy alone: a linear program in a full matrix, solved
once for the date, or once for each whole day of the curve (whose corners may lie between).
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog

from benchmarks.networks import random_plan
from benchmarks.rows import Row, alternate
from tpmlab.schedule import CrashOption, Plan, Task, crash_to, critical_path, time_cost_curve

__all__ = ["TASKS", "run"]

Options = dict[str, CrashOption]

SIZES = (120, 500)
TASKS = (*(f"cheapest cuts for one date, {size} tasks" for size in SIZES), "whole curve, 120 tasks")
PEER = "SciPy, full matrix"


def run() -> list[Row]:
    """Measure both beside SciPy alone."""
    rows = []
    for task, size in zip(TASKS, SIZES, strict=False):
        plan, options, first, last = _case(size)
        day = (first + last) // 2
        if abs(_full_matrix(plan, options, day) - crash_to(plan, options, day).cost) > 1e-4:
            raise AssertionError("The peer finds another cost.")
        times = alternate(
            lambda plan=plan, options=options, day=day: crash_to(plan, options, day),
            lambda plan=plan, options=options, day=day: _full_matrix(plan, options, day),
            repeats=25,
        )
        rows.append(Row(task, *times, peer=PEER))
    plan, options, first, last = _case(SIZES[0])
    whole = alternate(
        lambda: time_cost_curve(plan, options),
        lambda: [_full_matrix(plan, options, day) for day in range(first, last + 1)],
        repeats=5,
    )
    return [*rows, Row(TASKS[-1], *whole, peer=f"{PEER}, {last - first + 1} days")]


def _case(size: int) -> tuple[Plan, Options, int, int]:
    """Give a plan, its options, and its earliest and its normal finish."""
    plan = random_plan(size, reach=12)
    rng = np.random.default_rng(5)
    options = {
        task.id: CrashOption(np.ceil(0.6 * task.duration), 100.0 * rng.integers(1, 50))
        for task in plan
    }
    hurried = tuple(Task(task.id, options[task.id].shortest) for task in plan)
    ends = (critical_path(Plan(hurried, plan.links)), critical_path(plan))
    return plan, options, int(ends[0].finish), int(ends[1].finish)


def _full_matrix(plan: Plan, options: Options, day: int) -> float:
    """Least cost of a finish: a start and a cut for every task, a row for every link."""
    count = len(plan)
    rows, bounds = [], []
    for link in plan.links:  # finish to start
        pred, succ = plan.index(link.pred), plan.index(link.succ)
        row = np.zeros(2 * count)
        row[pred], row[succ], row[count + pred] = 1, -1, -1
        rows.append(row)
        bounds.append(-plan.tasks[pred].duration)
    for n, task in enumerate(plan):
        row = np.zeros(2 * count)
        row[n], row[count + n] = 1, -1
        rows.append(row)
        bounds.append(day - task.duration)
    price = [0.0] * count + [options[task.id].cost_per_day for task in plan]
    cuts = [(0.0, task.duration - options[task.id].shortest) for task in plan]
    limits = [(0.0, None)] * count + cuts
    answer = linprog(price, A_ub=np.array(rows), b_ub=bounds, bounds=limits, method="highs")
    return float(answer.fun)
