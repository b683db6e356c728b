"""Random plans that need resources, and checks that hold for any schedule."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from tpmlab.schedule import LevelledSchedule, Plan

_NEAR = 1e-6


@st.composite
def _resource_plans(draw, most=8, kinds=("FS", "SS", "FF", "SF"), step=1.0, constraints=False):
    """Sound plans with two resources; durations, lags and units are multiples of `step`."""
    capacity = {"dev": draw(st.integers(1, 4)) * step, "lab": draw(st.integers(1, 3)) * step}
    rows = []
    for n in range(draw(st.integers(1, most))):
        before = st.sampled_from(range(n)) if n else st.nothing()
        link = st.tuples(before, st.sampled_from(kinds), st.integers(-3, 3))
        links = draw(st.lists(link, max_size=min(2, n), unique_by=lambda entry: entry[:2]))
        needs = {
            name: draw(st.integers(0, round(top / step))) * step for name, top in capacity.items()
        }
        row = {
            "task": f"t{n}",
            "days": draw(st.integers(0, 5)) * step,
            "waits_for": [(f"t{pred}", kind, lag * step) for pred, kind, lag in links],
            "resources": {name: units for name, units in needs.items() if units},
        }
        if constraints and draw(st.booleans()):
            row["start_no_earlier_than"] = draw(st.integers(0, 6)) * step
        rows.append(row)
    return Plan.from_rows(draw(st.permutations(rows)), capacity=capacity)


def _assert_sound(schedule: LevelledSchedule, *, limited: bool = True) -> None:
    """Links and releases hold; capacity is never exceeded, at any start of a task."""
    plan, start = schedule.plan, schedule.start
    for link in plan.links:
        begin = start[link.pred] + (plan[link.pred].duration if link.type[0] == "F" else 0.0)
        end = start[link.succ] + (plan[link.succ].duration if link.type[1] == "F" else 0.0)
        assert end >= begin + link.lag - _NEAR, link
    for task in plan:
        assert start[task.id] >= max(0.0, task.start_no_earlier_than or 0.0) - _NEAR
    if limited:
        for name, units in plan.capacity.items():
            assert all(_in_use(schedule, name, day) <= units + _NEAR for day in start.values())


def _in_use(schedule: LevelledSchedule, resource: str, day: float) -> float:
    """Units in use just after a moment; the most there is comes right after some start."""
    return sum(
        task.resources.get(resource, 0.0)
        for task in schedule.plan
        if schedule.start[task.id] <= day + _NEAR < schedule.start[task.id] + task.duration
    )


@pytest.fixture(scope="session")
def resource_plans():
    """Strategy of plans; drawn inside a test, since test modules can't import one another."""
    return _resource_plans


@pytest.fixture(scope="session")
def assert_sound():
    """Check of links, releases and capacity, which uses none of the package's own sums."""
    return _assert_sound
