"""Numeric questions: worked numbers, an independent recomputation, and the rules for options."""

from __future__ import annotations

import itertools
import math
import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlab.exam.items.files import ItemFile
from tpmlab.exam.items.misconceptions import load_misconceptions
from tpmlab.exam.numeric.formula import (
    CLOSE,
    Choice,
    Formula,
    Input,
    NumericError,
    compute,
    draw,
    seeds_by_rank,
)
from tpmlab.exam.numeric.formulas import FORMULAS
from tpmlab.exam.numeric.words import Shown

EVM = {"bac": 500_000, "pv": 240_000, "ev": 200_000, "ac": 250_000}
MONTHS = dict(
    zip((f"month{n}" for n in range(1, 9)), (40, 60, 60, 80, 80, 80, 60, 40), strict=True)
)
ES = MONTHS | {"months": 4, "ev": 200}
PATH = {"o1": 6, "m1": 9, "p1": 18, "o2": 4, "m2": 5, "p2": 12, "o3": 3, "m3": 6, "p3": 9}
NET = {"a": 3, "b": 5, "c": 2, "d": 4, "e": 6, "f": 2}
RISKS = {"p1": 30, "impact1": 80_000, "p2": 15, "impact2": 200_000, "p3": 40, "impact3": 50_000}
TREE = {
    "build_cost": 250, "build_p": 60, "build_well": 700, "build_badly": 150,
    "buy_cost": 400, "buy_p": 60, "buy_well": 800, "buy_badly": 300,
}  # fmt: skip
CASH = {"outlay": 100_000, "year1": 40_000, "year2": 45_000, "year3": 50_000, "rate": 10}
INCENTIVE = {
    "target_cost": 200_000,
    "target_fee": 20_000,
    "seller_share": 20,
    "actual_cost": 180_000,
}
FIXED = {"target_cost": 200_000, "target_price": 230_000, "ceiling": 260_000, "buyer_share": 70}
TEAM = {"sprint1": 28, "sprint2": 32, "sprint3": 27, "unfinished": 6, "remaining": 240}
BACKLOG = {
    f"{feature}_{part}": value
    for feature, values in {"a": (8, 5, 3, 8), "b": (13, 8, 5, 13), "c": (5, 13, 8, 5), "d": (3, 2, 8, 2)}.items()
    for part, value in zip(("value", "time", "risk", "size"), values, strict=True)
}  # fmt: skip
BUDGET = {"slo": 99.9, "days": 30, "outage": 20, "maintenance": 10}

