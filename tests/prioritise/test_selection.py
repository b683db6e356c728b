"""The exact knapsack and its frontier, against every subset tried."""

from __future__ import annotations

from itertools import chain, combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from tpmlab.prioritise import PrioritiseError, best_selection, frontier

ITEMS = pd.DataFrame({"value": [60, 100, 120], "effort": [10, 20, 30]}, index=list("abc"))


def subsets(items: pd.DataFrame) -> list[tuple[float, float]]:
    """(effort, value) of every subset."""
    rows = list(items[["effort", "value"]].itertuples(index=False, name=None))
    picks = chain.from_iterable(combinations(rows, n) for n in range(len(rows) + 1))
    return [(sum(e for e, _ in pick), sum(v for _, v in pick)) for pick in picks]


tables = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 15)), min_size=1, max_size=8).map(
    lambda rows: pd.DataFrame(rows, columns=["value", "effort"])
)


def test_value_for_effort_in_order_is_not_the_best_set():
    """The greedy order a, b, then nothing fits gives 160; the best set gives 220."""
    assert best_selection(ITEMS, 50) == (("b", "c"), 220, 50)


@settings(deadline=None)
@given(tables, st.integers(0, 60))
def test_the_selection_equals_brute_force(items, capacity):
    chosen = best_selection(items, capacity)
    best = max(value for effort, value in subsets(items) if effort <= capacity)
    assert chosen.value == best
    assert chosen.effort == min(e for e, v in subsets(items) if v == best and e <= capacity)
    assert items.loc[list(chosen.items), "value"].sum() == chosen.value
    assert items.loc[list(chosen.items), "effort"].sum() == chosen.effort


@pytest.mark.slow
@settings(deadline=None)
@given(tables)
def test_the_frontier_holds_exactly_the_unbeaten_pairs(items):
    pairs = set(subsets(items))
    unbeaten = sorted(
        (e, v)
        for e, v in pairs
        if not any((f <= e and w >= v) and (f, w) != (e, v) for f, w in pairs)
    )
    table = frontier(items)
    assert list(table[["effort", "value"]].itertuples(index=False, name=None)) == unbeaten
    for effort, value, names in table.itertuples(index=False, name=None):
        assert items.loc[list(names), ["effort", "value"]].sum().tolist() == [effort, value]


def test_fractional_efforts_that_add_up_to_the_capacity_fit():
    items = pd.DataFrame({"value": [1, 1, 1], "effort": [0.1, 0.1, 0.1]})
    assert best_selection(items, 0.3).value == 3


def test_two_hundred_items_are_no_trouble():
    rng = np.random.default_rng(5)
    items = pd.DataFrame({"value": rng.integers(1, 100, 200), "effort": rng.integers(1, 40, 200)})
    chosen = best_selection(items, 500)
    rate = (items["value"] / items["effort"]).sort_values(ascending=False)
    ordered = items.loc[rate.index]
    room = 500 - ordered["effort"].cumsum().shift(fill_value=0)
    bound = (ordered["value"] * (room / ordered["effort"]).clip(0, 1)).sum()
    assert chosen.effort <= 500
    assert bound - items["value"].max() <= chosen.value <= bound + 1e-9


@pytest.mark.parametrize("seed", range(5))
def test_integer_programming_agrees_on_forty_real_valued_items(seed):
    rng = np.random.default_rng(seed)
    items = pd.DataFrame({"value": rng.random(40), "effort": rng.random(40)})
    capacity = items["effort"].sum() / 2
    fits = LinearConstraint(items[["effort"]].to_numpy().T, ub=capacity)
    exact = milp(-items["value"], constraints=fits, integrality=np.ones(40), bounds=Bounds(0, 1))
    assert best_selection(items, capacity).value == pytest.approx(-exact.fun, rel=1e-4)
    assert best_selection(items, capacity).value >= -exact.fun - 1e-9


def test_figures_out_of_range_are_named():
    with pytest.raises(PrioritiseError, match="'effort' holds -1"):
        best_selection(ITEMS.assign(effort=-1), 5)
    with pytest.raises(PrioritiseError, match="no column 'value'"):
        frontier(ITEMS.drop(columns="value"))


def test_too_many_sets_ask_for_rounder_efforts(monkeypatch):
    monkeypatch.setattr("tpmlab.prioritise.selection._MAX_SETS", 6)
    with pytest.raises(PrioritiseError, match="round the efforts"):
        frontier(ITEMS)
