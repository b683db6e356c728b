"""Finish dates against plans whose shortest schedule is published or was proven twice."""

from pathlib import Path

import pytest
import yaml

from tpmlab.schedule import (
    LevelledSchedule,
    Plan,
    best_of_rules,
    critical_path,
    optimal_schedule,
    parallel_schedule,
    priority_rules,
    serial_schedule,
)

CASES = yaml.safe_load(Path(__file__).with_name("known_schedules.yaml").read_text(encoding="utf-8"))
LIMITS = [(case, limit) for case in CASES for limit in case["shortest"]]


def plan_of(case, limit):
    rows = [
        {"task": name, "days": days, "waits_for": preds, "resources": needs}
        for name, days, preds, needs in case["tasks"]
    ]
    return Plan.from_rows(rows, capacity=limit["capacity"])


def name_of(value):
    return value["id"] if "id" in value else str(value["finish"])


@pytest.mark.parametrize(("case", "limit"), LIMITS, ids=name_of)
def test_the_shortest_finish_is_found_and_proven(case, limit):
    plan = plan_of(case, limit)
    best = optimal_schedule(plan)
    assert critical_path(plan).finish == case["critical_path"]
    assert (best.finish, best.status, best.gap) == (limit["finish"], "optimal", 0)
    assert not best.overloaded
    assert best_of_rules(plan).finish >= best.finish
    for rule in priority_rules().index:
        assert serial_schedule(plan, rule).finish >= best.finish
        assert parallel_schedule(plan, rule).finish >= best.finish


@pytest.mark.parametrize(
    ("case", "limit"), [pair for pair in LIMITS if "one_schedule" in pair[1]], ids=name_of
)
def test_a_published_schedule_passes_our_own_check(case, limit):
    plan = plan_of(case, limit)
    published = LevelledSchedule(
        plan, tuple(float(limit["one_schedule"][task.id]) for task in plan), "published"
    )
    assert published.finish == limit["finish"]
    assert not published.overloaded
    assert published.bound <= published.finish
    for link in plan.links:
        assert published[link.succ][0] >= published[link.pred][1]
