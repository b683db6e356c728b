"""Pictures of flow: what they say equals the engine, what they draw equals the data."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from tpmlab import flow
from tpmlab.flow import FlowError
from tpmlab.flow.items import percentiles
from tpmlab.flow.sprints import burnup_fan
from tpmlab.pictures import PALETTE
from tpmlab.pictures.numbers import plain

BANDS = pd.DataFrame(
    {"build": [2, 5, 8, 10], "test": [0, 3, 5, 8], "done": [0, 1, 4, 6]},
    index=pd.Index([0, 5, 10, 15], name="day"),
)
RNG = np.random.default_rng(3)
STARTED = np.sort(RNG.uniform(0, 200, 8000))
MANY = pd.DataFrame({"started": STARTED, "finished": STARTED + RNG.lognormal(1.5, 0.8, 8000)})
FEW = pd.DataFrame(
    {"started": [0, 0, 1, 2, 3, 8, 10], "finished": [2, 3, 6, 12, None, None, None]},
    index=[*"abcdefg"],
)
HISTORY = [3, 5, 2, 4, 6, 0, 3, 5]


def dated(items):
    return items.apply(lambda days: pd.Timestamp("2026-01-05") + pd.to_timedelta(days, unit="D"))


def bars(axes, color):
    return [p for p in axes.patches if to_hex(p.get_facecolor()) == PALETTE[color]]


def test_a_cumulative_flow_diagram_is_read_off_its_table():
    words = flow.cumulative_flow_picture(BANDS, at=12).alt
    assert words == (
        "On day 10, 4 items are in progress (build 3, test 1) and 4 are done. "
        "4 items had been started 6.67 days before; 0.4 items a day are finished on average."
    )


def test_lead_time_is_the_way_across_and_wip_the_way_up():
    axes = flow.cumulative_flow_picture(BANDS).figure.axes[0]
    arrows = [text for text in axes.texts if getattr(text, "arrow_patch", None)]
    ends = sorted((tuple(a.xy), tuple(a.get_position())) for a in arrows)
    assert ends[0] == ((15, 6), (pytest.approx(15 - 8.3333, abs=1e-3), 6))
    assert ends[1] == ((15, 10), (15, 6))


def test_a_finished_board_reads_its_last_day_with_work():
    table = pd.DataFrame({"build": [1, 3, 3], "done": [0, 2, 3]}, index=[0, 4, 9])
    assert flow.cumulative_flow_picture(table).alt.startswith("On day 4, 1 item is in progress")


def test_dates_are_written_where_days_count_from_1970():
    first = (pd.Timestamp("2026-01-05") - pd.Timestamp(0)).days
    table = BANDS.set_axis(BANDS.index + first)
    picture = flow.cumulative_flow_picture(table, dates=True)
    assert picture.alt.startswith("On 20 Jan 2026, 4 items")
    labels = [text.get_text() for text in picture.figure.axes[0].get_xticklabels()]
    assert labels == ["5 Jan\n2026", "12 Jan", "19 Jan"]


@pytest.mark.parametrize("table", [BANDS.iloc[:1], BANDS[["done"]]])
def test_one_stage_or_one_day_is_no_diagram(table):
    with pytest.raises(FlowError, match="two stages and two days"):
        flow.cumulative_flow_picture(table)


def test_a_day_outside_the_table_is_refused():
    with pytest.raises(FlowError, match="at is 16"):
        flow.cumulative_flow_picture(BANDS, at=16)


@pytest.mark.parametrize("items", [FEW, MANY, dated(FEW), dated(MANY)])
def test_cycle_times_show_their_percentiles(items):
    picture = flow.cycle_time_picture(items, (0.5, 0.85))
    axes = picture.figure.axes[0]
    took = flow.cycle_times(items)["cycle_time"].to_numpy()
    known = percentiles(took, (0.5, 0.85))
    lines = [line.get_ydata()[0] for line in axes.lines]
    assert lines == pytest.approx(list(known.values()))
    assert f"50% took at most {plain(known[0.5])} day" in picture.alt
    assert f"85% at most {plain(known[0.85])} day" in picture.alt


def test_of_many_items_all_slow_ones_are_drawn():
    axes = flow.cycle_time_picture(MANY).figure.axes[0]
    drawn = axes.collections[0].get_offsets()[:, 1]
    took = flow.cycle_times(MANY)["cycle_time"].to_numpy()
    assert 3000 <= drawn.size < 3500
    slow = took[took > np.quantile(took, 0.95)]
    assert set(slow.tolist()) <= set(drawn.tolist())


def test_nothing_finished_is_no_scatter():
    with pytest.raises(FlowError, match="at least one item that is done"):
        flow.cycle_time_picture(FEW[FEW["finished"].isna()])


def test_ages_are_bars_and_late_ones_are_hatched():
    axes = flow.ageing_picture(FEW, 12, level=0.75).figure.axes[0]
    assert [bar.get_width() for bar in axes.patches] == [9, 4, 2]
    assert [bool(bar.get_hatch()) for bar in axes.patches] == [True, False, False]
    assert [t.get_text() for t in axes.get_yticklabels()] == ["e", "f", "g"]


def test_ageing_reads_dates_like_days():
    today = pd.Timestamp("2026-01-17")
    assert flow.ageing_picture(dated(FEW), today, level=0.75).alt == (
        flow.ageing_picture(FEW, 12, level=0.75).alt
    )


def test_an_empty_board_and_a_full_one_are_drawn():
    done = FEW.dropna()
    assert flow.ageing_picture(done, 12).alt.startswith("0 items are open")
    full = pd.concat([done, pd.DataFrame({"started": np.linspace(0, 5, 60)})], ignore_index=True)
    picture = flow.ageing_picture(full, 12)
    assert len(picture.figure.axes[0].patches) == 20
    assert picture.alt.startswith("60 items are open")


def test_the_burndown_says_what_each_sprint_left_needs():
    words = flow.burndown_picture(40, 10, [36, 33, 31, 30]).alt
    assert "30 of 40 points are left, 6 more than on the ideal line" in words
    assert words.endswith("the 6 sprints left need 5 each.")
    assert flow.burndown_picture(40, 4, [25, 15, 6]).alt.endswith("the one sprint left needs 6.")
    assert "no planned sprint is left" in flow.burndown_picture(40, 2, [25, 15, 6]).alt
    assert flow.burndown_picture(40, 2, [20, 0]).alt.endswith("All is done.")


def test_the_burnup_fan_is_the_engines_and_starts_at_what_is_done():
    past = [28, 32, 30, 26, 19, 35]
    axes = flow.burnup_picture(past, 260, 6, seed=4).figure.axes[0]
    middle, done = axes.lines[1:3]  # after the flag
    fan = burnup_fan(past, 6, done=170, levels=(0.5,), seed=4)
    assert done.get_ydata().tolist() == [0, 28, 60, 90, 116, 135, 170]
    assert middle.get_ydata().tolist() == fan[0.5].tolist()
    assert middle.get_xdata().tolist() == list(range(6, 13))


def test_the_burnup_words_name_the_sprints():
    fan = burnup_fan([28, 12, 40, 26], 8, done=106, levels=(0.15, 0.5), seed=0)
    half, sure = ((fan[level] >= 240).idxmax() + 4 for level in (0.5, 0.15))
    words = flow.burnup_picture([28, 12, 40, 26], 240, 8).alt
    assert f"Half of the trials reach the scope by sprint {half}, 85% by sprint {sure}." in words
    assert "Fewer than half" in flow.burnup_picture([5, 4], 500, 3).alt
    assert flow.burnup_picture([5, 4], 9, 3).alt.endswith("The scope is reached.")


def test_a_growing_scope_is_a_staircase_of_the_right_length():
    axes = flow.burnup_picture([20, 30], [60, 70, 90], 3).figure.axes[0]
    steps = next(line for line in axes.lines if line.get_drawstyle() == "steps-post")
    assert steps.get_ydata().tolist() == [60, 70, 90, 90]
    with pytest.raises(FlowError, match="scope holds 2 numbers for 2 sprints"):
        flow.burnup_picture([20, 30], [60, 70], 3)


@pytest.mark.parametrize("promise", [None, 10])
def test_a_forecasts_bars_hold_every_trial(promise):
    forecast = flow.when_done(HISTORY, 30, seed=7)
    axes = flow.forecast_picture(forecast, promise).figure.axes[0]
    limit = 10 if promise else forecast.at(0.85)
    kept = sum(bar.get_height() for bar in bars(axes, "blue"))
    assert kept == pytest.approx(forecast.confidence(limit))
    late = bars(axes, "amber")
    assert kept + sum(bar.get_height() for bar in late) == pytest.approx(1)
    assert all(bar.get_hatch() for bar in late)


def test_a_forecast_of_items_hatches_too_few():
    forecast = flow.how_many(HISTORY, 10, seed=7)
    axes = flow.forecast_picture(forecast, 30).figure.axes[0]
    kept = sum(bar.get_height() for bar in bars(axes, "blue"))
    assert kept == pytest.approx(forecast.confidence(30))


def test_trials_that_are_never_done_are_told():
    forecast = flow.when_done([0, 0, 1], 12, horizon=36, seed=1)
    never = np.mean(~np.isfinite(forecast.outcomes))
    assert 0.1 < never < 0.9
    words = flow.forecast_picture(forecast, confidences=(0.2, 0.99)).alt
    assert f"{never:.0%} were never done" in words
    assert "no number of" in words
    with pytest.raises(FlowError, match="No trial was ever done"):
        flow.forecast_picture(flow.when_done([0, 1], 100, horizon=3))
