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

__all__ = ["keyed_uniforms", "uniforms"]

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
    step = np.arange(steps, dtype=np.uint64)[:, None]
    shape = np.broadcast_shapes(step.shape, seeds.shape)
    counter = [
        np.broadcast_to(np.uint64(part), shape) for part in (step, _word(entity), _word(purpose), 0)
    ]
    high, low, _, _ = _philox(counter, seeds & _LOW, seeds >> _HALF)
    return _unit(high, low)


def keyed_uniforms(
    seed: int, streams: Sequence[tuple[str, str]], steps: int = 1, branch: int = 0
) -> NDArray[np.float64]:
    """Uniform numbers in (0, 1) of one seed, one row a stream and one column a step.

    Parameters
    ----------
    seed : int
        From 0; the same seed and key give the same number as :func:`uniforms`.
    streams : sequence of (entity, purpose)
        What the numbers are about and what they are for.
    steps : int
        How many columns (for instance weeks).
    branch : int
        Which of the possible futures; 0 is the one that :func:`uniforms` knows.

    Returns
    -------
    numpy.ndarray
        Shape ``(len(streams), steps)``.

    Examples
    --------
    >>> row = keyed_uniforms(7, [("web", "size"), ("mei", "output")], steps=3)[1]
    >>> bool((row == uniforms(np.array([7], np.uint64), "mei", "output", 3)[:, 0]).all())
    True
    """
    shape = (len(streams), steps)
    words = np.array([(_word(entity), _word(purpose)) for entity, purpose in streams], np.uint64)
    step = np.arange(steps, dtype=np.uint64)[None, :]
    parts = (step, words[:, :1], words[:, 1:], np.uint64(branch))
    counter = [np.broadcast_to(part, shape) for part in parts]
    key = np.array([seed], dtype=np.uint64)
    high, low, _, _ = _philox(counter, key & _LOW, key >> _HALF)
    return _unit(high, low)


def _unit(high: NDArray[Any], low: NDArray[Any]) -> NDArray[np.float64]:
    # 53 bits, shifted by half a bin: the inverse normal of 0 or 1 would be infinite
    bits: NDArray[np.float64] = ((high << _HALF | low) >> np.uint64(11)).astype(np.float64)
    return (bits + 0.5) * 2.0**-53


@cache
def _word(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "big")


def _philox(
    counter: list[NDArray[Any]], key0: NDArray[Any], key1: NDArray[Any]
) -> list[NDArray[Any]]:
    c0, c1, c2, c3 = counter
    for _ in range(10):
        p0, p1 = _MULTIPLIERS[0] * c0, _MULTIPLIERS[1] * c2
        c0, c1, c2, c3 = (p1 >> _HALF) ^ c1 ^ key0, p1 & _LOW, (p0 >> _HALF) ^ c3 ^ key1, p0 & _LOW
        key0, key1 = (key0 + _KEY_STEPS[0]) & _LOW, (key1 + _KEY_STEPS[1]) & _LOW
    return [c0, c1, c2, c3]
