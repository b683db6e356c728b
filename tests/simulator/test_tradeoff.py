"""The model must show what is known of projects; docs/model.md prints the same facts."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.simulator import Levers, Parameters, Project, ProjectError, simulate
from tpmlab.simulator.rework import Work

ROWS = [
    ("invoices", 100, 960, "must"),
    ("web", 70, 800, "must"),
    ("sign-in", 30, 240, "must"),
    ("link", 36, 240, "must"),
    ("cut-over", 18, 240, "must"),
    ("mobile", 48, 320),
    ("reports", 22, 240),
    ("admin", 26, 160),
    ("help", 12, 80),
    ("sign-on", 14, 240, "asked"),
]
FACTS = {"team": 8, "week_cost": 9.4, "start": "2026-09-07", "wanted": "2027-03-12", "budget": 2150}
LAUNCH = Project.from_rows(ROWS, **FACTS)
CERTAIN = Parameters(
    size_spread=0, plan_spread=0, week_spread=0, error_share=0, communication=0, final_test=0
)


def run(n_trials=400, seed=1, **levers):
    return simulate(LAUNCH, Levers(**levers), n_trials, seed)


@pytest.fixture(scope="module")
def promised():
    return run()


def later(outcome, than):
    """Weeks later on the same luck, one number a future."""
    return outcome.finish - than.finish


# what the levers do


def test_more_scope_is_later_and_dearer_in_every_future(promised):
    more = run(keep=(*LAUNCH.without(), "sign-on"))
    assert (later(more, promised) > 0).all()
    assert (more.cost > promised.cost).all()


def test_people_added_early_bring_the_date_nearer_and_cost_more(promised):
    early = run(extra=4, ask_week=0)
    assert later(early, promised).mean() < -1.5
    assert early.chance > promised.chance + 0.2
    assert early.cost.mean() > 1.2 * promised.cost.mean()


def test_people_added_at_four_fifths_of_the_way_buy_no_date_and_cost_more(promised):
    late = run(extra=4, ask_week=round(0.8 * promised.week(0.5)))
    slip = later(late, promised)
    assert np.median(slip) >= 0
    assert (slip > 0.01).mean() >= (slip < -0.01).mean()
    assert late.chance <= promised.chance
    assert (late.cost.mean() / promised.cost.mean()) > 1.05


def test_help_loses_its_use_the_later_it_is_asked_for(promised):
    weeks_won = [
        -later(run(extra=4, ask_week=week), promised).mean() for week in (0, 6, 12, 18, 23)
    ]
    assert weeks_won == sorted(weeks_won, reverse=True)


def test_without_early_testing_more_defects_escape_at_every_step():
    escapes = [run(testing=share).escapes.mean() for share in (0, 0.05, 0.1, 0.2, 0.3)]
    assert escapes == sorted(escapes, reverse=True)
    assert escapes[0] > 2 * escapes[2]


def test_the_soonest_finish_lies_at_some_testing_neither_none_nor_much():
    shares = (0, 0.04, 0.08, 0.12, 0.16, 0.2, 0.3)
    finish = [run(testing=share).finish.mean() for share in shares]
    best = shares[int(np.argmin(finish))]
    assert 0.04 <= best <= 0.16
    assert finish[0] > min(finish) + 0.5
    assert finish[-1] > min(finish) + 2


def test_a_few_weeks_of_overtime_help_and_many_hurt(promised):
    slips = {weeks: later(run(overtime_weeks=weeks), promised).mean() for weeks in (2, 4, 16, 20)}
    assert slips[2] < 0
    assert slips[4] < 0
    assert slips[16] > 0
    assert slips[20] > 1


def test_a_later_agreed_date_buys_chance_with_value(promised):
    moved = run(agreed=date(2027, 4, 9))
    assert moved.chance > promised.chance + 0.3
    assert moved.value.mean() < promised.value.mean()
    assert np.array_equal(moved.finish, promised.finish)


def test_late_fixes_make_untested_work_dearer_only_while_they_cost_more():
    flat = replace(LAUNCH, parameters=replace(LAUNCH.parameters, late_fix=0, errors_on_errors=0))
    none, some = (simulate(flat, Levers(testing=share)).finish.mean() for share in (0, 0.1))
    assert none < some


# what must hold for any project


@settings(max_examples=40, deadline=None)
@given(
    size=st.floats(1, 1e4),
    share=st.floats(0, 0.9),
    days=st.lists(
        st.tuples(st.floats(0, 500), st.floats(0, 0.4), st.floats(0.5, 3)), min_size=1, max_size=60
    ),
)
def test_work_never_appears_or_vanishes(size, share, days):
    work = Work.fresh(np.array([size, 2 * size]), Parameters(error_share=share))
    for effort, testing, errors in days:
        left = work.day(np.array([effort, effort]), testing, errors)
        assert (left >= -1e-9).all()
        total = work.waiting + work.correct + work.flawed + work.known
        assert np.allclose(total, work.size, rtol=1e-9)
        for state in (work.waiting, work.correct, work.flawed, work.known, work.to_test):
            assert (state >= -1e-9 * size).all()


@given(team=st.integers(1, 20), testing=st.floats(0, 0.4))
@settings(max_examples=30, deadline=None)
def test_without_noise_and_errors_the_finish_is_plain_arithmetic(team, testing):
    project = Project.from_rows(
        [("a", 60, 1), ("b", 40, 1)], **{**FACTS, "team": team}, parameters=CERTAIN
    )
    outcome = simulate(project, Levers(testing=testing), n_trials=3)
    pace = team * 5 * CERTAIN.focus * (1 - testing)
    assert outcome.finish == pytest.approx(100 / pace)
    assert outcome.cost == pytest.approx(100 / pace * team * 9.4)
    assert (outcome.escapes == 0).all()


def test_the_same_seed_gives_the_same_bytes():
    first, second = (simulate(LAUNCH, Levers(extra=2), 50, seed=7) for _ in range(2))
    for name in ("finish", "cost", "escapes", "value"):
        assert getattr(first, name).tobytes() == getattr(second, name).tobytes()


def test_a_future_keeps_its_luck_when_the_crowd_around_it_changes():
    many, few = run(n_trials=60, seed=1), run(n_trials=5, seed=21)
    assert np.array_equal(many.finish[20:25], few.finish)


def test_luck_belongs_to_the_feature_and_not_to_its_place():
    shuffled = Project.from_rows(ROWS[::-1], **FACTS)
    assert simulate(shuffled).finish == pytest.approx(simulate(LAUNCH).finish)


def test_an_endless_project_is_never_ready_and_says_so():
    endless = Project.from_rows([("everything", 1e5, 10)], **FACTS)
    outcome = simulate(endless, n_trials=10)
    assert outcome.chance == 0
    assert np.isinf(outcome.week(0.5))
    assert (outcome.value == 0).all()
    assert np.isfinite(outcome.cost).all()


def test_futures_differ_but_not_wildly(promised):
    assert 0.06 <= promised.finish.std() / promised.finish.mean() <= 0.14


# what is refused


@pytest.mark.parametrize(
    ("levers", "message"),
    [
        ({"keep": ("web",)}, "'invoices' must ship: put it back"),
        ({"keep": (*LAUNCH.without(), "webb")}, "no feature 'webb'"),
    ],
)
def test_an_impossible_scope_is_refused_with_the_remedy(levers, message):
    with pytest.raises(ProjectError, match=message):
        run(**levers)


@pytest.mark.parametrize(
    ("levers", "message"),
    [
        ({"testing": 5}, "testing is 5: give a share"),
        ({"extra": -1}, "extra is -1: give 0 or more"),
        ({"overtime_weeks": -2}, "overtime_weeks is -2"),
    ],
)
def test_an_impossible_lever_is_refused_with_the_remedy(levers, message):
    with pytest.raises(ProjectError, match=message):
        Levers(**levers)


def test_an_outcome_shows_itself_in_one_sentence() -> None:
    shown = repr(simulate(LAUNCH, n_trials=50))
    assert shown.startswith("Outcome of 50 futures: half are ready by week ")
    assert len(shown) < 250
