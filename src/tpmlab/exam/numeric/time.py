"""Formulas of numeric questions on time: three-point estimates, networks, crashing, people."""

from __future__ import annotations

from functools import lru_cache

from tpmlab.estimate import ThreePoint, add_up
from tpmlab.estimate.team import channels
from tpmlab.exam.numeric.formula import UNIT, Formula, Input, Inputs
from tpmlab.schedule import Plan, Schedule, critical_path

__all__ = ["TIME_FORMULAS"]

_PATH = {
    f"{point}{n}": Input(low, high, 1, UNIT)
    for n in (1, 2, 3)
    for point, low, high in (("o", 2, 8), ("m", 4, 14), ("p", 8, 26))
}
_PREDECESSORS = {"a": "", "b": "a", "c": "a", "d": "b", "e": "c", "f": "de"}
_NETWORK = {name: Input(2, 9, 1, UNIT) for name in _PREDECESSORS}


def _point(given: Inputs, n: str = "") -> ThreePoint:
    return ThreePoint(given[f"o{n}"], given[f"m{n}"], given[f"p{n}"])


def _points(given: Inputs) -> list[ThreePoint]:
    return [_point(given, n) for n in "123"]


def _skewed(given: Inputs, n: str = "") -> bool:
    """Tell whether an estimate is right-skewed, as those of work usually are."""
    low, mode, high = (given[f"{point}{n}"] for point in "omp")
    return low < mode < high and high - mode >= 1.5 * (mode - low)


@lru_cache(maxsize=64)
def _plan(days: tuple[float, ...]) -> Schedule:
    rows = zip(_PREDECESSORS.items(), days, strict=True)
    return critical_path(
        Plan.from_rows([(name, each, list(after)) for (name, after), each in rows])
    )


def _schedule(given: Inputs) -> Schedule:
    return _plan(tuple(given[name] for name in _PREDECESSORS))


def _by_longest_activity(given: Inputs) -> float:
    """Length of the path through the longest activity of the two branches."""
    upper, lower = given["b"] + given["d"], given["c"] + given["e"]
    longest = max("bdce", key=lambda name: given[name])
    return given["a"] + (upper if longest in "bd" else lower) + given["f"]


def _forks(given: Inputs) -> bool:
    """Tell whether the branch with the longest activity is the shorter one."""
    return _by_longest_activity(given) < _schedule(given).finish


def _slope(given: Inputs) -> float:
    from tpmlab.schedule import CrashOption  # it brings SciPy

    option = CrashOption.between(
        given["normal_days"], given["normal_cost"], given["crash_days"], given["crash_cost"]
    )
    return float(option.cost_per_day)


def _extra(given: Inputs) -> float:
    return given["crash_cost"] - given["normal_cost"]


TIME_FORMULAS = (
    Formula(
        "pert-mean",
        "expected value of a three-point estimate, (O + 4M + P) / 6",
        {"o": Input(2, 20, 1, UNIT), "m": Input(4, 32, 1, UNIT), "p": Input(8, 60, 1, UNIT)},
        key=lambda g: _point(g).mean,
        wrong={
            "triangular-for-pert": lambda g: _point(g).triangular_mean,
            "most-likely-is-expected": lambda g: g["m"],
            "middle-of-a-range": lambda g: (g["o"] + g["p"]) / 2,
        },
        decimals=1,
        fits=_skewed,
    ),
    Formula(
        "path-sd",
        "standard deviation of a path of three activities, the root of the summed variances",
        _PATH,
        key=lambda g: add_up(_points(g)).sd,
        wrong={
            "add-standard-deviations": lambda g: sum(each.sd for each in _points(g)),
            "variance-is-deviation": lambda g: sum(each.variance for each in _points(g)),
            "one-task-sets-the-spread": lambda g: max(each.sd for each in _points(g)),
        },
        decimals=1,
        fits=lambda g: all(_skewed(g, n) for n in "123"),
    ),
    Formula(
        "network-finish",
        "finish of a network: A; then B, D and C, E side by side; then F after D and E",
        _NETWORK,
        key=lambda g: _schedule(g).finish,
        wrong={
            "durations-add-up": lambda g: sum(g[name] for name in _PREDECESSORS),
            "critical-is-longest-activity": _by_longest_activity,
            "last-activity-is-free": lambda g: _schedule(g).finish - g["f"],
        },
        fits=_forks,
    ),
    Formula(
        "network-float",
        "total float of C in the network of network-finish",
        _NETWORK,
        key=lambda g: _schedule(g).total_float["c"],
        wrong={
            "free-equals-total-float": lambda g: _schedule(g).free_float["c"],
            "float-is-per-activity": lambda g: g["b"] - g["c"],
            "finish-minus-activity": lambda g: _schedule(g).finish - g["c"],
            "last-activity-is-free": lambda g: _schedule(g).total_float["c"] + g["f"],
        },
        fits=lambda g: _schedule(g).total_float["c"] > 0 and g["b"] > g["c"],
    ),
    Formula(
        "crash-slope",
        "cost of each day saved, (crash cost − normal cost) / (normal days − crash days)",
        {
            "normal_days": Input(8, 24, 1, "days"),
            "crash_days": Input(4, 20, 1, "days"),
            "normal_cost": Input(12, 80, 2, UNIT),
            "crash_cost": Input(16, 140, 2, UNIT),
        },
        key=_slope,
        wrong={
            "crash-cost-is-extra-cost": lambda g: (
                g["crash_cost"] / (g["normal_days"] - g["crash_days"])
            ),
            "slope-over-crashed-time": lambda g: _extra(g) / g["crash_days"],
            "average-rate-is-slope": lambda g: g["normal_cost"] / g["normal_days"],
        },
        decimals=1,
        fits=lambda g: (
            2 <= g["normal_days"] - g["crash_days"] <= 0.5 * g["normal_days"]
            and 1.2 <= g["crash_cost"] / g["normal_cost"] <= 1.9
        ),
    ),
    Formula(
        "channels",
        "channels between you and so many others, N(N − 1) / 2 with you counted in N",
        {"others": Input(4, 23, 1)},
        key=lambda g: float(channels(int(g["others"]) + 1)),
        wrong={
            "forgot-the-project-manager": lambda g: float(channels(int(g["others"]))),
            "channels-counted-twice": lambda g: g["others"] * (g["others"] + 1),
            "channels-run-through-me": lambda g: g["others"],
        },
        unit="",
    ),
    Formula(
        "channels-growth",
        "channels added when a group grows, project manager included in both numbers",
        {"before": Input(4, 14, 1), "after": Input(6, 22, 1)},
        key=lambda g: float(channels(int(g["after"])) - channels(int(g["before"]))),
        wrong={
            "total-for-increase": lambda g: float(channels(int(g["after"]))),
            "channels-of-newcomers-only": lambda g: float(channels(int(g["after"] - g["before"]))),
            "forgot-the-project-manager": lambda g: float(
                channels(int(g["after"]) - 1) - channels(int(g["before"]) - 1)
            ),
            "channels-counted-twice": lambda g: (
                g["after"] * (g["after"] - 1) - g["before"] * (g["before"] - 1)
            ),
        },
        unit="",
        fits=lambda g: 3 <= g["after"] - g["before"] <= 9,
    ),
)
