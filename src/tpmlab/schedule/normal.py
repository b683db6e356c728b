"""The standard normal distribution read from tables: fast enough for a million draws at once."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from tpmlab.amounts import FloatArray

__all__ = ["Table", "chances", "quantiles"]

_BINS = 2**14
_TAIL = 2.0**-7  # beyond it the quantile bends too much for straight steps
_FAR, _PER_UNIT = 8.5, 512  # of the table of chances: its ends, and its steps in each unit


class Table(NamedTuple):
    """A curve at evenly spaced places, straight between them."""

    knots: FloatArray
    steps: FloatArray

    @classmethod
    def of(cls, knots: FloatArray) -> Table:
        """Make the table from the curve's values at the places 0, 1, 2 and so on."""
        return cls(knots, np.diff(knots, append=knots[-1]))

    def read(self, places: FloatArray) -> FloatArray:
        """Read the curve at each place, from 0 to less than the number of knots."""
        low = places.astype(np.intp)
        values: FloatArray = self.steps.take(low)
        values *= places - low
        values += self.knots.take(low)
        return values


def quantiles(uniforms: FloatArray) -> FloatArray:
    """Turn uniform numbers into standard normal ones, in the same order.

    Parameters
    ----------
    uniforms : array
        From 0 to 1.

    Returns
    -------
    numpy.ndarray
        The inverse of the normal distribution function at each: off by less than 0.000003,
        and exact where a number is within 1/128 of 0 or 1.

    Examples
    --------
    >>> quantiles(np.array([0.1, 0.5, 0.9, 0.999])).round(5).tolist()
    [-1.28155, 0.0, 1.28155, 3.09023]
    """
    normals = _quantile_table().read(uniforms * _BINS)
    tails = np.flatnonzero(np.abs(uniforms - 0.5) > 0.5 - _TAIL)
    normals[tails] = ndtri(uniforms[tails])
    return normals


def chances(normals: FloatArray) -> FloatArray:
    """Turn standard normal numbers into uniform ones, in the same order.

    Parameters
    ----------
    normals : array
        Any numbers.

    Returns
    -------
    numpy.ndarray
        The normal distribution function at each: off by less than 0.0000002, and by less than
        a ten thousandth of the smaller tail out to seven standard deviations.

    Examples
    --------
    >>> chances(np.array([-1.28155, 0.0, 3.09023])).round(5).tolist()
    [0.1, 0.5, 0.999]
    """
    places = normals + _FAR
    places *= _PER_UNIT
    return _chance_table().read(np.clip(places, 0, 2 * _FAR * _PER_UNIT, out=places))


@lru_cache(maxsize=1)
def _quantile_table() -> Table:
    knots: FloatArray = ndtri(np.linspace(0, 1, _BINS + 1)[1:-1])
    return Table.of(np.concatenate((knots[:1], knots, knots[-1:])))


@lru_cache(maxsize=1)
def _chance_table() -> Table:
    return Table.of(ndtr(np.linspace(-_FAR, _FAR, int(2 * _FAR * _PER_UNIT) + 1)))
