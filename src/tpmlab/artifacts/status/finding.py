"""What a reviewer finds in a document: where, what is wrong, and how it could read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["SEVERITIES", "Finding", "Severity"]

Severity = Literal["must", "should", "consider"]
SEVERITIES: tuple[Severity, ...] = ("must", "should", "consider")
"""must: the reader is misled or can't act. should: they will ask. consider: it reads better."""


@dataclass(frozen=True, repr=False)
class Finding:
    """One remark of a review.

    Parameters
    ----------
    field : str
        Place in the report, such as ``"blocked[0].owner"``; the first entry is 0.
    rule : str
        Name of the rule, stable, such as ``"blocked-without-owner"``.
    severity : {'must', 'should', 'consider'}
        How much it matters to the reader.
    reason : str
        What the reader can't see, decide or believe.
    example : str
        How it could read instead.
    """

    field: str
    rule: str
    severity: Severity
    reason: str
    example: str

    def __repr__(self) -> str:
        return f"{self.severity} · {self.field}: {self.reason} For example: {self.example}"
