"""What a bank must hold before it ships: ``content/exam/targets/*.yaml``, one an outline."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tpmlab.content import StrictModel, read_yaml, root
from tpmlab.errors import ContentError

__all__ = ["Targets", "load_targets"]

_FOLDER = PurePosixPath("content/exam/targets")

Count = Annotated[int, Field(ge=0)]
Percent = Annotated[float, Field(ge=0, le=100)]
Band = Annotated[list[Percent], Field(min_length=2, max_length=2)]
Type = Literal[
    "single", "multiple", "matching", "ordering", "hotspot", "pull-down", "numeric", "graphic"
]
Level = Literal["recall", "apply", "analyse"]


class Targets(StrictModel):
    """Minimums and shares of one bank.

    ``domain_points`` is how many percentage points a domain's share of items may lie from
    its weight in the outline. A ``graphic`` item is a hotspot or has an exhibit.
    """

    outline: str
    items: Count
    items_per_task: Count
    domain_points: Percent
    predictive_percent: Band
    type_percent_min: dict[Type, Percent]
    level_percent: dict[Level, Band]
    case_sets: Count
    exhibits: Count
    numeric: Count

    @model_validator(mode="after")
    def _bands_rise(self) -> Self:
        bands = [("predictive_percent", self.predictive_percent), *self.level_percent.items()]
        for name, (low, high) in bands:
            if low > high:
                raise ValueError(f"'{name}' runs from {low:g} to {high:g}; write the smaller first")
        return self


def load_targets(outline_id: str, base: Path | None = None) -> Targets:
    """Read the targets of an outline's bank.

    Parameters
    ----------
    outline_id : str
        Such as ``pmp-2026``.
    base : pathlib.Path, optional
        Folder that holds ``content/`` (default: tpmlab's own).

    Raises
    ------
    ContentError
        If there is no such file, or it breaks a rule; the message names file and line.

    Examples
    --------
    >>> load_targets("pmp-2026").predictive_percent
    [35.0, 45.0]
    """
    path = (base or root()) / _FOLDER / f"{outline_id}.yaml"
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in path.parent.glob("*.yaml"))) or "none yet"
        raise ContentError(f"'{outline_id}' has no targets ({known}); write {path}.")
    targets = read_yaml(path, Targets)
    if targets.outline != outline_id:
        raise ContentError(
            f"{path}: 'outline' is '{targets.outline}', the file is named '{outline_id}'; "
            "make them agree."
        )
    return targets
