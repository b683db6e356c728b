"""Checks of the numbers people hand in, with one wording for all of the planning code.

Each check returns the number (or the array) ready to use, or raises the caller's own
error with one sentence: which field, what it holds, what to give instead.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from numbers import Real
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tpmlab.errors import TpmlabError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FloatArray", "amount", "amounts", "column", "one_of"]

FloatArray = NDArray[np.float64]


def amount(
    value: float,
    field: str,
    error: type[TpmlabError],
    *,
    low: float = -math.inf,
    high: float = math.inf,
    above: float = -math.inf,
    whole: bool = False,
) -> float:
    """Return one finite number that lies in a range.

    Parameters
    ----------
    value : float
        The number handed in, in the field's own unit.
    field : str
        Its name, as the reader wrote it.
    error : type
        Raised if the number won't do; a subclass of TpmlabError.
    low, high : float
        Smallest and largest number allowed.
    above : float
        The number must be larger than this one.
    whole : bool
        Whether only whole numbers will do.

    Returns
    -------
    float
        The number.

    Raises
    ------
    TpmlabError
        `error`, if the value is no number, not finite or out of range.

    Examples
    --------
    >>> amount(3, "backlog", TpmlabError, low=0)
    3.0
    >>> amount(-3, "backlog", TpmlabError, low=0)
    Traceback (most recent call last):
        ...
    tpmlab.errors.TpmlabError: backlog is -3; give a number of at least 0.
    """
    number = _number(value)
    if not _fits(np.array([number]), low, high, above, whole)[0]:
        wanted = _wanted(low, high, above, whole)
        raise error(f"{field} is {_shown(value)}; give {wanted}.")
    return number


def amounts(
    values: ArrayLike,
    field: str,
    error: type[TpmlabError],
    *,
    low: float = -math.inf,
    high: float = math.inf,
    above: float = -math.inf,
    whole: bool = False,
    length: int | None = None,
) -> FloatArray:
    """Return a row of finite numbers that all lie in a range.

    Parameters
    ----------
    values : array_like
        One number or a list of them, at least one.
    field : str
        Its name, as the reader wrote it.
    error : type
        Raised if a number won't do; a subclass of TpmlabError.
    low, high, above, whole
        As in :func:`amount`.
    length : int, optional
        How many numbers there must be.

    Returns
    -------
    numpy.ndarray
        Shape ``(n,)``.

    Raises
    ------
    TpmlabError
        `error`, naming the first number that is out of range by its place from 1.

    Examples
    --------
    >>> amounts([3, 0, 5], "throughputs", TpmlabError, low=0)
    array([3., 0., 5.])
    >>> amounts([3, -1], "throughputs", TpmlabError, low=0)
    Traceback (most recent call last):
        ...
    tpmlab.errors.TpmlabError: throughputs holds -1 in place 2; give numbers of at least 0.
    """
    wanted = _wanted(low, high, above, whole).replace("a number", "numbers")
    wanted = wanted.replace("a whole number", "whole numbers")
    try:
        array = np.atleast_1d(np.asarray(values, dtype=np.float64))
    except (TypeError, ValueError):
        raise error(f"{field} holds something that is no number; give {wanted}.") from None
    if array.ndim != 1 or array.size == 0:
        raise error(f"{field} has the shape {array.shape}; give a list with at least one number.")
    if length is not None and array.size != length:
        raise error(f"{field} holds {array.size} numbers; give {length}, one for each.")
    bad = np.flatnonzero(~_fits(array, low, high, above, whole))
    if bad.size:
        place = int(bad[0])
        raise error(f"{field} holds {_shown(array[place])} in place {place + 1}; give {wanted}.")
    return array


def column(
    table: pd.DataFrame,
    name: str,
    error: type[TpmlabError],
    *,
    low: float = -math.inf,
    high: float = math.inf,
    above: float = -math.inf,
) -> FloatArray:
    """Return a table's column as an array of finite numbers.

    Parameters
    ----------
    table : pandas.DataFrame
        The table handed in.
    name : str
        Which column.
    error : type
        Raised if the column is missing or a number won't do.
    low, high, above
        As in :func:`amount`.

    Returns
    -------
    numpy.ndarray
        Shape ``(n_rows,)``.

    Raises
    ------
    TpmlabError
        `error`, if the column is missing, empty or holds a number out of range.

    Examples
    --------
    >>> import pandas as pd
    >>> column(pd.DataFrame({"size": [5, 8]}), "effort", TpmlabError)
    Traceback (most recent call last):
        ...
    tpmlab.errors.TpmlabError: The table has no column 'effort'; add it to 'size'.
    """
    if name not in table.columns:
        present = ", ".join(f"'{title}'" for title in table.columns) or "its rows"
        raise error(f"The table has no column '{name}'; add it to {present}.")
    return amounts(table[name], f"column '{name}'", error, low=low, high=high, above=above)


def one_of(value: str, field: str, known: Sequence[str], error: type[TpmlabError]) -> str:
    """Return a word that is one of those known.

    Parameters
    ----------
    value : str
        The word handed in.
    field : str
        Its name, as the reader wrote it.
    known : sequence of str
        The words that will do.
    error : type
        Raised if the word isn't known.

    Returns
    -------
    str
        The word.

    Raises
    ------
    TpmlabError
        `error`, listing the words known.

    Examples
    --------
    >>> one_of("agile", "mode", ["organic", "embedded"], TpmlabError)
    Traceback (most recent call last):
        ...
    tpmlab.errors.TpmlabError: mode is 'agile'; use one of 'organic', 'embedded'.
    """
    if value not in known:
        words = ", ".join(f"'{word}'" for word in known)
        raise error(f"{field} is {value!r}; use one of {words}.")
    return value


def _number(value: object) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return math.nan


def _shown(value: object) -> str:
    return f"{value:.10g}" if isinstance(value, Real) else repr(value)


def _fits(
    array: FloatArray, low: float, high: float, above: float, whole: bool
) -> NDArray[np.bool_]:
    fits = np.isfinite(array) & (array >= low) & (array <= high) & (array > above)
    return fits & (array == np.round(array)) if whole else fits


def _wanted(low: float, high: float, above: float, whole: bool) -> str:
    kind = "a whole number" if whole else "a number"
    floor = max(low, above)
    if math.isinf(floor):
        return kind if math.isinf(high) else f"{kind} of at most {high:.10g}"
    start = f"above {floor:.10g}" if above >= low else f"of at least {floor:.10g}"
    if math.isinf(high):
        return f"{kind} {start}"
    if above >= low:
        return f"{kind} {start} and at most {high:.10g}"
    return f"{kind} from {low:.10g} to {high:.10g}"
