"""The error that all of ``tpmlab.methods`` raises."""

from __future__ import annotations

from tpmlab.errors import TpmlabError

__all__ = ["MethodError"]


class MethodError(TpmlabError, ValueError):
    """Facts about a project or its teams that can't be judged as they stand."""
