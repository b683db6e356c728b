"""Pay: an offer among official wages, after prices of its time and place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from IPython.display import display

from tpmlab.amounts import amount
from tpmlab.career import pay
from tpmlab.career.pay.distribution import Wages
from tpmlab.career.pay.official import metro_names
from tpmlab.career.pay.prices import moment
from tpmlab.data import load
from tpmlab.explorer_pictures.pay import PayFigure, PayView, describe, headline
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn, choice, pick, slider

__all__ = ["PayExplorer", "pay_explorer"]

_OFFER, _BEFORE, _PLACE = 104_000, 96_000, "Denver, CO"
_LOW, _HIGH = 30_000, 300_000
_METROS = 40
"""Areas to choose from: those with most project management specialists."""
_YEARS = range(2021, 2026)
_TIMES = [*((f"May {year}", f"{year}-05") for year in _YEARS), ("Aug 2026", "2026-08")]
_OCCUPATIONS = [
    ("Project management specialists", "13-1082"),
    ("Other computer occupations", "15-1299"),
    ("IT managers", "11-3021"),
    ("Software developers", "15-1252"),
]


def pay_explorer(offer: int = _OFFER, before: int = _BEFORE, place: str = _PLACE) -> None:
    """Display an offer among official wages; place, time and pay until now are yours to set.

    Parameters
    ----------
    offer : int
        US dollars a year at the start, 30,000 to 300,000.
    before : int
        Pay until now, in the same range.
    place : str
        Where the job is: the United States, a state or one of the 40 largest areas by its
        first city and state.

    Raises
    ------
    PayError
        If a pay is out of range or the place is not among those offered.

    Examples
    --------
    >>> explorer = PayExplorer()
    >>> str(explorer.view().standing), round(explorer.view().growth, 3)
    ('P35', -0.016)
    >>> explorer.inputs["remote"].value = 100
    >>> str(explorer.view().standing)
    'P47'
    """
    _check(offer, before, place)
    frame.show(
        lambda: PayExplorer(offer, before, place).frame.box,
        lambda: display(PayFigure().picture(_view(_start(offer, before, place)))),
        "put in an offer of your own",
    )


class PayExplorer(HandsOn):
    """Controls and picture behind :func:`pay_explorer`.

    Attributes
    ----------
    inputs : dict of Widget by name
        ``"offer"``, ``"when"``, ``"place"``, ``"remote"`` (per cent of comparable jobs that
        may be done from anywhere), ``"home"`` (whose prices count), ``"before"``, ``"since"``
        and ``"occupation"``.
    """

    question = (
        "Which offer in August 2026 would buy as much as 96,000 did in May 2023, and where in "
        "Denver does it stand? What changes first when the job may be done from anywhere: its "
        "place among others, or what it buys?"
    )

    def __init__(self, offer: int = _OFFER, before: int = _BEFORE, place: str = _PLACE) -> None:
        _check(offer, before, place)
        self._figure = PayFigure()
        first = _start(offer, before, place)
        named = [(name, name) for name in _places()]
        super().__init__(
            {
                "offer": slider("Offer, dollars a year", first["offer"], _LOW, _HIGH, 1000),
                "when": pick("Offered in", _TIMES, first["when"]),
                "place": choice("The job is in", named, place),
                "remote": slider("Remote jobs, %", first["remote"], 0, 100, 10),
                "home": choice("You live in", named, first["home"]),
                "before": slider("Pay until now", first["before"], _LOW, _HIGH, 1000),
                "since": pick("… set in", _TIMES[:-1], first["since"]),
                "occupation": choice("Measured by", _OCCUPATIONS, first["occupation"]),
            }
        )

    def view(self) -> PayView:
        """Work out the state of the controls."""
        return _view({name: self.value(name) for name in self.inputs})

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the state of the controls."""
        view = self.view()
        self._figure.show(view)
        return self._figure.png(), describe(view), headline(view)


def _check(offer: int, before: int, place: str) -> None:
    amount(offer, "offer", pay.PayError, low=_LOW, high=_HIGH)
    amount(before, "before", pay.PayError, low=_LOW, high=_HIGH)
    if place not in _places():
        raise pay.PayError(
            f"place is '{place}'; give 'United States', a state, or one of the {_METROS} largest "
            "areas by first city and state, such as 'Denver, CO'."
        )


def _start(offer: int, before: int, place: str) -> dict[str, Any]:
    return {
        "offer": offer,
        "when": "2026-08",
        "place": place,
        "remote": 0,
        "home": place,
        "before": before,
        "since": "2023-05",
        "occupation": "13-1082",
    }


@cache
def _places() -> tuple[str, ...]:
    """Names with wages of every occupation offered and a price level."""
    areas = load("us-wages-by-metro").dropna(subset=["cbsa_code", "annual_median_wage_usd"])
    levels = set(load("us-price-parities-metro")["cbsa_code"])
    codes = [set(areas["cbsa_code"][areas["soc_code"] == code]) for _, code in _OCCUPATIONS]
    fit = areas[areas["cbsa_code"].isin(levels & set.intersection(*codes))]
    largest = fit[fit["soc_code"] == "13-1082"].nlargest(_METROS, "employment_count")
    states = load("us-price-parities-state")["state_name"]
    short = sorted(_short(metro_names()[code]) for code in largest["cbsa_code"])
    return ("United States", *short, *sorted(set(states) - {"United States"}))


def _short(area: str) -> str:
    cities, _, codes = area.partition(", ")
    return f"{cities.partition('-')[0]}, {codes.partition('-')[0]}"


@cache
def _wages(place: str, occupation: str) -> Wages:
    return pay.wages(place, occupation=occupation)


@cache
def _history(occupation: str) -> dict[int, Wages]:
    """Wages in the nation by year, in dollars of May 2025."""
    return {year: _in_2025(pay.wages(year=year, occupation=occupation), year) for year in _YEARS}


def _in_2025(wages: Wages, year: int) -> Wages:
    points = {n: pay.in_dollars_of(wage, year, 2025) for n, wage in wages.points.items()}
    return Wages(wages.label, points, None, wages.count)


@cache
def _level(place: str) -> float:
    return float(pay.price_levels(place)["all_items"].iloc[0])


def _view(levers: Mapping[str, Any]) -> PayView:
    """Work out a state from the levers' values by name."""
    words = {value: name.replace("Aug", "August") for name, value in _TIMES}
    offer, before, when, since, occupation = (
        levers[name] for name in ("offer", "before", "when", "since", "occupation")
    )
    return PayView(
        offer=offer,
        when=words[when],
        offer_real=pay.in_dollars_of(offer, when, 2025),
        before=before,
        since=words[since],
        before_real=pay.in_dollars_of(before, since, 2025),
        growth=pay.real_growth(before, offer, since, when),
        place=levers["place"],
        here=_wages(levers["place"], occupation),
        nation=_wages("United States", occupation),
        remote=levers["remote"] / 100,
        home=levers["home"],
        level=_level(levers["home"]),
        history=_history(occupation),
        times=(_year(since), _year(when)),
    )


def _year(when: str) -> float:
    """Give a time on an axis whose whole numbers are the Mays of the official wages."""
    year, _, month = moment(when).partition("-")
    return int(year) + (int(month) - 5) / 12
