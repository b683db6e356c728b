"""What a form of an exam asks for: ``content/exam/forms/*.yaml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tpmlab.content import StrictModel, read_yaml, root
from tpmlab.errors import ContentError
from tpmlab.exam.items.messages import closest
from tpmlab.exam.items.parts import Slug, Text

__all__ = ["Form", "FormSection", "load_form", "load_forms"]

_FOLDER = PurePosixPath("content/exam/forms")
Percent = Annotated[float, Field(ge=0, le=100)]
ItemType = Literal["multiple", "matching", "ordering", "hotspot", "pull-down", "numeric"]


class FormSection(StrictModel):
    """Items answered together; a break may follow, and then there is no way back."""

    items: Annotated[int, Field(ge=1, le=300)]
    break_minutes: Annotated[float, Field(ge=0, le=60)] = 0.0


class Form(StrictModel):
    """Length, time, breaks and mixture of a form.

    ``type_percent_min`` is how much of the form a type of question makes up at least,
    ``case_sets`` how many case sets it holds; shares of domains come from the outline.
    """

    id: Slug
    title: Text
    outline: Slug
    minutes: Annotated[float, Field(gt=0, le=600)]
    sections: Annotated[list[FormSection], Field(min_length=1)]
    case_sets: Annotated[int, Field(ge=0)] = 0
    type_percent_min: dict[ItemType, Percent] = Field(default_factory=dict)
    predictive_percent: Percent | None = None

    @property
    def items(self) -> int:
        """Items in all sections."""
        return sum(section.items for section in self.sections)

    @model_validator(mode="after")
    def _parts_agree(self) -> Self:
        if self.sections[-1].break_minutes:
            raise ValueError("a break after the last section is none; remove 'break_minutes' there")
        if (total := sum(self.type_percent_min.values())) > 100:
            raise ValueError(f"'type_percent_min' adds up to {total:g}; keep it within 100")
        return self


@lru_cache(maxsize=8)
def load_forms(base: Path | None = None) -> dict[str, Form]:
    """Read every form: id → form, by id.

    Parameters
    ----------
    base : pathlib.Path, optional
        Folder that holds ``content/`` (default: tpmlab's own). The result is kept:
        treat it as read-only.

    Raises
    ------
    ContentError
        For the first file that can't be used; the message names file and line.

    Examples
    --------
    >>> [(form.id, form.items, form.minutes) for form in load_forms().values()]
    [('full-180', 180, 240.0), ('mock-60', 60, 80.0)]
    """
    forms = {}
    for path in sorted(((base or root()) / _FOLDER).glob("*.yaml")):
        form = read_yaml(path, Form)
        if form.id != path.stem:
            raise ContentError(
                f"{path}, line 1: the id '{form.id}' differs from the file name; rename one."
            )
        forms[form.id] = form
    return forms


def load_form(form_id: str, base: Path | None = None) -> Form:
    """Read one form.

    Raises
    ------
    ContentError
        If there is none of that id (the message names the closest), or a file is broken.
    """
    forms = load_forms(base)
    if form_id not in forms:
        raise ContentError(f"There is no form '{form_id}'; {closest(form_id, forms)}.")
    return forms[form_id]
