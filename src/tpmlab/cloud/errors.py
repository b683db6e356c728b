"""The error that all of ``tpmlab.cloud`` raises."""

from __future__ import annotations

from tpmlab.errors import TpmlabError

__all__ = ["CloudError"]


class CloudError(TpmlabError, ValueError):
    """Availabilities, services or waves that can't be."""
