"""Your own projects and PDUs as YAML files: strict to read, one sentence when something is off.

Projects, for ``tpmlab exam eligibility``::

    exam: pmp-2026
    education: bachelor         # secondary, associate, bachelor or gac
    training_hours: 35
    training_waived: false      # true with an active CAPM
    projects:
      - {name: Payment gateway move, start: 2022-03, end: 2023-01}
      - {name: Data platform, start: 2024-02}            # no end: you still lead it

PDUs, for ``tpmlab exam renewal``::

    exam: pmp-2026
    cycle_start: 2025-03-14     # the day you passed, or the day after your last cycle
    earned:
      - {day: 2025-06-01, kind: power-skills, pdus: 1.5, what: talk on conflict}
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from tpmlab.content import StrictModel, read_yaml
from tpmlab.errors import ContentError
from tpmlab.exam.outlines.eligibility import Education, Month, ProjectLed
from tpmlab.exam.outlines.renewal import Earned

__all__ = ["PduRecord", "ProjectRecord", "read_pdus", "read_projects"]

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _as_month(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError(f"'{value}' is not a month; write one as 2025-03")
    Month.parse(value)
    return value


MonthText = Annotated[str, BeforeValidator(_as_month)]


class _Led(StrictModel):
    name: Text
    start: MonthText
    end: MonthText | None = None

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        self.led()
        return self

    def led(self) -> ProjectLed:
        end = None if self.end is None else Month.parse(self.end)
        return ProjectLed(self.name, Month.parse(self.start), end)


class ProjectRecord(StrictModel):
    """Your education, training and projects, as the file has them."""

    exam: Text = "pmp-2026"
    education: Education
    training_hours: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    training_waived: bool = False
    projects: list[_Led]

    def led(self) -> list[ProjectLed]:
        """Projects to count, in file order."""
        return [project.led() for project in self.projects]


class _Earned(StrictModel):
    day: date
    kind: str
    pdus: float
    what: str = ""

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        self.read()
        return self

    def read(self) -> Earned:
        return Earned(self.day, self.kind, self.pdus, self.what)  # type: ignore[arg-type]


class PduRecord(StrictModel):
    """The PDUs of one cycle, as the file has them."""

    exam: Text = "pmp-2026"
    cycle_start: date
    earned: list[_Earned]

    def read(self) -> list[Earned]:
        """PDUs to count, in file order."""
        return [each.read() for each in self.earned]


def read_projects(path: Path) -> ProjectRecord:
    """Read a file of projects; see the top of this module for its form.

    Raises
    ------
    ContentError
        For the first thing that can't be used; the message names file and line.
    """
    return read_yaml(_file(path), ProjectRecord)


def read_pdus(path: Path) -> PduRecord:
    """Read a file of PDUs; see the top of this module for its form.

    Raises
    ------
    ContentError
        For the first thing that can't be used; the message names file and line.
    """
    return read_yaml(_file(path), PduRecord)


def _file(path: Path) -> Path:
    if path.is_dir():
        raise ContentError(f"{path} is a folder; name the YAML file in it.")
    return path
