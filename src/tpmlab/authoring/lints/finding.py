"""Something to mend in the content, with the place where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

__all__ = ["Finding", "from_error", "line_of"]


@dataclass(frozen=True)
class Finding:
    """One sentence for a writer; an ``error`` fails the check, a ``note`` does not."""

    file: str
    line: int
    message: str
    level: Literal["error", "note"] = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def from_error(error: Exception, base: Path, file: str) -> Finding:
    """Take file and line out of an error's sentence; ``file`` stands where it names none.

    Examples
    --------
    >>> str(from_error(ValueError("a.md:3: no such link."), Path("."), "b.md"))
    'a.md:3: no such link.'
    >>> str(from_error(ValueError("a.yaml, line 7: 'id' is missing."), Path("."), "b.md"))
    "a.yaml:7: 'id' is missing."
    """
    text = str(error).replace(f"{base}/", "")
    match = re.match(r"(?P<file>[^\s:]+)(?::|, line )(?P<line>\d+): (?P<rest>.*)", text, re.DOTALL)
    if match is None:
        return Finding(file, 1, text)
    return Finding(match["file"], int(match["line"]), match["rest"])


def line_of(path: Path, pattern: str) -> int:
    """First line of a file that matches a pattern; 1 if none does."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((n for n, line in enumerate(lines, start=1) if re.search(pattern, line)), 1)
