"""What goes wrong with a lesson's small systems, in one sentence."""

from __future__ import annotations

from tpmlab.errors import TpmlabError

__all__ = ["SystemsError"]


class SystemsError(TpmlabError, RuntimeError):
    """A service, a database or a repository of a lesson can't do what was asked."""
