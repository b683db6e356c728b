"""The error that all of ``tpmlab.prioritise`` raises."""

from __future__ import annotations

from tpmlab.errors import TpmlabError

__all__ = ["PrioritiseError"]


class PrioritiseError(TpmlabError, ValueError):
    """Figures that can't be ranked or valued as they stand."""
