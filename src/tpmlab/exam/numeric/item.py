"""The question whose options are computed: an item that names a formula and a seed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from tpmlab.exam.items.messages import short
from tpmlab.exam.items.model import ChoiceItem
from tpmlab.exam.items.parts import Slug, Text
from tpmlab.exam.numeric.formula import Computed, Formula, compute
from tpmlab.exam.numeric.words import Shown

__all__ = ["NumericItem"]

_PLACE = re.compile(r"\{([^{}]*)\}")
_SHOWING = ("stem", "lead", "principle")  # may name inputs as {name}


class NumericItem(ChoiceItem):
    """A question whose numbers are drawn for a seed, and its options computed from them.

    ``whys`` has a reason for ``key`` and for each misconception whose wrong procedure makes
    an option. All texts hold the numbers already; ``inputs`` keeps them.
    """

    type: Literal["numeric"]
    formula: Slug
    seed: Annotated[int, Field(ge=0)]
    unit: str = ""
    decimals: Annotated[int, Field(ge=0, le=4)] | None = None
    whys: dict[str, Text]
    inputs: dict[str, float]

    @model_validator(mode="before")
    @classmethod
    def _compute_options(cls, document: Any) -> Any:
        for name in ("options", "inputs"):
            if name in document:
                raise ValueError(f"'{name}' of a numeric item is computed; remove it")
        formula, whys = _formula(document), _whys(document)
        unit, decimals, seed = (document.get(name) for name in ("unit", "decimals", "seed"))
        if not isinstance(seed, int):
            raise ValueError("'seed' is missing or no whole number; write 'seed: 1'")
        if bool(unit) != formula.has_unit:
            raise ValueError(
                f"'{formula.name}' needs a unit; add 'unit: EUR thousand' or 'unit: days'"
                if formula.has_unit
                else f"'{formula.name}' has no unit to choose; remove 'unit'"
            )
        wrong = [name for name in whys if name != "key"]
        found = compute(formula, seed, wrong, str(unit or ""), decimals)
        return document | _written(document, whys, found)


def _formula(document: Mapping[str, Any]) -> Formula:
    from tpmlab.exam.numeric.formulas import FORMULAS  # the engines behind them bring NumPy

    name = document.get("formula")
    if name not in FORMULAS:
        raise ValueError(f"'formula' is {name!r}; use one of {', '.join(FORMULAS)}")
    return FORMULAS[name]


def _whys(document: Mapping[str, Any]) -> dict[str, str]:
    whys = document.get("whys")
    if not isinstance(whys, dict) or not all(isinstance(why, str) for why in whys.values()):
        raise ValueError("'whys' is no list of 'misconception: reason' lines; write one for each")
    if "key" not in whys or len(whys) not in (3, 4):
        raise ValueError("'whys' needs 'key' and two or three misconceptions")
    return whys


def _written(document: Mapping[str, Any], whys: Mapping[str, str], found: Computed) -> Any:
    """Fill in what the computation gives."""
    texts = {name: _filled(document[name], found.shown) for name in _SHOWING if name in document}
    shown = dict(found.shown)
    options = []
    for text, belief in found.options:
        why = _filled(whys[belief or "key"], shown | {"answer": Shown(text, "")})
        reason = {"key": True} if belief is None else {"misconception": belief}
        options.append({"text": text, "why": why, **reason})
    keyed = {option.get("misconception", "key"): option["why"] for option in options}
    return texts | {"options": options, "inputs": dict(found.inputs), "whys": keyed}


def _filled(text: Any, shown: Mapping[str, Shown]) -> Any:
    """Put numbers in place of their names; nothing else of Python's formats is taken."""
    if not isinstance(text, str):
        return text

    def number(match: re.Match[str]) -> str:
        name, colon, form = match[1].partition(":")
        if name not in shown or (colon and form != "n"):
            raise ValueError(
                f"'{short(text)}' has the placeholder '{short(match[0])}', which isn't known; "
                f"use {{{'}, {'.join(shown)}}}, or {{{next(iter(shown))}:n}} for the number alone"
            )
        return shown[name].number if colon else str(shown[name])

    if set("{}") & set(_PLACE.sub("", text)):
        raise ValueError(f"'{short(text)}' has a brace without its pair; write {{name}}")
    return _PLACE.sub(number, text)