# Worked by hand or by others, for each formula: inputs, key, wrong answers.
WORKED = {
    "cpi": (EVM, 0.80, {"index-upside-down": 1.25}),
    "spi": (EVM, 0.8333, {"index-upside-down": 1.20}),
    "cv": (EVM, -50_000, {"variance-sign-flipped": 50_000, "plan-minus-actual-is-cost-variance": -10_000}),
    "sv": (EVM, -40_000, {"variance-sign-flipped": 40_000}),
    "eac-typical": (
        EVM, 625_000,
        {"multiply-by-cpi": 400_000, "spi-in-cost-forecast": 600_000, "eac-always-atypical": 550_000,
         "etc-for-eac": 375_000, "index-applied-to-sunk-work": 750_000},
    ),
    "eac-atypical": (EVM, 550_000, {"eac-always-typical": 625_000, "etc-for-eac": 300_000}),
    "eac-both": (EVM, 700_000, {"etc-for-eac": 450_000, "index-applied-to-sunk-work": 750_000}),
    "etc": (EVM, 375_000, {"etc-for-eac": 625_000, "eac-always-atypical": 300_000, "budget-left-pays-the-rest": 250_000}),
    "tcpi": (EVM, 1.20, {"index-upside-down": 0.8333, "budget-not-remaining-funds": 0.60, "past-pace-is-needed-pace": 0.80}),
    "earned-schedule": (ES, 0.875, {"sv-is-time": 0.8333, "part-periods-dont-count": 0.75, "plan-is-the-whole-budget": 0.40}),
    "pert-mean": ({"o": 6, "m": 9, "p": 18}, 10.0, {"triangular-for-pert": 11.0, "most-likely-is-expected": 9, "middle-of-a-range": 12}),
    "path-sd": (PATH, 2.6034, {"add-standard-deviations": 4.3333, "variance-is-deviation": 6.7778, "one-task-sets-the-spread": 2.0}),
    "network-finish": (NET, 14, {"durations-add-up": 22, "critical-is-longest-activity": 13, "last-activity-is-free": 12}),
    "network-float": (NET, 1, {"free-equals-total-float": 0, "finish-minus-activity": 12}),
    "crash-slope": (
        {"normal_days": 10, "crash_days": 7, "normal_cost": 8_000, "crash_cost": 14_000}, 2_000,
        {"crash-cost-is-extra-cost": 4_666.667, "average-rate-is-slope": 800},
    ),
    "channels": ({"others": 9}, 45, {"forgot-the-project-manager": 36, "channels-counted-twice": 90}),
    "channels-growth": ({"before": 6, "after": 10}, 30, {"total-for-increase": 45, "channels-of-newcomers-only": 6}),
    "emv": (RISKS, -34_000, {"opportunity-sign-flipped": -74_000, "risk-is-only-negative": -54_000, "impact-without-probability": -230_000}),
    "contingency": (
        {"p1": 20, "impact1": 60_000, "p2": 35, "impact2": 40_000, "p3": 10, "impact3": 150_000}, 41_000,
        {"impact-without-probability": 250_000, "one-risk-sets-the-reserve": 15_000},
    ),
    "npv": (CASH, 11_119.46, {"money-has-no-time-value": 35_000, "today-is-a-year-away": 10_108.6}),
    "payback": (CASH, 2.3, {"part-periods-dont-count": 2.0}),
    "incentive-fee": (INCENTIVE, 24_000, {"shares-swapped": 36_000, "saving-is-all-the-sellers": 40_000, "fee-is-fixed": 20_000}),
    "point-of-total-assumption": (
        FIXED, 242_857.14,
        {"target-is-the-assumption-point": 230_000, "ceiling-is-the-assumption-point": 260_000, "shares-swapped": 300_000},
    ),
    "velocity": (TEAM, 29.0, {"best-sprint-repeats": 32, "partial-credit-velocity": 31.0}),
    "iterations-left": (TEAM, 9, {"round-down-iterations": 8}),
    "iterations-with-growth": (
        {"remaining": 240, "velocity": 29, "growth": 5}, 10, {"small-requests-add-nothing": 9, "growth-helps": 8},
    ),
    "littles-law": ({"wip": 18, "on_hold": 3, "throughput": 3}, 6.0, {"wip-times-throughput": 54, "on-hold-is-not-wip": 5.0}),
    "availability-in-series": (
        {"first": 99.9, "second": 99.5, "third": 100}, 99.4005, {"parts-average-out": 99.8, "redundancy-is-even": 99.5},
    ),
    "error-budget": (BUDGET, 13.2, {"budget-renews-after-each-outage": 43.2, "planned-downtime-is-free": 23.2, "service-sleeps-at-night": -15.6}),
}  # fmt: skip


@pytest.mark.parametrize("name", WORKED)
def test_a_worked_number(name):
    inputs, key, wrong = WORKED[name]
    formula = FORMULAS[name]
    assert formula.key(inputs) == pytest.approx(key, rel=1e-4)
    for belief, value in wrong.items():
        assert formula.wrong[belief](inputs) == pytest.approx(value, rel=1e-4, abs=1e-9), belief


def test_the_choice_that_is_worked():
    tree, wsjf = FORMULAS["decision-tree"], FORMULAS["wsjf-first"]
    assert tree.key(TREE) == ("Build", pytest.approx(230))
    assert tree.wrong["ignore-branch-cost"](TREE) == ("Buy", pytest.approx(600))
    assert tree.wrong["best-case-decides"](TREE) == ("Build", 450)
    assert wsjf.key(BACKLOG) == Choice("Feature D")
    assert wsjf.wrong["user-value-decides"](BACKLOG) == Choice("Feature B")
    assert wsjf.wrong["easy-ones-first"](BACKLOG) == Choice("Feature D")


def test_every_formula_is_worked():
    assert {*WORKED, "decision-tree", "wsjf-first"} == set(FORMULAS)
    assert len(FORMULAS) >= 16


# The same quantities once more, from first principles and without the engines.
def again(name: str, given: dict[str, float]) -> float:
    g = {key: Fraction(str(value)) for key, value in given.items()}
    return float(AGAIN[name](g))


