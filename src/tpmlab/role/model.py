"""What the role's models share: strict data and one error."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from tpmlab.errors import TpmlabError

__all__ = ["RoleError", "RoleModel"]


class RoleError(TpmlabError, ValueError):
    """A day, a table of decisions, a sector or an archive that can't be used as it stands."""


class RoleModel(BaseModel):
    """Data that refuses unknown fields and doesn't change."""

    model_config = ConfigDict(extra="forbid", frozen=True)
