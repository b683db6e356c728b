"""The one family of errors that tpmlab raises on purpose.

Every message is one sentence that names the file, the line or the field and
says what to do next. Subclasses live beside the code that raises them and
also inherit the built-in that fits, so that ``except ValueError`` works.
"""

from __future__ import annotations

import re
from traceback import extract_tb

__all__ = ["ContentError", "TpmlabError"]

_CELL = re.compile(r"ipykernel_\d+|^<ipython-input")


class TpmlabError(Exception):
    """Base of every error a reader can mend; its text is one clear sentence."""

    def _render_traceback_(self) -> list[str]:
        """Show in a notebook the reader's own line and the sentence, and nothing of ours.

        IPython looks for this name. ``%debug`` still opens the place that raised it.
        """
        frames = extract_tb(self.__traceback__)
        own = [frame for frame in frames if _CELL.search(frame.filename)]
        where = [f"Line {own[-1].lineno} of the cell: {own[-1].line}"] if own else []
        return [*where, f"{type(self).__name__}: {self}"]


class ContentError(TpmlabError, ValueError):
    """A file under ``content/`` (or one written in its formats) is not usable as it stands."""