def _network(g):
    return g["a"] + max(g["b"] + g["d"], g["c"] + g["e"]) + g["f"]


def _spi_t(g):
    planned = [sum(g[f"month{n}"] for n in range(1, m + 1)) for m in range(9)]
    whole = max(m for m in range(9) if planned[m] <= g["ev"])
    part = (g["ev"] - planned[whole]) / (planned[whole + 1] - planned[whole])
    return (whole + part) / g["months"]


def _payback(g):
    left, years = g["outlay"], Fraction(0)
    for n in (1, 2, 3):
        if left <= g[f"year{n}"]:
            return years + left / g[f"year{n}"]
        left, years = left - g[f"year{n}"], years + 1
    raise AssertionError("not paid back")


AGAIN = {
    "cpi": lambda g: g["ev"] / g["ac"],
    "spi": lambda g: g["ev"] / g["pv"],
    "cv": lambda g: g["ev"] - g["ac"],
    "sv": lambda g: g["ev"] - g["pv"],
    "eac-typical": lambda g: g["ac"] + (g["bac"] - g["ev"]) * g["ac"] / g["ev"],
    "eac-atypical": lambda g: g["ac"] + g["bac"] - g["ev"],
    "eac-both": lambda g: g["ac"] + (g["bac"] - g["ev"]) * g["ac"] * g["pv"] / g["ev"] ** 2,
    "etc": lambda g: (g["bac"] - g["ev"]) * g["ac"] / g["ev"],
    "tcpi": lambda g: (g["bac"] - g["ev"]) / (g["bac"] - g["ac"]),
    "earned-schedule": _spi_t,
    "pert-mean": lambda g: (g["o"] + 4 * g["m"] + g["p"]) / 6,
    "path-sd": lambda g: math.sqrt(sum((g[f"p{n}"] - g[f"o{n}"]) ** 2 for n in (1, 2, 3)) / 36),
    "network-finish": _network,
    "network-float": lambda g: max(g["b"] + g["d"], g["c"] + g["e"]) - g["c"] - g["e"],
    "crash-slope": lambda g: (g["crash_cost"] - g["normal_cost"]) / (g["normal_days"] - g["crash_days"]),
    "channels": lambda g: math.comb(int(g["others"]) + 1, 2),
    "channels-growth": lambda g: math.comb(int(g["after"]), 2) - math.comb(int(g["before"]), 2),
    "emv": lambda g: (g["p3"] * g["impact3"] - g["p1"] * g["impact1"] - g["p2"] * g["impact2"]) / 100,
    "contingency": lambda g: sum(g[f"p{n}"] * g[f"impact{n}"] for n in (1, 2, 3)) / 100,
    "npv": lambda g: sum(g[f"year{n}"] / (1 + g["rate"] / 100) ** n for n in (1, 2, 3)) - g["outlay"],
    "payback": _payback,
    "incentive-fee": lambda g: g["target_fee"] + g["seller_share"] * (g["target_cost"] - g["actual_cost"]) / 100,
    "point-of-total-assumption": lambda g: 100 * (g["ceiling"] - g["target_price"]) / g["buyer_share"] + g["target_cost"],
    "velocity": lambda g: (g["sprint1"] + g["sprint2"] + g["sprint3"]) / 3,
    "iterations-left": lambda g: math.ceil(3 * g["remaining"] / (g["sprint1"] + g["sprint2"] + g["sprint3"])),
    "iterations-with-growth": lambda g: math.ceil(g["remaining"] / (g["velocity"] - g["growth"])),
    "littles-law": lambda g: g["wip"] / g["throughput"],
    "availability-in-series": lambda g: g["first"] * g["second"] * g["third"] / 10_000,
    "error-budget": lambda g: (1 - g["slo"] / 100) * g["days"] * 1440 - g["outage"] - g["maintenance"],
}  # fmt: skip


