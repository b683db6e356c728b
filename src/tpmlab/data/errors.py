"""The error that all of ``tpmlab.data`` raises."""

from __future__ import annotations

from tpmlab.errors import TpmlabError

__all__ = ["DataError"]


class DataError(TpmlabError, ValueError):
    """A dataset that does not exist, or one whose file is not as its schema says."""
