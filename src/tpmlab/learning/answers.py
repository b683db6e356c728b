"""What an answer means, whatever form it has: plain values, and when two are the same.

Learners answer with ints, floats, numpy scalars, lists, tuples, Series. :func:`plain`
reduces them all to Python's own types. It looks at the exact type first, so that an
object whose ``__eq__`` always says yes is never asked.
"""

from __future__ import annotations

import math
import sys
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

__all__ = ["NotPlainError", "form_problem", "plain", "same", "same_bag"]

_SCALARS = frozenset({bool, int, float, str, type(None), date, datetime})
_SEQUENCES = frozenset({list, tuple, range, type({}.keys()), type({}.values())})
_SETS = frozenset({set, frozenset})
_NUMBERS = frozenset({int, float})


class NotPlainError(TypeError):
    """A value of a type that no check reads."""

    def __init__(self, value: Any) -> None:
        super().__init__(type(value).__name__)
        self.value = value


def plain(value: Any, like: Any = None) -> Any:
    """Reduce a value to numbers, text, lists and dicts.

    Parameters
    ----------
    value : object
        An answer, or what is expected of one.
    like : object, optional
        A plain value: where a form could be read in two ways, this one decides
        (a Series becomes a dict if a dict is expected, else a list).

    Raises
    ------
    NotPlainError
        If the value, or one inside it, is of another type.

    Examples
    --------
    >>> plain((1, 2.5, {"late": True}))
    [1, 2.5, {'late': True}]
    """
    kind = type(value)
    if kind in _SCALARS:
        return value
    if kind in _SEQUENCES:
        models = like[: len(value)] if type(like) is list else []
        return [plain(item, model) for item, model in zip_longest(value, models)]
    if kind in _SETS:
        return sorted((plain(item) for item in value), key=repr)
    if kind is dict:
        named = like if type(like) is dict else {}
        return {plain(key): plain(item, named.get(key)) for key, item in value.items()}
    return _from_numpy(value, kind, like)


def _from_numpy(value: Any, kind: type, like: Any) -> Any:
    # Imported by whoever made such a value; never imported here just to ask.
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy is not None and kind in set(numpy.sctypeDict.values()):
        return value.item()
    if numpy is not None and kind is numpy.ndarray:
        return plain(value.tolist())
    if pandas is not None and kind is pandas.Series:
        return plain(value.to_dict() if type(like) is dict else value.tolist())
    if pandas is not None and kind is pandas.DataFrame:
        return {plain(name): plain(value[name]) for name in value.columns}
    if pandas is not None and kind is pandas.Index:
        return plain(value.tolist())
    raise NotPlainError(value)


def same(found: Any, wanted: Any, within: float = 1e-9) -> bool:
    """Tell whether two plain values mean the same.

    Numbers may differ by ``within``, text in capitals and in spaces around it. True is
    no number.

    Examples
    --------
    >>> same([1, "Build "], [1.0, "build"]), same(True, 1), same("3", 3)
    (True, False, False)
    """
    if type(found) in _NUMBERS and type(wanted) in _NUMBERS:
        both_nan = math.isnan(found) and math.isnan(wanted)
        return both_nan or math.isclose(found, wanted, rel_tol=1e-9, abs_tol=within)
    if type(found) is not type(wanted):
        return False
    if type(found) is str:
        return bool(_letters(found) == _letters(wanted))
    if type(found) is list:
        return len(found) == len(wanted) and all(
            same(a, b, within) for a, b in zip(found, wanted, strict=True)
        )
    if type(found) is dict:
        return _same_dicts(found, wanted, within)
    return bool(found == wanted)


def _same_dicts(found: dict[Any, Any], wanted: dict[Any, Any], within: float) -> bool:
    left = {_letters(key): item for key, item in found.items()}
    right = {_letters(key): item for key, item in wanted.items()}
    return left.keys() == right.keys() and all(same(left[k], right[k], within) for k in right)


def same_bag(found: Any, wanted: Any) -> bool:
    """Tell whether two plain lists hold the same items in whatever order.

    Examples
    --------
    >>> same_bag([2, 1.0], [1, 2]), same_bag([1, 1], [1])
    (True, False)
    """
    if type(found) is not list or type(wanted) is not list or len(found) != len(wanted):
        return False
    left = list(found)
    for item in wanted:
        match = next((n for n, other in enumerate(left) if same(other, item)), None)
        if match is None:
            return False
        left.pop(match)
    return True


def form_problem(found: Any, wanted: Any) -> str:
    """Say what is wrong with an answer's form, or nothing if its form is right.

    Examples
    --------
    >>> form_problem("23", 23)
    'Your answer is text where a number is expected.'
    >>> form_problem(21, 23)
    ''
    """
    names = {
        bool: "True or False",
        int: "a number",
        float: "a number",
        str: "text",
        list: "a list",
        dict: "a dict",
    }
    have, want = names.get(type(found), ""), names.get(type(wanted), "")
    if have and want and have != want:
        return f"Your answer is {have} where {want} is expected."
    return ""


def _letters(value: Any) -> Any:
    return value.strip().casefold() if type(value) is str else value
