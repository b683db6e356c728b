"""Scope that grows: each rule does what it says, and no work is lost on the way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.simulator import SimulatorError
from tpmlab.simulator.creep import Baseline, Wish, decide, run

PLAN = Baseline(
    scope=200, deadline=20, pay=50, value=2000, reserve=0, optional=30, optional_value=150
)
EARLY = Wish("early", "Early", week=2, effort=10, value=300)
LATE = Wish("late", "Late", week=18, effort=10, value=300)
POOR = Wish("poor", "Poor", week=5, effort=10, value=20)
WISHES = [EARLY, POOR, LATE]

wishes = st.lists(
    st.builds(
        Wish,
        st.uuids().map(str),
        st.just("a wish"),
        st.integers(0, 25),
        st.floats(1, 40),
        st.floats(0, 500),
    ),
    max_size=6,
)


def test_an_untouched_plan_ends_when_planned():
    course = decide(PLAN, [], "yes")
    assert course.finish == pytest.approx(20)
    assert course.net == pytest.approx(2000 - 50 * 20)
    assert course.recorded[-1] == course.scope[-1] == 200


def test_a_request_costs_more_the_later_it_comes():
    first, last = (run(PLAN, [wish], {wish.id: "yes"}).answers[0] for wish in (EARLY, LATE))
    assert first.effort == pytest.approx(10 * (1 + 0.8 * 20 / 200))
    assert last.effort == pytest.approx(10 * (1 + 0.8 * 180 / 200))
    same = run(PLAN, [LATE], {"late": "yes"}, growth=0)
    assert same.answers[0].effort == 10


def test_yes_by_value_takes_what_is_worth_its_full_cost():
    said = {a.wish.id: a.said for a in decide(PLAN, WISHES, "value").answers}
    assert said == {"early": "yes", "poor": "no", "late": "yes"}
    strict = decide(PLAN, WISHES, "value", least=2)
    assert [a.said for a in strict.answers] == ["yes", "no", "no"]


def test_a_date_that_moves_moves_the_promise_and_not_the_value():
    given, traded = decide(PLAN, WISHES, "yes"), decide(PLAN, WISHES, "time")
    assert traded.finish == given.finish
    assert traded.net == given.net
    assert traded.agreed[-1] == pytest.approx(traded.finish)
    assert given.agreed[-1] == 20


def test_scope_leaves_as_long_as_some_may():
    course = decide(PLAN, WISHES, "scope")
    assert [a.said for a in course.answers] == ["scope", "scope", "no"]
    assert course.recorded[-1] == pytest.approx(200)
    assert course.finish == pytest.approx(20)


def test_what_nobody_records_makes_late_all_the_same():
    course = decide(PLAN, [], "no", additions=0.02)
    assert course.recorded[-1] == 200
    assert course.scope[-1] > 200
    assert course.finish > 21
    assert course.agreed[-1] == 20


def test_a_scope_that_grows_as_fast_as_the_work_has_no_end():
    course = decide(PLAN, [], "no", additions=0.5)
    assert course.finish == float("inf")
    assert course.net == -float("inf")


@settings(max_examples=60, deadline=None)
@given(wishes, st.sampled_from(["yes", "value", "time", "scope", "no"]), st.floats(0, 0.03))
def test_work_never_appears_or_vanishes(asked, rule, additions):
    course = decide(PLAN, asked, rule, additions=additions)
    taken = sum(a.effort for a in course.answers if a.said in {"yes", "time"})
    assert course.recorded[-1] == pytest.approx(200 + taken)
    assert course.done[-1] == pytest.approx(course.scope[-1])
    assert course.finish == pytest.approx(course.scope[-1] / PLAN.pace)
    assert list(course.scope) == sorted(course.scope)


def test_what_can_not_be_decided_is_said():
    with pytest.raises(SimulatorError, match="'maybe' is no rule: use yes, value, time"):
        decide(PLAN, WISHES, "maybe")
    with pytest.raises(SimulatorError, match="give 0 or more each"):
        decide(PLAN, WISHES, "yes", additions=-0.1)
