"""Formulas of numeric questions on earned value: indices, variances, forecasts."""

from __future__ import annotations

from tpmlab.earned_value import Status, earned_schedule
from tpmlab.exam.numeric.formula import UNIT, Formula, Input, Inputs

__all__ = ["VALUE_FORMULAS"]

_MONEY = {
    "bac": Input(320, 960, 20, UNIT),
    "pv": Input(120, 600, 4, UNIT),
    "ev": Input(100, 560, 4, UNIT),
    "ac": Input(100, 640, 4, UNIT),
}
_MONTHS = 8
_EARNED_SCHEDULE = {
    **{f"month{n}": Input(30, 90, 5, UNIT) for n in range(1, _MONTHS + 1)},
    "months": Input(4, 6, 1, "months"),
    "ev": Input(80, 420, 5, UNIT),
}


def _status(given: Inputs) -> Status:
    return Status(pv=given["pv"], ev=given["ev"], ac=given["ac"], bac=given["bac"])


def _under_way(given: Inputs) -> bool:
    """Tell whether a project is a third to three quarters through, neither early nor hopeless."""
    spi, cpi = given["ev"] / given["pv"], given["ev"] / given["ac"]
    usual = 0.3 <= given["pv"] / given["bac"] <= 0.72 and 0.74 <= spi <= 1.1 and 0.72 <= cpi <= 1.18
    return usual and abs(spi - 1) > 0.03 and abs(cpi - 1) > 0.03 and abs(spi - cpi) > 0.03


def _in_trouble(given: Inputs) -> bool:
    """Tell whether cost and schedule are both behind, where a forecast is asked for."""
    return _under_way(given) and given["ev"] < min(given["pv"], given["ac"])


def _pv_at(given: Inputs) -> dict[str, float]:
    """Cumulative planned value at the end of each month."""
    total, values = 0.0, {}
    for n in range(1, _MONTHS + 1):
        total += given[f"month{n}"]
        values[f"pv{n}"] = total
    return values


def _earned(given: Inputs) -> tuple[float, float]:
    """Earned schedule and SPI(t)."""
    found = earned_schedule(list(_pv_at(given).values()), given["ev"], given["months"])
    return found.es, found.spi_t


def _between_months(given: Inputs) -> bool:
    pv = _pv_at(given)
    if given["ev"] >= pv[f"pv{given['months']:g}"]:
        return False
    es, pace = _earned(given)
    return 0.6 <= pace <= 0.95 and 0.15 <= es % 1 <= 0.85


def _eac(method: str) -> Formula:
    assume = {"cpi": "typical", "budget": "atypical", "cpi_spi": "both"}
    asks = {
        "cpi": "EAC if the cost efficiency so far goes on, BAC / CPI",
        "budget": "EAC if the rest costs its budget, AC + BAC − EV",
        "cpi_spi": "EAC if cost and schedule both drive the rest, AC + (BAC − EV) / (CPI × SPI)",
    }
    wrong = {
        "eac-always-atypical": lambda g: _status(g).forecast("budget").eac,
        "eac-always-typical": lambda g: _status(g).forecast("cpi").eac,
        "multiply-by-cpi": lambda g: g["bac"] * _status(g).cpi,
        "spi-in-cost-forecast": lambda g: g["bac"] / _status(g).spi,
        "index-applied-to-sunk-work": lambda g: g["bac"] / (_status(g).cpi * _status(g).spi),
        "etc-for-eac": lambda g: _status(g).forecast(method).etc,
    }
    right = {"cpi": "eac-always-typical", "budget": "eac-always-atypical"}
    return Formula(
        name=f"eac-{assume[method]}",
        asks=asks[method],
        inputs=_MONEY,
        key=lambda g: _status(g).forecast(method).eac,
        wrong={name: how for name, how in wrong.items() if name != right.get(method)},
        fits=_in_trouble,
    )


