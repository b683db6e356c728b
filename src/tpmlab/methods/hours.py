"""Working hours that people in different places share."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tpmlab.amounts import amount
from tpmlab.methods.errors import MethodError

__all__ = ["shared_hours", "working_quarters"]

_QUARTERS = 96  # of an hour in a day; no place is offset by less


def shared_hours(
    offsets: Mapping[str, float], start: float = 9.0, end: float = 17.0
) -> pd.DataFrame:
    """Count the working hours a day that each two people share.

    Parameters
    ----------
    offsets : mapping from str to float
        Name to hours ahead of UTC, -12 to 14, on the day in question: summer time moves it.
    start, end : float
        Working day by everybody's own clock, in hours from 0 to 24.

    Returns
    -------
    pandas.DataFrame
        Hours; rows and columns are the names. The diagonal is a whole working day.

    Raises
    ------
    MethodError
        If there is nobody, an offset is out of range or the day ends before it starts.

    Examples
    --------
    >>> shared_hours({"Mei Tan": 8, "Noor Bakker": 1, "Rosa Quispe": -5})
                 Mei Tan  Noor Bakker  Rosa Quispe
    Mei Tan          8.0          1.0          0.0
    Noor Bakker      1.0          8.0          2.0
    Rosa Quispe      0.0          2.0          8.0
    """
    working = working_quarters(offsets, start, end).astype(float)
    names = list(offsets)
    return pd.DataFrame(working @ working.T / 4, index=names, columns=names)


def working_quarters(offsets: Mapping[str, float], start: float, end: float) -> NDArray[np.bool_]:
    """Tell who works in each quarter of an hour of a day in UTC; shape ``(people, 96)``.

    Examples
    --------
    >>> int(working_quarters({"Callum Fraser": 0}, 9, 17).sum())
    32
    """
    if not offsets:
        raise MethodError("Nobody is named: give at least one person and their hours from UTC.")
    first = amount(start, "start", MethodError, low=0, high=24)
    last = amount(end, "end", MethodError, above=first, high=24)
    ahead = [
        amount(value, f"the offset of {name}", MethodError, low=-12, high=14)
        for name, value in offsets.items()
    ]
    clock = (np.arange(_QUARTERS) / 4 + np.array(ahead)[:, None]) % 24
    return np.asarray((clock >= first) & (clock < last))
