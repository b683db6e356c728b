"""A plan is sound or says in one sentence why not."""

import math

import pytest

from tpmlab import TpmlabError
from tpmlab.schedule import Link, Plan, PlanError, Task

RELEASE = Plan.from_rows(
    [
        ("spec", 5, []),
        ("build", 10, ["spec"]),
        ("docs", 3, ["spec"]),
        ("ship", 1, ["build", "docs"]),
    ]
)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("a", 1, ["b"]), ("b", 1, ["a"])], "circle: a → b → a; remove one"),
        ([("a", 1, ["a"])], "circle: a → a"),
        ([("z", 1, []), ("a", 1, ["b", "z"]), ("b", 1, ["c"]), ("c", 1, ["a"])], "a → c → b → a"),
        ([("after", 1, ["a"]), ("a", 1, ["b"]), ("b", 1, ["a"])], "circle: a → b → a"),
        ([("a", 1, [("b", "SS", 0)]), ("b", 1, [("a", "FF", 0)])], "circle: a → b → a"),
        ([("spec", 1, []), ("x", 1, ["spce"])], "'x' waits for 'spce'.*did you mean 'spec'"),
        (
            [("spec", 1, []), ("x", 1, ["zzzz"])],
            "'zzzz', which isn't in the plan: correct the name",
        ),
        ([("a", 1, []), ("a", 2, [])], "'a' stands twice"),
        ([("a", 1, []), ("b", 2, ["a", "a"])], r"a → b \(FS\) stands twice"),
        ([("a", -1, [])], "'a' has the duration -1: give working days as a number, 0 or more"),
        ([("a", math.nan, [])], "duration nan"),
        ([("a", math.inf, [])], "duration inf"),
        ([("a", "5", [])], "duration '5'"),
        ([("a", True, [])], "duration True"),
        ([("a", 1, []), ("b", 1, [("a", "XS")])], "type 'XS': use FS, SS, FF or SF"),
        ([("a", 1, []), ("b", 1, [("a", "FS", "two")])], "lag 'two': give working days"),
        ([("a", 1, []), ("b", 1, "a")], r"write a list, such as \['a'\]"),
        ([("a", 1, []), ("b", 1, ("a", "SS", 2))], r"write \[\('a', 'SS', 2\)\]"),
        ([("a", 1, []), ("b", 1, [("a", "FS", 1, 2)])], "write an id, or"),
        ([("a", 1, []), ("b", 1, [7])], "write an id, or"),
        (["abc"], "can't be read: write"),
        ([("", 1, [])], "has no name"),
        ([], "plan is empty"),
    ],
)
def test_what_can_not_be_says_what_to_do(rows, words):
    with pytest.raises(PlanError, match=words) as caught:
        Plan.from_rows(rows)
    assert isinstance(caught.value, TpmlabError)
    assert isinstance(caught.value, ValueError)
    assert str(caught.value).endswith((".", "?"))


def test_rows_may_come_in_any_order_and_leave_out_an_empty_list():
    plan = Plan.from_rows([("ship", 1, ["spec"]), ("spec", 5)])
    assert [task.id for task in plan] == ["ship", "spec"]
    assert plan.links == (Link("spec", "ship", "FS", 0.0),)


def test_a_plan_is_changed_by_making_another():
    longer = RELEASE.with_duration("docs", 4.5)
    assert (longer["docs"], RELEASE["docs"]) == (Task("docs", 4.5), Task("docs", 3.0))
    assert [task.id for task in longer] == [task.id for task in RELEASE]
    with pytest.raises(PlanError, match="did you mean 'docs'"):
        RELEASE.with_duration("doc", 4)
    with pytest.raises(PlanError, match="0 or more"):
        RELEASE.with_duration("docs", -1)


def test_links_are_added_changed_and_removed():
    linked = RELEASE.with_link("build", "docs", "SS", 2)
    assert linked.links[-1] == Link("build", "docs", "SS", 2.0)
    again = linked.with_link("build", "docs", "SS", -1)
    assert len(again.links) == len(linked.links)
    assert again.links[-1].lag == -1
    both = again.with_link("build", "docs", "FF")
    assert both.without_link("build", "docs", "FF") == again
    assert both.without_link("build", "docs") == RELEASE
    with pytest.raises(PlanError, match="no SF link build → docs"):
        both.without_link("build", "docs", "SF")
    with pytest.raises(PlanError, match="spec → build → spec"):
        RELEASE.with_link("build", "spec")
    with pytest.raises(PlanError, match="did you mean 'build'"):
        RELEASE.with_link("spec", "buidl")


def test_plans_that_differ_in_durations_share_their_arrays():
    plan = Plan.from_rows([("one", 1, []), ("two", 2, ["one"])])
    assert plan.with_duration("two", 9).topology is plan.topology


def test_the_table_reads_like_the_rows():
    table = RELEASE.with_link("build", "docs", "SS", -2).table()
    assert table.loc["ship", "waits_for"] == "build, docs"
    assert table.loc["docs", "waits_for"] == "spec, build SS−2"
    assert table["days"].tolist() == [5, 10, 3, 1]
    assert RELEASE.with_duration("docs", 2.5).table().loc["docs", "days"] == 2.5
