"""Rows with named fields, and tables that read back as the plan they show."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.schedule import Calendar, Link, Plan, PlanError, Task
from tpmlab.schedule.distributions import Triangular

amounts = st.floats(0, 500, allow_subnormal=False).map(lambda x: round(x, 3))
names = st.text(min_size=1, max_size=8).filter(str.strip)


@st.composite
def plans(draw):
    """Plans with any ids, links of all types, costs, resources and constraints."""
    ids = draw(st.lists(names, min_size=1, max_size=6, unique=True))
    tasks, links = [], []
    for n, name in enumerate(ids):
        some = st.none() | amounts
        earliest, latest = draw(some), draw(some)
        resources = st.dictionaries(names, amounts.filter(bool), max_size=2)
        tasks.append(
            Task(name, draw(amounts), draw(amounts), draw(resources), earliest, latest)
            if n % 2
            else Task(name, draw(amounts), must_start_on=draw(some))
        )
        before = st.sampled_from(ids[:n]) if n else st.nothing()
        kinds = st.sampled_from(["FS", "SS", "FF", "SF"])
        entries = draw(st.lists(st.tuples(before, kinds), max_size=min(n, 3), unique=True))
        lags = st.floats(-60, 60, allow_subnormal=False) | st.just(0.0)
        links += [Link(pred, name, kind, draw(lags)) for pred, kind in entries]
    return Plan(tuple(tasks), tuple(links))


@pytest.mark.slow
@given(plans())
def test_a_table_reads_back_as_the_plan(plan):
    assert Plan.from_table(plan.table()) == plan
    assert Plan.from_table(plan.table().reset_index()) == plan


def test_settings_and_distributions_go_with_the_table():
    plan = Plan.from_rows(
        [{"task": "build", "days": 10, "distribution": Triangular(8, 10, 15)}],
        capacity={"developer": 2},
        deadline=12,
        calendar=Calendar("2026-03-02"),
    )
    again = Plan.from_table(
        plan.table(), capacity=plan.capacity, deadline=12, calendar=plan.calendar
    )
    assert again == plan


def test_the_table_shows_only_what_the_plan_holds():
    plain = Plan.from_rows([("spec", 5), ("build", 10, ["spec"])])
    assert list(plain.table()) == ["days", "waits_for"]
    rich = plain.with_task("build", resources={"developer": 2, "tester": 0.5}, must_start_on=0)
    assert list(rich.table()) == ["days", "waits_for", "resources", "must_start_on"]
    assert rich.table().loc["build", "resources"] == "developer 2, tester 0.5"


def test_rows_with_named_fields():
    plan = Plan.from_rows(
        [
            {"task": "spec", "days": 5},
            {"id": "phase 2", "duration": 8.5, "waits_for": ["spec"], "cost": 900},
            {"task": "docs", "days": 3, "waits_for": "spec SS + 2, phase 2 FF-1.5"},
            {"task": "ship", "days": 0, "waits_for": [("docs", "FS", 1)], "resources": "ops"},
        ]
    )
    assert plan.links == (
        Link("spec", "phase 2"),
        Link("spec", "docs", "SS", 2),
        Link("phase 2", "docs", "FF", -1.5),
        Link("docs", "ship", "FS", 1),
    )
    assert plan["phase 2"] == Task("phase 2", 8.5, cost=900)
    assert plan["ship"].resources == {"ops": 1}
    assert plan["ship"].milestone


def test_a_sheet_with_empty_cells():
    sheet = pd.DataFrame(
        {
            "task": ["spec", "build"],
            "days": [5, 10],
            "waits_for": [None, "spec"],
            "cost": [float("nan"), 2000],
            "resources": ["analyst, developer 2", pd.NA],
            "must_start_on": [float("nan"), 6],
        }
    )
    plan = Plan.from_table(sheet)
    assert plan["spec"].resources == {"analyst": 1, "developer": 2}
    assert plan["build"] == Task("build", 10, cost=2000, must_start_on=6)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"task": "a", "dyas": 1}, "has the field 'dyas': did you mean 'days'"),
        ({"task": "a", "zzz": 1}, "has the field 'zzz': use task, days, waits_for"),
        ({"task": "a", "id": "a", "days": 1}, "gives 'task' twice"),
        ({"days": 1}, "has no field 'task': add it"),
        ({"task": "a"}, "has no field 'days': add it"),
        ({"task": 3, "days": 1}, "task 3 has no name"),
        ({"task": "a", "days": 1, "waits_for": 5}, "'a' waits for 5: write a list"),
        ({"task": "a", "days": 1, "waits_for": ',"b'}, "can't be read: write it like 'spec"),
        ({"task": "a", "days": 1, "resources": "x, x 2"}, "needs 'x' twice: add the two up"),
        ({"task": "a", "days": 1, "resources": ", x"}, "can't be read: write it like 'developer"),
        ({"task": "a", "days": 1, "waits_for": ["b", "SS", 2]}, r"write \[\('b', 'SS', 2\)\]"),
    ],
)
def test_what_a_row_can_not_be(row, words):
    with pytest.raises(PlanError, match=words):
        Plan.from_rows([row])


def test_a_table_without_ids():
    with pytest.raises(PlanError, match="no column 'task': add one"):
        Plan.from_table(pd.DataFrame({"days": [1, 2]}))


def test_a_link_made_by_hand_is_checked_too():
    with pytest.raises(PlanError, match="a → b has the lag 'two': give working days as a number"):
        Plan((Task("a", 1), Task("b", 1)), (Link("a", "b", "FS", "two"),))
    assert Plan.from_rows([("a", 1), ("b", 1, [Link("a", "b", "SS", 2)])]).links[0].lag == 2
