"""Decision trees, and information valued in two unrelated ways."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.prioritise import PrioritiseError
from tpmlab.prioritise.decision import (
    Chance,
    Choice,
    emv,
    perfect_information,
    rollback,
    sample_information,
)

PAYOFFS = pd.DataFrame({"busy": [450, 400], "quiet": [-100, 50]}, index=["build", "buy"])


def test_build_or_buy():
    """Own numbers: the costs of the branches decide, not the larger expected payoff."""
    tree = Choice(
        {
            "build": Chance({"well": (0.6, 700), "badly": (0.4, 150)}, cost=250),
            "buy": Chance({"well": (0.6, 800), "badly": (0.4, 300)}, cost=400),
        }
    )
    best = rollback(tree)
    assert (best.chosen, best.value) == ("build", pytest.approx(230))
    assert best.parts["buy"].value == pytest.approx(200)


def test_a_choice_after_luck_is_made_when_the_luck_is_known():
    after = Chance(
        {
            "win": (0.5, Choice({"go": 100, "stop": 0})),
            "lose": (0.5, Choice({"go": -80, "stop": 0})),
        }
    )
    solved = rollback(after)
    assert solved.value == pytest.approx(50)
    assert [part.chosen for part in solved.parts.values()] == ["go", "stop"]


def test_threats_and_an_opportunity():
    assert emv([0.30, 0.15, 0.40], [-80_000, -200_000, 50_000]) == pytest.approx(-34_000)
    assert emv([0.20, 0.35, 0.10], [60_000, 40_000, 150_000]) == pytest.approx(41_000)


def shares(n: int) -> st.SearchStrategy[list[float]]:
    return st.lists(st.integers(1, 20), min_size=n, max_size=n).map(
        lambda parts: [part / sum(parts) for part in parts]
    )


@st.composite
def problems(draw):
    options, states, signals = (draw(st.integers(2, 4)) for _ in range(3))
    money = st.lists(st.integers(-100, 100), min_size=states, max_size=states)
    payoffs = pd.DataFrame(
        [draw(money) for _ in range(options)], index=[f"o{n}" for n in range(options)]
    )
    likelihood = pd.DataFrame(
        np.array([draw(shares(signals)) for _ in range(states)]).T,
        index=[f"s{n}" for n in range(signals)],
    )
    return payoffs, draw(shares(states)), likelihood


def as_tree(payoffs: pd.DataFrame, prior: list[float], likelihood: pd.DataFrame) -> Chance:
    """The same problem drawn out: signal, choice, then the state by Bayes's rule."""
    branches = {}
    for signal, row in likelihood.iterrows():
        joint = row.to_numpy() * np.array(prior)
        after = joint / joint.sum()
        options = {
            option: Chance(
                {str(n): (p, float(v)) for n, (p, v) in enumerate(zip(after, values, strict=True))}
            )
            for option, values in zip(payoffs.index, payoffs.to_numpy(), strict=True)
        }
        branches[str(signal)] = (float(joint.sum()), Choice(options))
    return Chance(branches)


@settings(deadline=None, max_examples=60)
@given(problems())
def test_a_signal_is_worth_what_the_drawn_out_tree_says(problem):
    payoffs, prior, likelihood = problem
    known = sample_information(payoffs, prior, likelihood)
    assert known.with_information == pytest.approx(rollback(as_tree(*problem)).value, abs=1e-9)
    assert known.without == pytest.approx(max(payoffs.to_numpy() @ np.array(prior)), abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(problems())
def test_information_never_hurts_and_certainty_is_worth_most(problem):
    payoffs, prior, _ = problem
    perfect, sample = perfect_information(payoffs, prior), sample_information(*problem)
    assert 0 <= sample.value <= perfect.value + 1e-9
    best_of_all = float((payoffs.max() * prior).sum())
    assert perfect.with_information == pytest.approx(best_of_all, abs=1e-9)


def test_a_signal_that_says_nothing_is_worth_nothing():
    coin = pd.DataFrame({"busy": [0.5, 0.5], "quiet": [0.5, 0.5]}, index=["heads", "tails"])
    assert sample_information(PAYOFFS, [0.6, 0.4], coin).value == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: Chance({"a": (0.5, 1), "b": (0.4, 2)}), "add up to 0.9; make them add up to 1"),
        (lambda: Choice({}), "options is empty"),
        (lambda: rollback(Choice({"a": float("nan")})), "payoff is nan"),
        (lambda: perfect_information(PAYOFFS, [0.5, 0.4]), "probabilities has probabilities"),
        (lambda: perfect_information(PAYOFFS, [1.0]), "probabilities holds 1 numbers; give 2"),
        (
            lambda: sample_information(PAYOFFS, [0.6, 0.4], pd.DataFrame({"busy": [1.0]})),
            "1 columns for 2 states",
        ),
        (
            lambda: sample_information(PAYOFFS, [0.6, 0.4], PAYOFFS / 500),
            "likelihood column 'busy'",
        ),
        (lambda: emv([1.5], [10]), "probabilities holds 1.5 in place 1"),
    ],
)
def test_impossible_figures_are_named(make, text):
    with pytest.raises(PrioritiseError, match=text):
        make()
