"""The error that all of ``tpmlab.career.pay`` raises."""

from __future__ import annotations

from tpmlab.errors import TpmlabError

__all__ = ["PayError"]


class PayError(TpmlabError, ValueError):
    """A place, year, title or amount for which there are no published wages or prices."""
