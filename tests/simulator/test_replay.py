"""Counterfactual replay: exact on the same luck, honest about other futures."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.scenarios import load
from tpmlab.simulator import Decision, Report, Run, SimulatorError, Trade, play, policies
from tpmlab.simulator.choices import choices_of
from tpmlab.simulator.replay import difference, over_futures, replay

TUTORIAL, SAAS = load("tutorial"), load("saas-launch")


def texts(run):
    return [(choice.text, choice.when) for choice in choices_of(run)]


def the(run, order):
    (choice,) = [each for each in choices_of(run) if each.order == order]
    return choice


@pytest.mark.parametrize("policy", [policies.strong, policies.always_yes, policies.hire_all])
def test_replaying_without_a_change_gives_identical_bytes(policy):
    run = play(SAAS, policy, seed=7)
    again = replay(run)
    assert [state.digest() for state in again.states] == [state.digest() for state in run.states]
    assert again.events == run.events


def test_a_run_that_entered_other_futures_is_replayed_in_them():
    run = Run.start(TUTORIAL, seed=3).branch(4).play().play(Decision(test=0.1)).branch(2).branch(5)
    run = run.play(Decision(overtime=0.25)).finish(policies.nothing)
    assert replay(run).state.digest() == run.state.digest()


def test_an_unfinished_run_carries_on_to_its_end():
    run = Run.start(TUTORIAL, seed=3).play(Decision(test=0.1))
    whole = replay(run)
    assert whole.over
    assert whole.states[1].digest() == run.state.digest()


def test_taking_a_choice_back_is_the_run_that_never_made_it():
    with_it = Run.start(TUTORIAL, 3).repeat([Decision(test=0.1), Decision(cut=("paper",))])
    without = Run.start(TUTORIAL, 3).repeat([Decision(test=0.1), Decision()])
    found = replay(with_it, the(with_it, "cut"))
    assert found.state.digest() == without.state.digest()
    assert difference(TUTORIAL, with_it.state, without.state).weeks < 0


def test_a_change_about_one_package_leaves_the_luck_of_others_alone():
    run = Run.start(SAAS, 7).repeat([Decision(), Decision(cut=("mob",))])
    other = replay(run, the(run, "cut"))
    for week, (here, there) in enumerate(zip(run.states, other.states, strict=False)):
        assert here.chance == there.chance, week
    place = [package.id for package in SAAS.packages].index("mob")
    before = [size for i, size in enumerate(run.states[1].work.size) if i != place]
    for state in (run.states[2], other.states[2]):
        assert [size for i, size in enumerate(state.work.size) if i != place] == before


def test_weeks_of_overtime_are_one_choice_and_two_bursts_are_two():
    shares = [0.25, 0.2, 0.0, 0.3, 0.0]
    run = Run.start(TUTORIAL, 3).repeat([Decision(overtime=share) for share in shares])
    found = texts(run)
    assert found[0] == ("up to 25% overtime", "weeks 0 to 1")
    assert found[1] == ("up to 30% overtime", "week 3")


def test_people_hired_in_one_week_are_one_choice_and_leave_together():
    people = tuple(person.id for person in SAAS.pool[:2])
    run = Run.start(SAAS, 3).repeat([Decision(hire=people), Decision(hire=people[:1])])
    choice = the(run, "hire")
    names = [person.name for person in SAAS.pool[:2]]
    assert choice.text == f"{names[0]}, {names[1]} hired"
    assert choice.weeks == (0, 1)
    other = replay(run, choice)
    first = len(SAAS.people)
    assert other.state.team.place[first : first + 2] == ["pool", "pool"]


def test_undoing_a_standing_order_keeps_what_came_after_it():
    run = Run.start(TUTORIAL, 3).repeat(
        [Decision(test=0.3), Decision(), Decision(test=0.1), Decision()]
    )
    first, second = choices_of(run)
    assert (first.weeks, second.weeks[0]) == ((0, 1), 2)
    other = replay(run, first)
    assert [state.orders.test for state in other.states[1:5]] == [0.02, 0.02, 0.1, 0.1]


def test_answers_are_set_against_the_neutral_one_or_its_opposite():
    run = Run.start(TUTORIAL, 3)
    while not run.view.open_requests:
        run = run.play()
    name = run.view.open_requests[0].id
    for said, other in (("no", "yes"), ("yes", "no"), (Trade("time"), "yes")):
        choice = the(run.play(Decision(answer={name: said})), "answer")
        assert choice.alternative == other
        assert choice.instead == f"a plain {other}"


def test_what_was_refused_is_no_choice():
    wrong = Decision(
        cut=("rules", "nonsense"),
        hire=5,
        mitigate=("nothing-of-that-name",),
        test=7.0,
        answer={"dark-mode": "yes"},
        report=Report(finish=-1.0),
        rebaseline=1.0,
    )
    assert choices_of(Run.start(TUTORIAL, 3).repeat([wrong, wrong])) == ()


def test_an_order_given_twice_stays_undone():
    twice = [Decision(mitigate=("data",)), Decision(mitigate=("data",))]
    run = Run.start(TUTORIAL, 3).repeat(twice)
    assert not replay(run, the(run, "mitigate")).state.risks.mitigated[0]


def test_a_planted_bad_choice_has_the_right_sign_and_a_stated_error():
    decisions = [replace(policies.strong(Run.start(TUTORIAL, 3).view), test=0.4)]
    run = Run.start(TUTORIAL, 3).repeat(decisions)
    (found,) = over_futures(run, [the(run, "test")], count=24)
    assert found.clear
    assert found.mean.weeks > 1
    assert found.mean.points < 0
    assert 0 < found.error.weeks < found.mean.weeks / 2
    assert found.error.points == pytest.approx(found.spread.points / 24**0.5)


def test_futures_know_only_what_had_come_true_by_then():
    """Luck of later weeks, of the very run, leaves the estimate of week 0 as it is."""
    decisions = [Decision(test=0.1), Decision(overtime=0.25), Decision(overtime=0.0)]
    one = Run.start(SAAS, 7).play(decisions[0])
    other = one.branch(9)
    one, other = (run.repeat(decisions[1:]) for run in (one, other))
    assert one.state.digest() != other.state.digest()
    first, second = (over_futures(run, choices_of(run)[:1], count=4)[0] for run in (one, other))
    assert first == second


def test_futures_are_the_same_again_and_others_under_other_numbers():
    run = play(TUTORIAL, policies.max_test, seed=3)
    choice = [the(run, "test")]
    assert over_futures(run, choice, 4) == over_futures(run, choice, 4)
    assert over_futures(run, choice, 4) != over_futures(run, choice, 4, first=4)
    with pytest.raises(SimulatorError, match="count is 1: an error can be stated from 2"):
        over_futures(run, choice, 1)


ORDERS = st.builds(
    Decision,
    test=st.none() | st.floats(0, 0.5),
    overtime=st.none() | st.floats(0, 0.6),
    cut=st.sampled_from([(), ("paper",), ("rules",)]),
    defer=st.sampled_from([(), ("paper",)]),
    resume=st.sampled_from([(), ("paper",)]),
    hire=st.sampled_from([(), ("hire-front",)]),
    release=st.sampled_from([(), ("noor-bakker",), ("hire-front",)]),
    mitigate=st.sampled_from([(), ("data",)]),
    answer=st.sampled_from([{}, {"dark-mode": "yes"}, {"credit-notes": Trade("budget")}]),
    hold_release=st.none() | st.booleans(),
    rebaseline=st.none() | st.floats(0, 20),
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(ORDERS, min_size=1, max_size=10), st.integers(0, 50))
def test_every_choice_of_any_run_can_be_taken_back(decisions, seed):
    run = Run.start(TUTORIAL, seed)
    for decision in decisions:
        if not run.over:
            run = run.play(decision)
    assert replay(run).states[run.week].digest() == run.state.digest()
    for choice in choices_of(run):
        other = replay(run, choice)
        assert other.over
        assert other.states[choice.week].digest() == run.states[choice.week].digest()