VALUE_FORMULAS = (
    Formula(
        "cpi",
        "cost performance index, EV / AC",
        _MONEY,
        key=lambda g: _status(g).cpi,
        wrong={
            "index-upside-down": lambda g: g["ac"] / g["ev"],
            "cost-and-schedule-mixed": lambda g: g["ev"] / g["pv"],
            "plan-minus-actual-is-cost-variance": lambda g: g["pv"] / g["ac"],
            "percent-spent-is-percent-complete": lambda g: g["ac"] / g["bac"],
        },
        unit="",
        decimals=2,
        fits=_under_way,
    ),
    Formula(
        "spi",
        "schedule performance index, EV / PV",
        _MONEY,
        key=lambda g: _status(g).spi,
        wrong={
            "index-upside-down": lambda g: g["pv"] / g["ev"],
            "cost-and-schedule-mixed": lambda g: g["ev"] / g["ac"],
            "plan-is-the-whole-budget": lambda g: g["ev"] / g["bac"],
            "plan-minus-actual-is-cost-variance": lambda g: g["pv"] / g["ac"],
        },
        unit="",
        decimals=2,
        fits=_under_way,
    ),
    Formula(
        "cv",
        "cost variance, EV − AC",
        _MONEY,
        key=lambda g: _status(g).cv,
        wrong={
            "variance-sign-flipped": lambda g: g["ac"] - g["ev"],
            "plan-minus-actual-is-cost-variance": lambda g: g["pv"] - g["ac"],
            "cost-and-schedule-mixed": lambda g: g["ev"] - g["pv"],
        },
        fits=_under_way,
    ),
    Formula(
        "sv",
        "schedule variance in value, EV − PV",
        _MONEY,
        key=lambda g: _status(g).sv,
        wrong={
            "variance-sign-flipped": lambda g: g["pv"] - g["ev"],
            "plan-minus-actual-is-cost-variance": lambda g: g["pv"] - g["ac"],
            "cost-and-schedule-mixed": lambda g: g["ev"] - g["ac"],
        },
        fits=_under_way,
    ),
    _eac("cpi"),
    _eac("budget"),
    _eac("cpi_spi"),
    Formula(
        "etc",
        "ETC if the cost efficiency so far goes on, (BAC − EV) / CPI",
        _MONEY,
        key=lambda g: _status(g).forecast("cpi").etc,
        wrong={
            "etc-for-eac": lambda g: _status(g).forecast("cpi").eac,
            "eac-always-atypical": lambda g: g["bac"] - g["ev"],
            "budget-left-pays-the-rest": lambda g: g["bac"] - g["ac"],
            "multiply-by-cpi": lambda g: (g["bac"] - g["ev"]) * _status(g).cpi,
        },
        fits=_in_trouble,
    ),
    Formula(
        "tcpi",
        "efficiency the rest needs to meet the budget, (BAC − EV) / (BAC − AC)",
        _MONEY,
        key=lambda g: _status(g).tcpi(),
        wrong={
            "index-upside-down": lambda g: (g["bac"] - g["ac"]) / (g["bac"] - g["ev"]),
            "budget-not-remaining-funds": lambda g: (g["bac"] - g["ev"]) / g["bac"],
            "past-pace-is-needed-pace": lambda g: _status(g).cpi,
        },
        unit="",
        decimals=2,
        fits=lambda g: _in_trouble(g) and g["ac"] < 0.8 * g["bac"],
    ),
    Formula(
        "earned-schedule",
        "schedule performance index in time, SPI(t) = ES / AT",
        _EARNED_SCHEDULE,
        key=lambda g: _earned(g)[1],
        wrong={
            "sv-is-time": lambda g: g["ev"] / _pv_at(g)[f"pv{g['months']:g}"],
            "part-periods-dont-count": lambda g: int(_earned(g)[0]) / g["months"],
            "index-upside-down": lambda g: 1 / _earned(g)[1],
            "plan-is-the-whole-budget": lambda g: g["ev"] / _pv_at(g)[f"pv{_MONTHS}"],
        },
        unit="",
        decimals=2,
        fits=_between_months,
        derive=_pv_at,
        derived={f"pv{n}": Input(unit=UNIT) for n in range(1, _MONTHS + 1)},
    ),
)
