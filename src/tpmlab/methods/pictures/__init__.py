"""Pictures of ways of working: gates and sprints, teams that wait, hours that people share."""

from __future__ import annotations

from tpmlab.methods.pictures.plan import hybrid_picture
from tpmlab.methods.pictures.teams import hours_picture, matrix_picture

__all__ = ["hours_picture", "hybrid_picture", "matrix_picture"]
