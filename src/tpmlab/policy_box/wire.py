"""Views and decisions as JSON: all that crosses between a policy's process and ours."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tpmlab.simulator.board import (
    PackageView,
    PersonView,
    RequestView,
    RiskView,
    Rows,
    SponsorView,
)
from tpmlab.simulator.decisions import Decision, SimulatorError
from tpmlab.simulator.view import View

__all__ = ["cells_of", "pack", "read_decision", "read_view", "unpack"]

_ROWS: dict[str, Any] = {
    "packages": PackageView,
    "people": PersonView,
    "risks": RiskView,
    "requests": RequestView,
    "sponsors": SponsorView,
}


def cells_of(view: View) -> list[Any]:
    """List a view's facts in order, its tables as lists of rows.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator import new_game, view_of
    >>> tutorial = load("tutorial")
    >>> cells_of(view_of(tutorial, new_game(tutorial, seed=1)))[:3]
    ['tutorial', 0, 6.0]
    """
    return [list(value.values()) if isinstance(value, Mapping) else value for value in tuple(view)]


def pack(message: Any) -> bytes:
    r"""Write one line; named tuples become lists, mappings objects.

    Examples
    --------
    >>> pack({"orders": (1, 2)})
    b'{"orders":[1,2]}\n'
    """
    text = json.dumps(message, default=_plain, separators=(",", ":"))
    return text.encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"it holds a value of type '{type(value).__name__}'")


def unpack(line: bytes) -> Any:
    """Read one line."""
    return json.loads(line)


def read_view(cells: list[Any]) -> View:
    """Make the frozen view again that was listed by :func:`cells_of`.

    Examples
    --------
    >>> from tpmlab.scenarios import load
    >>> from tpmlab.simulator import new_game, view_of
    >>> tutorial = load("tutorial")
    >>> view = view_of(tutorial, new_game(tutorial, seed=1))
    >>> again = read_view(unpack(pack(cells_of(view))))
    >>> again.risks == view.risks, again.packages["trial"] == view.packages["trial"]
    (True, True)
    """
    return View(*map(_cell, View._fields, cells))


def _cell(name: str, value: Any) -> Any:
    if name not in _ROWS:
        return value
    ids = [row[0] for row in value]
    return Rows(_ROWS[name], ids, lambda: [tuple(map(_frozen, row)) for row in value])


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return MappingProxyType(value) if isinstance(value, dict) else value


def read_decision(said: Any) -> Decision:
    """Make a decision of what came from a policy's process, which may be anything.

    Raises
    ------
    SimulatorError
        If it can't be read as orders.

    Examples
    --------
    >>> read_decision({"test": 0.1}).test
    0.1
    >>> read_decision({"answer": 5})
    Traceback (most recent call last):
        ...
    tpmlab.simulator.decisions.SimulatorError: its orders don't have the form of a Decision
    """
    try:
        return Decision.from_dict(said)
    except SimulatorError:
        raise
    except (AttributeError, KeyError, TypeError, ValueError):
        raise SimulatorError("its orders don't have the form of a Decision") from None
