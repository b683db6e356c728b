"""Pictures of priorities: what they say equals the engine, what they draw equals the data."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from tpmlab import prioritise
from tpmlab.prioritise import PrioritiseError
from tpmlab.prioritise.decision import Chance, Choice, rollback

ITEMS = pd.DataFrame(
    {"value": [60, 100, 120, 40], "effort": [10, 20, 30, 7]},
    index=["login", "search", "reports", "export"],
)
JOBS = pd.DataFrame({"cost_of_delay": [170, 120, 300], "duration": [10, 5, 4]}, index=[*"ABC"])
TREE = Choice(
    {
        "build": Chance({"well": (0.6, 700), "badly": (0.4, 150)}, cost=250),
        "buy": Chance({"well": (0.6, 800), "badly": (0.4, 300)}, cost=400),
        "wait": 0,
    }
)


def test_the_frontier_is_the_engines_and_the_best_set_lies_on_it():
    table = prioritise.frontier(ITEMS)
    best = prioritise.best_selection(ITEMS, 40)
    picture = prioritise.frontier_picture(ITEMS, 40)
    steps, *_ = picture.figure.axes[0].lines[1:]
    assert steps.get_xydata()[:-1].tolist() == table[["effort", "value"]].to_numpy().tolist()
    diamond = next(line for line in picture.figure.axes[0].lines if line.get_marker() == "D")
    assert diamond.get_xydata()[0].tolist() == [best.effort, best.value]
    assert f"value {best.value:g} of 320" in picture.alt


def test_the_greedy_set_is_shown_where_it_is_worse():
    words = prioritise.frontier_picture(ITEMS, 50).alt
    assert "login, search" not in words.split(".")[1]
    assert "best value per effort first, until the next does not fit, gives 200." in words
    assert "per effort" not in prioritise.frontier_picture(ITEMS, 37).alt


@pytest.mark.parametrize("capacity", [0, 3, 1000, None])
def test_any_capacity_is_drawn(capacity):
    picture = prioritise.frontier_picture(ITEMS, capacity)
    assert picture.png()[:4] == b"\x89PNG"


def test_the_area_under_each_staircase_is_the_cost_of_waiting():
    above, below = prioritise.delay_picture(JOBS).figure.axes
    cheapest = prioritise.cheapest_order(JOBS)
    for axes, order in ((above, list("ABC")), (below, cheapest)):
        area = sum(p.get_width() * p.get_height() for p in axes.patches if isinstance(p, Rectangle))
        assert area == pytest.approx(prioritise.delay_cost(JOBS, order))


def test_the_words_give_both_orders_and_the_saving():
    words = prioritise.delay_picture(JOBS).alt
    costs = [
        prioritise.delay_cost(JOBS, order) for order in ("ABC", prioritise.cheapest_order(JOBS))
    ]
    assert f"In the order A, B, C waiting costs {costs[0]:,.0f}." in words
    assert f"costs {costs[1]:,.0f}: {1 - costs[1] / costs[0]:.0%} less." in words
    assert prioritise.delay_picture(JOBS, ["C", "B", "A"]).alt.endswith("no order is cheaper.")


def test_a_tree_shows_each_expected_value_and_the_best_way():
    picture = prioritise.decision_tree_picture(TREE, currency="kUSD")
    axes = picture.figure.axes[0]
    words = {text.get_text() for text in axes.texts}
    assert {"230", "230 (cost 250)", "200 (cost 400)", "700 kUSD", "well, 60%"} <= words
    thick = [line for line in axes.lines if line.get_linewidth() == pytest.approx(2.6)]
    assert len(thick) == 3  # build, and its two ends
    crossed = [line for line in axes.lines if line.get_linewidth() == pytest.approx(1.8)]
    assert len(crossed) == 4  # two strokes each on buy and on wait


def test_nodes_of_a_tree_stand_apart_and_on_the_sheet():
    deep = TREE
    for n in range(3):
        deep = Choice({"go on": Chance({"good": (0.5, deep), "bad": (0.5, 50 * n)}), "stop": 10})
    axes = prioritise.decision_tree_picture(deep).figure.axes[0]
    nodes = [line for line in axes.lines if line.get_marker() in ("s", "o", ">")]
    spots = [tuple(line.get_xydata()[0]) for line in nodes]
    assert len(spots) == len(set(spots))
    assert all(0 < x < 690 for x, _ in spots)
    ends = [line.get_ydata()[0] for line in nodes if line.get_marker() == ">"]
    assert np.diff(sorted(ends)).min() >= 40


def test_the_words_name_the_choice_and_the_next_best():
    best = rollback(TREE)
    words = prioritise.decision_tree_picture(TREE).alt
    assert f"choose {best.chosen}, worth {best.value:g} on average. Next best: buy, 200." in words
    luck = Chance({"well": (0.6, 700), "badly": (0.4, 150)})
    assert prioritise.decision_tree_picture(luck).alt.endswith("worth 480 on average.")


def test_a_tree_too_large_to_read_is_refused():
    wide = Chance({f"case {n}": (1 / 41, n) for n in range(41)})
    with pytest.raises(PrioritiseError, match="41 payoffs and the picture shows up to 40"):
        prioritise.decision_tree_picture(wide)
