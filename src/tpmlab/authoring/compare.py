"""Tell how a built file differs from the stored one; pictures may differ by a hair.

Text must be equal. Pictures may differ as another platform's font rendering does: the
mean difference of all pixels is at most 1 of 255 levels, and that of any square of
32 × 32 pixels at most 20, so that a bar in another place does not hide in a large picture.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["differences", "pictures_agree"]

MEAN_LEVELS = 1.0
SQUARE_LEVELS = 20.0
SQUARE = 32


def differences(stored: bytes, built: bytes, is_notebook: bool) -> list[str]:
    """List in words where two versions of a file differ; empty when they agree."""
    if stored == built:
        return []
    if not is_notebook:
        return ["the contents differ"]
    try:
        old = json.loads(stored)
        cells = old["cells"]
    except (ValueError, KeyError, TypeError):
        return ["the stored file is not a notebook"]
    new = json.loads(built)
    found = [
        f"cell {b.get('id', number)!r}: {what}"
        if b and a
        else f"cell {(a or b).get('id', number)!r} {'is not stored' if b else 'is no longer built'}"
        for number, (a, b) in enumerate(zip_longest(cells, new["cells"]), start=1)
        for what in _cell_differences(a, b)
    ]
    if {k: v for k, v in old.items() if k != "cells"} != {
        k: v for k, v in new.items() if k != "cells"
    }:
        found.append("the notebook's metadata differs")
    return found


def _cell_differences(stored: Any, built: Any) -> Iterator[str]:
    if stored is None or built is None:
        yield "missing"
        return
    for field in ("cell_type", "id", "source", "metadata", "execution_count"):
        if _joined(stored.get(field)) != _joined(built.get(field)):
            yield f"the {field.replace('_', ' ')} differs"
    old, new = stored.get("outputs", []), built.get("outputs", [])
    if len(old) != len(new):
        yield f"{len(old)} outputs are stored, {len(new)} were built"
        return
    for number, (a, b) in enumerate(zip(old, new, strict=True), start=1):
        if not _outputs_agree(a, b):
            yield f"output {number} differs"


def _outputs_agree(stored: Any, built: Any) -> bool:
    old, new = dict(stored), dict(built)
    old_data, new_data = dict(old.pop("data", {})), dict(new.pop("data", {}))
    old_png, new_png = old_data.pop("image/png", None), new_data.pop("image/png", None)
    if {k: _joined(v) for k, v in (old | old_data).items()} != {
        k: _joined(v) for k, v in (new | new_data).items()
    }:
        return False
    if old_png is None or new_png is None:
        return old_png is new_png
    return pictures_agree(base64.b64decode(_joined(old_png)), base64.b64decode(_joined(new_png)))


def _joined(value: Any) -> Any:
    """Text that a notebook stores as a list of lines, in one piece."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "".join(value)
    return value


def pictures_agree(first: bytes, second: bytes) -> bool:
    """Tell whether two PNG files show the same picture, within the tolerance of this module."""
    if first == second:
        return True
    a, b = _pixels(first), _pixels(second)
    if a is None or b is None or a.shape != b.shape:
        return False
    distance = np.abs(a - b).mean(axis=2)
    if distance.mean() > MEAN_LEVELS:
        return False
    worst = max(float(square.mean()) for square in _squares(distance))
    return worst <= SQUARE_LEVELS


def _squares(levels: NDArray[np.float64]) -> Iterator[NDArray[np.float64]]:
    height, width = levels.shape
    for top in range(0, height, SQUARE):
        for left in range(0, width, SQUARE):
            yield levels[top : top + SQUARE, left : left + SQUARE]


def _pixels(png: bytes) -> NDArray[np.float64] | None:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(png)) as image:
            return np.asarray(image.convert("RGBA"), dtype=np.float64)
    except (UnidentifiedImageError, OSError):
        return None
