"""``datasets/datapackage.json``: which datasets there are, and what each column holds.

The file follows the Frictionless Data Package standard; these models read the part of it
that tpmlab uses. ``frictionless validate datasets/datapackage.json`` checks all of it.
"""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tpmlab.content import root
from tpmlab.data.errors import DataError

__all__ = ["PACKAGE", "Column", "Dataset", "Licence", "Origin", "Package", "read_package"]

PACKAGE = PurePosixPath("datasets/datapackage.json")


class _Part(BaseModel):
    """Part of a data package; the standard allows keys that are not ours."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Constraints(_Part):
    """What every cell of a column keeps to."""

    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] | None = None
    minimum: float | str | None = None
    maximum: float | str | None = None
    pattern: str | None = None


class Column(_Part):
    """One column of a dataset: its Frictionless type, unit and meaning."""

    name: str
    type: Literal["string", "integer", "number", "boolean", "date", "datetime", "yearmonth"]
    description: str
    unit: str = ""
    constraints: Constraints = Constraints()


class Schema(_Part):
    """The columns in their order."""

    fields: tuple[Column, ...]
    primary_key: tuple[str, ...] = Field(alias="primaryKey")


class Licence(_Part):
    """Terms under which the data may be passed on."""

    name: str
    title: str
    path: str | None = None


class Origin(_Part):
    """Who published the data, where, and the day somebody last looked."""

    title: str
    path: str | None = None
    version: str = ""
    retrieved: date


class Dataset(_Part):
    """One dataset of the package.

    Parameters
    ----------
    name : str
        Id, also the name of its folder.
    path : str
        Its table, seen from ``datasets/``.
    sources : tuple of Origin
        Publishers first, then carriers.
    attribution : str
        What to print beside anything made from the data.
    """

    name: str
    title: str
    description: str
    path: str
    licenses: tuple[Licence, ...]
    sources: tuple[Origin, ...]
    attribution: str
    table: Schema = Field(alias="schema")

    @cached_property
    def columns(self) -> dict[str, Column]:
        """Columns by name, in the table's order."""
        return {column.name: column for column in self.table.fields}

    @property
    def citation(self) -> str:
        """Publishers and carriers with address and day, terms, attribution: one line to print."""
        origins = "; ".join(
            ", ".join(filter(None, (origin.title, origin.path, origin.version)))
            for origin in self.sources
        )
        terms = "; ".join(licence.title for licence in self.licenses)
        day = max(origin.retrieved for origin in self.sources)
        return f"{origins}. Retrieved {day}. {terms}. {self.attribution}"


class Package(_Part):
    """All datasets, with the folder they lie in."""

    resources: tuple[Dataset, ...]
    folder: Path = Path()

    @cached_property
    def by_name(self) -> dict[str, Dataset]:
        """Datasets by id, in the file's order."""
        return {dataset.name: dataset for dataset in self.resources}

    def find(self, name: str) -> Dataset:
        """Return one dataset; DataError with the closest ids if there is none of that name."""
        if name in self.by_name:
            return self.by_name[name]
        close = [full for full in self.by_name if full.startswith(f"{name}-")]
        close = close or get_close_matches(str(name), self.by_name, n=2, cutoff=0.3)
        known = f"the closest is '{close[0]}'" if close else "list them with tpm.data.names()"
        if len(close) > 1:
            known = f"the closest are '{close[0]}' and '{close[1]}'"
        raise DataError(f"There is no dataset '{name}'; {known}.")


def read_package(base: Path | None = None) -> Package:
    """Read ``datasets/datapackage.json`` below `base` (default: tpmlab's own content).

    Raises
    ------
    DataError
        If the file is missing or not usable; the message names it and what to mend.

    Examples
    --------
    >>> read_package().find("us-it-dashboard-2012").licenses[0].name
    'other-pd'
    """
    path = (base or root()) / PACKAGE
    try:
        package = Package.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise DataError(f"{path} is missing: reinstall tpmlab or restore the file.") from None
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in problem["loc"]) or "the document"
        raise DataError(f"{path}: '{where}' {problem['msg']}; correct it there.") from None
    return package.model_copy(update={"folder": path.parent})
