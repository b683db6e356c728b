import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.methods import MethodError, all_on_time, shared_hours, simulate_handoffs, team_matrix
from tpmlab.methods.hours import working_quarters

CHANCES = st.lists(st.floats(0.02, 0.99), min_size=1, max_size=8)


@given(CHANCES, st.floats(0, 0.9))
def test_all_lies_between_the_product_and_the_weakest(chances, shared):
    both = all_on_time(chances, shared)
    assert np.prod(chances) - 1e-6 <= both <= min(chances) + 1e-6


def test_two_teams_with_half_their_luck_in_common_agree_with_the_known_orthant():
    # P(both normals below 0) = 1/4 + arcsin(rho) / (2 pi)
    assert all_on_time([0.5, 0.5], 0.5) == pytest.approx(1 / 3, abs=1e-5)


@pytest.mark.parametrize("chances", [[], [0.5, 1.2]])
def test_chances_that_are_none_are_refused(chances):
    with pytest.raises(MethodError, match="chances"):
        all_on_time(chances)


def test_the_matrix_counts_pairs_and_leaves_out_work_inside_a_team():
    needs = [("pay", "ids"), ("pay", "ids"), ("pay", "pay"), ("test", "pay")]
    table = team_matrix(needs)
    assert list(table.index) == list(table.columns) == ["ids", "pay", "test"]
    assert table.loc["pay", "ids"] == 2
    assert table.to_numpy().sum() == 3


def test_no_dependency_is_no_matrix():
    with pytest.raises(MethodError, match="nothing to count"):
        team_matrix([("pay", "pay")])


@pytest.mark.parametrize("busy", [0.5, 0.75])
def test_without_pieces_each_team_is_the_queue_that_jackson_knows(busy):
    items = simulate_handoffs(0, busy, work=2, n_items=20_000, seed=3)
    assert items["lead"].mean() == pytest.approx(2 / (1 - busy), rel=0.06)


def test_days_add_up_and_asking_at_once_is_no_slower():
    chain = simulate_handoffs(3, handover=2)
    assert (chain["waiting"] + chain["work"] + chain["pieces"]).to_numpy() == pytest.approx(
        chain["lead"].to_numpy()
    )
    assert chain["waiting"].min() >= 3 * 2 - 1e-9
    at_once = simulate_handoffs(3, handover=2, together=True)
    assert at_once["lead"].mean() < chain["lead"].mean()
    assert at_once["waiting"].min() >= 0


def test_more_other_teams_take_longer_though_nobody_is_busier():
    leads = [simulate_handoffs(n)["lead"].median() for n in (0, 2, 4)]
    assert leads == sorted(leads)


def test_more_teams_needed_than_there_are_is_refused():
    with pytest.raises(MethodError, match="needs"):
        simulate_handoffs(6, teams=6)


@given(st.floats(-12, 14).map(lambda hours: round(hours * 4) / 4))
def test_everybody_works_eight_hours_wherever_they_live(offset):
    assert working_quarters({"somebody": offset}, 9, 17).sum() == 32


def test_hours_across_midnight_count():
    # 9 to 17 in Auckland (UTC+13 in January) is 20 to 4 in UTC
    table = shared_hours({"far": 13, "west": -8})
    assert table.loc["far", "west"] == 5
    assert (table == table.T).all(axis=None)


def test_an_offset_that_no_clock_has_is_refused():
    with pytest.raises(MethodError, match="the offset of Mei"):
        shared_hours({"Mei": 15})
