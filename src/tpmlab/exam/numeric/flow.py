"""Formulas of numeric questions on flow, order and service: velocity, WIP, WSJF, uptime."""

from __future__ import annotations

import math

from tpmlab.cloud.availability import in_series, minutes_down
from tpmlab.exam.numeric.formula import Choice, Formula, Input, Inputs
from tpmlab.flow import littles_law
from tpmlab.flow.sprints import sprints_left

__all__ = ["FLOW_FORMULAS"]

_FEATURES = "abcd"
_PARTS = ("value", "time", "risk")
# Value, time, risk and size of four features. As drawn, A is urgent for its size, B has the
# highest cost of delay, C most value for users, D is the smallest; then they change names.
_POINTS = {
    "a": ((5, 8), (5, 8), (3, 5, 8), (2, 3)),
    "b": ((5, 8), (8, 13), (8, 13), (8, 13)),
    "c": ((13, 20), (1, 2, 3), (1, 2, 3), (8, 13, 20)),
    "d": ((1, 2, 3), (1, 2, 3), (1, 2), (1,)),
}
_BACKLOG = {
    f"{feature}_{part}": Input(choices=tuple(map(float, points)))
    for feature, parts in _POINTS.items()
    for part, points in zip((*_PARTS, "size"), parts, strict=True)
}
_VELOCITY = {f"sprint{n}": Input(18, 44, 1) for n in (1, 2, 3)}
_TEAM = {**_VELOCITY, "unfinished": Input(3, 12, 1), "remaining": Input(120, 420, 5)}


def _past(given: Inputs) -> list[float]:
    return [given[name] for name in _VELOCITY]


def _mean(given: Inputs) -> float:
    return sum(_past(given)) / len(_VELOCITY)


def _steady(given: Inputs) -> bool:
    return max(_past(given)) <= 1.5 * min(_past(given))


def _left(given: Inputs, velocity: float, growth: float = 0.0) -> float:
    return float(sprints_left(given["remaining"], velocity, growth))


def _delay(given: Inputs, feature: str) -> float:
    """Cost of delay of a feature."""
    return sum(given[f"{feature}_{part}"] for part in _PARTS)


def _first(score: dict[str, float]) -> Choice:
    """Take the feature with the highest score, the earlier one of two that tie."""
    return Choice(f"Feature {max(score, key=lambda name: score[name]).upper()}")


def _wsjf_scores(given: Inputs) -> dict[str, float]:
    # Division, not the table of prioritise.wsjf: hundreds of draws are tried for one question.
    return {name: _delay(given, name) / given[f"{name}_size"] for name in _FEATURES}


def _clear_winners(given: Inputs) -> bool:
    """Tell whether each way of ordering has one first feature, and WSJF's is well ahead."""
    second, best = sorted(_wsjf_scores(given).values())[-2:]
    scores = (
        {name: _delay(given, name) for name in _FEATURES},
        {name: given[f"{name}_value"] for name in _FEATURES},
        {name: -given[f"{name}_size"] for name in _FEATURES},
        {name: -score for name, score in _wsjf_scores(given).items()},
    )
    unique = all(sorted(score.values())[-1] > sorted(score.values())[-2] for score in scores)
    return best >= 1.1 * second and unique


def _up(given: Inputs) -> list[float]:
    return [given[name] / 100 for name in ("first", "second", "third")]


def _budget(given: Inputs, hours_a_day: float = 24.0) -> float:
    """Minutes of error budget in the window."""
    return minutes_down(given["slo"] / 100, given["days"]) * hours_a_day / 24


