"""Numbers in words: separators, a real minus, the unit where readers expect it."""

from __future__ import annotations

import math
import re

__all__ = ["Shown", "number_words", "with_unit"]

_CURRENCY = re.compile(r"^([A-Z]{3})\b ?(.*)$")


class Shown(str):
    """A number in words, with its unit; ``number`` is the number alone."""

    number: str

    def __new__(cls, number: str, unit: str) -> Shown:
        """Join a number and its unit."""
        shown = super().__new__(cls, with_unit(number, unit))
        shown.number = number
        return shown


def number_words(value: float, decimals: int) -> str:
    """Write a number; halves are rounded away from zero.

    Examples
    --------
    >>> number_words(1234.5, 0), number_words(-0.04, 1), number_words(-2.5, 0)
    ('1,235', '0.0', '−3')
    """
    rounded = round(value + math.copysign(1e-9, value), decimals)  # 2.5 is up, whatever its bits
    text = f"{abs(rounded):,.{decimals}f}"
    return f"−{text}" if rounded < 0 else text


def with_unit(number: str, unit: str) -> str:
    """Put a unit where readers expect it.

    Examples
    --------
    >>> with_unit("500", "EUR thousand"), with_unit("4", "%"), with_unit("1", "days")
    ('EUR 500 thousand', '4%', '1 day')
    """
    if not unit or unit == "%":
        return number + unit
    money = _CURRENCY.match(unit)
    if money:
        return f"{money[1]} {number} {money[2]}".strip()
    return f"{number} {unit.removesuffix('s') if number == '1' else unit}"
