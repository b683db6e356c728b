"""Cycle times, service levels, throughput and the age of open work, from a table of items."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.flow import FlowError, ageing, cumulative_flow, cycle_times
from tpmlab.flow.items import percentiles, throughput

DATES = pd.DataFrame(
    {
        "started": pd.to_datetime(["2026-03-02", "2026-03-02", "2026-03-05", None]),
        "finished": pd.to_datetime(["2026-03-09", "2026-03-02", None, None]),
    },
    index=["API-1", "API-2", "API-3", "API-4"],
)


def test_dates_count_both_days_if_asked():
    assert cycle_times(DATES)["cycle_time"].to_dict() == {"API-2": 0, "API-1": 7}
    assert cycle_times(DATES, inclusive=True)["cycle_time"].to_dict() == {"API-2": 1, "API-1": 8}


def test_dates_and_days_agree():
    days = pd.DataFrame({"started": [0, 0, 3, None], "finished": [7, 0, None, None]})
    assert cycle_times(days)["cycle_time"].tolist() == cycle_times(DATES)["cycle_time"].tolist()
    zoned = DATES.apply(lambda column: column.dt.tz_localize("UTC"))
    assert cycle_times(zoned)["cycle_time"].tolist() == [0, 7]


def test_wrong_dates_name_the_item():
    wrong = DATES.assign(finished=pd.to_datetime(["2026-03-01", "2026-03-02", None, None]))
    with pytest.raises(FlowError, match="Item 'API-1' is finished before it is started"):
        cycle_times(wrong)
    wrong = DATES.assign(finished=pd.to_datetime([None, None, None, "2026-03-02"]))
    with pytest.raises(FlowError, match="Item 'API-4' was never started"):
        cycle_times(wrong)
    with pytest.raises(FlowError, match="no column 'finished'"):
        cycle_times(DATES.drop(columns="finished"))
    with pytest.raises(FlowError, match="'started' holds neither numbers nor dates; write"):
        cycle_times(DATES.assign(started="3/4/2026"))


def test_columns_may_hold_text_as_exports_do():
    text = pd.DataFrame(
        {"started": ["2026-03-02", "2026-03-05T12:00"], "finished": ["2026-03-09", None]}
    )
    assert cycle_times(text)["cycle_time"].tolist() == [7]
    numbers = pd.DataFrame({"started": ["0", "3"], "finished": [7, None]}, dtype=object)
    assert cycle_times(numbers)["cycle_time"].tolist() == [7]
    nothing_done = pd.DataFrame({"started": [1, 2], "finished": [None, None]})
    assert cycle_times(nothing_done).empty


@settings(deadline=None)
@given(st.lists(st.floats(0, 100), min_size=1, max_size=40), st.floats(0.01, 1))
def test_a_service_level_is_the_shortest_observed_time_that_keeps_it(times, level):
    answer = percentiles(times, [level])[level]
    array = np.array(times)
    assert answer in times
    assert (array <= answer).mean() >= level - 1e-12
    assert (array < answer).mean() < level


def test_throughput_counts_quiet_weeks_and_leaves_out_one_that_is_not_over():
    assert throughput([1, 2, 2, 9, 24, 30], start=0, end=28).tolist() == [3, 1, 0, 1]
    assert throughput([1, 2, 2, 9, 24, 30], start=0, end=34).tolist() == [3, 1, 0, 1]
    assert throughput([1, 2, 2, 9, 24, 30], start=0, end=35).tolist() == [3, 1, 0, 1, 1]
    dated = pd.Series(pd.to_datetime(["2026-03-02", "2026-03-03", None, "2026-03-10"]))
    start, end = pd.Timestamp("2026-03-02"), pd.Timestamp("2026-03-23")
    assert throughput(dated, start=start, end=end).tolist() == [2, 1, 0]
    with pytest.raises(FlowError, match="finished holds no date"):
        throughput([np.nan])


PAST = pd.DataFrame({"started": [0, 0, 0, 0], "finished": [2, 3, 5, 10]})


def test_old_work_is_shown_first_with_its_risk():
    now_open = pd.DataFrame({"started": [16, 10, 30], "finished": [np.nan, np.nan, np.nan]})
    table = ageing(pd.concat([PAST, now_open], ignore_index=True), today=20, level=0.75)
    assert table["age"].tolist() == [10, 4]  # what starts on day 30 is not open yet
    assert table["late"].tolist() == [True, False]
    assert table["older_than"].tolist() == [0.75, 0.5]
    # of the two finished items that once were 4 days old, one took more than 5 days
    assert table["risk"].tolist() == [1.0, 0.5]


def test_the_age_is_taken_on_the_day_asked_about():
    assert ageing(PAST, today=4, level=0.5)["age"].tolist() == [4, 4]
    with pytest.raises(FlowError, match="no item done by today"):
        ageing(PAST, today=1)


def test_an_item_that_skips_a_stage_counts_there_once_it_is_further_on():
    items = pd.DataFrame({"build": [0, 1], "review": [2, None], "done": [5, 3]})
    lines = cumulative_flow(items, ["build", "review", "done"], [0, 2, 3, 5])
    assert lines["review"].tolist() == [0, 1, 2, 2]
    assert lines["done"].tolist() == [0, 0, 1, 2]


@settings(deadline=None)
@given(st.lists(st.lists(st.floats(0, 10), min_size=3, max_size=3), min_size=1, max_size=10))
def test_lines_never_fall_and_never_cross(steps):
    entered = np.cumsum(steps, axis=1)
    items = pd.DataFrame(entered, columns=["build", "test", "done"])
    lines = cumulative_flow(items, ["build", "test", "done"], np.linspace(0, 30, 31)).to_numpy()
    assert (np.diff(lines, axis=0) >= 0).all()
    assert (np.diff(lines, axis=1) <= 0).all()
    assert lines[-1].tolist() == [len(steps)] * 3


def test_a_stage_that_is_no_column_is_named():
    with pytest.raises(FlowError, match="no column 'review'"):
        cumulative_flow(PAST, ["started", "review"], [0])
    with pytest.raises(FlowError, match="stages is empty"):
        cumulative_flow(PAST, [], [0])