FLOW_FORMULAS = (
    Formula(
        "velocity",
        "mean points accepted in three sprints; 'unfinished' were begun and not accepted",
        _TEAM,
        key=_mean,
        wrong={
            "partial-credit-velocity": lambda g: _mean(g) + g["unfinished"] / len(_VELOCITY),
            "best-sprint-repeats": lambda g: max(_past(g)),
            "last-sprint-is-the-velocity": lambda g: g["sprint3"],
        },
        unit="points",
        decimals=1,
        fits=_steady,
    ),
    Formula(
        "iterations-left",
        "sprints for the remaining points at the mean velocity, rounded up",
        _TEAM,
        key=lambda g: _left(g, _mean(g)),
        wrong={
            "round-down-iterations": lambda g: float(math.floor(g["remaining"] / _mean(g))),
            "best-sprint-repeats": lambda g: _left(g, max(_past(g))),
            "worst-sprint-repeats": lambda g: _left(g, min(_past(g))),
            "partial-credit-velocity": lambda g: _left(
                g, _mean(g) + g["unfinished"] / len(_VELOCITY)
            ),
        },
        unit="sprints",
        fits=lambda g: _steady(g) and 0.1 <= g["remaining"] / _mean(g) % 1 <= 0.9,
    ),
    Formula(
        "iterations-with-growth",
        "sprints left while points are added, remaining / (velocity − growth), rounded up",
        {
            "remaining": Input(120, 420, 5),
            "velocity": Input(20, 44, 1),
            "growth": Input(3, 12, 1),
        },
        key=lambda g: _left(g, g["velocity"], g["growth"]),
        wrong={
            "small-requests-add-nothing": lambda g: _left(g, g["velocity"]),
            "growth-happens-once": lambda g: float(
                math.ceil((g["remaining"] + g["growth"]) / g["velocity"])
            ),
            "round-down-iterations": lambda g: float(
                math.floor(g["remaining"] / (g["velocity"] - g["growth"]))
            ),
            "growth-helps": lambda g: _left(g, g["velocity"] + g["growth"]),
        },
        unit="sprints",
        fits=lambda g: (
            0.1 <= g["growth"] / g["velocity"] <= 0.4
            and 0.1 <= g["remaining"] / (g["velocity"] - g["growth"]) % 1 <= 0.9
        ),
    ),
    Formula(
        "littles-law",
        "average cycle time, WIP / throughput; 'on_hold' of the WIP wait and still count",
        {"wip": Input(12, 60, 1), "on_hold": Input(2, 14, 1), "throughput": Input(2, 9, 1)},
        key=lambda g: littles_law(wip=g["wip"], throughput=g["throughput"]).cycle_time,
        wrong={
            "wip-times-throughput": lambda g: g["wip"] * g["throughput"],
            "on-hold-is-not-wip": lambda g: (g["wip"] - g["on_hold"]) / g["throughput"],
            "index-upside-down": lambda g: g["throughput"] / g["wip"],
            "little-is-rate-only": lambda g: 1 / g["throughput"],
        },
        unit="days",
        decimals=1,
        fits=lambda g: g["on_hold"] <= 0.4 * g["wip"] and 2 <= g["wip"] / g["throughput"] <= 15,
    ),
    Formula(
        "wsjf-first",
        "feature with the highest (value + time + risk) / size among A, B, C and D",
        _BACKLOG,
        key=lambda g: _first(_wsjf_scores(g)),
        wrong={
            "value-without-size": lambda g: _first({n: _delay(g, n) for n in _FEATURES}),
            "user-value-decides": lambda g: _first({n: g[f"{n}_value"] for n in _FEATURES}),
            "easy-ones-first": lambda g: _first({n: -g[f"{n}_size"] for n in _FEATURES}),
            "index-upside-down": lambda g: _first({n: -w for n, w in _wsjf_scores(g).items()}),
        },
        unit="",
        fits=_clear_winners,
        turned=tuple(_FEATURES),
    ),
    Formula(
        "availability-in-series",
        "availability of three parts that are all needed, their product",
        {
            name: Input(unit="%", choices=(97.5, 98.0, 98.5, 99.0, 99.2, 99.5, 99.8, 99.9))
            for name in ("first", "second", "third")
        },
        key=lambda g: 100 * in_series(_up(g)),
        wrong={
            "parts-average-out": lambda g: 100 * sum(_up(g)) / len(_up(g)),
            "redundancy-is-even": lambda g: 100 * min(_up(g)),
            "best-part-carries": lambda g: 100 * max(_up(g)),
        },
        unit="%",
        decimals=2,
        origin=100.0,
        fits=lambda g: len({g["first"], g["second"], g["third"]}) == 3,
    ),
    Formula(
        "error-budget",
        "minutes of error budget left, (1 − SLO) × minutes of the window − outage − maintenance",
        {
            "slo": Input(unit="%", choices=(99.0, 99.5, 99.7, 99.8, 99.9)),
            "days": Input(unit="days", choices=(28.0, 30.0)),
            "outage": Input(4, 160, 1, "minutes"),
            "maintenance": Input(3, 90, 1, "minutes"),
        },
        key=lambda g: _budget(g) - g["outage"] - g["maintenance"],
        wrong={
            "budget-renews-after-each-outage": _budget,
            "planned-downtime-is-free": lambda g: _budget(g) - g["outage"],
            "service-sleeps-at-night": lambda g: _budget(g, 8) - g["outage"] - g["maintenance"],
        },
        unit="minutes",
        decimals=1,
        fits=lambda g: 0.1 <= (g["outage"] + g["maintenance"]) / _budget(g) <= 0.9,
    ),
)
