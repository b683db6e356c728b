"""Random numbers that depend on names, never on order.

Each number is a function of (seed, entity, purpose, step): leaving out a feature or
adding a person moves only what follows from it, so two runs of one seed differ by the
decision alone (common random numbers). The generator is Philox4x32-10, counter-based.

References
----------
.. [1] Salmon, J. K., Moraes, M. A., Dror, R. O. and Shaw, D. E. (2011), "Parallel random
   numbers: as easy as 1, 2, 3", SC '11, https://doi.org/10.1145/2063384.2063405
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Places", "keyed_uniforms", "places", "uniforms"]

Places = NDArray[np.uint64]

_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_MULTIPLIERS = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_KEY_STEPS = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)


def uniforms(
    seeds: NDArray[np.uint64], entity: str, purpose: str, steps: int = 1
) -> NDArray[np.float64]:
    """Uniform numbers in (0, 1), one row a step and one column a seed.

    Parameters
    ----------
    seeds : numpy.ndarray of uint64
        One seed a column.
    entity, purpose : str
        What the numbers are about and what they are for; both are part of the key.
    steps : int
        How many rows (for instance weeks).

    Returns
    -------
    numpy.ndarray
        Shape ``(steps, len(seeds))``.

    Examples
    --------
    >>> seeds = np.arange(3, dtype=np.uint64)
    >>> alone = uniforms(seeds, "sign-on", "size")
    >>> bool((alone == uniforms(seeds, "sign-on", "size", steps=9)[:1]).all())
    True
    """
    shape = steps, len(seeds)
    counter = [np.broadcast_to(word[:, None], shape) for word in places([(entity, purpose, steps)])]
    return _unit(_philox(counter, seeds & _LOW, seeds >> _HALF))


def places(streams: Sequence[tuple[str, str, int]]) -> Places:
    """Counters of streams of numbers, one stream after the other.

    Parameters
    ----------
    streams : sequence of (entity, purpose, steps)
        What the numbers are about, what they are for, and how many there are.

    Returns
    -------
    numpy.ndarray
        Four words for each number: step, entity, purpose and the branch, which is 0. They
        depend on no seed.
    """
    found = [
        (step, _word(entity), _word(purpose), 0)
        for entity, purpose, steps in streams
        for step in range(steps)
    ]
    return np.ascontiguousarray(np.array(found, dtype=np.uint64).reshape(-1, 4).T)


def keyed_uniforms(seed: int, where: Places, branch: int = 0) -> NDArray[np.float64]:
    """Uniform numbers in (0, 1) of one seed.

    Parameters
    ----------
    seed : int
        From 0; the same seed and key give the same number as :func:`uniforms`.
    where : numpy.ndarray
        From :func:`places`.
    branch : int
        Which of the possible futures; 0 is the one that :func:`uniforms` knows.

    Returns
    -------
    numpy.ndarray
        One for each place.

    Examples
    --------
    >>> where = places([("web", "size", 1), ("mei", "output", 3)])
    >>> row = keyed_uniforms(7, where)[1:]
    >>> bool((row == uniforms(np.array([7], np.uint64), "mei", "output", 3)[:, 0]).all())
    True
    """
    step, entity, purpose, future = where
    if branch:
        future = np.full_like(future, branch)
    key = np.uint64(seed)
    return _unit(_philox([step, entity, purpose, future], key & _LOW, key >> _HALF))


def _unit(words: list[NDArray[Any]]) -> NDArray[np.float64]:
    high, low = words[:2]
    # 53 bits, shifted by half a bin: the inverse normal of 0 or 1 would be infinite
    bits: NDArray[np.float64] = ((high << _HALF | low) >> np.uint64(11)).astype(np.float64)
    return (bits + 0.5) * 2.0**-53


@cache
def _word(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "big")


def _philox(counter: list[NDArray[Any]], key0: Any, key1: Any) -> list[NDArray[Any]]:
    c0, c1, c2, c3 = counter
    for _ in range(10):
        p0, p1 = _MULTIPLIERS[0] * c0, _MULTIPLIERS[1] * c2
        c0, c1, c2, c3 = (p1 >> _HALF) ^ c1 ^ key0, p1 & _LOW, (p0 >> _HALF) ^ c3 ^ key1, p0 & _LOW
        key0, key1 = (key0 + _KEY_STEPS[0]) & _LOW, (key1 + _KEY_STEPS[1]) & _LOW
    return [c0, c1, c2, c3]
