"""Formulas of numeric questions on money: risk value, decisions, cash over time, contracts."""

from __future__ import annotations

from tpmlab.exam.numeric.formula import UNIT, Choice, Formula, Input, Inputs
from tpmlab.prioritise.decision import Chance, emv, rollback
from tpmlab.prioritise.money import npv, payback

__all__ = ["MONEY_FORMULAS"]

_PERCENT = Input(10, 60, 5, "%")
_RISKS = {
    **{f"p{n}": _PERCENT for n in (1, 2, 3)},
    **{f"impact{n}": Input(20, 240, 5, UNIT) for n in (1, 2, 3)},
}
_OFFERS = ("build", "buy")
_TREE = {
    "build_cost": Input(120, 400, 10, UNIT),
    "buy_cost": Input(120, 480, 10, UNIT),
    **{f"{offer}_p": Input(30, 80, 5, "%") for offer in _OFFERS},
    **{f"{offer}_well": Input(400, 900, 10, UNIT) for offer in _OFFERS},
    **{f"{offer}_badly": Input(60, 380, 10, UNIT) for offer in _OFFERS},
}
_CASH = {
    "outlay": Input(80, 400, 5, UNIT),
    **{f"year{n}": Input(20, 220, 5, UNIT) for n in (1, 2, 3)},
}
_INCENTIVE = {
    "target_cost": Input(180, 600, 10, UNIT),
    "target_fee": Input(12, 60, 2, UNIT),
    "seller_share": Input(20, 45, 5, "%"),
    "actual_cost": Input(150, 580, 5, UNIT),
}
_FIXED_PRICE = {
    "target_cost": Input(180, 600, 10, UNIT),
    "target_price": Input(200, 680, 10, UNIT),
    "ceiling": Input(230, 780, 10, UNIT),
    "buyer_share": Input(60, 85, 5, "%"),
}


def _value(given: Inputs, signs: tuple[int, int, int] = (-1, -1, 1)) -> float:
    """Add up p × impact of three risks; by default two threats and an opportunity."""
    chances = [given[f"p{n}"] / 100 for n in (1, 2, 3)]
    return emv(chances, [sign * given[f"impact{n}"] for n, sign in enumerate(signs, start=1)])


def _offer(given: Inputs, name: str) -> Chance:
    p = given[f"{name}_p"] / 100
    return Chance(
        {"well": (p, given[f"{name}_well"]), "badly": (1 - p, given[f"{name}_badly"])},
        cost=given[f"{name}_cost"],
    )


def _best(worth: dict[str, float]) -> Choice:
    name = max(worth, key=lambda each: worth[each])
    return Choice(name.capitalize(), worth[name])


def _net(given: Inputs) -> dict[str, float]:
    return {name: rollback(_offer(given, name)).value for name in _OFFERS}


def _gross(given: Inputs) -> dict[str, float]:
    return {name: worth + given[f"{name}_cost"] for name, worth in _net(given).items()}


def _best_case(given: Inputs) -> dict[str, float]:
    return {name: given[f"{name}_well"] - given[f"{name}_cost"] for name in _OFFERS}


def _even(given: Inputs) -> dict[str, float]:
    return {
        name: (given[f"{name}_well"] + given[f"{name}_badly"]) / 2 - given[f"{name}_cost"]
        for name in _OFFERS
    }


def _leads_astray(given: Inputs) -> bool:
    """Tell whether forgetting the cost changes the choice, and the case is no close call."""
    net, gross = _net(given), _gross(given)
    low, high = sorted(net.values())
    return low > 20 and high - low > 15 and _best(net).name != _best(gross).name


def _cash(given: Inputs) -> list[float]:
    return [-given["outlay"], *(given[f"year{n}"] for n in (1, 2, 3))]


def _inflow(given: Inputs) -> float:
    return sum(_cash(given)[1:])


def _pays_back(given: Inputs) -> bool:
    paid = payback(_cash(given))
    return 1.15 <= paid <= 2.9 and 0.1 <= paid % 1 <= 0.9


def _fee(given: Inputs, share: float) -> float:
    return given["target_fee"] + share * (given["target_cost"] - given["actual_cost"])


def _assumption(given: Inputs, share: float) -> float:
    return (given["ceiling"] - given["target_price"]) / share + given["target_cost"]


