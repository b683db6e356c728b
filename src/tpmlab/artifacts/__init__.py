"""Artifacts: the documents a project lives by, as data that can be checked and printed.

``tpm.artifacts.status`` is the status report.
"""

from __future__ import annotations

from tpmlab.artifacts import status

__all__ = ["status"]
