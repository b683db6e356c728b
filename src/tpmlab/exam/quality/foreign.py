"""What gave keys away in another writer's bank: ``content/exam/foreign_cues.yaml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path, PurePosixPath

from tpmlab.content import StrictModel, read_yaml, root
from tpmlab.exam.quality.solver import Cues

__all__ = ["load_foreign_cues"]

_FILE = PurePosixPath("content/exam/foreign_cues.yaml")


class _CueFile(StrictModel):
    """Counts of words, pairs and first words, in keys and in distractors."""

    source: str
    commit: str
    licence: str
    items: int
    totals: list[int]
    cues: dict[str, list[int]]


@lru_cache(maxsize=2)
def load_foreign_cues(base: Path | None = None) -> Cues:
    """Read how often words stood in keys and in distractors of a public bank.

    Parameters
    ----------
    base : pathlib.Path, optional
        Folder that holds ``content/`` (default: tpmlab's own). The result is kept:
        treat it as read-only.

    Examples
    --------
    >>> cues = load_foreign_cues()
    >>> round(cues.weight("first: facilitate"), 1), round(cues.weight("first: tell"), 1)
    (4.7, -5.4)
    """
    file = read_yaml((base or root()) / _FILE, _CueFile)
    keys, others = file.totals
    return Cues({cue: (k, d) for cue, (k, d) in file.cues.items()}, (keys, others))
