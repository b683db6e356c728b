"""The error that all of ``tpmlab.flow`` raises."""

from __future__ import annotations

from tpmlab.errors import TpmlabError

__all__ = ["FlowError"]


class FlowError(TpmlabError, ValueError):
    """Figures that no flow of work can have, or too little history to go by."""
