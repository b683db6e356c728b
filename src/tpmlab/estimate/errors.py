"""The error that all of ``tpmlab.estimate`` raises."""

from __future__ import annotations

from tpmlab.errors import TpmlabError

__all__ = ["EstimateError"]


class EstimateError(TpmlabError, ValueError):
    """Figures that no estimate can have, or too little history to estimate from."""
