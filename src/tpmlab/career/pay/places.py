"""Find a place by the name people use: the United States, a state or a metropolitan area."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Literal, NamedTuple

from tpmlab.career.pay.errors import PayError

__all__ = ["Place", "find_place"]

_NATION = {"us", "usa", "united states", "united states of america", "u.s.", "nation"}


class Place(NamedTuple):
    """A place by its key: ``US``, a state's postal code, or a metropolitan area's code."""

    kind: Literal["nation", "state", "metro"]
    key: str
    name: str


def find_place(text: str, states: Mapping[str, str], metros: Mapping[str, str]) -> Place:
    """Find the place that a name means.

    Parameters
    ----------
    text : str
        "United States", a state ("Texas" or "TX"), one of the cities in a metropolitan
        area's name ("Denver"), with its state where several share the name ("Portland,
        OR"), or the whole name. A state goes before a city of the same name.
    states : mapping from str to str
        Name by postal code.
    metros : mapping from str to str
        Name by code, such as ``{"19740": "Denver-Aurora-Centennial, CO"}``.

    Returns
    -------
    Place
        Kind, key and full name.

    Raises
    ------
    PayError
        If the name means no place or several; the message names the nearest.

    Examples
    --------
    >>> states = {"CO": "Colorado", "OR": "Oregon", "ME": "Maine"}
    >>> metros = {"19740": "Denver-Aurora, CO", "38900": "Portland, OR", "38860": "Portland, ME"}
    >>> find_place("denver", states, metros).name
    'Denver-Aurora, CO'
    >>> find_place("Portland", states, metros)
    Traceback (most recent call last):
        ...
    tpmlab.career.pay.errors.PayError: 'Portland' may be Portland, ME or Portland, OR; write one of them.
    """  # noqa: E501 - the message is one line
    wanted = " ".join(str(text).split()).casefold()
    if wanted in _NATION:
        return Place("nation", "US", "United States")
    for key, name in states.items():
        if wanted in (name.casefold(), key.casefold()):
            return Place("state", key, name)
    found = [Place("metro", key, name) for key, name in metros.items() if _is_meant(wanted, name)]
    if len(found) == 1:
        return found[0]
    if found:
        short = sorted({_short(wanted, place.name) for place in found})
        raise PayError(f"'{text}' may be {' or '.join(short)}; write one of them.")
    raise PayError(f"There are no wages for '{text}'; {_nearest(wanted, states, metros)}.")


def _parts(name: str) -> tuple[list[str], list[str]]:
    cities, _, codes = name.partition(", ")
    return re.split(r"-+|/", cities), codes.split("-")


def _is_meant(wanted: str, name: str) -> bool:
    if wanted == name.casefold():
        return True
    cities, codes = _parts(name)
    city, comma, code = wanted.partition(",")
    # a name may have a hyphen of its own, as Winston-Salem has; Boise is Boise City there
    row = "-".join(["", *cities, ""]).casefold()
    inside = any(f"-{form}-" in row for form in _forms(city.strip()))
    return inside and (not comma or code.strip() in [state.casefold() for state in codes])


def _forms(city: str) -> tuple[str, str, str]:
    return city, city.removesuffix(" city"), f"{city} city"


def _short(wanted: str, name: str) -> str:
    cities, codes = _parts(name)
    city = wanted.partition(",")[0].strip()
    return (
        f"{next((one for one in cities if one.casefold() in _forms(city)), cities[0])}, {codes[0]}"
    )


def _nearest(wanted: str, states: Mapping[str, str], metros: Mapping[str, str]) -> str:
    cities = {
        city.casefold(): f"{city}, {_parts(name)[1][0]}"
        for name in metros.values()
        for city in _parts(name)[0]
    }
    known = cities | {name.casefold(): name for name in states.values()}
    close = get_close_matches(wanted.partition(",")[0].strip(), known, n=3, cutoff=0.72)
    if not close:
        return "give a state, a city of the United States, or 'United States'"
    names = " or ".join(known[name] for name in close)
    return f"the nearest is {names}"
