"""The one family of errors that tpmlab raises on purpose.

Every message is one sentence that names the file, the line or the field and
says what to do next. Subclasses live beside the code that raises them and
also inherit the built-in that fits, so that ``except ValueError`` works.
"""

from __future__ import annotations

__all__ = ["ContentError", "TpmlabError"]


class TpmlabError(Exception):
    """Base of every error a reader can mend; its text is one clear sentence."""


class ContentError(TpmlabError, ValueError):
    """A file under ``content/`` (or one written in its formats) is not usable as it stands."""
