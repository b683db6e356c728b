"""The error that all of ``tpmlab.security`` raises."""

from __future__ import annotations

from tpmlab.errors import TpmlabError

__all__ = ["SecurityError"]


class SecurityError(TpmlabError, ValueError):
    """A vector that can't be read, or findings that can't be put in order."""
