"""People who join late: paired with the levers' model, and what their costs do."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.simulator import Levers, Project, ProjectError
from tpmlab.simulator.joining import join
from tpmlab.simulator.tradeoff import simulate

PROJECT = Project.from_rows(
    [("all of it", 200, 900)],
    team=6,
    week_cost=8,
    start="2026-01-05",
    wanted="2026-04-17",
    budget=900,
)


def with_(**parameters):
    return replace(PROJECT, parameters=replace(PROJECT.parameters, **parameters))


def test_without_splitting_up_each_week_is_the_levers_own_model():
    joined = join(PROJECT, 3, [0, 4, 11], n_trials=16, seed=7)
    project = with_(hire_weeks=0)
    for row, week in enumerate((0, 4, 11)):
        outcome = simulate(project, Levers(extra=3, ask_week=week), n_trials=16, seed=7)
        assert (joined.finish[row] == outcome.finish).all()
        assert joined.cost[row] == pytest.approx(outcome.cost)
    assert (joined.alone == simulate(project, n_trials=16, seed=7).finish).all()


def test_the_later_they_join_the_less_they_help_until_they_harm():
    joined = join(PROJECT, 4, range(22), split_up=3)
    assert joined.gain[1] > joined.gain[5] > joined.gain[9]
    assert joined.gain[0] > 1
    assert joined.gain.min() < -0.05
    assert 10 < joined.break_even < 20


@pytest.mark.parametrize(
    "dearer",
    [{"ramp_weeks": 16.0}, {"teaching": 0.9}, {"communication": 0.002}, {"newcomer": 0.05}],
)
def test_each_cost_brings_the_break_even_forward(dearer):
    weeks = range(22)
    assert (
        join(with_(**dearer), 4, weeks, split_up=3).break_even
        < join(PROJECT, 4, weeks, split_up=3).break_even
    )


def test_splitting_up_is_paid_once_and_in_full():
    free, paid = (join(PROJECT, 4, [6], split_up=days) for days in (0, 10))
    assert (free.output - paid.output).sum() == pytest.approx(40)
    assert (paid.output > 0).all()
    assert (free.output[0, :6] == free.alone_output[:6]).all()


def test_the_break_even_of_help_that_always_or_never_helps():
    free = with_(teaching=0.0, communication=0.0, newcomer=1.0)
    assert join(free, 2, range(8)).break_even == np.inf
    hopeless = with_(communication=0.01)
    assert join(hopeless, 6, range(8), split_up=10).break_even == 0


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 6), st.integers(0, 12), st.floats(0, 10))
def test_nothing_before_they_join_is_touched(people, week, split_up):
    joined = join(PROJECT, people, [week], split_up=split_up, n_trials=4)
    assert (joined.output[0, :week] == joined.alone_output[:week]).all()
    early = joined.alone <= week
    assert (joined.finish[0][early] == joined.alone[early]).all()


def test_what_can_not_be_asked_is_said():
    with pytest.raises(ProjectError, match="give one person or more"):
        join(PROJECT, 0, [3])
    with pytest.raises(ProjectError, match="weeks from 0"):
        join(PROJECT, 1, [-1])