@pytest.mark.parametrize("name", AGAIN)
@given(seed=st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_the_key_agrees_with_an_independent_computation(name, seed):
    formula = FORMULAS[name]
    inputs = draw(formula, seed)
    assert formula.key(inputs) == pytest.approx(again(name, inputs), rel=1e-9, abs=1e-9)
    assert formula.fits(inputs)
    for each, value in inputs.items():
        limits = formula.inputs[each]
        assert value in limits.choices or limits.low <= value <= limits.high


@given(seed=st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_features_change_names_with_all_they_have(seed):
    formula = FORMULAS["wsjf-first"]
    inputs = draw(formula, seed)
    smallest = [name for name in "abcd" if inputs[f"{name}_size"] == 1]
    assert len(smallest) == 1
    assert inputs[f"{smallest[0]}_value"] in formula.inputs["d_value"].choices


@given(seed=st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_the_better_of_two_is_chosen_for_its_net_value(seed):
    g = draw(FORMULAS["decision-tree"], seed)
    net = {
        name.capitalize(): g[f"{name}_p"] / 100 * g[f"{name}_well"]
        + (1 - g[f"{name}_p"] / 100) * g[f"{name}_badly"] - g[f"{name}_cost"]
        for name in ("build", "buy")
    }  # fmt: skip
    chosen = FORMULAS["decision-tree"].key(g)
    assert chosen.number == pytest.approx(max(net.values()))
    assert net[chosen.name] == max(net.values())


@given(seed=st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_the_first_feature_has_the_highest_score(seed):
    g = draw(FORMULAS["wsjf-first"], seed)
    score = {
        f"Feature {n.upper()}": sum(g[f"{n}_{part}"] for part in ("value", "time", "risk")) / g[f"{n}_size"]
        for n in "abcd"
    }  # fmt: skip
    name = FORMULAS["wsjf-first"].key(g).name
    assert all(score[name] > other for each, other in score.items() if each != name)


def number_of(text: str) -> float | str:
    """The number an option shows; the text where it shows a name only."""
    found = re.search(r"−?[\d,]+(\.\d+)?", text)
    return float(found[0].replace("−", "-").replace(",", "")) if found else text


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_accepted_options_ascend_and_can_be_told_apart(formula: Formula, data):
    size = data.draw(st.integers(2, min(3, len(formula.wrong))))
    wrong = data.draw(st.sampled_from(list(itertools.combinations(formula.wrong, size))))
    seed = data.draw(st.integers(0, 10**6))
    unit = "EUR thousand" if formula.has_unit else ""
    try:
        found = compute(formula, seed, wrong, unit)
    except NumericError as refused:
        following = re.search(r"use seed (\d+)\.$", str(refused))
        if following:
            compute(formula, int(following[1]), wrong, unit)
        return
    texts = [text for text, _ in found.options]
    assert len(set(texts)) == len(texts) == size + 1
    assert {belief for _, belief in found.options} == {None, *wrong}
    shown = [number_of(text) for text in texts]
    assert shown == sorted(shown)
    key = formula.key(found.inputs)
    if not isinstance(key, Choice):
        for belief in wrong:
            distance = abs(formula.wrong[belief](found.inputs) - key)
            assert distance > CLOSE * abs(key - formula.origin)
    assert compute(formula, seed, wrong, unit) == found


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_a_formula_has_seeds_to_choose_from(formula):
    choices = itertools.combinations(formula.wrong, 3)
    counts = (sum(map(len, seeds_by_rank(formula, wrong).values())) for wrong in choices)
    assert any(count >= 8 for count in counts)


def test_the_key_takes_every_place():
    formulas = [FORMULAS[name] for name in ("cv", "emv", "availability-in-series", "channels")]
    places = [set(seeds_by_rank(formula, list(formula.wrong)[:3])) for formula in formulas]
    assert set.union(*places) == {0, 1, 2, 3}


def test_every_wrong_procedure_has_its_misconception():
    known = load_misconceptions()
    assert {name for formula in FORMULAS.values() for name in formula.wrong} <= known.keys()


@pytest.mark.parametrize(
    ("number", "unit", "shown"),
    [
        ("500", "EUR thousand", "EUR 500 thousand"),
        ("500", "EUR", "EUR 500"),
        ("12", "%", "12%"),
        ("1", "days", "1 day"),
        ("3.5", "months", "3.5 months"),
        ("7", "", "7"),
    ],
)
def test_a_number_with_its_unit(number, unit, shown):
    assert Shown(number, unit) == shown
    assert Shown(number, unit).number == number


def test_halves_round_away_from_zero_and_minus_is_a_minus():
    half = Formula("half", "", {"x": Input(5, 5, 1)}, key=lambda g: g["x"] / 2,
                   wrong={"a": lambda g: -g["x"] / 2, "b": lambda _: 0.2, "c": lambda _: 1234.5}, unit="")  # fmt: skip
    assert [text for text, _ in compute(half, 1, ["a", "b", "c"]).options] == [
        "−3",
        "0",
        "3",
        "1,235",
    ]


def test_a_formula_whose_inputs_never_fit_says_so():
    never = Formula(
        "never", "", {"x": Input(1, 2, 1)}, key=lambda _: 1.0, wrong={}, fits=lambda _: False
    )
    with pytest.raises(NumericError, match="'never' finds no inputs for seed 3"):
        draw(never, 3)


ITEM = {
    "id": "move", "outline": "pmp-2026", "task": "process.6", "approach": "predictive", "type": "numeric",
    "level": "apply", "formula": "eac-typical", "seed": 7, "unit": "EUR thousand",
    "stem": "BAC is {bac}, EV {ev}, AC {ac:n}.", "lead": "What will {bac} become?", "principle": "Divide {bac}.",
    "whys": {"key": "{answer} is right.", "multiply-by-cpi": "{answer} is BAC times CPI.",
             "eac-always-atypical": "A one-off.", "spi-in-cost-forecast": "Time."},
}  # fmt: skip


def test_an_item_shows_its_numbers_everywhere():
    item = ItemFile.model_validate(ITEM).root
    bac = item.inputs["bac"]
    assert f"BAC is EUR {bac:.0f} thousand" in item.stem
    assert item.stem.endswith(f"AC {item.inputs['ac']:.0f}.")
    assert f"EUR {bac:.0f} thousand" in item.lead
    assert f"EUR {bac:.0f} thousand" in item.principle
    (key,) = item.keys
    assert item.options[key].why == f"{item.options[key].text} is right."
    wrong = next(option for option in item.options if option.misconception == "multiply-by-cpi")
    assert wrong.why == f"{wrong.text} is BAC times CPI."
    assert item.held((item.options.index(wrong),)) == ("multiply-by-cpi",)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"formula": "eac"}, "'formula' is 'eac'; use one of cpi, spi"),
        ({"seed": "x"}, "'seed' is missing or no whole number"),
        ({"unit": ""}, "'eac-typical' needs a unit; add"),
        ({"formula": "channels", "whys": {"key": "a", "forgot-the-project-manager": "b", "channels-counted-twice": "c"}},
         "'channels' has no unit to choose; remove 'unit'"),
        ({"stem": "BAC {bak}"}, "has the placeholder '{bak}', which isn't known; use {bac}, {pv}, {ev}, {ac}"),
        ({"stem": "BAC {bac:>99999999999}"}, "has the placeholder '{bac:>99999999999}', which isn't known"),
        ({"lead": "What of {bac.__class__}?"}, "has the placeholder '{bac.__class__}', which"),
        ({"stem": "BAC {bac"}, "has a brace without its pair"),
        ({"whys": {"key": "a", "multiply-by-cpi": "b"}}, "'whys' needs 'key' and two or three"),
        ({"whys": {"key": "a", "multiply-by-cpi": "b", "half-done": "c"}}, "no wrong answer for 'half-done'; it has"),
        ({"whys": "a"}, "'whys' is no list"),
        ({"options": []}, "'options' of a numeric item is computed; remove it"),
    ],
)  # fmt: skip
def test_an_item_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        ItemFile.model_validate(ITEM | changes)


def test_a_seed_that_collides_names_the_next_good_one():
    whys = dict.fromkeys(("key", "part-periods-dont-count", "sv-is-time"), "Why.")
    wrong = [name for name in whys if name != "key"]
    bad = next(n for n in range(500) if not _good(n, wrong))
    with pytest.raises(
        NumericError, match=rf"Seed {bad} of 'earned-schedule' lets .*; use seed (\d+)\."
    ) as caught:
        compute(FORMULAS["earned-schedule"], bad, wrong)
    following = int(re.findall(r"seed (\d+)\.$", str(caught.value))[0])
    assert following == next(n for n in range(bad + 1, bad + 500) if _good(n, wrong))


def _good(seed: int, wrong: list[str]) -> bool:
    try:
        compute(FORMULAS["earned-schedule"], seed, wrong)
    except NumericError:
        return False
    return True
