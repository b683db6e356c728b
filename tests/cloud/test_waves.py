"""Waves: calls between two sites, and services that belong together."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.cloud import CloudError, crossing, groups

CALLS = pd.DataFrame(
    [("web", "api", 900), ("api", "db", 4000), ("jobs", "db", 50), ("wiki", "login", 3)],
    columns=["caller", "called", "calls_per_day"],
)
NAMES = ["web", "api", "db", "jobs", "wiki", "login"]
plans = st.fixed_dictionaries({name: st.integers(1, 4) for name in NAMES})


def test_calls_cross_only_while_their_ends_lie_apart():
    table = crossing(CALLS, {"web": 1, "api": 1, "db": 2, "jobs": 3, "wiki": 1, "login": 1})
    assert table["moved"].tolist() == [0, 4, 5, 6]
    assert table["pairs"].tolist() == [0, 1, 1, 0]
    assert table["calls_per_day"].tolist() == [0, 4000, 50, 0]


@given(plans)
def test_nothing_crosses_before_the_first_wave_and_after_the_last(waves):
    table = crossing(CALLS, waves)
    assert table["calls_per_day"].iloc[[0, -1]].tolist() == [0, 0]
    assert table["moved"].iloc[-1] == len(NAMES)
    torn = [waves[a] != waves[b] for a, b in zip(CALLS["caller"], CALLS["called"], strict=True)]
    assert (table["calls_per_day"].max() == 0) == (not any(torn))


def test_groups_are_tied_by_busy_calls_only():
    assert groups(CALLS, busy=900) == [["api", "db", "web"]]
    assert groups(CALLS, busy=1) == [["api", "db", "jobs", "web"], ["login", "wiki"]]
    assert groups(CALLS, busy=5000) == []


@given(st.integers(1, 5000))
def test_moving_group_by_group_parts_no_busy_pair(busy):
    waves = dict.fromkeys(NAMES, 1)
    for number, group in enumerate(groups(CALLS, busy), start=2):
        waves.update(dict.fromkeys(group, number))
    for a, b, daily in CALLS.itertuples(index=False):
        assert daily < busy or waves[a] == waves[b]


def test_a_service_without_a_wave_is_named():
    with pytest.raises(CloudError, match="No wave is given for db, jobs"):
        crossing(CALLS, {"web": 1, "api": 1, "wiki": 1, "login": 1})


def test_half_a_wave_is_refused():
    with pytest.raises(CloudError, match=r"wave of db is 1\.5"):
        crossing(CALLS, {**dict.fromkeys(NAMES, 1), "db": 1.5})
