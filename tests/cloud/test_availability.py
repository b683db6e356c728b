"""Availability in series and in parallel: by hand, as rules, and against k-out-of-n."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.cloud import CloudError, in_parallel, in_series, minutes_down
from tpmlab.flow.capacity import enough_up

shares = st.lists(st.floats(0, 1), min_size=1, max_size=6)


def test_by_hand():
    assert in_series([0.9, 0.5]) == pytest.approx(0.45)
    assert in_parallel([0.9, 0.5]) == pytest.approx(0.95)
    assert minutes_down(0.99, days=1) == pytest.approx(14.4)


@given(shares)
def test_a_chain_is_no_better_than_its_weakest_part_and_a_pair_no_worse_than_its_best(parts):
    assert in_series(parts) <= min(parts) + 1e-12
    assert in_parallel(parts) >= max(parts) - 1e-12


@given(st.floats(0, 1), st.integers(1, 8))
def test_alike_parts_are_the_two_ends_of_k_out_of_n(up, count):
    assert in_series([up] * count) == pytest.approx(enough_up(up, count, count), abs=1e-12)
    assert in_parallel([up] * count) == pytest.approx(enough_up(up, count, 1), abs=1e-12)


@pytest.mark.parametrize("function", [in_series, in_parallel])
def test_a_share_above_one_is_refused(function):
    with pytest.raises(CloudError, match="availabilities holds 99"):
        function([0.999, 99])
