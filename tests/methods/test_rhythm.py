import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.methods import MethodError, compare_rhythms, simulate_reviews


def test_when_everything_is_misread_the_sum_can_be_done_by_hand():
    # weeks end at 1..4, looked at after 2 and 4: waits 1, 0, 1, 0 weeks; two reviews
    taken = simulate_reviews(4, 2, misread=1, fix=0.5, growth=0.2, review=0.1)
    assert np.unique(taken.round(9)).tolist() == [4 + 0.2 + 0.5 * (4 + 0.2 * 2)]


def test_a_slow_answer_makes_each_repair_dearer():
    taken = simulate_reviews(4, 2, misread=1, fix=0.5, growth=0.2, review=0, answer=3)
    assert taken[0] == pytest.approx(4 + 0.5 * (4 + 0.2 * (2 + 4 * 3)))


def test_with_nothing_misread_only_reviews_cost():
    assert set(simulate_reviews(10, 3, misread=0, review=0.5)) == {12.0}


@given(st.integers(1, 40), st.floats(0, 1), st.integers(0, 99))
def test_if_late_is_no_dearer_fewer_reviews_never_take_longer(weeks, misread, seed):
    options = {"misread": misread, "growth": 0, "n_trials": 100, "seed": seed}
    rare = simulate_reviews(weeks, weeks, **options)
    often = simulate_reviews(weeks, 1, **options)
    assert (rare <= often + 1e-9).all()


def test_the_mean_is_the_formula():
    table = compare_rhythms(20, [4], gate=25, n_trials=50_000)
    waits = [3, 2, 1, 0] * 5
    by_hand = 20 + 5 * 0.2 + 0.25 * sum(0.5 * (1 + 0.15 * wait) for wait in waits)
    assert table.loc[4, "mean"] == pytest.approx(by_hand, abs=0.02)


@pytest.mark.parametrize(
    ("options", "name"),
    [({"every": 21}, "every"), ({"misread": 1.5}, "misread"), ({"fix": -1}, "fix")],
)
def test_impossible_figures_are_refused(options, name):
    with pytest.raises(MethodError, match=name):
        simulate_reviews(20, **{"every": 2, **options})
