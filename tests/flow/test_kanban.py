"""The simulated board: Little's law to the digit, limits kept, and queues known otherwise."""

from __future__ import annotations

import heapq

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.flow import FlowError, cumulative_flow
from tpmlab.flow.charts import work_in_progress
from tpmlab.flow.kanban import Stage, simulate_board
from tpmlab.flow.queues import mmc

BOARD = [
    Stage("analyse", people=1, days=1, cv=0.5, wip_limit=2),
    Stage("build", people=3, days=3, cv=0.8, wip_limit=4, blocked=0.2, blocked_days=4),
    Stage("test", people=1, days=0.8, cv=0.5, wip_limit=2),
]


@st.composite
def boards(draw):
    limits = st.one_of(st.none(), st.integers(1, 4))
    return [
        Stage(
            f"stage {n}", draw(st.integers(1, 3)), draw(st.floats(0.2, 4)),
            draw(st.sampled_from([0, 0.5, 1, 2])), draw(limits),
            draw(st.sampled_from([0, 0.3, 1])), 2.0,
        )
        for n in range(draw(st.integers(1, 4)))
    ]  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(boards(), st.integers(1, 40), st.integers(0, 99), st.sampled_from([None, 0.5, 2.0]))
def test_littles_law_holds_exactly_on_the_board_and_in_every_stage(stages, n, seed, rate):
    run = simulate_board(stages, n, arrival_rate=rate, seed=seed)
    for stage in (None, *run.stages):
        averages = run.averages(stage)
        assert averages.wip == pytest.approx(averages.throughput * averages.cycle_time)
    assert run.items.notna().all(axis=None)


@settings(deadline=None, max_examples=40)
@given(boards(), st.integers(0, 99))
def test_no_column_ever_exceeds_its_limit_and_items_only_move_forward(stages, seed):
    run = simulate_board(stages, 30, seed=seed)
    columns = [*run.stages, "finished"]
    dates = run.items[columns].to_numpy()
    assert (np.diff(dates, axis=1) >= 0).all()
    lines = cumulative_flow(run.items, columns, np.unique(dates))
    held = work_in_progress(lines).max()
    for stage in stages:
        if stage.wip_limit is not None:
            assert held[stage.name] <= stage.wip_limit


@pytest.mark.parametrize("people", [1, 2, 4])
def test_one_stage_is_a_queue_worked_out_by_hand(people):
    """With as many people as items nobody waits: that run shows each item's work."""
    alone = simulate_board([Stage("work", 300, 1, cv=1.5)], 300, arrival_rate=2, seed=6)
    work, came = alone.cycle_times, alone.items["arrived"].to_numpy()
    free = [0.0] * people
    finished = []
    for start, days in zip(came, work, strict=True):
        finished.append(max(start, heapq.heappop(free)) + days)
        heapq.heappush(free, finished[-1])
    run = simulate_board([Stage("work", people, 1, cv=1.5)], 300, arrival_rate=2, seed=6)
    assert run.items["finished"].to_numpy() == pytest.approx(finished)


def test_random_arrivals_and_work_wait_as_queueing_theory_says():
    stage = [Stage("desk", people=2, days=1, cv=1)]
    means = [
        simulate_board(stage, 1500, arrival_rate=1.2, seed=seed).cycle_times.mean()
        for seed in range(16)
    ]
    error = np.std(means, ddof=1) / 4
    assert np.mean(means) == pytest.approx(mmc(1.2, 1, 2).w, abs=4 * error + 0.02)


def test_the_same_seed_does_the_same_work_whatever_the_limits():
    free = [Stage(s.name, s.people, s.days, s.cv, None, s.blocked, s.blocked_days) for s in BOARD]
    tight, loose = simulate_board(BOARD, 120, seed=3), simulate_board(free, 120, seed=3)
    assert (tight.items["blocked_days"] == loose.items["blocked_days"]).all()
    pd.testing.assert_frame_equal(tight.items, simulate_board(BOARD, 120, seed=3).items)
    assert not tight.items.equals(simulate_board(BOARD, 120, seed=4).items)


def test_limits_cut_cycle_time_for_little_throughput():
    free = [Stage(s.name, s.people, s.days, s.cv) for s in BOARD]
    limited = [Stage(s.name, s.people, s.days, s.cv, s.wip_limit) for s in BOARD]
    loose, tight = simulate_board(free, 300, seed=1), simulate_board(limited, 300, seed=1)
    assert tight.cycle_times.mean() < loose.cycle_times.mean() / 5
    assert tight.throughput > 0.8 * loose.throughput
    assert tight.lead_times.mean() >= tight.cycle_times.mean()


def test_clockwork_on_two_stages():
    run = simulate_board(
        [Stage("a", 1, 2, cv=0, wip_limit=1), Stage("b", 1, 3, cv=0, wip_limit=1)], 3
    )
    assert run.items["a"].tolist() == [0, 2, 5]  # the third waits until the second is pulled
    assert run.items["b"].tolist() == [2, 5, 8]
    assert run.items["finished"].tolist() == [5, 8, 11]
    assert run.days == 11


def test_a_blocked_item_keeps_its_place_but_frees_the_person():
    blocked = Stage("work", people=1, days=1, cv=0, blocked=1.0, blocked_days=50)
    wide = simulate_board([blocked], 10, seed=2)
    narrow = simulate_board([Stage("work", 1, 1, 0, 1, 1.0, 50)], 10, seed=2)
    assert (wide.items["blocked_days"] > 0).all()
    assert wide.days < narrow.days
    assert narrow.days == pytest.approx(10 + narrow.items["blocked_days"].sum())


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: Stage("test", 0, 1), "people of stage 'test' is 0; give a whole number"),
        (lambda: Stage("test", 1, 0), "days of stage 'test' is 0"),
        (lambda: Stage("test", 1, 1, wip_limit=0), "wip_limit of stage 'test' is 0"),
        (lambda: simulate_board([]), "stages is empty"),
        (lambda: simulate_board([BOARD[0], BOARD[0]]), "names a stage twice"),
        (lambda: simulate_board(BOARD, 0), "n_items is 0"),
        (lambda: simulate_board(BOARD, 3, arrival_rate=0), "arrival_rate is 0"),
        (lambda: simulate_board(BOARD, 3).averages("deploy"), "use one of analyse, build, test"),
    ],
)
def test_impossible_figures_are_named(call, text):
    with pytest.raises(FlowError, match=text):
        call()
