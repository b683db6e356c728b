"""Which task matters: indices, tornado, merge bias and mitigation, against hand and exact answers."""

import math

import numpy as np
import pytest

from tpmlab.schedule import Plan, PlanError, critical_path
from tpmlab.schedule.distributions import Triangular, Uniform
from tpmlab.schedule.listed import Discrete
from tpmlab.schedule.risk import monte_carlo
from tpmlab.schedule.risk_events import Mitigation, RiskEvent
from tpmlab.schedule.risk_measures import (
    merge_bias,
    merge_points,
    mitigations,
    sensitivity,
    tornado,
)

RELEASE = Plan.from_rows(
    [("spec", 5, []), ("app", 10, ["spec"]), ("data", 9, ["spec"]), ("ship", 1, ["app", "data"])]
)
SPREADS = {"spec": Uniform(4, 8), "app": Triangular(8, 10, 15), "data": Triangular(6, 9, 18)}


def test_a_task_on_every_path_is_always_critical_and_the_two_share_the_rest():
    table = sensitivity(monte_carlo(RELEASE, SPREADS))
    assert table.loc[["spec", "ship"], "criticality"].tolist() == [1, 1]
    assert table.loc[["app", "data"], "criticality"].sum() == pytest.approx(1, abs=1e-3)
    assert table.loc["ship", ["cruciality", "sd"]].tolist() == [0, 0]
    assert table["cruciality"].between(0, 1 + 1e-12).all()
    weight = table["criticality"] * table["sd"]
    ratio = table["schedule_sensitivity"][weight > 0] / weight[weight > 0]
    assert ratio.max() == pytest.approx(ratio.min())


def test_criticality_of_two_discrete_paths_is_counted_exactly():
    plan = Plan.from_rows([("a", 1, []), ("b", 1, [])])
    spreads = {"a": Discrete((3, 6), (0.5, 0.5)), "b": Discrete((3, 5), (0.5, 0.5))}
    table = sensitivity(monte_carlo(plan, spreads, n_trials=40_000))
    assert table["criticality"].tolist() == pytest.approx(
        [0.75, 0.5], abs=0.0125
    )  # both at 3 and 3


def test_without_any_spread_nothing_is_crucial():
    table = sensitivity(monte_carlo(RELEASE, {}, n_trials=10))
    assert table["criticality"].tolist() == [1, 1, 0, 1]
    assert not table[["cruciality", "schedule_sensitivity"]].to_numpy().any()


def test_tornado_ranks_by_what_a_cause_alone_moves():
    event = RiskEvent("outage", 0.2, 6, ["ship"])
    forecast = monte_carlo(RELEASE, SPREADS, events=[event])
    table = tornado(forecast)
    assert list(table.index[:1]) == ["outage"]
    assert table.loc["outage", "swing"] == pytest.approx(6)
    # on every path, so its own ends move the mean finish one to one
    assert table.loc["spec", "swing"] == pytest.approx(0.8 * 4)
    assert (np.diff(table["swing"].abs()) <= 0).all()
    assert ((table["good"] <= forecast.mean.value) & (forecast.mean.value <= table["bad"])).all()


def test_the_parts_of_merge_bias_add_up_to_the_mean():
    event = RiskEvent("outage", 0.2, 6, ["app"])
    forecast = monte_carlo(RELEASE, SPREADS, events=[event])
    parts = merge_bias(forecast)
    assert parts["planned"] == critical_path(RELEASE).finish
    assert parts[["planned", "estimates", "events", "merging"]].sum() == pytest.approx(
        parts["mean"]
    )
    assert parts["mean"] == pytest.approx(forecast.finish.mean())
    assert parts["merging"] > 0.5
    alone = merge_bias(
        monte_carlo(Plan.from_rows([("a", 5, []), ("b", 4, ["a"])]), {"a": Uniform(4, 8)})
    )
    assert alone["merging"] == pytest.approx(0, abs=1e-9)


def test_two_uniform_paths_lose_a_third_of_half_their_width_where_they_merge():
    plan = Plan.from_rows([("a", 1, []), ("b", 1, []), ("end", 0, ["a", "b"])])
    forecast = monte_carlo(plan, {"a": Uniform(0, 1), "b": Uniform(0, 1)}, n_trials=40_000)
    points = merge_points(forecast)
    assert points.loc["end", "bias"] == pytest.approx(
        2 / 3 - 1 / 2, abs=5 * math.sqrt(1 / 12 / 40_000)
    )
    assert points.loc["finish", "bias"] == pytest.approx(0, abs=1e-9)


def test_mitigation_shows_days_and_money_on_equal_luck():
    plan = Plan.from_rows([("build", 10, [])])
    risks = [
        RiskEvent(
            "outage", 0.5, 4, ["build"], cost=1000, mitigation=Mitigation(200, probability=0)
        ),
        RiskEvent("strike", 0.1, 4, ["build"]),
    ]
    forecast = monte_carlo(plan, {}, events=risks)
    table = mitigations(forecast, confidence=0.8)
    assert list(table.index) == ["outage"]
    happened = (forecast.cost > 0).mean()
    row = table.loc["outage"]
    assert row["days_saved"] == 4
    assert row["mean_days_saved"] == pytest.approx(4 * happened)
    assert row["mean_cost_saved"] == pytest.approx(1000 * happened - 200)


def test_a_mitigation_may_shorten_instead_of_prevent():
    event = RiskEvent("outage", 1, 8, ["build"], mitigation=Mitigation(0, days=3))
    forecast = monte_carlo(Plan.from_rows([("build", 10, [])]), {}, events=[event], n_trials=10)
    assert mitigations(forecast).loc["outage", "days_saved"] == 5


def test_a_confidence_out_of_range_is_refused():
    with pytest.raises(PlanError, match=r"confidence is 1\.5"):
        tornado(monte_carlo(RELEASE, SPREADS), high=1.5)
