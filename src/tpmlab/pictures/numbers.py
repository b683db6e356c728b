"""Numbers as a reader wants them: few digits, round steps, bars of a sensible width."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

__all__ = ["bin_edges", "counted", "listed", "plain", "round_step", "signed"]

Floats = NDArray[np.float64]


def plain(value: float) -> str:
    """Write a number with about three digits and no needless zeros.

    Examples
    --------
    >>> plain(1234567.0), plain(63.249), plain(0.5), plain(-2.0), plain(0.00412)
    ('1,234,567', '63.2', '0.5', '−2', '0.0041')
    """
    size = abs(value)
    if size >= 99.95 or size == 0:
        text = f"{size:,.0f}"
    elif size >= 9.995:
        text = f"{size:.1f}"
    else:
        text = f"{size:.2f}" if size >= 0.095 else f"{size:.2g}"
    if "." in text and "e" not in text:
        text = text.rstrip("0").rstrip(".")
    return f"−{text}" if value < 0 and text != "0" else text


def signed(value: float) -> str:
    """Write a difference with its sign.

    Examples
    --------
    >>> signed(3.0), signed(-12.25), signed(0)
    ('+3', '−12.2', '0')
    """
    text = plain(value)
    return text if text.startswith("−") or text == "0" else f"+{text}"


def counted(number: float, noun: str, many: str = "") -> str:
    """Write a number with its noun, one or many.

    Examples
    --------
    >>> counted(1, "day"), counted(2.5, "day"), counted(3, "entry", "entries")
    ('1 day', '2.5 days', '3 entries')
    """
    text = plain(number)
    return f"{text} {noun if text in ('1', '−1') else many or noun + 's'}"


def listed(words: list[str], longest: int = 8) -> str:
    """Join words to a list that stays short.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a", "b", "c", "d"], longest=2)
    ('a, b and c', 'a, b and 2 more')
    """
    if len(words) > longest:
        words = [*words[:longest], f"{len(words) - longest} more"]
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def round_step(span: float, parts: int) -> float:
    """Give the smallest of 1, 2 and 5 times a power of ten that cuts a span into few parts.

    Examples
    --------
    >>> round_step(37, 10), round_step(3.0, 10), round_step(1200, 6)
    (5.0, 0.5, 200.0)
    """
    rough = max(span, 1e-12) / parts
    power = 10.0 ** math.floor(math.log10(rough))
    return next(
        float(f"{size * power:.6g}") for size in (1, 2, 5, 10) if size * power >= rough * 0.999
    )


def bin_edges(values: Floats, parts: int = 36) -> Floats:
    """Cut the range of numbers into bars of a round width.

    Whole numbers stand in the middle of their bar where each has a bar of its own.

    Examples
    --------
    >>> bin_edges(np.array([2.0, 3.0, 5.0]))
    array([1.5, 2.5, 3.5, 4.5, 5.5])
    >>> bin_edges(np.array([7.0, 7.0]))
    array([6.5, 7.5])
    """
    low, high = float(values.min()), float(values.max())
    whole = bool((values == np.round(values)).all())
    if whole and high - low < parts:
        return np.arange(low - 0.5, high + 1, 1.0)
    if high - low <= 1e-9 * max(abs(high), 1.0):
        return np.array([low - 0.5, low + 0.5])
    step = round_step(high - low, parts)
    if whole:
        step = max(step, 1.0)
    first = math.floor(low / step + 1e-9)
    last = max(math.ceil(high / step - 1e-9), first + 1)
    edges = np.arange(first, last + 1, dtype=np.float64) * step
    edges[0], edges[-1] = min(edges[0], low), max(edges[-1], high)  # nothing lost by rounding
    return edges
