"""Pictures of many futures: what they say equals the engine, what they draw equals the data."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from tpmlab.pictures import PALETTE
from tpmlab.pictures.numbers import counted, plain
from tpmlab.schedule import (
    Calendar,
    Costs,
    Discrete,
    Plan,
    PlanError,
    RiskEvent,
    Triangular,
    Uniform,
    criticality_picture,
    finish_picture,
    joint_picture,
    merge_picture,
    merge_points,
    monte_carlo,
    sensitivity,
    tornado,
    tornado_picture,
)

PLAN = Plan.from_rows(
    [
        ("spec", 5, []),
        ("api", 10, ["spec"]),
        ("app", 12, ["spec"]),
        ("test", 6, ["api", "app"]),
    ]
)
FORECAST = monte_carlo(
    PLAN,
    {"api": Triangular(7, 10, 18), "app": Triangular(9, 12, 20), "test": Triangular(4, 6, 12)},
    events=[RiskEvent("supplier late", 0.3, 8, ["api"])],
    costs=Costs(per_day={"api": 1200}, overhead_per_day=500),
    n_trials=4000,
)
LIKE_ONE_DAY = monte_carlo(Plan.from_rows([("a", 1, [])]), {}, n_trials=5)
WIDE = Plan.from_rows([(f"part {n}", 4, [f"part {n - 3}"] if n > 2 else []) for n in range(60)])
MANY = monte_carlo(WIDE, {task.id: Uniform(2, 8) for task in WIDE}, n_trials=500)


def bars(axes, color):
    """Rectangles of one colour: left, width and height."""
    return [
        (patch.get_x(), patch.get_width(), patch.get_height())
        for patch in axes.patches
        if isinstance(patch, Rectangle) and to_hex(patch.get_facecolor()) == PALETTE[color]
    ]


def test_the_words_of_a_finish_are_the_forecasts_numbers():
    words = finish_picture(FORECAST, 26, confidences=(0.5, 0.9)).alt
    assert f"half are done by day {plain(FORECAST.quantile(0.5))}, 90% by" in words
    assert f"90% by day {plain(FORECAST.quantile(0.9))}." in words
    assert f"day 26, is kept in {FORECAST.chance(26):.0%}" in words
    assert f"for 90% it would have to be {counted(FORECAST.quantile(0.9) - 26, 'day')}" in words


def test_every_future_is_in_a_bar_and_those_past_the_deadline_are_hatched():
    above, below = finish_picture(FORECAST, 26.3).figure.axes
    early, late = (sum(high for _, _, high in bars(above, color)) for color in ("blue", "amber"))
    assert early + late == FORECAST.n_trials
    assert early == np.sum(FORECAST.finish <= 26.3)
    hatched = [patch for patch in above.patches if patch.get_hatch()]
    assert {to_hex(patch.get_facecolor()) for patch in hatched} == {PALETTE["amber"]}
    assert above.get_xlim() == below.get_xlim()


def test_the_curve_passes_through_the_marked_days():
    _, below = finish_picture(FORECAST, confidences=(0.2, 0.8)).figure.axes
    dots = [line.get_xydata()[0].tolist() for line in below.lines if line.get_marker() == "o"]
    assert dots == [[FORECAST.quantile(level), level] for level in (0.2, 0.8)]
    curve = below.lines[0]
    for day, level in dots:
        place = np.searchsorted(curve.get_xdata(), day, side="right") - 1
        assert curve.get_ydata()[place] == pytest.approx(level, abs=0.005)


def test_a_plan_brings_its_own_deadline_and_calendar():
    plan = Plan(PLAN.tasks, PLAN.links, deadline=24, calendar=Calendar("2026-03-02"))
    forecast = monte_carlo(plan, {"test": Uniform(4, 12)}, n_trials=400)
    picture = finish_picture(forecast)
    assert "The deadline, Thu 2 Apr 2026, is kept in" in picture.alt
    labels = [text.get_text() for text in picture.figure.axes[1].get_xticklabels()]
    assert labels[0].endswith("\n2026")
    assert all(label.split()[1] in ("Mar", "Apr") for label in labels)


@pytest.mark.parametrize("forecast", [LIKE_ONE_DAY, MANY])
@pytest.mark.parametrize("deadline", [None, 0, 1, 400])
def test_certain_and_large_plans_are_drawn(forecast, deadline):
    picture = finish_picture(forecast, deadline)
    assert picture.png()[:4] == b"\x89PNG"
    drawn = sum(high for _, _, high in bars(picture.figure.axes[0], "blue"))
    late = sum(high for _, _, high in bars(picture.figure.axes[0], "amber"))
    assert drawn + late == forecast.n_trials


def test_whole_days_keep_a_bar_each():
    forecast = monte_carlo(PLAN, {"test": Discrete((4, 6, 9), (0.5, 0.3, 0.2))}, n_trials=1000)
    above, _ = finish_picture(forecast).figure.axes
    full = {left + wide / 2 for left, wide, high in bars(above, "blue") if high}
    assert full == set(np.unique(forecast.finish))


def test_quadrants_add_up_to_all_futures():
    date, budget = 26.0, 26_000.0
    words = joint_picture(FORECAST, date, budget, currency="USD").alt
    both = FORECAST.joint_chance(date, budget)
    assert f"{both:.0%} keep both day 26 and 26,000 USD" in words
    assert (
        f"{FORECAST.chance(date):.0%} keep the date, {np.mean(FORECAST.cost <= budget):.0%}"
        in words
    )
    missed = np.mean((FORECAST.finish > date) & (FORECAST.cost > budget))
    assert f"{missed:.0%} miss both" in words


def test_at_most_2000_dots_are_drawn_and_each_is_a_future():
    axes = joint_picture(FORECAST, 26, 26_000).figure.axes[0]
    dots = np.concatenate([cloud.get_offsets() for cloud in axes.collections])
    assert len(dots) == 2000
    known = set(zip(FORECAST.finish.tolist(), FORECAST.cost.tolist(), strict=True))
    assert {tuple(dot) for dot in dots.tolist()} <= known


def test_a_tornado_runs_from_the_good_to_the_bad_case():
    table = tornado(FORECAST)
    picture = tornado_picture(FORECAST)
    axes, mean = picture.figure.axes[0], FORECAST.mean.value
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names == list(table.index)
    good = [left for left, _, _ in bars(axes, "blue")]
    assert np.allclose(np.minimum(good, mean), table["good"])
    first = table.iloc[0]
    assert f"{table.index[0]} from day {plain(first['good'])} (good case)" in picture.alt
    assert f"a swing of {counted(first['swing'], 'day')}" in picture.alt


def test_large_forecasts_show_the_widest_fifteen():
    picture = tornado_picture(MANY)
    assert len(picture.figure.axes[0].get_yticklabels()) == 15
    assert "and 55 more." in picture.alt
    assert len(criticality_picture(MANY).figure.axes[0].get_yticklabels()) == 15
    assert len(criticality_picture(MANY).alt) < 700


def test_a_certain_plan_has_no_tornado():
    with pytest.raises(PlanError, match="give a task a distribution"):
        tornado_picture(LIKE_ONE_DAY)


def test_criticality_bars_are_the_shares_and_planned_ones_are_marked():
    shares = sensitivity(FORECAST)["criticality"].sort_values(ascending=False, kind="stable")
    picture = criticality_picture(FORECAST)
    axes = picture.figure.axes[0]
    assert [patch.get_width() for patch in axes.patches] == pytest.approx(shares.tolist())
    marked = [text.get_text() for text in axes.texts if text.get_text().endswith("◆")]
    assert len(marked) == 3  # spec, app and test are critical in the plan itself
    assert f"api is not among them but is critical in {shares['api']:.0%}" in picture.alt


def test_merging_adds_what_the_engine_says():
    picture = merge_picture(FORECAST, "test")
    point = merge_points(FORECAST).loc["test"]
    assert f"it starts on day {plain(point['mean'])}" in picture.alt
    assert f"merging adds {counted(point['bias'], 'day')}." in picture.alt
    assert merge_picture(FORECAST).alt == picture.alt


def test_each_path_is_a_curve_over_the_same_days():
    axes = merge_picture(FORECAST).figure.axes[0]
    curves = [patch for patch in axes.patches if hasattr(patch, "get_data")]
    shares = [patch.get_data().values.sum() for patch in curves]
    assert len(shares) == 4  # two paths, and the start as a surface and as its rim
    assert shares == pytest.approx([1.0] * 4)


@pytest.mark.parametrize("name", ["spec", "api"])
def test_where_nothing_merges_it_says_so(name):
    with pytest.raises(PlanError, match=f"Task '{name}' has one predecessor or none"):
        merge_picture(FORECAST, name)
    with pytest.raises(PlanError, match="No two paths merge"):
        merge_picture(LIKE_ONE_DAY)


def test_a_chance_that_only_rounding_makes_enough_is_told():
    forecast = monte_carlo(PLAN, {"test": Discrete((4, 9), (0.797, 0.203))}, sampling="latin")
    words = finish_picture(forecast, 21).alt
    assert "is kept in just under 80%; for 80% it would have to be 5 days later." in words