MONEY_FORMULAS = (
    Formula(
        "emv",
        "expected value of two threats (1, 2) and an opportunity (3), the sum of p × impact",
        _RISKS,
        key=_value,
        wrong={
            "opportunity-sign-flipped": lambda g: _value(g, (-1, -1, -1)),
            "risk-is-only-negative": lambda g: _value(g, (-1, -1, 0)),
            "impact-without-probability": lambda g: g["impact3"] - g["impact1"] - g["impact2"],
        },
        decimals=1,
        fits=lambda g: abs(_value(g)) > 5,
    ),
    Formula(
        "contingency",
        "contingency for three threats, the sum of p × impact",
        _RISKS,
        key=lambda g: -_value(g, (-1, -1, -1)),
        wrong={
            "impact-without-probability": lambda g: sum(g[f"impact{n}"] for n in (1, 2, 3)),
            "one-risk-sets-the-reserve": lambda g: max(
                g[f"p{n}"] * g[f"impact{n}"] / 100 for n in (1, 2, 3)
            ),
            "averages-multiply": lambda g: (
                sum(g[f"p{n}"] for n in (1, 2, 3)) * sum(g[f"impact{n}"] for n in (1, 2, 3)) / 900
            ),
        },
        decimals=1,
    ),
    Formula(
        "decision-tree",
        "the better of build and buy by expected value, costs deducted, and that value",
        _TREE,
        key=lambda g: _best(_net(g)),
        wrong={
            "ignore-branch-cost": lambda g: _best(_gross(g)),
            "best-case-decides": lambda g: _best(_best_case(g)),
            "branches-are-equally-likely": lambda g: _best(_even(g)),
        },
        fits=_leads_astray,
    ),
    Formula(
        "npv",
        "net present value of an outlay now and three years of inflow at their ends",
        {**_CASH, "rate": Input(5, 14, 1, "%")},
        key=lambda g: npv(g["rate"] / 100, _cash(g)),
        wrong={
            "money-has-no-time-value": lambda g: sum(_cash(g)),
            "today-is-a-year-away": lambda g: npv(g["rate"] / 100, [0, *_cash(g)]),
            "npv-needs-duration": lambda g: npv(g["rate"] / 100, _cash(g)) / 3,
            "one-discount-for-all-years": lambda g: (
                _inflow(g) / (1 + g["rate"] / 100) ** 3 - g["outlay"]
            ),
        },
        decimals=1,
        fits=lambda g: 1.1 <= _inflow(g) / g["outlay"] <= 1.7,
    ),
    Formula(
        "payback",
        "payback period in years, even within a year",
        _CASH,
        key=lambda g: payback(_cash(g)),
        wrong={
            "payback-by-average": lambda g: 3 * g["outlay"] / _inflow(g),
            "part-periods-dont-count": lambda g: float(int(payback(_cash(g)))),
            "inflow-of-the-first-year-repeats": lambda g: g["outlay"] / g["year1"],
        },
        unit="years",
        decimals=1,
        fits=_pays_back,
    ),
    Formula(
        "incentive-fee",
        "fee of a cost plus incentive fee contract, target fee + seller's share × saving",
        _INCENTIVE,
        key=lambda g: _fee(g, g["seller_share"] / 100),
        wrong={
            "shares-swapped": lambda g: _fee(g, 1 - g["seller_share"] / 100),
            "saving-is-all-the-sellers": lambda g: _fee(g, 1.0),
            "fee-is-fixed": lambda g: g["target_fee"],
        },
        decimals=1,
        fits=lambda g: 0.8 <= g["actual_cost"] / g["target_cost"] <= 0.96,
    ),
    Formula(
        "point-of-total-assumption",
        "cost where the seller begins to pay all, (ceiling − price) / buyer's share + target cost",
        _FIXED_PRICE,
        key=lambda g: _assumption(g, g["buyer_share"] / 100),
        wrong={
            "shares-swapped": lambda g: _assumption(g, 1 - g["buyer_share"] / 100),
            "ceiling-is-the-assumption-point": lambda g: g["ceiling"],
            "target-is-the-assumption-point": lambda g: g["target_price"],
            "room-is-not-shared": lambda g: _assumption(g, 1.0),
        },
        decimals=1,
        fits=lambda g: (
            1.08 <= g["target_price"] / g["target_cost"] <= 1.18
            and 1.06 <= g["ceiling"] / g["target_price"] <= 1.2
        ),
    ),
)
